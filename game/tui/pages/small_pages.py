"""Pages of one question or one sentence: before something is given up, before a story, to save what was done, too small a window."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from game.session.game_session import GameSession
from game.tui.safe_text import line, plain
from game.tui.styles import Sheets, sheets
from game.tui.widgets.base_screen import DismissedOnce, Overlay
from game.tui.widgets.layouts import SHRINKS
from game.tui.widgets.menu import Menu, Row


class Confirm(Overlay[bool]):
    """Asks, and is dismissed with the answer. Standing on "no" at first, so that Enter alone gives nothing up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("n", "answer(False)", "No", id="confirm.no", tooltip="Leave everything as it is"),
    ]

    def __init__(self, question: str, says: str, *, yes: str, no: str) -> None:
        """`says` tells what would be given up; `yes` and `no` are the answers in words."""
        super().__init__()
        self._question, self._says, self._yes, self._no = question, says, yes, no

    def content(self) -> ComposeResult:
        yield Static(line(self._question), classes="title")
        with VerticalScroll(classes=f"aside-body {SHRINKS}", can_focus=False):
            yield Static(plain(self._says))
        yield Menu([Row("no", line(self._no)), Row("yes", line(self._yes))])

    def chosen(self, row: Row) -> None:
        self.dismiss(row.name == "yes")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_close(self) -> None:
        self.dismiss(False)


class Ask(Overlay[str]):
    """Dismissed with the name of the row that was chosen, else with None."""

    AUTO_FOCUS = "Menu"

    def __init__(self, question: str, says: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self._question, self._says, self._rows = question, says, tuple(rows)

    def content(self) -> ComposeResult:
        yield Static(line(self._question), classes="title")
        yield Static(plain(self._says), classes="told")
        yield Menu(self._rows, classes=SHRINKS)

    def chosen(self, row: Row) -> None:
        self.dismiss(row.name)


class ExportScreen(Overlay[str]):
    """Dismissed with a sentence that says where it was saved, or why it wasn't; with None where nothing was."""

    def __init__(self, session: GameSession) -> None:
        super().__init__()
        self._session = session

    def content(self) -> ComposeResult:
        yield Static(line("Save what you did"), classes="title")
        rows = [
            Row("html", line("A page"), plain("It opens in a browser, without a network, and prints well.", "$muted")),
            Row("md", line("Markdown"), plain("Plain text with a few marks, for an editor or a notebook.", "$muted")),
        ]
        yield Menu(rows, classes=SHRINKS)
        says = "The way with your choices, what stood in your way, and the facts met, each with its voucher. Nothing leaves this computer."
        yield Static(plain(says), classes="foot")

    def chosen(self, row: Row) -> None:
        from game.disk.named_files import NotWrittenError
        from game.report.keepsake import take_along

        try:
            told = take_along(self._session, "md" if row.name == "md" else "html")
        except NotWrittenError as error:
            told = str(error)
        self.dismiss(told)


class SmallScreen(DismissedOnce[None]):
    """Over whatever was on the screen, until there is room for it again."""

    CSS_PATH: ClassVar[Sheets] = sheets("overlays")

    def __init__(self, width: int, height: int, is_small: Callable[[], bool]) -> None:
        """`width` and `height` are the columns and rows that are needed; `is_small` is whether they aren't there."""
        super().__init__()
        self._is_small = is_small
        self._needs = plain(f"Make the window larger: the game needs {width} columns and {height} rows.")

    def on_screen_resume(self) -> None:
        """What was opened above it meanwhile has gone, and by now there may be room."""
        if not self._is_small():
            self.dismiss()

    def compose(self) -> ComposeResult:
        yield Static(self._needs)
