"""Playing with arrows, digits and the mouse, and what is on the disk after each choice."""

from collections.abc import Awaitable, Callable
from shutil import copytree

import pytest
from textual import events

from game.library.load import load
from game.play.view import meters as meters_of
from game.saves import SaveError
from game.tui.pages.shelf_screen import ShelfScreen
from game.tui.play.passage import PassageView
from game.tui.widgets.menu import Row
from tests.prove.planted import PLANTED
from tests.tui import measure_pages
from tests.tui.driving import Desk, Player, driven, ferry

Choose = Callable[[Player], Awaitable[None]]


WAY = ("Join the line", "Wait", "Say that you can't", "Ask for a place on deck")


def wanted(player: Player) -> Row:
    """The choice on the way to the end."""
    return next(row for start in WAY for row in player.choices.rows if row.open and row.label.plain.startswith(start))


async def by_arrows(player: Player) -> None:
    row = wanted(player)
    decides = sum(each.open for each in player.choices.rows) > 1
    assert (player.choices.row is None) == decides, "nobody decides by a key that reads on"
    while player.choices.row is not row:
        await player.press("down")
    await player.press("enter")


async def by_digits(player: Player) -> None:
    await player.press(str([row for row in player.choices.rows if row.open].index(wanted(player)) + 1))


async def by_mouse(player: Player) -> None:
    label = wanted(player).label.plain
    (y,) = (y for y, text in enumerate(player.lines) if text.endswith(f"  {label}") and "›" not in text)
    await player.pilot.click(offset=(0, 0))  # so that it is no double click
    await player.pilot.click(offset=(player.lines[y].index(label) + 1, y))
    await player.pilot.pause()


@pytest.mark.parametrize("choose", [by_arrows, by_digits, by_mouse])
@driven
async def test_a_role_is_played_to_its_end(desk: Desk, choose: Choose) -> None:
    async with desk.play() as player:
        assert "The ferry is a light far out." in player.reads
        made = 0
        while not player.ended:
            await player.read_on()
            await choose(player)
            made += 1
            assert desk.slots[0].decisions == made
        assert "The end: By the funnel" in player.passage
        assert desk.slots[0].finished
        assert "The harbour and its people are invented." in player.passage
        await player.past_the_card()
        assert [row.name for row in player.choices.rows][:2] == ["be", "transcript"]


@driven
async def test_who_is_stuck_is_told_so_and_gets_out(desk: Desk) -> None:
    story = load(PLANTED / "menu_runs_dry" / "faulty").story
    async with desk.play("traveller", story=story) as player:
        assert "Nothing can be chosen here" not in player.passage
        await player.press("1")
        await player.press("1")
        assert "Nothing can be chosen here" in player.passage
        assert "Press u" in player.passage
        await player.press("u")
        assert [row.label.plain for row in player.choices.rows if row.open] == ["Buy a roll"]


@driven
async def test_enter_comes_to_the_first_choice_before_it_chooses(desk: Desk) -> None:
    async with desk.play() as player:
        await player.read_on()
        assert player.choices.row is None
        await player.press("enter")
        assert player.choices.row == player.choices.rows[0]
        assert "u Undo" not in player.lines[-1], "nothing was chosen"
        await player.press("enter")
        assert "Offer Otto your tea" in player.reads
        assert "u Undo" in player.lines[-1]


