"""The shortest and the longest way through a graph of states, or a loop that goes on for ever."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.prove.routes.graph import Graph, Label

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


def first_loop(graph: Graph, left: Iterable[int]) -> Loop:
    """A loop that is near to a start. `left` are the nodes that have no place in an order, of which there must be some."""
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
    raise ValueError("there is no loop")


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


def shortest(graph: Graph) -> tuple[int, Steps, bool] | None:
    """The fewest decisions to an ending, a way, and whether no step that wasn't looked at can lead to a shorter one.

    None where no ending was seen.
    """
    came: dict[int, tuple[int, Label] | None] = dict.fromkeys(graph.starts)
    best = dict.fromkeys(graph.starts, 0)
    waiting = deque((0, node) for node in graph.starts)
    open_end: int | None = None
    while waiting:
        decisions, node = waiting.popleft()
        if decisions > best[node]:
            continue
        if graph.ends(node):
            return decisions, _back(came, node), open_end is None or open_end >= decisions
        if node >= len(graph.targets):
            open_end = decisions if open_end is None else open_end
            continue
        weight = graph.weight(node)
        after = decisions + weight
        for target, label in zip(graph.targets[node], graph.labels[node], strict=True):
            if after < best.get(target, after + 1):
                best[target] = after
                came[target] = (node, label)
                if weight:
                    waiting.append((after, target))
                else:
                    waiting.appendleft((after, target))
    return None


def _back(came: dict[int, tuple[int, Label] | None], node: int) -> Steps:
    steps: Steps = []
    while (step := came[node]) is not None:
        steps.append(step)
        node = step[0]
    return steps[::-1]


def longest(graph: Graph, order: Sequence[int], *, to_an_ending: bool) -> tuple[int, Steps] | None:
    """The most decisions that a way has, to an ending or to wherever it leads; `order` has every node of the graph."""
    most = [-1] * len(graph.states)
    for node in reversed(order):
        best = 0 if graph.ends(node) or not to_an_ending else -1
        if node < len(graph.targets) and graph.targets[node]:
            onward = max(most[target] for target in graph.targets[node])
            if onward >= 0:
                best = max(best, onward + graph.weight(node))
        most[node] = best
    node = max(graph.starts, key=most.__getitem__)
    if most[node] < 0:
        return None
    total, steps = most[node], []
    while node < len(graph.targets) and graph.targets[node]:
        wanted = most[node] - graph.weight(node)
        place = next((place for place, target in enumerate(graph.targets[node]) if most[target] == wanted >= 0), None)
        if place is None:
            break
        steps.append((node, graph.labels[node][place]))
        node = graph.targets[node][place]
    return total, steps


def with_more_than(graph: Graph, steps: Steps, decisions: int) -> Steps:
    """The beginning of a way, up to the decision that is one too many."""
    made = 0
    for number, (node, _) in enumerate(steps):
        made += graph.weight(node)
        if made > decisions:
            return steps[: number + 1]
    return steps
