"""What can be typed while the story is told line by line, and what is said where something can't be."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from game.library.find_stories import shipped_folder
from game.library.load import load
from game.plain.line_game import PlainGame
from game.plain.pages import HELP, meters_text
from game.play.view import Meter
from game.saves import Saves
from game.session.game_session import begin_game
from game.story.model import Story
from tests.docs.pages import FOOTBRIDGE
from tests.process.command import FERRY
from tests.small import small

TO_THE_END = ("4", *["1"] * 5)  # by the line, with the bag
Told = Callable[..., str]


@pytest.fixture(scope="module")
def ferry() -> Story:
    story = load(Path(FERRY)).story
    assert story is not None
    return story


@pytest.fixture
def told(tmp_path: Path, ferry: Story) -> Told:
    """What is told, on one line, to somebody who types these lines."""

    def play(*typed: str, story: Story = ferry, role: str = "visitor", seed: int | None = 11, saves: Saves | None = None) -> str:
        saves, out = saves or Saves(tmp_path / "saves"), io.StringIO()
        session = begin_game(story, role, saves, seed=seed, nickname="Ada")
        PlainGame(session, iter([f"{line}\n" for line in typed]), out, 72, seed=seed).play(fresh=True)
        return " ".join(out.getvalue().split())

    return play


def after(told: str, mark: str) -> str:
    """What follows the last `mark`."""
    assert mark in told
    return told.rpartition(mark)[2]


QUAY = " 2 Walk to the office 3 Ask a sailor when it leaves - Swim (closed: It is September, and the water says so.) 4 Join"


# ---- at the start ----


def test_it_opens_with_the_title_the_note_and_how_to_play(told: Told) -> None:
    assert told().startswith(
        "The last ferry Somebody waits. Any scene can be skipped. "
        "Type a number and press Enter. ? shows what else you can type. The quay - The harbour, Wednesday 21 September 2022, 18:00"
    )


def test_closed_choices_say_why_and_have_no_number(told: Told) -> None:
    assert "1 Offer Otto your tea" + QUAY in told()


def test_the_end_of_input_keeps_the_game(told: Told) -> None:
    assert told().endswith("Your game is saved. This goes on from here: neighbours play")
    assert told("1").endswith("Your game is saved. This goes on from here: neighbours play")


@pytest.mark.parametrize("quits", ["q", "quit", "exit", " Q "])
def test_what_quits(told: Told, quits: str) -> None:
    done = told(quits, "1")
    assert "He drinks" not in done
    assert done.endswith("neighbours play")


# ---- every letter ----


def test_help_has_a_line_for_everything_that_can_be_typed(told: Told) -> None:
    for asked in ("?", "h", "help"):
        assert " ".join(HELP.split()) in told(asked)
    words = {line.split()[0].rstrip(",") for line in HELP.splitlines()}
    for word in words:
        assert "is none of the things" not in told(word), word


def test_a_number_makes_a_choice_and_tells_what_came_of_it(told: Told) -> None:
    done = after(told("1"), "4 Join the line for the night boat ")
    assert done.startswith("You chose: Offer Otto your tea He drinks, and moves half a metre to the left.")
    assert "You no longer have a thermos." in done
    assert "1 Walk to the office" in done, "the choice that was made is gone"


def test_a_passage_that_has_not_changed_is_told_once(told: Told) -> None:
    assert told("3").count("The ferry is a light far out.") == 1


def test_of_a_scene_that_was_read_before_only_what_is_new_is_told(told: Told) -> None:
    back = after(told("2", "1", "2"), "2 Thank her and go ")
    assert back.count("Otto nods as if he had known you for years.") == 1
    assert "The ferry is a light far out." not in back
    assert "(v tells all that is to be read here.)" in back
    assert "The ferry is a light far out." in after(told("2", "1", "2", "v"), "(v tells all that is to be read here.)")


def test_why_is_offered_where_its_reason_is_new(told: Told) -> None:
    assert told("3").count("(w tells why.)") == 1
    assert told("3", "1").count("(w tells why.)") == 1, "the same reason was told before"


def test_why_says_what_stands_behind_what_happened(told: Told) -> None:
    assert "Why? The wait at the harbour takes from three to fourteen hours. " in told("1", "w")
    assert "Vouched for by: people who counted." in told("1", "w")


def test_why_says_what_is_true_where_no_fact_stands_behind_it(told: Told) -> None:
    assert after(told("w"), "Join the line for the night boat ").startswith("Nothing has happened yet: you have made no choice.")
    assert "Nothing stands behind this but your choice. Your game" in told("4", "w")
    assert "Nothing stands behind this: there was nothing to choose." in told("2", "1", "w"), "the door with a bell leads on by itself"
    assert "You skipped this." in told("2", "s", "s", "w")


def test_why_names_chance(told: Told, tmp_path: Path) -> None:
    scenes = """\
