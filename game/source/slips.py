"""The slips behind broken YAML.

A parser that stops says what it expected, in the words of its grammar and often a line too late. Here its complaint
and the lines round it become a sentence about what was probably meant: a quote that isn't closed, a colon inside a
text, a line that starts one column too far right. The two parsers complain at the same places in other words, so a
complaint is only sorted, and the rest is read off the lines.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yaml.events import AliasEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent

from game.problems import Place, Problem
from game.source.escapes import bad_escape
from game.source.lines import Line, above, columns_above, look
from game.source.nodes import SourceFile
from game.source.preparing import NO_SPACE_AFTER_COLON, NO_SPACE_AFTER_DASH
from game.source.refusing import USE_BAR, no_space_after_colon, no_space_after_dash, order_word, text_beside_bar
from game.source.text import describe

USE_BAR_HERE = "put `|` where the text starts, and the text on the next line, indented: there colons, quotes and brackets are only text"
_LINK = re.compile(r"\[[^\]]*\]\(")
_TOO_HIGH = re.compile(r"\\U(?!0010|000)[0-9A-Fa-f]{8}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where a parser stopped: the line, the column (from 1), where the unfinished part began (line and column), and
    the event before."""

    file: SourceFile
    at: Line
    column: int
    opening: tuple[int, int]
    before: Any

    @property
    def found(self) -> str:
        """The character that the parser stopped at."""
        return self.at.text[self.column - 1 : self.column]

    @property
    def starts_line(self) -> bool:
        return self.column <= self.at.start

    def place(self, column: int | None = None, length: int = 1) -> Place:
        return self.file.place(self.at.number, self.column if column is None else column, length)


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
    for words, explain in _SORTS:
        if words.search(complaint):
            problem = explain(trouble)
            if problem is not None:
                return problem
    return _unknown(trouble)


def _unknown(trouble: Trouble) -> Problem:
    return Problem(
        "yaml-syntax",
        "this line can't be read",
        trouble.place(),
        "reading stopped here",
        "look here and on the line above for a missing colon, quote, bracket or space; a text may always be written with `|`",
    )


def _no_character(place: Place) -> Problem:
    escape = place.text[place.column - 1 : place.column - 1 + place.length]
    return Problem("bad-escape", f"`{escape}` stands for no character", place, help="type the character itself")


# Texts that start with a character which YAML keeps for itself


def _reserved(trouble: Trouble) -> Problem | None:
    found = trouble.found
    if trouble.at.content.startswith("```"):
        return Problem(
            "reserved-start", "a line of ``` has no place here", trouble.place(trouble.at.start, 3), "a Markdown fence", "take the line out"
        )
    if found == "-":
        return Problem(
            "reserved-start",
            "a text can't start with a dash and a space",
            trouble.place(),
            "YAML takes it for an item of a list",
            "a list starts on the next line; " + USE_BAR,
        )
    if not found.strip():
        return _unclosed_bracket(trouble)
    what = {"?": "`?` and a space", "`": "a backtick"}.get(found, f"`{found}`")
    return Problem("reserved-start", f"a text can't start with {what}", trouble.place(), "YAML keeps this character for itself", USE_BAR)


def _order_word(trouble: Trouble) -> Problem | None:
    line, column = trouble.opening
    return order_word(trouble.file, line, column) if trouble.file.lines[line - 1][column - 1 : column] in ("*", "&", "!") else None


def _block_header(trouble: Trouble) -> Problem | None:
    line, column = trouble.opening
    if trouble.file.lines[line - 1][column - 1 : column] != ">":
        return text_beside_bar(trouble.file, line, trouble.column)
    place = trouble.file.place(line, column)
    return Problem("text-beside-bar", "a text can't start with `>`", place, "YAML takes it for the start of a folded text", USE_BAR)


# Quotes


def _unclosed_quote(trouble: Trouble) -> Problem:
    return _unclosed_quote_at(trouble.file, *trouble.opening)


