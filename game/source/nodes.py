"""What an author's YAML becomes: three kinds of node, each of which remembers its place.

A scalar stays the text that was typed; what type it has is decided by the shape of the field it stands in (`shapes`),
never by YAML. Nodes are made once by the reader and never changed. The kinds of scenes make new nodes out of an
author's; those keep the place of the node that they were made from, so that every problem points into a file.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from msgspec import Struct

from game.problems import Place


class SourceFile(Struct, eq=False):
    """A file as it was read: `path` as the author would type it, and its text, whose lines end with a line feed."""

    path: str
    text: str
    _lines: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Without their ends; at least one. Nobody asks for them while nothing is wrong, so they are cut when somebody does."""
        if not self._lines:
            self._lines = tuple(self.text.split("\n"))
        return self._lines

    def place(self, line: int, column: int, length: int = 1) -> Place:
        """`line` and `column` count from 1."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.path, line, column, max(1, length), text)


class Scalar(Struct, eq=False, gc=False):
    """Text as it was typed. `style` is one of '' (plain), "'", '"', '|' and '>'. `line` and `column` count from 1."""

    value: str
    style: str
    line: int
    column: int
    file: SourceFile

    def like(self, value: str) -> "Scalar":
        """Another text at the same place."""
        return Scalar(value, self.style, self.line, self.column, self.file)

    def place(self, start: int = 0, length: int | None = None) -> Place:
        """The place of the whole text, or of `length` characters of it from `start`.

        Quoting, escapes and folding make a character's column a guess; the guess is checked against the lines, and
        where it fails the place of the whole text is given.
        """
        if length is not None:
            wanted = self.value[start : start + length].partition("\n")[0]
            found = self._find(wanted, start)
            if found is not None:
                return self.file.place(*found, len(wanted))
        shown = 1 if self.style in ("|", ">") else len(self.value.partition("\n")[0]) + 2 * len(self.style)
        return self.file.place(self.line, self.column, shown)

    def _find(self, wanted: str, start: int) -> tuple[int, int] | None:
        """The line and column of `wanted`, which stands at `start` of the text: as many occurrences into the text's
        lines as into the text."""
        if not wanted:
            return None
        before = self.value.count("\n", 0, start)
        if self.style == "|":
            # Each line of the text is a line of the file, indented.
            first = last = self.line + 1 + before
            skip = self.value.count(wanted, self.value.rfind("\n", 0, start) + 1, start)
            at = 0
        else:
            first, at = (self.line + 1, 0) if self.style == ">" else (self.line, self.column - 1)
            last = first + self.value.count("\n") + self.value.count(" ")
            skip = self.value.count(wanted, 0, start)
        for line in range(first, min(last, len(self.file.lines)) + 1):
            text = self.file.lines[line - 1]
            at = text.find(wanted, at)
            while at >= 0:
                if skip == 0:
                    return line, at + 1
                skip -= 1
                at = text.find(wanted, at + len(wanted))
            at = 0
        return None


class ListNode(Struct, eq=False):
    """A list. `line` and `column` are those of its first item's dash or of its bracket."""

    items: "list[Node]"
    line: int
    column: int
    file: SourceFile

    def place(self) -> Place:
        return self.file.place(self.line, self.column)


class Mark(Protocol):
    """A place as the reader of YAML gives it: both count from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class MapNode(Struct, eq=False):
    """Names with values, in the order they were typed. `line` and `column` are those of the first name or the brace.

    The check of shapes takes the values that can't be used out of `values`; their names stay in `keys`.
    """

    _keys: "dict[str, Any]"  # a Scalar or the Mark of each
    values: "dict[str, Node]"
    line: int
    column: int
    file: SourceFile
    _plain: bool = False

    def drop_last(self) -> None:
        """Take out the name that was added last, with its value if it has one already."""
        if self._keys:
            name, _ = self._keys.popitem()
            self.values.pop(name, None)

    @property
    def keys(self) -> dict[str, Scalar]:
        """The scalar that each name was typed as.

        More than half of the scalars of a story are names, and almost none is ever asked for its place. So the reader
        leaves the marks of plain names here, and they become scalars when somebody looks.
        """
        if not self._plain:
            for name, key in self._keys.items():
                if not isinstance(key, Scalar):
                    self._keys[name] = Scalar(name, "", key.line + 1, key.column + 1, self.file)
            self._plain = True
        return self._keys

    def __contains__(self, key: str) -> bool:
        """Whether the name was typed, whatever its value is worth."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def get(self, key: str) -> "Node | None":
        return self.values.get(key)

    def items(self) -> "Iterator[tuple[str, Node]]":
        return iter(self.values.items())

    # What stands under a key, once the node's shape has taken out what can't be used.

    def scalar(self, key: str) -> Scalar | None:
        value = self.values.get(key)
        return value if isinstance(value, Scalar) else None

    def map(self, key: str) -> "MapNode | None":
        value = self.values.get(key)
        return value if isinstance(value, MapNode) else None

    def each(self, key: str) -> "list[Node]":
        """The items of a list. A single value stands for a list of one, and a missing key for none."""
        value = self.values.get(key)
        return value.items if isinstance(value, ListNode) else [] if value is None else [value]

    def maps(self, key: str) -> "list[MapNode]":
        """The items of a list that are `name: value` lines."""
        return [item for item in self.each(key) if isinstance(item, MapNode)]

    def named(self, key: str) -> "list[tuple[str, MapNode]]":
        """The names below a key whose values are `name: value` lines, in order."""
        inner = self.map(key)
        return [(name, value) for name, value in inner.items() if isinstance(value, MapNode)] if inner is not None else []

    def text(self, key: str, default: str = "") -> str:
        """A text on one line."""
        value = self.values.get(key)
        return " ".join(value.value.split()) if isinstance(value, Scalar) else default

    def texts(self, key: str) -> tuple[str, ...]:
        """The items of a list, each a text on one line."""
        return tuple(" ".join(item.value.split()) for item in self.each(key) if isinstance(item, Scalar))

    def number(self, key: str, default: int = 0) -> int:
        value = self.values.get(key)
        return int(value.value) if isinstance(value, Scalar) else default

    def flag(self, key: str) -> bool:
        value = self.values.get(key)
        return isinstance(value, Scalar) and value.value == "true"

    def place(self) -> Place:
        return self.file.place(self.line, self.column)


Node = Scalar | ListNode | MapNode

NOTHING = MapNode({}, {}, 1, 1, SourceFile("", ""))
"""What a file says that isn't there."""
