"""The app in tests: driven like a player drives it, and read like a player reads it."""

import asyncio
import functools
import inspect
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from game.library.find_stories import Found
from game.library.load import load
from game.saves import Saves, Slot
from game.story.model import Story
from game.tui.app import NeighboursApp
from game.tui.play.passage import PassageView
from game.tui.widgets.menu import Menu
from tests.tui.bytes_written import CapturingDriver

FERRY = Path(__file__).parents[1] / "stories" / "ferry"
FOOTBRIDGE = Path(__file__).parents[2] / "docs" / "footbridge"  # which has a lesson
USUAL = (80, 24)
CHOOSING = ("up", "down", "enter")


def driven(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test that is a coroutine; pytest still sees what fixtures it asks for."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))

    run.__signature__ = inspect.signature(test)  # type: ignore[attr-defined]
    return run


@functools.cache
def ferry() -> Story:
    """The small story that has everything in it."""
    story = load(FERRY).story
    assert story is not None
    return story


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody at the keys: the app, and what they see."""

    app: NeighboursApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """One key after the other, each when what the one before has led to is on the screen. Before a key that chooses all is read."""
        for key in keys:
            if key in CHOOSING or key.isdecimal():
                await self.read_on()
            await self.pilot.press(key)
            await self.seen()

    async def seen(self) -> None:
        """Until the page that is shown has been on the screen."""
        await self.pilot.pause()
        for _ in range(40):  # where it is covered it never will have been
            if all(reading.painted < inf for reading in self.app.screen.query(PassageView)):
                break
            await self.pilot.pause(0.005)

    async def read_on(self) -> None:
        """To the page that has the choices."""
        for reading in self.app.screen.query(PassageView):
            while not reading.read and reading.link is None and reading.painted < inf:
                await self.pilot.press("space")
                await self.seen()

    async def past_the_card(self) -> None:
        """Read the end and its card, and go on to what can be done."""
        from game.tui.pages.end_card_screen import EndCardScreen

        for _ in range(20):
            if isinstance(self.app.screen, EndCardScreen):
                break
            await self.press("enter")
        assert isinstance(self.app.screen, EndCardScreen)
        await self.press("enter")

    async def take(self, name: str) -> None:
        """Choose the row with this name."""
        if name not in (row.name for row in self.choices.rows):
            await self.take("more")
        place = [row.name for row in self.choices.rows].index(name)
        self.choices.highlighted = place
        await self.press("enter")

    async def wait(self, until: Callable[[], object]) -> None:
        """Until something holds that is done beside the play, such as loading."""
        for _ in range(500):
            if until():
                break
            await self.pilot.pause(0.01)
        assert until()
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause(0.05)  # the app waits for a hundredth of a second before it believes a new size
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The screen as text, top to bottom."""
        return ["".join(segment.text for segment in strip).rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def sees(self) -> str:
        return "\n".join(self.lines)

    @property
    def reads(self) -> str:
        """The screen's words in a row, so that it doesn't matter where lines break."""
        return " ".join(self.sees.replace("▌", " ").replace("│", " ").split())

    @property
    def page(self) -> str:
        """The words of the page that stands over the game, without what it covers."""
        x, y, width, height = self.app.screen.query_one(".aside").region.shrink((1, 1, 1, 1))
        return " ".join(" ".join(text[x : x + width] for text in self.lines[y : y + height]).replace("▌", " ").split())

    @property
    def choices(self) -> Menu:
        return self.app.screen.query_one("#choices", Menu)

    @property
    def ended(self) -> bool:
        return "The end:" in self.passage

    @property
    def passage(self) -> str:
        """All of what there is to read, on this page or on another."""
        return "\n".join(part.content.plain for part in self.app.screen.query_one(PassageView).parts)


@dataclass(frozen=True, slots=True)
class Desk:
    """A student's computer: where games and settings are kept."""

    folder: Path
    stories: tuple[Found, ...] = field(default=(Found(FERRY, "ferry"),))

    @property
    def saves(self) -> Saves:
        return Saves(self.folder / "saves")

    @property
    def settings(self) -> Path:
        return self.folder / "settings.json"

    @property
    def slots(self) -> tuple[Slot, ...]:
        return self.saves.slots()

    @asynccontextmanager
    async def sit(self, size: tuple[int, int] = USUAL, *, captured: bool = False, **start: Any) -> AsyncIterator[Player]:
        """The app with this start (a role, a slot, or the shelf), as it is once it has been drawn.

        Where it is `captured`, what it writes to the terminal is kept in `CapturingDriver.written`.
        """
        app = NeighboursApp(saves=self.saves, settings_file=self.settings, stories=self.stories, **start)
        if captured:
            app.driver_class = CapturingDriver
        async with app.run_test(size=size, headless=not captured) as pilot:
            player = Player(app, pilot)
            await player.seen()
            yield player

    def play(self, role: str = "visitor", size: tuple[int, int] = USUAL, *, seed: int = 1, story: Story | None = None) -> Any:
        """A new game."""
        return self.sit(size, story=story or ferry(), role=role, seed=seed)

    def go_on(self, size: tuple[int, int] = USUAL) -> Any:
        """The game that was played last."""
        return self.sit(size, story=ferry(), slot=self.slots[0])
