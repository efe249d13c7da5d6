"""A played game as a file of the folder `tests`, and a new transcript put into such a file."""

from collections.abc import Iterator, Sequence

from game.play.playthrough import Playthrough
from game.play.record import Entry


class CantRecordError(Exception):
    """The playthrough can't be told from its start; the message is a sentence for whoever asked."""


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
    return "\n".join([*lines[: key - 1], *transcript_lines(reads), *lines[end:]]).rstrip("\n") + "\n"


def transcript_lines(reads: Sequence[str]) -> Iterator[str]:
    yield "transcript:"
    for moment in reads:
        yield "  - |"
        for line in moment.split("\n"):
            yield f"    {line}" if line else ""
