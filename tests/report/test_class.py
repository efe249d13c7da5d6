"""Many games together: a folder collected from several computers, as a summary, as tables, as statements."""

import csv
import json
import shutil
from itertools import combinations
from pathlib import Path
from uuid import UUID

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.library.load import load
from game.saves import Saves
from game.saves.answers import Answer, Answers, Written, write_answers
from tests.report.games import IMAGINED, SCENES, ferry, file_of, game
from tests.small import small

Capture = pytest.CaptureFixture[str]
WAYS = (
    ("Ada", "pay-twice", "sleep", "heads/won"),
    ("Boris", "pay-twice", "keep-watch", "heads/won"),
    ("Chinara", "ask-at-the-desk", "keep-watch", "heads/lost"),
    ("Dilnoza", "ask-at-the-desk", "keep-watch", "heads/won"),
    ("Emre", "ask-at-the-desk", "keep-watch"),
)


def collected(home: Path, ways: tuple[tuple[str, ...], ...] = WAYS) -> Path:
    """A folder with a home for each computer, as they were copied."""
    story = ferry(home / "stories")
    for number, (name, *choices) in enumerate(ways, start=1):
        game(story, Saves(home.parent / "class" / f"pc{number}" / "saves"), *choices, nickname=name)
    return home.parent / "class"


def test_the_class_is_told_where_it_split(home: Path, capsys: Capture) -> None:
    assert main(["report", str(collected(home))]) == Exit.FINE
    told = capsys.readouterr().out
    assert "- **Players:** 5" in told
    assert "5 games" not in told
    jetty, deck = told.index("#### The jetty"), told.index("#### On deck")
    assert jetty < deck, "three to two comes before four to one"
    assert "| Ask at the desk | 3 |" in told
    assert "| Keep watch | 4 |" in told
    assert "**Pay twice**: a price. The fare has doubled. *(the ferry company)*" in told
    assert "Fewer than 5 players came to an ending" in told
    assert "**Swim**: The water is cold. (5 players)" in told
    assert not any(name in told for name, *_ in WAYS), "nobody is named"


def test_a_fact_behind_several_choices_is_told_once(home: Path, capsys: Capture) -> None:
    swim = "Swim, because: fare, do: money -= 1, go: deck}\n    - {label: Wait, go: deck}"
    scenes = SCENES.replace("because: rule", "because: fare, do: money -= 2").replace("Swim, locked: The water is cold.}", swim)
    (home / "stories" / "ferry" / "scenes.yaml").write_text(scenes, "utf-8")
    story = load(home / "stories" / "ferry").story
    assert story is not None
    fare = ": a price. The fare has doubled. *(the ferry company)*"
    for number, (name, choice, *_) in enumerate(WAYS):
        game(story, Saves(home.parent / "class" / f"pc{number}"), choice, nickname=name)
    assert main(["report", str(home.parent / "class")]) == Exit.FINE
    assert f"- **Whatever they chose**{fare}" in capsys.readouterr().out
    game(story, Saves(home.parent / "class" / "pc9"), "wait", nickname="Farida")
    assert main(["report", str(home.parent / "class")]) == Exit.FINE
    assert f"- **Ask at the desk**; **Pay twice**{fare}" in capsys.readouterr().out


def test_the_games_of_a_story_that_is_missing_are_told_together(home: Path, capsys: Capture) -> None:
    folder = collected(home)
    shutil.rmtree(home / "stories" / "ferry")
    assert main(["report", str(folder)]) == Exit.PROBLEMS
    first, *others = capsys.readouterr().err.splitlines()
    assert first.startswith("Not counted: 5 games are of the story ferry, which isn't here: --story names its folder. One of them is pc1/")
    assert len(others) == 1, "that there is no game at all"


def test_nothing_is_told_of_what_fewer_than_five_came_to(home: Path, capsys: Capture) -> None:
    folder = collected(home, WAYS[:4])
    assert main(["report", str(folder)]) == Exit.FINE
    told = capsys.readouterr().out
    assert "- The visitor: 4 players; with 5 it would be told by itself." in told
    assert not any(word in told for word in ("Pay twice", "Keep watch", "Ashore", "The fare"))


