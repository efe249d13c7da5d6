"""The app in the terminal: which screen is shown, what game is played, and the settings."""

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from game.keep import SaveError, Saves, Slot
from game.sitting import Sitting, begin_game, go_on
from game.stories import Found
from game.story.model import Story
from game.tui import leaving
from game.tui.play import PlayScreen
from game.tui.preferences import NAMES, Preferences
from game.tui.screen import GameScreen
from game.tui.themes import TERMINAL, themes

if TYPE_CHECKING:
    from game.tui.shelf import ShelfScreen

NARROWEST, LOWEST = 40, 12  # columns and rows that the game needs
FEW_COLOURS = ("standard", "windows", None)  # what a console is called that shows 16 colours or fewer


def run(
    *,
    saves: Saves,
    settings_file: Path,
    stories: Sequence[Found] = (),
    story: Story | None = None,
    role: str | None = None,
    slot: Slot | None = None,
    seed: int | None = None,
    nickname: str = "",
) -> int:
    """Play in the terminal until the player quits; the exit code for the command.

    With a `story` and a `slot` of it, that game goes on. With a `story` and the id of one of its roles, a new game of it starts,
    with `seed` (else a random one) and `nickname` (else the one in the settings). With neither, the shelf: `story` first, if one
    is given, then `stories`, which are loaded once the shelf is on the screen; a game started there has `seed` as well.

    Standard input and output must be a terminal. Nothing is raised: what goes wrong is told, in the app or, where that has
    stopped, on standard error. 0: the player quit. 1: the app broke. 130, 143, 129: stopped by SIGINT, SIGTERM or SIGHUP.
    In each case the terminal is left as it was found, and the game as it was saved after the last choice.
    """
    app = NeighboursApp(
        saves=saves, settings_file=settings_file, stories=stories, story=story, role=role, slot=slot, seed=seed, nickname=nickname
    )
    # What has been loaded so far stays to the end. Until the first passage is on the screen nobody waits for the collector to
    # walk through it, and after that it isn't walked at all.
    gc.disable()
    with leaving.signals_held():
        app.run()
    code = app.left_with if app.left_with is not None else app.return_code or leaving.FINE
    if app.error is not None:
        print(leaving.when_broken(app.error, settings_file.with_name("crash.txt"), saves.folder), file=sys.stderr)
    elif code != leaving.HUNG_UP and app.last_words:
        print(app.last_words)
    return code


