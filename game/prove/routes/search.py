"""The shortest and the longest way by what is read, and the one that meets the fewest facts.

What is read hangs on more than what decides the way, so there are many more states to tell apart. They are looked at
one by one, the most promising first (P. Hart, N. Nilsson and B. Raphael, A formal basis for the heuristic
determination of minimum cost paths, 1968), and the bounds of the graph say what can still come of each.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from game.prove.routes.bounds import NEVER, Remaining, measures
from game.prove.routes.figures import Figure, PlayedWay, closer
from game.prove.routes.open_carry_in import Decided, OpenCarryIn
from game.prove.routes.told import Offers, Teller, Told
from game.states.explorer import Graph, entries_of
from game.states.packed import Label, Packed

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
class SearchSpace:
    """What is searched: the states by what is read in them, beside a graph with its bounds and the same layout. What the graph
    keeps of what is carried in isn't left open: its bounds hold for one value of it."""

    graph: Graph
    remaining: Remaining
    pasts: OpenCarryIn
    offers: Offers
    starts: list[tuple[Place, Decided, Told]]
    complete: bool  # whether these are all starts
    _steps: dict[Packed, list[tuple[Label, Decided, Place, int, int]]] = field(default_factory=dict)

    def steps(self, place: Place) -> list[tuple[Label, Decided, Place, int, int]]:
        """Each step, with what turns out to have been carried in, where it leads, and the words and the facts that are read on it."""
        packed = place[0]
        steps = self._steps.get(packed)
        if steps is None:
            packing, pasts = self.pasts.packing, self.pasts
            opened = packed & pasts.open_bits
            steps = self._steps[packed] = [
                (move.label, decided, self.place(after), self.words(after, move.seen), move.seen.sure)
                for move in packing.moves(packed ^ opened)
                for after, decided in pasts.parted((packed ^ opened) & move.keep | move.put | opened)
            ]
        return steps

    def place(self, packed: Packed) -> Place:
        return packed, self.graph.numbers.get(self.graph.packing.only_kept(packed), UNSEEN)

    def scene(self, place: Place) -> int:
        return place[0] >> self.pasts.packing.scene_at

    def words(self, packed: Packed, told: Told) -> int:
        """What is read on a step that leads to a state, or at a start."""
        return told.low + (self.offers.of(packed).fewest if told.enters else 0)

    def ends(self, place: Place) -> bool:
        return bool(self.pasts.packing.live.links.scenes[self.scene(place)].ending)

    def decisions(self, place: Place) -> int:
        return self.offers.of(place[0]).decides

    def played(self, steps: list[tuple[Packed, Label]], decided: Iterable[Decided]) -> PlayedWay:
        return PlayedWay(self.pasts.carried(decided), tuple(entries_of(self.pasts.packing, steps)))


def search_space(graph: Graph, remaining: Remaining, pasts: OpenCarryIn, teller: Teller, most: int) -> SearchSpace:
    packing = pasts.packing
    at_once = packing.live.deciding_at_start()
    for scene in {graph.scene(node) for node in range(len(graph.states))}:
        at_once |= graph.packing.live.after[scene]
        for effect in packing.live.links.scenes[scene].effects:  # what is carried in and then set can't be left open
            at_once |= packing.reads.variable[effect.variable]
    starts, complete = pasts.starts(at_once, most)
    space = SearchSpace(graph, remaining, pasts, Offers(packing, teller), [], complete)
    for packed, decided, carried in starts:
        told = teller.start(carried)
        for after, more in pasts.parted(packed):
            space.starts.append((space.place(after), (decided[0] | more[0], decided[1] | more[1]), told))
    return space


class _Came(NamedTuple):
    """What was come from (as a key, and its state), the step, and what turned out to have been carried in."""

    key: Hashable
    packed: Packed
    label: Label
    decided: Decided


@dataclass(slots=True, eq=False)
class _Ways:
    """How each key was come to; at a start, what was carried in."""

    came: dict[Hashable, _Came | Decided] = field(default_factory=dict)

    def to(self, key: Hashable) -> tuple[list[tuple[Packed, Label]], list[Decided]]:
        """The steps, and what was carried in."""
        steps: list[tuple[Packed, Label]] = []
        carried: list[Decided] = []
        while isinstance(step := self.came[key], _Came):
            steps.append((step.packed, step.label))
            carried.append(step.decided)
            key = step.key
        return steps[::-1], [step, *carried]


