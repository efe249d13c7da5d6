"""What a player reads and chooses, as lines of text: the same for the same story and the same choices."""

import textwrap

from game.play.playthrough import Playthrough, choice_of
from game.play.view import Passage, meters, plain_text, view, words_of
from game.story.phrases import moment_in_words
from game.text.clean import clean

WIDTH = 76


def transcript(played: Playthrough) -> tuple[str, ...]:
    """One text for each moment, the start included; blank lines part its paragraphs."""
    return tuple(moment_text(played, turn) for turn in range(len(played.turns)))


def moment_text(played: Playthrough, turn: int) -> str:
    """The choice that led to a moment, what it brought, where that is, what is had, and what is read there.

    The place and what is had are left out where they are as they were the moment before.
    """
    shown = view(played, turn)
    told = [part for part in shown.parts if part.kind in ("result", "skipped")]
    read = [part for part in shown.parts if part not in told]
    parts = [_chosen(played, turn)] if turn else []
    parts += [_words(played, part) for part in told]
    before = _heading(played, turn - 1) if turn else ""
    if (heading := _heading(played, turn)) != before:
        parts.append(heading)
    parts += [_words(played, part) for part in read]
    if shown.ending:
        parts.append(f"The end: {shown.ending}")
    return "\n\n".join(_wrapped(part) for part in parts if part.strip()) or "…"


def _heading(played: Playthrough, turn: int) -> str:
    shown = view(played, turn)
    moment = moment_in_words(shown.moment) if shown.moment is not None else ""
    where = " - ".join(filter(None, (shown.title, shown.place, moment)))
    have = " · ".join(meter.text for meter in meters(played.program, played.turns[turn].state))
    return "\n".join(filter(None, (where, f"You have: {have}" if have else "")))


def _chosen(played: Playthrough, turn: int) -> str:
    entry = played.turns[turn].entry
    found = choice_of(played, entry) if entry is not None else None
    assert entry is not None
    label = entry.choice if found is None else plain_text(found[0].label, played.program, played.turns[turn - 1].state)
    return f"> {label}" + (" (skipped)" if entry.skipped else "")


def _words(played: Playthrough, part: Passage) -> str:
    people = played.program.story.people
    name = f"{people[part.person].name}: " if part.person in people else "News: " if part.kind == "news" else ""
    return name + "\n\n".join(words_of(paragraph) for paragraph in part.paragraphs)


def _wrapped(text: str) -> str:
    lines = (textwrap.fill(line, WIDTH, break_on_hyphens=False, break_long_words=False) for line in clean(text).split("\n"))
    return "\n".join(line.strip() for line in lines)
