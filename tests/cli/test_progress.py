"""How far something is, on a terminal; and nothing of it anywhere else."""

import io
import os
import sys

import pytest

from game.cli.progress import Progress
from game.text.cells import cells


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True

    @property
    def line(self) -> str:
        """What a terminal shows of it: what is written after a return stands over what was there."""
        shown = ""
        for part in self.getvalue().split("\r"):
            shown = part + shown[len(part) :]
        return shown.rstrip()


def watched(monkeypatch: pytest.MonkeyPatch) -> Screen:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr("time.monotonic", lambda: seconds)


def test_a_shorter_line_leaves_nothing_of_a_longer_one_and_the_end_nothing_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    at(monkeypatch, 10)
    with Progress() as progress:
        progress(lambda: "the graduate: 12,345 looked at")
        assert screen.line == "the graduate: 12,345 looked at"
        at(monkeypatch, 11)
        progress(lambda: "the cinema: 1")
        assert screen.line == "the cinema: 1"
    assert not screen.line


def test_a_line_is_made_four_times_a_second_at_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    watched(monkeypatch)
    at(monkeypatch, 10)
    made: list[int] = []
    with Progress() as progress:
        for number in range(100):
            at(monkeypatch, 10 + number / 100)
            progress(lambda: f"{made.append(number)}")  # noqa: B023 - asked for at once, or never
    assert made == [0, 25, 50, 75]


def test_what_is_soon_done_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    at(monkeypatch, 10)
    with Progress(after=1.0) as progress:
        at(monkeypatch, 10.9)
        progress(lambda: "the graduate")
    assert not screen.getvalue()


def test_an_interrupt_leaves_a_clean_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)

    def work() -> None:
        with Progress() as progress:
            progress(lambda: "the graduate")
            assert screen.line
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert not screen.line


def test_nothing_acts_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    with Progress() as progress:
        progress(lambda: "a \x1b[2J title")
        assert "\x1b" not in screen.getvalue()


def test_there_is_nothing_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as progress:
        progress(lambda: "the graduate")
    assert not capsys.readouterr().err


@pytest.mark.parametrize("title", ["The graduate (1 of 7), 12,345 states", "Выпускница (1 из 7), 12", "卒業生 (1/7) 12345 の状態"])
def test_a_line_stays_one_where_the_window_is_narrow(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watched(monkeypatch)
    at(monkeypatch, 10)
    monkeypatch.setattr(screen, "fileno", lambda: 2)
    monkeypatch.setattr("os.get_terminal_size", lambda _: os.terminal_size((20, 24)))
    with Progress() as progress:
        progress(lambda: title)
        assert title.startswith(screen.line)
        assert 15 <= cells(screen.line) < 18
    assert all(cells(part) < 20 for part in screen.getvalue().split("\r"))
