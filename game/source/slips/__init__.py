"""The slips behind broken YAML.

A parser that stops says what it expected, in the words of its grammar and often a line too late. Here its complaint
and the lines round it become a sentence about what was probably meant: a quote that isn't closed, a colon inside a
text, a line that starts one column too far right. The two parsers complain at the same places in other words, so a
complaint is only sorted, and the rest is read off the lines.
"""

import re
from collections.abc import Callable
from typing import Any

from yaml.events import AliasEvent

from game.problems import Problem
from game.source.lines import look
from game.source.nodes import SourceFile
from game.source.slips.brackets import after_bracket, between_brackets, colon_before_bracket, unclosed_bracket
from game.source.slips.colons import colon, no_colon
from game.source.slips.columns import how_far, not_indented, wrong_column
from game.source.slips.quotes import after_quote, closes_early, escape, unclosed_quote_at
from game.source.slips.starts import block_header, bracket_start, order
from game.source.slips.trouble import Trouble
from game.source.yaml_problems import USE_BAR, USE_BAR_HERE, order_word

__all__ = ["diagnose"]


def diagnose(file: SourceFile, error: Exception, before: Any) -> Problem:
    """What was probably meant where a parser stopped. `before` is the event that came before the error, if any."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem("yaml-syntax", "this file can't be read", file.place(1, 1))
    complaint = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', None) or ''}"
    opening = getattr(error, "context_mark", None) or mark
    line = min(mark.line + 1, len(file.lines))
    column = mark.column + 1 if mark.line < len(file.lines) else len(file.lines[-1]) + 1
    trouble = Trouble(file, look(file, line), column, (opening.line + 1, opening.column + 1), before)
    for number in dict.fromkeys((trouble.opening[0], line, max(1, line - 1))):
        if (remark := _REMARK.match(look(file, number).text)) is not None:
            return _not_a_remark(file, number, remark)
    for words, explain in _SORTS:
        if words.search(complaint) and (problem := explain(trouble)) is not None:
            return problem
    return _unknown(trouble)


_REMARK = re.compile(r" *(?P<sign>//|<!--|/\*)")


def _not_a_remark(file: SourceFile, line: int, remark: re.Match[str]) -> Problem:
    place = file.place(line, remark.start("sign") + 1, len(remark["sign"]))
    help = "begin a remark to yourself with `#` and a space; if it is more of the text above, put `|` before that text"
    return Problem("missing-colon", f"a line can't start with `{remark['sign']}` here", place, "is this a remark?", help)


def _unknown(trouble: Trouble) -> Problem:
    """Nothing that a parser says fits; perhaps the line itself does."""
    line = trouble.at
    if not line.dashes and not line.word and (problem := not_indented(trouble.file, line)) is not None:
        return problem
    if line.content[:1] in ("[", "{") and line.start < trouble.column:
        return bracket_start(trouble, line.start)
    if line.content[:1] in ('"', "'"):
        closes = line.text.rfind(line.content[0], line.start, trouble.column - 1)
        if closes > 0:
            return closes_early(trouble, closes + 1)
    help = "look here and on the line above for a missing colon, quote, bracket or space; a text may always be written with `|`"
    return Problem("yaml-syntax", "this line can't be read", trouble.place(), "reading stopped here", help)


def reserved(trouble: Trouble) -> Problem | None:
    found = trouble.found
    if trouble.at.content.startswith("```"):
        return Problem(
            "reserved-start", "a line of ``` has no place here", trouble.place(trouble.at.start, 3), "a Markdown fence", "take the line out"
        )
    if found == "-":
        help = "a list starts on the next line; " + USE_BAR
        message = "a text can't start with a dash and a space"
        return Problem("reserved-start", message, trouble.place(), "YAML takes it for an item of a list", help)
    if not found.strip():
        return unclosed_bracket(trouble)
    what = {"?": "`?` and a space", "`": "a backtick"}.get(found, f"`{found}`")
    return Problem("reserved-start", f"a text can't start with {what}", trouble.place(), "YAML keeps this character for itself", USE_BAR)


def _after_a_value(trouble: Trouble) -> Problem | None:
    """What has ended in this line, which goes on."""
    return after_quote(trouble) or after_bracket(trouble) or after_alias(trouble)


def _between(trouble: Trouble) -> Problem | None:
    """Between the names of a mapping or the items of a list stands something else."""
    if (problem := _after_a_value(trouble)) is not None:
        return problem
    line = trouble.at
    if trouble.column > line.start:
        return None
    if trouble.found == ":":
        return Problem("empty-key", "a name is missing before this colon", trouble.place(), help="write a name before the colon")
    if trouble.found in ("]", "}"):
        return Problem("unmatched-bracket", f"this `{trouble.found}` closes nothing", trouble.place(), help="take it out, or open it first")
    if not line.dashes and not line.word and (problem := not_indented(trouble.file, line)) is not None:
        return problem
    if not line.colon and not line.dashes:
        return cut_by_comment(trouble) or no_colon(Trouble(trouble.file, line, trouble.column, (line.number, line.first), trouble.before))
    return wrong_column(trouble)


def after_alias(trouble: Trouble) -> Problem | None:
    before = trouble.before
    if not isinstance(before, AliasEvent):
        return None
    start: Any = before.start_mark
    return order_word(trouble.file, start.line + 1, start.column + 1) if start.line + 1 == trouble.at.number else None


def cut_by_comment(trouble: Trouble) -> Problem | None:
    """A plain text over several lines ends at a comment; the lines after it belong to nothing."""
    for number in range(trouble.at.number - 1, 0, -1):
        text = trouble.file.lines[number - 1]
        at = 0 if text.lstrip().startswith("#") else text.find(" #")
        if at >= 0 and text.strip():
            at = text.index("#", at)
            help = "if it is part of the text, " + USE_BAR_HERE
            message, label = "a text can't go on after a comment", "YAML takes this for a comment"
            return Problem("comment-in-text", message, trouble.file.place(number, at + 1, len(text) - at), label, help)
        if text.strip():
            break
    return None


def _document(trouble: Trouble) -> Problem | None:
    """Something follows what read as the whole file."""
    if (problem := _after_a_value(trouble)) is not None:
        return problem
    first = next(
        (look(trouble.file, number) for number in range(1, len(trouble.file.lines) + 1) if not look(trouble.file, number).blank), None
    )
    if first is not None and first.first > trouble.at.first:
        help = f"start it at column {trouble.at.first}, like line {trouble.at.number}"
        message = "the first line of the file is indented deeper than the rest"
        return Problem("wrong-indent", message, trouble.file.place(first.number, first.first), how_far(first.first, trouble.at.first), help)
    return None


_SORTS: tuple[tuple[re.Pattern[str], Callable[[Trouble], Problem | None]], ...] = tuple(
    (re.compile(words), explain)
    for words, explain in (
        ("quoted scalar.*(?:end of stream|document separator)", lambda trouble: unclosed_quote_at(trouble.file, *trouble.opening)),
        ("quoted scalar", escape),
        ("cannot start any token", reserved),
        ("mapping values are not allowed", colon),
        ("could not find expected ':'", no_colon),
        ("an? (?:tag|alias|anchor)|tag handle", order),
        ("a block scalar", block_header),
        ("a plain scalar", colon_before_bracket),
        ("a flow (?:sequence|mapping)", between_brackets),
        ("a block (?:collection|mapping)", _between),
        ("keys are not allowed|entries are not allowed|node content", reserved),
        ("document start", _document),
    )
)
