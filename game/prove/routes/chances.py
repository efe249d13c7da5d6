"""How likely each ending is for a player who takes any open choice, all alike, and carries nothing in.

Exact where the states are few enough: each state passes on what came to it, in parts that are fractions. Where states
lie on loops, what comes to each of them solves a system of equations; states are taken out of it one after the other.
Where that would take too long, what is on its way is sent round until next to nothing is left, and the rest is told.
And where not every state was looked at, seeded random games are counted.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import sqrt
from random import Random
from typing import Literal

from game.play.engine import open_choices, step
from game.play.evaluate import SCENE
from game.prove.routes.components import components
from game.prove.routes.graph import Graph
from game.prove.routes.loops import in_order
from game.prove.routes.packed import Label

MOST_STEPS = 60_000
"""Steps of a graph that fractions are passed along; beyond, floats lose less than anybody can read."""
MOST_STEPS_WITH_LOOPS = 400_000
LARGEST_LOOP = 300
"""States on loops through one another that are taken out of a system of equations."""
MOST_PASSED = 4_000_000
"""Steps that what is on its way is sent along."""
LITTLE = 1e-9
GAMES = 1_000
LONGEST_GAME = 2_000  # choices

How = Literal["exact", "within", "estimated"]


@dataclass(frozen=True, slots=True)
class Chances:
    """By ending; `never` is how likely it is that a game goes on for ever or gets stuck.

    `exact` to the rounding of a float. `within`: no ending is less likely than it says, and all are together more likely
    by no more than `margin`. `estimated`: from `games` random ones, and 95 in 100 such estimates are off by at most
    `margin`; `never` are then games that were given up as too long.
    """

    how: How
    endings: Mapping[str, float]
    never: float = 0.0
    margin: float = 0.0
    games: int = 0


def chances_of(graph: Graph) -> Chances:
    start = next(iter(graph.starts))
    if graph.complete:
        parts = _parts(graph, start)
        largest = max(map(len, parts))
        steps = sum(map(len, graph.targets))
        if steps <= (MOST_STEPS if largest == 1 else MOST_STEPS_WITH_LOOPS) and largest <= LARGEST_LOOP:
            exact = exactly(graph, start, parts)
            ends = {ending: float(share) for ending, share in exact.items()}
            return Chances("exact", _in_order(graph, ends), float(1 - sum(exact.values())))
        passed = _passing_on(graph, start, parts)
        if passed is not None:
            return passed
    return _estimated(graph, start)


def _parts(graph: Graph, start: int) -> list[list[int]]:
    """The components, each after those that it leads to."""
    order, looped = in_order(graph)
    return components(graph.targets, [start]) if looped else [[node] for node in reversed(order)]


def exactly(graph: Graph, start: int, parts: list[list[int]] | None = None) -> dict[str, Fraction]:
    """Each ending's probability. `parts` are the components, each after those that it leads to."""
    came: dict[int, Fraction] = {start: Fraction(1)}
    ends: dict[str, Fraction] = {}
    for part in reversed(_parts(graph, start) if parts is None else parts):
        if len(part) > 1 or part[0] in graph.targets[part[0]]:
            _solve(graph, part, came)
        for node in part:
            mass = came.pop(node, None)
            if not mass:
                continue
            if graph.ends(node):
                name = graph.packing.program.ids[graph.scene(node)]
                ends[name] = ends.get(name, Fraction(0)) + mass
                continue
            inside = set(part) if len(part) > 1 else {node}
            for target, share in zip(graph.targets[node], _shares(graph, node), strict=True):
                if target not in inside:
                    came[target] = came.get(target, 0) + mass * share
    return ends


def _solve(graph: Graph, part: list[int], came: dict[int, Fraction]) -> None:
    """How often each state of a component is come to, given how much came into it: `came` is changed in place.

    Without a way out of the component nothing in it ever ends, and it keeps what came.
    """
    inside = set(part)
    if _is_closed(graph, inside):
        for node in part:
            came.pop(node, None)
        return
    onward: dict[int, dict[int, Fraction]] = {node: {} for node in part}
    before: dict[int, set[int]] = {node: set() for node in part}
    for node in part:
        for target, share in zip(graph.targets[node], _shares(graph, node), strict=True):
            if target in inside:
                onward[node][target] = onward[node].get(target, Fraction(0)) + share
                before[target].add(node)
    taken: list[tuple[int, dict[int, Fraction], Fraction]] = []
    left = set(part)
    while left:
        node = min(left, key=lambda node: (len(before[node]) * len(onward[node]), node))  # the least to fill in
        left.discard(node)
        stays = 1 - onward[node].pop(node, Fraction(0))
        into = {source: onward[source].pop(node) for source in before[node] if source != node}
        amount = came.get(node, Fraction(0))
        for target, share in onward[node].items():
            part_of_it = share / stays
            before[target].discard(node)
            if amount:
                came[target] = came.get(target, Fraction(0)) + amount * part_of_it
            for source, incoming in into.items():
                onward[source][target] = onward[source].get(target, Fraction(0)) + incoming * part_of_it
                before[target].add(source)
        taken.append((node, into, stays))
    for node, into, stays in reversed(taken):
        came[node] = (came.get(node, Fraction(0)) + sum(came[source] * share for source, share in into.items())) / stays


