"""How a line of YAML looks to a person: its indentation, its dashes, its name, its value."""

import re
from collections.abc import Iterator

from msgspec import Struct

from game.source.nodes import SourceFile
from game.text.names import IN_A_WORD, is_name

# Every step looks at what comes next and never back, so a line of a million characters takes no longer than it must.
# Groups are made so by (?>...) and not by a + after their *, with which Python before 3.11.5 matches too little.
_LINE = re.compile(
    r"""(?P<indent>\ *+)
        (?P<dashes>(?>(?:-\ ++)*))
        (?:(?P<name>"[^"]*"\ *|'[^']*'\ *|[^\s"'\#:[\]{},|>](?>(?:[^:]++|:(?!\ |$))*))
           (?P<colon>:(?=\ |$)\ *))?""",
    re.VERBOSE,
)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2} *(?:#.*)?\Z")
_WORD = re.compile(rf"(?:[^\W\d]|_)[{IN_A_WORD}-]*\Z")


class SourceLine(Struct, frozen=True):
    """A line by its parts; every number is a column, from 1, and 0 where there is none.

    `first` is where anything starts, `start` what follows the dashes, `colon` that of `name:`, and `value` what
    follows it (or what follows the dashes where there is no name).
    """

    number: int
    text: str
    first: int
    dashes: tuple[int, ...]
    start: int
    name: str
    colon: int
    value: int

    @property
    def blank(self) -> bool:
        return not self.text.strip(" ") or self.text[self.first - 1] == "#"

    @property
    def word(self) -> bool:
        """Whether the name is one word, as names are, and not half a sentence."""
        return _WORD.match(self.name.strip("\"'")) is not None

    @property
    def content(self) -> str:
        return self.text[self.start - 1 :]

    @property
    def nameless(self) -> str:
        """The first word where it looks like a name that has lost its colon, or ""."""
        word = self.content.split(" ", 1)[0]
        return word if not self.colon and is_name(word) else ""

    @property
    def block_header(self) -> bool:
        """Whether a text follows on the next lines: `text: |`."""
        return _BLOCK_HEADER.match(self.text, self.value - 1) is not None


def look(file: SourceFile, number: int) -> SourceLine:
    """The line `number` (from 1) of a file; one past the end is an empty line."""
    text = file.lines[number - 1] if number <= len(file.lines) else ""
    match = _LINE.match(text)
    assert match is not None  # every part may be empty
    first = match.end("indent") + 1
    dashes = tuple(first + at for at, sign in enumerate(match["dashes"]) if sign == "-")
    start = match.end("dashes") + 1
    if match["colon"] is None:
        return SourceLine(number, text, first, dashes, start, "", 0, start)
    return SourceLine(number, text, first, dashes, start, match["name"].rstrip(" "), match.start("colon") + 1, match.end("colon") + 1)


def above(file: SourceFile, number: int, most: int = 2_000) -> Iterator[SourceLine]:
    """The lines above `number` that say something, from the nearest to the furthest."""
    for at in range(min(number - 1, len(file.lines)), max(0, number - 1 - most), -1):
        line = look(file, at)
        if not line.blank:
            yield line


def columns_above(file: SourceFile, number: int) -> dict[int, int]:
    """The columns at which a line here could belong to something above, each with the line that says so."""
    found: dict[int, int] = {}
    edge = 1 << 30
    for line in above(file, number):
        for column in (line.start, *reversed(line.dashes)):
            if column < edge and (column != line.start or line.colon):
                found[column] = line.number
        edge = min(edge, line.first)
        if edge == 1:
            break
    return found
