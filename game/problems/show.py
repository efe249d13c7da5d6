"""Problems as a person, a program or a build reads them.

Everything that comes from an author's file or a file's name passes `clean` on its way out, so that telling what is
wrong with a file can't do what the file was wrong for.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from game.problems import Place, Problem
from game.problems.codes import CODES, Severity
from game.text.cells import cells, fitted
from game.text.clean import clean, clean_line
from game.text.shell import LONGEST
from game.text.words import counted, in_a_row

WIDEST = 100
"""How many columns of an author's line are shown; a longer line is cut to what stands round the caret."""

_LEVELS: tuple[Severity, ...] = ("error", "warning", "hint")
_GITHUB = {"error": "error", "warning": "warning", "hint": "notice"}
_RESET = "\x1b[0m"
_STYLES = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "hint": "\x1b[1;36m", "bold": "\x1b[1m", "frame": "\x1b[1;34m"}


def severity(problem: Problem) -> Severity:
    return CODES[problem.code].severity


def as_text(problems: Iterable[Problem], *, colour: bool, limit: int | None = None, width: int | None = None) -> str:
    """The problems one below the other, in the order of their places, and a line that counts them.

    With `limit` only so many are shown; all are counted. Nothing at all where there are no problems. `width` is how many
    columns the terminal has: sentences are broken between words then, and carets stay below what is wrong.
    """
    ordered = sorted(problems, key=lambda problem: problem.order)
    if not ordered:
        return ""
    shown = ordered if limit is None else ordered[:limit]
    blocks = [_block(problem, colour=colour, width=width) for problem in shown]
    if len(shown) < len(ordered):
        blocks.append(f"… and {len(ordered) - len(shown):,} more\n")
    return "\n".join([*blocks, summary(ordered)])


def summary(problems: Sequence[Problem]) -> str:
    """`3 problems in 2 files`; with others than errors among them, `2 errors, 1 warning and 4 hints in 2 files`."""
    files = counted(len({problem.place.path for problem in problems}), "file")
    each = {level: sum(severity(problem) == level for problem in problems) for level in _LEVELS}
    if each["error"] == len(problems):
        return f"{counted(len(problems), 'problem')} in {files}"
    return f"{in_a_row([counted(count, level) for level, count in each.items() if count])} in {files}"


def fails(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Whether a check with these problems has failed: for an error, and where it is `strict` for a warning. Hints never count."""
    return any(severity(problem) == "error" or (strict and severity(problem) == "warning") for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects, in the order of their places. Lines and columns count from 1; `endColumn` is the column after
    the last one that is wrong."""
    return json.dumps([_record(problem) for problem in sorted(problems, key=lambda problem: problem.order)], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, one a line, which GitHub shows beside the lines of a pull request."""
    lines = []
    for problem in sorted(problems, key=lambda problem: problem.order):
        record = _record(problem)
        where = {
            "file": record["path"],
            "line": record["line"],
            "col": record["column"],
            "endColumn": record["endColumn"],
            "title": record["code"],
        }
        properties = ",".join(f"{key}={_escape(str(value)).replace(':', '%3A').replace(',', '%2C')}" for key, value in where.items())
        said = "; ".join(filter(None, (record["message"], record["label"]))) + (f"\n{record['help']}" if record["help"] else "")
        lines.append(f"::{_GITHUB[record['severity']]} {properties}::{_escape(said)}")
    return "\n".join(lines)


def _record(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "code": problem.code,
        "severity": severity(problem),
        "message": _said(problem.message),
        "label": _said(problem.label),
        "path": clean_line(place.path, limit=1_000),
        "line": place.line,
        "column": place.column,
        "endColumn": place.column + place.length,
        "help": _help(problem),
    }


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _said(text: str, most: int = 1_000) -> str:
    return clean_line(text, limit=most)


def _help(problem: Problem) -> str:
    """The help with the command, if it has one, at its end: as it is, for it is pasted."""
    return "; ".join(filter(None, (_said(problem.help), f"play it: {_command(problem)}" if problem.command else "")))


def _command(problem: Problem) -> str:
    return clean(problem.command, limit=LONGEST)


def _wrapped(text: str, width: int | None, indent: int, command: str = "") -> list[str]:
    """The lines of a sentence, the first of them without its indent. The command at its end stays in one piece, to be copied."""
    if width is None:
        return [text]
    from textwrap import wrap

    lines = wrap(text.removesuffix(command).rstrip(), max(20, width - indent), break_long_words=False, break_on_hyphens=False) or [""]
    lines += [command] if command else []
    return [line if not number else " " * indent + line for number, line in enumerate(lines)]


def _block(problem: Problem, *, colour: bool, width: int | None) -> str:
    def dye(style: str, text: str) -> str:
        return f"{_STYLES[style]}{text}{_RESET}" if colour and text else text

    level = severity(problem)
    place = problem.place
    number = str(place.line)
    margin = " " * len(number)
    bar = dye("frame", "|")
    spot = (
        f"{clean_line(place.path, limit=1_000)}:{place.line}:{place.column}"
        if place.text or place.line > 1
        else clean_line(place.path, limit=1_000)
    )
    head = f"{level}[{problem.code}]"
    first, *rest = _wrapped(f"{head}: {_said(problem.message)}", width, 4)
    lines = [
        f"{dye(level, head)}{dye('bold', first.removeprefix(head))}",
        *(dye("bold", line) for line in rest),
        f"{margin}{dye('frame', '-->')} {spot}",
    ]
    if place.text.strip():
        before, wrong, after = excerpt(place, WIDEST if width is None else max(20, min(WIDEST, width - len(number) - 4)))
        carets = "^" * max(1, cells(wrong))
        label = _said(problem.label)
        lines += [
            f"{margin} {bar}",
            f"{dye('frame', number)} {bar} {before}{wrong}{after}".rstrip(),
            f"{margin} {bar} {' ' * cells(before)}{dye(level, f'{carets} {label}'.rstrip())}",
        ]
    elif problem.label:
        lines.append(f"{margin} {dye('frame', '=')} {_said(problem.label)}")
    if help := _help(problem):
        first, *rest = _wrapped(help, width, len(number) + 9, _command(problem))
        lines += [f"{margin} {dye('frame', '=')} {dye('bold', 'help')}: {first}", *rest]
    return "\n".join(lines) + "\n"


def excerpt(place: Place, widest: int = WIDEST) -> tuple[str, str, str]:
    """The line before, at and after what is wrong, cleaned, and cut to `widest` columns."""
    start = min(place.column - 1, len(place.text))
    end = min(start + place.length, len(place.text))
    # A line may have a million characters, and what is far from the caret isn't looked at.
    near = 4 * widest
    before, wrong, after = (
        _tidy(place.text[max(0, start - near) : start]),
        _tidy(place.text[start : min(end, start + near)]),
        _tidy(place.text[end : end + near]),
    )
    wrong = fitted(wrong, widest * 3 // 5, whole=end - start <= near)
    room = widest - cells(wrong)
    before = _tail(before, max(room // 2, room - cells(after)), whole=start <= near)
    after = fitted(after, room - cells(before), whole=len(place.text) - end <= near)
    return before, wrong, after


def _tidy(text: str) -> str:
    return clean(text).replace("\n", " ")


def _tail(text: str, most: int, *, whole: bool) -> str:
    """The last `most` cells of `text`."""
    if whole and cells(text) <= most:
        return text
    while text and cells(text) > most - 1:
        text = text[max(1, (cells(text) - most) // 2) :]
    return "…" + text
