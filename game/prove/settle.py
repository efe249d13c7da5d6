"""Answer a question in a slice of the states that is as small as will do.

The first slice keeps only what the question is about. Where it leaves a doubt, the way to it is made in the real
engine: either it happens, or a choice on the way isn't open there, and what that choice asks for is kept as well
(counterexample-guided abstraction refinement; Clarke, Grumberg, Jha, Lu and Veith, CAV 2000). After a few rounds
everything is kept, so that there is always an answer unless there are too many states.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from game.play.engine import open_choices, start, step
from game.play.evaluate import SCENE, State
from game.play.program import Program
from game.play.record import Carried, Entry
from game.prove.explore import Explored, Step, explore
from game.prove.influence import Influence
from game.prove.left import Left
from game.prove.live import guard_reads
from game.prove.questions import Question, What
from game.prove.slices import Reads

ROUNDS = 10
"""After so many slices the next one keeps everything."""


@dataclass(slots=True)
class Budget:
    """How many sets of states may still be kept. None is any number."""

    left: int | None
    sets: int = 0
    states: int = 0
    largest: int = 0

    def spend(self, found: Explored) -> None:
        sets, states = sum(map(len, found.reached)), found.states
        self.sets += sets
        self.states += states
        self.largest = max(self.largest, states)
        if self.left is not None:
            self.left = max(0, self.left - sets)


@dataclass(frozen=True, slots=True)
class Witness:
    """A playthrough that shows something: what is carried in, and the choices."""

    role: str
    carried: Carried
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Answer:
    """What happens, each with a playthrough that shows it; nothing else does where `complete`."""

    happens: dict[What, Witness] = field(default_factory=dict)
    states: dict[What, State] = field(default_factory=dict)  # likewise, where it happens
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Played:
    """How far a way went in the engine: to the state, or to a choice (scene, number) that wasn't open."""

    state: State
    entries: tuple[Entry, ...]
    closed: tuple[int, int] | None


def settle(
    program: Program, question: Question, influence: Influence, left: Left, budget: Budget, tick: Callable[[int], None] | None = None
) -> Answer:
    """The answer, within the budget. `left` is what earlier games can have left behind."""
    answer = Answer()
    kept: Reads | None = influence.closed(question.asks)
    for number in range(ROUNDS + 2):
        found = explore(program, question.slice(kept), left=left, limit=budget.left, tick=tick)
        budget.spend(found)
        more, open_doubts = Reads(), 0
        for doubt in question.doubts(found):
            if doubt.what in answer.happens:
                continue
            carried, steps = found.witness(doubt.scene, doubt.key, doubt.cell)
            if doubt.then is not None:
                steps = [*steps, Step(doubt.scene, *doubt.then)]
            played = _play(program, carried, steps)
            if played.closed is not None:
                scene = program.scene(played.closed[0])
                more |= guard_reads(program, scene.scene, scene.choices[played.closed[1]].choice)
            elif doubt.settled and question.happens(program, played.state, doubt.what):
                answer.states[doubt.what] = played.state
                answer.happens[doubt.what] = Witness(program.role.id, carried, played.entries)
                continue
            more |= doubt.more
            open_doubts += 1
        if not found.complete or kept is None or not open_doubts:
            answer.complete = found.complete and not open_doubts
            return answer
        wider = influence.closed(kept | more)
        kept = None if number >= ROUNDS or wider == kept else wider
    raise AssertionError("a slice that keeps everything leaves no doubt")


def _play(program: Program, carried: Carried, steps: list[Step]) -> _Played:
    echoes = {name: program.story.variables[name].values.index(word) for name, word in carried.echoes.items()}
    state = start(program, echoes, carried.facts)[1]
    entries: list[Entry] = []
    for taken in steps:
        if state[SCENE] != taken.scene or taken.choice not in open_choices(program, state):
            return _Played(state, tuple(entries), (taken.scene, taken.choice))
        compiled = program.scene(taken.scene).choices[taken.choice]
        outcome = compiled.outcomes[taken.outcome].outcome
        entries.append(Entry(program.ids[taken.scene], compiled.choice.id, outcome.id if outcome is not None else ""))
        state = step(program, state, taken.choice, taken.outcome)
    return _Played(state, tuple(entries), None)
