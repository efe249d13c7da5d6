"""The same hour, seen by everybody whom a player has been."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from game.play.playthrough import Playthrough
from game.play.view import View, view, words_of

NEAR = 3  # hours between an hour and a passage that still belongs to it
MOST = 8  # hours that are shown

_SENTENCE_ENDS = re.compile(r"[.!?…][”’\"')]*(?=\s+[“‘\"'(]?[^\W\d_a-z])")


class SeenHour(Struct, frozen=True):
    """What one of them saw: the moment is local, `first_line` how the passage begins, and `turn` where in the playthrough."""

    played: Playthrough
    turn: int
    role: str
    title: str
    place: str
    moment: datetime
    first_line: str


class SharedHour(Struct, frozen=True):
    """`moment` is on the story's clock, in its own zone."""

    moment: datetime
    seen: tuple[SeenHour, ...]


def same_hours(games: Iterable[Playthrough], *, near: int = NEAR, most: int = MOST) -> tuple[SharedHour, ...]:
    """The hours at which most of them have a passage at most `near` hours away, in order; none where nobody else has.

    Of several games of a role the last is taken; all are of one story. An hour is shown if at least two are there, and no
    two hours share a passage.
    """
    people = list({played.program.role.id: played for played in games}.values())
    clock = people[0].program.story.clock if people else None
    if clock is None or len(people) < 2:
        return ()
    chosen: list[tuple[int, list[tuple[Playthrough, int]]]] = []
    for hours, there in sorted(_gatherings(people, near), key=lambda each: (-len(each[1]), _apart(*each), each[0])):
        if len(chosen) < most and all(abs(hours - other) > 2 * near for other, _ in chosen):
            chosen.append((hours, there))
    return tuple(
        SharedHour(clock.start + timedelta(hours=hours), tuple(_seen(*each) for each in there))
        for hours, there in sorted(chosen, key=lambda each: each[0])
    )


def _gatherings(people: Sequence[Playthrough], near: int) -> Iterator[tuple[int, list[tuple[Playthrough, int]]]]:
    """Each hour at which somebody has a passage, with whoever has one near it."""
    for hours in {_hours(played, turn) for played in people for turn in range(len(played.turns))}:
        there = []
        for played in people:
            turn = min(range(len(played.turns)), key=lambda turn: abs(_hours(played, turn) - hours))
            if abs(_hours(played, turn) - hours) <= near:
                there.append((played, turn))
        if len(there) > 1:
            yield hours, there


def _hours(played: Playthrough, turn: int) -> int:
    return played.turns[turn].state[played.program.clock]


def _apart(hours: int, there: list[tuple[Playthrough, int]]) -> int:
    return sum(abs(_hours(played, turn) - hours) for played, turn in there)


def _seen(played: Playthrough, turn: int) -> SeenHour:
    shown = view(played, turn)
    assert shown.moment is not None  # the story has a clock
    return SeenHour(played, turn, shown.role, shown.title, shown.place, shown.moment, first_line(shown))


def first_line(shown: View) -> str:
    """The passage's first sentence: the narrator's where there is one, else whoever speaks first; "" where there is no text."""
    texts = [part for part in shown.parts if part.kind == "text" and part.paragraphs]
    part = next((part for part in texts if not part.person), texts[0] if texts else None)
    if part is None:
        return ""
    words = words_of(part.paragraphs[0])
    end = _SENTENCE_ENDS.search(words)
    return words[: end.end()] if end else words
