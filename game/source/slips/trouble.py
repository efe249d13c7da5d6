"""Where a parser stopped."""

from typing import Any

from msgspec import Struct

from game.problems import Place
from game.source.lines import SourceLine
from game.source.nodes import SourceFile


class Trouble(Struct, frozen=True):
    """Where a parser stopped: the line, the column (from 1), where the unfinished part began (line and column), and
    the event before."""

    file: SourceFile
    at: SourceLine
    column: int
    opening: tuple[int, int]
    before: Any

    @property
    def found(self) -> str:
        """The character that the parser stopped at."""
        return self.at.text[self.column - 1 : self.column]

    def place(self, column: int | None = None, length: int = 1) -> Place:
        return self.file.place(self.at.number, self.column if column is None else column, length)
