"""What fits into windows of many sizes, and how the rest is reached."""

from itertools import combinations
from pathlib import Path

import msgspec
import pytest
from textual.events import MouseScrollUp
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from game.tui.pages.help import HelpScreen
from game.tui.play.pagination import PassageLine, pages_of
from game.tui.play.panels import Panel
from game.tui.play.passage import PassageView
from tests.small import small
from tests.tui import measure_pages
from tests.tui.driving import Desk, Player, driven, ferry

SIZES = [(80, 24), (100, 30), (120, 40), (200, 60), (60, 20), (40, 12)]


def parts_on_screen(player: Player) -> dict[Widget, Region]:
    """Everything that is drawn and holds nothing else, and where it can be seen."""
    seen = {widget: region.intersection(clip) for widget, (region, clip) in player.app.screen._compositor.visible_widgets.items()}
    return {widget: region for widget, region in seen.items() if region.area and not widget.children and not isinstance(widget, ScrollBar)}


def text_in(player: Player, region: Region) -> list[str]:
    return [text[region.x : region.right].ljust(region.width) for text in player.lines[region.y : region.bottom]]


async def reading_through(player: Player) -> str:
    """What is seen of the passage from its first page to its last, as words in a row."""
    reading = player.app.screen.query_one(PassageView)
    seen: list[str] = []
    for _ in range(40):
        assert ("▼ more" in player.sees) != (player.choices in player.app.screen._compositor.visible_widgets)
        seen += text_in(player, reading.content_region)
        if "▼ more" not in player.sees:
            break
        await player.press("space")
    assert "▼ more" not in player.sees
    return " ".join(" ".join(seen).replace("▌", " ").split())


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
            number = reading.number
            assert "▲ above" not in player.sees or number, "what is new is read from its top"
            assert "› " in "".join(text_in(player, reading.content_region))
            await player.press("home")
            assert reading.size.width <= 72
            assert player.lines[-1].endswith("? Help  Ctrl+Q Quit")
            assert "The harbour" in player.lines[0]
            assert "60 crowns" in player.reads
            passage = " ".join(player.passage.split())
            assert await reading_through(player) == passage
            labels = [row.label.plain for row in player.choices.rows]
            if height >= 20:
                assert all(label in player.reads for label in labels), "every choice is on the screen"
                assert player.choices.max_scroll_y == 0
                assert "▲ above" not in player.sees or reading.number > 0
            for row in player.choices.rows:
                await player.press("down")
                assert player.choices.row is row
                assert row.label.plain.split()[0] in " ".join(text_in(player, player.choices.region))
            await player.press("down")  # to the first again


@driven
async def test_one_blank_line_parts_the_passage_from_its_choices(desk: Desk) -> None:
    async with desk.play(size=(80, 30)) as player:
        await player.press("3")
        reading, choices = player.app.screen.query_one(PassageView), player.choices
        assert choices.region.y == reading.region.bottom + 1
        assert player.lines[reading.region.bottom - 1].strip()
        assert not player.lines[reading.region.bottom].strip()


@driven
async def test_the_mouse_turns_pages_and_a_double_click_chooses_nothing(desk: Desk) -> None:
    async with desk.play(size=(60, 16)) as player:
        await player.press("3", "home")
        reading = player.app.screen.query_one(PassageView)
        (y,) = (y for y, text in enumerate(player.lines) if "▼ more" in text)
        await player.pilot.click(offset=(player.lines[y].index("more"), y))
        await player.seen()
        assert reading.number == 1
        await player.pilot._post_mouse_events([MouseScrollUp], offset=(30, 5))
        await player.seen()
        assert reading.number == 0
        while not reading.read:
            await player.pilot.click(offset=(5, 4), times=2)
            await player.seen()
        await player.pilot.click(offset=(30, 4))
        assert desk.slots[0].decisions == 1, "on the last page there is nothing to turn, and nothing was chosen"


@driven
async def test_no_key_chooses_what_is_not_shown(desk: Desk) -> None:
    async with desk.play(size=(40, 12)) as player:
        await player.press("3")
        reading = player.app.screen.query_one(PassageView)
        for key in ("1", "enter", "down", "space", "pagedown", "2", "enter", "1", "9", "4"):
            if reading.read:
                break
            before = reading.number
            await player.pilot.press(key)
            await player.seen()
            assert (reading.number, desk.slots[0].decisions) == (before + 1, 1), key
        assert reading.read
        last = [row for row in player.choices.rows if row.open][-1]
        await player.pilot.press("3")
        await player.seen()
        assert desk.slots[0].decisions == 1, "the third has no room, so that it is only stood on"
        assert player.choices.row is last
        assert player.choices.row.label.plain[:15] in player.reads
        await player.pilot.press("3")
        await player.seen()
        assert desk.slots[0].decisions == 2


@driven
async def test_pages_are_turned_back_with_keys(desk: Desk) -> None:
    async with desk.play(size=(60, 16)) as player:
        await player.press("3", "home")
        reading = player.app.screen.query_one(PassageView)
        assert "▼ more: Enter" in player.sees
        await player.press("pagedown")
        assert reading.number == 1
        await player.press("end")
        assert reading.read
        assert "▲ above: PageUp" in player.sees
        await player.press("up")
        assert not reading.read, "above the first choice is the page before"
        assert "▼ more: Enter" in player.sees
        await player.press("home")
        assert reading.number == 0
        await player.press("pageup")
        assert reading.number == 0


