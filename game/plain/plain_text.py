"""Paragraphs of spans as lines of plain text, numbers that are typed, and the question of which role to take."""

import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TextIO

from game.story.model import Role, Story
from game.story.prose import Paragraph, paragraphs
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


# ---- the shelf: which role, where nobody has said ----


def choose_role(
    story: Story, answers: Iterator[str], out: TextIO, width: int, ended: Collection[tuple[str, str]] = frozenset()
) -> Role | None:
    """The role that the player takes; the only one where there is no choice; None where nothing is answered.

    `ended` are the endings that this player has come to before, each as (role, ending).
    """
    roles = list(story.roles.values())
    if len(roles) == 1:
        return roles[0]
    out.write(f"{wrapped(story.title, width)}\n\nWho will you be?\n\n")
    for number, role in enumerate(roles, start=1):
        about = " ".join([f"{role.title}.", words(paragraphs(role.blurb.text)), *_found(story, role, ended)])
        out.write(wrapped(about, width, first=f"{number:>2}  ", indent="    ") + "\n")
    out.flush()
    for answer in answers:
        typed = answer.strip()
        if 1 <= number_in(typed) <= len(roles):
            return roles[number_in(typed) - 1]
        if typed.lower() in QUITS:
            return None
        out.write(f"Type a number from 1 to {len(roles)}, or q to quit.\n")
        out.flush()
    return None


def _found(story: Story, role: Role, ended: Collection[tuple[str, str]]) -> Iterator[str]:
    """How many of a role's endings were found, in a sentence, where any was."""
    found = {story.name_now(ending) for of, ending in ended if of == role.id}
    if found:
        from game.play.looking_back.doors import endings_of

        endings = endings_of(story, role)
        yield f"({len(found.intersection(endings))} of {len(endings)} endings found)"
