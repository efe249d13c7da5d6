"""How much and how little is left from each node of a graph to an ending: words, minutes, and facts.

The graph doesn't know all that decides what is read, so these are bounds: nothing on a way from a node is less than
the least, or more than the most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from game.prove.routes.graph import Graph

NEVER = 1 << 40
"""More words than any story has: from here no ending is reached."""


DECISIONS, WORDS, MINUTES = 0, 1, 2
"""What a way is measured by."""
MEASURES = ((0, 1), (1, 0), (1, 100))
"""What a word counts, and what a decision: minutes are in words, of which two hundred are one."""


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """By node. `least` and `most` are by measure; `most` is None where a way may go on for ever.

    `must` are the facts that every way to an ending meets, and
    `may` those that some way may meet, as bits.
    """

    least: tuple[list[int], ...]
    most: tuple[list[int], ...] | None
    must: list[int]
    may: list[int]


def bounds_of(graph: Graph, order: Sequence[int] | None) -> Bounds:
    """`order` has every node after all that lead to it, or is None where there are loops."""
    opens = graph.packing.choices_of(graph.states)
    if order is not None:
        return _in_order(graph, order, opens)
    before = _before(graph)
    must, may = _facts_with_loops(graph, before)
    least = tuple(_least_with_loops(graph, before, measure, opens) for measure in (DECISIONS, WORDS, MINUTES))
    return Bounds(least, None, must, may)


def _all_facts(graph: Graph) -> int:
    return (1 << len(graph.packing.program.story.facts)) - 1


def _in_order(graph: Graph, order: Sequence[int], opens: list[tuple[int, int]]) -> Bounds:
    """Backwards, each node once."""
    count, looked, everything = len(graph.states), len(graph.targets), _all_facts(graph)
    least_decisions, least, least_minutes = [0] * count, [0] * count, [0] * count
    most_decisions, most, most_minutes = [NEVER] * count, [NEVER] * count, [NEVER] * count
    must, may = [0] * count, [everything] * count
    for node in reversed(order):
        if graph.ends(node):
            most_decisions[node] = most[node] = most_minutes[node] = may[node] = 0
            continue
        if node >= looked:
            continue
        low_decisions = low = low_minutes = NEVER
        high_decisions = high = high_minutes = -NEVER
        sure, some = everything, 0
        for target, (enters, fewest, greatest, meets, may_meet) in zip(graph.targets[node], graph.told[node], strict=True):
            if enters:
                low_choices, high_choices = opens[target]
                fewest += low_choices
                greatest += high_choices
            if (found := least_decisions[target]) < low_decisions:
                low_decisions = found
            if (found := most_decisions[target]) > high_decisions:
                high_decisions = found
            if (found := least[target] + fewest) < low:
                low = found
            if (found := least_minutes[target] + fewest) < low_minutes:
                low_minutes = found
            if (found := most[target] + greatest) > high:
                high = found
            if (found := most_minutes[target] + greatest) > high_minutes:
                high_minutes = found
            sure &= meets | must[target]
            some |= may_meet | may[target]
        decision = graph.weight(node)
        minutes = MEASURES[MINUTES][1] * decision
        least_decisions[node], most_decisions[node] = _capped(low_decisions + decision), _capped(high_decisions + decision)
        least[node], most[node] = _capped(low), _capped(high)
        least_minutes[node], most_minutes[node] = _capped(low_minutes + minutes), _capped(high_minutes + minutes)
        must[node], may[node] = sure, some
    return Bounds((least_decisions, least, least_minutes), (most_decisions, most, most_minutes), must, may)


def _capped(words: int) -> int:
    return max(-NEVER, min(NEVER, words))


Before = list[list[tuple[int, int]]]
"""By node: (source, which of its steps)."""


def _before(graph: Graph) -> Before:
    before: Before = [[] for _ in graph.states]
    for node, targets in enumerate(graph.targets):
        for place, target in enumerate(targets):
            before[target].append((node, place))
    return before


def _least_with_loops(graph: Graph, before: Before, measure: int, opens: list[tuple[int, int]]) -> list[int]:
    """Dijkstra, from the endings and from what wasn't looked at."""
    a_word, a_decision = MEASURES[measure]
    looked = len(graph.targets)
    least = [NEVER] * len(graph.states)
    waiting: list[tuple[int, int]] = []
    for node in range(len(graph.states)):
        if graph.ends(node) or node >= looked:
            least[node] = 0
            waiting.append((0, node))
    done = bytearray(len(graph.states))
    while waiting:
        cost, node = heappop(waiting)
        if done[node]:
            continue
        done[node] = 1
        for source, place in before[node]:
            read = graph.told[source][place]
            found = cost + a_decision * graph.weight(source) + a_word * (read.low + (opens[node][0] if read.enters else 0))
            if found < least[source]:
                least[source] = found
                heappush(waiting, (found, source))
    return least


def _facts_with_loops(graph: Graph, before: Before) -> tuple[list[int], list[int]]:
    """From all facts down for what must be met, and from none up for what may be, until nothing changes any more."""
    everything, looked = _all_facts(graph), len(graph.targets)
    must = [everything] * len(graph.states)
    may = [0] * len(graph.states)
    for node in range(len(graph.states)):
        if graph.ends(node):
            must[node] = 0
        elif node >= looked:
            must[node], may[node] = 0, everything
    waiting = [node for node in range(len(graph.states)) if not must[node]]
    while waiting:
        node = waiting.pop()
        for source, place in before[node]:
            sure = must[source] & (graph.told[source][place].sure | must[node])
            if sure != must[source]:
                must[source] = sure
                waiting.append(source)
    waiting = list(range(len(graph.states)))
    while waiting:
        node = waiting.pop()
        for source, place in before[node]:
            some = may[source] | graph.told[source][place].may | may[node]
            if some != may[source]:
                may[source] = some
                waiting.append(source)
    return must, may
