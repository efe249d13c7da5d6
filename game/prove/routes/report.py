"""What is known of a role's routes: a route is a playthrough to an ending.

Nothing here says more than was looked at: a figure is a range between which the true one lies, and where it is exact
the two ends are one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from game.play.engine import decides
from game.play.playthrough import begin, choose
from game.play.program import Program, compile_role
from game.play.record import Entry
from game.prove.routes.bounds import DECISIONS, MINUTES, WORDS, remaining_of
from game.prove.routes.chance_games import MOST_TYPICAL, Typical, typical_of
from game.prove.routes.chances import MOST_PLAYED, Chances, chances_of
from game.prove.routes.figures import Figure, PlayedWay
from game.prove.routes.loops import Loop, loop_in
from game.prove.routes.open_carry_in import ROOM, OpenCarryIn
from game.prove.routes.search import SearchSpace, extreme, fewest_facts, search_space
from game.prove.routes.told import Offers, Teller
from game.states.carry_in import MOST_STARTS, Pasts, anything_of
from game.states.explorer import Graph, in_order
from game.states.layout import PackedLayout, lay_out
from game.states.liveness import Liveness, Scope
from game.states.packed import Packing
from game.states.reads import NOTHING, Parts, single
from game.states.refinement import Budget, RoleStates
from game.story.model import Promise, Story
from game.story.reading_time import ticks_of_minute

MOST = 320_000
"""The most states of a role that are looked at."""

LOOKS = 1 << 13
"""The most states that a search among all that is read looks at."""


@dataclass(frozen=True, slots=True)
class Round:
    """A playthrough that goes on for ever: the entries of `again` can follow `way` as often as one likes."""

    way: PlayedWay
    again: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of a promise in a role; `way` shows a broken one."""

    promise: Promise
    stands: Literal["kept", "broken", "open"]
    said: str = ""
    way: PlayedWay | None = None


@dataclass(frozen=True, slots=True)
class LengthSpan:
    """The shortest and the longest by one measure. None where no route was found; `most` also where there is a loop."""

    least: Figure | None
    most: Figure | None


