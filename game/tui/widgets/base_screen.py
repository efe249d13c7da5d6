"""What every screen of ours has: help, settings, and a place for a sentence to the player."""

from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from textual._callback import invoke
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from game.tui.text_door import NOTHING, plain
from game.tui.widgets.menu import Menu, Row

_Result = TypeVar("_Result")
Opened = TypeVar("Opened")  # what a page is dismissed with


def turn_page(scrolls: Widget, pages: int) -> None:
    """Look a page further down, or with -1 further up, without gliding."""
    if pages > 0:
        scrolls.scroll_page_down(animate=False)
    else:
        scrolls.scroll_page_up(animate=False)


class Notice(Static):
    """A sentence to the player; not there while there is none to tell."""

    def __init__(self) -> None:
        super().__init__(id="notice", markup=False)

    def say(self, sentence: str) -> None:
        self.update(plain(sentence) if sentence else NOTHING)
        self.display = bool(sentence)


class LeftOnce(Screen[_Result], Generic[_Result]):
    """A screen that can be dismissed while it stands above the others, and so only once.

    Textual would take away what stands there instead, or break where nothing does: so it would be where a key is pressed twice
    in haste, or where the window becomes too small meanwhile.
    """

    def dismiss(self, result: _Result | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()


class GameScreen(LeftOnce[_Result]):
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

    def useful(self, action: str) -> bool:
        """Whether an action would do something now, so that its key is worth showing."""
        return bool(action)

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

    def tell(self, sentence: str) -> None:
        """Show a sentence to the player until the next one; an empty one clears the line."""
        for notice in self.query(Notice):
            notice.say(sentence)


class Aside(ModalScreen[_Result], GameScreen[_Result]):
    """A page over the game, closed with Escape or with the key that opened it."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 (Textual's own declaration)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="aside.close", tooltip="Back to where you were"),
    ]

    def action_close(self) -> None:
        self.dismiss(None)
