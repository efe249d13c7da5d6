"""Every state of a role that differs in what is asked, one by one, with the steps between them.

A step is a number in an array: a million states with their steps take some 150 MB.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from game.play.evaluate import State
from game.play.record import Carried, Entry
from game.states.packed import Label, Move, Packed, Packing

Hear = Callable[[int], None] | None
"""Hears now and then how many states there are."""

Steps = list[tuple[int, Label]]
"""A way: (node, what is chosen there)."""

EVERY = 1 << 12
EDGES = 16
"""So many steps a state are kept on the average at most."""


@dataclass(slots=True, eq=False)
class Graph:
    """Nodes are numbers, nearest to a start first. The steps out of node n lead to `targets[first[n] : first[n + 1]]`, in the
    order of `moves(n)`; `came` is the node from which one first came to each, or itself at a start.

    A graph that isn't `complete` has all steps out of its first nodes (`looked` of them), and none out of the rest. The first
    `fresh` of them are all that can be come to from the first start.
    """

    packing: Packing
    states: list[Packed] = field(default_factory=list)
    numbers: dict[Packed, int] = field(default_factory=dict)
    starts: dict[int, Carried] = field(default_factory=dict)
    targets: "array[int]" = field(default_factory=lambda: array("I"))
    first: "array[int]" = field(default_factory=lambda: array("I", [0]))
    came: "array[int]" = field(default_factory=lambda: array("I"))
    complete: bool = True
    fresh: int = 0
    _order: tuple[list[int], bool] | None = None

    @property
    def looked(self) -> int:
        return len(self.first) - 1

    def scene(self, node: int) -> int:
        return self.states[node] >> self.packing.scene_at

    def ends(self, node: int) -> bool:
        return bool(self.packing.live.links.scenes[self.scene(node)].ending)

    def moves(self, node: int) -> tuple[Move, ...]:
        return self.packing.moves(self.states[node])

    def onward(self, node: int) -> Sequence[int]:
        return self.targets[self.first[node] : self.first[node + 1]] if node < self.looked else ()

    def steps(self, node: int) -> Iterator[tuple[Move, int]]:
        """Each step out of a node, with where it leads."""
        return zip(self.moves(node), self.onward(node), strict=True) if node < self.looked else iter(())

    def endings(self) -> Iterator[int]:
        scenes, at = self.packing.live.links.scenes, self.packing.scene_at
        ends = [bool(scene.ending) for scene in scenes]
        return (node for node, packed in enumerate(self.states) if ends[packed >> at])

    def start(self, begun: Iterable[tuple[Carried, State]]) -> None:
        for carried, state in begun:
            packed = self.packing.pack(state)
            if packed not in self.numbers:
                self.starts[len(self.states)] = carried
                self.came.append(len(self.states))
                self.numbers[packed] = len(self.states)
                self.states.append(packed)

    def explore(self, most: int, hear: Hear = None) -> None:
        """Go on until every node that can be come to is there, or `most`, of nodes and of steps worked out."""
        packing, states, numbers, targets, first, came = self.packing, self.states, self.numbers, self.targets, self.first, self.came
        scene_at, masks, kinds, work_out = packing.scene_at, packing.masks, packing.kinds, packing.work_out
        for node in range(self.looked, most + 1):
            if node == len(states):
                break
            if len(states) + packing.made > most or len(targets) > EDGES * most:
                self.complete = False
                break
            if hear is not None and not node % EVERY:
                hear(len(states))
            packed = states[node]
            moves = kinds.get(packed & masks[packed >> scene_at])
            if moves is None:
                moves = work_out(packed)
            for keep, put, _, _, _, _ in moves:
                after = packed & keep | put
                target = numbers.get(after)
                if target is None:
                    target = numbers[after] = len(states)
                    states.append(after)
                    came.append(node)
                targets.append(target)
            first.append(len(targets))

    def way_to(self, node: int) -> tuple[Carried, Steps]:
        """A way with the fewest steps: what is carried in, and the choices."""
        steps: Steps = []
        while self.came[node] != node:
            source = self.came[node]
            steps.append((source, next(move.label for move, target in self.steps(source) if target == node)))
            node = source
        return self.starts[node], steps[::-1]

    def entries(self, steps: Iterable[tuple[int, Label]]) -> Iterator[Entry]:
        """Steps out of nodes, by their ids."""
        return entries_of(self.packing, ((self.states[node], label) for node, label in steps))


def entries_of(packing: Packing, steps: Iterable[tuple[Packed, Label]]) -> Iterator[Entry]:
    for packed, (choice, outcome) in steps:
        scene = packing.program.scene(packed >> packing.scene_at)
        happened = scene.choices[choice].outcomes[outcome].outcome
        yield Entry(scene.scene.id, scene.choices[choice].choice.id, happened.id if happened is not None else "")


def explored(packing: Packing, begun: Sequence[tuple[Carried, State]], most: int, hear: Hear = None) -> Graph:
    """What can be come to from the first start, and then what can be from the others."""
    graph = Graph(packing)
    graph.start(begun[:1])
    graph.explore(most, hear)
    if graph.complete:
        graph.fresh = len(graph.states)
        graph.start(begun[1:])
        graph.explore(most, hear)
    return graph


# ---- what follows from the steps ----


def sources_of(graph: Graph) -> tuple["array[int]", "array[int]", "array[int]"]:
    """The steps backwards: those into node n are `steps[first[n] : first[n + 1]]`, numbers of steps, and `sources` has the node
    that each step is out of."""
    count, targets = len(graph.states), graph.targets
    first = array("I", bytes(4 * (count + 2)))
    for target in targets:
        first[target + 2] += 1
    for node in range(2, count + 2):
        first[node] += first[node - 1]
    steps, sources = array("I", bytes(4 * len(targets))), array("I", bytes(4 * len(targets)))
    step = 0
    for node in range(graph.looked):
        for step in range(graph.first[node], graph.first[node + 1]):
            target = targets[step]
            sources[step] = node
            steps[first[target + 1]] = step
            first[target + 1] += 1
    return first, steps, sources


def can_end(graph: Graph, *, surely: bool) -> bytearray:
    """By node, whether an ending can be reached; with `surely`, by choices alone that are sure to be open."""
    first, steps, sources = sources_of(graph)
    found = bytearray(len(graph.states))
    open_steps = None
    if surely:
        open_steps = bytearray(move.sure for node in range(graph.looked) for move in graph.moves(node))
    waiting = list(graph.endings())
    for node in waiting:
        found[node] = 1
    while waiting:
        node = waiting.pop()
        for step in steps[first[node] : first[node + 1]]:
            source = sources[step]
            if not found[source] and (open_steps is None or open_steps[step]):
                found[source] = 1
                waiting.append(source)
    return found


def in_order(graph: Graph) -> tuple[list[int], bool]:
    """Every node after all that lead to it, as far as there is such an order; and whether there isn't, since there are loops.

    Kahn's algorithm (A. B. Kahn, Topological sorting of large networks, 1962).
    """
    if graph._order is not None:
        return graph._order
    first, targets, looked = graph.first, graph.targets, graph.looked
    missing = array("I", bytes(4 * len(graph.states)))
    for target in targets:
        missing[target] += 1
    order = [node for node, count in enumerate(missing) if not count]
    for node in order:  # which grows
        if node < looked:
            for target in targets[first[node] : first[node + 1]]:
                missing[target] -= 1
                if not missing[target]:
                    order.append(target)
    graph._order = order, len(order) < len(graph.states)
    return graph._order


def components(graph: Graph, start: int) -> list[list[int]]:
    """What can be reached from a node, parted into strongly connected components; each stands after those that it leads to
    (R. Tarjan, Depth-first search and linear graph algorithms, 1972)."""
    number: dict[int, int] = {start: 0}
    low: dict[int, int] = {start: 0}
    stack, waits = [start], {start}
    work = [(start, iter(graph.onward(start)))]
    found: list[list[int]] = []
    while work:
        node, onward = work[-1]
        for target in onward:
            if target not in number:
                number[target] = low[target] = len(number)
                stack.append(target)
                waits.add(target)
                work.append((target, iter(graph.onward(target))))
                break
            if target in waits and number[target] < low[node]:
                low[node] = number[target]
        else:
            work.pop()
            if work and low[node] < low[work[-1][0]]:
                low[work[-1][0]] = low[node]
            if low[node] == number[node]:
                at = len(stack) - 1
                while stack[at] != node:
                    at -= 1
                part = stack[at:]
                del stack[at:]
                waits.difference_update(part)
                found.append(part)
    return found
