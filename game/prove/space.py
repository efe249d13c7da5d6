"""The space of a role's states, laid out so that thousands of states are one Python integer.

A state is split in two. Its *key* holds what takes few values: memory bits, flags, enums, small numbers, and where a
visit returns to. Its *cell* holds the larger numbers: each is a dimension of a grid, in steps of the greatest common
divisor of everything that the story does with it, and a cell is one number, the sum of row times stride. The states of
a scene that have one key are then a set of cells: an integer with a bit for each.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import gcd

from game.play.evaluate import MEMORY, RETURN, SCENE, VALUES, State
from game.play.program import Program
from game.prove.live import visits_of
from game.story.language.tree import Constant
from game.story.model import Story, Variable

SMALL = 8
"""A number with at most so many values goes into the key: few of them cost less there than a wider grid."""

MOST_CELLS = 1 << 14
"""The widest grid. What is over it goes into the key: sets that are mostly empty cost more than many small ones."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A number as a dimension of the grid: its value in row r is `low + r * step`."""

    name: str
    slot: int
    low: int
    step: int
    size: int
    stride: int

    def row(self, value: int) -> int:
        return (value - self.low) // self.step

    def value(self, row: int) -> int:
        return self.low + row * self.step


@dataclass(frozen=True, slots=True)
class Field:
    """A few bits of the key: they hold a state's value at `slot`, less `low`, in steps of `step`."""

    slot: int
    offset: int
    mask: int  # already shifted to `offset`
    low: int
    step: int = 1

    def of(self, key: int) -> int:
        return self.low + ((key & self.mask) >> self.offset) * self.step

    def put(self, key: int, value: int) -> int:
        return key & ~self.mask | (value - self.low) // self.step << self.offset


@dataclass(eq=False)
class Space:
    """The layout for one role. Sets of cells are integers; `full` has every cell."""

    program: Program
    dimensions: tuple[Dimension, ...]
    fields: dict[int, Field]  # by slot
    back: Field
    returns: tuple[int, ...]  # the values of RETURN that can occur, by their number in the key
    memory: int  # the mask of the memory bits in the key
    cells: int
    by_slot: dict[int, int]  # slot -> number of the dimension
    _rows: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)

    @cached_property
    def full(self) -> int:
        return (1 << self.cells) - 1

    @cached_property
    def first_rows(self) -> tuple[int, ...]:
        """For each dimension, the set of cells in its row 0."""
        return tuple(self._first_row(dimension) for dimension in self.dimensions)

    def _first_row(self, dimension: Dimension) -> int:
        span = dimension.stride * dimension.size
        pattern, width = (1 << dimension.stride) - 1, span
        while width < self.cells:
            pattern |= pattern << width
            width *= 2
        return pattern & self.full

    def rows(self, number: int, rows: tuple[int, ...]) -> int:
        """The set of cells in these rows of a dimension."""
        cells = self._rows.get((number, rows))
        if cells is None:
            first, stride = self.first_rows[number], self.dimensions[number].stride
            cells = 0
            for row in rows:
                cells |= first << (row * stride)
            self._rows[number, rows] = cells
        return cells

    def fold(self, number: int, cells: int) -> int:
        """Row 0 of the dimension, with the cells of all its rows put together there."""
        dimension = self.dimensions[number]
        span = 1
        while span < dimension.size:
            step = min(span, dimension.size - span)
            cells |= cells >> (step * dimension.stride)
            span += step
        return cells & self.first_rows[number]

    def unfold(self, number: int, cells: int) -> int:
        """Row 0 copied to every row."""
        dimension = self.dimensions[number]
        cells &= self.first_rows[number]
        span = 1
        while span < dimension.size:
            step = min(span, dimension.size - span)
            cells |= cells << (step * dimension.stride)
            span += step
        return cells

    def scratch(self, key: int, scene: int = 0) -> list[int]:
        """A state with this key, in row 0 of every dimension: for evaluating what reads nothing else."""
        state = [0] * (VALUES + len(self.program.story.variables))
        state[SCENE], state[RETURN], state[MEMORY] = scene, self.returns[self.back.of(key)], key & self.memory
        for slot, part in self.fields.items():
            state[slot] = part.of(key)
        for dimension in self.dimensions:
            state[dimension.slot] = dimension.low
        return state

    def split(self, state: State) -> tuple[int, int]:
        """A concrete state's key and the number of its cell."""
        key = self.back.put(state[MEMORY], self.returns.index(state[RETURN]))
        for slot, part in self.fields.items():
            key = part.put(key, state[slot])
        return key, sum(dimension.row(state[dimension.slot]) * dimension.stride for dimension in self.dimensions)

    def row_of(self, number: int, cell: int) -> int:
        dimension = self.dimensions[number]
        return cell // dimension.stride % dimension.size


def lay_out(program: Program, tracked: Iterable[str]) -> Space:
    """The layout for the variables that matter. The others are held at their start and never looked at."""
    story = program.story
    kept = set(tracked)
    numbers, small = [], []
    cells = 1
    for name, variable in story.variables.items():
        if name not in kept:
            continue
        step = _step(story, program, variable) if variable.type == "int" else 1
        size = (variable.high - variable.low) // step + 1
        if variable.type == "int" and size > SMALL and cells * size <= MOST_CELLS:
            numbers.append((name, variable.low, step, size, cells))
            cells *= size
        else:
            small.append((name, variable.low, step, size))
    dimensions = tuple(Dimension(name, program.places[name], low, step, size, stride) for name, low, step, size, stride in numbers)
    memory_width = max((bit.bit_length() for table in _tables(program) for bit in table), default=0)
    offset = memory_width
    fields: dict[int, Field] = {}
    for name, low, step, size in small:
        width = max(1, (size - 1).bit_length())
        slot = program.places[name]
        fields[slot] = Field(slot, offset, ((1 << width) - 1) << offset, low, step)
        offset += width
    returns = _returns(program)
    width = max(1, (len(returns) - 1).bit_length())
    back = Field(RETURN, offset, ((1 << width) - 1) << offset, 0)
    by_slot = {dimension.slot: number for number, dimension in enumerate(dimensions)}
    return Space(program, dimensions, fields, back, returns, (1 << memory_width) - 1, cells, by_slot)


def _tables(program: Program) -> Iterator[Iterable[int]]:
    bits = program.bits
    yield from (bits.seen.values(), bits.again.values(), bits.met.values(), bits.used.values())


def _returns(program: Program) -> tuple[int, ...]:
    ways = {0}
    for returns in visits_of(program).values():
        ways |= {-(program.numbers[scene] + 1) if enters else program.numbers[scene] + 1 for scene, enters in returns}
    return tuple(sorted(ways, key=lambda way: (way != 0, way)))


def _step(story: Story, program: Program, variable: Variable) -> int:
    """The greatest common divisor of all distances that the story can move the variable by."""
    step = gcd(variable.high - variable.low, variable.start - variable.low)
    for name, value in program.role.values:
        if name == variable.name:
            step = gcd(step, value - variable.low)
    for effect in (effect for scene in story.scenes.values() for effect in scene.effects):
        if effect.variable == variable.name:
            if not isinstance(effect.value, Constant):
                return 1
            amount = effect.value.value - variable.low if effect.operator == "=" else effect.value.value
            step = gcd(step, amount)
    return step or 1


def combinations(sizes: Iterable[int]) -> Iterator[tuple[int, ...]]:
    return product(*(range(size) for size in sizes))
