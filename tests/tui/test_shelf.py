"""The shelf: the week, beginning, going on, starting over and deleting."""

import json
import shutil
from pathlib import Path

import pytest
from textual import events

from game.library.find_stories import Found, shipped_folder
from game.library.load import load
from game.play.view import view
from game.saves import SaveError
from game.session.game_session import begin_game
from game.tui.pages.role_estimate import RoleEstimate
from game.tui.pages.saved_games_screen import SavedGamesScreen
from game.tui.pages.shelf_screen import ShelfScreen
from game.tui.play.play_screen import PlayScreen
from game.tui.widgets.menu import Menu
from tests.tui.driving import FERRY, FOOTBRIDGE, Desk, Player, driven, ferry

ROOMY = (120, 40)
SHIPPED = Found(shipped_folder() / "good_neighbours", "good_neighbours")
THROUGH_ORAL = 3  # with the luck of this number, whoever chooses as below comes to Oral, and no farther
CLOCKLESS = """\
title: The bench
roles:
  sitter: {title: The sitter, blurb: You sit., start: bench}
"""
BENCH = "bench: {text: A bench., choices: [{label: Stay, go: done}]}\ndone: {text: You stay., ending: Dusk}\n"


async def opened(player: Player) -> None:
    """Wait for the shelf, and for its lanes."""
    drawn = {"┄", "━", "╋", "▶"}
    await player.wait(lambda: isinstance(player.app.screen, ShelfScreen) and "Enter " in player.reads and drawn & set(player.reads))


def stood_on(player: Player) -> str:
    row = player.app.screen.query_one(Menu).row
    return row.name if row is not None else ""


def played(desk: Desk, *moves: str, role: str = "visitor", nickname: str = "") -> None:
    """A saved game."""
    session = begin_game(ferry(), role, desk.saves, seed=1, nickname=nickname)
    for move in moves:
        session.choose(move)
    session.close()


def to_the_end(desk: Desk, role: str, seed: int) -> None:
    """A game of the shipped story that has come to its end, its choices cast by the seed."""
    story = load(SHIPPED.folder).story
    assert story is not None
    session = begin_game(story, role, desk.saves, seed=seed)
    for step in range(400):
        options = [option for option in view(session.played).options if option.open]
        if not options:
            break
        session.choose(options[(seed * 7 + step * 5 + step * step) % len(options)].id)
    assert session.played.ended
    session.close()


# ---- the week ----


@driven
async def test_no_letter_and_no_digit_does_anything_on_the_shelf(desk: Desk) -> None:
    played(desk, "walk-to-the-office")
    async with desk.sit(size=ROOMY) as player:
        await opened(player)
        shown = player.sees
        await player.press(*"abdDelmnrstuwxyz1234")
        assert player.sees == shown
        assert len(desk.slots) == 1
        await player.press("question_mark")
        assert "Choose the row with that number" not in player.reads


@driven
async def test_each_role_has_its_lane_across_the_days_and_a_life_that_was_played_its_line(desk: Desk) -> None:
    played(desk, "cast-off", role="captain")
    async with desk.sit() as player:
        await opened(player)
        (days,) = [text for text in player.lines if "Wed 21" in text]
        (captain,) = [text for text in player.lines if "The captain" in text and "Enter" not in text]
        (visitor,) = [text for text in player.lines if "The visitor" in text and "Enter" not in text]
        assert days.index("Wed 21") < captain.index("●") < captain.index("◆"), "it begins on the first day, and ends"
        assert "○┄" in visitor
        assert "━" not in visitor, "nobody has lived it"
        assert "1 of 3 endings, " in player.reads
        assert stood_on(player) == "role visitor", "who hasn't been played is proposed"
        await player.press("enter")
        assert "The ferry is a light far out." in player.reads


