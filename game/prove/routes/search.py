"""The shortest and the longest way by what is read, and the one that meets the fewest facts.

What is read hangs on more than what decides the way, so there are many more states to tell apart. They are looked at
one by one, the most promising first (P. Hart, N. Nilsson and B. Raphael, A formal basis for the heuristic
determination of minimum cost paths, 1968), and the bounds of the graph say what can still come of each.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from game.play.record import Entry
from game.prove.routes.bounds import MEASURES, NEVER, Bounds, bounds_of
from game.prove.routes.carried import Carrying, Chosen, Item, carried_of
from game.prove.routes.figures import Figure, Played, closer
from game.prove.routes.graph import MOST_STARTS, Graph
from game.prove.routes.loops import in_order
from game.prove.routes.packed import Label, Packed, Packing
from game.prove.routes.told import Told

LONGEST_WAY = 10_000
"""A way of so many steps is given up."""

ON = 3
"""Where a search that has used up its looks is near its answer, it goes on for so many times as many."""

NEARLY = 1 / 16
"""How far apart, as a share, the ends of what is known may be there."""

UNSEEN = -1
"""The node of a state that the graph doesn't have."""

Place = tuple[Packed, int]
"""A state with all that decides what is read, and its node in the graph."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What is searched: the states by what is read in them, beside a graph with its bounds and the same layout."""

    graph: Graph
    bounds: Bounds
    carrying: Carrying
    starts: list[tuple[Place, Chosen, Told]]
    complete: bool  # whether these are all starts
    _steps: dict[Packed, list[tuple[Label, Chosen, Place, Told]]] = field(default_factory=dict)

    @property
    def packing(self) -> Packing:
        return self.carrying.packing

    def steps(self, place: Place) -> list[tuple[Label, Chosen, Place, Told]]:
        """Each step, with what turns out to have been carried in, where it leads and what is told on it."""
        packed = place[0]
        steps = self._steps.get(packed)
        if steps is None:
            packing, carrying = self.packing, self.carrying
            scene, opened = packing.scene(packed), packed & self.carrying.all_open
            steps = self._steps[packed] = [
                (label, chosen, self.place(after), told)
                for table in packing.tables_of(scene)
                for label, keep, put, told in table.turns_in(packed, packing, scene)
                for after, chosen in carrying.parted(packed & keep | put | opened & carrying.stays_open(packing.scene(put)))
            ]
        return steps

    def place(self, packed: Packed) -> Place:
        return packed, self.graph.numbers.get(self.graph.packing.only_kept(packed), UNSEEN)

    def words(self, place: Place, told: Told) -> int:
        """What is read on a step that leads to a place, or at a start."""
        return told.low + (self.packing.choices_of([place[0]])[0][0] if told.enters else 0)

    def ends(self, place: Place) -> bool:
        return self.packing.scene(place[0]) in self.graph.endings

    def decisions(self, place: Place) -> int:
        return self.graph.decides[self.packing.scene(place[0])]

    def played(self, steps: list[tuple[Packed, Label]], chosen: Iterable[tuple[Item, int]]) -> Played:
        return Played(carried_of(chosen), tuple(self._entries(steps)))

    def _entries(self, steps: list[tuple[Packed, Label]]) -> Iterator[Entry]:
        program = self.graph.packing.program
        for packed, (choice, outcome) in steps:
            compiled = program.scene(self.packing.scene(packed))
            happened = compiled.choices[choice].outcomes[outcome].outcome
            yield Entry(compiled.scene.id, compiled.choices[choice].choice.id, happened.id if happened is not None else "")


def ground_of(graph: Graph, carrying: Carrying) -> Ground:
    """What the graph keeps of what is carried in isn't left open: its bounds hold for one value of it."""
    order, looped = in_order(graph)
    known = 0
    for scene in {graph.scene(node) for node in range(len(graph.states))}:
        known |= graph.packing.kept[scene]
    starts, complete = carrying.starts(known, MOST_STARTS)
    ground = Ground(graph, bounds_of(graph, None if looped else order), carrying, [], complete)
    for packed, chosen, carried in starts:
        told = carrying.packing.teller.start(carried)
        ground.starts.extend((ground.place(after), (*chosen, *more), told) for after, more in carrying.parted(packed))
    return ground