def test_somebody_who_plays_five_times_is_one_player(home: Path, capsys: Capture) -> None:
    folder = collected(home, tuple((name, *WAYS[0][1:]) for name in ("Ada", "ada", " ADA", "Ada ", "aDa")))
    assert main(["report", str(folder)]) == Exit.FINE
    told = capsys.readouterr().out
    assert "- **Players:** 1" in told
    assert "Pay twice" not in told


def test_a_decision_that_only_some_came_to_is_hidden(home: Path, capsys: Capture) -> None:
    ways = (*((name, "pay-twice") for name in "abc"), ("d", "ask-at-the-desk"), ("e", "ask-at-the-desk"), ("f", "pay-twice", "sleep"))
    assert main(["report", str(collected(home, ways))]) == Exit.FINE
    told = capsys.readouterr().out
    assert "#### The jetty" in told
    assert "#### On deck" not in told
    assert "Keep watch" not in told
    assert "On deck: 1 player came to this decision; with 5 it would be shown." in told


def two_roles(home: Path, visitors: int, captains: int) -> Path:
    """A folder of games in which each of two roles was played by so many."""
    story = ferry(home / "stories")
    for number in range(visitors + captains):
        visits = number < visitors
        role, choices = ("visitor", ("pay-twice", "sleep")) if visits else ("captain", ("ask-at-the-desk", "keep-watch", "heads/won"))
        game(story, Saves(home.parent / "class" / f"pc{number}"), *choices, nickname=f"pair {number}", role=role)
    return home.parent / "class"


def test_the_end_of_a_part_is_told_as_that(home: Path, capsys: Capture) -> None:
    parts = "visitor: {parts: {night: {title: Until the coin, ends: [coin], minutes: 5, told: The coin is in the air.}}, "
    story = small(home / "stories" / "ferry", SCENES, story=IMAGINED.replace("visitor: {", parts))
    for number in range(5):
        game(story, Saves(home.parent / "class" / f"pc{number}"), "ask-at-the-desk", "sleep", nickname=f"{number}", part="night")
    assert main(["report", str(home.parent / "class")]) == Exit.FINE
    told = capsys.readouterr().out
    assert "| Until the coin (the end of a part) | 5 |" in told
    assert "5 players played this role or a part of it, 5 to its end." in told


def test_roles_that_few_played_are_told_together(home: Path, capsys: Capture) -> None:
    assert main(["report", str(two_roles(home, 4, 3))]) == Exit.FINE
    told = capsys.readouterr().out
    assert "## 2 roles together" in told
    assert "so they are told together: The visitor and The captain. That is 7 players, 3 of them to an ending or the end of a part." in told
    assert "| Keep watch | 3 |" in told, "all seven came to the deck"
    assert "Heads" not in told, "three came to that"
    assert "- The visitor: 4 players; with 5 it would be told by itself." in told


def test_a_role_that_few_played_is_never_told_beside_one_that_many_did(home: Path, capsys: Capture) -> None:
    assert main(["report", str(two_roles(home, 6, 3))]) == Exit.FINE
    told = capsys.readouterr().out
    assert "together" not in told
    assert "6 players played this role" in told
    assert "Keep watch" not in told, "what is left of nine would be the three"


def test_forces_are_counted_where_enough_players_met_them(home: Path, capsys: Capture) -> None:
    assert main(["report", str(two_roles(home, 5, 0))]) == Exit.FINE
    told = capsys.readouterr().out
    assert "In the way of how many of 10 decisions" in told
    assert "| A price | 5 |" in told
    assert "| A law |" not in told


def said_by(home: Path, *texts: tuple[str, bool]) -> Path:
    """A folder of games whose players answered one question before and after, and wrote a line each."""
    folder, story = home.parent / "class", ferry(home / "stories")
    for number, (text, may) in enumerate(texts):
        saves = Saves(folder / f"pc{number}")
        session = game(story, saves, "pay-twice", nickname=f"pair {number}")
        assert session.save is not None
        answers = [Answer("wait", "How long?", "days", "Days", 2, False), Answer("wait", "How long, then?", "hours", "Hours", 3, True)]
        wrote = Written("next", "ask", "What would you ask?", text, may)
        kept = Answers("ferry", session.save.slot.id, before=(answers[0],), after=(answers[number == 0],), debrief=(wrote,))
        write_answers(saves, session.save.slot, kept)
    return folder


