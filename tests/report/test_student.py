"""A report of one playthrough tells what was read, chosen, met and answered, and nothing of what was skipped."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.document.markdown import as_markdown
from game.library.find_stories import shipped_folder
from game.library.load import load
from game.play.engine import open_choices
from game.play.playthrough import Playthrough, begin, choose, skip
from game.play.program import compile_role
from game.report.account import GameRecord, account_of
from game.report.json_data import report_data
from game.report.keepsake import save_report
from game.report.student_document import student_document
from game.saves import Saves
from game.saves.answers import Answer, Answers, Written, write_answers
from tests.report.games import SCENES, ferry, file_of, game

SHIPPED = load(shipped_folder() / "good_neighbours").story
Capture = pytest.CaptureFixture[str]


def markdown(played: Playthrough, kept: GameRecord | None = None) -> str:
    return as_markdown(student_document(account_of(played, kept or GameRecord())))


def test_the_way_is_told_in_order(tmp_path: Path) -> None:
    session = game(ferry(tmp_path), Saves(tmp_path / "saves"), "ask-at-the-desk", "keep-watch", "heads/won")
    report = markdown(session.played, GameRecord(nickname="Ada"))
    lines = [
        "# The ferry: The visitor",
        "- **Player:** Ada",
        "- **Ending:** Ashore",
        "- **Facts met:** 2 of 4",
        "Everybody aboard is invented.",
        "### The jetty",
        "*The harbour, Wednesday 21 September 2022, 18:00*",
        "**You chose:** Ask at the desk",
        "The clerk shakes her head.",
        "### On deck",
        "**You chose:** Keep watch",
        "**You chose:** Heads",
        "It is yours.",
        "You asked at the desk.",
        "**The end:** Ashore",
        "Old tickets are no longer taken. *(the harbour office)*",
    ]
    places = [report.index(line) for line in lines]
    assert places == sorted(places)
    assert "You chose:** Swim" not in report, "a closed door isn't a choice that was made"
    assert "**Ask at the desk**. Closed: Swim. The water is cold." in report


def test_a_skipped_scene_leaves_no_trace(tmp_path: Path) -> None:
    session = game(ferry(tmp_path), Saves(tmp_path / "saves"), "ask-at-the-desk", "skip", "heads/won")
    account = account_of(session.played, GameRecord())
    for report in (markdown(session.played), json.dumps(report_data(account))):
        assert not any(word in report for word in ("On deck", "fourteen hours", "Sleep", "The crossing passes", "delay"))
    assert [each.decision.label for each in account.ledger.decided] == ["Ask at the desk", "Heads"]


def test_what_stood_in_the_way_is_told_with_its_fact(tmp_path: Path) -> None:
    session = game(ferry(tmp_path), Saves(tmp_path / "saves"), "pay-twice", "sleep", "heads/lost")
    data = report_data(account_of(session.played, GameRecord()))
    assert data["ledger"] == {"law": 0, "price": 1, "others": 0, "chance": 1, "closed": 1, "nothing": 1}
    door = {"obstacle": "closed", "label": "Swim", "reason": "The water is cold."}
    assert [(each["choice"], each["outcome"], each["in_the_way"]) for each in data["decisions"]] == [
        ("pay-twice", "", [{"obstacle": "price", "fact": "fare"}, door]),
        ("sleep", "", []),
        ("heads", "lost", [{"obstacle": "chance"}]),
    ]
    assert "**Pay twice**: The fare has doubled. *(the ferry company)*" in markdown(session.played)


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_playthrough_of_the_shipped_story_can_be_told(random) -> None:  # type: ignore[no-untyped-def]
    """The numbers are those of the playthrough, whatever was chosen or skipped."""
    story = SHIPPED
    assert story is not None
    played = begin(compile_role(story, random.choice(list(story.roles))), random.randrange(1000))
    for _ in range(random.randrange(40)):
        if played.ended:
            break
        offered = [played.scene.choices[number].id for number in open_choices(played.program, played.state)]
        played = skip(played) if random.random() < 0.15 else choose(played, random.choice(offered))
    data = report_data(account_of(played, GameRecord()))
    more = [len(open_choices(played.program, turn.state)) > 1 for turn in played.turns[:-1]]
    counted = [entry for entry, decides in zip(played.entries, more, strict=True) if decides and not entry.skipped]
    assert [(each["scene"], each["choice"], each["outcome"]) for each in data["decisions"]] == [
        (entry.scene, entry.choice, entry.outcome) for entry in counted
    ]
    assert data["ledger"]["nothing"] == sum(not each["in_the_way"] for each in data["decisions"])
    chosen = [entry for entry in played.entries if not entry.skipped and not story.scenes[entry.scene].goes_on]
    assert len([step["chose"] for step in data["transcript"] if step["chose"]]) == len(chosen)
    markdown(played)


# ---- the command ----


def test_the_last_game_is_told_and_one_by_its_id_or_file(home: Path, capsys: Capture) -> None:
    story, saves = ferry(home / "stories"), Saves(home / "saves")
    first = game(story, saves, "pay-twice", nickname="Ada")
    game(story, saves, "ask-at-the-desk", nickname="Boris")
    assert main(["report"]) == Exit.FINE
    assert "**Player:** Boris" in capsys.readouterr().out
    assert first.save is not None
    for which in (first.save.slot.id, str(file_of(saves, first))):
        assert main(["report", which, "--format", "json"]) == Exit.FINE
        told = json.loads(capsys.readouterr().out)
        assert (told["nickname"], told["ending"], told["decisions"][0]["label"]) == ("Ada", None, "Pay twice")


def test_a_nickname_names_the_last_game_of_its_player(home: Path, capsys: Capture) -> None:
    story, saves = ferry(home / "stories"), Saves(home / "saves")
    game(story, saves, "ask-at-the-desk", nickname="Ada")
    game(story, saves, "pay-twice", nickname="Ada")
    game(story, saves, nickname="Boris")
    assert main(["report", "Ada"]) == Exit.FINE
    told = capsys.readouterr().out
    assert "**Player:** Ada" in told
    assert "Pay twice" in told


@pytest.mark.parametrize(
    ("name", "begins"), [("a.html", "<!doctype html>"), ("a.md", "# "), ("a.txt", "# "), ("a.json", "{"), ("a.csv", "\ufeffstory,")]
)
def test_a_report_is_written_as_its_file_is_called(home: Path, name: str, begins: str) -> None:
    game(ferry(home / "stories"), Saves(home / "saves"), "pay-twice")
    assert main(["report", "-o", str(home / name)]) == Exit.FINE
    assert (home / name).read_text("utf-8").startswith(begins)


def test_answers_are_told_where_there_are_any(home: Path, capsys: Capture) -> None:
    story, saves = ferry(home / "stories"), Saves(home / "saves")
    session = game(story, saves, "pay-twice")
    assert session.save is not None
    said = Answers(
        story.id,
        session.save.slot.id,
        before=(Answer("q1", "Who shut the harbour?", "storm", "A storm", 2, True),),
        debrief=(Written("feelings", "word", "One word?", "wet\n<b>cold</b>"), Written("feelings", "more", "More?", "  ")),
    )
    write_answers(saves, session.save.slot, said)
    assert main(["report"]) == Exit.FINE
    told = capsys.readouterr().out
    assert "A storm (2 of 4 sure; the source says so too)" in told
    assert "> wet  \n> \\<b\\>cold\\</b\\>" in told
    assert "More?" not in told, "what wasn't answered isn't told"
    assert main(["report", "--format", "json"]) == Exit.FINE
    assert json.loads(capsys.readouterr().out)["before"][0]["right"] is True


def test_a_file_is_never_overwritten_by_accident(home: Path, capsys: Capture) -> None:
    game(ferry(home / "stories"), Saves(home / "saves"), "pay-twice")
    out = home / "report.html"
    assert main(["report", "--format", "html", "-o", str(out)]) == Exit.FINE
    assert "Open it in a browser." in capsys.readouterr().out
    out.write_text("mine", "utf-8")
    assert main(["report", "--format", "html", "-o", str(out)]) == Exit.WRONG_USE
    assert "--force" in capsys.readouterr().err
    assert out.read_text("utf-8") == "mine"
    assert main(["report", "--format", "html", "-o", str(out), "--force"]) == Exit.FINE
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in home.iterdir()) == ["cache", "report.html", "saves", "stories"], "no temporary file stays"
    assert main(["report", "-o", str(home / "nowhere" / "x.md")]) == Exit.WRONG_USE
    assert "There is no folder" in capsys.readouterr().err


def test_what_cannot_be_told_is_said_in_a_sentence(home: Path, capsys: Capture) -> None:
    assert main(["report"]) == Exit.WRONG_USE
    assert "No game is saved" in capsys.readouterr().err
    assert main(["report", "bcdfg"]) == Exit.WRONG_USE
    assert "There is no file, no game and no player `bcdfg`." in capsys.readouterr().err
    (home / "essay.json").write_text("{}", "utf-8")
    assert main(["report", str(home / "essay.json")]) == Exit.PROBLEMS
    assert capsys.readouterr().err == "neighbours: essay.json is no saved game.\n"


def test_a_game_of_a_story_that_has_no_name_here_needs_its_folder(home: Path, tmp_path: Path, capsys: Capture) -> None:
    story = ferry(tmp_path / "elsewhere")
    session = game(story, Saves(home / "saves"), "pay-twice")
    (home / "stories" / "ferry" / "story.yaml").unlink()
    assert main(["report"]) == Exit.PROBLEMS
    assert "--story names its folder" in capsys.readouterr().err
    assert session.played.entries
    assert main(["report", "--story", str(tmp_path / "elsewhere" / "ferry")]) == Exit.FINE
    assert "Pay twice" in capsys.readouterr().out


def test_a_game_of_a_story_that_was_edited_is_told_as_far_as_it_can_be(home: Path, capsys: Capture) -> None:
    game(ferry(home / "stories"), Saves(home / "saves"), "ask-at-the-desk", "keep-watch")
    ferry(home / "stories", SCENES.replace("Keep watch", "Stay awake").replace("deck:\n  title", "deck:\n  was: hall\n  title"))
    assert main(["report"]) == Exit.FINE
    told = capsys.readouterr().out
    assert "The story has changed since you last played." in told
    assert "1. Ask at the desk" in told
    assert "2. Keep watch" in told


def test_the_end_of_a_game_can_save_its_report(home: Path, tmp_path: Path) -> None:
    session = game(ferry(home / "stories"), Saves(home / "saves"), "pay-twice", "sleep", "heads/won")
    first, second = (save_report(session.played, "md", nickname="Ada", folder=tmp_path / "out") for _ in range(2))
    assert (first.name, second.name) == ("ferry-visitor.md", "ferry-visitor-2.md")
    assert first.read_text("utf-8") == second.read_text("utf-8")
    assert "**The end:** Ashore" in first.read_text("utf-8")
    assert save_report(session.played, "html").parent == home / "reports"
