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
from game.prove.routes.bounds import DECISIONS, MINUTES, WORDS
from game.prove.routes.carried import carrying
from game.prove.routes.chances import Chances, chances_of
from game.prove.routes.figures import Figure, Played, closer
from game.prove.routes.graph import Graph, build, starts_of
from game.prove.routes.loops import Loop, in_order, loop_in
from game.prove.routes.matters import nothing, what_decides, what_is_read, without_what_is_carried
from game.prove.routes.packed import Packing, lay_out
from game.prove.routes.search import Ground, extreme, fewest_facts, ground_of
from game.prove.routes.told import MOST_CASES, Teller
from game.story.model import Promise, Story

TICKS = 200
"""In a minute: a word is one, and a decision a hundred."""

ENOUGH = 1 << 16
"""So many states are looked at first: where there is a loop, it is almost always among them."""

NEAR = 1 << 13
"""Where there is a loop, the longest route is settled, and the shortest are among the states that are near."""

MOST = 1 << 17
"""The most states of a role that are looked at."""

LOOKS = 1 << 13
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

    `complete` is whether every start was looked at. `minutes` are in `TICKS`. `facts` is the fewest that a route meets,
    None where no route was found.
    """

    role: str
    states: int
    complete: bool
    decisions: Span
    words: Span
    minutes: Span
    facts: Figure | None
    loop: Round | None
    chances: Chances
    judged: tuple[Judged, ...] = ()


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
    """Look at a role's routes, at no more than `most` states, and in each search at no more than `looks` of them (a few
    times as many where its answer is near).

    `left` is what earlier games can have left behind (anything where it is None); `tick` hears how many states there
    are now and then.
    """
    program = compile_role(story, role)
    decides, read = what_decides(program), what_is_read(program)
    layout, teller = lay_out(read), Teller(program)
    exact, whole = Packing(decides, layout, teller), Packing(read, layout, teller)
    begun, _ = starts_of(program, decides.start, left)  # what isn't among these isn't in a graph, and hasn't any bounds
    carried = carrying(whole, left)

    fresh = build(exact, begun[:1], min(most, ENOUGH), tick)
    loop = loop_in(fresh)
    if loop is None and not fresh.complete and most > ENOUGH:
        fresh = build(exact, begun[:1], most, tick)
        loop = loop_in(fresh)
    round_it = None if loop is None else _round(fresh, loop)
    kept = without_what_is_carried(decides, MOST_CASES) if fresh.complete else nothing(program)
    apart = build(Packing(kept, layout, teller), begun, most if loop is None else NEAR, tick)
    found = _search(ground_of(apart, carried), looks, loops=loop is not None)
    routes = RoleRoutes(role, *found, round_it, chances_of(fresh))
    judged = tuple(_judge(story, routes, promises))
    undecided = loop is None and bool(in_order(apart)[1])  # a loop of a graph that leaves something out may be none
    if fresh.complete and (undecided or any(each.stands == "open" for each in judged)):
        graph = build(exact, begun, most, tick)
        if loop is None and (loop := loop_in(graph)) is not None:
            round_it = _round(graph, loop)
        more = _search(ground_of(graph, carried), looks, loops=loop is not None)
        routes = RoleRoutes(role, *_both(found, more, loops=loop is not None), round_it, routes.chances)
        judged = tuple(_judge(story, routes, promises))
    return replace(routes, judged=judged)


_Found = tuple[int, bool, Span, Span, Span, Figure | None]
"""The number of states of the graph, whether every start was looked at, decisions, words, minutes, facts."""


def _search(ground: Ground, looks: int, *, loops: bool) -> _Found:
    decisions, words, minutes = (
        Span(extreme(ground, measure, looks, longest=False), None if loops else extreme(ground, measure, looks, longest=True))
        for measure in (DECISIONS, WORDS, MINUTES)
    )
    return len(ground.graph.states), ground.complete, decisions, words, minutes, fewest_facts(ground, looks)


def _both(one: _Found, other: _Found, *, loops: bool) -> _Found:
    """What is known from either of two searches."""
    decisions, words, minutes = (
        Span(closer(first.least, second.least, most=False), None if loops else closer(first.most, second.most, most=True))
        for first, second in zip(one[2:5], other[2:5], strict=True)
    )
    return other[0], one[1] or other[1], decisions, words, minutes, closer(one[5], other[5], most=False)


def _round(graph: Graph, loop: Loop) -> Round:
    start = (loop.way or loop.round)[0][0]
    return Round(Played(graph.starts[start], tuple(graph.entries(loop.way))), tuple(graph.entries(loop.round)))


def _judge(story: Story, routes: RoleRoutes, promises: Iterable[Promise]) -> Iterator[Judged]:
    for promise in promises:
        if promise.ends_within is not None:
            yield _ends_within(story, routes, promise, promise.ends_within)
        elif promise.minutes is not None:
            yield _minutes(routes, promise, *promise.minutes)
        elif promise.meets_at_least is not None:
            yield _meets_at_least(routes, promise, promise.meets_at_least)


def _ends_within(story: Story, routes: RoleRoutes, promise: Promise, within: int) -> Judged:
    if routes.loop is not None:
        said = f"not every route ends within {within} decisions: {_for_ever(routes.loop)}"
        return Judged(promise, "broken", said, _once_round(routes.loop))
    longest_way = routes.decisions.most
    if longest_way is not None and longest_way.low > within:
        way = None if longest_way.way is None else _cut(story, longest_way.way, within + 1)
        return Judged(promise, "broken", f"a route can take more than {within} decisions", way)
    if longest_way is None:
        return _where_no_route_is_known(routes, promise)
    return Judged(promise, "kept" if longest_way.high is not None and longest_way.high <= within else "open")


def _where_no_route_is_known(routes: RoleRoutes, promise: Promise) -> Judged:
    """What is said of every route holds where there is none; of that a trap or a dead end tells."""
    return Judged(promise, "kept" if routes.decisions.least is None and routes.complete else "open")


def _cut(story: Story, way: Played, decisions: int) -> Played:
    """The beginning of a playthrough, up to the last of so many decisions."""
    made = 0
    for number, entry in enumerate(way.entries):
        made += not story.scenes[entry.scene].goes_on
        if made == decisions:
            return Played(way.carried, way.entries[: number + 1])
    return way


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
        return _where_no_route_is_known(routes, promise)
    kept = shortest_way.low >= least * TICKS and longest_way.high is not None and longest_way.high <= most * TICKS
    return Judged(promise, "kept" if kept else "open")


def _meets_at_least(routes: RoleRoutes, promise: Promise, least: int) -> Judged:
    facts = routes.facts
    if facts is None:
        return _where_no_route_is_known(routes, promise)
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