def test_words_are_read_out_only_where_that_was_ticked(home: Path, capsys: Capture) -> None:
    assert main(["report", str(said_by(home, ("Why so dear?", True), ("A secret", False), ("Is it cold?", True)))]) == Exit.FINE
    told = capsys.readouterr().out
    assert "### What would you ask?" in told
    assert told.index("> Is it cold?") < told.index("> Why so dear?"), "in an order that tells nothing"
    assert "A secret" not in told
    assert "Hours" not in told, "three answered"


def test_answers_of_five_are_told_before_and_after(home: Path, capsys: Capture) -> None:
    assert main(["report", str(said_by(home, *[("", False)] * 5))]) == Exit.FINE
    told = capsys.readouterr().out
    assert "How long? 5 players, before" in told
    assert "5 players, after" in told
    assert "no evidence of what was learned" in told
    assert "| Hours (as reported) | 1 |" in told or "| Hours (as reported) | 4 |" in told
    assert "In their own words" not in told


def test_what_is_damaged_or_foreign_is_told_and_the_rest_is_reported(home: Path, capsys: Capture) -> None:
    folder = collected(home)
    (folder / "notes.txt").write_text("bring batteries", "utf-8")
    (folder / "list.json").write_text("[1, 2]", "utf-8")
    (folder / "pc1" / "link.json").symlink_to("/etc/passwd")
    shutil.copytree(folder / "pc2", folder / "pc2 again")
    assert main(["report", str(folder)]) == Exit.FINE
    both = capsys.readouterr()
    assert "- **Games:** 5" in both.out
    assert sorted(both.err.splitlines()) == [
        "Not counted: list.json is no saved game.",
        "Not counted: notes.txt, pc1/link.json: no saved games.",
        next(line for line in both.err.splitlines() if "is the same game as" in line),
    ]
    torn = next(path for path in (folder / "pc3").rglob("*.json") if path.parent.name != "finished")
    torn.write_bytes(torn.read_bytes()[:-40])
    older = torn.with_name(f"{torn.name}.1")
    assert main(["report", str(torn)]) == Exit.FINE, "the save before it is told"
    assert "can't be read, so this is the one before it" in capsys.readouterr().out
    older.unlink()
    foreign = game(ferry(home.parent / "other"), Saves(home.parent / "x"), "pay-twice")
    text = file_of(Saves(home.parent / "x"), foreign).read_bytes()
    (folder / "foreign.json").write_bytes(text.replace(b"ferry", b"other"))
    assert main(["report", str(folder)]) == Exit.PROBLEMS
    both = capsys.readouterr()
    assert "- **Games:** 4" in both.out
    assert f"{torn.relative_to(folder).as_posix()} is a saved game that was damaged." in both.err
    assert "foreign.json is a saved game that was damaged." in both.err
    assert "## Not counted" in both.out


def test_an_empty_folder_is_said(home: Path, capsys: Capture) -> None:
    (home.parent / "empty").mkdir()
    assert main(["report", str(home.parent / "empty")]) == Exit.PROBLEMS
    assert "There is no game below" in capsys.readouterr().err
    assert main(["report", "all"]) == Exit.PROBLEMS
    assert "on this computer that came to an ending" in capsys.readouterr().err


def test_all_is_what_was_finished_here(home: Path, capsys: Capture) -> None:
    story, saves = ferry(home / "stories"), Saves(home / "saves")
    for name, *choices in WAYS:
        game(story, saves, *choices, nickname=name)
    assert main(["report", "all", "--format", "json"]) == Exit.FINE
    told = json.loads(capsys.readouterr().out)
    assert told["report"] == "good-neighbours-class/1"
    assert sorted(each["nickname"] for each in told["games"]) == ["Ada", "Boris", "Chinara", "Dilnoza"]


# ---- tables ----


def rows(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "a spreadsheet knows by it that these are UTF-8"
    assert b"\r\n" in raw
    return list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))


