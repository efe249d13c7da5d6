"""The shelf: starting, going on, starting over and deleting."""

import json
import shutil
from pathlib import Path

import pytest
from textual import events

from game.library.find_stories import Found
from game.library.load import load
from game.saves import SaveError
from game.session.game_session import begin_game
from game.tui.pages.shelf_screen import ShelfScreen
from game.tui.pages.shelf_tiles import GameTile, RoleTile, Tile
from game.tui.play.play_screen import PlayScreen
from tests.tui.driving import FERRY, Desk, Player, driven, ferry

ROOMY = (120, 40)


def measured(player: Player) -> bool:
    tiles = player.app.screen.query(RoleTile)
    return bool(tiles) and all("endings" in str(tile.content) for tile in tiles)


def played(desk: Desk, *moves: str, role: str = "visitor", nickname: str = "") -> None:
    """A saved game."""
    session = begin_game(ferry(), role, desk.saves, seed=1, nickname=nickname)
    for move in moves:
        session.choose(move)
    session.close()


@driven
async def test_who_is_named_at_the_start_is_the_player_of_what_is_begun_at_the_shelf(desk: Desk) -> None:
    desk.settings.write_text('{"nickname": "Ada"}')
    async with desk.sit(size=ROOMY, nickname="Bo") as player:
        await player.wait(lambda: measured(player))
        await player.press("enter")
        assert "Bo" in player.reads
        await player.press("1")
        assert desk.slots[0].nickname == "Bo"
        await player.press("b")
        await player.wait(lambda: measured(player))
        await player.press("f2")
        assert "Nickname for new games: Bo" in player.reads
    assert json.loads(desk.settings.read_text())["nickname"] == "Ada", "the next one on this computer isn't Bo"


@driven
async def test_the_notes_come_before_the_first_start_and_only_then(desk: Desk) -> None:
    async with desk.sit(size=ROOMY) as player:
        await player.wait(lambda: measured(player))
        assert "The visitor" in player.reads
        assert "Somebody with a bag and a ticket that is too old." in player.reads
        assert "0 of 2 endings found" in player.reads
        assert "about 1 minute" in player.reads
        await player.press("right", "enter")
        assert "Somebody waits. Any scene can be skipped. The harbour and its people are invented." in player.reads
        await player.press("escape")
        assert not desk.slots
        await player.press("enter", "shift+tab", *"Ada", "enter", "1")
        assert isinstance(player.app.screen, PlayScreen)
        assert "The harbour is a row of lamps." in player.reads
        assert desk.slots[0].nickname == "Ada"
        assert desk.slots[0].role == "captain"
        await player.press("b")
        await player.wait(lambda: measured(player))
        await player.press("down", "enter")
        assert "The ferry is a light far out." in player.reads
        assert desk.slots[0].role == "visitor"
    async with desk.play("captain") as player:
        assert "Somebody waits." not in player.reads


@driven
async def test_a_key_pressed_twice_in_haste_begins_one_game(desk: Desk) -> None:
    async with desk.sit(size=ROOMY) as player:
        await player.wait(lambda: measured(player))
        await player.press("enter")
        for _ in range(3):
            player.app.post_message(events.Key("1", "1"))
        await player.wait(lambda: isinstance(player.app.screen, PlayScreen))
        await player.press("f1", "escape")
        assert "The ferry is a light far out." in player.reads
        assert len(desk.slots) == 1


@driven
async def test_on_a_shared_computer_everybody_reads_the_notes_before_their_first_game(desk: Desk) -> None:
    note = "Somebody waits. Any scene can be skipped."
    for nickname, reads in (("", True), ("", False), ("Ada", True), ("Bo", True), ("Ada", False)):
        async with desk.sit(size=ROOMY, nickname=nickname) as player:
            await player.wait(lambda: measured(player))
            player.app.screen.query(RoleTile).last().focus()
            await player.press("enter")
            assert (note in player.reads) is reads, nickname
            if reads:
                await player.press("1")
            assert isinstance(player.app.screen, PlayScreen)
    for reads in (True, False):
        async with desk.sit(story=ferry(), role="visitor", nickname="Cy") as player:
            assert (note in player.passage) is reads
    assert "Ada" not in desk.settings.read_text()


