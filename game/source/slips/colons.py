"""Colons that are missing, or that stand in a text."""

import re

from game.problems import Problem
from game.source.decoding import describe
from game.source.lines import SourceLine, above, look
from game.source.nodes import SourceFile
from game.source.prescan import NO_SPACE_AFTER_COLON, NO_SPACE_AFTER_DASH, ODD
from game.source.slips.columns import bullet, missing_dash, no_dash, not_indented, too_deep_for
from game.source.slips.quotes import closes_early, unclosed_quote_at
from game.source.slips.starts import bracket_start
from game.source.slips.trouble import Trouble
from game.source.yaml_problems import USE_BAR_HERE, no_space_after_colon, no_space_after_dash, odd_space, order_word
from game.text.names import NAME

_NAME = re.compile(rf"{NAME}\Z")
_LOGIC = {"if": "==", "do": "="}
"""The keys that hold no text but conditions and effects, and the sign that stands there between a variable and its value."""


def colon(trouble: Trouble) -> Problem | None:
    """A colon where no name can end."""
    line = trouble.at
    if line.colon and line.colon < trouble.column:
        opens = line.text[line.value - 1 : line.value]
        if opens in ('"', "'"):
            closes = line.text.rfind(opens, line.value, trouble.column - 1)
            if closes > 0:
                return closes_early(trouble, closes + 1)
        if line.name in _LOGIC and (problem := _colon_for_sign(trouble)) is not None:
            return problem
        return _stray_colon(trouble, opens, line.text[line.value - 1 : trouble.column - 1])
    for earlier in above(trouble.file, line.number):
        if (missing := _missing_space(trouble.file, earlier)) is not None:
            return missing
        if earlier.colon or earlier.dashes or earlier.first == 1:
            break
    if (missing := _missing_space(trouble.file, line)) is not None:
        return missing
    previous = next(above(trouble.file, line.number), None)
    if previous is None:
        return _stray_colon(trouble)
    if not previous.colon and not previous.dashes and " " not in previous.content.strip() and previous.first <= line.first:
        return _colon_forgotten(trouble.file, previous)
    if not line.word:
        return _stray_colon(trouble)
    return too_deep_for(trouble, previous)


def _stray_colon(trouble: Trouble, opens: str = "", before: str = "") -> Problem:
    if opens and opens in "“”„«‘’‚‹":
        help = 'put straight quotes (") round the whole text, or ' + USE_BAR_HERE
        message = f"{opens} is no quote to YAML, so the colon after it ends a name"
        return Problem("curly-quotes", message, trouble.place(), "a second colon in one line", help)
    label = f"if `{before}:` is a name, it needs a line of its own" if _NAME.match(before) else ""
    return Problem("stray-colon", "a colon and a space in a text read as the end of a name", trouble.place(), label, USE_BAR_HERE)


def _colon_for_sign(trouble: Trouble) -> Problem | None:
    """`if: coat: true` and `do: coat: true`, where a sign belongs between the two."""
    line = trouble.at
    variable, _, value = line.text[line.value - 1 :].partition(":")
    if not _NAME.match(variable) or not value.strip():
        return None
    sign = _LOGIC[line.name]
    message = f"a colon can't stand between `{variable[:40]}` and its value"
    label = f"did you mean `{line.name}: {variable[:40]} {sign} {value.strip()[:40]}`?"
    return Problem("stray-colon", message, trouble.place(), label, f"write `{sign}` in its place, with a space before it and after it")


def _missing_space(file: SourceFile, line: SourceLine) -> Problem | None:
    dash = NO_SPACE_AFTER_DASH.match(line.text)
    if dash is not None:
        return no_space_after_dash(file, line.number, dash.end())
    colon = NO_SPACE_AFTER_COLON.match(line.text)
    if colon is not None:
        return no_space_after_colon(file, line.number, colon.end(), colon["name"])
    return None


def _colon_forgotten(file: SourceFile, line: SourceLine) -> Problem:
    word = line.content.strip()
    help = f"write `{word[:40]}:`"
    message = f"a colon is missing after `{word[:40]}`"
    return Problem("missing-colon", message, file.place(line.number, line.start, len(word)), help=help)


def no_colon(trouble: Trouble) -> Problem | None:
    """A line that should have been a name with a colon. It stands where the opening mark is."""
    file = trouble.file
    line = look(file, trouble.opening[0])
    content = line.content
    if line.text[line.first - 1 : line.first] in tuple(ODD):
        return odd_space(file, line.number, line.first)
    if bullet(line):
        return no_dash(file, line)
    if (missing := _missing_space(file, line)) is not None:
        return missing
    if content[:1] in ("*", "&", "!"):
        return order_word(file, line.number, line.start)
    if content[:1] in ("[", "{"):
        return bracket_start(Trouble(file, line, line.start, trouble.opening, None), line.start)
    if content[:1] in ('"', "'") and content.find(content[0], 1) < 0:
        return unclosed_quote_at(file, line.number, line.start)
    if not _NAME.match(content.strip()) and (problem := not_indented(file, line)) is not None:
        return problem
    wide = next((at for at, sign in enumerate(line.text, 1) if sign in "：﹕꞉∶"), 0)
    if wide:
        help = "write a plain colon and a space"
        message = f"{describe(line.text[wide - 1])} is no colon to YAML"
        return Problem("missing-colon", message, file.place(line.number, wide), help=help)
    sibling = next((earlier for earlier in above(file, line.number) if earlier.first <= line.first), None)
    if sibling is not None and line.first in sibling.dashes:
        return missing_dash(file, line)
    if " " not in content.strip():
        return _colon_forgotten(file, line)
    label = f"is a colon missing after `{line.nameless}`?" if line.nameless else ""
    help = "put a colon and a space after the name; if the line is more of the text above, indent it deeper"
    message = "this line is neither `name: value` nor an item with a dash"
    return Problem("missing-colon", message, file.place(line.number, line.start, len(content.rstrip())), label, help)