def test_the_tables_have_a_row_for_each_decision_game_and_answer(home: Path, capsys: Capture) -> None:
    folder, out = collected(home), home.parent / "class.csv"
    story, saves = ferry(home / "stories"), Saves(folder / "pc6" / "saves")
    session = game(story, saves, "pay-twice", nickname="Fatima")
    assert session.save is not None
    right = Answer("q1", "Who shut it?", "storm", "A storm", 2, True)
    debrief = (Written("next", "reporter", "What would you ask?", "Why?\nAnd when?"),)
    write_answers(saves, session.save.slot, Answers(story.id, session.save.slot.id, "Fatima", after=(right,), debrief=debrief))
    assert main(["report", str(folder), "--format", "csv", "-o", str(out)]) == Exit.FINE
    decisions, games, answers = rows(out), rows(home.parent / "class-games.csv"), rows(home.parent / "class-answers.csv")
    assert len(decisions) == sum(len(way) - 1 for way in WAYS) + 1
    assert [row["label"] for row in decisions if row["nickname"] == "Ada"] == ["Pay twice", "Sleep", "Heads"]
    assert decisions[2] == {
        **{"story": "ferry", "role": "visitor", "nickname": "Ada", "decision": "3", "scene": "coin", "title": "Heads or tails"},
        **{"place": "", "moment": "2022-09-21 21:00", "choice": "heads", "label": "Heads", "outcome": "won"},
        **{"in_the_way": "chance", "facts": "", "game": decisions[0]["game"]},
    }
    assert [(row["nickname"], row["ending_title"], row["price"], row["facts_met"]) for row in games[:2]] == [
        ("Ada", "Ashore", "1", "3"),
        ("Boris", "Ashore", "1", "3"),
    ]
    assert (games[5]["after_answered"], games[5]["after_right"], games[0]["after_answered"]) == ("1", "1", "")
    assert [(row["when"], row["answer"], row["right"]) for row in answers] == [
        ("after", "A storm", "yes"),
        ("debrief", "Why? And when?", ""),
    ]
    capsys.readouterr()
    (home.parent / "class.csv").unlink()
    assert main(["report", str(folder), "--format", "csv", "-o", str(out)]) == Exit.WRONG_USE
    assert "class-games.csv already" in capsys.readouterr().err
    assert not out.exists(), "all of them or none"
    assert main(["report", str(folder), "--format", "csv"]) == Exit.FINE
    assert capsys.readouterr().out.splitlines()[0].startswith("story,role,nickname,game,decision,")


# ---- statements ----


def statements(capsys: Capture, *arguments: str) -> list[dict]:  # type: ignore[type-arg]
    assert main(["report", *arguments, "--format", "xapi"]) == Exit.FINE
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_statements_are_what_the_specification_asks_for(home: Path, capsys: Capture) -> None:
    told = statements(capsys, str(collected(home)), "--home-page", "https://school.example/")
    decisions = [each for each in told if each["verb"]["id"].endswith("/answered")]
    assert len(decisions) == sum(len(way) - 1 for way in WAYS)
    for each in told:
        UUID(each["id"])
        assert set(each["actor"]) == {"objectType", "account"}
        assert each["actor"]["account"]["homePage"] == "https://school.example/"
        assert each["object"]["id"].startswith("https://")
    for each in decisions:
        definition = each["object"]["definition"]
        assert definition["type"] == "http://adlnet.gov/expapi/activities/cmi.interaction"
        assert definition["interactionType"] == "choice"
        assert each["result"]["response"] in [choice["id"] for choice in definition["choices"]]
        assert "timestamp" not in each, "when a choice was made isn't kept"
        assert "success" not in each["result"], "no choice is right or wrong"
    ends = [each for each in told if each["verb"]["id"].endswith("/completed")]
    assert len(ends) == 4
    assert all(each["timestamp"] for each in ends)
    assert len({each["id"] for each in told}) == len(told)


def test_players_are_pseudonyms_that_only_the_same_words_give_again(home: Path, capsys: Capture) -> None:
    folder = str(collected(home))
    runs = [statements(capsys, folder, *salt) for salt in ((), (), ("--salt", "autumn term"), ("--salt", "autumn term"))]
    who = [{each["actor"]["account"]["name"] for each in run} for run in runs]
    assert all(len(names) == len(WAYS) for names in who)
    assert runs[2] == runs[3]
    assert all(not one & other for one, other in combinations((who[0], who[1], who[2]), 2))
    assert not any(name in json.dumps(run) for run in runs for name, *_ in WAYS)
    games = {path.stem for path in Path(folder).rglob("*.json") if path.parent.name == "ferry"}
    assert not any(game in json.dumps(run) for run in runs for game in games)


def test_an_address_that_is_none_is_refused(capsys: Capture) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["report", "--home-page", "school"])
    assert "an address begins with" in capsys.readouterr().err
