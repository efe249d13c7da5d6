"""What every screen of ours has: help, settings, a place for a sentence to the player, and the keys at the bottom."""

from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from textual._callback import invoke
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from game.tui.key_names import everywhere
from game.tui.safe_text import NOTHING, line, plain, together
from game.tui.styles import Sheets, sheets
from game.tui.widgets.layouts import ShrinkingColumn
from game.tui.widgets.menu import Menu, Row

GAP = 2  # columns between two keys
LASTING = (
    "close",
    "leave",
    "app.settings",
    "app.help",
    "quit",
)  # actions whose keys keep their place when the room is short, in this order
ROOMY, WAYS_OUT = 72, ("leave", "app.settings")  # columns from which these do; on a narrower screen `?` tells of them

HOW_TO_COPY = "Ctrl+C copies what is marked. If nothing comes of it, hold Shift as you mark, and copy as always in this terminal."

_Result = TypeVar("_Result")
Opened = TypeVar("Opened")  # what a page is dismissed with


class Notice(Static):
    """A sentence to the player; not there while there is none to tell."""

    def __init__(self) -> None:
        super().__init__(id="notice", markup=False)

    def say(self, sentence: str) -> None:
        self.update(plain(sentence) if sentence else NOTHING)
        self.display = bool(sentence)


class DismissedOnce(Screen[_Result], Generic[_Result]):
    """A screen that can be dismissed while it stands above the others, and so only once.

    Textual would take away what stands there instead, or break where nothing does: so it would be where a key is pressed twice
    in haste, or where the window becomes too small meanwhile.
    """

    def dismiss(self, result: _Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()


class GameScreen(DismissedOnce[_Result]):
    """A screen that may have a `Notice`."""

    KEYS_FIRST: ClassVar[str] = ""  # how the ids of those keys begin that stand first on the line at the bottom
    WRITES: ClassVar[bool] = False  # whether something is typed here, in which a question mark is a question mark
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.help", "Help", id="game.help", tooltip="How to play, and every key", key_display="F1"),
        Binding("question_mark", "app.help", "Help", id="game.help", tooltip="How to play, and every key", key_display="?"),
        Binding("f2", "app.settings", "Settings", id="game.settings", tooltip="Colours, motion, your nickname", key_display="F2"),
    ]

    def on_compose(self) -> None:
        """Be laid out for the window from the first frame: Textual sets the classes of breakpoints when that has been drawn."""
        for size, breakpoints in zip(self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True):
            if reached := [(least, name) for least, name in breakpoints or () if size >= least]:
                self.add_class(max(reached)[1])

    @property
    def scrolled(self) -> Widget:
        """What is longer than the room for it where anything is: a text, or a list."""
        return self.query("VerticalScroll, Menu").first()

    def action_read(self, pages: int) -> None:
        """Look a page further down, or with -1 further up, without gliding."""
        if pages > 0:
            self.scrolled.scroll_page_down(animate=False)
        else:
            self.scrolled.scroll_page_up(animate=False)

    def useful(self, action: str) -> bool:
        """Whether an action would do something now, so that its key is worth showing: what is all on the screen needs no key to
        read on."""
        return not action.startswith("read(") or self.scrolled.max_scroll_y > 0

    def can(self, action: str) -> bool:
        """Whether an action can be had now, so that it is worth listing among the commands."""
        return self.useful(action)

    def open(self, page: "Screen[Opened]", then: "Callable[[Opened | None], Any] | None" = None) -> None:
        """Open a page over this screen, where this is on top; `then` is called with what the page is dismissed with.

        No page is open twice: one of the same kind that is open already is what is shown then.
        """
        if not self.is_active:
            return
        for there in self.app.screen_stack:
            if type(there) is type(page):
                while self.app.screen is not there:
                    self.app.screen.dismiss()
                return
        self.app.push_screen(page, then)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Pass on what was chosen, unless other rows or another screen have come meanwhile: whoever presses a key twice has
        chosen twice before the first choice is made."""
        if self.is_active and any(row is event.row for row in event.menu.rows):
            await invoke(self.chosen, event.row)

    def chosen(self, row: Row) -> object:
        """An open row of a menu was chosen."""

    def on_text_selected(self) -> None:
        """Say how what was marked with the mouse is copied."""
        if self.get_selected_text():
            self.tell(HOW_TO_COPY)

    def tell(self, sentence: str) -> None:
        """Show a sentence to the player until the next one; an empty one clears the line."""
        for notice in self.query(Notice):
            notice.say(sentence)


class Overlay(ModalScreen[_Result], GameScreen[_Result]):
    """A page over the game, closed with Escape or with the key that opened it."""

    CSS_PATH: ClassVar[Sheets] = sheets("overlays")
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 (Textual's own declaration)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="aside.close", tooltip="Back to where you were"),
    ]

    def compose(self) -> ComposeResult:
        with ShrinkingColumn(classes="aside"):
            yield from self.content()
        yield KeyLine()

    def content(self) -> ComposeResult:
        """What stands in the frame, from top to bottom."""
        raise NotImplementedError

    def action_close(self) -> None:
        self.dismiss(None)


class KeyLine(Widget):
    """The screen's bindings that are shown and useful now, as many as there is room for, in their order.

    The ways out, settings and help keep their place when the room is short. Each can be clicked. A screen whose useful keys have changed
    calls `refresh_bindings`.
    """

    def on_mount(self) -> None:
        self.auto_links = False  # keys that can be clicked, but no links
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh(), immediate=True)
        if isinstance(self.screen, Overlay):  # whether there is more to read is known once it has been laid out
            self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self.refresh(), immediate=True)

    def render(self) -> Content:
        screen = self.screen
        if not isinstance(screen, GameScreen):
            return NOTHING
        shown: dict[str, Binding] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                shown.setdefault(active.binding.action, active.binding)  # of several keys for one thing, the first
                if active.binding.key == "question_mark" and not screen.WRITES:
                    shown[active.binding.action] = active.binding  # many a terminal keeps F1 for its own help
        if isinstance(screen, Overlay):
            shown.pop("app.settings", None)  # its place is below the game itself
        by_place = sorted(shown.values(), key=lambda each: (everywhere(each), not (each.id or "").startswith(screen.KEYS_FIRST)))
        kept = [action for action in LASTING if action in shown and (self.size.width >= ROOMY or action not in WAYS_OUT)]
        passing = [self._drawn(each) for each in by_place if each.action not in kept and screen.useful(each.action)]
        lasting = [self._drawn(shown[action]) for action in kept]
        while passing and _width(passing + lasting) > self.size.width:
            passing.pop()
        return plain(" " * GAP).join(passing + lasting)

    def _drawn(self, binding: Binding) -> Content:
        key = together(line(self.app.get_key_display(binding), "bold $accent"), plain(" "), line(binding.description))
        namespace = "" if "." in binding.action else "app." if binding.action == "quit" else "screen."
        return key.stylize(Style.from_meta({"@click": f"{namespace}{binding.action}"}))


def _width(drawn: list[Content]) -> int:
    return sum(each.cell_length + GAP for each in drawn) - GAP
