"""What an author's YAML becomes: three kinds of node, each of which remembers its place.

A scalar stays the text that was typed; what type it has is decided by the shape of the field it stands in (`shapes`),
never by YAML. Nodes are made once by the reader and never changed. The four kinds of scenes make new nodes out of an
author's; those keep the place of the node that they were made from, so that every problem points into a file.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from game.problems import Place


@dataclass(frozen=True, slots=True, eq=False)
class SourceFile:
    """A file as it was read: `path` as the author would type it, `lines` without their ends."""

    path: str
    lines: tuple[str, ...]

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """`line` and `column` count from 1."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.path, line, column, max(1, length), text)


class Scalar:
    """Text as it was typed. `style` is one of '' (plain), "'", '"', '|' and '>'. `line` and `column` count from 1."""

    __slots__ = ("column", "file", "line", "style", "value")

    def __init__(self, value: str, style: str, line: int, column: int, file: SourceFile) -> None:
        self.value = value
        self.style = style
        self.line = line
        self.column = column
        self.file = file

    def like(self, value: str) -> "Scalar":
        """Another text at the same place."""
        return Scalar(value, self.style, self.line, self.column, self.file)

    def place(self, start: int = 0, length: int | None = None) -> Place:
        """The place of the whole text, or of `length` characters of it from `start`.

        Quoting, escapes and folding make a character's column a guess; the guess is checked against the line, and
        where it fails the place of the whole text is given.
        """
        if length is None:
            return self.file.place(self.line, self.column, self._shown_length())
        wanted = self.value[start : start + length].partition("\n")[0]
        before = self.value.count("\n", 0, start)
        if self.style in ("|", ">"):
            found = self._find_in_block(wanted, start, before)
        else:
            found = self._find_in_flow(wanted, start)
        if found is None:
            return self.file.place(self.line, self.column, self._shown_length())
        line, column = found
        return self.file.place(line, column, len(wanted))

    def _shown_length(self) -> int:
        if self.style in ("|", ">"):
            return 1
        return max(1, len(self.value.partition("\n")[0]) + 2 * len(self.style))

    def _find_in_block(self, wanted: str, start: int, before: int) -> tuple[int, int] | None:
        nth = self.value.count(wanted, 0, start) if wanted else 0
        for line in range(self.line + 1, len(self.file.lines) + 1):
            text = self.file.lines[line - 1]
            at = text.find(wanted)
            while at >= 0:
                if nth == 0:
                    return line, at + 1
                nth -= 1
                at = text.find(wanted, at + max(1, len(wanted)))
        return None

    def _find_in_flow(self, wanted: str, start: int) -> tuple[int, int] | None:
        nth = self.value.count(wanted, 0, start) if wanted else 0
        at = self.column - 1
        for line in range(self.line, min(self.line + 1 + self.value.count(" "), len(self.file.lines)) + 1):
            text = self.file.lines[line - 1]
            at = text.find(wanted, at)
            while at >= 0:
                if nth == 0:
                    return line, at + 1
                nth -= 1
                at = text.find(wanted, at + max(1, len(wanted)))
            at = 0
        return None


class Sequence:
    """A list. `line` and `column` are those of its first item's dash or of its bracket."""

    __slots__ = ("column", "file", "items", "line")

    def __init__(self, items: "list[Node]", line: int, column: int, file: SourceFile) -> None:
        self.items = items
        self.line = line
        self.column = column
        self.file = file

    def place(self) -> Place:
        return self.file.place(self.line, self.column)


class Mapping:
    """Names with values, in the order they were typed. `keys` has the scalar that each name was typed as."""

    __slots__ = ("column", "file", "keys", "line", "values")

    def __init__(self, keys: dict[str, Scalar], values: "dict[str, Node]", line: int, column: int, file: SourceFile) -> None:
        self.keys = keys
        self.values = values
        self.line = line
        self.column = column
        self.file = file

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def get(self, key: str) -> "Node | None":
        return self.values.get(key)

    def items(self) -> "Iterator[tuple[str, Node]]":
        return iter(self.values.items())

    def place(self) -> Place:
        return self.file.place(self.line, self.column)


Node = Scalar | Sequence | Mapping