@driven
async def test_two_who_were_at_one_place_at_one_hour_cross(tmp_path: Path) -> None:
    desk = Desk(tmp_path, (SHIPPED,))
    to_the_end(desk, "cinema", 2)
    to_the_end(desk, "graduate", THROUGH_ORAL)
    async with desk.sit() as player:
        await opened(player)
        lanes = {name: text for text in player.lines for name in ("The cinema", "The graduate") if f"  {name} " in text}
        assert lanes["The cinema"].index("╋") == lanes["The graduate"].index("╋")
        await player.press("home")
        assert "╋ The cinema: Oral, " in player.reads


@driven
async def test_after_an_end_the_other_side_of_somebody_whom_one_met_is_proposed(tmp_path: Path) -> None:
    desk = Desk(tmp_path, (SHIPPED,))
    to_the_end(desk, "gallery", 2)
    async with desk.sit() as player:
        await opened(player)
        assert "See the other side. What you did changes their story." in player.reads
    to_the_end(desk, "graduate", THROUGH_ORAL)
    async with desk.sit() as player:
        await opened(player)
        assert stood_on(player) == "role cinema"
        assert "See the other side. You met Raushan." in player.reads


@driven
async def test_the_shipped_story_needs_no_scrolling_at_80_by_24(tmp_path: Path) -> None:
    desk = Desk(tmp_path, (SHIPPED, Found(FERRY, "ferry")))
    story = load(SHIPPED.folder).story
    assert story is not None
    begin_game(story, "desk", desk.saves, seed=1).close()
    desk.settings.write_text('{"note_read_good_neighbours": true}')
    async with desk.sit() as player:
        await opened(player)
        await player.wait(lambda: "The last ferry" in player.reads)
        for words in ("Go on: The desk", "The last ferry", "Wed 21", *(role.title for role in story.roles.values()), "Saved games (1)"):
            assert words in player.reads
        assert player.app.screen.query_one(Menu).max_scroll_y == 0