@driven
async def test_the_shelf_is_that_of_whoever_plays_now(desk: Desk) -> None:
    played(desk, "cast-off", role="captain", nickname="Ada")
    async with desk.sit(size=ROOMY, nickname="Ada") as player:
        await player.wait(lambda: measured(player))
        assert "The shelf · Ada" in player.reads
        assert "1 of 1 endings found" in player.reads
        await player.press("f2", "7", *["backspace"] * 3, *"Bo", "enter", "escape")
        assert "The shelf · Bo" in player.reads
        assert "0 of 1 endings found" in player.reads


@driven
async def test_nobody_is_led_into_the_game_of_somebody_else(desk: Desk) -> None:
    played(desk, "walk-to-the-office", nickname="Ada")
    played(desk, "join-the-line-for-the-night-boat", nickname="Bo")
    for player_name, leads_to in (("Ada", "A door with a bell."), ("Cy", "")):
        async with desk.sit(size=ROOMY, nickname=player_name) as player:
            await player.wait(lambda: measured(player))
            assert ("Go on where you were" in player.reads) is bool(leads_to)
            assert "The visitor · The last ferry · Bo" in player.reads, "it is still among the saved games"
            if leads_to:
                await player.press("enter")
                assert leads_to in player.reads
            else:
                assert isinstance(player.app.screen.focused, RoleTile)
                await player.press("f2", "7", *["backspace"] * 2, *"Bo", "enter", "escape")
                assert "Go on where you were" in player.reads


@driven
async def test_a_game_whose_story_is_missing_is_not_the_first_on_the_shelf(desk: Desk) -> None:
    played(desk, "walk-to-the-office")
    async with Desk(desk.folder, (Found(FERRY.parent / "nowhere", "nowhere"),)).sit(size=ROOMY) as player:
        await player.wait(lambda: "can't be played" in player.reads)
        assert "Go on where you were" not in player.reads
        assert "Saved games" in player.reads


@driven
async def test_the_notes_stand_above_the_first_passage_of_a_role_that_is_started_at_once(desk: Desk) -> None:
    async with desk.play() as player:
        assert player.passage.startswith("Before you begin\nSomebody waits. Any scene can be skipped.")
        await player.press("4")
        assert "Somebody waits." not in player.reads
    async with desk.play() as player:
        assert "Somebody waits." not in player.reads


@driven
async def test_going_on_where_you_were(desk: Desk) -> None:
    played(desk, "walk-to-the-office", nickname="Ada")
    played(desk, "join-the-line-for-the-night-boat", nickname="Bo")
    async with desk.sit(size=ROOMY) as player:
        await player.wait(lambda: measured(player))
        assert "Go on where you were" in player.reads
        assert "The visitor · The last ferry · Bo" in player.reads
        assert "Saved games" in player.reads
        assert isinstance(player.app.screen.focused, GameTile)
        await player.press("enter")
        assert "3 families ahead." in player.reads
        await player.press("b")
        await player.wait(lambda: measured(player))
        await player.press("down", "down", "enter")
        assert "A door with a bell." in player.reads


@driven
async def test_on_a_shelf_that_is_longer_than_the_window_the_keys_go_from_tile_to_tile_and_what_is_chosen_is_in_sight(desk: Desk) -> None:
    for _ in range(6):
        played(desk)
    async with desk.sit() as player:
        await player.wait(lambda: measured(player))
        tiles = list(player.app.screen.query(Tile))
        shelf = player.app.screen.query_one("#shelf")
        assert shelf.max_scroll_y > 0
        assert "Go on where you were" in player.reads, "it begins at its top"
        for keys in (["down"] * len(tiles), ["up"] * len(tiles), ["pagedown"] * 3, ["pageup"] * 3):
            for key in keys:
                await player.press(key)
                stood = player.app.screen.focused
                assert isinstance(stood, Tile)
                assert shelf.region.contains_region(stood.region)
            assert stood is (tiles[-1] if keys[0].endswith("down") else tiles[0])
        assert "Go on where you were" in player.reads, "what stands above the first tile is seen again"