class _Came(NamedTuple):
    """What was come from (as a key, and its state), the step, and what turned out to have been carried in."""

    key: Hashable
    packed: Packed
    label: Label
    chosen: Chosen


@dataclass(slots=True, eq=False)
class _Ways:
    """How each key was come to; at a start, what was carried in."""

    came: dict[Hashable, _Came | Chosen] = field(default_factory=dict)

    def to(self, key: Hashable) -> tuple[list[tuple[Packed, Label]], list[tuple[Item, int]]]:
        """The steps, and what was carried in."""
        steps: list[tuple[Packed, Label]] = []
        carried: list[tuple[Item, int]] = []
        while isinstance(step := self.came[key], _Came):
            steps.append((step.packed, step.label))
            carried += step.chosen
            key = step.key
        return steps[::-1], [*step, *carried]


def extreme(ground: Ground, measure: int, looks: int, *, longest: bool) -> Figure | None:
    """The way that is shortest, or longest, by one of the measures of the bounds.

    None where no way was found. After so many `looks`, or `ON` times as many more, the search ends with what is known
    until then.
    """
    more, before = ON * looks, None
    sign = -1 if longest else 1
    a_word, a_decision = MEASURES[measure]
    ahead = ground.bounds.most if longest else ground.bounds.least
    hopes = ahead[measure] if ahead is not None else None  # the graph has loops, which the whole may not have

    def hope(place: Place) -> int:
        if hopes is not None and place[1] >= 0:
            return sign * hopes[place[1]]
        return sign * NEVER if longest and not ground.ends(place) else 0

    ways = _Ways()
    best: dict[Packed, int] = {}
    waiting: list[tuple[int, int, int, Place]] = []  # of those that promise the same, the one that was met last
    count = 0
    for place, chosen, told in ground.starts:
        cost = sign * a_word * ground.words(place, told)
        if cost < best.get(place[0], NEVER):
            best[place[0]], ways.came[place[0]] = cost, chosen
            waiting.append((cost + hope(place), count, cost, place))
            count -= 1
    heapify(waiting)
    sure = ground.complete and (not longest or (ground.graph.complete and hopes is not None))
    done: set[Packed] = set()  # beyond the graph there may be loops, which a longest way must not go round
    while waiting:
        promised, _, cost, place = heappop(waiting)
        if place[0] in done or cost > best[place[0]]:
            continue
        if promised >= NEVER // 2:
            return None  # no ending is reached from anywhere
        if ground.ends(place):
            known = promised if sure else None
            return _figure(sign, known, cost, ground.played(*ways.to(place[0])))
        if looks <= 0:
            known = promised if sure and promised > -NEVER // 2 else None
            figure = _cut_short(ground, measure, sign, known, cost, place, ways, hope)
            figure = closer(before, figure, most=longest)
            if not more or figure is None or figure.high is None or figure.high - figure.low > NEARLY * figure.high:
                return figure
            looks, more, before = more, 0, figure
        looks -= 1
        if longest:
            done.add(place[0])
        weight = sign * a_decision * ground.decisions(place)
        for label, chosen, after, told in ground.steps(place):
            reached = cost + weight + sign * a_word * ground.words(after, told)
            if after[0] not in done and reached < best.get(after[0], NEVER):
                best[after[0]], ways.came[after[0]] = reached, _Came(place[0], place[0], label, chosen)
                heappush(waiting, (reached + hope(after), count, reached, after))
                count -= 1
    return None


