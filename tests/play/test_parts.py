"""A part of a role as it is played, saved, and gone on from."""

from pathlib import Path

import pytest

from game.document.markdown import as_markdown
from game.play.looking_back.end_card import end_card
from game.play.looking_back.summary import endings_in_words, look_back
from game.play.playthrough import Playthrough, begin, facts_met
from game.play.program import compile_role
from game.play.record import from_data, to_data
from game.play.resume import NO_PART, in_the_whole_role, program_of, resume, saved_from
from game.report.account import GameRecord, account_of
from game.report.student_document import student_document
from game.saves import Saves
from game.session.game_session import begin_game, finished_games, go_on
from game.session.story_week import story_week
from game.story.model import Story
from tests.small import STORY, made, offered, small, told, value

SCENES = """
start:
  text: The ferry has left.
  choices:
    - {label: Wait, do: money -= 5, recall: waited, go: pier}
    - {label: Take the thermos, once: true, do: coat = true}
    - {label: Swim, go: drowned}
pier:
  title: The pier
  text: "It comes. [It is dear.](fact:fare)"
  choices: [{label: Go aboard, go: aboard}, {label: Let it go, go: start}]
aboard: {text: "It leaves. You have {money} crowns.", go: home}
home: {text: The lamp is on., ending: Home}
drowned: {text: A boat takes you back., ending: Wet}
"""
QUAY = "title: The quay, ends: [pier], minutes: 4, told: [{if: coat, text: You have a coat.}, 'You have {money} crowns.']"
LATER = 'title: The boat, start: pier, set: {money: 7}, before: "You have waited for a day.", ends: [home], minutes: 4, told: It leaves.'


def with_parts(**parts: str) -> str:
    written = ", ".join(f"{name}: {{{part}}}" for name, part in parts.items())
    return STORY.replace("a bag., start: start}", f"a bag., start: start, parts: {{{written}}}}}")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return small(tmp_path / "story", SCENES, story=with_parts(quay=QUAY, boat=LATER))


def part(story: Story, name: str) -> Playthrough:
    return begin(compile_role(story, "visitor", story.roles["visitor"].part(name)), 1)


def test_a_part_is_over_where_one_of_its_ends_is_come_to(story: Story) -> None:
    played = made(part(story, "quay"), "take-the-thermos", "wait")
    assert played.ended
    assert played.part_over is story.roles["visitor"].part("quay")
    assert told(played) == ["You have a coat.", "You have 15 crowns."]
    assert offered(played) == []
    card = end_card(played)
    assert (card.title, card.found_in_words) == ("The quay", "This was a part: the role goes on from here. You met 0 of the 4 facts.")
    assert [done.says for done in card.done] == ["You waited."]
    assert endings_in_words(look_back(played)) == "This was a part of the role: its endings lie further on."


def test_an_ending_of_the_role_ends_a_part_too_and_is_that_ending(story: Story) -> None:
    played = made(part(story, "quay"), "swim")
    assert (played.ended, played.part_over) == (True, None)
    assert told(played) == ["A boat takes you back."]
    assert end_card(played).found_in_words.startswith("Ending 2 of 2; you have found 1.")


def test_the_whole_role_goes_on_from_the_end_of_a_part(story: Story) -> None:
    played = in_the_whole_role(made(part(story, "quay"), "take-the-thermos", "wait"))
    assert played.notices == ()
    assert told(played.played) == ["It comes. It is dear."]
    assert list(facts_met(played.played)) == ["fare"]
    assert offered(played.played) == ["go-aboard", "let-it-go"]
    assert value(played.played, "money") == 15
    assert len(played.played.turns) == 3, "every choice can still be taken back"


def test_a_part_that_begins_later_tells_what_was_before_and_goes_on_from_there(story: Story) -> None:
    played = part(story, "boat")
    assert told(played) == ["You have waited for a day.", "It comes. It is dear."]
    assert value(played, "money") == 7
    over = made(played, "let-it-go", "wait", "go-aboard", "go")
    assert told(made(played, "let-it-go", "wait")) == ["It comes. It is dear."], "what was before is told once"
    assert not over.part_over, "an ending of the role stays one"
    whole = in_the_whole_role(made(played, "go-aboard")).played
    assert (value(whole, "money"), whole.scene.id) == (7, "aboard")
    again = resume(compile_role(story, "visitor"), saved_from(whole))
    assert (again.notices, again.played.state, len(again.played.turns)) == ((), whole.state, 2)


