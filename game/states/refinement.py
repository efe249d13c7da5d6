"""Answers a question in a slice of the states that is as small as will do.

A slice forgets some parts of a state altogether. Where a condition asks for what is forgotten, a choice may be open as well
as closed, so there are never fewer states than in the whole (localization reduction; R. Kurshan, Computer-Aided
Verification of Coordinating Processes, 1994). The first slice keeps only what the question is about. Where it leaves a
doubt, the way to it is made in the real engine: either it happens, or a choice on the way isn't open there, and what that
choice asks for is kept as well (counterexample-guided abstraction refinement; E. Clarke, O. Grumberg, S. Jha, Y. Lu and
H. Veith, CAV 2000). After a few rounds everything is kept, and the answer is exact unless there are too many states.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from game.play.engine import advance, open_choices, weights
from game.play.evaluate import SCENE, State
from game.play.program import Program
from game.play.record import Carried, Entry
from game.states.carry_in import Pasts, arrived_with
from game.states.explorer import Graph, Hear, Steps, explored
from game.states.liveness import Links, Liveness, Scope
from game.states.packed import Label, Packing, Watch
from game.states.reads import EVERYTHING, NOTHING, Parts, Reads, single

ROUNDS = 10
"""After so many slices the next one keeps everything."""

FAR = 64
"""A slice with at most so many times the states that are kept at once is within reach of a larger limit."""

SAMPLE = 1 << 12
"""So many states are looked at to say what there are so many of."""

What = tuple[str | int, ...]
"""A name for something among what a question asks for."""


class WrongProofError(Exception):
    """The proof contradicts itself or the engine: a mistake in this program, never one in a story."""


@dataclass(slots=True)
class Budget:
    """The `most` states that are kept at once, and how many may still be looked at in all."""

    most: int
    left: int
    looked: int = 0

    def spend(self, states: int) -> None:
        self.looked += states
        self.left = max(0, self.left - states)


@dataclass(frozen=True, slots=True)
class Witness:
    """A playthrough that shows something: what is carried in, and the choices."""

    role: str
    carried: Carried
    entries: tuple[Entry, ...]
    part: str = ""  # the part of the role that is played, "" for the whole


@dataclass(frozen=True, slots=True)
class Played:
    """Where a way led in the engine: the state on arrival, and once the passage was read. `closed` is the choice (scene, number)
    that wasn't open, couldn't come out so or led elsewhere, where it came no further."""

    arrived: State
    state: State
    entries: tuple[Entry, ...]
    closed: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may happen: in a node of a slice, or with one more choice there.

    `what` names it among the doubts of its question, and `to` is the scene that such a choice has to lead to. `settled` is false
    where it might not happen although the state is one of the story's: then `more` is to be kept.
    """

    what: What
    node: int
    then: Label | None = None
    settled: bool = True
    more: Parts = NOTHING
    to: int | None = None


class StateQuestion(Protocol):
    """`asks` are the parts that have to be kept at least. No doubt is left in a slice that was explored to its end: then nothing
    of the kind ever happens."""

    @property
    def asks(self) -> Parts: ...

    def asked(self, kept: Parts, /) -> Scope: ...

    def watch(self, reads: Reads, kept: Parts, /) -> Watch | None: ...

    def doubts(self, graph: Graph, /) -> Iterator[Doubt]: ...

    def happens(self, program: Program, played: Played, what: What, /) -> bool:
        """Whether a doubt comes true where a way has led."""
        ...


@dataclass(slots=True)
class Settled:
    """What happens, each with a playthrough that shows it; nothing else does where `complete`. Else `costs` says what of a state
    has so many values that the limit came first, and `within_reach` whether a larger one might do."""

    happens: dict[What, Witness] = field(default_factory=dict)
    states: dict[What, State] = field(default_factory=dict)  # likewise, where it happens
    complete: bool = True
    costs: tuple[str, ...] = ()
    crowded: tuple[int, ...] = ()  # the scenes in which most states are, by number
    within_reach: bool = False


