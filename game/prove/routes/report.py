"""What is known of a role's routes: a route is a playthrough to an ending.

Nothing here says more than was looked at: a figure is a range between which the true one lies, and where it is exact
the two ends are one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from game.play.program import compile_role
from game.play.record import Carried, Entry
from game.prove.left import Left
from game.prove.routes.graph import Graph, build
from game.prove.routes.lengths import Loop, Steps, first_loop, in_order, longest, shortest, with_more_than
from game.story.model import Promise, Story

ENOUGH = 1 << 15
"""So many states are looked at first: where there is a loop, it is almost always among them."""

MOST = 1 << 19
"""The most states of a role that are looked at."""


@dataclass(frozen=True, slots=True)
class Played:
    """A playthrough from the start: what is carried in, and the choices."""

    carried: Carried
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that lies between `low` and `high` (None: nobody knows), and a playthrough that has one of the two."""

    low: int
    high: int | None
    way: Played | None = None

    @property
    def exact(self) -> bool:
        return self.low == self.high


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
class RoleRoutes:
    """`fewest` and `most` are decisions on a route, None where no route was found; `most` also where there is a `loop`."""

    role: str
    states: int
    complete: bool
    fewest: Figure | None
    most: Figure | None
    loop: Round | None
    judged: tuple[Judged, ...]


def routes_of_role(
    story: Story,
    role: str,
    promises: Iterable[Promise] = (),
    *,
    left: Left | None = None,
    most: int = MOST,
    tick: Callable[[int], None] | None = None,
) -> RoleRoutes:
    """Look at a role's routes, at no more than `most` states.

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
    return RoleRoutes(
        role,
        len(graph.states),
        graph.complete,
        _fewest(graph),
        None if loop is not None else _most(graph, order),
        None if loop is None else Round(_played(graph, loop.way), tuple(graph.entries(loop.round))),
        tuple(_judge(graph, order, loop, promises)),
    )


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


def _judge(graph: Graph, order: list[int], loop: Loop | None, promises: Iterable[Promise]) -> Iterator[Judged]:
    for promise in promises:
        if promise.ends_within is not None:
            yield _ends_within(graph, order, loop, promise, promise.ends_within)


def _ends_within(graph: Graph, order: list[int], loop: Loop | None, promise: Promise, within: int) -> Judged:
    if loop is not None:
        again = "the last choice leads" if len(loop.round) == 1 else f"the last {len(loop.round)} choices lead"
        said = f"not every route ends within {within} decisions: {again} back to where one was, for ever"
        return Judged(promise, "broken", said, _played(graph, loop.way + loop.round))
    found = longest(graph, order, to_an_ending=False)
    if found is not None and found[0] > within:
        steps = with_more_than(graph, found[1], within)
        return Judged(promise, "broken", f"a route can take more than {within} decisions", _played(graph, steps))
    return Judged(promise, "kept" if graph.complete else "open")
