"""The map and the week in the app, driven by keys and by the mouse."""

import json

import pytest
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp

from game.geography.atlas import atlas
from game.geography.map_drawing import SIGNS
from game.library.find_stories import shipped_folder
from game.library.load import load
from game.play.destinations import destinations
from game.story.model import Story
from game.tui.pages.map_screen import MapScreen
from game.tui.play.play_screen import PlayScreen
from game.tui.widgets.map_chart import Chart
from tests.tui.driving import Desk, Player, driven, ferry
from tests.tui.test_themes import check_contrast

BEEN, HERE = SIGNS["been"], SIGNS["here"]
BRAILLE = {chr(code) for code in range(0x2801, 0x2900)}


def good_neighbours() -> Story:
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None
    return story


def chart(player: Player) -> list[str]:
    x, y, width, height = player.app.screen.query_one(Chart).region
    return [text.ljust(x + width)[x : x + width] for text in player.lines[y : y + height]]


def where(rows: list[str], what: str) -> tuple[int, int]:
    return next((row.index(what), y) for y, row in enumerate(rows) if what in row)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 12)])
@driven
async def test_the_map_fills_the_window_and_says_what_its_signs_mean(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.play("graduate", size, story=good_neighbours()) as player:
        await player.press("m")
        assert isinstance(player.app.screen, MapScreen)
        rows = chart(player)
        assert len(rows) > size[1] / 2
        assert sum(letter in BRAILLE for row in rows for letter in row) > size[0]
        assert "Moscow" in "\n".join(rows)
        assert (f"{HERE} you are here" if size[0] > 40 else f"{HERE} you ") in player.reads
        assert "others" in player.reads, "no meaning is cut in the middle"
        assert player.lines[-1].startswith(" w In words")
        assert player.lines[-1].endswith("? Help")
        await player.press("m")
        assert isinstance(player.app.screen, PlayScreen)


@driven
async def test_the_way_grows_and_shrinks_with_the_game(desk: Desk) -> None:
    async with desk.play(size=(120, 40)) as player:
        await player.press("m")
        rows = chart(player)
        assert "The harbour Wed 18:00" in "\n".join(rows)
        assert BEEN not in "".join(rows)
        assert "your way" not in player.reads
        await player.press("escape", "3", "1", "1", "m")
        before = "\n".join(chart(player))
        await player.press("escape", "u", "u", "u", "m")
        assert "\n".join(chart(player)) == "\n".join(rows)
        assert before.count(HERE) == 1


@driven
async def test_keys_move_and_zoom_and_come_back(desk: Desk) -> None:
    async with desk.play("graduate", (120, 40), story=good_neighbours()) as player:
        await player.press("m")
        whole = chart(player)
        x, y = where(whole, HERE)
        await player.press("left")
        assert where(chart(player), HERE)[0] > x, "what lay further west has come in"
        await player.press("right", "up")
        assert where(chart(player), HERE) > (x - 1, y), "and what lay further north"
        await player.press("0")
        assert chart(player) == whole
        await player.press("plus")
        closer = player.app.screen.query_one(Chart).sight
        await player.press("minus", "minus")
        assert player.app.screen.query_one(Chart).sight.scale < closer.scale / 2
        await player.press(*["minus"] * 30, *["left"] * 60, *["plus"] * 60)
        assert len(chart(player)) == len(whole), "the ends of the scale and of the land are quiet"
        await player.press("home")
        assert chart(player) == whole


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
@driven
async def test_looking_closer_keeps_where_one_is_in_sight_and_wider_ends_with_the_whole(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.play("graduate", size, story=good_neighbours()) as player:
        await player.press("m")
        for _ in range(12):
            await player.press("plus")
            x, y = where(chart(player), HERE)
            assert 0 < x < len(chart(player)[0]) - 1
            assert 0 < y < len(chart(player)) - 1
        await player.press(*["minus"] * 40)
        sight, box = player.app.screen.query_one(Chart).sight, atlas().box
        assert sight.box.east - sight.box.west < 2.5 * (box.east - box.west)
        assert HERE in "".join(chart(player))


@driven
async def test_a_choice_that_leads_elsewhere_is_made_on_the_map(desk: Desk) -> None:
    async with desk.play("graduate", (80, 24), story=good_neighbours()) as player:
        await player.press("2", "1", "2")
        await player.read_on()
        ways = destinations(player.app.screen.session.played)  # type: ignore[attr-defined]
        assert ways, "the berth, and the car"
        before = len(player.app.screen.session.played.entries)  # type: ignore[attr-defined]
        await player.press("m")
        assert "Tab points at it" in player.reads
        await player.pilot.press("enter")
        assert isinstance(player.app.screen, MapScreen), "nothing is chosen before one points at it"
        await player.press("tab")
        assert f"{ways[0].label} → {ways[0].where}" in player.reads
        assert SIGNS["aim"] in "".join(chart(player))
        await player.press(str(ways[-1].number))
        assert f"{ways[-1].label} → {ways[-1].where}" in player.reads
        await player.press(str(ways[0].number), "enter")
        assert isinstance(player.app.screen, PlayScreen)
        assert [entry.choice for entry in player.app.screen.session.played.entries[before:]] == [ways[0].choice]


@driven
async def test_nothing_is_chosen_on_the_map_before_the_page_was_read(desk: Desk) -> None:
    async with desk.play("graduate", (80, 24), story=good_neighbours()) as player:
        await player.press("2", "1", "2")
        await player.read_on()
        await player.resize(40, 12)
        await player.press("home")
        assert destinations(player.app.screen.session.played)  # type: ignore[attr-defined]
        before = player.app.screen.session.played.entries  # type: ignore[attr-defined]
        assert not player.app.screen.reading.read  # type: ignore[attr-defined]
        await player.pilot.press("m")
        await player.seen()
        await player.press("tab")
        await player.pilot.press("enter")
        assert "Tab points at it" not in player.reads
        assert "Tab" not in player.lines[-1]
        await player.press("escape")
        assert player.app.screen.session.played.entries == before  # type: ignore[attr-defined]


@driven
async def test_the_mouse_drags_and_its_wheel_zooms_where_it_points(desk: Desk) -> None:
    async with desk.play("graduate", (120, 40), story=good_neighbours()) as player:
        await player.press("m")
        widget = player.app.screen.query_one(Chart)
        whole = widget.sight
        at = {"offset": where(chart(player), HERE)}
        x, y = at["offset"][0] + widget.region.x, at["offset"][1] + widget.region.y

        def event(kind: type, *, dx: int = 0, dy: int = 0, button: int = 0) -> object:
            where_ = {"x": x + dx, "y": y + dy, "delta_x": dx, "delta_y": dy, "screen_x": x + dx, "screen_y": y + dy}
            return kind(widget, button=button, shift=False, meta=False, ctrl=False, **where_)

        for kind in (MouseScrollUp, MouseScrollDown):
            player.app.screen._forward_event(event(kind))  # type: ignore[arg-type]
            await player.pilot.pause()
            moved = where(chart(player), HERE)
            assert abs(moved[0] - at["offset"][0]) <= 1, kind
            assert abs(moved[1] - at["offset"][1]) <= 1, kind
            assert (widget.sight.scale > whole.scale * 1.1) == (kind is MouseScrollUp)
        await player.press("0")
        for kind, dx, dy in ((MouseDown, 0, 0), (MouseMove, 12, 3), (MouseUp, 12, 3), (MouseMove, 9, 9)):
            player.app.screen._forward_event(event(kind, dx=dx, dy=dy, button=1))  # type: ignore[arg-type]
            await player.pilot.pause()
        assert where(chart(player), HERE) == (at["offset"][0] + 12, at["offset"][1] + 3), "it went along, until the button was let go"


@driven
async def test_the_map_in_words(desk: Desk) -> None:
    async with desk.play("graduate", (80, 24), story=good_neighbours()) as player:
        await player.press("m", "w")
        assert "You are in Moscow, Russia. It is Wednesday 21 September 2022, 18:00." in player.page
        assert not any(letter in BRAILLE for text in player.lines for letter in text)
        assert "Closer" not in player.lines[-1]
        assert player.lines[-1].startswith(" w Drawn")
        await player.press("w")
        assert player.lines[-1].startswith(" w In words")
        assert any(letter in BRAILLE for row in chart(player) for letter in row)


@driven
async def test_a_wide_window_has_a_small_map_beside_the_passage(desk: Desk) -> None:
    async with desk.play("graduate", (170, 50), story=good_neighbours()) as player:
        await player.wait(lambda: player.app.screen.query(Chart))
        await player.pilot.pause()
        small = "\n".join(chart(player))
        assert HERE in small
        assert "Moscow" in small
        assert "RUSSIA" not in small
        await player.resize(80, 24)
        assert not any(letter in BRAILLE for text in player.lines for letter in text)
        await player.resize(170, 50)
        assert HERE in "\n".join(chart(player))


@driven
async def test_the_week_in_one_column_and_in_two(desk: Desk) -> None:
    async with desk.play("captain", (80, 24)) as player:
        await player.press("1", "t")
        assert "Thursday 22 September 2022" in player.page
        assert "A storm closed the harbour on 22 September. (the Gazette)" in player.page
        await player.press("t")
        assert isinstance(player.app.screen, PlayScreen)
    async with desk.play("captain", (130, 40)) as player:
        await player.press("1", "t")
        assert any("You" in text and "Reported" in text for text in player.lines), "side by side"


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
@driven
async def test_the_map_and_the_week_can_be_read_in_every_theme(desk: Desk, theme: str) -> None:
    desk.settings.write_text(json.dumps({"theme": theme}))
    async with desk.play("graduate", (120, 40), story=good_neighbours()) as player:
        for keys in ("m", "w", "escape t"):
            await player.press(*keys.split())
            assert check_contrast(player, keys) > 3


@driven
async def test_a_story_without_places_has_no_key_for_a_map(desk: Desk) -> None:
    from msgspec.structs import replace

    story = ferry()
    scenes = {name: replace(scene, place="") for name, scene in story.scenes.items()}
    async with desk.play(story=replace(story, places={}, scenes=scenes, news=())) as player:
        assert "Map" not in player.lines[-1]
        await player.press("m")
        assert "You haven't been anywhere yet that has a place on the map." in player.reads
