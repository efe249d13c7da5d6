"""`neighbours lesson`: begun, told and ended; and what it makes of the next game."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.cli.exit_codes import WrongUseError
from game.cli.lesson_command import lesson_by
from game.cli.main import main
from game.saves import HeldLesson, held_lesson, lesson_file

TEN = datetime(2024, 3, 4, 10, 0, tzinfo=UTC)
FOOTBRIDGE = str(Path(__file__).parents[2] / "docs" / "footbridge")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path))
    return tmp_path


def begun(role: str | None = None, minutes: int | None = None, until: str | None = None, clock: datetime = TEN) -> HeldLesson | None:
    assert lesson_by(lambda: clock, "on", FOOTBRIDGE, role=role, minutes=minutes, until=until) == 0
    return held_lesson(lesson_file(), clock)[0]


def test_it_is_on_with_what_was_said_until_it_is_off(capsys: pytest.CaptureFixture[str]) -> None:
    held = begun("errand", minutes=25)
    assert held == HeldLesson("footbridge", "errand", TEN + timedelta(minutes=25))
    told = capsys.readouterr().out
    assert "The bell rings at 10:25, in 25 minutes." in told
    lesson_by(lambda: TEN + timedelta(minutes=30))
    assert "The bell rang at 10:25." in capsys.readouterr().out
    assert main(["lesson", "off"]) == 0
    assert main(["lesson"]) == 0
    assert capsys.readouterr().out == "The lesson is over: nobody is asked anything by itself.\nNo lesson is on.\n"


def test_an_hour_is_the_next_that_the_clock_shows(capsys: pytest.CaptureFixture[str]) -> None:
    held = begun(until="10:35")
    assert held is not None
    assert held.bell == TEN + timedelta(minutes=35)
    held = begun(until="9:05")
    assert held is not None
    assert held.bell == TEN + timedelta(hours=23, minutes=5)
    assert "The bell rings on Tuesday at 09:05." in capsys.readouterr().out


def test_what_cannot_be_said_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for role, minutes, until in (("rover", None, None), (None, 5, "10:35")):
        with pytest.raises(WrongUseError):
            begun(role, minutes, until)
    for typed in (["lesson", "off", "--minutes", "5"], ["lesson", "--role", "rower"]):
        assert main(typed) == 2
    for typed in (["lesson", "on", "--until", "25:00"], ["lesson", "on", "--until", "1035"], ["lesson", "on", "--minutes", "0"]):
        with pytest.raises(SystemExit):
            main(typed)
    assert "Say either" not in capsys.readouterr().out
    assert not lesson_file().exists()


def test_the_next_game_line_by_line_proposes_its_role(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    begun("errand")
    monkeypatch.setattr("sys.stdin", io.StringIO("\nq\n"))
    assert main(["play", FOOTBRIDGE, "--plain"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Enter alone begins as The errand" in told


def test_a_role_proposes_its_part_first(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["lesson", "on", "good_neighbours", "--role", "graduate"]) == 0
    assert "A part of it comes before the whole: “As far as the border”, 20 minutes at most." in capsys.readouterr().out
    begun("errand")
    for typed, title in (("\n\n3\n", "The end: This side of the river"), ("\nw\n3\n", "Wade through the ford")):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        assert main(["play", FOOTBRIDGE, "--plain"]) == 0
        told = " ".join(capsys.readouterr().out.split())
        assert "Enter alone begins a part of this role, “This side of the river”, 5 minutes at most; w begins the whole role." in told
        assert title in told
        assert main(["games", "--delete", "all"]) == 0


@pytest.mark.parametrize("typed", [["--part", FOOTBRIDGE], [FOOTBRIDGE, "--part"]], ids=["behind", "before"])
def test_the_story_may_stand_behind_the_part(typed: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("3\n"))
    assert main(["play", "--plain", "--role", "errand", *typed]) == 0
    assert "The end: This side of the river" in capsys.readouterr().out
