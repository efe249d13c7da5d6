"""An author's prose: Markdown's inline part, links to facts and terms, and variables. Nothing else.

Brackets that are no link, braces that hold no name, backslashes and stray asterisks are shown as they were typed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from game.text.names import NAME, is_name

LinkKind = Literal["fact", "term", "imagined"]

# A link doesn't reach over a blank line, since paragraphs don't.
LINK = re.compile(r"\[(?P<words>[^\[\]\n]*(?:\n(?![ \t]*\n)[^\[\]\n]*)*)\]\((?P<target>[^()\s]*)\)")
VARIABLE = re.compile(rf"\{{({NAME})(?:\|(?P<forms>[^{{}}\n]*))?\}}")
"""`{name}`, or `{name|form|form}` for the word that goes with the number."""

TARGET = re.compile(rf"(?:(fact|term):({NAME})|(imagined))\Z")
_STRONG_OPENS = re.compile(r"(?<![\w*])\*\*(?=[^\s*])")
_STRONG_CLOSES = re.compile(r"(?<=[^\s*])\*\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])(?P<words>[^*]+?)(?<=[^\s*])\*(?![\w*])")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_SPACES = re.compile(r"[ \t\n]+")


class Prose(Struct, frozen=True):
    """A passage as it was typed, and what it refers to.

    `claim` is the fact that it tells in the ledger's own words without naming who vouches for it, or "".
    """

    text: str
    facts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    claim: str = ""


class Span(Struct, frozen=True):
    """A run of characters that look alike. `link` is what it points to: ("fact", id), ("term", id), ("imagined", "")."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: tuple[LinkKind, str] | None = None
    variable: str = ""  # the span stands for this variable's value; its text is then as it was typed, `{name}`
    forms: tuple[str, ...] = ()  # and where there are any, for the one of them that goes with its number


Paragraph = tuple[Span, ...]
Range = tuple[int, int]


@lru_cache(maxsize=4096)
def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a passage. A blank line parts two; a single line break is a space."""
    return tuple(_spans(_SPACES.sub(" ", part.strip())) for part in _PARAGRAPHS.split(text.strip("\n")) if part.strip())


def words_alone(text: str) -> str:
    """The words without their marks: what a link or an emphasis is put on doesn't change what a passage is called."""
    if "*" not in text and "[" not in text:
        return text
    return " ".join("".join(span.text for span in paragraph) for paragraph in paragraphs(text))


def _spans(text: str) -> Paragraph:
    """Cut the paragraph wherever a style, a link or a variable begins or ends; the signs themselves are left out."""
    if "*" not in text and "[" not in text and "{" not in text:
        return (Span(text),)
    signs: set[int] = set()  # positions of characters that aren't shown
    cuts = {0, len(text)}
    links: list[Range] = []
    targets: list[tuple[LinkKind, str]] = []
    for match in LINK.finditer(text):
        link = link_of(match["target"])
        if link is not None:
            start, end = match.span("words")
            links.append((start, end))
            targets.append(link)
            signs.update(range(match.start(), start), range(end, match.end()))
            cuts.update((match.start(), start, end, match.end()))
    strong = _styled(_strong(text), 2, links, signs, cuts)
    emphasis = _styled((match.span("words") for match in _EMPHASIS.finditer(text)), 1, links, signs, cuts)
    variables = {match.start(): match for match in VARIABLE.finditer(text) if match.start() not in signs}
    for match in variables.values():
        cuts.update(match.span())
    spans: list[Span] = []
    ordered = sorted(cuts | signs | {sign + 1 for sign in signs})
    for start, end in pairwise(ordered):
        if start in signs or start == end:
            continue
        within = _within(links, start)
        name, forms = (variables[start][1], forms_in(variables[start])) if start in variables else ("", ())
        target = None if within is None else targets[within]
        spans.append(Span(text[start:end], _within(strong, start) is not None, _within(emphasis, start) is not None, target, name, forms))
    return tuple(spans)


def forms_in(match: re.Match[str]) -> tuple[str, ...]:
    """The forms of a match of `VARIABLE`."""
    return tuple(match["forms"].split("|")) if match["forms"] is not None else ()


def shown_in(text: str) -> tuple[str, ...]:
    """The variables that a text shows, each once."""
    return tuple(dict.fromkeys(match[1] for match in VARIABLE.finditer(text)))


def _strong(text: str) -> Iterator[Range]:
    """The words between each `**` that opens and the next that closes."""
    closes = [match.start() for match in _STRONG_CLOSES.finditer(text)]
    done = 0
    for match in _STRONG_OPENS.finditer(text):
        if match.start() >= done:
            at = bisect_left(closes, match.end() + 1)
            if at == len(closes):
                return
            yield match.end(), closes[at]
            done = closes[at] + 2


def _styled(ranges: Iterable[Range], width: int, links: list[Range], signs: set[int], cuts: set[int]) -> list[Range]:
    """The ranges that lie between signs of their own, `width` wide; those signs and where to cut are added.

    A sign in the words of a link and one outside of them make no pair.
    """
    kept = []
    for start, end in ranges:
        if signs.isdisjoint((start - 1, end)) and _within(links, start - width) == _within(links, end):
            kept.append((start, end))
            signs.update(range(start - width, start), range(end, end + width))
            cuts.update((start - width, start, end, end + width))
    return kept


def _within(ranges: list[Range], at: int) -> int | None:
    """The number of the range, of several in order, in which a position lies."""
    number = bisect_right(ranges, at, key=lambda range: range[0]) - 1
    return number if number >= 0 and at < ranges[number][1] else None


@lru_cache(maxsize=4096)  # many links lead to the same fact
def link_of(target: str) -> tuple[LinkKind, str] | None:
    """What `fact:x`, `term:x` or `imagined` points to; None for anything else."""
    match = TARGET.match(target)
    if match is None or (match[2] and not is_name(match[2])):
        return None
    if match[3]:
        return ("imagined", "")
    return ("fact" if match[1] == "fact" else "term", match[2])
