"""Texts that start with a character which YAML keeps for itself."""

import re

from game.problems import Problem
from game.source.slips.quotes import closes_early
from game.source.slips.trouble import Trouble
from game.source.yaml_problems import USE_BAR, USE_BAR_HERE, order_word, text_beside_bar

_LINK = re.compile(r"\[[^\]]*\]\(")


def order(trouble: Trouble) -> Problem | None:
    line, column = trouble.opening
    return order_word(trouble.file, line, column) if trouble.file.lines[line - 1][column - 1 : column] in ("*", "&", "!") else None


def block_header(trouble: Trouble) -> Problem | None:
    line, column = trouble.opening
    before = trouble.file.lines[line - 1][: column - 1].rstrip()
    if before.endswith(("'", '"')) and line == trouble.at.number:  # as the other parser says, which has read the text before by now
        return closes_early(trouble, len(before))
    if trouble.file.lines[line - 1][column - 1 : column] != ">":
        return text_beside_bar(trouble.file, line, trouble.column)
    place = trouble.file.place(line, column)
    return Problem("text-beside-bar", "a text can't start with `>`", place, "YAML takes it for the start of a folded text", USE_BAR)


def bracket_start(trouble: Trouble, column: int) -> Problem:
    text = trouble.at.text
    sign = text[column - 1 : column]
    if _LINK.match(text, column - 1):
        message = "a text can't start with a link here"
        return Problem("link-at-start", message, trouble.place(column), "YAML takes `[` for the start of a list", USE_BAR_HERE)
    if sign == "{":
        label = "YAML takes it for the start of a list of names"
        return Problem("braces-at-start", "a text can't start with `{`", trouble.place(column), label, USE_BAR_HERE)
    if sign == "[":
        message = "a text can't start with `[`"
        return Problem("reserved-start", message, trouble.place(column), "YAML takes it for the start of a list", USE_BAR_HERE)
    help = "start a new line, or " + USE_BAR_HERE
    return Problem("unmatched-bracket", "the brackets are closed here, but the line goes on", trouble.place(), help=help)
