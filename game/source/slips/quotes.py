"""Quotes that open, close or escape where they should not."""

import re
from typing import Any

from yaml.events import ScalarEvent

from game.problems import Place, Problem
from game.source.escapes import bad_escape
from game.source.nodes import SourceFile
from game.source.slips.trouble import Trouble
from game.source.yaml_problems import USE_BAR_HERE

_TOO_HIGH = re.compile(r"\\U(?!0010|000)[0-9A-Fa-f]{8}")


def unclosed_quote_at(file: SourceFile, line: int, column: int) -> Problem:
    sign = file.lines[line - 1][column - 1 : column]
    help = f"close it with another {sign} at the end of the text"
    if sign == "'":
        help += "; if this is an apostrophe, put `|` after the colon and the text on the next line"
    return Problem("unclosed-quote", "this quote is never closed", file.place(line, column), "it opens here", help)


def escape(trouble: Trouble) -> Problem | None:
    number, column = trouble.at.number, trouble.column
    start = trouble.at.text.rfind("\\", 0, column)
    if start < 0:
        return None
    high = _TOO_HIGH.match(trouble.at.text, start)
    if high is not None:
        return _no_character(trouble.place(start + 1, len(high[0])))
    return bad_escape(trouble.file, trouble.opening, (number, len(trouble.at.text) + 1)) or Problem(
        "bad-escape",
        "this backslash is the start of nothing that YAML knows",
        trouble.place(start + 1),
        "in double quotes a backslash changes what follows",
        "write \\\\ for a backslash, or " + USE_BAR_HERE,
    )


def _no_character(place: Place) -> Problem:
    escape = place.text[place.column - 1 : place.column - 1 + place.length]
    return Problem("bad-escape", f"`{escape}` stands for no character", place, help="type the character itself")


def after_quote(trouble: Trouble) -> Problem | None:
    """A quoted text ended, and the line goes on."""
    before = trouble.before
    if not isinstance(before, ScalarEvent) or before.style not in ('"', "'"):
        return None
    start: Any = before.start_mark
    end: Any = before.end_mark
    if end.line + 1 != trouble.at.number or trouble.at.text[end.column : trouble.column - 1].strip():
        return None
    if start.line != end.line:
        return unclosed_quote_at(trouble.file, start.line + 1, start.column + 1)
    return closes_early(trouble, end.column)


def closes_early(trouble: Trouble, column: int) -> Problem:
    """`column` is that of the quote that closes a text which goes on."""
    text = trouble.at.text
    sign = text[column - 1]
    if sign == "'" and text[column - 2 : column - 1].isalpha() and text[column : column + 1].isalpha():
        help = "write it twice (''), put the text in double quotes, or " + USE_BAR_HERE
        message = "in single quotes an apostrophe ends the text"
        return Problem("apostrophe-in-quotes", message, trouble.place(column), "the text ends here", help)
    message = f"the text ends at this {sign}, but the line goes on"
    return Problem("text-after-quote", message, trouble.place(column), "", USE_BAR_HERE)