def _unclosed_quote_at(file: SourceFile, line: int, column: int) -> Problem:
    sign = file.lines[line - 1][column - 1 : column]
    help = f"close it with another {sign} at the end of the text"
    if sign == "'":
        help += "; if this is an apostrophe, put `|` after the colon and the text on the next line"
    return Problem("unclosed-quote", "this quote is never closed", file.place(line, column), "it opens here", help)


def _escape(trouble: Trouble) -> Problem | None:
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


def _after_quote(trouble: Trouble) -> Problem | None:
    """A quoted text ended, and the line goes on."""
    before = trouble.before
    if not isinstance(before, ScalarEvent) or before.style not in ('"', "'"):
        return None
    start: Any = before.start_mark
    end: Any = before.end_mark
    if end.line + 1 != trouble.at.number or trouble.at.text[end.column : trouble.column - 1].strip():
        return None
    if start.line != end.line:
        return _unclosed_quote_at(trouble.file, start.line + 1, start.column + 1)
    return _closes_early(trouble, end.column)


def _closes_early(trouble: Trouble, column: int) -> Problem:
    """`column` is that of the quote that closes a text which goes on."""
    text = trouble.at.text
    sign = text[column - 1]
    if sign == "'" and text[column - 2 : column - 1].isalpha() and text[column : column + 1].isalpha():
        return Problem(
            "apostrophe-in-quotes",
            "in single quotes an apostrophe ends the text",
            trouble.place(column),
            "the text ends here",
            "write it twice (''), put the text in double quotes, or " + USE_BAR_HERE,
        )
    return Problem(
        "text-after-quote",
        f"the text ends at this {sign}, but the line goes on",
        trouble.place(column),
        "",
        USE_BAR_HERE,
    )


# Brackets


def _after_bracket(trouble: Trouble) -> Problem | None:
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
    return _bracket_start(trouble, line.value)


def _bracket_start(trouble: Trouble, column: int) -> Problem:
    text = trouble.at.text
    sign = text[column - 1 : column]
    if _LINK.match(text, column - 1):
        return Problem(
            "link-at-start",
            "a text can't start with a link here",
            trouble.place(column),
            "YAML takes `[` for the start of a list",
            USE_BAR_HERE,
        )
    if sign == "{":
        return Problem(
            "braces-at-start",
            "a text can't start with `{`",
            trouble.place(column),
            "YAML takes it for the start of a list of names",
            USE_BAR_HERE,
        )
    if sign == "[":
        return Problem(
            "reserved-start", "a text can't start with `[`", trouble.place(column), "YAML takes it for the start of a list", USE_BAR_HERE
        )
    return Problem(
        "unmatched-bracket",
        "the brackets are closed here, but the line goes on",
        trouble.place(),
        help="start a new line, or " + USE_BAR_HERE,
    )


def _flow(trouble: Trouble) -> Problem | None:
    """Something in brackets isn't as it should be."""
    number, column = trouble.opening
    opening = trouble.file.lines[number - 1][column - 1 : column]
    if opening not in ("[", "{"):
        return None
    if number != trouble.at.number or not trouble.found.strip():
        return _unclosed_at(trouble.file, number, column)
    quoted = _after_quote(trouble)
    if quoted is not None:
        return quoted
    if trouble.found == ":":
        label = "a colon in a text needs quotes here" if opening == "{" else "between [ and ] a colon makes a name"
    elif trouble.found in ("]", "}"):
        return Problem(
            "unmatched-bracket", f"`{opening}` is closed by `{trouble.found}`", trouble.place(), help="close [ with ] and { with }"
        )
    else:
        label = "a comma, a closing bracket or quotes are missing here"
    return Problem(
        "text-in-brackets",
        f"this can't stand between {'[ and ]' if opening == '[' else '{ and }'} without quotes",
        trouble.place(),
        label,
        "put quotes round every text here that has a comma, colon or bracket of its own, or write the names on lines of their own",
    )


def _colon_before_bracket(trouble: Trouble) -> Problem | None:
    """`{text:[a]}` or `{text:}`: between brackets a name needs its space, and a text can't end with a colon."""
    following = trouble.at.text[trouble.column : trouble.column + 1]
    name = re.search(r"[a-z_][a-z0-9_]*\Z", trouble.at.text[: trouble.column - 1])
    if following in ("[", "{") and name:
        return no_space_after_colon(trouble.file, trouble.at.number, trouble.column, name[0])
    return Problem("text-in-brackets", "a text can't end with a colon here without quotes", trouble.place(), "", "put quotes round it")


