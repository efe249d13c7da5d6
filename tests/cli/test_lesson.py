"""The lesson line by line."""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from game.cli.main import main
from game.library.find_stories import Found
from game.library.load import load
from game.plain.line_game import PlainGame
from game.saves import HeldLesson, Saves
from game.saves.answers import Answers, answers_of
from game.session.game_session import begin_game
from game.session.lesson_bell import Bell
from game.session.lesson_session import LessonSession

FOOTBRIDGE = Path(__file__).parents[2] / "docs" / "footbridge"
FIVE = ("1", "2") * 5
TWO = ("1", "2") * 2  # the errand has fewer
TEN = datetime(2024, 3, 4, 10, 0, tzinfo=UTC)


def played(
    folder: Path,
    *typed: str,
    asks: bool = True,
    on: bool = True,
    nickname: str = "",
    role: str = "rower",
    left: Mapping[int, float] | None = None,
) -> str:
    """What is told to somebody who plays and types these lines. `left` tells how many minutes there are to the bell when the line
    of that number is typed."""
    story = load(FOOTBRIDGE).story
    assert story is not None
    saves, out = Saves(folder / "saves"), io.StringIO()
    now = [TEN - timedelta(minutes=30)]
    rings = Bell(TEN, lambda: now[0]) if left is not None else None

    def answers() -> Iterator[str]:
        for number, line in enumerate(typed):
            if left is not None and number in left:
                now[0] = TEN - timedelta(minutes=left[number])
            yield f"{line}\n"

    lesson_session = lru_cache(lambda: LessonSession(saves, story, Found(FOOTBRIDGE, "footbridge"), HeldLesson() if on else None, rings))
    session = begin_game(story, role, saves, seed=1, nickname=nickname)
    PlainGame(session, answers(), out, 72, lesson_session=lesson_session, asks=asks).play(fresh=True)
    return " ".join(out.getvalue().split())


def said(folder: Path, nickname: str = "") -> tuple[Answers, ...]:
    return answers_of(Saves(folder / "saves"), "footbridge", nickname)


def test_it_asks_before_and_after_and_tells_both_at_the_end(tmp_path: Path) -> None:
    told = played(tmp_path, *FIVE, "1", *("3", "4"), *("2", "1") * 3, "1", "3", "q")
    before, _, after = told.partition("The end: A light in the window")
    assert "1 of 5. On a market day, how long do people wait for each turn of the boat?" in before
    assert "As reported" not in before, "nothing is given away before the play"
    assert "Type a number from" not in told
    assert "You say: Until the next day (certain) As reported: One hour to three" in after
    assert "Vouched for by: a shopkeeper who counted from her window." in after
    assert "Source: No date for the footbridge, The Valley Paper, 8 May 2019, paragraph 4." in after
    assert "- Before: A few minutes (not very sure). As reported: One hour to three" in after
    assert "- After: Until the next day (certain). As reported: One hour to three" in after
    assert told.count("5 of 5.") == 2
    assert not [word for word in ("wrong", "score", "mistake") if word in told.lower()]
    (kept,) = said(tmp_path)
    assert (len(kept.before), len(kept.after), kept.asked_before, kept.asked_after) == (5, 5, True, True)


def test_each_role_is_asked_what_it_can_know(tmp_path: Path) -> None:
    told = played(tmp_path, *TWO, "q", role="errand")
    assert "1 of 2. Since when has the footbridge been closed?" in told
    assert "2 of 2. A rower has one seat left" in told
    assert "how long do people wait" not in told
    (kept,) = said(tmp_path)
    assert [answer.question for answer in kept.before] == ["shut", "rower"]


def test_it_asks_each_player_once(tmp_path: Path) -> None:
    assert "1 of 5." in played(tmp_path, "s", "q")
    assert "1 of 5." not in played(tmp_path, "q")
    assert "1 of 5." in played(tmp_path, "s", "q", nickname="Ada")


def test_nobody_is_asked_where_no_lesson_is_on(tmp_path: Path) -> None:
    told = played(tmp_path, "1", "q", on=False)
    assert "1 of 5." not in told
    assert "a answers the questions after" in told, "who wants them finds them at the end"


