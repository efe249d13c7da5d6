"""What can be seen in a file's text before YAML reads it.

Tabs, lines that YAML takes as orders and a second document are found here, because the two parsers report them
differently or too late. So are the lines that deserve a closer look when a plain text begins or ends there; in most
files there are none, and reading loses no time over them.
"""

import re
from collections.abc import Iterator

from game.problems import Problem
from game.source.nodes import SourceFile
from game.text.names import NAME

ODD = "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""Characters that look like a space and are none to YAML."""

NO_SPACE_AFTER_COLON = re.compile(rf" *(?:- +)*(?P<name>{NAME}):(?=[^ /:])")
"""At the start of a line: `text:Roses`, but not `https://...`."""

NO_SPACE_AFTER_DASH = re.compile(rf" *(?:- +)*-(?=[^\W\d_]|[\"'“‘«\[{{*{ODD}])")
"""At the start of a line: `-one`, but not `-5` or `--`."""

# A line that may be one of these, or that an odd space indents. It starts with what the search can leap to and never
# goes back, so that a megabyte takes a millisecond.
_LINE_SUSPECT = re.compile(rf"\n[ -]*+(?:\w++:[^ \n/:]|(?<=-)[^ \n\d]|[{ODD}])")
_LINE_SUSPECT_IN_ASCII = re.compile(r"\n[ -]*+(?:\w++:[^ \n/:]|(?<=-)[^ \n\d])", re.ASCII)
# A comment that may cut a text short, also right after the `|` that starts one.
_HASH_SUSPECT = re.compile(r"#(?<=[ |>0-9+-]#)")
# A quote where a text may end: worth a look where the line has an odd number of them.
_QUOTE_SUSPECT = re.compile(r'"(?=[ ]*(?:\n|[,}]))')
_MAYBE_ORDER = re.compile(r"\n(?:%|---|\.\.\.)")
_MERGE_MARK = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \n]|\Z)", re.MULTILINE)
_ORDER = re.compile(r"^%.*", re.MULTILINE)
_DOCUMENT_MARK = re.compile(r"^(?:---|\.\.\.)(?=[ \n]|\Z)", re.MULTILINE)
_ONLY_COMMENTS = re.compile(r"(?>(?:(?: *#.*| *|%.*)\n)*) *\Z")
_TAB_INDENT = re.compile(r"^ *(?:- +)*\t", re.MULTILINE)


def prepare(file: SourceFile, text: str, problems: list[Problem]) -> tuple[str, frozenset[int]] | None:
    """The text that YAML may read, and the lines (from 1) that may hold a silent slip; None where tabs make its indentation a
    guess or two versions stand side by side."""
    if ("<<<<<<<" in text or ">>>>>>>" in text or "=======" in text) and _merged(file, text, problems):
        return None
    if "\t" in text:
        if not _tabs(file, text, problems):
            return None
        text = text.replace("\t", " ")
    if text.startswith(("%", "---", "...")) or _MAYBE_ORDER.search(text):
        text = _without_orders(file, text, problems)
    if not text.endswith("\n"):
        # So that both parsers put the end of the file in the same place.
        text += "\n"
    return text, _suspects(text)


def _merged(file: SourceFile, text: str, problems: list[Problem]) -> bool:
    """Report the first of the marks that git leaves where it couldn't join two versions."""
    line = next((line for line, _ in _line_starts(text, _MERGE_MARK)), 0)
    if line:
        place = file.place(line, 1, len(file.lines[line - 1]))
        help = "keep one version and take out the lines <<<<<<<, ======= and >>>>>>>"
        problems.append(Problem("merge-conflict", "two versions of this file were joined here", place, "a mark of git", help))
    return line > 0


def _tabs(file: SourceFile, text: str, problems: list[Problem]) -> bool:
    """Tell the first tab of either sort, and how many lines have them: one command of an editor mends all."""
    indents = list(_line_starts(text, _TAB_INDENT))
    if indents:
        line = indents[0][0]
        column = file.lines[line - 1].index("\t") + 1
        help = "put spaces in its place (two for each step); editors have a command that does it for the whole file"
        message = f"this line is indented with a tab{_more(len(indents))}"
        problems.append(Problem("tab", message, file.place(line, column), "YAML counts spaces", help))
        return False
    lines = [line for line, shown in enumerate(file.lines, 1) if "\t" in shown]
    column = file.lines[lines[0] - 1].index("\t") + 1
    help = "put a space in its place"
    problems.append(Problem("tab", f"there is a tab in this line{_more(len(lines))}", file.place(lines[0], column), help=help))
    return True


def _more(lines: int) -> str:
    return "" if lines == 1 else f", and {lines - 1:,} more {'line is' if lines == 2 else 'lines are'} like it"


def _without_orders(file: SourceFile, text: str, problems: list[Problem]) -> str:
    """The text with `%` lines blanked out, and cut where a second document would start."""
    for line, at in _line_starts(text, _DOCUMENT_MARK):
        sign = text[at]
        if sign == "-" and _ONLY_COMMENTS.match(text[:at]):
            continue
        if sign != "." or not _ONLY_COMMENTS.match(text[at + 3 :].lstrip(" ")):
            help = "take the line out; if it is part of a text, indent it like the rest of that text"
            message = f"`{text[at : at + 3]}` at the start of a line ends the file here"
            problems.append(Problem("second-document", message, file.place(line, 1, 3), "nothing below this line would be read", help))
        text = text[:at]
        break
    orders = list(_line_starts(text, _ORDER))
    if orders:
        line, at = orders[0]
        help = "if it is part of a text, indent it like the rest of that text; else take it out"
        message, label = f"a line can't start with `%`{_more(len(orders))}", "YAML takes this line as an order to itself"
        problems.append(Problem("yaml-directive", message, file.place(line, 1, len(file.lines[line - 1])), label, help))
    return _ORDER.sub("", text)


def _suspects(text: str) -> frozenset[int]:
    # With a newline before it, the first line is searched like the others and counted like them.
    found = {line for line, _ in _line_starts("\n" + text, _LINE_SUSPECT_IN_ASCII if text.isascii() else _LINE_SUSPECT)}
    if "#" in text:
        found.update(line for line, _ in _line_starts(text, _HASH_SUSPECT))
    if '"' in text:
        found.update(line for line, at in _line_starts(text, _QUOTE_SUSPECT) if _line_at(text, at).count('"') % 2)
    return frozenset(found)


def _line_at(text: str, at: int) -> str:
    """The line in which a position lies; `text` ends with a newline."""
    return text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)]


def _line_starts(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The line (from 1) and the offset of each match."""
    line, seen = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        yield line, match.start()