def _unclosed_at(file: SourceFile, number: int, column: int) -> Problem:
    sign = file.lines[number - 1][column - 1 : column]
    close = "]" if sign == "[" else "}"
    return Problem(
        "unmatched-bracket",
        f"this `{sign}` is never closed",
        file.place(number, column),
        "it opens here",
        f"close it with `{close}`; if it is text, " + USE_BAR_HERE,
    )


def _unclosed_bracket(trouble: Trouble) -> Problem | None:
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


# Colons


def _colon(trouble: Trouble) -> Problem | None:
    """A colon where no name can end."""
    line = trouble.at
    if line.colon and line.colon < trouble.column:
        opens = line.text[line.value - 1 : line.value]
        if opens in ('"', "'"):
            closes = line.text.rfind(opens, line.value, trouble.column - 1)
            if closes > 0:
                return _closes_early(trouble, closes + 1)
        return _stray_colon(trouble, opens)
    for earlier in above(trouble.file, line.number):
        missing = _missing_space(trouble.file, earlier)
        if missing is not None:
            return missing
        if earlier.colon or earlier.dashes or earlier.first == 1:
            break
    missing = _missing_space(trouble.file, line)
    if missing is not None:
        return missing
    previous = next(above(trouble.file, line.number), None)
    if previous is None:
        return _stray_colon(trouble, "")
    if not previous.colon and not previous.dashes and " " not in previous.content.strip() and previous.first <= line.first:
        return _colon_forgotten(trouble.file, previous)
    if not line.word:
        return _stray_colon(trouble, "")
    return _too_deep_for(trouble, previous)


def _stray_colon(trouble: Trouble, opens: str) -> Problem:
    if opens and opens in "“”„«‘’‚‹":
        return Problem(
            "curly-quotes",
            f"{opens} is no quote to YAML, so the colon after it ends a name",
            trouble.place(),
            "a second colon in one line",
            'put straight quotes (") round the whole text, or ' + USE_BAR_HERE,
        )
    return Problem("stray-colon", "a colon and a space in a text read as the end of a name", trouble.place(), "", USE_BAR_HERE)


def _missing_space(file: SourceFile, line: Line) -> Problem | None:
    dash = NO_SPACE_AFTER_DASH.match(line.text)
    if dash is not None:
        return no_space_after_dash(file, line.number, dash.end())
    colon = NO_SPACE_AFTER_COLON.match(line.text)
    if colon is not None:
        return no_space_after_colon(file, line.number, colon.end(), colon["name"])
    return None


def _colon_forgotten(file: SourceFile, line: Line) -> Problem:
    word = line.content.strip()
    return Problem(
        "missing-colon",
        f"a colon is missing after `{word[:40]}`",
        file.place(line.number, line.start, len(word)),
        help=f"write `{word[:40]}:`",
    )


def _no_colon(trouble: Trouble) -> Problem | None:
    """A line that should have been a name with a colon. It stands where the opening mark is."""
    file = trouble.file
    line = look(file, trouble.opening[0])
    content = line.content
    if content.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return Problem(
            "missing-colon",
            "two versions of this file were joined here",
            file.place(line.number, line.first, len(content)),
            "a mark of git",
            "keep one version and take out the lines <<<<<<<, ======= and >>>>>>>",
        )
    missing = _missing_space(file, line)
    if missing is not None:
        return missing
    previous = next(above(file, line.number), None)
    if previous is not None and previous.block_header and line.first <= max(previous.start, 2):
        return _not_indented(file, line, previous)
    wide = next((at for at, sign in enumerate(line.text, 1) if sign in "：﹕꞉∶"), 0)
    if wide:
        return Problem(
            "missing-colon",
            f"{describe(line.text[wide - 1])} is no colon to YAML",
            file.place(line.number, wide),
            help="write a plain colon and a space",
        )
    sibling = _line_it_belongs_to(file, line)
    if sibling is not None and line.first in sibling.dashes:
        return _missing_dash(file, line)
    if " " not in content.strip():
        return _colon_forgotten(file, line)
    first = content.split(" ", 1)[0]
    label = f"is a colon missing after `{first}`?" if first.isascii() and first.isidentifier() and first.islower() else ""
    return Problem(
        "missing-colon",
        "this line is neither `name: value` nor an item with a dash",
        file.place(line.number, line.start, len(content.rstrip())),
        label,
        "put a colon and a space after the name; if the line is more of the text above, indent it deeper",
    )


