"""What has happened since a scene was entered, and a talk as it was told in that time."""

from collections.abc import Iterator

from msgspec import Struct

from game.play.engine import way_on
from game.play.evaluate import RETURN, SCENE
from game.play.playthrough import Playthrough, choice_of, number_of
from game.play.program import COME_BACK, STAY
from game.play.transcript import last_decision
from game.play.view import Passage, view


class Exchange(Struct, frozen=True):
    """What was said or done, "" where a talk begins, and what came of it."""

    label: str
    parts: tuple[Passage, ...]


class Talk(Struct, frozen=True):
    """A talk that goes on: what was told before the present turn, and what is new now. What is still there of the passage isn't told
    again."""

    before: tuple[Exchange, ...]
    now: tuple[Passage, ...]

    @property
    def parts(self) -> tuple[Passage, ...]:
        """All of it, the newest first."""
        return (*self.now, *(part for exchange in self.before for part in exchange.parts))


def stay(played: Playthrough, turn: int | None = None) -> list[int]:
    """The turns of the stay in the present scene, or in that of a turn, oldest first: since it was entered, without those spent on
    visits to others."""
    turns: list[int] = []
    turn = len(played.turns) - 1 if turn is None else turn
    while turn is not None:
        turns.append(turn)
        turn = _before(played, turn)
    return turns[::-1]


def _before(played: Playthrough, turn: int) -> int | None:
    """The turn before in the same stay; None where the scene was entered with this one."""
    found = choice_of(played, played.turns[turn].entry)
    if found is None:
        return None
    choice, outcome = found
    here, left = played.turns[turn].state[SCENE], played.turns[turn - 1].state
    number = number_of(played.program.scene(left[SCENE]).scene.choices, choice.id)
    assert number is not None, "a turn's choice is one of the scene before it"
    go = way_on(played.program, left, number, choice.outcomes.index(outcome) if outcome is not None else 0)
    if go == STAY and not choice.visit:
        return turn - 1
    if go != COME_BACK or left[RETURN] != here + 1:
        return None
    return next((number for number in range(turn - 1, -1, -1) if played.turns[number].state[SCENE] == here), None)


def talk(played: Playthrough) -> Talk | None:
    """The talk that goes on in the present scene; None where one begins, or where the scene is with nobody."""
    if not played.scene.person or len(turns := stay(played)) == 1:
        return None
    *earlier, last = _exchanges(played, turns)
    return Talk(tuple(earlier), last.parts)


def _exchanges(played: Playthrough, turns: list[int]) -> Iterator[Exchange]:
    first = turns[0]
    for turn in turns:
        # what led here has been read, and so has what is still there of the passage
        parts = [part for part in view(played, turn).parts if (part.kind == "text" if turn == first else not part.told)]
        decision = last_decision(played, turn) if turn != first else None
        yield Exchange(decision.label if decision is not None else "", tuple(parts))
