"""A plain question before something is given up."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from game.tui.styles import Sheets, sheets
from game.tui.text_door import line, plain
from game.tui.widgets.base_screen import Aside
from game.tui.widgets.column import GIVES_WAY, Page
from game.tui.widgets.keyline import KeyLine
from game.tui.widgets.menu import Menu, Row


class Confirm(Aside[bool]):
    """Asks, and is dismissed with the answer. Standing on "no" at first, so that Enter alone gives nothing up."""

    CSS_PATH: ClassVar[Sheets] = sheets("aside", "keyline", "menu", "confirm")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("n", "answer(False)", "No", id="confirm.no", tooltip="Leave everything as it is"),
    ]

    def __init__(self, question: str, says: str, *, yes: str, no: str) -> None:
        """`says` tells what would be given up; `yes` and `no` are the answers in words."""
        super().__init__()
        self._question, self._says, self._yes, self._no = question, says, yes, no

    def compose(self) -> ComposeResult:
        with Page(classes="aside"):
            yield Static(line(self._question), classes="title")
            with VerticalScroll(classes=f"aside-body {GIVES_WAY}", can_focus=False):
                yield Static(plain(self._says))
            yield Menu([Row("no", line(self._no)), Row("yes", line(self._yes))])
        yield KeyLine()

    def chosen(self, row: Row) -> None:
        self.dismiss(row.name == "yes")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_close(self) -> None:
        self.dismiss(False)
