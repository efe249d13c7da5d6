"""A role's steps on states packed into one integer each, so that millions of them can be gone through in plain Python.

A choice reads and changes few of the things that a state holds. What it does is worked out once, by the engine, for
each combination of what it reads; after that a step is two operations on an integer: `state & keep | put`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from game.play.engine import Standing, advance, standing
from game.play.evaluate import MEMORY, RETURN, SCENE, VALUES, State
from game.play.program import COME_BACK, STAY, Program
from game.prove.live import visits_of
from game.prove.routes.matters import Matters, asked_by, ways_of, without
from game.prove.routes.told import Teller, Told, cases_of, either
from game.prove.slices import NOTHING, Reads

Packed = int


Label = tuple[int, int]
"""A choice and one of its outcomes, by their numbers."""

Turn = tuple[Label, int, int, Told]
"""One thing that a choice brings: (choice, outcome) by their numbers, `keep` and `put`, and what is told."""


@dataclass(slots=True)
class Table:
    """A choice: the bits that it asks for to be open, and those that it reads in all; by outcome, the bits that it changes
    and what decides what is told, as far as that isn't kept; and what the choice brings by what it reads (nothing where
    it isn't open).

    `guessed` is what isn't kept of what decides whether it is open and where it leads: it may be anything.
    """

    choice: int
    asks: Reads
    reads: int
    changes: tuple[int, ...]
    unknown: tuple[Reads, ...]
    guessed: Reads
    turns: dict[int, tuple[Turn, ...]] = field(default_factory=dict)

    def turns_in(self, packed: Packed, packing: "Packing", scene: int) -> tuple[Turn, ...]:
        """What the choice brings in a state, which is in the scene with this number."""
        read = packed & self.reads
        turns = self.turns.get(read)
        return turns if turns is not None else packing.work_out(scene, self, read)


@dataclass(frozen=True, slots=True)
class Field:
    """Bits of a packed state: what stands at a slot, less `low`. `mask` isn't shifted."""

    slot: int
    low: int
    offset: int
    mask: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands in a packed state. The scene's number is above everything else, and below it, from
    `open_at`, is a bit for each thing that can be carried in.
    """

    fields: tuple[Field, ...]
    open_at: int
    scene_at: int


@dataclass(eq=False)
class Packing:
    """What is kept of a state in each scene, and what each choice does to it.

    Packings that share a layout can be compared: one that keeps less is the other without some bits.
    """

    matters: Matters
    layout: Layout
    teller: Teller
    kept: list[int] = field(default_factory=list)  # by scene: the bits that are kept, without those of the scene itself
    _tables: dict[int, list[Table]] = field(default_factory=dict)
    _asks: dict[int, tuple[int, Reads]] = field(default_factory=dict)
    _choices: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.program = self.matters.program
        self.scene_at = self.layout.scene_at
        self._visits = visits_of(self.program)
        self._back = next(part.mask << part.offset for part in self.layout.fields if part.slot == RETURN)
        self.kept += (self.bits(self.matters.after[name]) | self._back for name in self.program.ids)

    def scene(self, packed: Packed) -> int:
        return packed >> self.scene_at

    def pack(self, state: State) -> Packed:
        """Without what isn't kept in its scene."""
        return self._whole(state) & self.kept[state[SCENE]] | state[SCENE] << self.scene_at

    def only_kept(self, packed: Packed) -> Packed:
        """A state of a packing with the same layout, without what isn't kept here."""
        scene = packed >> self.scene_at
        return packed & self.kept[scene] | scene << self.scene_at

    def unpack(self, packed: Packed) -> State:
        """A state of the engine, with what isn't kept at its lowest."""
        state = [0] * (VALUES + len(self.program.story.variables))
        state[SCENE] = packed >> self.scene_at
        for part in self.layout.fields:
            state[part.slot] = (packed >> part.offset & part.mask) + part.low
        return tuple(state)

    def tables_of(self, scene: int) -> list[Table]:
        tables = self._tables.get(scene)
        if tables is None:
            tables = self._tables[scene] = self._make_tables(scene)
        return tables

    def work_out(self, scene: int, table: Table, read: Packed) -> tuple[Turn, ...]:
        """What a choice brings where its reads are these; the engine says so."""
        weights = self.program.scene(scene).choices[table.choice].weights
        found: dict[tuple[Label, int, int], Told] = {}
        lowest = self.unpack(read | scene << self.scene_at)
        cases = list(cases_of(self.program, lowest, table.guessed))
        for state in cases or (lowest,):  # where there are too many it may be open, and nothing that it changes is kept
            if cases and standing(self.program, state, table.choice) is not Standing.OPEN:
                continue
            for outcome, weight in enumerate(weights):
                if weight:
                    after = advance(self.program, state, table.choice, outcome)[1]
                    kept, touched = self.kept[after[SCENE]], table.reads | table.changes[outcome]
                    put = self._whole(after) & kept & touched | after[SCENE] << self.scene_at
                    unknown = table.unknown[outcome] if cases else table.unknown[outcome] | table.guessed
                    told = self.teller.roughly(state, unknown, table.choice, outcome)
                    turn = ((table.choice, outcome), kept & ~touched, put)
                    found[turn] = told if turn not in found else either(found[turn], told)
        turns = tuple((*turn, told) for turn, told in found.items())
        table.turns[read] = turns
        return turns

    def choices_of(self, states: Iterable[Packed]) -> list[tuple[int, int]]:
        """The fewest and the most words that the choices have that are offered in each state."""
        known, asks = self._choices, self._asks
        found: list[tuple[int, int]] = []
        for packed in states:
            scene = packed >> self.scene_at
            ask = asks.get(scene)
            if ask is None:
                ask = asks[scene] = self._asked(scene)
            asked = packed & ask[0]
            words = known.get(asked)
            if words is None:
                each = [self.teller.choices(state) for state in cases_of(self.program, self.unpack(asked), ask[1])]
                words = known[asked] = (min(each), max(each)) if each else self.teller.any_choices(scene)
            found.append(words)
        return found

    def _asked(self, scene: int) -> tuple[int, Reads]:
        asks = NOTHING
        for table in self.tables_of(scene):
            asks |= table.asks
        kept = self.matters.after[self.program.ids[scene]]
        return self.bits(asks & kept) | scene << self.scene_at, without(asks, kept)

    def _whole(self, state: Sequence[int]) -> int:
        packed = 0
        for part in self.layout.fields:
            packed |= (state[part.slot] - part.low & part.mask) << part.offset
        return packed

    def bits(self, reads: Reads) -> int:
        """The bits that hold these."""
        slots = {self.program.places[name] for name in reads.names}
        return reads.memory | sum(part.mask << part.offset for part in self.layout.fields if part.slot in slots)

    def _make_tables(self, number: int) -> list[Table]:
        program = self.program
        scene = program.scene(number)
        kept = self.matters.after[scene.scene.id]
        tables = []
        for place, compiled in enumerate(scene.choices):
            asks = asked_by(program, scene.scene, compiled.choice)
            reads, read_bits = asks, 0
            changes = [compiled.used | happens.learns for happens in compiled.outcomes]
            unknown = [NOTHING for _ in compiled.outcomes]
            for way in ways_of(program, scene.scene, self._visits, [compiled.choice]):
                read, changed = self.matters.step(scene.scene.id, way)
                reads |= read
                changes[way.outcome] |= self.bits(changed)
                if way.comes_back:  # one way of several, and none may lose what only another changes
                    read_bits |= self.bits(changed & kept)
                told = self.matters.telling(scene.scene.id, way)
                read_bits |= self.bits(told & kept)
                unknown[way.outcome] |= without(told, kept)
            for outcome, happens in enumerate(compiled.outcomes):
                if compiled.visit != STAY or happens.go != STAY:
                    changes[outcome] |= self._back
                if compiled.visit == STAY and happens.go == COME_BACK:
                    read_bits |= self._back
            guessed = without(reads, kept)
            left = tuple(without(each, guessed) for each in unknown)
            tables.append(Table(place, asks, read_bits | self.bits(reads & kept), tuple(changes), left, guessed))
        return tables


def lay_out(matters: Matters) -> Layout:
    """A place for all that matters."""
    program, story = matters.program, matters.program.story
    names = frozenset[str]().union(*(reads.names for reads in matters.after.values()))
    width = max((bit.bit_length() for table in _tables(program) for bit in table), default=0)
    fields = [Field(MEMORY, 0, 0, (1 << width) - 1)]
    offset = width
    sizes = [(RETURN, -len(program.ids), 2 * len(program.ids) + 1)]
    sizes += [
        (program.places[name], variable.low, variable.high - variable.low + 1)
        for name, variable in story.variables.items()
        if name in names
    ]
    for slot, low, size in sizes:
        wide = (size - 1).bit_length()
        fields.append(Field(slot, low, offset, (1 << wide) - 1))
        offset += wide
    carried = len(program.bits.met) + sum(1 for variable in story.variables.values() if variable.echo)
    return Layout(tuple(fields), offset, offset + carried)


def _tables(program: Program) -> Iterable[Iterable[int]]:
    bits = program.bits
    return (bits.seen.values(), bits.again.values(), bits.met.values(), bits.used.values())
