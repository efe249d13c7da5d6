"""Every key of every screen does something, says what, and can be told apart."""

import importlib
import pkgutil

import pytest
from textual.binding import Binding
from textual.command import CommandList
from textual.widgets.option_list import Option

import game.tui
from game.library.find_stories import Found
from game.library.load import load
from game.play.view import view
from game.session.draft import open_draft
from game.session.game_session import begin_game
from game.session.lesson_session import LessonSession
from game.tui.key_names import Keyboard
from game.tui.pages.cards import CardScreen
from game.tui.pages.debrief_screens import DebriefScreen, LensScreen
from game.tui.pages.help import HelpScreen
from game.tui.pages.look_back_screen import LookBackScreen
from game.tui.pages.map_screen import MapScreen
from game.tui.pages.notebook import NotebookScreen
from game.tui.pages.question_screen import QuestionsScreen
from game.tui.pages.saved_games_screen import SavedGamesScreen
from game.tui.pages.settings_screen import SettingsScreen
from game.tui.pages.small_pages import Confirm, ExportScreen
from game.tui.pages.transcript_screen import TranscriptScreen
from game.tui.pages.week_screen import WeekScreen
from game.tui.pages.xray import XRayScreen
from game.tui.play.passage_parts import Card
from game.tui.play.play_screen import PlayScreen
from game.tui.preferences import Preferences
from game.tui.preview.author_play import MendingScreen, PreviewScreen
from game.tui.preview.name_search import Candidate, FindScreen
from game.tui.preview.preview_app import PreviewApp
from game.tui.widgets.base_screen import GameScreen
from tests.tui.driving import FERRY, FOOTBRIDGE, Desk, driven, ferry

ENTER_TAB_AND_BACKSPACE = {"ctrl+m", "ctrl+i", "ctrl+h", "ctrl+j"}  # what a terminal sends for those keys
MODULES = [importlib.import_module(each.name) for each in pkgutil.walk_packages(game.tui.__path__, "game.tui.")]


def declared() -> list[tuple[type, Binding]]:
    """Every binding of a class of ours, one for each key."""
    things = [thing for module in MODULES for thing in vars(module).values() if isinstance(thing, type)]
    classes = {thing for thing in things if thing.__module__.startswith("game.tui") and "BINDINGS" in vars(thing)}
    return [(owner, binding) for owner in classes for binding in Binding.make_bindings(vars(owner)["BINDINGS"])]


def test_every_binding_says_what_it_is() -> None:
    bindings = declared()
    assert len(bindings) > 60
    for owner, binding in bindings:
        assert binding.id, (owner, binding.key)
        assert binding.description, binding.id
        assert binding.tooltip, binding.id
        assert binding.key not in ENTER_TAB_AND_BACKSPACE, binding.id
        assert binding.tooltip[0].isupper(), binding.id
        assert not binding.tooltip.endswith("."), binding.id
        assert "[" not in binding.tooltip + binding.description, "the command palette reads these as markup"


def test_no_two_bindings_share_an_id() -> None:
    owners: dict[str, set[tuple[type, str]]] = {}
    for owner, binding in declared():
        owners.setdefault(binding.id or "", set()).add((owner, binding.action))
    assert not {name for name, owned in owners.items() if len(owned) > 1}


@driven
async def test_every_binding_of_every_screen_leads_to_an_action(desk: Desk) -> None:
    session = begin_game(ferry(), "visitor", desk.saves, seed=1)
    story, played = ferry(), session.played
    shown = view(played)
    draft = open_draft(Found(FERRY, "ferry"))
    assert draft.session is not None
    preferences = Preferences(desk.settings, no_colour=False)
    async with desk.sit() as player:
        screens: list[GameScreen[object]] = [
            player.app.screen,  # type: ignore[list-item]
            PlayScreen(session),
            CardScreen(story, [Card("fact", "fare")]),
            XRayScreen(story, shown.parts),
            NotebookScreen(played),
            TranscriptScreen(played),
            ExportScreen(session),
            LookBackScreen(session.look_back(), kept=True),
            MapScreen(played),
            WeekScreen(played),
            HelpScreen(player.app.screen.active_bindings, kept=""),
            SettingsScreen(preferences),
            Confirm("Sure?", "It is a test.", yes="Yes", no="No"),
            SavedGamesScreen(desk.saves, {}),
            PreviewScreen(draft, draft.session),
            MendingScreen(draft),
            *_lesson(desk),
            FindScreen("Which?", [Candidate("one", "the first")]),
        ]
        for each in screens:
            if each is not player.app.screen:
                await player.app.push_screen(each)
            await player.pilot.pause()
            for focusable in [None, *each.focus_chain]:
                each.set_focus(focusable)
                for key, active in each.active_bindings.items():
                    node, name, parameters = player.app._parse_action(active.binding.action, active.node)
                    if node is player.app:
                        node = PreviewApp  # which has what every app has, and more
                    action = getattr(node, f"action_{name}", None) or getattr(node, f"_action_{name}", None)
                    assert callable(action), f"{key} on {each} calls {active.binding.action}, which {node} hasn't got"
                    assert action.__code__.co_argcount - 1 - len(action.__defaults__ or ()) <= len(parameters) < action.__code__.co_argcount
    session.close()