# Indentation


def _line_it_belongs_to(file: SourceFile, line: Line) -> Line | None:
    """The nearest line above that isn't indented deeper."""
    return next((earlier for earlier in above(file, line.number) if earlier.first <= line.first), None)


def _not_indented(file: SourceFile, line: Line, header: Line) -> Problem:
    return Problem(
        "text-not-indented",
        "this line isn't indented enough to belong to the text above",
        file.place(line.number, line.first),
        f"the text starts after the `{header.text[header.value - 1]}` on line {header.number}",
        "indent every line of the text alike, two columns deeper than its name",
    )


def _missing_dash(file: SourceFile, line: Line) -> Problem:
    return Problem(
        "missing-dash",
        "a dash is missing here",
        file.place(line.number, line.first),
        "the lines above are items of a list",
        "start each item with a dash and a space: `- `",
    )


def _too_deep_for(trouble: Trouble, previous: Line) -> Problem:
    """`name:` stands deeper than the line above, which has its text already."""
    line = trouble.at
    what = f"`{line.name}:`" if not line.dashes else "this dash"
    if line.dashes:
        columns = [column for column in columns_above(trouble.file, line.number) if column in _dash_columns(trouble.file, line.number)]
        right = max((column for column in columns if column < line.first), default=previous.start)
    else:
        right = previous.start
    if not previous.colon:
        return Problem(
            "wrong-indent",
            f"{what} reads as more of the text above",
            trouble.place(line.first),
            f"line {previous.number} is a text",
            f"if `{line.name}` belongs to that text, give the text a name too (`text: ...`); else start at the column of the names above",
        )
    return Problem(
        "wrong-indent",
        f"{what} is indented so that it reads as more of the text above",
        trouble.place(line.first),
        _how_far(line.first, right),
        f"start it at column {right}, like line {previous.number}",
    )


def _dash_columns(file: SourceFile, number: int) -> set[int]:
    return {column for line in above(file, number, 200) for column in line.dashes}


def _how_far(column: int, right: int) -> str:
    spaces = abs(column - right)
    if not spaces:
        return ""
    count = "one space" if spaces == 1 else f"{spaces} spaces"
    return f"{count} too {'many' if column > right else 'few'}"


def _between(trouble: Trouble) -> Problem | None:
    """Between the names of a mapping or the items of a list stands something else."""
    for explain in (_after_quote, _after_bracket, _after_alias):
        problem = explain(trouble)
        if problem is not None:
            return problem
    line = trouble.at
    if not trouble.starts_line:
        return None
    if trouble.found == ":":
        return Problem("empty-key", "a name is missing before this colon", trouble.place(), help="write a name before the colon")
    if trouble.found in ("]", "}"):
        return Problem("unmatched-bracket", f"this `{trouble.found}` closes nothing", trouble.place(), help="take it out, or open it first")
    header = _line_it_belongs_to(trouble.file, line)
    if header is not None and header.block_header and not line.dashes and not line.word:
        return _not_indented(trouble.file, line, header)
    if not line.colon and not line.dashes:
        return _cut_by_comment(trouble) or _no_colon(Trouble(trouble.file, line, trouble.column, (line.number, line.first), trouble.before))
    return _wrong_column(trouble)


def _after_alias(trouble: Trouble) -> Problem | None:
    before = trouble.before
    if not isinstance(before, AliasEvent):
        return None
    start: Any = before.start_mark
    return order_word(trouble.file, start.line + 1, start.column + 1) if start.line + 1 == trouble.at.number else None


