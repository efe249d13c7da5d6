"""The plainest answers about routes: over every state of the real engine, by repetition until nothing changes."""

from collections.abc import Callable, Iterable

from game.play.evaluate import SCENE, State
from game.play.program import Program

Graph = dict[State, list[tuple[int, int, State]]]
Cost = Callable[[State, int, int, State], int]


class Costs:
    """What a step costs: a state, the choice and the outcome, the state after."""

    def __init__(self, program: Program, graph: Graph) -> None:
        self.program = program
        self.graph = graph

    def decisions(self, state: State, choice: int, outcome: int, after: State) -> int:  # noqa: ARG002
        return 0 if self.program.scene(state[SCENE]).scene.goes_on else 1


def ends(program: Program, state: State) -> bool:
    return bool(program.scene(state[SCENE]).scene.ending)


def least(graph: Graph, starts: Iterable[State], program: Program, cost: Cost) -> int | None:
    """The least that a way to an ending costs (Bellman and Ford)."""
    best = {state: 0 for state in graph if ends(program, state)}
    changed = True
    while changed:
        changed = False
        for state, steps in graph.items():
            for choice, outcome, after in steps:
                if after in best:
                    found = best[after] + cost(state, choice, outcome, after)
                    if found < best.get(state, found + 1):
                        best[state] = found
                        changed = True
    return min((best[state] for state in starts if state in best), default=None)


def endless(graph: Graph) -> bool:
    """Whether a way can go on for ever: take away what leads nowhere until nothing more does."""
    left = set(graph)
    while True:
        gone = {state for state in left if not any(after in left for _, _, after in graph[state])}
        if not gone:
            return bool(left)
        left -= gone


def most(graph: Graph, starts: Iterable[State], program: Program, cost: Cost, *, to_an_ending: bool) -> int | None:
    """The most that a way costs, where none goes on for ever."""
    best: dict[State, int] = {}
    changed = True
    while changed:
        changed = False
        for state, steps in graph.items():
            found = [0] if ends(program, state) or not to_an_ending else []
            found += [best[after] + cost(state, choice, outcome, after) for choice, outcome, after in steps if after in best]
            if found and max(found) > best.get(state, -1):
                best[state] = max(found)
                changed = True
    return max((best[state] for state in starts if state in best), default=None)
