"""What is known of a role's routes: a route is a playthrough to an ending.

Nothing here says more than was looked at: a figure is a range between which the true one lies, and where it is exact
the two ends are one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from game.play.program import compile_role
from game.play.record import Entry
from game.prove.left import Left
from game.prove.routes.bounds import MINUTES, WORDS, bounds_of
from game.prove.routes.chances import Chances, chances_of
from game.prove.routes.figures import Figure, Played
from game.prove.routes.graph import Graph, build
from game.prove.routes.lengths import Steps, first_loop, in_order, longest, shortest, with_more_than
from game.prove.routes.search import extreme, fewest_facts, ground_of
from game.story.model import Promise, Story

TICKS = 200
"""In a minute: a word is one, and a decision a hundred."""

ENOUGH = 1 << 16
"""So many states are looked at first: where there is a loop, it is almost always among them."""

MOST = 1 << 19
"""The most states of a role that are looked at."""

LOOKS = 1 << 16
"""The most states that a search among all that is read looks at."""


@dataclass(frozen=True, slots=True)
class Round:
    """A playthrough that goes on for ever: the entries of `again` can follow `way` as often as one likes."""

    way: Played
    again: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of a promise in a role; `way` shows a broken one."""

    promise: Promise
    stands: Literal["kept", "broken", "open"]
    said: str = ""
    way: Played | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The shortest and the longest by one measure. None where no route was found; `most` also where there is a loop."""

    least: Figure | None
    most: Figure | None


@dataclass(frozen=True, slots=True)
class RoleRoutes:
    """The three spans are each by itself: the route with the fewest words need not be the one with the fewest decisions.

    `minutes` are in `TICKS`. `facts` is the fewest that a route meets, None where no route was found.
    """

    role: str
    states: int
    complete: bool
    decisions: Span
    words: Span
    minutes: Span
    loop: Round | None
    facts: Figure | None
    chances: Chances
    judged: tuple[Judged, ...]


def routes_of_role(
    story: Story,
    role: str,
    promises: Iterable[Promise] = (),
    *,
    left: Left | None = None,
    most: int = MOST,
    looks: int = LOOKS,
    tick: Callable[[int], None] | None = None,
) -> RoleRoutes:
    """Look at a role's routes, at no more than `most` states, and in each search at no more than `looks` of them.

    `left` is what earlier games can have left behind (anything where it is None); `tick` hears how many states there
    are now and then.
    """
    program = compile_role(story, role)
    graph = build(program, min(most, ENOUGH), left, tick)
    order, looped = in_order(graph)
    if not graph.complete and not looped and most > ENOUGH:
        graph = build(program, most, left, tick)
        order, looped = in_order(graph)
    loop = first_loop(graph, looped) if looped else None
    ground = ground_of(graph, bounds_of(graph, None if looped else order), left)
    routes = RoleRoutes(
        role,
        len(graph.states),
        graph.complete,
        Span(_fewest(graph), None if loop is not None else _most(graph, order)),
        Span(extreme(ground, WORDS, looks, longest=False), extreme(ground, WORDS, looks, longest=True)),
        Span(extreme(ground, MINUTES, looks, longest=False), extreme(ground, MINUTES, looks, longest=True)),
        None if loop is None else Round(_played(graph, loop.way, loop.round[0][0]), tuple(graph.entries(loop.round))),
        fewest_facts(ground, looks),
        chances_of(graph),
        (),
    )
    return replace(routes, judged=tuple(_judge(graph, order, routes, promises)))


def _played(graph: Graph, steps: Steps, start: int = -1) -> Played:
    """The playthrough of these steps; `start` is the node where there are none."""
    node = steps[0][0] if steps else start if start >= 0 else next(iter(graph.starts))
    return Played(graph.starts[node], tuple(graph.entries(steps)))


def _fewest(graph: Graph) -> Figure | None:
    found = shortest(graph)
    if found is None:
        return None
    decisions, steps, exact = found
    return Figure(decisions if exact else 0, decisions, _played(graph, steps))


def _most(graph: Graph, order: list[int]) -> Figure | None:
    found = longest(graph, order, to_an_ending=True)
    if found is None:
        return None
    decisions, steps = found
    return Figure(decisions, decisions if graph.complete else None, _played(graph, steps))


def _judge(graph: Graph, order: list[int], routes: RoleRoutes, promises: Iterable[Promise]) -> Iterator[Judged]:
    for promise in promises:
        if promise.ends_within is not None:
            yield _ends_within(graph, order, routes.loop, promise, promise.ends_within)
        elif promise.minutes is not None:
            yield _minutes(routes, promise, *promise.minutes)
        elif promise.meets_at_least is not None:
            yield _meets_at_least(routes, promise, promise.meets_at_least)


def _ends_within(graph: Graph, order: list[int], loop: Round | None, promise: Promise, within: int) -> Judged:
    if loop is not None:
        return Judged(promise, "broken", f"not every route ends within {within} decisions: {_for_ever(loop)}", _once_round(loop))
    found = longest(graph, order, to_an_ending=False)
    if found is not None and found[0] > within:
        steps = with_more_than(graph, found[1], within)
        return Judged(promise, "broken", f"a route can take more than {within} decisions", _played(graph, steps))
    return Judged(promise, "kept" if graph.complete else "open")


def _minutes(routes: RoleRoutes, promise: Promise, least: int, most: int) -> Judged:
    shortest_way, longest_way = routes.minutes.least, routes.minutes.most
    if shortest_way is not None and shortest_way.high is not None and shortest_way.high < least * TICKS:
        return Judged(promise, "broken", f"a route can take less than {least} minutes: {_short(shortest_way.high)}", shortest_way.way)
    if routes.loop is not None:
        return Judged(
            promise, "broken", f"not every route takes {most} minutes or less: {_for_ever(routes.loop)}", _once_round(routes.loop)
        )
    if longest_way is not None and longest_way.low > most * TICKS:
        return Judged(promise, "broken", f"a route can take more than {most} minutes: {_short(longest_way.low)}", longest_way.way)
    if shortest_way is None or longest_way is None:
        return Judged(promise, "kept" if routes.complete else "open")  # where there is no route, a trap tells
    kept = shortest_way.low >= least * TICKS and longest_way.high is not None and longest_way.high <= most * TICKS
    return Judged(promise, "kept" if kept else "open")


def _meets_at_least(routes: RoleRoutes, promise: Promise, least: int) -> Judged:
    facts = routes.facts
    if facts is None:
        return Judged(promise, "kept" if routes.complete else "open")
    if facts.high is not None and facts.high < least:
        return Judged(promise, "broken", f"a route can meet fewer than {least} facts: {facts.high}", facts.way)
    return Judged(promise, "kept" if facts.low >= least else "open")


def _short(ticks: int) -> str:
    return f"{ticks / TICKS:.1f}"


def _for_ever(loop: Round) -> str:
    again = "the last choice leads" if len(loop.again) == 1 else f"the last {len(loop.again)} choices lead"
    return f"{again} back to where one was, for ever"


def _once_round(loop: Round) -> Played:
    return Played(loop.way.carried, loop.way.entries + loop.again)