@driven
async def test_the_page_keeps_its_place_in_another_window(desk: Desk) -> None:
    async with desk.play(size=(60, 16)) as player:
        await player.press("space", "space")
        reading = player.app.screen.query_one(PassageView)
        first = text_in(player, reading.region)[0].split()[:3]
        await player.resize(42, 14)
        assert " ".join(first) in " ".join(text_in(player, reading.region))
        await player.resize(100, 50)
        assert reading.read
        await player.resize(60, 16)
        assert text_in(player, reading.region)[0].split()[:3] == first


@driven
async def test_what_is_said_to_the_player_moves_no_choice(desk: Desk) -> None:
    for size in ((40, 12), (60, 20), (80, 40)):
        async with desk.play(size=size) as player:
            await player.read_on()
            choices = player.choices.region
            while player.choices.row is None or player.choices.row.open:
                await player.press("down")
            await player.press("enter")
            assert "That is closed to you" in player.reads
            assert player.choices.region == choices


@driven
async def test_enter_reads_an_end_before_it_shows_the_card(desk: Desk) -> None:
    async with desk.play(size=(44, 14)) as player:
        while not player.ended:
            await player.press("1")
        page = player.app.screen
        assert "▼ more: Enter" in player.sees
        for _ in range(20):
            if "▼ more" not in player.sees:
                break
            await player.pilot.press("enter")
            await player.seen()
            assert player.app.screen is page, "nothing is opened while there is more to read"
        assert "▲ above: PageUp" in player.sees
        await player.press("enter")
        assert player.app.screen is not page


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
async def test_in_the_lowest_window_the_note_can_be_read_before_a_game_is_begun(desk: Desk) -> None:
    async with desk.sit(size=(40, 12)) as player:
        await player.wait(lambda: "Enter begins as The visitor." in player.reads)
        assert "Somebody waits. Any scene can be skipped." in player.reads


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


@pytest.mark.parametrize("size", measure_pages.SIZES)
@driven
async def test_nobody_can_choose_before_the_last_line_was_shown(size: tuple[int, int]) -> None:
    found = measure_pages.Measured()
    for role, seed in (("graduate", 3), ("gallery", 5)):
        await measure_pages.game(measure_pages.shipped(), role, size, seed, found)
    assert found.pages >= found.passages > 20
    assert (found.chosen_unread, found.room_to_spare) == (0, 0), found


@driven
async def test_what_is_below_the_choices_that_fit_is_read_with_page_down(desk: Desk, tmp_path: Path) -> None:
    """A closed choice at the bottom whose reason is long: no arrow need come to it."""
    reason = " ".join(f"word{number}" for number in range(25))
    scenes = (
        "start:\n  text: A door.\n  choices:\n    - {label: Go, go: end}\n"
        + "".join(f"    - {{label: Look {number}, id: look{number}, result: Seen.}}\n" for number in range(4))
        + f"    - {{label: Fly, if: coat, locked: {reason}., go: end}}\nend: {{text: Out., ending: Out}}\n"
    )
    async with desk.play(story=small(tmp_path, scenes), size=(40, 14)) as player:
        await player.read_on()
        assert "word24" not in player.sees
        read = ""
        for _ in range(6):
            await player.press("pagedown")
            read += player.sees
        assert all(f"word{number}" in read for number in range(25))
        for _ in range(6):
            await player.press("pageup")
        assert "Go" in player.sees
        assert "word24" not in player.sees


LINE, BLANK, TITLE = PassageLine(0), PassageLine(0, blank=True), PassageLine(0, keeps=True)


def test_a_scene_has_the_last_page_for_itself_where_it_fits_there() -> None:
    told, scene = [LINE] * 5 + [BLANK], [PassageLine(0, keeps=True, begins=True), BLANK] + [LINE] * 9
    assert [(page.top, page.bottom) for page in pages_of(told + scene, 14, 18, 14)] == [(0, 5), (6, 17)]
    assert pages_of(told + scene, 14, 18, 9)[0].bottom > 6, "where it doesn't, the first page is filled"


def test_no_page_ends_with_a_title() -> None:
    title = [PassageLine(0, keeps=True, begins=True), BLANK, TITLE, BLANK]
    for told in range(3, 14):
        for scene in range(3, 30):
            lines = [*[LINE] * told, BLANK, *title, *[LINE] * scene]
            for page in pages_of(lines, 14, 18, 9):
                assert not lines[page.bottom - 1].keeps, (told, scene)


@pytest.mark.parametrize("new_lines", [4, 12, 40])
def test_no_page_holds_a_title_alone_that_was_read(new_lines: int) -> None:
    lines = [TITLE, BLANK] + [LINE] * new_lines
    for room in range(5, 20):
        pages = pages_of(lines, room, room, max(3, room - 4), new=2)
        assert [(page.top, page.bottom) for page in pages][-1][1] == len(lines)
        assert all(any(not line.keeps and not line.blank for line in lines[page.top : page.bottom]) for page in pages)
