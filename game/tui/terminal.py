"""What the game's apps have in common: colours and settings, how they take keys, and what every screen's keys lead to."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from game.tui import key_names
from game.tui.input_queue import InputQueue
from game.tui.play.play_screen import PlayScreen
from game.tui.preferences import NAMES, Preferences
from game.tui.running import BROKEN, FINE
from game.tui.styles import sheets
from game.tui.themes import TERMINAL, theme_of
from game.tui.widgets.base_screen import GameScreen

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

NARROWEST, LOWEST = 40, 12  # columns and rows that the game needs
FEW_COLOURS = ("standard", "windows", None)  # what a console is called that shows 16 colours or fewer


def _commands() -> type[Provider]:
    from game.tui.pages.command_palette import Commands

    return Commands


class TerminalApp(App[None], inherit_bindings=False):
    """An app whose first screen is known before anything is drawn."""

    TITLE = "Good Neighbours"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    HOW_IT_IS_KEPT = "Your game is saved after every choice. Quit whenever you like; the next start offers to go on."
    HOW_TO_QUIT = "Ctrl+Q quits. Your game is saved after every choice."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", id="app.quit", tooltip="Quit; your game is saved", priority=True),
        Binding("ctrl+p", "command_palette", "Commands", id="app.commands", tooltip="All commands by name", show=False, priority=True),
        Binding("q", "help_quit", "How to quit", id="app.how_to_quit", tooltip="How to quit", show=False),
        Binding("ctrl+c", "help_quit", "Copy", id="app.copy", tooltip="Copy what is marked with the mouse", show=False),
        *(
            [Binding("ctrl+z", "suspend_process", "Suspend", id="app.suspend", tooltip="Back to the shell; `fg` returns", show=False)]
            if os.name == "posix"
            else []
        ),
    ]

    def __init__(self, settings_file: Path, said_when_broken: str) -> None:
        """`said_when_broken` says what became of the game where there is a mistake in the app."""
        no_colour = "NO_COLOR" in os.environ
        self.preferences = Preferences(settings_file, no_colour=no_colour)
        self.said_when_broken = said_when_broken
        self.error: Exception | None = None
        self.left_with: int | None = None  # the exit code, once leaving has begun
        self.when_drawn: Callable[[], None] = lambda: None  # called once the first screen has been drawn
        self.last_words = ""  # to say on the terminal when the app has gone
        self._playing: PlayScreen | None = None  # where the game is shown, once there is one
        first = self.first_screen()
        # The first screen's stylesheets are read with the app's: Textual leaves those of its default screen out.
        super().__init__(css_path=[*sheets("app"), *first.css_path], ansi_color=True if no_colour else None)
        self._first = first
        self._is_small = False  # whether the notice that the terminal is too small stands over everything
        self._notice: Screen[None] | None = None  # the last one
        self._shown = 0  # how many screens came after the first
        self._keyboard = key_names.Keyboard()
        self.input = InputQueue(self.post_message, self._is_at_rest)
        self._running_loop: asyncio.AbstractEventLoop | None = None
        self.preferences.few_colours = self.console.color_system in FEW_COLOURS
        self.preferences.changed = self._apply_preferences
        self._apply_preferences_first()

    def first_screen(self) -> Screen[None]:
        """What the app opens on. It is asked for before Textual's own part of the app is made."""
        raise NotImplementedError

    # ---- from start to end ----

    def get_default_screen(self) -> Screen[None]:
        return self._first

    def get_driver_class(self) -> type[Driver]:
        driver = super().get_driver_class()
        if driver.__name__ != "LinuxDriver":
            return driver
        from game.tui.terminal_driver import TerminalDriver

        return TerminalDriver

    def on_mount(self) -> None:
        self._running_loop = asyncio.get_running_loop()
        if self.left_with is not None:  # a signal was quicker
            self.exit(return_code=self.left_with)
        self.call_after_refresh(self.when_drawn)

    def stop_from_any_thread(self, code: int) -> None:
        """Leave at once, with an exit code."""
        self.left_with = code
        if self._running_loop is not None:
            self._running_loop.call_soon_threadsafe(partial(self.exit, return_code=code))

    def give_terminal_back(self) -> None:
        """Leave the terminal as it was found where there is no time for an orderly end."""
        if (give_back := getattr(self._driver, "give_back", None)) is not None:
            give_back()

    def exit(self, result: None = None, return_code: int = FINE, message: Any = None) -> None:
        self.input.clear()
        self.left_with = return_code if self.left_with is None else self.left_with
        super().exit(result, self.left_with, message)

    def panic(self, *renderables: Any) -> None:  # noqa: ARG002 (as Textual declares it)
        """Where something that isn't a screen or a widget breaks, such as what reads the terminal."""
        error = sys.exc_info()[1]
        self._fatal_error(error if isinstance(error, Exception) else RuntimeError("what the terminal sends can't be read"))

    def _fatal_error(self, error: Exception | None = None) -> None:
        """Textual would print a traceback with the values of all variables; the player gets a sentence instead, see `run_app`.

        Where leaving has begun it is no error: a screen that is being made then finds that parts of it have gone already.
        """
        broken = error or sys.exc_info()[1]
        if isinstance(broken, Exception) and self.left_with is None:
            self.error = self.error or broken
            self._return_code = BROKEN
        self._close_messages_no_wait()

    # ---- keys, one at a time ----

    async def _post_message(self, message: Message) -> bool:
        """What the terminal reports comes in here. Keys and clicks wait for their turn; to quit doesn't."""
        if isinstance(message, events.Key) and message.key == "ctrl+q":
            self.input.clear()
        elif isinstance(message, events.InputEvent | events.Paste | events.AppFocus | events.AppBlur):
            if self.left_with is None:
                self.input.put(message, writing=bool(self.screen_stack) and getattr(self.screen, "WRITES", False))
            return True
        return self.post_message(message)

    async def on_event(self, event: events.Event) -> None:
        """A key that means nothing here counts as the one at its place on an English keyboard, except where somebody writes."""
        if isinstance(event, events.Key) and self.screen_stack and not getattr(self.screen, "WRITES", False):
            key = self._keyboard.in_english(event.key)
            if key is not None and event.key not in self.screen.active_bindings:
                event = events.Key(key, key)
        await super().on_event(event)

    def _is_at_rest(self) -> bool:
        """Whether everything that was asked of the app and of what it shows has been done, and all of it has its place."""
        if not self.is_running or not self.screen_stack:
            return True
        if self.screen._layout_required:
            return False
        shown = self.screen.walk_children(Widget, with_self=True)
        return not self.message_queue_size and all(each.is_mounted and not each.message_queue_size for each in shown)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key, a click or a command asks for, unless it is asked of a screen that isn't on top, or isn't there yet."""
        node, _, _ = self._parse_action(action, default_namespace or self, namespaces)
        if isinstance(node, Widget) and not (node.is_mounted and self.screen.is_mounted and self.screen in node.ancestors_with_self):
            return False
        return await super().run_action(action, default_namespace, namespaces)

    def on_resize(self, event: events.Resize) -> None:
        """Where the terminal is too small say so, and come back when it has grown."""
        was, self._is_small = self._is_small, event.size.width < NARROWEST or event.size.height < LOWEST
        if self._is_small and not was:
            self._tell_that_it_is_small()
        elif was and not self._is_small and self.screen is self._notice:
            self.pop_screen()

    def _tell_that_it_is_small(self) -> None:
        from game.tui.pages.small_pages import SmallScreen

        if not isinstance(self.screen, SmallScreen):
            self._notice = SmallScreen(NARROWEST, LOWEST, lambda: self._is_small)
            self.push_screen(self._notice)

    def _apply_preferences_first(self) -> None:
        """Before anything is drawn: where the colours are set without Textual's watching, the styles are parsed once and not again."""
        if self.preferences.theme == TERMINAL:
            self._apply_preferences()
            return
        self.set_reactive(App.theme, self._theme())
        self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = self.preferences.animation_level

    def _theme(self) -> str:
        """The name of the theme to use."""
        theme = theme_of(self.preferences.theme, self.preferences.role)
        self.register_theme(theme)
        return theme.name

    def _apply_preferences(self) -> None:
        self.theme = self._theme()
        self.animation_level = self.preferences.animation_level
        if self._playing is not None and self._playing.is_mounted:
            self._playing.text_width = self.preferences.width

    def turn_to(self, screen: Screen[None]) -> None:
        """Show this screen, and let go of the one before and of what stood above it.

        A mode is what Textual calls a stack of screens; each shelf and each game has its own. Only the first, of the default
        screen, can't be removed: it stays below, unseen.
        """
        before = self.current_mode
        self._shown += 1
        mode = f"screen {self._shown}"
        self.add_mode(mode, lambda: screen)
        self.switch_mode(mode)
        if before != self.DEFAULT_MODE:
            self.remove_mode(before)
        if self._is_small:
            self._tell_that_it_is_small()

    def tell(self, sentence: str) -> None:
        if isinstance(self.screen, GameScreen):
            self.screen.tell(sentence)

    # ---- pages and commands that every screen has ----

    def _open(self, page: Screen[Any], then: Callable[[Any], Any] | None = None) -> None:
        """Open a page over the screen, except over the commands, and over the notice that the terminal is too small."""
        if isinstance(self.screen, GameScreen):
            self.screen.open(page, then)

    def get_key_display(self, binding: Binding) -> str:
        return key_names.short(binding) or key_names.spelled(super().get_key_display(binding))

    def action_help(self) -> None:
        from game.tui.pages.help import HelpScreen

        self._open(HelpScreen(self.screen.active_bindings, kept=self.HOW_IT_IS_KEPT))

    def action_settings(self) -> None:
        from game.tui.pages.settings_screen import SettingsScreen

        self._open(SettingsScreen(self.preferences))

    def action_command_palette(self) -> None:
        from game.tui.pages.command_palette import Palette

        self._open(Palette(id="--command-palette"))
        if self.animation_level == "none":
            self.call_after_refresh(self._still_cursors)

    def _still_cursors(self) -> None:
        from textual.widgets import Input

        for each in self.screen.query(Input):
            each.cursor_blink = False

    def action_help_quit(self) -> None:
        """Control+C copies in a terminal app; who presses it to leave is told how."""
        self.tell(self.HOW_TO_QUIT)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the keys of the screen do now, and the colours."""
        told: set[str] = set()
        can = screen.can if isinstance(screen, GameScreen) else lambda _: True
        for active in sorted(screen.active_bindings.values(), key=lambda active: key_names.everywhere(active.binding)):
            binding = active.binding
            if binding.id is None or binding.id in (*told, "app.commands") or not (binding.show or key_names.everywhere(binding)):
                continue  # Textual's own, told already, or a key that only moves about
            if not can(binding.action):
                continue
            told.add(binding.id)
            says = f"{binding.tooltip} ({self.get_key_display(binding)})"
            yield SystemCommand(binding.description, says, partial(self.run_action, binding.action, active.node))
        for name, title in NAMES.items():
            yield SystemCommand(f"Colours: {title}", "Use these colours from now on", partial(self._change, "theme", name))
        still = not self.preferences.settings.reduced_motion
        title = "Reduced motion: on" if still else "Reduced motion: off"
        yield SystemCommand(title, "Whether things may glide and blink", partial(self._change, "reduced_motion", still))

    def _change(self, name: str, value: str | bool) -> None:
        self.tell(self.preferences.change({name: value}))
