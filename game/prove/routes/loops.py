"""Whether a way through a graph can go on for ever, and a loop near its start where it can."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from game.states.explorer import Graph, Steps, in_order


@dataclass(frozen=True, slots=True)
class Loop:
    """A way to a node, and a way from there to the same node again. The first node is a start."""

    way: Steps
    round: Steps


def loop_in(graph: Graph) -> Loop | None:
    """A loop that is near to a start, or None where no way through the graph can go on for ever."""
    order, looped = in_order(graph)
    if not looped:
        return None
    # Of the nodes that are left, those that lead to no loop are taken away too: what remains lies on loops or between two.
    remaining = set(range(graph.looked)).difference(order)
    onward = {node: sum(target in remaining for target in graph.onward(node)) for node in remaining}
    before: dict[int, list[int]] = {}
    for node in remaining:
        for target in graph.onward(node):
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
        round_again = _round(graph, node, remaining)
        if round_again is not None:
            return Loop(graph.way_to(node)[1], round_again)
    return None


def _round(graph: Graph, goal: int, within: Iterable[int]) -> Steps | None:
    """The way with the fewest steps from a node to itself."""
    came: dict[int, tuple[int, int]] = {}
    waiting = deque([goal])
    seen = {goal}
    while waiting:
        node = waiting.popleft()
        for place, target in enumerate(graph.onward(node)):
            if target == goal:
                steps = [(node, graph.moves(node)[place].label)]
                while node in came:
                    node, place = came[node]
                    steps.append((node, graph.moves(node)[place].label))
                return steps[::-1]
            if target in within and target not in seen:
                seen.add(target)
                came[target] = (node, place)
                waiting.append(target)
    return None
