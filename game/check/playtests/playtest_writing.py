"""A played game as text: what a player reads and chooses, the same for the same story and the same choices; and as a file of
the folder `tests`, with such a transcript put into it."""

import textwrap
from collections.abc import Sequence

from game.play.playthrough import Playthrough, choice_of
from game.play.record import Entry
from game.play.view import Passage, meters, plain_text, view, words_of
from game.story.phrases import moment_in_words
from game.text.clean import clean
from game.text.sentence_error import SentenceError

WIDTH = 76


def transcript(played: Playthrough) -> tuple[str, ...]:
    """One text for each moment, the start included; blank lines part its paragraphs."""
    return tuple(moment_text(played, turn) for turn in range(len(played.turns)))


def moment_text(played: Playthrough, turn: int) -> str:
    """The choice that led to a moment, what it brought, where that is, what is had, and what is read there.

    The place and what is had are left out where they are as they were the moment before.
    """
    shown = view(played, turn)
    results = [part for part in shown.parts if part.kind in ("result", "skipped")]
    read = [part for part in shown.parts if part not in results]
    parts = [_chosen(played, turn)] if turn else []
    parts += [_words(played, part) for part in results]
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


# ---- the file ----


class CantRecordError(SentenceError):
    """The playthrough can't be written from its start; the message is a sentence for whoever asked."""


def playtest_file(played: Playthrough) -> str:
    """The playthrough as a file, by ids, with the ending or the scene that it has come to. Raises CantRecordError."""
    if played.earlier or played.base is not None:
        raise CantRecordError("The story has changed since this game was begun, so it can't be recorded from its start. Start a new game.")
    program = played.program
    lines = [f"role: {program.role.id}", f"seed: {played.seed}"]
    # What nothing in the story asks for is left out, and so is what the role itself leaves behind.
    if facts := sorted(played.carried.facts & program.bits.met.keys()):
        lines.append(f"knows: [{', '.join(facts)}]")
    variables = program.story.variables
    others = {name: value for name, value in played.carried.echoes.items() if name in variables and variables[name].echo != program.role.id}
    if others:
        lines.append(f"echoes: {{{', '.join(f'{name}: {value}' for name, value in others.items())}}}")
    lines += ["choices:", *(f"  - {_step(entry)}" for entry in played.entries)] if played.entries else ["choices: []"]
    where = "ending" if played.ended else "scene"
    lines.append(f"end: {{{where}: {played.scene.id}}}")
    return "\n".join(lines) + "\n"


def _step(entry: Entry) -> str:
    if not entry.skipped:
        return f"{entry.choice}/{entry.outcome}" if entry.outcome else entry.choice
    outcome = f", outcome: {entry.outcome}" if entry.outcome else ""
    return f"{{choose: {entry.choice}{outcome}, skipped: true}}"


def with_transcript(lines: Sequence[str], key: int, reads: Sequence[str]) -> str:
    """The lines of a file with another transcript in place of its own, whose key stands in line `key` (from 1).

    Everything else stays as it was typed, comments included.
    """
    end = key
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " -]"):
        end += 1
    while end > key and not lines[end - 1].strip():
        end -= 1  # blank lines belong to what follows
    moments = ["  - |\n" + textwrap.indent(moment, "    ") for moment in reads]
    return "\n".join([*lines[: key - 1], "transcript:", *moments, *lines[end:]]).rstrip("\n") + "\n"
