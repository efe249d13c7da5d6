"""How likely each ending is for a player who takes any open choice, all alike, and carries nothing in.

Where every state is known, each passes on what came to it. Where states lie on loops, what is on its way among them is sent
round until next to nothing is left. And where not every state was looked at, seeded random games are counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Literal

from game.play.evaluate import SCENE
from game.play.program import Program
from game.prove.routes.chance_games import chance_games
from game.states.explorer import Graph, components
from game.states.packed import Label

MOST_PASSED = 4_000_000
"""Steps that what is on its way is sent along."""
LITTLE = 1e-14
"""So much of what came to states on loops may be left there."""
MUCH = 1e-3
"""Where more than that is left, it can't be told so."""
GAMES = 1_000
MOST_PLAYED = 200_000
"""Choices in all the random games; fewer games are played where they are long."""

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


def chances_of(graph: Graph, order: list[int] | None, most: int = MOST_PLAYED) -> Chances:
    """`order` has every node after all that lead to it, or is None where there are loops. Where games are played at random,
    `most` is how many choices are made in all.
    """
    found = _passed_on(graph, order) if graph.fresh else None
    return found if found is not None else _estimated(graph.packing.program, most)


def _passed_on(graph: Graph, order: list[int] | None) -> Chances | None:
    program = graph.packing.program
    came, ends = {0: 1.0}, dict[str, float]()
    never = margin = 0.0
    parts: Iterable[list[int]] = reversed(components(graph, 0)) if order is None else ([node] for node in order if node < graph.fresh)
    looks = MOST_PASSED

    def shares(node: int) -> Iterable[tuple[int, float]]:
        labels = tuple(move.label for move in graph.moves(node))
        return zip(graph.onward(node), _shares(_weights(program, graph.scene(node)), labels), strict=True)

    for part in parts:
        if not any(node in came for node in part):
            continue
        inside = set(part)
        if len(part) == 1 and graph.ends(part[0]):
            name = program.ids[graph.scene(part[0])]
            ends[name] = ends.get(name, 0.0) + came.pop(part[0])
        elif all(target in inside for node in part for target in graph.onward(node)):  # nothing leads out
            never += sum(came.pop(node, 0.0) for node in part)
        elif len(part) == 1:
            node = part[0]
            mass, onward = came.pop(node), list(shares(node))
            mass /= 1 - sum(share for target, share in onward if target == node)
            for target, share in onward:
                if target != node:
                    came[target] = came.get(target, 0.0) + mass * share
        else:
            ways = [(node, list(shares(node))) for node in sorted(part)]  # nearest first, so that much is passed on at once
            steps = sum(len(onward) for _, onward in ways)
            while (left := sum(came.get(node, 0.0) for node in part)) > LITTLE and looks > 0:
                looks -= steps
                for node, onward in ways:
                    mass = came.pop(node, 0.0)
                    for target, share in onward if mass else ():
                        came[target] = came.get(target, 0.0) + mass * share
            for node in part:
                came.pop(node, None)
            margin += left
    if margin > MUCH:
        return None
    exact = margin <= 1e-9
    return Chances("exact" if exact else "within", _in_order(program, ends), never, 0.0 if exact else margin)


def _weights(program: Program, scene: int) -> tuple[tuple[int, ...], ...]:
    return tuple(choice.weights for choice in program.scene(scene).choices)


@lru_cache(maxsize=1 << 12)
def _shares(weights: tuple[tuple[int, ...], ...], labels: tuple[Label, ...]) -> tuple[float, ...]:
    """How likely each step out of a state is: the choices are alike, and of one its outcomes fall by their weights."""
    whole: Counter[int] = Counter()  # by choice, of the outcomes that can happen here
    for choice, outcome in labels:
        whole[choice] += weights[choice][outcome]
    return tuple(weights[choice][outcome] / (len(whole) * whole[choice]) for choice, outcome in labels)


def _estimated(program: Program, most: int) -> Chances:
    """From seeded random games, played by the engine."""
    fell: Counter[str] = Counter()
    games = 0
    for game in chance_games(program, GAMES, most):
        games += 1
        if game.ended:
            fell[program.ids[game.states[-1][SCENE]]] += 1
    ends = {name: count / games for name, count in fell.items()}
    spread = max((share * (1 - share) for share in ends.values()), default=0.0)
    return Chances("estimated", _in_order(program, ends), 1 - sum(fell.values()) / games, 1.96 * sqrt(spread / games), games)


def _in_order(program: Program, ends: Mapping[str, float]) -> dict[str, float]:
    """The likeliest first."""
    return {name: ends[name] for name in sorted(ends, key=lambda name: (-ends[name], program.numbers[name]))}
