"""Paragraphs of spans as lines of plain text, and numbers that are typed."""

import textwrap
from collections.abc import Iterable, Sequence

from game.story.prose import Paragraph
from game.text.clean import clean

WIDEST = 72

QUITS = ("q", "quit", "exit")  # what ends a game wherever something is typed

NOT_YET = "That is for the end of a role."

Card = tuple[str, str]  # ("fact" or "term", its id)


def number_in(typed: str) -> int:
    """The number that was typed; 0 where it is none, or longer than anybody means."""
    return int(typed) if typed.isdecimal() and len(typed) <= 6 else 0


def wrapped(text: str, width: int, *, indent: str = "", first: str | None = None) -> str:
    """The text in lines of at most `width` characters, its own line breaks kept."""
    lines: list[str] = []
    for number, line in enumerate(clean(text).split("\n")):
        start = first if first is not None and number == 0 else indent
        lines.append(textwrap.fill(line, width, initial_indent=start, subsequent_indent=indent, break_on_hyphens=False) or start.rstrip())
    return "\n".join(lines)


def with_marks(paragraph: Paragraph, cards: list[Card]) -> str:
    """The words of a paragraph; a link to a fact or a term is followed by its number, `(f1)`, and added to `cards`."""
    shown: list[str] = []
    for number, span in enumerate(paragraph):
        shown.append(span.text)
        if span.link is None or span.link[0] == "imagined":
            continue
        following = paragraph[number + 1].link if number + 1 < len(paragraph) else None
        if following == span.link:
            continue  # one link in two styles has one mark
        card = (span.link[0], span.link[1])
        if card not in cards:
            cards.append(card)
        shown.append(f" (f{cards.index(card) + 1})")
    return "".join(shown)


def words(paragraphs: Iterable[Paragraph]) -> str:
    return "\n\n".join("".join(span.text for span in paragraph) for paragraph in paragraphs)


def columns(rows: Sequence[tuple[str, str]]) -> str:
    width = max((len(left) for left, _ in rows), default=0)
    return "\n".join(f"{left:<{width}}  {right}".rstrip() for left, right in rows)