@pytest.mark.parametrize("width", [80, 100, 120, 160, 200])
@driven
async def test_how_long_a_role_takes_and_what_was_found_stand_on_one_line(desk: Desk, width: int) -> None:
    async with desk.sit(size=(width, 40)) as player:
        await player.wait(lambda: measured(player))
        for tile in player.app.screen.query(RoleTile):
            assert tile.content_region.width >= len("about 19 minutes  ·  10 of 10 endings found")


@driven
async def test_starting_over_gives_the_decisions_up(desk: Desk) -> None:
    played(desk, "walk-to-the-office")
    async with desk.sit() as player:
        await player.wait(lambda: measured(player))
        await player.press("r")
        assert "You begin again as the same person, and the one decision made in it is given up." in player.reads
        await player.press("n")
        assert desk.slots[0].decisions == 1
        await player.press("r", "y")
        assert "The ferry is a light far out." in player.reads
        assert [slot.decisions for slot in desk.slots] == [0]


@driven
async def test_deleting_a_game_and_all_games(desk: Desk) -> None:
    played(desk, "cast-off", role="captain")
    played(desk, "walk-to-the-office")
    played(desk, "join-the-line-for-the-night-boat")
    async with desk.sit(size=ROOMY) as player:
        await player.wait(lambda: measured(player))
        assert "1 of 1 endings found" in player.reads
        await player.press("d")
        assert "“The line” It can't be brought back." in player.page
        await player.press("enter")
        assert len(desk.slots) == 3, "nothing is deleted by Enter alone"
        await player.press("d", "2")
        assert [slot.where for slot in desk.slots] == ["The harbour", "At sea"]
        assert "The line" not in player.reads
        await player.press("D", "y")
        assert not desk.slots
        assert not desk.saves.finished("ferry").games
        assert "0 of 1 endings found" in player.reads
        await player.press("D")
        assert "There is no saved game to delete." in player.reads


@driven
async def test_a_game_that_is_open_elsewhere_is_not_deleted(desk: Desk) -> None:
    session = begin_game(ferry(), "visitor", desk.saves, seed=1)
    async with desk.sit() as player:
        await player.wait(lambda: measured(player))
        await player.press("d", "y")
        assert "This game is open in another window. Close it there, then delete it." in player.reads
        assert len(desk.slots) == 1
    session.close()


@driven
async def test_a_damaged_game_and_a_game_without_its_story_are_left_alone(desk: Desk) -> None:
    played(desk, "walk-to-the-office")
    (path,) = desk.saves.folder.glob("*/*.json")
    for each in path.parent.glob("*.json*"):
        each.write_text("{")
    other = begin_game(ferry(), "visitor", desk.saves, seed=1)
    other.close()
    moved = desk.saves.folder / "elsewhere"
    async with desk.sit(size=ROOMY) as player:
        await player.wait(lambda: measured(player))
        assert "A game that can't be read" in player.reads
        await player.press("down", "down", "enter")
        assert "This game can't be read: every save of it is damaged." in player.reads
        assert path.read_text() == "{"
    assert not moved.exists()


@driven
async def test_a_story_with_mistakes_says_how_to_find_them(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "story.yaml").write_text("title: Broken\nroles: 5\n")
    broken = Desk(desk.folder, (Found(folder, "scenes/broken"), Found(FERRY, "ferry")))
    async with broken.sit(size=ROOMY) as player:
        await player.wait(lambda: measured(player))
        assert "broken It can't be played yet: `neighbours check scenes/broken` tells its" in player.reads
        assert len(player.app.screen.query(RoleTile)) == 2


