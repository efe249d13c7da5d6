"""A change of place in the app: the way draws itself, and no key is lost by it."""

import json

import pytest

from game.geography.map_drawing import SIGNS
from game.tui.pages.map_screen import MapScreen
from game.tui.play.play_screen import PlayScreen
from game.tui.play.way_view import WayView
from tests.tui.driving import Desk, Player, driven
from tests.tui.test_map import good_neighbours

LONG = 600.0  # seconds: it doesn't end by itself


async def at_the_fork(player: Player) -> PlayScreen:
    """Where two choices lead to Samara."""
    for choice in ("ask-father", "passport", "thermos"):
        await player.take(choice)
    await player.read_on()
    screen = player.app.screen
    assert isinstance(screen, PlayScreen)
    return screen


async def set_out(player: Player) -> None:
    """Take the car, read what that brings, and be on the way."""
    await player.pilot.press("2")
    await player.seen()
    await player.pilot.press("enter")
    await player.wait(lambda: player.app.screen.query(WayView))


def lasts(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr("game.tui.play.open_pages.WAY", seconds)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@driven
async def test_the_way_to_another_place_is_drawn_before_its_page(
    desk: Desk, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk.play("graduate", size, story=good_neighbours()) as player:
        await at_the_fork(player)
        lasts(monkeypatch, LONG)
        await player.pilot.press("2")
        await player.seen()
        assert not player.app.screen.query(WayView), "first it is told what the choice has brought"
        assert "You pay for the petrol." in player.reads
        assert "Moscow" in player.lines[0]
        await player.pilot.press("enter")
        await player.wait(lambda: "15 hours, 860 kilometres east." in player.reads)
        assert "Moscow → Samara" in player.reads
        assert SIGNS["here"] in player.sees
        assert "Samara Thu 21:00" in player.sees
        assert "Samara" in player.lines[0]
        assert "You pay for the petrol." not in player.reads, "the page is covered"
        assert "(any key goes on)" in player.reads
        await player.resize(60, 20)
        assert "860 kilometres east" in player.reads
        assert "(any key" not in player.reads, "nothing is cut off"


@pytest.mark.parametrize("key", ["enter", "1", "space", "down"])
@driven
async def test_a_key_ends_the_way_and_chooses_nothing(desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.play("graduate", (120, 40), story=good_neighbours()) as player:
        screen = await at_the_fork(player)
        lasts(monkeypatch, LONG)
        await set_out(player)
        made = screen.session.played.made
        await player.pilot.press(key)
        await player.seen()
        assert not screen.query(WayView)
        assert screen.session.played.made == made
        assert "Thursday 22 September 2022, 21:00" in player.lines[0], "the clock has run to the hour of the arrival"
        lasts(monkeypatch, 0)
        await player.press("1")
        assert screen.session.played.made == made + 1, "the choices have the keys again"


@driven
async def test_a_key_for_something_else_does_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.play("graduate", (80, 24), story=good_neighbours()) as player:
        screen = await at_the_fork(player)
        lasts(monkeypatch, LONG)
        await set_out(player)
        await player.pilot.press("m")
        assert isinstance(player.app.screen, MapScreen)
        assert not screen.query(WayView)


@driven
async def test_the_way_ends_by_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.play("graduate", (80, 24), story=good_neighbours()) as player:
        screen = await at_the_fork(player)
        lasts(monkeypatch, 0.2)
        await player.pilot.press("2")
        await player.seen()
        await player.pilot.press("enter")
        await player.wait(lambda: not screen.query(WayView))
        await player.seen()
        assert "Thursday 22 September 2022, 21:00" in player.lines[0]


@driven
async def test_taking_back_and_skipping_draw_no_way(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.play("graduate", (80, 24), story=good_neighbours()) as player:
        screen = await at_the_fork(player)
        await player.press("2")
        lasts(monkeypatch, LONG)
        await player.press("u")
        assert not screen.query(WayView)
        await player.press("s")
        assert not screen.query(WayView)


@pytest.mark.parametrize(("size", "settings"), [((120, 40), {"reduced_motion": True}), ((40, 12), {})], ids=["reduced motion", "small"])
@driven
async def test_where_nothing_may_move_or_the_room_is_short_there_is_none(
    desk: Desk, size: tuple[int, int], settings: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.settings.write_text(json.dumps(settings))
    async with desk.play("graduate", size, story=good_neighbours()) as player:
        screen = await at_the_fork(player)
        lasts(monkeypatch, LONG)
        await player.press("2")
        assert screen.session.played.scene.place == "samara"
        assert not screen.query(WayView)
