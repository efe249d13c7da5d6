"""What a terminal shows that is too small for the game."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from game.tui.styles import Sheets, sheets
from game.tui.text_door import plain
from game.tui.widgets.base_screen import LeftOnce


class SmallScreen(LeftOnce[None]):
    """Over whatever was on the screen, until there is room for it again."""

    CSS_PATH: ClassVar[Sheets] = sheets("small")

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