@driven
async def test_two_stories_with_one_id_stand_on_the_shelf_with_their_own_games(desk: Desk, tmp_path: Path) -> None:
    found = []
    for name, title in (("first", "The first ferry"), ("copy", "The copied ferry")):
        folder = tmp_path / name
        shutil.copytree(FERRY, folder)
        text = (folder / "story.yaml").read_text("utf-8")
        (folder / "story.yaml").write_text(f"id: ferry-k7f2qwxz\n{text.replace('title: The last ferry', f'title: {title}', 1)}", "utf-8")
        found.append(Found(folder, name))
        story = load(folder).story
        assert story is not None
        begin_game(story, "visitor", desk.saves, nickname=name).close()
    async with Desk(desk.folder, tuple(found)).sit(size=ROOMY) as player:
        await player.wait(lambda: measured(player))
        shown = {str(tile.content).splitlines()[0] for tile in player.app.screen.query(GameTile)}
        assert {line.split("  ·  ")[1] + line.split("  ·  ")[2] for line in shown} == {"The first ferryfirst", "The copied ferrycopy"}
        assert len(player.app.screen.query(RoleTile)) == 4


@driven
async def test_a_game_that_cannot_go_on_leads_to_the_shelf(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    played(desk, "walk-to-the-office")
    slot = desk.slots[0]
    for path in desk.saves.folder.glob("*/*.json*"):
        path.write_text("{")
    async with desk.sit(story=ferry(), slot=slot) as player:
        assert isinstance(player.app.screen, ShelfScreen)
        assert "This game can't be read: every save of it is damaged." in player.reads
        await player.wait(lambda: measured(player))

    def refuse(*_: object, **__: object) -> None:
        raise SaveError("The finished games could not be listed: the disk reported an error.")

    async with desk.sit(story=ferry()) as player:
        await player.wait(lambda: measured(player))
        monkeypatch.setattr("game.tui.app.begin_game", refuse)
        await player.press("enter", "1")
        await player.wait(lambda: "The finished games could not be listed" in player.reads)
        assert isinstance(player.app.screen, ShelfScreen)


@driven
async def test_tiles_are_reached_with_arrows_and_the_mouse(desk: Desk) -> None:
    played(desk, "walk-to-the-office")
    async with desk.sit(size=ROOMY) as player:
        await player.wait(lambda: measured(player))
        tiles = list(player.app.screen.query(Tile))
        assert player.app.screen.focused is tiles[0]
        for key, number in (("down", 1), ("right", 2), ("left", 1), ("up", 0), ("up", 0), ("tab", 1)):
            await player.press(key)
            assert player.app.screen.focused is tiles[number], key
        await player.pilot.click(tiles[2])
        await player.pilot.pause()
        assert "Before" not in player.reads
        assert "Begin" in player.reads


@driven
async def test_what_is_told_on_the_shelf_is_in_sight_wherever_one_stands(desk: Desk) -> None:
    for number in range(5):
        played(desk, nickname=f"player{number}")
    async with desk.sit(size=(60, 20)) as player:
        await player.wait(lambda: measured(player))
        await player.press(*["down"] * 8)
        assert player.app.screen.query_one("#shelf").scroll_offset.y > 0
        player.app.tell("The disk is full.")
        await player.pilot.pause()
        assert "The disk is full." in player.reads


@driven
async def test_who_deletes_a_game_stands_on_the_next_one_and_sees_it(desk: Desk) -> None:
    for number in range(4):
        played(desk, nickname=f"player{number}")
    async with desk.sit(size=(60, 20)) as player:
        await player.wait(lambda: measured(player))
        await player.press(*["down"] * 12)
        for left in (3, 2):
            await player.press("d", "y")
            await player.wait(lambda left=left: len(desk.slots) == left)
            stood = player.app.screen.focused
            assert isinstance(stood, GameTile)
            assert player.app.screen.query_one("#shelf").content_region.contains_region(stood.region), "in sight"