def extreme(space: SearchSpace, measure: int, looks: int, *, longest: bool) -> Figure | None:
    """The way that is shortest, or longest, by one of the measures of the bounds.

    None where no way was found. After so many `looks`, or `ON` times as many more, the search ends with what is known
    until then.
    """
    more, before = ON * looks, None
    sign = -1 if longest else 1
    a_word, a_decision = measures(space.graph.packing.program.story.pace)[measure]
    ahead = space.remaining.most if longest else space.remaining.least
    hopes = ahead[measure] if ahead is not None else None  # the graph has loops, which the whole may not have

    def hope(place: Place) -> int:
        if hopes is not None and place[1] >= 0:
            return sign * hopes[place[1]]
        return sign * NEVER if longest and not space.ends(place) else 0

    ways = _Ways()
    best: dict[Packed, int] = {}
    waiting: list[tuple[int, int, int, Place]] = []  # of those that promise the same, the one that was met last
    count = 0
    for place, decided, told in space.starts:
        cost = sign * a_word * space.words(place[0], told)
        if cost < best.get(place[0], NEVER):
            best[place[0]], ways.came[place[0]] = cost, decided
            waiting.append((cost + hope(place), count, cost, place))
            count -= 1
    heapify(waiting)
    sure = space.complete and (not longest or (space.graph.complete and hopes is not None))
    done: set[Packed] = set()  # beyond the graph there may be loops, which a longest way must not go round
    while waiting:
        promised, _, cost, place = heappop(waiting)
        if place[0] in done or cost > best[place[0]]:
            continue
        if promised >= NEVER // 2:
            return None  # no ending is reached from anywhere
        if space.ends(place):
            known = promised if sure else None
            return _figure(sign, known, cost, space.played(*ways.to(place[0])))
        if looks <= 0:
            known = promised if sure and promised > -NEVER // 2 else None
            figure = _cut_short(space, measure, sign, known, cost, place, ways, hope)
            figure = closer(before, figure, most=longest)
            if not more or figure is None or figure.high is None or figure.high - figure.low > NEARLY * figure.high:
                return figure
            looks, more, before = more, 0, figure
        looks -= 1
        if longest:
            done.add(place[0])
        weight = sign * a_decision * space.decisions(place)
        for label, decided, after, words, _ in space.steps(place):
            reached = cost + weight + sign * a_word * words
            if after[0] not in done and reached < best.get(after[0], NEVER):
                best[after[0]], ways.came[after[0]] = reached, _Came(place[0], place[0], label, decided)
                heappush(waiting, (reached + hope(after), count, reached, after))
                count -= 1
    return None


def _figure(sign: int, promised: int | None, found: int | None, way: PlayedWay | None) -> Figure | None:
    """From what was promised at best (None: anything) and what a way was found for (None: nothing)."""
    if sign > 0:
        return None if found is None and promised is None else Figure(promised or 0, found, way)
    if found is None:
        return None if promised is None else Figure(0, -promised, None)
    return Figure(-found, None if promised is None else -promised, way)


def _cut_short(
    space: SearchSpace, measure: int, sign: int, promised: int | None, cost: int, place: Place, ways: _Ways, hope: Callable[[Place], int]
) -> Figure | None:
    """Go on from where the search stood, always to what promises most, to have at least one way."""
    a_word, a_decision = measures(space.graph.packing.program.story.pace)[measure]
    steps, carried = ways.to(place[0])
    seen = {place[0]}
    while not space.ends(place):
        weight = sign * a_decision * space.decisions(place)
        onward: list[tuple[int, int, int, Label, Decided, Place]] = []
        for label, decided, after, words, _ in space.steps(place):
            if after[0] not in seen:
                reached = cost + weight + sign * a_word * words
                onward.append((reached + hope(after), len(onward), reached, label, decided, after))
        if not onward or len(steps) > LONGEST_WAY:
            return _figure(sign, promised, None, None)
        _, _, cost, label, decided, after = min(onward)
        steps.append((place[0], label))
        carried.append(decided)
        place = after
        seen.add(place[0])
    return _figure(sign, promised, cost, space.played(steps, carried))


def fewest_facts(space: SearchSpace, looks: int, among: int = -1) -> Figure | None:
    """The fewest facts that a way to an ending meets, of those whose bits are in `among`.

    Of two ways to one state the one counts that has met no more facts of those that may still come, and no more of the
    others.
    """
    remaining = space.remaining
    everything = (1 << len(space.pasts.packing.program.story.facts)) - 1
    ways = _Ways()
    known: dict[Packed, list[tuple[int, int]]] = {}
    waiting: list[tuple[int, int, int, Place]] = []
    count = 0

    def push(place: Place, met: int, step: _Came | Decided) -> None:
        nonlocal count
        packed, node = place
        must, may = (remaining.must[node], remaining.may[node]) if node >= 0 else (0, everything)
        outside, inside = (met & ~may & among).bit_count(), met & may & among
        others = known.setdefault(packed, [])
        if any(fewer <= outside and not part & ~inside for fewer, part in others):
            return
        others[:] = [(more, part) for more, part in others if not (outside <= more and not inside & ~part)]
        others.append((outside, inside))
        ways.came[packed, met] = step
        heappush(waiting, (((met | must) & among).bit_count(), count, met, place))
        count -= 1

    for place, decided, told in space.starts:
        push(place, told.sure, decided)
    while waiting:
        promised, _, met, place = heappop(waiting)
        if space.ends(place):
            return Figure(promised if space.complete else 0, promised, space.played(*ways.to((place[0], met))))
        if looks <= 0:
            return _facts_of_one_way(space, promised if space.complete else 0, met, place, ways, among)
        looks -= 1
        for label, decided, after, _, facts in space.steps(place):
            push(after, met | facts, _Came((place[0], met), place[0], label, decided))
    return None


def _facts_of_one_way(space: SearchSpace, known: int, met: int, place: Place, ways: _Ways, among: int) -> Figure:
    """Go on from where the search stood, always to where the fewest have to be met, to have at least one way."""
    steps, carried = ways.to((place[0], met))
    seen = {place[0]}
    while not space.ends(place):
        onward: list[tuple[int, int, int, Label, Decided, Place]] = []
        for label, decided, after, _, facts in space.steps(place):
            if after[0] not in seen:
                then = met | facts
                must = space.remaining.must[after[1]] if after[1] >= 0 else 0
                onward.append((((then | must) & among).bit_count(), len(onward), then, label, decided, after))
        if not onward or len(steps) > LONGEST_WAY:
            return Figure(known, None)
        _, _, met, label, decided, after = min(onward)
        steps.append((place[0], label))
        carried.append(decided)
        place = after
        seen.add(place[0])
    return Figure(known, (met & among).bit_count(), space.played(steps, carried))
