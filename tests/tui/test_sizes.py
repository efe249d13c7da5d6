"""What fits into windows of many sizes, and how the rest is reached."""

from itertools import combinations

import msgspec
import pytest
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from game.tui.pages.help import HelpScreen
from game.tui.pages.shelf_tiles import RoleTile
from game.tui.play.panels import Panel
from game.tui.play.passage import PartView, PassageView
from tests.tui.driving import Desk, Player, driven, ferry

SIZES = [(80, 24), (100, 30), (120, 40), (200, 60), (60, 20), (40, 12)]


def parts_on_screen(player: Player) -> dict[Widget, Region]:
    """Everything that is drawn and holds nothing else, and where it can be seen."""
    seen = {widget: region.intersection(clip) for widget, (region, clip) in player.app.screen._compositor.visible_widgets.items()}
    return {widget: region for widget, region in seen.items() if region.area and not widget.children and not isinstance(widget, ScrollBar)}


def text_in(player: Player, region: Region) -> list[str]:
    return [text[region.x : region.right].ljust(region.width) for text in player.lines[region.y : region.bottom]]


async def reading_through(player: Player) -> str:
    """What is seen of the passage from its top to its end, as words in a row."""
    reading = player.app.screen.query_one(PassageView)
    seen: dict[int, str] = {}
    for _ in range(40):
        x, y, _, height = reading.content_region
        region = Region(x, y, reading.query(PartView).first().region.width, height)
        for number, text in enumerate(text_in(player, region)):
            seen.setdefault(number + reading.scroll_offset.y, text.replace("▌", " "))
        if "▼ more" not in player.sees:
            break
        await player.press("space")
    assert "▼ more" not in player.sees
    return " ".join(" ".join(seen[number] for number in sorted(seen)).split())