@driven
async def test_a_closed_choice_can_be_read_but_not_made(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("down", "down", "down", "down")
        assert player.choices.row is not None
        assert player.choices.row.label.plain == "Swim"
        assert "closed: It is September, and the water says so." in player.reads
        before = desk.slots[0]
        await player.press("enter")
        assert "That is closed to you: It is September" in player.reads
        assert desk.slots[0] == before
        await player.press("1")
        assert "He drinks, and moves half a metre to the left." in player.reads
        assert next(iter(player.choices.rows)).label.plain == "Walk to the office"


@driven
async def test_a_key_that_is_pressed_twice_makes_one_choice(desk: Desk) -> None:
    async with desk.play() as player:
        await player.read_on()
        for _ in range(4):
            player.app.post_message(events.Key("3", "3"))
        await player.pilot.pause()
        assert "› Ask a sailor when it leaves\n" in player.passage
        assert desk.slots[0].decisions == 1
        await player.press("1")
        assert desk.slots[0].decisions == 2


@driven
async def test_what_a_choice_led_to_stands_above_the_passage_and_says_why(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("w")
        assert "Nothing has happened yet: you have made no choice." in player.reads
        await player.press("3")
        assert player.passage.endswith("› Ask a sailor when it leaves\nFourteen hours, he says, if it comes at all.\nWhy? press w")
        await player.press("w")
        assert "The wait at the harbour takes from three to fourteen hours." in player.reads
        assert "people who counted" in player.reads
        await player.press("w")
        assert "Nothing has happened yet" not in player.reads
        await player.press("1")
        assert "Why?" not in player.reads, "the same reason was told before"


@driven
async def test_what_was_read_before_stands_dimmed_above_what_is_new(desk: Desk) -> None:
    async with desk.play(size=(60, 14)) as player:
        await player.press("3")
        assert "Fourteen hours, he says" in player.reads, "at once, and not after the scene"
        assert "Join the line" in player.reads
        reading = player.app.screen.query_one(PassageView)
        assert [part.read for part in reading.parts] == [True] * 5 + [False]
        await player.press("home")
        assert "The ferry is a light far out." in player.reads + player.passage
        await player.press("2", "1", "2")  # to the office, and back to the quay
        news = [part.content.plain for part in reading.parts if not part.read]
        assert news == ["› Thank her and go", "The quay", "Otto nods as if he had known you for years."]


@driven
async def test_where_nothing_is_new_all_is_told_again(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("2", "1", "2", "2")
        reading = player.app.screen.query_one(PassageView)
        assert [part.content.plain for part in reading.parts if not part.read] == [
            "› Walk to the office",
            "A door with a bell. Behind it somebody stamps paper.",
        ]


@driven
async def test_what_came_of_a_choice_shares_its_page_with_what_is_new(desk: Desk) -> None:
    async with desk.play(size=(60, 16)) as player:
        await player.press("2")
        await player.pilot.press("home")
        assert "› Walk to the office" in player.reads
        assert "A door with a bell." in player.reads


@driven
async def test_news_comes_in_when_its_hour_has_come(desk: Desk) -> None:
    async with desk.play("captain") as player:
        await player.press("2")
        assert "News" not in player.passage
    async with desk.play("captain") as player:
        await player.press("1")
        assert player.passage.startswith(
            "› Cast off\nNews\nThe radio says that a storm has closed the harbour.\nNews\nThe captain's own radio"
        )
        await player.press("n")
        assert "A storm closed the harbour on 22 September." in player.reads


@driven
async def test_undo_and_skip(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("u")
        assert "There is nothing to undo here." in player.reads
        at_first = player.passage
        await player.press("4", "s")
        assert "Skip: “Wait for the line to move” is chosen for you. What it takes is left to chance." in player.reads
        assert desk.slots[0].decisions == 1, "first it is said what that does"
        await player.press("escape")
        assert "Skip:" not in player.reads
        await player.press("s", "s")
        assert "You wait with the others. The line moves." in player.reads
        assert "hours. You now have phone: 6 (-2)." in player.reads
        assert desk.slots[0].decisions == 2
        await player.press("u", "u")
        assert player.passage == at_first
        assert desk.slots[0].decisions == 0


@driven
async def test_a_choice_is_on_the_disk_when_it_is_on_the_screen(desk: Desk) -> None:
    """Whenever the power goes, the next start shows the same."""
    keys = ["3", "1", "2", "1", "1"]
    async with desk.play() as first:
        for made, key in enumerate(keys, start=1):
            await first.press(key)
            disk = Desk(desk.folder / f"after {made}")
            copytree(desk.saves.folder, disk.saves.folder)
            async with disk.go_on() as second:
                assert second.passage == first.passage, made
                assert [row.name for row in second.choices.rows] == [row.name for row in first.choices.rows]


@driven
async def test_a_game_in_two_windows_is_two_games(desk: Desk) -> None:
    async with desk.play() as first:
        await first.press("1")
        async with desk.go_on() as second:
            assert "This game is open in another window, so you go on here with a copy of it." in second.reads
            await second.press("1")
            await first.press("2")
            assert len(desk.slots) == 2
            assert "another window" not in second.reads


@driven
async def test_a_full_disk_is_told_once_and_stops_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.play() as player:

        def full(*_: object, **__: object) -> str:
            raise SaveError("Your last choice could not be saved: the disk is full.", repeated="is full" in player.passage)

        monkeypatch.setattr(player.app._session.save, "write", full)  # type: ignore[union-attr]
        await player.press("1")
        assert "Your last choice could not be saved: the disk is full." in player.reads
        assert "He drinks" in player.reads
        await player.press("ctrl+q")
    assert "Your last choices could not be saved." in player.app.last_words


@driven
async def test_quitting_says_that_the_game_is_saved(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("1", "ctrl+c")
        assert "Ctrl+Q quits. Your game is saved after every choice." in player.reads
        await player.press("ctrl+q")
    assert player.app.last_words == "Your game is saved. `neighbours` goes on from here."
    async with desk.sit(story=ferry(), role="visitor", nickname="Cem K.") as player:
        await player.press("1", "ctrl+q")
    assert player.app.last_words == 'Your game is saved. `neighbours play --nickname "Cem K."` goes on from here.'
    async with desk.go_on() as player:
        assert "He drinks" in player.passage


@driven
async def test_the_end_offers_what_next(desk: Desk) -> None:
    async with desk.play("captain") as player:
        await player.press("1")
        assert player.ended
        assert player.passage.count("You cast off on time.") == 1, "the ending recalls it, so nothing else does"
        await player.past_the_card()
        await player.take("notebook")
        assert "A storm closed the harbour" in player.reads
        await player.press("escape")
        await player.take("again")
        assert "The harbour is a row of lamps." in player.reads
        assert len(desk.slots) == 2
        await player.press("1")
        await player.past_the_card()
        await player.take("transcript")
        await player.press("enter", "2")
        assert "The harbour is a row of lamps." in player.reads, "gone back to before the first choice"
        assert [slot.finished for slot in desk.slots] == [False, True, True], "in a game of its own"
        await player.press("1")
        await player.past_the_card()
        await player.take("leave")
        assert isinstance(player.app.screen, ShelfScreen)


@driven
async def test_a_click_on_the_passage_leaves_the_arrows_with_the_choices(desk: Desk) -> None:
    async with desk.play() as player:
        await player.pilot.click("#reading", offset=(40, 4))
        assert player.choices.has_focus
        await player.press("down", "down", "enter")
        assert "A door with a bell." in player.reads


@driven
async def test_what_a_choice_has_changed_stands_beside_what_one_has(desk: Desk) -> None:
    for size in ((80, 24), (120, 40)):
        async with desk.play("graduate", size, story=measure_pages.shipped(), seed=7) as player:
            await player.press("1", "3", "1", "1")
            now, before = (meters(turn, player) for turn in (-1, -2))
            assert now["money"] != before["money"]
            assert f"{now['money']:,} roubles {now['money'] - before['money']:+,}" in player.reads
            await player.press("u")
            assert f"{before['money']:,} roubles {now['money'] - before['money']:+,}" not in player.reads


def meters(turn: int, player: Player) -> dict[str, int]:
    played = player.app._session.played  # type: ignore[union-attr]
    return {meter.name: meter.value for meter in meters_of(played.program, played.turns[turn].state)}


@driven
async def test_what_is_marked_with_the_mouse_can_be_copied_and_it_says_how(desk: Desk) -> None:
    async with desk.play() as player:
        (y,) = (y for y, text in enumerate(player.lines) if "The ferry is" in text)
        x = player.lines[y].index("ferry")
        await player.pilot.mouse_down(offset=(x, y))
        await player.pilot.hover(offset=(x + 5, y))
        await player.pilot.mouse_up(offset=(x + 5, y))
        await player.pilot.pause()
        assert "Ctrl+C copies what is marked." in player.reads
        await player.pilot.press("ctrl+c")
        assert player.app.clipboard.startswith("ferry")
        assert desk.slots[0].decisions == 0
