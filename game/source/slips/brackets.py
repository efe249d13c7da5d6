"""Brackets that open, close or hold what they should not."""

import re
from typing import Any

from yaml.events import MappingEndEvent, SequenceEndEvent

from game.problems import Problem
from game.source.nodes import SourceFile
from game.source.slips.quotes import after_quote
from game.source.slips.starts import bracket_start
from game.source.slips.trouble import Trouble
from game.source.yaml_problems import USE_BAR_HERE, no_space_after_colon
from game.text.names import NAME

_LAST_WORD = re.compile(rf"(?<= ){NAME}\Z")


def after_bracket(trouble: Trouble) -> Problem | None:
    """`[...]` or `{...}` ended, and the line goes on: mostly a link or a variable at the start of a text."""
    before = trouble.before
    if not isinstance(before, MappingEndEvent | SequenceEndEvent):
        return None
    end: Any = before.end_mark
    line = trouble.at
    if (
        end.line + 1 != line.number
        or line.text[end.column - 1 : end.column] not in ("]", "}")
        or line.text[end.column : trouble.column - 1].strip()
    ):
        return None
    if trouble.found in ("]", "}"):
        return Problem("unmatched-bracket", f"this `{trouble.found}` closes nothing", trouble.place(), help="take it out")
    return bracket_start(trouble, line.value)


def between_brackets(trouble: Trouble) -> Problem | None:
    """Something in brackets isn't as it should be."""
    number, column = trouble.opening
    opening = trouble.file.lines[number - 1][column - 1 : column]
    if opening not in ("[", "{"):
        return None
    if number != trouble.at.number or not trouble.found.strip():
        return _unclosed_at(trouble.file, number, column)
    if (quoted := after_quote(trouble)) is not None:
        return quoted
    if trouble.found == ":":
        word = _LAST_WORD.search(trouble.at.text[: trouble.column - 1])
        if opening == "[":
            label = "between [ and ] a colon makes a name"
        else:
            label = "a colon in a text needs quotes here" + (f"; or is a comma missing before `{word[0]}`?" if word is not None else "")
    elif trouble.found in ("]", "}"):
        help = "close [ with ] and { with }"
        return Problem("unmatched-bracket", f"`{opening}` is closed by `{trouble.found}`", trouble.place(), help=help)
    else:
        label = "a comma, a closing bracket or quotes are missing here"
    help = "put quotes round every text here that has a comma, colon or bracket of its own, or write the names on lines of their own"
    message = f"this can't stand between {'[ and ]' if opening == '[' else '{ and }'} without quotes"
    return Problem("text-in-brackets", message, trouble.place(), label, help)


def colon_before_bracket(trouble: Trouble) -> Problem | None:
    """`{text:[a]}` or `{text:}`: between brackets a name needs its space, and a text can't end with a colon."""
    following = trouble.at.text[trouble.column : trouble.column + 1]
    name = re.search(rf"{NAME}\Z", trouble.at.text[: trouble.column - 1])
    if following in ("[", "{") and name:
        return no_space_after_colon(trouble.file, trouble.at.number, trouble.column, name[0])
    return Problem("text-in-brackets", "a text can't end with a colon here without quotes", trouble.place(), "", "put quotes round it")


def _unclosed_at(file: SourceFile, number: int, column: int) -> Problem:
    sign = file.lines[number - 1][column - 1 : column]
    close = "]" if sign == "[" else "}"
    help = f"close it with `{close}`; if it is text, " + USE_BAR_HERE
    return Problem("unmatched-bracket", f"this `{sign}` is never closed", file.place(number, column), "it opens here", help)


def unclosed_bracket(trouble: Trouble) -> Problem | None:
    """Look back for the bracket that is open at the end of the file."""
    depth = 0
    for number in range(trouble.at.number, max(0, trouble.at.number - 2_000), -1):
        text = trouble.file.lines[number - 1]
        for column in range(len(text), 0, -1):
            sign = text[column - 1]
            if sign in "]}":
                depth += 1
            elif sign in "[{":
                depth -= 1
                if depth < 0:
                    return _unclosed_at(trouble.file, number, column)
    return None
