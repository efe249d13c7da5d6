"""A document as Markdown, as CommonMark and its tables on code hosts read it."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from msgspec.structs import replace

from game.document import Bars, Block, Document, Items, Line, Pairs, Paragraph, Quote, Run, Section, Table, Text
from game.text.clean import clean, clean_line

BAR = 24  # characters of the longest bar
DEEPEST = 6

# Between letters an underscore means nothing, and a command that is told can be copied.
_SIGNS = re.compile(r"[\\`*\[\]<>|~&$@]|(?<![^\W_])_|_(?![^\W_])|(?<=\w):(?=//)|(?<=www)\.|!(?=\[)", re.IGNORECASE)
_AT_START = re.compile(r"^(\s*)([#+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)


def as_markdown(document: Document) -> str:
    lines = [f"# {escaped(document.title)}", ""]
    for block in document.blocks:
        lines += [*_block(block, 2), ""]
    return "\n".join(_without_gaps(lines)) + "\n"


def escaped(text: str) -> str:
    """The text on one line, with a backslash before each sign that Markdown or an extension of it could act on."""
    return _at_start(_within(text))


def _within(text: str) -> str:
    """The same where the text doesn't begin a line, so that a number stays as it is: in a heading, in a cell."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(clean(text).split()))


def _at_start(text: str) -> str:
    """What would make a heading, a list or a rule of a line."""
    return _AT_START.sub(lambda match: f"{match[1]}{match[2]}\\" if match[2].isdecimal() else f"{match[1]}\\{match[2]}", text)


def _text(text: Text) -> str:
    if isinstance(text, str):
        return escaped(text)
    return _at_start("".join(_run(run) for run in text).strip())


def _run(run: Run) -> str:
    """A mark stands right beside a word, or it is none: spaces go outside of it."""
    words = re.sub(r"\s+", " ", clean(run.text))
    inner = words.strip()
    if not inner:
        return words
    mark = "**" * run.strong + "*" * run.emphasis
    told = mark + _SIGNS.sub(r"\\\g<0>", inner) + mark
    if run.target or run.file:
        told = f"[{told}]({quote(run.file)}{f'#{clean_line(run.target)}' if run.target else ''})"
    return " " * words.startswith(" ") + told + " " * words.endswith(" ")


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Section():
            if block.anchor:
                yield f'<a id="{clean_line(block.anchor)}"></a>'
                yield ""
            title = _within(block.title)
            yield f"{'#' * min(level, DEEPEST)} {title if title[:1].isdecimal() else _at_start(title)}"
            for inner in block.blocks:
                yield ""
                yield from _block(inner, level + 1)
        case Paragraph():
            runs = (Run(block.text),) if isinstance(block.text, str) else block.text
            yield _text(tuple(replace(run, emphasis=True) for run in runs) if block.quiet else block.text)
        case Line():
            yield f"**{escaped(block.label)}:** {_text(block.text)}"
        case Items():
            for number, item in enumerate(block.items, start=1):
                yield f"{number}. {_text(item)}" if block.numbered else f"- {_text(item)}"
        case Pairs():
            yield from (f"- **{escaped(name)}:** {_text(told)}" for name, told in block.pairs)
        case Table():
            yield from _table(block)
        case Bars():
            yield from _bars(block)
        case Quote():
            yield from (f"> {escaped(line)}  " if line.strip() else ">" for line in clean(block.text).split("\n"))


def _table(block: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(_within, block.head))} |"
    yield "|" + "---|" * len(block.head)
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in block.rows)


def _cell(text: Text) -> str:
    return _within(text) if isinstance(text, str) else "".join(_run(run) for run in text).strip()


def _bars(block: Bars) -> Iterator[str]:
    most = max((bar.value for bar in block.bars), default=0)
    if block.caption:
        yield f"{escaped(block.caption)}:"
        yield ""
    yield "| | | |"
    yield "|---|---|---|"
    for bar in block.bars:
        drawn = "█" * max(1, round(BAR * bar.value / most)) if bar.value else ""
        yield f"| {_within(bar.label)} | {bar.value:,} | {drawn} |".replace("  |", " |")


def _without_gaps(lines: list[str]) -> Iterator[str]:
    """The lines with one blank line where there were several, and none at the end."""
    blank = False
    for line in lines:
        if line and blank:
            yield ""
        if line:
            yield line
        blank = not line
