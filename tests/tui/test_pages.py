"""The pages beside the play: cards, X-ray, the notebook, the story so far, help, commands, settings."""

import json
from itertools import pairwise

import pytest

from game.saves import SaveError
from game.tui.pages.cards import CardScreen
from game.tui.play.play_screen import PlayScreen
from game.tui.widgets.menu import Menu
from tests.tui.driving import Desk, driven


@driven
async def test_the_cards_of_a_passage(desk: Desk) -> None:
    async with desk.play() as player:
        await player.read_on()
        await player.press("f")
        assert player.page == "quay 1 of 2 A stone edge where ships lie. A word general knowledge, not from the source"
        await player.press("right")
        assert player.page.startswith("A figure 2 of 2 The fare for the crossing has doubled since spring.")
        assert "Vouched for by the ferry company" in player.page
        assert "Source A week at the harbour, The Gazette, 28 September 2022, paragraph 2" in player.page
        assert "In your way a price" in player.page
        await player.press("right", "2", "9")
        assert "2 of 2" in player.page
        await player.press("escape", "home")
        (y,) = (y for y, text in enumerate(player.lines) if "The fare" in text or "fare has doubled" in text)
        await player.pilot.click(offset=(player.lines[y].index("fare") + 1, y))
        await player.pilot.pause()
        assert "2 of 2" in player.page
        await player.press("f")
        assert isinstance(player.app.screen, PlayScreen)
    async with desk.play("captain") as player:
        await player.press("f")
        assert "Nothing here is marked as a fact or a word." in player.reads


@driven
async def test_facts_and_x_ray_tell_of_what_has_been_shown(desk: Desk) -> None:
    async with desk.play(size=(50, 14)) as player:
        await player.press("f")
        assert "fare" not in player.page
        await player.press("escape", "x", "end")
        assert "fare" not in player.page
        assert "chance" not in player.page
        await player.press("escape")
        await player.read_on()
        await player.press("f", "right")
        assert "The fare for the crossing has doubled" in player.page
        await player.press("escape", "home", "x", "end")
        assert "There is one bench" in player.page, "it was shown, though that page isn't"


@driven
async def test_links_are_walked_with_tab_and_opened_with_enter(desk: Desk) -> None:
    async with desk.play(size=(60, 40)) as player:
        await player.press("3", "tab", "enter")
        assert player.page.startswith("quay 2 of 3"), "what is new comes first among the cards"
        await player.press("escape", "tab")
        segments = [segment for strip in player.app.screen._compositor.render_strips() for segment in strip if segment.style]
        assert "fare has doubled" in " ".join(segment.text for segment in segments if segment.style and segment.style.reverse)
        await player.press("enter")
        assert player.page.startswith("A figure 3 of 3 The fare for the crossing")
        await player.press("escape", "tab", "enter")
        assert player.page.startswith("A figure 1 of 3 The wait at the harbour")
        await player.press("escape", "tab", "enter")
        assert player.page.startswith("Why?")
        await player.press("escape", "escape", "down", "down", "enter")
        assert "A door with a bell." in player.reads, "back among the choices"
        await player.press("u", "tab", "1")
        assert "He drinks" in player.reads, "a digit makes its choice from anywhere"
        await player.press("shift+tab", "tab")
        assert player.choices.has_focus


@driven
async def test_a_dated_fact_says_from_when(desk: Desk) -> None:
    async with desk.play("captain") as player:
        await player.press("1", "f")
        assert "Known from 22 September 2022" in player.page
        assert "An event: it happened" in player.page


