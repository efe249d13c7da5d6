"""What a terminal shows that is too small for the game."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from game.tui.screen import Sheets
from game.tui.text import plain


class SmallScreen(Screen[None]):
    """Over whatever was on the screen, until there is room for it again."""

    CSS_PATH: ClassVar[Sheets] = ["small.tcss"]

    def __init__(self, width: int, height: int) -> None:
        """`width` and `height` are the columns and rows that are needed."""
        super().__init__()
        self._needs = plain(f"Make the window larger: the game needs {width} columns and {height} rows.")

    def compose(self) -> ComposeResult:
        yield Static(self._needs)