def test_a_saved_part_is_resumed_as_one_and_a_save_of_a_whole_role_says_nothing_of_parts(story: Story) -> None:
    played = made(part(story, "quay"), "wait")
    data = to_data(saved_from(played))
    assert data["part"] == "quay"
    saved = from_data(data)
    resumed = resume(program_of(story, saved), saved)
    assert (resumed.notices, resumed.played.part_over is not None) == ((), True)
    assert "part" not in to_data(saved_from(in_the_whole_role(played).played))


@pytest.mark.parametrize("name", ["quay", "boat"])
def test_where_a_part_is_taken_out_its_games_go_on_as_the_whole_role(name: str, story: Story, tmp_path: Path) -> None:
    began = part(story, name)
    saved = saved_from(made(began, "wait" if name == "quay" else "let-it-go"))
    without = small(tmp_path / "without", SCENES)
    resumed = resume(program_of(without, saved), saved)
    assert resumed.notices[0] == NO_PART
    assert resumed.played.scene.id == ("pier" if name == "quay" else "start")
    assert offered(resumed.played)
    assert value(resumed.played, "money") == (15 if name == "quay" else 7)


def test_where_a_part_begins_otherwise_now_its_games_stand_where_they_stood(story: Story, tmp_path: Path) -> None:
    saved = saved_from(made(part(story, "boat"), "let-it-go"))
    changed = with_parts(boat=LATER.replace("money: 7", "money: 9"))
    other = small(tmp_path / "other", SCENES, story=changed)
    resumed = resume(program_of(other, saved), saved)
    assert resumed.notices
    assert (value(resumed.played, "money"), resumed.played.scene.id) == (7, "start")


# ---- with the saves ----


def test_a_game_goes_on_from_its_part_in_the_same_save(story: Story, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    session = begin_game(story, "visitor", saves, part=story.roles["visitor"].part("quay"), seed=1)
    session.choose("wait")
    (slot,) = saves.slots()
    assert (slot.part, slot.finished, slot.where) == ("quay", True, "The quay")
    session.close()

    session = go_on(story, slot, saves)
    assert session.played.part_over
    session.go_on_in_the_whole_role()
    assert (session.notice, session.played.scene.id) == ("", "pier")
    (slot,) = saves.slots()
    assert (slot.part, slot.finished, slot.where) == ("", False, "The pier")
    session.close()
    session = go_on(story, slot, saves)
    session.choose("go-aboard")
    session.choose("go")
    assert session.played.ended
    session.close()


def test_what_a_part_has_told_is_carried_over_and_its_end_is_no_ending(story: Story, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    session = begin_game(story, "visitor", saves, part=story.roles["visitor"].part("boat"), seed=1)
    session.choose("let-it-go")
    session.choose("swim")
    session.close()
    session = begin_game(story, "visitor", saves, part=story.roles["visitor"].part("quay"), seed=1)
    assert session.played.carried.facts == {"fare"}
    session.choose("wait")
    session.close()
    week = story_week(story, saves, "")
    assert week.found["visitor"] == {"drowned"}
    assert week.totals() == "1 of 4 endings, 1 of 4 facts"
    assert session.endings_found() & {"drowned", "home"} == {"drowned"}
    other = begin_game(story, "captain", saves, seed=1)
    assert [game.scene.id for game in finished_games(other.played, saves, "")] == ["pier"]
    other.close()


def test_a_report_of_a_part_says_that_it_is_one(story: Story) -> None:
    page = as_markdown(student_document(account_of(made(part(story, "quay"), "wait"), GameRecord())))
    assert "**End of a part:** The quay" in page
    assert "**Ending:** Wet" in as_markdown(student_document(account_of(made(part(story, "quay"), "swim"), GameRecord())))
