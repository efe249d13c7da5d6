"""Saving what was done in a game, as a page or as Markdown."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from game.disk.named_files import NotWrittenError
from game.report.keepsake import take_along
from game.session.game_session import GameSession
from game.tui.styles import Sheets, sheets
from game.tui.text_door import line, plain
from game.tui.widgets.base_screen import Aside
from game.tui.widgets.column import GIVES_WAY, Page
from game.tui.widgets.keyline import KeyLine
from game.tui.widgets.menu import Menu, Row


class ExportScreen(Aside[str]):
    """Dismissed with a sentence that says where it was saved, or why it wasn't; with None where nothing was."""

    CSS_PATH: ClassVar[Sheets] = sheets("aside", "keyline", "menu")

    def __init__(self, session: GameSession) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        with Page(classes="aside"):
            yield Static(line("Save what you did"), classes="title")
            rows = [
                Row("html", line("A page"), plain("It opens in a browser, without a network, and prints well.", "$muted")),
                Row("md", line("Markdown"), plain("Plain text with a few marks, for an editor or a notebook.", "$muted")),
            ]
            yield Menu(rows, classes=GIVES_WAY)
            says = "The way with your choices, what decided, and the facts met, each with its voucher. Nothing leaves this computer."
            yield Static(plain(says), classes="foot")
        yield KeyLine()

    def chosen(self, row: Row) -> None:
        try:
            told = take_along(self._session, "md" if row.name == "md" else "html")
        except NotWrittenError as error:
            told = str(error)
        self.dismiss(told)
