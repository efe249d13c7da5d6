"""A role's steps on states packed into one integer each, so that millions of them can be gone through in plain Python.

A choice reads and changes few of the things that a state holds. What it does is worked out once, by the engine, for
each combination of what it reads; after that a step is two operations on an integer: `state & keep | put`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from game.play.engine import Standing, advance, standing
from game.play.evaluate import MEMORY, RETURN, SCENE, VALUES, State
from game.play.program import COME_BACK, STAY, Program
from game.prove.live import Visits, reads_of, visits_of
from game.prove.routes.matters import Matters, ways_of
from game.prove.routes.told import Teller, Told
from game.prove.slices import Reads

Packed = int


Turn = tuple[tuple[int, int], int, int, Told]
"""One thing that a choice brings: (choice, outcome) by their numbers, `keep` and `put`, and what is told."""


@dataclass(slots=True)
class Table:
    """A choice: the bits that it asks for to be open, and those that it reads in all; by outcome, the bits that it changes
    and what decides what is told, as far as that isn't kept; and what the choice brings by what it reads (nothing where
    it isn't open).
    """

    choice: int
    asks: int
    reads: int
    changes: tuple[int, ...]
    unknown: tuple[Reads, ...]
    turns: dict[int, tuple[Turn, ...]] = field(default_factory=dict)

    def turns_in(self, packed: Packed, packing: "Packing", scene: int) -> tuple[Turn, ...]:
        """What the choice brings in a state, which is in the scene with this number."""
        read = packed & self.reads
        turns = self.turns.get(read)
        return turns if turns is not None else packing.work_out(scene, self, read)


@dataclass(frozen=True, slots=True)
class _Field:
    slot: int
    low: int
    offset: int
    mask: int  # not shifted


@dataclass(eq=False)
class Packing:
    """Where everything stands in a packed state, and what each choice does to it."""

    program: Program
    matters: Matters
    fields: tuple[_Field, ...]
    scene_at: int  # the offset of the scene's number, above everything else
    kept: list[int]  # by scene: the bits that matter there
    visits: Visits
    teller: Teller
    _tables: list[list[Table] | None]
    _asks: dict[int, int] = field(default_factory=dict)
    _choices: dict[int, int] = field(default_factory=dict)

    def scene(self, packed: Packed) -> int:
        return packed >> self.scene_at

    def pack(self, state: State) -> Packed:
        """Without what doesn't matter in its scene."""
        return self._whole(state) & self.kept[state[SCENE]] | state[SCENE] << self.scene_at

    def unpack(self, packed: Packed) -> State:
        """A state of the engine, with what doesn't matter at its lowest."""
        state = [0] * (VALUES + len(self.program.story.variables))
        state[SCENE] = packed >> self.scene_at
        for part in self.fields:
            state[part.slot] = (packed >> part.offset & part.mask) + part.low
        return tuple(state)

    def tables_of(self, scene: int) -> list[Table]:
        tables = self._tables[scene]
        if tables is None:
            tables = self._tables[scene] = self._make_tables(scene)
        return tables

    def work_out(self, scene: int, table: Table, read: Packed) -> tuple[Turn, ...]:
        """What a choice brings where its reads are these; the engine says so."""
        choice = table.choice
        state = self.unpack(read | scene << self.scene_at)
        if standing(self.program, state, choice) is not Standing.OPEN:
            turns: tuple[Turn, ...] = ()
        else:
            found: list[Turn] = []
            for outcome, weight in enumerate(self.program.scene(scene).choices[choice].weights):
                if weight:
                    after = advance(self.program, state, choice, outcome)[1]
                    kept, touched = self.kept[after[SCENE]], table.reads | table.changes[outcome]
                    put = self._whole(after) & kept & touched | after[SCENE] << self.scene_at
                    unknown = table.unknown[outcome]
                    exact = not unknown.names and not unknown.memory
                    told = self.teller.step(state, choice, outcome) if exact else self.teller.roughly(state, unknown, choice, outcome)
                    found.append(((choice, outcome), kept & ~touched, put, told))
            turns = tuple(found)
        table.turns[read] = turns
        return turns

    def choices_of(self, states: Iterable[Packed]) -> list[int]:
        """The words of the choices that are offered in each state."""
        known, asks, at = self._choices, self._asks, self.scene_at
        found: list[int] = []
        for packed in states:
            scene = packed >> at
            mask = asks.get(scene)
            if mask is None:
                mask = scene << at
                for table in self.tables_of(scene):
                    mask |= table.asks
                asks[scene] = mask
            asked = packed & mask
            words = known.get(asked)
            if words is None:
                words = known[asked] = self.teller.choices(self.unpack(asked))
            found.append(words)
        return found

    def _whole(self, state: Sequence[int]) -> int:
        packed = 0
        for part in self.fields:
            packed |= (state[part.slot] - part.low & part.mask) << part.offset
        return packed

    def bits(self, reads: Reads) -> int:
        """The bits that hold these."""
        slots = {self.program.places[name] for name in reads.names}
        return reads.memory | sum(part.mask << part.offset for part in self.fields if part.slot in slots)

    def _make_tables(self, number: int) -> list[Table]:
        program = self.program
        scene = program.scene(number)
        back = next(part.mask << part.offset for part in self.fields if part.slot == RETURN)
        tables = []
        for place, compiled in enumerate(scene.choices):
            choice = compiled.choice
            asked = Reads(memory=compiled.used)
            for condition in (choice.when, choice.condition):
                if condition is not None:
                    asked |= reads_of(condition, program, scene.scene.id)
            reads, changes = self.bits(asked), [compiled.used | happens.learns for happens in compiled.outcomes]
            unknown = [Reads() for _ in compiled.outcomes]
            kept = self.matters.after[scene.scene.id]
            for way in ways_of(program, scene.scene, self.visits, [choice]):
                read, changed = self.matters.step(scene.scene.id, way)
                reads |= self.bits(read)
                changes[way.outcome] |= self.bits(changed)
                if way.comes_back:  # one way of several, and none may lose what only another changes
                    reads |= self.bits(changed)
                told = self.matters.telling(scene.scene.id, way)
                reads |= self.bits(Reads(told.names & kept.names, told.memory & kept.memory))
                unknown[way.outcome] |= Reads(told.names - kept.names, told.memory & ~kept.memory)
            for number, happens in enumerate(compiled.outcomes):
                if compiled.visit != STAY or happens.go != STAY:
                    changes[number] |= back
                if compiled.visit == STAY and happens.go == COME_BACK:
                    reads |= back
            tables.append(Table(place, self.bits(asked), reads, tuple(changes), tuple(unknown)))
        return tables


def pack_for(program: Program, matters: Matters) -> Packing:
    """The packing for what matters."""
    story = program.story
    names = frozenset[str]().union(*(reads.names for reads in matters.after.values()))
    width = max((bit.bit_length() for table in _tables(program) for bit in table), default=0)
    fields = [_Field(MEMORY, 0, 0, (1 << width) - 1)]
    offset = width
    returns = 2 * len(program.ids) + 1
    sizes = [(RETURN, -len(program.ids), returns)]
    sizes += [
        (program.places[name], variable.low, variable.high - variable.low + 1)
        for name, variable in story.variables.items()
        if name in names
    ]
    for slot, low, size in sizes:
        wide = (size - 1).bit_length()
        fields.append(_Field(slot, low, offset, (1 << wide) - 1))
        offset += wide
    packing = Packing(program, matters, tuple(fields), offset, [], visits_of(program), Teller(program), [None] * len(program.ids))
    back = next(part.mask << part.offset for part in fields if part.slot == RETURN)
    packing.kept.extend(packing.bits(matters.after[name]) | back for name in program.ids)
    return packing


def _tables(program: Program) -> Iterable[Iterable[int]]:
    bits = program.bits
    return (bits.seen.values(), bits.again.values(), bits.met.values(), bits.used.values())