def _figure(sign: int, promised: int | None, found: int | None, way: Played | None) -> Figure | None:
    """From what was promised at best (None: anything) and what a way was found for (None: nothing)."""
    if sign > 0:
        return None if found is None and promised is None else Figure(promised or 0, found, way)
    if found is None:
        return None if promised is None else Figure(0, -promised, None)
    return Figure(-found, None if promised is None else -promised, way)


def _cut_short(
    ground: Ground, measure: int, sign: int, promised: int | None, cost: int, place: Place, ways: _Ways, hope: Callable[[Place], int]
) -> Figure | None:
    """Go on from where the search stood, always to what promises most, to have at least one way."""
    a_word, a_decision = MEASURES[measure]
    steps, carried = ways.to(place[0])
    seen = {place[0]}
    while not ground.ends(place):
        weight = sign * a_decision * ground.decisions(place)
        onward: list[tuple[int, int, int, Label, Chosen, Place]] = []
        for label, chosen, after, told in ground.steps(place):
            if after[0] not in seen:
                reached = cost + weight + sign * a_word * ground.words(after, told)
                onward.append((reached + hope(after), len(onward), reached, label, chosen, after))
        if not onward or len(steps) > LONGEST_WAY:
            return _figure(sign, promised, None, None)
        _, _, cost, label, chosen, after = min(onward)
        steps.append((place[0], label))
        carried += chosen
        place = after
        seen.add(place[0])
    return _figure(sign, promised, cost, ground.played(steps, carried))


def fewest_facts(ground: Ground, looks: int) -> Figure | None:
    """The fewest facts that a way to an ending meets.

    Of two ways to one state the one counts that has met no more facts of those that may still come, and no more of the
    others.
    """
    bounds = ground.bounds
    everything = (1 << len(ground.packing.program.story.facts)) - 1
    ways = _Ways()
    known: dict[Packed, list[tuple[int, int]]] = {}
    waiting: list[tuple[int, int, int, Place]] = []
    count = 0

    def push(place: Place, met: int, step: _Came | Chosen) -> None:
        nonlocal count
        packed, node = place
        must, may = (bounds.must[node], bounds.may[node]) if node >= 0 else (0, everything)
        outside, inside = (met & ~may).bit_count(), met & may
        others = known.setdefault(packed, [])
        if any(fewer <= outside and not part & ~inside for fewer, part in others):
            return
        others[:] = [(more, part) for more, part in others if not (outside <= more and not inside & ~part)]
        others.append((outside, inside))
        ways.came[packed, met] = step
        heappush(waiting, ((met | must).bit_count(), count, met, place))
        count -= 1

    for place, chosen, told in ground.starts:
        push(place, told.sure, chosen)
    while waiting:
        promised, _, met, place = heappop(waiting)
        if ground.ends(place):
            return Figure(promised if ground.complete else 0, promised, ground.played(*ways.to((place[0], met))))
        if looks <= 0:
            return _facts_of_one_way(ground, promised if ground.complete else 0, met, place, ways)
        looks -= 1
        for label, chosen, after, told in ground.steps(place):
            push(after, met | told.sure, _Came((place[0], met), place[0], label, chosen))
    return None


def _facts_of_one_way(ground: Ground, known: int, met: int, place: Place, ways: _Ways) -> Figure:
    """Go on from where the search stood, always to where the fewest have to be met, to have at least one way."""
    steps, carried = ways.to((place[0], met))
    seen = {place[0]}
    while not ground.ends(place):
        onward: list[tuple[int, int, int, Label, Chosen, Place]] = []
        for label, chosen, after, told in ground.steps(place):
            if after[0] not in seen:
                then = met | told.sure
                must = ground.bounds.must[after[1]] if after[1] >= 0 else 0
                onward.append(((then | must).bit_count(), len(onward), then, label, chosen, after))
        if not onward or len(steps) > LONGEST_WAY:
            return Figure(known, None)
        _, _, met, label, chosen, after = min(onward)
        steps.append((place[0], label))
        carried += chosen
        place = after
        seen.add(place[0])
    return Figure(known, met.bit_count(), ground.played(steps, carried))