start:
  text: A coin.
  choices: [{label: Toss it, outcomes: [{chance: 1, result: Heads., go: out}, {chance: 1, result: Tails., go: out}]}]
out: {text: Out., choices: [{label: Go, go: end}]}
end: {text: End., ending: End}
"""
    assert "Nothing stands behind this but your choice, and chance." in told("1", "w", story=small(tmp_path / "coin", scenes))


def test_cards_of_what_is_marked(told: Told) -> None:
    assert "You stand on the quay (f1) with your bag. The fare has doubled (f2), says a sign." in told()
    assert "quay: A stone edge where ships lie. General knowledge, not from the source." in told("f 1")
    fare = "The fare for the crossing has doubled since spring. A figure. Vouched for by: the ferry company."
    assert fare in told("f 2")
    assert fare in told("f2")
    assert fare in told("F 2")


@pytest.mark.parametrize("typed", ["f", "f 0", "f 3", "f two", "f -1", "f 99999999999999999999"])
def test_a_card_that_isnt_there(told: Told, typed: str) -> None:
    assert "Type the number of a mark: f 1 to f 2." in told(typed)


def test_there_are_no_cards_where_nothing_is_marked(told: Told) -> None:
    assert "Nothing here is marked as a fact or a word." in told("2", "f 1")


def test_a_change_of_place_is_told_with_its_hours_and_kilometres_but_not_when_it_is_taken_back(told: Told) -> None:
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None
    played = told("1", "3", "1", "1", "u", story=story, role="graduate", seed=1)
    assert played.count("15 hours, 860 kilometres east.") == 1
    assert "Samara" in after(played, "15 hours, 860 kilometres east.")[:80]
    assert told("1", "3", "1", "1", "1", "u", story=story, role="graduate", seed=1).count("15 hours") == 1, "coming back by undo is no way"


def test_the_pages_beside_the_play(told: Told) -> None:
    assert "SOURCED: The fare has doubled (figure; vouched for by the ferry company)" in told("x")
    assert "You have met 1 fact of " in told("n")
    assert "- The fare for the crossing has doubled since spring. (the ferry company)" in told("n")
    assert "You are at the harbour" in after(told("m"), "Join the line for the night boat")
    assert "Wednesday 21 September 2022. You: - 18:00 The harbour. The quay" in told("t")


def test_so_far_lists_the_choices_and_goes_back_to_one(told: Told) -> None:
    assert "You have made no choice yet." in told("j")
    listed = told("1", "2", "j")
    assert "1 Offer Otto your tea [The harbour, Wednesday 21 September 2022, 18:00]" in listed
    assert "j and a number goes back to before that choice; what came after it is given up." in listed
    back = after(told("1", "2", "j 1"), "You go back to before choice 1.")
    assert "1 Offer Otto your tea" in back
    assert "You go back to before choice 1." in told("1", "j1")


@pytest.mark.parametrize("typed", ["j 0", "j 2", "j x", "j 99999999999999999999"])
def test_a_choice_that_cant_be_gone_back_to(told: Told, typed: str) -> None:
    assert "There is no such choice to go back to. j shows them." in told("1", typed)


def test_undo_takes_back_one_choice_at_a_time(told: Told) -> None:
    assert "There is nothing to undo here." in told("u")
    done = told("1", "u")
    assert "1 Offer Otto your tea" in after(done, "You take back your last choice.")
    assert "There is nothing to undo here." in told("1", "u", "u")


def test_skip_leads_on_with_a_line_in_its_place(told: Told) -> None:
    asked = told("4", "s")
    assert "Skip: “Wait for the line to move” is chosen for you. What it takes is left to chance. Type s again to skip." in asked
    assert "The line moves." not in asked
    assert "The line moves." not in told("4", "s", "f", "s")
    assert "You wait with the others. The line moves. It took" in told("4", "s", "s")


def test_letters_may_be_typed_large_and_with_spaces(told: Told) -> None:
    assert "Nothing has happened yet" in told("  W  ")


# ---- what can't be done ----


@pytest.mark.parametrize("typed", ["0", "5", "17", "1000001", "0000012", "99999999999999999999"])
def test_a_number_that_is_no_choice(told: Told, typed: str) -> None:
    done = told(typed)
    assert f"There is no choice {typed[:12]}. Choose from 1 to 4." in done
    assert "0 decisions" not in done


def test_where_there_is_one_choice_it_says_so(told: Told) -> None:
    assert "There is no choice 2. There is only 1." in told("2", "2")


@pytest.mark.parametrize("typed", ["hello", "yes please", "-1", "1.5", "½", "１２三", "/quit", "\x1b[31mred"])
def test_what_means_nothing_is_said_back(told: Told, typed: str) -> None:
    done = told(typed)
    assert "is none of the things you can type here. ? shows them." in done
    assert "\x1b" not in done


def test_an_empty_line_is_no_answer(told: Told) -> None:
    assert told("", "   ") == told()


@pytest.mark.parametrize("typed", ["e", "e 1", "save", "save md", "r", "b", "d", "l"])
def test_what_is_for_the_end_says_so_before_it(told: Told, typed: str) -> None:
    done = told(typed, "1")
    assert "That is for the end of a role." in done
    assert "He drinks" in done, "the game goes on"


def test_where_nothing_is_open_it_says_whose_fault_it_is_and_how_to_get_out(told: Told, tmp_path: Path) -> None:
    scenes = """\
