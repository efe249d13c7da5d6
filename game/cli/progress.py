"""How far something is that takes its time, on one line of a terminal."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from game.text.cells import cells
from game.text.clean import clean_line

OFTEN = 0.25  # seconds from one line to the next at the least
USUAL = 80  # columns
ECHO = len("^C")  # which a terminal may write behind the line as somebody interrupts


class Progress(AbstractContextManager["Progress"]):
    """A line on standard error that is written anew, and gone at the end; nothing where that is no terminal.

    `after` is how many seconds pass before the first.
    """

    def __init__(self, after: float = 0.0) -> None:
        self._next = time.monotonic() + after if sys.stderr.isatty() else float("inf")
        self._width = 0

    def __call__(self, line: Callable[[], str]) -> None:
        """Show a line, which is only made where it is time for one."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + OFTEN
            self._show(clean_line(line()))

    def __exit__(self, *_: object) -> None:
        if self._width:
            self._width += ECHO
            self._show("")
            print("\r", end="", file=sys.stderr, flush=True)

    def _show(self, line: str) -> None:
        """With spaces over what is left of the line before, which every terminal understands.

        What doesn't fit is left out: on a second line it would stay when the next one is written.
        """
        fits = _columns() - 1 - ECHO
        line = line[:fits]
        while cells(line) > fits:
            line = line[:-1]
        width = cells(line)
        print(f"\r{line}{' ' * (self._width - width)}", end="", file=sys.stderr, flush=True)
        self._width = width


def _columns() -> int:
    """How wide the terminal is; 80 where nobody knows."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL
    except (OSError, ValueError):
        return USUAL