@driven
async def test_x_ray_marks_every_line(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("3", "x")
        told = player.page
        assert "part sourced Fourteen hours[1], he says, if it comes at all. [1] A figure. Vouched for by people who counted" in told
        assert "imagined The ferry is a light far out." in told
        assert "[1] A word in the glossary." in told
        await player.press("space")
        assert "Otto imagined You too? There is one bench, and I sit on it." in player.page
        await player.press("x")
        assert isinstance(player.app.screen, PlayScreen)


@driven
async def test_the_notebook_in_three_orders(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("3", "n")
        assert "Notebook: facts by kind A figure The fare for the crossing has doubled since spring. the ferry company" in player.page
        assert "2 of the story's 4 facts met here." in player.page
        await player.press("tab")
        assert "facts by who vouches for them the ferry company The fare for the crossing has doubled" in player.page
        await player.press("tab")
        assert "Notebook: words quay A stone edge where ships lie. 1 of the story's 1 words met here." in player.page
        await player.press("shift+tab", "down", "enter")
        assert isinstance(player.app.screen, CardScreen)
        assert "Vouched for by people who counted" in player.page
        await player.press("escape", "n")
        assert isinstance(player.app.screen, PlayScreen)
    async with desk.play("captain") as player:
        await player.press("n")
        assert "Nothing yet. What you meet is written down here." in player.page


@driven
async def test_facts_of_an_earlier_role_are_in_the_notebook(desk: Desk) -> None:
    async with desk.play("captain") as player:
        await player.press("1")
    async with desk.play() as player:
        await player.press("n")
        assert "A storm closed the harbour on 22 September. the Gazette (met as somebody else)" in player.page
        assert "1 of the story's 4 facts met here. 1 more you met as somebody else." in player.page


@driven
async def test_going_back_to_a_decision(desk: Desk) -> None:
    async with desk.play(size=(80, 40)) as player:
        at_first = player.passage
        await player.press("3", "1", "2")
        last = player.passage
        await player.press("j")
        assert "1. Ask a sailor when it leaves The quay · The harbour · Wednesday 21 September 2022, 19:00 Fourteen hours" in player.page
        assert "Otto You too?" in player.page
        assert "3. Join the line for the night boat" in player.page
        await player.press("up", "enter")
        assert "That choice and the 1 after it are given up. This can't be undone." in player.page
        await player.press("enter")
        assert "So far" in player.page, "nothing is given up by Enter alone"
        await player.press("escape")
        assert player.passage == last
        await player.press("j", "up", "up", "enter", "2")
        assert player.passage == at_first
        assert desk.slots[0].decisions == 0
        await player.press("j")
        assert "You have made no choice yet." in player.page


@driven
async def test_help_tells_every_key_of_the_screen(desk: Desk) -> None:
    async with desk.play(size=(80, 60)) as player:
        bindings = [active.binding for active in player.app.screen.active_bindings.values() if active.binding.id]
        await player.press("question_mark")
        told = player.page
        for binding in bindings:
            assert binding.tooltip in told
        assert "1 to 9 Choose the row with that number" in told
        assert "Space PageDown To the next page of the passage" in told
        assert "Ctrl+Q Quit; your game is saved" in told
        await player.press("f1")
        assert isinstance(player.app.screen, PlayScreen)
    async with desk.sit(size=(80, 60)) as player:
        await player.press("f1")
        assert "↑ Go to the row above" in player.page
        assert "Delete" not in player.page, "that stands on the page of saved games"


@driven
async def test_the_x_ray_tells_the_odds_of_what_can_be_tried(desk: Desk) -> None:
    async with desk.play() as player:
        await player.read_on()
        await player.press("x", "space")
        said = "chance Ask a sailor when it leaves It can come out in two ways: two times in three and one time in three."
        assert said in " ".join(player.page.split())
        await player.press("escape", "3", "x")
        assert "chance" not in player.page, "that was asked once"


@driven
async def test_only_what_can_be_had_now_is_a_command(desk: Desk) -> None:
    async with desk.play() as player:
        named = {command.title for command in player.app.get_system_commands(player.app.screen)}
        assert {"Facts", "Map", "Week", "Shelf", "Settings", "Quit"} <= named
        assert not {"Why?", "Undo", "Look back", "Debrief", "Word lens", "Questions"} & named
        await player.press("3")
        assert {"Why?", "Undo"} <= {command.title for command in player.app.get_system_commands(player.app.screen)}


@driven
async def test_commands_by_name(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("3", "ctrl+p")
        await player.wait(lambda: "Facts" in player.reads)
        assert "Choose" not in player.reads
        assert player.reads.index("behind what has just happened (w)") < player.reads.index("this passage links to (f)"), "as on the line"
        assert "Settings" not in player.reads.partition("Facts")[0], "what belongs to the passage stands before what every screen has"
        await player.press(*"undo")
        await player.wait(lambda: "Take back the last choice" in player.reads)
        await player.press("enter")
        await player.wait(lambda: isinstance(player.app.screen, PlayScreen) and desk.slots[0].decisions == 0)
        await player.press("ctrl+p", *"colours: li")
        await player.wait(lambda: "Colours: Light" in player.reads)
        await player.press("enter")
        await player.wait(lambda: player.app.theme == "light")


@driven
async def test_settings_are_remembered(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("f2")
        assert "1 Dark ✓ in use" in player.page
        await player.press("3", "5", "6", "7", *"Ada", "enter")
        assert "3 High contrast ✓ in use" in player.page
        assert "Nickname for new games: Ada" in player.page
        assert player.app.animation_level == "none"
        await player.press("escape")
        assert player.app.screen.query_one("#page").styles.max_width.value == 60 + 5  # type: ignore[union-attr]
    kept = json.loads(desk.settings.read_text())
    assert (kept["theme"], kept["reduced_motion"], kept["text_width"], kept["nickname"]) == ("contrast", True, 60, "Ada")
    async with desk.play() as player:
        assert player.app.theme == "contrast"
        assert player.app.animation_level == "none"
        assert desk.slots[0].nickname == "Ada"


@driven
async def test_settings_that_cannot_be_saved_hold_all_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise SaveError("Your settings could not be saved: the disk is full.")

    monkeypatch.setattr("game.tui.preferences.change_settings", full)
    async with desk.play() as player:
        await player.press("f2", "2")
        assert "Your settings could not be saved: the disk is full. They hold until you quit." in player.page
        assert player.app.theme == "light"


@driven
async def test_settings_that_cannot_be_read_are_told(desk: Desk) -> None:
    desk.settings.write_text("{")
    async with desk.play() as player:
        assert "Your settings could not be understood, so they start anew" in player.reads


@driven
async def test_a_nickname_is_cleaned_as_it_is_typed(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("f2", "7", *"A", "space", *"B")
        name = player.app.screen.query_one("#nickname")
        name.insert_text_at_cursor("\x1b]52;c;x\x07\u202e[/]")  # type: ignore[attr-defined]
        await player.press("enter")
        assert player.app.screen.query_one(Menu).has_focus
    assert json.loads(desk.settings.read_text())["nickname"] == "A B\ufffd]52;c;x\ufffd\ufffd[/]"


@driven
async def test_pages_waste_no_line(desk: Desk) -> None:
    """One blank line below the title, one above the line at the foot, and none at an edge."""
    async with desk.play(size=(80, 60)) as player:
        await player.press("3", "1", "2")
        for page in ("x", "n", "j", "t", "f2"):
            await player.press(page)
            x, y, width, height = player.app.screen.query_one(".aside").region.shrink((1, 1, 1, 1))
            shown = [text[x : x + width].strip() for text in player.lines[y : y + height]]
            assert shown[0], page
            assert shown[-1], page
            assert all(one or other for one, other in pairwise(shown)), f"{page} has two blank lines on end"
            await player.press("escape")


@driven
async def test_a_page_that_has_more_than_its_window_says_which_key_turns_it(desk: Desk) -> None:
    async with desk.play(size=(54, 13)) as player:
        await player.press("3", "1", "1")
        for page, turns in (("n", "Space Read on"), ("j", "PageUp Read back"), ("question_mark", "Space Read on")):
            await player.press(page)
            assert turns in player.lines[-1]
            before = player.page
            await player.press(turns.partition(" ")[0].lower())
            assert player.page != before
            await player.press("escape")
    async with desk.play(size=(100, 50)) as player:
        await player.press("3")
        for page in ("n", "j", "x"):
            await player.press(page)
            assert "Read" not in player.lines[-1]
            await player.press("escape")