start: {text: A fork., choices: [{label: Left, go: wall}, {label: Right, go: out}]}
wall: {text: A wall., choices: [{label: Climb, if: money > 90, locked: It is high., go: out}]}
out: {text: Out., ending: Out}
"""
    stuck = small(tmp_path / "stuck", scenes)
    done = told("1", "1", "s", "s", "u", story=stuck)
    assert "That is its author's mistake, not yours. u takes back your last choice" in done
    assert "There is nothing to choose here. j with a number goes back to a choice; q quits." in done
    assert "There is nothing to skip to here." in done
    assert "1 Left" in after(done, "You take back your last choice.")


# ---- the end ----


def test_the_end_sums_up_and_lists_what_can_be_typed(told: Told) -> None:
    done = told(*TO_THE_END)
    assert "The end: " in done
    assert "You decided" in after(done, "The end: ")
    assert "of 2; you have found 1. You met" in done
    assert "The harbour and its people are invented." in after(done, "The end: ")
    offered = after(done, "are invented. ")
    for row in ("e looks back", "j shows your choices", "save saves", "r plays this role again", "b lets you be somebody else", "q quits"):
        assert row in offered
    assert done.endswith("Your game is saved, with its ending. For another one, type: neighbours play")


def test_no_number_is_a_choice_at_the_end(told: Told) -> None:
    assert "This is the end of the role. e looks back;" in told(*TO_THE_END, "1")


def test_looking_back_page_by_page(told: Told) -> None:
    assert "Looking back: e 1 What stood in your way e 2 The doors e 3 What is reported of" in told(*TO_THE_END, "e")
    assert "stood in your way: " in after(told(*TO_THE_END, "e 1"), "asks again who you will be")
    assert "closed" in after(told(*TO_THE_END, "e2"), "asks again who you will be")
    for typed in ("e 0", "e 4", "e x"):
        assert "There is no such page. Type e 1 to e 3." in told(*TO_THE_END, typed)


def test_saving_what_you_did(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path))
    assert str(tmp_path) in told(*TO_THE_END, "save").replace(" ", "")
    assert ".md" in told(*TO_THE_END, "save md")
    assert "Type save for a page to print, save md for Markdown, or save card for the card of this end." in told(*TO_THE_END, "save pdf")
    assert {path.suffix for path in tmp_path.rglob("*") if path.parent.name == "reports"} == {".html", ".md"}


def test_going_back_from_the_end_keeps_the_finished_game(told: Told, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    done = told(*TO_THE_END, "j 1", saves=saves)
    assert "This is a new game from here on; the one you finished is kept beside it." in done
    assert sorted(slot.finished for slot in saves.slots("ferry")) == [False, True]


def test_playing_the_role_again_begins_a_new_game_with_the_same_luck(told: Told, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    done = told(*TO_THE_END, "r", *TO_THE_END, saves=saves)
    first, _, second = done.partition("asks again who you will be")
    assert second.strip().startswith("The quay - The harbour, Wednesday 21 September 2022, 18:00")
    assert first.partition("The end: ")[2].split()[:2] == second.partition("The end: ")[2].split()[:2]
    assert [(slot.finished, slot.nickname) for slot in saves.slots("ferry")] == [(True, "Ada"), (True, "Ada")]


def test_being_somebody_else_from_the_end(told: Told, tmp_path: Path) -> None:
    """What the first did is known to the second, and the shelf tells what was found."""
    saves = Saves(tmp_path / "saves")
    done = told("1", "3", *TO_THE_END[1:], "b", "somebody", "2", "j", saves=saves)
    asked = after(done, "Who will you be? ")
    assert "Enter alone begins as The captain: see the other side. What you did changes their story." in asked
    assert "1 The visitor. Played: The harbour Wednesday 21 September, 18:00" in asked
    assert "(1 of 2 endings found)" in asked
    assert "2 The captain. From Wednesday 21 September, 19:00. The one who decides when the ferry leaves." in asked
    assert "Someone tells you of a visitor who gave up a bench." in asked
    assert "You have made no choice yet." in asked
    assert sorted((slot.role, slot.finished) for slot in saves.slots("ferry")) == [("captain", False), ("visitor", True)]


@pytest.mark.parametrize("answer", [["q"], []])
def test_who_quits_instead_has_the_finished_game_alone(told: Told, tmp_path: Path, answer: list[str]) -> None:
    saves = Saves(tmp_path / "saves")
    assert told(*TO_THE_END, "b", *answer, saves=saves).endswith("neighbours play")
    assert [slot.finished for slot in saves.slots("ferry")] == [True]


def test_a_story_of_one_role_offers_nobody_else(told: Told, tmp_path: Path) -> None:
    text = "title: Alone\nroles:\n  visitor: {title: The visitor, blurb: Somebody., start: start}\n"
    alone = small(tmp_path / "alone", "start: {text: A., choices: [{label: Go, go: end}]}\nend: {text: B., ending: C}\n", story=text)
    done = told("1", "b", story=alone)
    assert "b lets you" not in done
    assert "There is nobody else in this story. r plays this role again." in done


def test_what_has_changed_is_said_in_words() -> None:
    def have(money: int, phone: int, ticket: str, *more: Meter) -> tuple[Meter, ...]:
        numbers = [
            Meter("money", f"{money:,} roubles", money, 0, 60_000, "number"),
            Meter("phone", f"phone {phone} of 8", phone, 0, 8, "number"),
        ]
        return (*numbers, Meter("ticket", f"ticket: {ticket}", len(ticket), 0, 9, "word"), *more)

    coat = Meter("coat", "a coat", 1, 0, 1, "have")
    assert meters_text(have(32_000, 5, "old")) == "You have: 32,000 roubles · phone 5 of 8 · ticket: old"
    assert meters_text(have(22_000, 5, "old"), have(32_000, 5, "old")) == "You now have 22,000 roubles, 10,000 less."
    assert meters_text(have(22_000, 6, "new", coat), have(22_000, 5, "old")) == "Phone 6 of 8, 1 more. Ticket: new. You now have a coat."
    assert meters_text(have(1, 5, "old"), have(1, 5, "old", coat)) == "You no longer have a coat."


# ---- parts ----


def test_from_the_end_of_a_part_g_goes_on_into_the_whole_role(tmp_path: Path) -> None:
    story = load(FOOTBRIDGE).story
    assert story is not None
    out = io.StringIO()
    session = begin_game(story, "errand", Saves(tmp_path / "saves"), part=story.roles["errand"].part("the_bank"), seed=1)
    PlainGame(session, iter(["3\n", "g\n", "g\n"]), out, 72).play(fresh=True)
    told = " ".join(out.getvalue().split())
    assert "What would you try next? The end: This side of the river" in told
    assert "g goes on from here into the whole role, with the same game" in told
    assert "r plays this part again, from the start" in told
    assert told.index("The bridge is there, and so is the fence") > told.index("r plays this part again")
    assert "That is for the end" in told.rpartition("The bridge is there")[2]
