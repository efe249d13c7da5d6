"""Whether a way through a graph can go on for ever, and a loop near its start where it can."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from game.prove.routes.graph import Graph
from game.prove.routes.packed import Label

Steps = list[tuple[int, Label]]
"""A way: (node, what is chosen there). The first node is a start."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A way to a node, and a way from there to the same node again."""

    way: Steps
    round: Steps


def in_order(graph: Graph) -> tuple[list[int], list[int]]:
    """Every node after all that lead to it, as far as there is such an order; and the others: those on loops, and after.

    Kahn's algorithm (A. B. Kahn, Topological sorting of large networks, 1962).
    """
    missing = [0] * len(graph.states)
    for onward in graph.targets:
        for target in onward:
            missing[target] += 1
    order = [node for node, count in enumerate(missing) if not count]
    for node in order:  # which grows
        if node < len(graph.targets):
            for target in graph.targets[node]:
                missing[target] -= 1
                if not missing[target]:
                    order.append(target)
    return order, [node for node, count in enumerate(missing) if count]


def loop_in(graph: Graph) -> Loop | None:
    """A loop that is near to a start, or None where no way through the graph can go on for ever."""
    _, left = in_order(graph)
    # Of the nodes that are left, those that lead to no loop are taken away too: what remains lies on loops or between two.
    remaining = {node for node in left if node < len(graph.targets)}
    onward = {node: sum(target in remaining for target in graph.targets[node]) for node in remaining}
    before: dict[int, list[int]] = {}
    for node in remaining:
        for target in graph.targets[node]:
            before.setdefault(target, []).append(node)
    leaf = [node for node, count in onward.items() if not count]
    while leaf:
        node = leaf.pop()
        remaining.discard(node)
        for source in before.get(node, ()):
            if source in remaining:
                onward[source] -= 1
                if not onward[source]:
                    leaf.append(source)
    for node in sorted(remaining):  # nearest first
        round_again = _way(graph, [node], node, within=remaining)
        if round_again is not None:
            way = _way(graph, graph.starts, node)
            assert way is not None
            return Loop(way, round_again)
    return None


def _way(graph: Graph, sources: Iterable[int], goal: int, within: set[int] | None = None) -> Steps | None:
    """The way with the fewest steps to a node, at least one of them where the goal is a source within a part."""
    came: dict[int, tuple[int, Label]] = {}
    waiting = deque(sources)
    seen = set(waiting)
    if within is None and goal in seen:
        return []
    while waiting:
        node = waiting.popleft()
        if node >= len(graph.targets):
            continue
        for target, label in zip(graph.targets[node], graph.labels[node], strict=True):
            if within is not None and target not in within:
                continue
            if target == goal:
                steps = [(node, label)]
                while node in came:
                    node, label = came[node]
                    steps.append((node, label))
                return steps[::-1]
            if target not in seen:
                seen.add(target)
                came[target] = (node, label)
                waiting.append(target)
    return None