@driven
async def test_roles_of_a_story_without_a_clock_are_plain_rows(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    folder.mkdir()
    (folder / "story.yaml").write_text(CLOCKLESS)
    (folder / "day.yaml").write_text(BENCH)
    desk = Desk(tmp_path, (Found(folder, "bench"),))
    async with desk.sit() as player:
        await player.wait(lambda: "Enter begins as The sitter." in player.reads)
        await player.press("enter", "1", "b")
        await player.wait(lambda: "The sitter 1 of 1 ending" in player.reads)
        assert "1 of 1 ending" in player.reads
        assert "Wed" not in player.reads


@driven
async def test_a_shelf_of_twenty_stories_has_one_open_and_the_others_in_a_row_each(tmp_path: Path) -> None:
    found = [Found(FERRY, "ferry")]
    for number in range(19):
        folder = tmp_path / f"bench{number}"
        folder.mkdir()
        (folder / "story.yaml").write_text(CLOCKLESS.replace("The bench", f"Bench {number}"))
        (folder / "day.yaml").write_text(BENCH)
        found.append(Found(folder, f"bench{number}"))
    async with Desk(tmp_path, tuple(found)).sit() as player:
        await opened(player)
        assert "The last ferry" in player.lines[2]
        await player.press("end")
        await player.wait(lambda: "Bench 18" in player.reads)
        await player.press("enter")
        await player.wait(lambda: "Enter begins as The sitter." in player.reads)
        assert "Bench 18" in player.lines[2]
        await player.press("home")
        assert stood_on(player) == "role sitter"
        await player.press("enter")
        assert "A bench." in player.reads


@driven
async def test_before_anything_is_read_the_shelf_says_what_it_waits_for(desk: Desk) -> None:
    async with desk.sit() as player:
        screen = player.app.screen
        assert isinstance(screen, ShelfScreen)
        title = str(screen.query_one("#title").content)  # type: ignore[attr-defined]
        assert title.startswith(("Opening the shelf", "The last ferry"))


@pytest.mark.parametrize("size", [(40, 12), (60, 16), (80, 24), (100, 30), (120, 40), (200, 60)])
@driven
async def test_a_lane_is_one_line_that_ends_within_the_window(desk: Desk, size: tuple[int, int]) -> None:
    played(desk, "cast-off", role="captain")
    played(desk, "walk-to-the-office")
    async with desk.sit(size) as player:
        await player.wait(lambda: "━" in player.reads)
        menu = player.app.screen.query_one(Menu)
        assert [text for text in player.lines if "◆" in text], "the end of a life is on the screen"
        tall = size[1] >= 24 + 2 * 2
        lines = sum(1 if row.heading or not row.more else 2 for row in menu.rows)
        assert menu.virtual_size.height == lines, tall
        assert menu.virtual_size.width <= menu.region.width


# ---- beginning ----


@driven
async def test_who_is_named_at_the_start_is_the_player_of_what_is_begun_at_the_shelf(desk: Desk) -> None:
    desk.settings.write_text('{"nickname": "Ada"}')
    async with desk.sit(size=ROOMY, nickname="Bo") as player:
        await opened(player)
        assert "Bo's shelf" in player.reads
        await player.press("enter")
        assert desk.slots[0].nickname == "Bo"
        await player.press("b")
        await opened(player)
        await player.press("f2")
        assert "Nickname for new games: Bo" in player.reads
    assert json.loads(desk.settings.read_text())["nickname"] == "Ada", "the next one on this computer isn't Bo"


@driven
async def test_the_note_stands_on_the_shelf_until_a_game_is_begun(desk: Desk) -> None:
    async with desk.sit(size=ROOMY) as player:
        await opened(player)
        assert "Somebody waits. Any scene can be skipped." in player.reads
        await player.press("down")
        assert "The one who decides when the ferry leaves." in player.reads
        await player.wait(lambda: "about 1 minute" in player.reads)
        await player.press("enter")
        assert isinstance(player.app.screen, PlayScreen)
        assert "The harbour is a row of lamps." in player.reads
        assert desk.slots[0].role == "captain"
        await player.press("b")
        await opened(player)
        assert "Somebody waits." not in player.reads
    async with desk.play("captain") as player:
        assert "Somebody waits." not in player.reads


@driven
async def test_a_key_pressed_twice_in_haste_begins_one_game(desk: Desk) -> None:
    async with desk.sit(size=ROOMY) as player:
        await opened(player)
        for _ in range(3):
            player.app.post_message(events.Key("enter", None))
        await player.wait(lambda: isinstance(player.app.screen, PlayScreen))
        await player.press("f1", "escape")
        assert len(desk.slots) == 1


@driven
async def test_a_role_that_is_chosen_while_roles_are_measured_is_begun(desk: Desk) -> None:
    async with desk.sit(size=ROOMY) as player:
        await opened(player)
        screen = player.app.screen
        assert isinstance(screen, ShelfScreen)
        screen.query_one(Menu).action_enter()
        screen._show_estimate(screen._reading, ferry().identity, ferry().roles["captain"], RoleEstimate(7, 30))
        await player.wait(lambda: isinstance(player.app.screen, PlayScreen))


@driven
async def test_on_a_shared_computer_everybody_reads_the_note_before_their_first_game(desk: Desk) -> None:
    note = "Somebody waits. Any scene can be skipped."
    for nickname, reads in (("", True), ("", False), ("Ada", True), ("Bo", True), ("Ada", False)):
        async with desk.sit(size=ROOMY, nickname=nickname) as player:
            await opened(player)
            assert (note in player.reads) is reads, nickname
            await player.press("home", "enter")
            assert isinstance(player.app.screen, PlayScreen)
    for reads in (True, False):
        async with desk.sit(story=ferry(), role="visitor", nickname="Cy") as player:
            assert (note in player.passage) is reads
    assert "Ada" not in desk.settings.read_text()


@driven
async def test_the_shelf_is_that_of_whoever_plays_now(desk: Desk) -> None:
    played(desk, "cast-off", role="captain", nickname="Ada")
    async with desk.sit(size=ROOMY, nickname="Ada") as player:
        await opened(player)
        assert "Ada's shelf" in player.reads
        assert "1 of 3 endings" in player.reads
        await player.press("f2", "7", *["backspace"] * 3, *"Bo", "enter", "escape")
        await player.wait(lambda: "Bo's shelf" in player.reads)
        assert "of 3 endings" not in player.reads
        assert "━" not in player.reads, "Ada's life isn't Bo's"


@driven
async def test_nobody_is_led_into_the_game_of_somebody_else(desk: Desk) -> None:
    played(desk, "walk-to-the-office", nickname="Ada")
    played(desk, "join-the-line-for-the-night-boat", nickname="Bo")
    for player_name, leads_to in (("Ada", "A door with a bell."), ("Cy", "")):
        async with desk.sit(size=ROOMY, nickname=player_name) as player:
            await opened(player)
            assert ("Go on: The visitor" in player.reads) is bool(leads_to)
            if leads_to:
                await player.press("enter")
                assert leads_to in player.reads
            else:
                assert stood_on(player) == "role visitor"
                await player.press("end", "enter")
                assert "The visitor · The last ferry · Bo" in player.reads, "it is still among the saved games"


@driven
async def test_the_note_stands_above_the_first_passage_of_a_role_that_is_started_at_once(desk: Desk) -> None:
    async with desk.play() as player:
        assert player.passage.startswith("Before you begin\nSomebody waits. Any scene can be skipped.")
        await player.press("4")
        assert "Somebody waits." not in player.reads
    async with desk.play() as player:
        assert "Somebody waits." not in player.reads


@driven
async def test_rows_are_reached_with_arrows_home_end_and_the_mouse(desk: Desk) -> None:
    played(desk, "walk-to-the-office")
    async with desk.sit(size=ROOMY) as player:
        await opened(player)
        game = f"game {desk.slots[0].id}"
        assert stood_on(player) == game
        for key, name in (("end", "games"), ("up", "role captain"), ("home", game), ("down", "role visitor"), ("pagedown", "games")):
            await player.press(key)
            assert stood_on(player) == name, key
        menu = player.app.screen.query_one(Menu)
        (lane,) = [y for y, text in enumerate(player.lines) if "  The captain " in text]
        await player.pilot.click(menu, offset=(6, lane - menu.region.y))
        await player.pilot.pause()
        assert "The harbour is a row of lamps." in player.reads


# ---- going on ----


@driven
async def test_going_on_where_you_were(desk: Desk) -> None:
    played(desk, "walk-to-the-office", nickname="Ada")
    played(desk, "join-the-line-for-the-night-boat", nickname="Bo")
    async with desk.sit(size=ROOMY) as player:
        await opened(player)
        assert "Go on: The visitor · The line · Bo · today at" in player.reads
        await player.press("enter")
        assert "3 families ahead." in player.reads
        await player.press("b")
        await opened(player)
        await player.press("end", "enter", "down", "enter", "1")
        assert "A door with a bell." in player.reads


@driven
async def test_a_game_whose_story_is_missing_is_not_the_first_on_the_shelf(desk: Desk) -> None:
    played(desk, "walk-to-the-office")
    async with Desk(desk.folder, (Found(FOOTBRIDGE, "footbridge"),)).sit(size=ROOMY) as player:
        await opened(player)
        assert "Go on" not in player.reads
        await player.press("end", "enter", "enter", "1")
        assert "The story of this game, ferry, isn't here or can't be played. The game is left as it is." in player.reads


@driven
async def test_starting_over_gives_the_decisions_up(desk: Desk) -> None:
    played(desk, "walk-to-the-office")
    async with desk.sit() as player:
        await opened(player)
        await player.press("end", "enter", "enter", "2")
        assert "You begin again as the same person, and the one decision made in it is given up." in player.page
        await player.press("n")
        assert desk.slots[0].decisions == 1
        await player.press("2", "y")
        assert "The ferry is a light far out." in player.reads
        assert [slot.decisions for slot in desk.slots] == [0]


@driven
async def test_every_game_that_was_left_can_be_gone_on_with_the_newest_first(desk: Desk) -> None:
    played(desk, role="captain")
    played(desk, "join-the-line-for-the-night-boat")
    played(desk, "walk-to-the-office")
    async with desk.sit() as player:
        await opened(player)
        going_on = [text.split("·")[1].strip() for text in player.lines if "Go on: " in text]
        assert going_on == [slot.where for slot in desk.slots] == ["The harbour", "The line", "The island"]
        await player.press("down", "enter")
        assert "3 families ahead." in player.reads


@driven
async def test_a_role_that_was_left_halfway_is_gone_on_with_or_started_anew_and_nothing_is_lost(desk: Desk) -> None:
    played(desk, "join-the-line-for-the-night-boat")
    for row, shows, games in (("1", "3 families ahead.", 1), ("2", "The ferry is a light far out.", 2)):
        async with desk.sit() as player:
            await opened(player)
            await player.press("down")
            assert stood_on(player) == "role visitor"
            assert "Enter goes on as The visitor, or starts anew." in player.reads
            await player.press("enter")
            assert "Go on with that game The line" in player.page
            await player.press(row)
            assert shows in player.reads
            assert len(desk.slots) == games


@driven
async def test_a_shelf_says_whose_it_is_and_leads_to_the_others(desk: Desk) -> None:
    played(desk, "cast-off", role="captain", nickname="Ada")
    played(desk, "walk-to-the-office")
    for nickname, here, there, other in (
        ("", "The shelf without a nickname", "Ada", "Ada's shelf"),
        ("Ada", "Ada's shelf", "one without a nickname", "The shelf without a nickname"),
    ):
        desk.settings.write_text(json.dumps({"nickname": nickname}))
        async with desk.sit() as player:
            await opened(player)
            assert here in player.lines[0]
            assert f"Other shelves: {there}" in player.reads
            await player.press("end", "up", "enter")
            assert f"{other} 1 game" in player.page
            await player.press("1")
            await opened(player)
            await player.wait(lambda: other in player.lines[0])  # noqa: B023 (called at once)
            assert ("1 of 3 endings" in player.reads) == (other == "Ada's shelf"), "what was found there is there"
            assert ("Go on: The visitor" in player.reads) == (other != "Ada's shelf")


@driven
async def test_who_a_role_is_stands_whole_below_the_lanes_of_a_small_window(tmp_path: Path) -> None:
    story = load(SHIPPED.folder).story
    assert story is not None
    desk = Desk(tmp_path, (SHIPPED,))
    async with desk.sit() as player:
        await opened(player)
        for role in story.roles.values():
            assert role.blurb.text.strip() in player.reads, role.id
            await player.press("down")


# ---- deleting ----


@driven
async def test_deleting_a_game_and_all_games(desk: Desk) -> None:
    played(desk, "cast-off", role="captain")
    played(desk, "walk-to-the-office")
    played(desk, "join-the-line-for-the-night-boat")
    async with desk.sit(size=ROOMY) as player:
        await opened(player)
        assert "1 of 3 endings" in player.reads
        await player.press("end", "enter", "enter", "3")
        assert "“The line” It can't be brought back." in player.page
        await player.press("enter")
        assert len(desk.slots) == 3, "nothing is deleted by Enter alone"
        await player.press("3", "2")
        assert [slot.where for slot in desk.slots] == ["The harbour", "At sea"]
        assert "The line" not in player.page
        await player.press("end", "enter", "y")
        assert not desk.slots
        assert not desk.saves.finished("ferry").games
        await player.wait(lambda: isinstance(player.app.screen, ShelfScreen) and "of 3 endings" not in player.reads)
        assert "Saved games" not in player.reads


@driven
async def test_every_saved_game_can_be_deleted_with_the_mouse(desk: Desk) -> None:
    for number in range(30):
        played(desk, nickname=f"player{number}")
    async with desk.sit() as player:
        await opened(player)
        await player.press("end", "enter")
        for left in (29, 28):
            await player.press("end", "up")  # as the wheel does
            menu = player.app.screen.query_one(Menu)
            await player.pilot.click(menu, offset=(6, menu.region.height - 5))
            await player.pilot.pause()
            for words in ("3 Delete it", "2 Yes, delete it"):
                menu = player.app.screen.query_one(Menu)
                (y,) = [y for y, text in enumerate(player.lines) if words in " ".join(text.split())]
                await player.pilot.click(menu, offset=(6, y - menu.region.y))
                await player.pilot.pause()
            assert len(desk.slots) == left


@driven
async def test_a_game_that_is_open_elsewhere_is_not_deleted(desk: Desk) -> None:
    session = begin_game(ferry(), "visitor", desk.saves, seed=1)
    async with desk.sit() as player:
        await opened(player)
        await player.press("end", "enter", "enter", "3", "y")
        assert "This game is open in another window. Close it there, then delete it." in player.page
        assert len(desk.slots) == 1
    session.close()


@driven
async def test_who_deletes_a_game_stands_on_the_next_one_and_sees_it(desk: Desk) -> None:
    for number in range(4):
        played(desk, nickname=f"player{number}")
    async with desk.sit(size=(60, 20)) as player:
        await opened(player)
        await player.press("end", "enter", "down", "down")
        for left, at in ((3, "2"), (2, "1")):
            await player.press("enter", "3", "y")
            assert len(desk.slots) == left
            assert isinstance(player.app.screen, SavedGamesScreen)
            assert stood_on(player) == at
        await player.press("escape")
        await opened(player)
        assert "Saved games (2)" in player.reads


# ---- what can't be read ----


@driven
async def test_a_damaged_game_and_a_game_without_its_story_are_left_alone(desk: Desk) -> None:
    played(desk, "walk-to-the-office")
    (path,) = desk.saves.folder.glob("*/*.json")
    for each in path.parent.glob("*.json*"):
        each.write_text("{")
    begin_game(ferry(), "visitor", desk.saves, seed=1).close()
    async with desk.sit(size=ROOMY) as player:
        await opened(player)
        await player.press("end", "enter", "down")
        assert "A game that can't be read" in player.reads
        await player.press("enter", "1")
        await player.wait(lambda: "This game can't be read: every save of it is damaged." in player.reads)
        assert path.read_text() == "{"


@driven
async def test_a_story_with_mistakes_says_how_to_find_them(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "story.yaml").write_text("title: Broken\nroles: 5\n")
    broken = Desk(desk.folder, (Found(folder, "scenes/broken"), Found(FERRY, "ferry")))
    async with broken.sit(size=ROOMY) as player:
        await player.wait(lambda: "The last ferry" in player.reads)
        assert "broken It can't be played yet: `neighbours check scenes/broken` tells its" in player.reads
        await player.press("end", "enter")
        await opened(player)
        await player.press("enter")
        assert "The ferry is a light far out." in player.reads


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
        await opened(player)
        await player.wait(lambda: "The first ferry" in player.reads and "The copied ferry" in player.reads)
        await player.press("end", "enter")
        assert "The visitor · The first ferry · first" in player.page
        assert "The visitor · The copied ferry · copy" in player.page


@driven
async def test_a_game_that_cannot_go_on_leads_to_the_shelf(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    played(desk, "walk-to-the-office")
    slot = desk.slots[0]
    for path in desk.saves.folder.glob("*/*.json*"):
        path.write_text("{")
    async with desk.sit(story=ferry(), slot=slot) as player:
        assert isinstance(player.app.screen, ShelfScreen)
        assert "This game can't be read: every save of it is damaged." in player.reads
        await opened(player)

    def refuse(*_: object, **__: object) -> None:
        raise SaveError("The finished games could not be listed: the disk reported an error.")

    async with desk.sit(story=ferry()) as player:
        await opened(player)
        monkeypatch.setattr("game.tui.app.begin_game", refuse)
        await player.press("enter")
        await player.wait(lambda: "The finished games could not be listed" in player.reads)
        assert isinstance(player.app.screen, ShelfScreen)
