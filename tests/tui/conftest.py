"""A desk for every test, and a terminal that shows all colours."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.tui.terminal import TerminalApp
from tests.tui.driving import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(autouse=True)
def colourful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's pilot looks every fiftieth of a second whether the app has come to rest; we look more often."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 200)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 1 / 4000)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys wait for their turn in the app: who looks at the screen does so when the last of them has been taken."""
    pause = Pilot.pause

    async def pause_until_taken(pilot: Pilot[None], delay: float | None = None) -> None:
        await pause(pilot, delay)
        if isinstance(pilot.app, TerminalApp) and pilot.app.input.busy:
            while pilot.app.input.busy:
                await asyncio.sleep(0.001)
            await pause(pilot)

    monkeypatch.setattr(Pilot, "pause", pause_until_taken)


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages come up at once, ways don't draw themselves, and no clock runs: the pilot would wait for each of them."""
    monkeypatch.setattr("game.tui.widgets.top_line.RUNS", 0.0)
    monkeypatch.setattr("game.tui.play.play_screen.FLASH", 0.0)
    monkeypatch.setattr("game.tui.play.open_pages.WAY", 0.0)
    monkeypatch.setattr("game.tui.play.play_reading.FADE", 0.0)