def test_the_bell_is_told_and_then_stops_the_play_where_it_is(tmp_path: Path) -> None:
    told = played(tmp_path, *TWO, "w", "w", "1", "3", "4", "2", "1", "d", "q", "q", role="errand", left={5: 4, 6: 0})
    near, rung = told.index("[Lesson] 4 minutes left."), told.index("The bell: time to stop playing. Your game is saved as it stands")
    assert near < rung < told.index("Now you have been there. What do you say this time?")
    assert "1 of 6. How was it?" in told, "the debrief is there without an end"
    assert told.count("[Lesson]") == told.count("The bell:") == 1
    (kept,) = said(tmp_path)
    assert len(kept.after) == 2


def test_o_ends_the_lesson_here_and_the_game_goes_on(tmp_path: Path) -> None:
    told = played(tmp_path, *TWO, "1", "d", "o", "s", "1", "q", role="errand")
    assert "That is for the end of a role." in told
    assert "The lesson ends here." in told
    assert told.index("Now you have been there.") < told.rindex("You chose:"), "a number goes on"
    assert "There is no lesson to end here." in played(tmp_path / "other", "o", "q", on=False)


def test_who_quits_in_the_middle_is_asked_the_rest_the_next_time(tmp_path: Path) -> None:
    assert "2 of 5." in played(tmp_path, "1", "2", "q")
    again = played(tmp_path, "1", "2")
    assert "1 of 5." not in again
    assert "2 of 5." in again
    assert [len(each.before) for each in said(tmp_path)] == [1, 1]
    assert "Before you begin" in again


def test_lines_of_a_script_are_never_taken_for_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path))
    for more in ([], ["--role", "rower"]):
        monkeypatch.setattr("sys.stdin", io.StringIO("2\n1\n" if not more else "1\n"))
        assert main(["play", str(FOOTBRIDGE), "--plain", "--seed", "1", *more]) == 0
        told = capsys.readouterr().out
        assert "The end: A light in the window" in told
        assert "1 of 5." not in told
        assert "a answers the questions after" in " ".join(told.split())
    assert said(tmp_path) == ()


def test_a_script_may_ask_for_them(tmp_path: Path) -> None:
    told = played(tmp_path, "1", "a", *FIVE, "d", "Wet", "", "s", "l", "q", asks=False)
    assert "5 of 5." in told
    assert "1 of 6. How was it?" in told
    assert "On Monday forty ____ stood at the river" in told
    assert "- customers: They are paying, and may complain." in told
    (kept,) = said(tmp_path)
    assert [(each.prompt, each.wrote) for each in kept.debrief] == [("word", "Wet")]
    assert kept.asked_after
    assert not kept.asked_before


def test_what_is_for_the_end_says_so_before_it(tmp_path: Path) -> None:
    assert played(tmp_path, "d", "l", "q", asks=False).count("That is for the end of a role.") == 2


def test_what_was_written_is_shown_and_can_be_written_anew(tmp_path: Path) -> None:
    told = played(tmp_path, "1", "d", "Wet", "q", asks=False)
    assert "You wrote" not in told
    told = played(tmp_path, "1", "d", "Wet", "s", "d", "Dry", "s", "d", "", "q", asks=False)
    assert "You wrote: Wet" in told
    assert "You wrote: Dry" in told


def test_what_is_written_may_be_read_out_only_where_its_writer_says_so(tmp_path: Path) -> None:
    told = played(tmp_path, "1", "d", "Wet", "", "A fish", "y", "q", asks=False)
    assert "May it be read out to the class, without your name?" in told
    (kept,) = said(tmp_path)
    assert [(each.wrote, each.read_out) for each in kept.debrief] == [("Wet", False), ("A fish", True)]


def test_a_deleted_game_takes_along_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path))
    played(tmp_path, "1", "d", "A secret", "s", "q", asks=False)
    (kept,) = said(tmp_path)
    assert main(["games", "--delete", kept.slot]) == 0
    assert not [path for path in (tmp_path / "saves").rglob("*") if path.is_file() and b"secret" in path.read_bytes()]
    assert said(tmp_path) == ()