@dataclass(eq=False)
class RoleStates:
    """Explores the states of a role, as far as the budget goes."""

    program: Program
    pasts: Pasts
    budget: Budget
    hear: Hear = None

    def __post_init__(self) -> None:
        self.reads = Reads(self.program)
        self.links = Links(self.reads)

    def graph(self, asked: Scope, watch: Watch | None = None) -> Graph:
        return self.explored(Packing(Liveness(self.links, asked), watch))

    def explored(self, packing: Packing) -> Graph:
        begun, complete = self.pasts.starts(self.reads, packing.live.start)
        graph = explored(packing, begun, min(self.budget.most, self.budget.left), self.hear)
        graph.complete &= complete
        self.budget.spend(len(graph.states) + packing.made)
        return graph

    def settle(self, question: StateQuestion, whole: Graph | None = None) -> Settled:
        """The answer to a question, within the budget. `whole` is a graph in which the question can be asked with everything
        kept, where there is one."""
        answer = Settled()
        kept = EVERYTHING if whole is not None else self.reads.closed(question.asks)
        for number in range(ROUNDS + 2):
            exact = whole if kept == EVERYTHING else None
            graph = exact or self.graph(question.asked(kept), question.watch(self.reads, kept))
            more, left = self._clear_up(question, graph, answer)
            if not graph.complete:
                answer.complete, answer.costs = False, costs_of(graph)
                answer.crowded = tuple(scene for scene, _ in Counter(map(graph.scene, range(len(graph.states)))).most_common(3))
                answer.within_reach = self._size(graph) <= FAR * self.budget.most
                return answer
            if not left:
                return answer
            if kept == EVERYTHING:
                raise WrongProofError(f"what was found of {left[0]} doesn't happen in play")
            wider = self.reads.closed(kept | more)
            kept = EVERYTHING if number >= ROUNDS or wider == kept else wider
        raise WrongProofError("a slice that keeps everything leaves a doubt")

    def _size(self, graph: Graph) -> int:
        """No fewer states than there can be in a slice."""
        live = graph.packing.live
        return sum(self.reads.values(parts) for parts in live.after)

    def _clear_up(self, question: StateQuestion, graph: Graph, answer: Settled) -> tuple[Parts, list[What]]:
        """Play to each doubt: what happens goes into the answer. What has to be kept to clear up the others, and those."""
        more, left = NOTHING, list[What]()
        for doubt in question.doubts(graph):
            if doubt.what in answer.happens:
                continue
            carried, steps = graph.way_to(doubt.node)
            if doubt.then is not None:
                steps.append((doubt.node, doubt.then))
            played = play(graph, carried, steps, doubt.to if doubt.then is not None else graph.scene(doubt.node))
            if played.closed is not None:
                scene = self.links.scenes[played.closed[0]]
                more |= self.reads.guard(scene, scene.choices[played.closed[1]])
            elif doubt.settled and question.happens(self.program, played, doubt.what):
                answer.states[doubt.what] = played.state
                part = self.program.part.id if self.program.part is not None else ""
                answer.happens[doubt.what] = Witness(self.program.role.id, carried, played.entries, part)
                continue
            more |= doubt.more
            left.append(doubt.what)
        return more, left


def play(graph: Graph, carried: Carried, steps: Steps, to: int | None = None) -> Played:
    """Go a way of a graph in the engine, as far as it can be gone. `to` is the scene that it has to lead to."""
    program = graph.packing.program
    arrived, state = arrived_with(program, carried)
    entries = tuple(graph.entries(steps))
    for number, (node, (choice, outcome)) in enumerate(steps):
        scene = graph.scene(node)
        if choice not in open_choices(program, state) or not weights(program, state, choice)[outcome]:
            return Played(arrived, state, entries[:number], (scene, choice))
        arrived, state = advance(program, state, choice, outcome)
        expected = graph.scene(steps[number + 1][0]) if number + 1 < len(steps) else to
        if expected is not None and state[SCENE] != expected:
            return Played(arrived, state, entries[: number + 1], (scene, choice))
    return Played(arrived, state, entries)


def costs_of(graph: Graph) -> tuple[str, ...]:
    """What tells most of the states of an unfinished graph apart, by names of variables, the costliest first; "" stands for what
    is remembered (once-only choices, visits, facts)."""
    packing = graph.packing
    sample = graph.states[:: max(1, len(graph.states) // SAMPLE)]
    names = {bit: name for name, bit in packing.reads.variable.items()}
    held: dict[Parts, set[int]] = {}
    for state in sample:
        for part in single(packing.live.after[state >> packing.scene_at]):
            place = packing.layout.fields[part]
            held.setdefault(part, set()).add(state >> place.offset & place.mask)
    values = {names[part]: len(some) for part, some in held.items() if part in names}
    values[""] = 1 << min(60, sum(len(some) > 1 for part, some in held.items() if part not in names))
    ranked = sorted((name for name, many in values.items() if many > 4), key=lambda name: -values[name])
    return tuple(ranked[:3])