@pytest.mark.parametrize("size", SIZES)
@driven
async def test_everything_fits_or_can_be_scrolled_to(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.play(size=size) as player:
        for keys in ("3", "1"):
            await player.press(*keys)
            width, height = size
            assert len(player.lines) == height
            assert max(map(len, player.lines)) <= width
            for (one, where), (other, elsewhere) in combinations(parts_on_screen(player).items(), 2):
                assert not where.intersection(elsewhere).area, f"{one} and {other} lie on each other"
            reading = player.app.screen.query_one(PassageView)
            assert reading.scroll_offset.y == 0, "a new passage is read from its top"
            assert all(shown.size.width <= 72 for shown in reading.query(PartView))
            assert player.lines[-1].endswith("? Help  ^q Quit")
            assert "The harbour" in player.lines[0]
            assert "60 crowns" in player.reads
            passage = " ".join(player.passage.split())
            assert await reading_through(player) == passage
            labels = [row.label.plain for row in player.choices.rows]
            if height >= 20:
                assert all(label in player.reads for label in labels), "every choice is on the screen"
                assert player.choices.max_scroll_y == 0
            for row in player.choices.rows:
                assert player.choices.row is row
                assert row.label.plain.split()[0] in " ".join(text_in(player, player.choices.region))
                await player.press("down")


@driven
async def test_one_blank_line_parts_the_passage_from_its_choices(desk: Desk) -> None:
    async with desk.play(size=(80, 30)) as player:
        await player.press("3")
        reading, choices = player.app.screen.query_one(PassageView), player.choices
        assert choices.region.y == reading.region.bottom + 1
        assert player.lines[reading.region.bottom - 1].strip()
        assert not player.lines[reading.region.bottom].strip()


@driven
async def test_a_click_on_the_sign_below_the_passage_reads_on(desk: Desk) -> None:
    async with desk.play(size=(60, 20)) as player:
        await player.press("3")
        (y,) = (y for y, text in enumerate(player.lines) if "▼ more" in text)
        await player.pilot.click(offset=(player.lines[y].index("more"), y))
        await player.pilot.pause()
        assert player.app.screen.query_one(PassageView).scroll_offset.y > 0


@driven
async def test_the_passage_scrolls_with_keys_and_says_that_there_is_more(desk: Desk) -> None:
    async with desk.play(size=(60, 20)) as player:
        await player.press("3")
        reading = player.app.screen.query_one(PassageView)
        assert "▼ more: Space" in player.sees
        await player.press("pagedown")
        assert reading.scroll_offset.y > 0
        await player.press("end")
        assert "▲ above: PageUp" in player.sees
        await player.press("pageup")
        assert "▼ more: Space" in player.sees
        await player.press("end", "home")
        assert reading.scroll_offset.y == 0


@driven
async def test_enter_reads_an_end_before_it_looks_back(desk: Desk) -> None:
    async with desk.play(size=(60, 18)) as player:
        while not player.ended:
            await player.press("1")
        page = player.app.screen
        assert "▼ more: Enter" in player.sees
        for _ in range(20):
            if "▼ more" not in player.sees:
                break
            await player.press("enter")
            assert player.app.screen is page, "nothing is opened while there is more to read"
        assert "▲ above: PageUp" in player.sees
        await player.press("enter")
        assert player.app.screen is not page
        await player.press("escape", "home", "1")
        assert player.app.screen is not page, "a digit means its row wherever one has read to"


@driven
async def test_panels_come_where_there_is_room(desk: Desk) -> None:
    async with desk.play(size=(200, 60)) as player:
        await player.press("3", "1")
        left = " ".join(" ".join(text_in(player, player.app.screen.query_one("#left").region)).split())
        assert left.startswith("So far Wed 18:00 The harbour › Ask a sailor when it leaves Wed 19:00 The harbour › Offer Otto your tea")
        assert "the ferry company" in player.reads
        assert "━━━" in player.sees
        await player.resize(120, 40)
        assert "Wed 18:00" not in player.reads
        assert "the ferry company" in player.reads
        await player.resize(80, 24)
        assert "the ferry company" not in player.reads
        assert "60 crowns · phone: 8 · ticket: old" in player.reads
        assert "━━━" not in player.sees
        await player.resize(160, 24)
        assert "Wed 18:00" in player.reads
        assert player.app.screen.query_one("#facts", Panel).display


@driven
async def test_a_window_that_is_too_small_says_so_until_it_grows(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("1")
        before = player.sees
        await player.resize(20, 5)
        assert player.reads == "Make the window larger: the game needs 40 columns and 12 rows."
        await player.press("1", "f", "f1", "f2", "ctrl+p", "question_mark")
        assert player.reads.startswith("Make the window larger")
        assert desk.slots[0].decisions == 1
        await player.resize(80, 24)
        assert player.sees == before
        await player.press("f")
        await player.resize(20, 5)
        await player.resize(120, 40)
        assert "A word" in player.reads
        await player.press("escape")
        assert "━━━" in player.sees, "the screen below has noticed that it has grown"
    async with desk.go_on(size=(20, 5)) as player:
        assert player.reads.startswith("Make the window larger")
        await player.resize(80, 24)
        assert player.sees == before


@driven
async def test_what_is_on_its_way_while_the_window_becomes_too_small_is_there_when_it_grows(desk: Desk) -> None:
    async with desk.play() as player:
        await player.resize(20, 5)
        player.app.screen_stack[0].action_leave()  # type: ignore[attr-defined]
        await player.pilot.pause()
        assert player.reads.startswith("Make the window larger")
        await player.resize(80, 24)
        assert "The visitor" in player.reads
        await player.resize(20, 5)
        player.app.push_screen(HelpScreen({}, kept=""))
        await player.resize(80, 24)
        await player.press("escape")
        assert "The visitor" in player.reads


@driven
async def test_in_the_lowest_window_the_notes_can_be_read_and_answered(desk: Desk) -> None:
    async with desk.sit(size=(40, 12)) as player:
        await player.wait(lambda: player.app.screen.query(RoleTile))
        await player.press("enter")
        assert "Somebody waits." in player.page
        assert "1 Begin 2 Not now" in player.page


@driven
async def test_a_name_that_is_too_long_for_the_strip_ends_in_a_sign(desk: Desk) -> None:
    story = ferry()
    role = msgspec.structs.replace(story.roles["visitor"], title="The visitor who came a long way and has a long name")
    longer = msgspec.structs.replace(story, roles={**story.roles, "visitor": role}, clock=None)
    async with desk.play(size=(40, 20), story=longer) as player:
        assert player.lines[0].strip() == "The visitor who came a long way and…"


@driven
async def test_a_story_without_notes_begins_with_its_passage(desk: Desk) -> None:
    async with desk.play(story=msgspec.structs.replace(ferry(), note=None, imagined=None)) as player:
        assert "Before you begin" not in player.reads