class NeighboursApp(App[None], inherit_bindings=False):
    """Shelf and Play take turns; everything else comes and goes above them."""

    TITLE = "Good Neighbours"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", id="app.quit", tooltip="Quit; your game is saved", priority=True),
        Binding("ctrl+p", "command_palette", "Commands", id="app.commands", tooltip="All commands by name", show=False, priority=True),
        Binding("ctrl+c", "help_quit", "Copy", id="app.copy", tooltip="Copy what is marked with the mouse", show=False),
        *(
            [Binding("ctrl+z", "suspend_process", "Suspend", id="app.suspend", tooltip="Back to the shell; `fg` returns", show=False)]
            if os.name == "posix"
            else []
        ),
    ]

    def __init__(
        self,
        *,
        saves: Saves,
        settings_file: Path,
        stories: Sequence[Found] = (),
        story: Story | None = None,
        role: str | None = None,
        slot: Slot | None = None,
        seed: int | None = None,
        nickname: str = "",
    ) -> None:
        no_colour = "NO_COLOR" in os.environ
        self.preferences = Preferences(settings_file, no_colour=no_colour)
        self.error: Exception | None = None
        self.left_with: int | None = None  # the exit code, once leaving has begun
        self.last_words = ""  # to say on the terminal when the app has gone
        self._saves = saves
        self._stories = tuple(stories)
        self._story = story
        self._seed = seed
        self._notices = [self.preferences.notice]
        self._playing: PlayScreen | None = None
        self._sitting = self._sit_down_first(role, slot, nickname)
        first = self._shelf() if self._sitting is None else self._table(self._sitting, shows_note=True)
        # The first screen's stylesheets are read with the app's: Textual leaves those of its default screen out.
        super().__init__(css_path=["app.tcss", *first.css_path], ansi_color=True if no_colour else None)
        self._first = first
        self._is_small = False  # whether the notice that the terminal is too small stands over everything
        self._shown = 0  # how many screens came after the first
        for theme in themes():
            self.register_theme(theme)
        self.preferences.few_colours = self.console.color_system in FEW_COLOURS
        self.preferences.changed = self._apply_preferences
        self._apply_preferences_first()

    def _sit_down_first(self, role: str | None, slot: Slot | None, nickname: str) -> Sitting | None:
        """The game to begin with, or None for the shelf."""
        try:
            if self._story is not None and slot is not None:
                return go_on(self._story, slot, self._saves)
            if self._story is not None and role is not None:
                nickname = nickname or self.preferences.settings.nickname
                return begin_game(self._story, role, self._saves, seed=self._seed, nickname=nickname)
        except SaveError as error:
            self._notices.append(error.sentence)
        return None

    # ---- from start to end ----

    def get_default_screen(self) -> Screen[None]:
        return self._first

    def on_mount(self) -> None:
        leaving.listen_to_signals(self.stop_with)
        self.call_after_refresh(self._collect_from_now_on)

    def _collect_from_now_on(self) -> None:
        gc.freeze()
        gc.enable()

    def stop_with(self, code: int) -> None:
        """Leave at once, with an exit code."""
        self.exit(return_code=code)

    def on_unmount(self) -> None:
        if self._sitting is not None:
            self._sitting.close()
            self.last_words = leaving.last_words(saved=self._playing is None or self._playing.saved)

    def exit(self, result: None = None, return_code: int = leaving.FINE, message: Any = None) -> None:
        self.left_with = return_code
        super().exit(result, return_code, message)

    def _fatal_error(self) -> None:
        """Textual would print a traceback with the values of all variables; the player gets a sentence instead, see `run`.

        Where leaving has begun it is no error: a screen that is being made then finds that parts of it have gone already.
        """
        error = sys.exc_info()[1]
        self.error = error if isinstance(error, Exception) and self.left_with is None else None
        self._close_messages_no_wait()

    def on_resize(self, event: events.Resize) -> None:
        """Where the terminal is too small say so, and come back when it has grown."""
        small = event.size.width < NARROWEST or event.size.height < LOWEST
        if small and not self._is_small:
            from game.tui.small import SmallScreen

            self.push_screen(SmallScreen(NARROWEST, LOWEST))
        elif self._is_small and not small:
            self.pop_screen()
        self._is_small = small

    def _apply_preferences_first(self) -> None:
        """Before anything is drawn: where the colours are set without Textual's watching, the styles are parsed once and not again."""
        theme = self.preferences.theme
        if theme == TERMINAL:
            self._apply_preferences()
            return
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = self.preferences.animation_level

    def _apply_preferences(self) -> None:
        self.theme = self.preferences.theme
        self.animation_level = self.preferences.animation_level
        if self._playing is not None and self._playing.is_mounted:
            self._playing.text_width = self.preferences.width

    # ---- the shelf and the table ----

    def _shelf(self) -> Screen[None]:
        from game.tui.shelf import ShelfScreen

        notice, self._notices = " ".join(filter(None, self._notices)), []
        return ShelfScreen(self._saves, self._stories, self._story, notice=notice)

    def _table(self, sitting: Sitting, *, shows_note: bool = False) -> PlayScreen:
        """The screen of a game that was just sat down to. With `shows_note` the notes before a story are read above its start."""
        sitting.notice = " ".join(filter(None, [*self._notices, sitting.notice]))
        self._notices = []
        story = sitting.played.program.story
        if shows_note and not sitting.played.made and not self.preferences.was_read(story.id):
            from game.tui.note import notes_of

            note = notes_of(story)
            self.preferences.read(story.id)  # where that can't be remembered they are shown again next time, which does no harm
        else:
            note = None
        self._playing = PlayScreen(sitting, text_width=self.preferences.width, note=note)
        return self._playing

    def on_shelf_screen_play(self, event: "ShelfScreen.Play") -> None:
        """A new game, once the notes before its story have been read."""
        story, role = event.story, event.role
        if self.preferences.was_read(story.id):
            self._begin(story, role.id, self.preferences.settings.nickname)
            return
        from game.tui.note import NoteScreen

        def answered(nickname: str | None) -> None:
            if nickname is not None:
                self._notices.append(self.preferences.change({"nickname": nickname}))
                self._notices.append(self.preferences.read(story.id))
                self.call_later(self._begin, story, role.id, nickname)  # once this question is off the screen

        self.push_screen(NoteScreen(story, role, self.preferences.settings.nickname), answered)

    def on_shelf_screen_go_on(self, event: "ShelfScreen.GoOn") -> None:
        try:
            sitting = go_on(event.story, event.slot, self._saves)
        except SaveError as error:
            self._tell(error.sentence)
            return
        if event.over:
            sitting.back_to(0)
        self._sit_down(sitting)

    def on_play_screen_again(self) -> None:
        if self._sitting is not None:
            played, nickname = self._sitting.played, self._sitting.save.slot.nickname
            self._get_up()
            self._begin(played.program.story, played.program.role.id, nickname)

    def on_play_screen_leave(self) -> None:
        self._get_up()
        self._turn_to(self._shelf())

    def _begin(self, story: Story, role: str, nickname: str) -> None:
        try:
            sitting = begin_game(story, role, self._saves, seed=self._seed, nickname=nickname)
        except SaveError as error:
            self._tell(error.sentence)
            return
        self._sit_down(sitting)

    def _sit_down(self, sitting: Sitting) -> None:
        self._story = sitting.played.program.story
        self._sitting = sitting
        self._turn_to(self._table(sitting))

    def _turn_to(self, screen: Screen[None]) -> None:
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

    def _get_up(self) -> None:
        if self._sitting is not None:
            self._sitting.close()
            self._sitting = self._playing = None

    def _tell(self, sentence: str) -> None:
        if isinstance(self.screen, GameScreen):
            self.screen.tell(sentence)

    # ---- pages and commands that every screen has ----

    def action_help(self) -> None:
        from game.tui.help import HelpScreen

        self.push_screen(HelpScreen(self.screen.active_bindings))

    def action_settings(self) -> None:
        from game.tui.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.preferences))

    def action_command_palette(self) -> None:
        super().action_command_palette()
        if self.animation_level == "none":
            self.call_after_refresh(self._still_cursors)

    def _still_cursors(self) -> None:
        from textual.widgets import Input

        for each in self.screen.query(Input):
            each.cursor_blink = False

    def action_help_quit(self) -> None:
        """Control+C copies in a terminal app; who presses it to leave is told how."""
        self._tell("Ctrl+Q quits. Your game is saved after every choice.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the keys of the screen do, and the colours."""
        told: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            everywhere = (binding.id or "").startswith(("app.", "game."))
            if binding.id is None or binding.id in (*told, "app.commands") or not (binding.show or everywhere):
                continue  # Textual's own, told already, or a key that only moves about
            told.add(binding.id)
            yield SystemCommand(binding.description, binding.tooltip, partial(self.run_action, binding.action, active.node))
        for name, title in NAMES.items():
            yield SystemCommand(f"Colours: {title}", "Use these colours from now on", partial(self._change, "theme", name))
        still = not self.preferences.settings.reduced_motion
        title = "Reduced motion: on" if still else "Reduced motion: off"
        yield SystemCommand(title, "Whether things may glide and blink", partial(self._change, "reduced_motion", still))

    def _change(self, name: str, value: str | bool) -> None:
        self._tell(self.preferences.change({name: value}))