def _cut_by_comment(trouble: Trouble) -> Problem | None:
    """A plain text over several lines ends at a comment; the lines after it belong to nothing."""
    for number in range(trouble.at.number - 1, 0, -1):
        text = trouble.file.lines[number - 1]
        at = 0 if text.lstrip().startswith("#") else text.find(" #")
        if at >= 0 and text.strip():
            at = text.index("#", at)
            return Problem(
                "comment-in-text",
                "a text can't go on after a comment",
                trouble.file.place(number, at + 1, len(text) - at),
                "YAML takes this for a comment",
                "if it is part of the text, " + USE_BAR_HERE,
            )
        if text.strip():
            break
    return None


def _wrong_column(trouble: Trouble) -> Problem:
    file, line = trouble.file, trouble.at
    columns = columns_above(file, line.number)
    dashes = _dash_columns(file, line.number)
    if line.dashes:
        fitting = {column: number for column, number in columns.items() if column in dashes}
    else:
        fitting = {column: number for column, number in columns.items() if column not in dashes or look(file, number).start == column}
    if not line.dashes and line.first in dashes and line.first in columns:
        item = _item_above(file, line)
        names = {earlier.name for earlier in item}
        if line.name in names or not item:
            return _missing_dash(file, line)
        fitting = {item[-1].start: item[-1].number}
    if line.dashes and not fitting:
        return Problem(
            "list-among-names",
            "an item of a list stands among names",
            trouble.place(line.first),
            help="a list belongs under a name of its own, such as `text:`; else take the dash out",
        )
    if not fitting:
        return _unknown(trouble)
    right = min(fitting, key=lambda column: (abs(column - line.first), column))
    if right == line.first:
        return Problem(
            "list-among-names",
            "names and items of a list can't stand side by side",
            trouble.place(line.first),
            help="a list belongs under a name of its own, such as `text:`",
        )
    what = "this dash" if line.dashes else f"`{line.name[:40]}:`"
    return Problem(
        "wrong-indent",
        f"{what} starts at a column where nothing above starts",
        trouble.place(line.first),
        _how_far(line.first, right),
        f"start it at column {right}, like line {fitting[right]}",
    )


def _item_above(file: SourceFile, line: Line) -> list[Line]:
    """The named lines of the item above, from the last to the first."""
    found: list[Line] = []
    for earlier in above(file, line.number):
        if earlier.dashes and line.first in earlier.dashes:
            return [*found, earlier] if earlier.colon else found
        if earlier.colon and earlier.first > line.first:
            found.append(earlier)
        if earlier.first < line.first:
            break
    return found


def _document(trouble: Trouble) -> Problem | None:
    """Something follows what read as the whole file."""
    for explain in (_after_quote, _after_bracket, _after_alias):
        problem = explain(trouble)
        if problem is not None:
            return problem
    first = next(
        (look(trouble.file, number) for number in range(1, len(trouble.file.lines) + 1) if not look(trouble.file, number).blank), None
    )
    if first is not None and first.first > trouble.at.first:
        return Problem(
            "wrong-indent",
            "the first line of the file is indented deeper than the rest",
            trouble.file.place(first.number, first.first),
            _how_far(first.first, trouble.at.first),
            f"start it at column {trouble.at.first}, like line {trouble.at.number}",
        )
    return None


_SORTS: tuple[tuple[re.Pattern[str], Callable[[Trouble], Problem | None]], ...] = tuple(
    (re.compile(words), explain)
    for words, explain in (
        ("quoted scalar.*(?:end of stream|document separator)", _unclosed_quote),
        ("quoted scalar", _escape),
        ("cannot start any token", _reserved),
        ("mapping values are not allowed", _colon),
        ("could not find expected ':'", _no_colon),
        ("an? (?:tag|alias|anchor)|tag handle", _order_word),
        ("a block scalar", _block_header),
        ("a plain scalar", _colon_before_bracket),
        ("a flow (?:sequence|mapping)", _flow),
        ("a block (?:collection|mapping)", _between),
        ("keys are not allowed|entries are not allowed|node content", _reserved),
        ("document start", _document),
    )
)