def _lesson(desk: Desk) -> list[GameScreen[object]]:
    """The pages of a lesson."""
    story = load(FOOTBRIDGE).story
    assert story is not None
    lesson_session = LessonSession(desk.saves, story, Found(FOOTBRIDGE, "footbridge"))
    session = begin_game(story, "rower", desk.saves, seed=1)
    asking, made, lesson = lesson_session.questions("before", session), lesson_session.debrief(session), lesson_session.lesson
    assert asking is not None
    assert made is not None
    assert lesson is not None
    assert lesson.lens is not None
    return [QuestionsScreen(asking, story), DebriefScreen(made), LensScreen(lesson.lens)]  # type: ignore[list-item]


@pytest.mark.parametrize("width", [80, 60, 40])
@driven
async def test_the_key_line_fits_and_keeps_help_and_quit(desk: Desk, width: int) -> None:
    async with desk.play(size=(width, 24)) as player:
        await player.press("3")
        assert "? Help  Ctrl+Q Quit" in player.lines[-1]
        assert len(player.lines[-1]) <= width
        assert player.lines[-1].startswith(" w Why?")
        x = player.lines[-1].index("Why?")
        await player.pilot.click(offset=(x, 23))
        await player.pilot.pause()
        assert "people who counted" in player.page
        await player.pilot.click(offset=(player.lines[-1].index("Close"), 23))
        await player.pilot.pause()
        assert isinstance(player.app.screen, PlayScreen)


@driven
async def test_what_belongs_to_the_passage_keeps_its_place_on_a_narrow_line(desk: Desk) -> None:
    """At 80 columns there is room for all but what can wait; the rest is told by `?`."""
    async with desk.play(size=(80, 24)) as player:
        await player.press("3")
        assert player.lines[-1].split("  ") == [" w Why?", "f Facts", "u Undo", "s Skip", "b Shelf", "F2 Settings", "? Help", "Ctrl+Q Quit"]
        await player.press("question_mark")
        assert "The story so far; go back" in player.page, "the keys of the line stand first"
        await player.press("space")
        assert "Leave this game for the shelf; it is saved" in player.reads
    async with desk.play(size=(120, 40)) as player:
        await player.press("3")
        assert all(key in player.lines[-1] for key in ("w Why?", "m Map", "j So far", "t Week", "b Shelf", "F2 Settings"))


@driven
async def test_where_something_is_typed_the_key_for_help_is_no_sign(desk: Desk) -> None:
    async with desk.play() as player:
        assert "? Help" in player.lines[-1]
        await player.press("f2")
        assert "F1 Help" in player.lines[-1]


@driven
async def test_the_commands_stand_whatever_is_pressed_and_clicked_in_haste(desk: Desk) -> None:
    async with desk.play() as player:
        before = player.sees
        player.app.action_command_palette()
        await player.pilot.pause(0)
        player.app.screen.query_one(CommandList).add_option(Option("Quit"))
        player.app.screen._action_command_list("page_up")  # type: ignore[attr-defined]
        await player.press("escape")
        await player.press("f")
        page = player.sees
        await player.press("ctrl+p")
        palette = player.app.screen
        for _ in range(2):
            palette.dismiss()
        await player.pilot.pause()
        assert player.sees == page, "and not what stood below it"
        await player.press("escape")
        assert player.sees == before


@driven
async def test_keys_count_by_their_place_on_a_russian_keyboard_and_on_the_upper_row_of_a_french_one(desk: Desk) -> None:
    async with desk.play() as player:
        before = player.lines
        await player.press("ь")  # where an English keyboard has m
        assert isinstance(player.app.screen, MapScreen)
        await player.press("escape")
        await player.read_on()
        await player.press("é")  # 2
        assert player.lines != before
        assert "u Undo" in player.lines[-1]


def test_a_row_of_digits_is_told_by_the_letters_that_were_pressed() -> None:
    keyboard = Keyboard()
    french = ["ampersand", "é", "quotation_mark", "apostrophe", "left_parenthesis", "minus", "è", "underscore", "ç"]
    assert [keyboard.in_english(key) for key in french] == list("123456789")
    assert keyboard.in_english("comma") is None
    kazakh = ["quotation_mark", "ә", "і", "ң", "ғ", "comma", "full_stop", "ү", "ұ"]
    assert keyboard.in_english("ф") == "a"
    assert [keyboard.in_english(key) for key in kazakh] == list("123456789")
    assert keyboard.in_english("Ф") == "A"
    assert keyboard.in_english("comma") == "6", "a letter that a Russian keyboard has as well changes nothing"


@driven
async def test_q_says_how_to_quit(desk: Desk) -> None:
    async with desk.play() as player:
        await player.press("q")
        assert "Ctrl+Q quits." in " ".join(player.lines)
