"""The window above the text: as much of a picture as there is room for, in the light of the hour, and without colours too."""

import functools

import pytest

from game.library.load import load
from game.story.model import Story
from game.tui.play.passage import PassageView
from game.tui.widgets.picture_window import PictureWindow
from tests.tui.driving import FOOTBRIDGE, Desk, Player, driven

BLOCKS = set("▀▄█▓▒░ ·")


@functools.cache
def footbridge() -> Story:
    story = load(FOOTBRIDGE).story
    assert story is not None
    return story


def window(player: Player) -> list[str]:
    """The rows of the picture that are on the screen."""
    x, y, width, height = player.app.screen.query_one(PictureWindow).region
    return [line.ljust(200)[x : x + width] for line in player.lines[y : y + height]]


@driven
async def test_on_arrival_there_are_a_few_rows_and_afterwards_none(desk: Desk) -> None:
    async with desk.play("errand", story=footbridge()) as player:
        shown = window(player)
        assert len(shown) == 5
        assert all(set(row) <= BLOCKS for row in shown)
        await player.press("1")
        assert window(player) == [], "a row or two of it would say nothing"


@driven
async def test_it_gives_up_rows_where_the_text_and_the_choices_are_then_on_one_page(desk: Desk) -> None:
    async with desk.play("errand", (80, 60), story=footbridge()) as player:
        rows = {}
        for height in range(17, 30):
            await player.resize(80, height)
            rows[height] = (len(window(player)), player.app.screen.query_one(PassageView).read)
    assert (4, True) in rows.values(), rows
    assert all(shown in (0, 4, 5) for shown, _ in rows.values())
    assert all(shown in (0, 5) for shown, read in rows.values() if not read), "it gives up nothing for what needs two pages all the same"


@driven
async def test_it_leaves_the_room_to_a_text_that_is_read_on(desk: Desk) -> None:
    async with desk.play("errand", (50, 22), story=footbridge()) as player:
        assert "more: Enter" in player.reads
        assert len(window(player)) == 5
        await player.read_on()
        assert window(player) == []


@driven
async def test_where_there_is_no_room_for_it_its_line_is_told_on_arrival(desk: Desk) -> None:
    async with desk.play("errand", (60, 20), story=footbridge()) as player:
        line = footbridge().pictures[footbridge().places["near_bank"].picture].shows
        assert line in " ".join(player.passage.split())
        await player.press("1")
        assert line not in " ".join(player.passage.split())
    async with desk.play("errand", (80, 24), story=footbridge()) as player:
        assert line not in " ".join(player.passage.split())


@pytest.mark.parametrize(("size", "rows"), [((200, 60), 7), ((80, 30), 6), ((60, 20), 0), ((40, 12), 0)])
@driven
async def test_it_has_as_many_rows_as_there_is_room_for(desk: Desk, size: tuple[int, int], rows: int) -> None:
    async with desk.play("errand", size, story=footbridge()) as player:
        assert len(window(player)) == rows
        await player.resize(80, 24)
        assert len(window(player)) == 5


@driven
async def test_without_colours_the_shapes_stay(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with desk.play("errand", story=footbridge()) as player:
        drawn = "".join(window(player))
        assert set(drawn) <= BLOCKS
        assert {"▒", "█"} <= set(drawn)


@driven
async def test_a_story_without_pictures_keeps_its_rows_for_the_text(desk: Desk) -> None:
    async with desk.play() as player:
        assert not player.app.screen.query_one(PictureWindow).display
