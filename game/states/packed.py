"""A role's steps on states packed into one integer each, so that millions of them can be gone through in plain Python.

A choice reads and changes few of the things that a state holds. What it does is worked out once, by the engine itself,
for each combination of what it reads; after that a step is two operations on an integer: `state & keep | put`. So there
are no rules of play here, and effects run in their order on real values: what a choice reads (`game.states.liveness`) has
all that they take their values from, whether it is live in a scene or not.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, NamedTuple, Protocol

from game.play.engine import Standing, advance, after_results, standing
from game.play.evaluate import MEMORY, SCENE, VALUES, State, Where
from game.play.program import COME_BACK, STAY, CompiledChoice, CompiledOutcome
from game.states.abstract import known_of, range_of
from game.states.layout import BitField, PackedLayout, lay_out
from game.states.liveness import Liveness, SceneLink
from game.states.reads import NOTHING, Parts, single

Packed = int

Label = tuple[int, int]
"""A choice and one of its outcomes, by their numbers."""


class Move(NamedTuple):
    """One thing that a choice brings: the state after is `state & keep | put`.

    `sure` is false where the choice may be closed or lead elsewhere, since what it asks for was forgotten. `seen` is what a watcher saw.
    """

    keep: int
    put: int
    label: Label
    sure: bool
    seen: Any
    way: int | None  # which branch is taken, where that can't be told from what is kept


class Watch(Protocol):
    """Says of each step what somebody wants to know of it."""

    def decides(self, scene: int, link: SceneLink) -> Parts:
        """The parts that decide it, besides those that are live."""
        ...

    def sees(self, state: State, unknown: Parts, label: Label, arrived: State, way: int | None) -> Hashable:
        """What is to be known of a step, whatever the parts are that are `unknown`. `arrived` is the state before its scene
        was read, and `way` as a `Move` has it."""
        ...


@dataclass(slots=True)
class ChoiceTable:
    """A choice: by what it reads of a packed state, what it brings (nothing where it isn't open).

    `parts` is what it reads, `reads` the bits of that, and `forgotten` are the parts of its guard that aren't kept. By outcome:
    the parts that it may change, whether it changes the way back, and what decides what is seen of it and isn't kept.
    """

    choice: int
    forgotten: Parts
    parts: Parts
    reads: int
    changes: tuple[Parts, ...]
    moves_back: tuple[bool, ...]
    unknown: tuple[Parts, ...]
    moves: dict[int, tuple[Move, ...]] = field(default_factory=dict)


class Packing:
    """What is kept of a state in each scene, and what each choice does to it.

    Packings that share a layout can be compared: one that keeps less is the other without some bits.
    """

    def __init__(self, live: Liveness, watch: Watch | None = None, layout: PackedLayout | None = None) -> None:
        self.live, self.watch, self.layout = live, watch, layout or lay_out(live)
        self.program, self.reads = live.reads.program, live.reads
        self.scene_at = self.layout.scene_at
        self._placed: Parts = sum(self.layout.fields)
        self._back = self.layout.back.mask << self.layout.back.offset
        self.kept = [self.bits(parts) | self._back for parts in live.after]  # by scene: without the bits of the scene itself
        self.masks = [-1] * len(live.after)  # by scene: the bits that its choices read, once they were worked out
        self.kinds: dict[int, tuple[Move, ...]] = {}  # by what a scene's choices read, with the scene
        self.made = 0  # how many moves were worked out
        self._tables: dict[int, list[ChoiceTable]] = {}
        self._slots: dict[Parts, tuple[BitField, ...]] = {}
        self._lowest = [0] * VALUES + [variable.low for variable in self.program.story.variables.values()]

    def bits(self, parts: Parts) -> int:
        """The bits that hold these parts where they are live, as far as there is a place for them."""
        found = 0
        for part in single(parts & self._placed):
            place = self.layout.fields[part]
            found |= place.mask << place.offset
        return found

    def pack(self, state: State) -> Packed:
        """Without what isn't kept in its scene."""
        return self._whole(state, self.live.after[state[SCENE]]) | state[SCENE] << self.scene_at

    def only_kept(self, packed: Packed) -> Packed:
        """A state of a packing with the same layout, without what isn't kept here."""
        scene = packed >> self.scene_at
        return packed & self.kept[scene] | scene << self.scene_at

    def unpack(self, packed: Packed) -> State:
        """A state of the engine, with what isn't kept at its lowest."""
        scene = packed >> self.scene_at
        return self._unpacked(packed, scene, self._slots_of(self.live.after[scene]))

    def _unpacked(self, packed: Packed, scene: int, slots: tuple[BitField, ...]) -> State:
        state = self._lowest.copy()
        state[SCENE] = scene
        for slot, shift, low, offset, mask in slots:
            value = packed >> offset & mask
            if slot == MEMORY:
                state[MEMORY] |= value << shift
            else:
                state[slot] = value + low
        return tuple(state)

    def _whole(self, state: Sequence[int], parts: Parts) -> int:
        packed = 0
        for slot, shift, low, offset, mask in self._slots_of(parts):
            packed |= ((state[slot] >> shift) - low & mask) << offset
        return packed

    def _slots_of(self, parts: Parts) -> tuple[BitField, ...]:
        """Where these parts stand, and the way back. Memory bits that are equally far from their places are moved together."""
        slots = self._slots.get(parts)
        if slots is None:
            fields = [self.layout.fields[part] for part in single(parts & self._placed)]
            together: dict[int, int] = {}
            for _, shift, _, offset, mask in (each for each in fields if each.slot == MEMORY):
                together[offset - shift] = together.get(offset - shift, 0) | mask << offset
            lowest = {far: (bits & -bits).bit_length() - 1 for far, bits in together.items()}
            memory = [BitField(MEMORY, at - far, 0, at, together[far] >> at) for far, at in lowest.items()]
            slots = self._slots[parts] = (self.layout.back, *[each for each in fields if each.slot != MEMORY], *memory)
        return slots

    # ---- steps ----

    def moves(self, packed: Packed) -> tuple[Move, ...]:
        """All that can be chosen in a state, in the order of the choices."""
        moves = self.kinds.get(packed & self.masks[packed >> self.scene_at])
        return self.work_out(packed) if moves is None else moves

    def work_out(self, packed: Packed) -> tuple[Move, ...]:
        scene = packed >> self.scene_at
        tables = self.tables_of(scene)
        moves = tuple(move for table in tables for move in self.moves_of(table, packed, scene))
        self.kinds[packed & self.masks[scene]] = moves
        return moves

    def tables_of(self, scene: int) -> list[ChoiceTable]:
        tables = self._tables.get(scene)
        if tables is None:
            tables = self._tables[scene] = self._make_tables(scene)
            mask = -1 << self.scene_at
            for table in tables:
                mask |= table.reads
            self.masks[scene] = mask
        return tables

    def moves_of(self, table: ChoiceTable, packed: Packed, scene: int) -> tuple[Move, ...]:
        """What one choice brings in a state, which is in the scene with this number."""
        read = packed & table.reads
        moves = table.moves.get(read)
        if moves is None:
            moves = table.moves[read] = tuple(self._work_out(scene, table, read))
            self.made += len(moves)
        return moves

    def worked_out(self, wanted: Callable[[int, int], bool]) -> Iterator[tuple[State, Move]]:
        """Each move that was worked out of the choices that are `wanted`, by scene and number, with all that it hangs on."""
        for scene, tables in self._tables.items():
            for table in tables:
                if wanted(scene, table.choice):
                    slots = self._slots_of(table.parts)
                    for read, moves in table.moves.items():
                        state = self._unpacked(read, scene, slots)
                        yield from ((state, move) for move in moves)

    def _work_out(self, scene: int, table: ChoiceTable, read: Packed) -> Iterator[Move]:
        """The engine says what happens where what is read is this."""
        program, within = self.program, self.live.asked.scenes
        state = self._unpacked(read, scene, self._slots_of(table.parts))
        compiled = program.scene(scene).choices[table.choice]
        if not table.forgotten:
            least = most = standing(program, state, table.choice) is Standing.OPEN
        else:
            least, most = self._may_be_open(compiled, state, program.where(self.live.links.scenes[scene]), table.forgotten)
        for outcome, weight in enumerate(compiled.weights if most else ()):
            surely, may = self._may_happen(compiled.outcomes[outcome], state, table.forgotten) if weight else (False, False)
            if not may:
                continue
            ways = self._ways_on(compiled.outcomes[outcome], state, (table.choice, outcome), table.forgotten)
            for way in ways:
                sure = least and surely and len(ways) == 1
                arrived, after = advance(program, state, table.choice, outcome, way)
                target = after[SCENE]
                if within is not None and target not in within:
                    yield Move(-1, 0, (table.choice, outcome), sure, None, way)  # not followed
                    continue
                changed = self.live.after[target] & table.changes[outcome]
                touched = self.bits(changed) | (self._back if table.moves_back[outcome] else 0)
                keep = self.kept[target] & ~touched
                put = self._whole(after, changed) & touched | target << self.scene_at
                seen = None
                if self.watch is not None:
                    seen = self.watch.sees(state, table.unknown[outcome], (table.choice, outcome), arrived, way)
                yield Move(keep, put, (table.choice, outcome), sure, seen, way)

    def _may_be_open(self, compiled: CompiledChoice, state: State, where: Where, unknown: Parts) -> tuple[bool, bool]:
        """Whether a choice is sure to be open, and whether it may be, whatever was forgotten."""
        if compiled.choice.door or state[MEMORY] & compiled.used & ~unknown:
            return False, False
        of = known_of(self.reads, state, unknown, where)
        each = [range_of(condition, of) for condition in compiled.choice.conditions]
        sure = not compiled.used & unknown and all(low for low, _ in each)
        return sure, all(high for _, high in each)

    def _may_happen(self, happens: CompiledOutcome, state: State, unknown: Parts) -> tuple[bool, bool]:
        """Whether an outcome of an open choice is sure to be possible, and whether it may be, whatever was forgotten."""
        if happens.test is None or happens.outcome is None or happens.outcome.condition is None:
            return True, True
        where = self.program.where(self.live.links.scenes[state[SCENE]])
        low, high = range_of(happens.outcome.condition, known_of(self.reads, state, unknown, where))
        return bool(low), bool(high)

    def _ways_on(self, happens: CompiledOutcome, state: State, label: Label, unknown: Parts) -> list[int | None]:
        """The ways that may be taken: the one that the engine takes, or by their numbers all that may be, whatever was forgotten."""
        if not happens.branches or not unknown:
            return [None]
        choice = self.program.scene(state[SCENE]).scene.choices[label[0]]
        branches, _ = choice.forks(happens.outcome)
        where = self.program.where(self.live.links.scenes[state[SCENE]])
        of, found = known_of(self.reads, after_results(self.program, state, *label), unknown, where), list[int | None]()
        for number, branch in enumerate(branches):
            low, high = range_of(branch.condition, of)
            if high:
                found.append(number)
            if low:
                return found
        return [*found, len(branches)]

    def _make_tables(self, number: int) -> list[ChoiceTable]:
        program, live = self.program, self.live
        scene = live.links.scenes[number]
        kept = live.after[number]
        tables = []
        for place, compiled in enumerate(program.scene(number).choices):
            if compiled.choice.door:
                continue
            guard = self.reads.guard(scene, compiled.choice)
            parts, bits = guard, 0
            changes = [
                compiled.used | reduce(or_, (part.learns for part in happens.results), happens.learns) for happens in compiled.outcomes
            ]
            unknown = [NOTHING for _ in compiled.outcomes]
            for link in live.links.of[number]:
                if link.choice != place:
                    continue
                decides, changed = live.step(number, link)
                parts |= decides
                changes[link.outcome] |= changed
                if link.several:  # one way of several, and none may lose what only another changes
                    parts |= changed & kept
                if self.watch is not None:
                    seen = self.watch.decides(number, link)
                    parts |= seen & kept
                    unknown[link.outcome] |= seen & ~kept
            goes = {go for happens in compiled.outcomes for go in (happens.go, *(go for _, go in happens.branches))}
            if compiled.visit == STAY and COME_BACK in goes:
                bits |= self._back
            moves_back = tuple(compiled.visit != STAY or happens.go != STAY for happens in compiled.outcomes)
            read = bits | self.bits(parts & kept)
            tables.append(ChoiceTable(place, guard & ~kept, parts & kept, read, tuple(changes), moves_back, tuple(unknown)))
        return tables