@dataclass(frozen=True, slots=True)
class RoleRoutes:
    """The three spans are each by itself: the route with the fewest words need not be the one with the fewest decisions.

    `complete` is whether every start was looked at. `minutes` are in ticks, `a_minute` of which are one, and so is what is
    `typical`. `facts` is the fewest that a route meets, None where no route was found; and `asked` has for each fact that was
    asked for 1 where every route meets it, and 0 where one doesn't.
    """

    role: str
    states: int
    complete: bool
    decisions: LengthSpan
    words: LengthSpan
    minutes: LengthSpan
    facts: Figure | None
    loop: Round | None
    chances: Chances
    typical: Typical
    a_minute: int
    judged: tuple[Judged, ...] = ()
    asked: Mapping[str, Figure | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class RoleGraph:
    """A role's states as far as it matters which choices are open and where they lead: all that decides how its routes go on. Where
    these are too many it isn't `exact`, and the graph has the links alone. The layout has room for what decides what is read.
    `bounds` are the variables of which it shows as well whether they leave their bounds, with no state more for it.
    """

    states: RoleStates
    layout: PackedLayout
    graph: Graph
    exact: bool
    loop: Round | None
    chances: Chances
    bounds: Parts


def graph_of(states: RoleStates, bounds: Parts = NOTHING) -> RoleGraph:
    """`bounds` are variables for which it matters whether an effect passes their bounds."""
    live = Liveness(states.links, Scope(news=True)).after
    bounds = sum(each for each in single(bounds) if Liveness(states.links, Scope(news=True, bounds=each)).after == live)
    layout = lay_out(Liveness(states.links, Scope(told=True, news=True)), ROOM)
    graph = _graph(states, layout, Scope(news=True, bounds=bounds))
    loop = loop_in(graph)
    order, looped = in_order(graph)
    chances = chances_of(graph, None if looped else order, min(MOST_PLAYED, states.budget.most))
    round_it, exact = None if loop is None else _round(graph, loop), graph.complete
    return RoleGraph(
        states, layout, graph if exact else _graph(states, layout, Scope(NOTHING, news=True)), exact, round_it, chances, bounds
    )


def _graph(states: RoleStates, layout: PackedLayout, asked: Scope) -> Graph:
    live = Liveness(states.links, asked)
    return states.explored(Packing(live, Teller(states.program, live), layout))


def routes_of_role(
    story: Story,
    role: str,
    promises: Iterable[Promise] = (),
    *,
    facts: Iterable[str] = (),
    pasts: Pasts | None = None,
    most: int = MOST,
    looks: int = LOOKS,
    tick: Callable[[int], None] | None = None,
) -> RoleRoutes:
    """Look at a role's routes, at no more than `most` states, and in each search at no more than `looks` of them (a few
    times as many where its answer is near), and whether every one of them meets the `facts`.

    `pasts` is what earlier games can have left behind (anything where it is None); `tick` hears how many states there
    are now and then.
    """
    programs = {name: compile_role(story, name) for name in story.roles}
    pasts = pasts or anything_of(programs)
    return routes_of(graph_of(RoleStates(programs[role], pasts, Budget(most, 2 * most), tick)), promises, looks, facts)


def routes_of(role: RoleGraph, promises: Iterable[Promise], looks: int = LOOKS, facts: Iterable[str] = ()) -> RoleRoutes:
    """What is known of a role's routes, of promises that ask for it, and of these facts whether every route meets them."""
    states, graph = role.states, role.graph
    order, looped = in_order(graph)
    live = Liveness(states.links, Scope(told=True, news=True))
    teller = Teller(states.program, live)
    pasts = OpenCarryIn(Packing(live, teller, role.layout), states.pasts, live.start)
    remaining = remaining_of(graph, None if looped else order, Offers(graph.packing, teller))
    space = search_space(graph, remaining, pasts, teller, MOST_STARTS)
    routes = _searched(space, role, teller, looks)
    asked = {fact: _met(space, fact, looks) for fact in facts}
    return replace(routes, judged=tuple(_judge(space, routes, promises, looks)), asked=asked)


def _met(space: SearchSpace, fact: str, looks: int) -> Figure | None:
    """1 where every route meets the fact, and 0 where one doesn't."""
    story = space.graph.packing.program.story
    return fewest_facts(space, looks, 1 << list(story.facts).index(fact))


def _searched(space: SearchSpace, role: RoleGraph, teller: Teller, looks: int) -> RoleRoutes:
    program, round_it = role.states.program, role.loop
    decisions, words, minutes = (
        LengthSpan(
            extreme(space, measure, looks, longest=False),
            None if round_it is not None else extreme(space, measure, looks, longest=True),
        )
        for measure in (DECISIONS, WORDS, MINUTES)
    )
    facts = fewest_facts(space, looks)
    typical = typical_of(program, teller, min(MOST_TYPICAL, role.states.budget.most))
    return RoleRoutes(
        program.role.id,
        len(space.graph.states),
        space.complete,
        decisions,
        words,
        minutes,
        facts,
        round_it,
        role.chances,
        typical,
        ticks_of_minute(program.story.pace),
    )


def _round(graph: Graph, loop: Loop) -> Round:
    start = (loop.way or loop.round)[0][0]
    return Round(PlayedWay(graph.starts[start], tuple(graph.entries(loop.way))), tuple(graph.entries(loop.round)))


def _judge(space: SearchSpace, routes: RoleRoutes, promises: Iterable[Promise], looks: int) -> Iterator[Judged]:
    for promise in promises:
        if promise.ends_within is not None:
            yield _ends_within(space.graph.packing.program, routes, promise, promise.ends_within)
        elif promise.minutes is not None:
            yield _minutes(routes, promise, *promise.minutes)
        elif promise.meets_at_least is not None:
            yield _meets_at_least(routes, promise, promise.meets_at_least)
        elif promise.meets:
            yield _meets(routes, promise, _met(space, promise.meets, looks))


def _ends_within(program: Program, routes: RoleRoutes, promise: Promise, within: int) -> Judged:
    if routes.loop is not None:
        said = f"not every route ends within {within} decisions: {_for_ever(routes.loop)}"
        return Judged(promise, "broken", said, _once_round(routes.loop))
    longest_way = routes.decisions.most
    if longest_way is not None and longest_way.low > within:
        way = None if longest_way.way is None else _cut(program, longest_way.way, within + 1)
        return Judged(promise, "broken", f"a route can take more than {within} decisions", way)
    if longest_way is None:
        return _where_no_route_is_known(routes, promise)
    return Judged(promise, "kept" if longest_way.high is not None and longest_way.high <= within else "open")


def _where_no_route_is_known(routes: RoleRoutes, promise: Promise) -> Judged:
    """What is said of every route holds where there is none; of that a trap or a dead end tells."""
    return Judged(promise, "kept" if routes.decisions.least is None and routes.complete else "open")


def _cut(program: Program, way: PlayedWay, decisions: int) -> PlayedWay:
    """The beginning of a playthrough, up to the last of so many decisions."""
    game, made = begin(program, 0, way.carried), 0
    for number, entry in enumerate(way.entries):
        made += decides(program, game.state)
        if made == decisions:
            return PlayedWay(way.carried, way.entries[: number + 1])
        game = choose(game, entry.choice, entry.outcome)
    return way


def _minutes(routes: RoleRoutes, promise: Promise, least: int, most: int) -> Judged:
    shortest_way, longest_way, a_minute = routes.minutes.least, routes.minutes.most, routes.a_minute
    if shortest_way is not None and shortest_way.high is not None and shortest_way.high < least * a_minute:
        return Judged(
            promise, "broken", f"a route can take less than {least} minutes: {shortest_way.high / a_minute:.1f}", shortest_way.way
        )
    if routes.loop is not None:
        return Judged(
            promise, "broken", f"not every route takes {most} minutes or less: {_for_ever(routes.loop)}", _once_round(routes.loop)
        )
    if longest_way is not None and longest_way.low > most * a_minute:
        return Judged(promise, "broken", f"a route can take more than {most} minutes: {longest_way.low / a_minute:.1f}", longest_way.way)
    if shortest_way is None or longest_way is None:
        return _where_no_route_is_known(routes, promise)
    kept = shortest_way.low >= least * a_minute and longest_way.high is not None and longest_way.high <= most * a_minute
    return Judged(promise, "kept" if kept else "open")


def _meets_at_least(routes: RoleRoutes, promise: Promise, least: int) -> Judged:
    facts = routes.facts
    if facts is None:
        return _where_no_route_is_known(routes, promise)
    if facts.high is not None and facts.high < least:
        return Judged(promise, "broken", f"a route can meet fewer than {least} facts: {facts.high}", facts.way)
    return Judged(promise, "kept" if facts.low >= least else "open")


def _meets(routes: RoleRoutes, promise: Promise, met: Figure | None) -> Judged:
    if met is None:
        return _where_no_route_is_known(routes, promise)
    if met.high == 0:
        return Judged(promise, "broken", f"a route can end without meeting `{promise.meets}`", met.way)
    return Judged(promise, "kept" if met.low >= 1 else "open")


def _for_ever(loop: Round) -> str:
    again = "the last choice leads" if len(loop.again) == 1 else f"the last {len(loop.again)} choices lead"
    return f"{again} back to where one was, for ever"


def _once_round(loop: Round) -> PlayedWay:
    return PlayedWay(loop.way.carried, loop.way.entries + loop.again)
