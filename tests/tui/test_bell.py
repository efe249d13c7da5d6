"""The bell of a lesson in the app: told before it rings, and what comes after it from wherever somebody stands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.library.find_stories import Found
from game.library.load import load
from game.saves import HeldLesson, Saves
from game.saves.answers import answers_of
from game.tui.pages.debrief_screens import DebriefScreen
from game.tui.pages.map_screen import MapScreen
from game.tui.pages.question_screen import QuestionsScreen
from game.tui.pages.stop_screen import StopScreen
from game.tui.play.play_screen import PlayScreen
from tests.tui.driving import FOOTBRIDGE, Desk, Player, driven

STORY = Found(FOOTBRIDGE, "footbridge")
TEN = datetime(2024, 3, 4, 10, 0, tzinfo=UTC)


class Clock:
    """A clock on the wall that a test sets."""

    def __init__(self) -> None:
        self.now = TEN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.tui.app.LOOKS", 0.01)
    monkeypatch.setattr("game.tui.pages.stop_screen.UNHEEDED", 0.0)


@asynccontextmanager
async def in_a_lesson(folder: Path, *, minutes: int | None = 25, answers: bool = True) -> AsyncIterator[tuple[Player, Clock]]:
    """Somebody who has answered the questions before, or skipped them, and made a first choice."""
    clock = Clock()
    held = HeldLesson("footbridge", bell=TEN + timedelta(minutes=minutes) if minutes is not None else None)
    async with Desk(folder, (STORY,)).sit(
        story=load(FOOTBRIDGE).story, found=STORY, role="errand", seed=1, held=held, clock=clock
    ) as player:
        await player.wait(lambda: isinstance(player.app.screen, QuestionsScreen))
        for _ in range(2 if answers else 0):
            await player.press("1", "2")
        await player.press("enter" if answers else "escape")
        await player.press("1")
        yield player, clock


async def shows(player: Player, page: type) -> None:
    await player.wait(lambda: isinstance(player.app.screen, page))
    await player.seen()


@driven
async def test_five_minutes_before_it_a_line_says_so_and_stays(tmp_path: Path) -> None:
    async with in_a_lesson(tmp_path) as (player, clock):
        clock.now = TEN + timedelta(minutes=19)
        await player.pilot.pause(0.05)
        assert "left" not in player.lines[1]
        clock.now = TEN + timedelta(minutes=20)
        await player.wait(lambda: "5 minutes left of the lesson's play" in player.sees)
        assert "The bell is near. When it rings, your game is kept as it stands." in player.reads
        clock.now = TEN + timedelta(minutes=23, seconds=30)
        await player.wait(lambda: "2 minutes left of the lesson's play" in player.sees)
        assert isinstance(player.app.screen, PlayScreen)


@driven
async def test_it_stops_the_play_with_the_questions_after_and_the_game_goes_on(tmp_path: Path) -> None:
    async with in_a_lesson(tmp_path) as (player, clock):
        read = player.passage
        clock.now = TEN + timedelta(minutes=24, seconds=30)
        await player.wait(lambda: "1 minute left" in player.sees and "When it rings" in player.reads)
        clock.now = TEN + timedelta(minutes=25)
        await shows(player, StopScreen)
        assert "The bell: time to stop playing" in player.page
        assert "you can go on with it later" in player.page
        await player.press("1")
        assert isinstance(player.app.screen, QuestionsScreen)
        for _ in range(2):
            await player.press("1", "1", "enter")
        assert "Back to your game" in player.page
        await player.press("enter")
        (kept,) = answers_of(Saves(tmp_path / "saves"), "footbridge")
        assert (len(kept.before), len(kept.after)) == (2, 2)
        assert isinstance(player.app.screen, StopScreen)
        assert "After: what you said" in player.page
        await player.press("enter")
        assert isinstance(player.app.screen, DebriefScreen), "what is next is where one stands"
        await player.press("escape", "escape")
        assert isinstance(player.app.screen, PlayScreen)
        assert player.passage == read
        assert "The bell has rung" in player.sees
        assert "minute left" not in player.sees
        assert "When it rings" not in player.reads
        await player.press("d")
        assert isinstance(player.app.screen, DebriefScreen), "what comes after the play stays to be had"
        await player.press("escape", "1")
        assert player.passage != read
        await player.pilot.pause(0.05)
        assert isinstance(player.app.screen, PlayScreen), "it rings once"


@driven
async def test_it_waits_until_a_page_over_the_game_is_closed(tmp_path: Path) -> None:
    async with in_a_lesson(tmp_path) as (player, clock):
        await player.press("m")
        clock.now = TEN + timedelta(minutes=26)
        await player.pilot.pause(0.05)
        assert isinstance(player.app.screen, MapScreen)
        await player.press("escape")
        await shows(player, StopScreen)


@driven
async def test_a_key_that_was_meant_for_the_page_below_chooses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.tui.pages.stop_screen.UNHEEDED", 60.0)
    async with in_a_lesson(tmp_path) as (player, clock):
        clock.now = TEN + timedelta(minutes=25)
        await shows(player, StopScreen)
        await player.press("1")
        assert isinstance(player.app.screen, StopScreen)


@driven
async def test_whoever_skipped_the_questions_before_may_answer_those_after(tmp_path: Path) -> None:
    async with in_a_lesson(tmp_path, answers=False) as (player, clock):
        clock.now = TEN + timedelta(minutes=25)
        await shows(player, StopScreen)
        assert "After: 2 short questions" in player.page


@driven
async def test_without_a_bell_a_key_ends_the_lesson_here(tmp_path: Path) -> None:
    async with in_a_lesson(tmp_path, minutes=None) as (player, _):
        await player.press("d")
        assert isinstance(player.app.screen, PlayScreen), "not as long as somebody plays"
        await player.press("o")
        assert isinstance(player.app.screen, StopScreen)
        assert "The lesson ends here" in player.page
        await player.press("escape", "a")
        assert isinstance(player.app.screen, QuestionsScreen)
        assert "Question 1 of 2" in player.page


@driven
async def test_where_no_lesson_is_on_there_is_none_to_end(tmp_path: Path) -> None:
    async with Desk(tmp_path, (STORY,)).play("errand", story=load(FOOTBRIDGE).story) as player:
        await player.press("1", "o")
        assert isinstance(player.app.screen, PlayScreen)
        assert "Lesson over" not in player.lines[-1]


@driven
async def test_a_bell_that_had_rung_before_the_start_stops_nobody(tmp_path: Path) -> None:
    async with in_a_lesson(tmp_path, minutes=-10) as (player, clock):
        clock.now = TEN + timedelta(minutes=1)
        await player.pilot.pause(0.05)
        assert isinstance(player.app.screen, PlayScreen)


@driven
async def test_the_shelf_says_that_a_lesson_is_on_and_proposes_its_role(tmp_path: Path) -> None:
    held = HeldLesson("footbridge", role="rower", bell=TEN + timedelta(minutes=25))
    desk = Desk(tmp_path, (STORY,))
    async with desk.play("errand", story=load(FOOTBRIDGE).story) as player:
        await player.press("1")
    async with desk.sit(held=held, clock=Clock()) as player:
        await player.wait(lambda: "Enter " in player.reads)
        assert "A lesson is on. The bell rings at 10:25." in player.reads
        assert player.app.screen.query_one("#rows").row.name == "role rower"  # type: ignore[attr-defined]