def _is_closed(graph: Graph, part: set[int]) -> bool:
    """Whether nothing leads out of a component."""
    return all(target in part for node in part for target in graph.targets[node])


def _shares(graph: Graph, node: int) -> tuple[Fraction, ...]:
    scene = graph.packing.program.scene(graph.scene(node))
    return _shared(tuple(choice.weights for choice in scene.choices), graph.labels[node])


@lru_cache(maxsize=1 << 12)
def _shared(weights: tuple[tuple[int, ...], ...], labels: tuple[Label, ...]) -> tuple[Fraction, ...]:
    """How likely each step out of a state is: the choices are alike, and of one its outcomes fall by their weights."""
    choices = len({choice for choice, _ in labels})
    return tuple(Fraction(weights[choice][outcome], choices * sum(weights[choice])) for choice, outcome in labels)


def _passing_on(graph: Graph, start: int, parts: list[list[int]]) -> Chances | None:
    """By sending what is on its way along the steps until little is left."""
    on_its_way = {start: 1.0}
    ends: dict[str, float] = {}
    never = 0.0
    passed = 0
    order = [node for part in reversed(parts) for node in part]
    known: dict[tuple[int, tuple[Label, ...]], tuple[float, ...]] = {}
    shares: dict[int, tuple[float, ...]] = {}
    for node in order:
        kind = (graph.scene(node), graph.labels[node])
        if kind not in known:
            known[kind] = tuple(map(float, _shares(graph, node)))
        shares[node] = known[kind]
    lost = {node for part in parts if not graph.ends(part[0]) and _is_closed(graph, set(part)) for node in part}
    names = graph.packing.program.ids
    while passed < MOST_PASSED and sum(on_its_way.values()) > LITTLE:
        for node in order:
            mass = on_its_way.pop(node, 0.0)
            if not mass:
                continue
            if graph.ends(node):
                name = names[graph.scene(node)]
                ends[name] = ends.get(name, 0.0) + mass
            elif node in lost:
                never += mass
            else:
                passed += len(graph.targets[node])
                for target, share in zip(graph.targets[node], shares[node], strict=True):
                    on_its_way[target] = on_its_way.get(target, 0.0) + mass * share
    left = sum(on_its_way.values())
    if left > 0.001:
        return None
    how: How = "exact" if max(map(len, parts)) == 1 else "within"
    return Chances(how, _in_order(graph, ends), never, left)


def _estimated(graph: Graph, start: int) -> Chances:
    """From seeded random games, played by the engine."""
    program = graph.packing.program
    random = Random(f"chances/{program.role.id}")
    fell: Counter[str] = Counter()
    for _ in range(GAMES):
        state = graph.packing.unpack(graph.states[start])
        for _ in range(LONGEST_GAME):
            ways = open_choices(program, state)
            if not ways:
                break
            choice = random.choice(ways)
            weights = program.scene(state[SCENE]).choices[choice].weights
            outcome = random.choices(range(len(weights)), weights)[0] if len(weights) > 1 else 0
            state = step(program, state, choice, outcome)
        if state[SCENE] in graph.endings:
            fell[program.ids[state[SCENE]]] += 1
    ends = {name: count / GAMES for name, count in fell.items()}
    most = max((share * (1 - share) for share in ends.values()), default=0.0)
    return Chances("estimated", _in_order(graph, ends), 1 - sum(fell.values()) / GAMES, 1.96 * sqrt(most / GAMES), GAMES)


def _in_order(graph: Graph, ends: Mapping[str, float]) -> dict[str, float]:
    """The likeliest first."""
    return {name: ends[name] for name in sorted(ends, key=lambda name: (-ends[name], graph.packing.program.numbers[name]))}
