"""Escapes in double quotes, such as `\\u202E`: where the bad ones stand."""

import re

from game.problems import Place, Problem
from game.source.decoding import bad_character
from game.source.nodes import SourceFile

_ESCAPE = re.compile(r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<letter>.?))")
_LETTERS = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))
_HIGHEST = 0x10FFFF

_NO_BACKSLASH = (
    "write `\\\\` for a backslash, or put `|` after the colon and the text on the next line, where a backslash is only a backslash"
)


def bad_escape(file: SourceFile, start: tuple[int, int], end: tuple[int, int]) -> Problem | None:
    """The first escape between two places (lines and columns from 1) that stands for nothing, or for a character that
    a story may not have. None where every escape is fine."""
    for line in range(start[0], min(end[0], len(file.lines)) + 1):
        text = file.lines[line - 1]
        at = start[1] - 1 if line == start[0] else 0
        until = end[1] - 1 if line == end[0] else len(text)
        for match in _ESCAPE.finditer(text, at, until):
            if (problem := _check(match, file.place(line, match.start() + 1, len(match[0])))) is not None:
                return problem
    return None


def _check(match: re.Match[str], place: Place) -> Problem | None:
    digits = match["x"] or match["u"] or match["U"]
    if digits:
        number = int(digits, 16)
        if number > _HIGHEST or 0xD800 <= number <= 0xDFFF:
            return Problem("bad-escape", f"`{match[0]}` stands for no character", place, help="type the character itself")
        character = chr(number)
    elif match["letter"] == "" or match["letter"] in _LETTERS:
        # A backslash that ends a line joins it to the next one.
        character = _LETTERS.get(match["letter"], " ")
    else:
        message = f"`{match[0]}` stands for no character"
        return Problem("bad-escape", message, place, "in double quotes a backslash changes what follows", _NO_BACKSLASH)
    found = bad_character(character)
    if found:
        help = "take the backslash and what belongs to it out"
        return Problem("bad-character", f"{found} can't stand in a story", place, "written as an escape", help)
    return None
