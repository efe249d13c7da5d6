"""How much and how little is left from each node of a graph to an ending: words, minutes, and facts.

The graph doesn't know all that decides what is read, so these are bounds: nothing on a way from a node is less than
the least, or more than the most.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from game.prove.routes.told import Offers, Told
from game.states.explorer import Graph, sources_of
from game.story.reading_time import WORD, ticks_of_decision

NEVER = 1 << 40
"""So much more than any way has that what is added to it makes no difference: from here no ending is reached."""

DECISIONS, WORDS, MINUTES = 0, 1, 2
"""What a way is measured by."""


def measures(pace: int) -> tuple[tuple[int, int], ...]:
    """What a word counts, and what a decision, by measure; minutes are in ticks, at so many words a minute."""
    return (0, 1), (1, 0), (WORD, ticks_of_decision(pace))


@dataclass(frozen=True, slots=True, eq=False)
class Remaining:
    """By node. `least` and `most` are by measure; `most` is None where a way may go on for ever.

    `must` are the facts that every way to an ending meets, and
    `may` those that some way may meet, as bits.
    """

    least: tuple[Sequence[int], ...]
    most: tuple[Sequence[int], ...] | None
    must: list[int]
    may: list[int]


def remaining_of(graph: Graph, order: Sequence[int] | None, offers: Offers) -> Remaining:
    """`order` has every node after all that lead to it, or is None where there are loops."""
    return _in_order(graph, order, offers) if order is not None else _with_loops(graph, offers)


def _all_facts(graph: Graph) -> int:
    return (1 << len(graph.packing.program.story.facts)) - 1


def _in_order(graph: Graph, order: Sequence[int], offers: Offers) -> Remaining:
    """Backwards, each node once."""
    count, looked, everything = len(graph.states), graph.looked, _all_facts(graph)
    costs = measures(graph.packing.program.story.pace)
    least = tuple(array("q", bytes(8 * count)) for _ in costs)
    most = tuple(array("q", [NEVER]) * count for _ in costs)
    must, may = [0] * count, [everything] * count
    least_decisions, least_words, least_minutes = least
    most_decisions, most_words, most_minutes = most
    opens = [offers.of(packed) for packed in graph.states]
    first, targets, (word, decision) = graph.first, graph.targets, costs[MINUTES]
    for node in reversed(order):
        if graph.ends(node):
            most_decisions[node] = most_words[node] = most_minutes[node] = may[node] = 0
            continue
        if node >= looked:
            continue
        low_decisions = low = low_minutes = NEVER
        high_decisions = high = high_minutes = -NEVER
        sure, some = everything, 0
        for move, target in zip(graph.moves(node), targets[first[node] : first[node + 1]], strict=True):
            enters, fewest, greatest, meets, may_meet = move.seen
            if enters:
                fewest += opens[target].fewest
                greatest += opens[target].most
            if (found := least_decisions[target]) < low_decisions:
                low_decisions = found
            if (found := most_decisions[target]) > high_decisions:
                high_decisions = found
            if (found := least_words[target] + fewest) < low:
                low = found
            if (found := least_minutes[target] + word * fewest) < low_minutes:
                low_minutes = found
            if (found := most_words[target] + greatest) > high:
                high = found
            if (found := most_minutes[target] + word * greatest) > high_minutes:
                high_minutes = found
            sure &= meets | must[target]
            some |= may_meet | may[target]
        decides, may_decide = opens[node].decides, opens[node].may_decide
        least_decisions[node], most_decisions[node] = low_decisions + decides, high_decisions + may_decide
        least_words[node], most_words[node] = low, high
        least_minutes[node], most_minutes[node] = low_minutes + decision * decides, high_minutes + decision * may_decide
        must[node], may[node] = sure, some
    return Remaining(least, most, must, may)


class _Backwards:
    """The steps into each node, with what is told on them."""

    def __init__(self, graph: Graph) -> None:
        self.first, self.steps, self.sources = sources_of(graph)
        self.told: list[Told] = [move.seen for node in range(graph.looked) for move in graph.moves(node)]

    def into(self, node: int) -> Iterator[tuple[int, Told]]:
        for step in self.steps[self.first[node] : self.first[node + 1]]:
            yield self.sources[step], self.told[step]


def _with_loops(graph: Graph, offers: Offers) -> Remaining:
    before = _Backwards(graph)
    least = tuple(_least_with_loops(graph, before, measure, offers) for measure in (DECISIONS, WORDS, MINUTES))
    return Remaining(least, None, *_facts_with_loops(graph, before))


def _least_with_loops(graph: Graph, before: _Backwards, measure: int, offers: Offers) -> Sequence[int]:
    """Dijkstra, from the endings and from what wasn't looked at."""
    word, decision = measures(graph.packing.program.story.pace)[measure]
    least = array("q", [NEVER]) * len(graph.states)
    waiting = [(0, node) for node in {*graph.endings(), *range(graph.looked, len(graph.states))}]
    for _, node in waiting:
        least[node] = 0
    heapify(waiting)
    while waiting:
        cost, node = heappop(waiting)
        if cost > least[node]:
            continue
        for source, read in before.into(node):
            found = cost + decision * offers.of(graph.states[source]).decides
            if word:
                found += word * (read.low + (offers.of(graph.states[node]).fewest if read.enters else 0))
            if found < least[source]:
                least[source] = found
                heappush(waiting, (found, source))
    return least


def _facts_with_loops(graph: Graph, before: _Backwards) -> tuple[list[int], list[int]]:
    """From all facts down for what must be met, and from none up for what may be, until nothing changes any more."""
    everything, looked = _all_facts(graph), graph.looked
    must = [everything] * len(graph.states)
    may = [0] * len(graph.states)
    for node in range(looked, len(graph.states)):
        must[node], may[node] = 0, everything
    for node in graph.endings():
        must[node] = may[node] = 0
    waiting = [node for node in range(len(graph.states)) if not must[node]]
    while waiting:
        node = waiting.pop()
        for source, told in before.into(node):
            sure = must[source] & (told.sure | must[node])
            if sure != must[source]:
                must[source] = sure
                waiting.append(source)
    waiting = list(range(len(graph.states)))
    while waiting:
        node = waiting.pop()
        for source, told in before.into(node):
            some = may[source] | told.may | may[node]
            if some != may[source]:
                may[source] = some
                waiting.append(source)
    return must, may
