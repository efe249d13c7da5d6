"""Conditions as sets of cells: for a key, the cells of the grid in which a condition holds."""

from collections.abc import Callable, Sequence
from itertools import product

from game.play.evaluate import Value, Where, compile_value
from game.prove.live import reads_of
from game.prove.slices import Reads, Slice
from game.prove.space import Space
from game.story.language.tree import Expression, Logic, Named, Not

Mask = Callable[[int], int]
"""From a key to a set of cells."""


class Masks:
    """Compiles conditions for one role, each distinct one once."""

    def __init__(self, space: Space, part: Slice | None = None) -> None:
        self.space = space
        self.part = part or Slice()
        self._known: dict[tuple[int, Where | None], Mask] = {}
        self._values: dict[tuple[int, Where], Value] = {}

    def of(self, expression: Expression, where: Where) -> Mask:
        """The cells in which the expression is true, for a key."""
        known = (id(expression), where)
        mask = self._known.get(known)
        if mask is None:
            mask = self._known[known] = self._compile(expression, where)
        return mask

    def may(self, expression: Expression, where: Where) -> Mask:
        """The cells in which the expression may be true, whatever the slice has forgotten: never too few."""
        return self._bound(expression, where, True)

    def must(self, expression: Expression, where: Where) -> Mask:
        """The cells in which the expression is true, whatever the slice has forgotten: never too many."""
        return self._bound(expression, where, False)

    def _bound(self, expression: Expression, where: Where, upper: bool) -> Mask:
        full = self.space.full
        if self.part.has(reads_of(expression, self.space.program, where.scene)):
            return self.of(expression, where)
        match expression:
            case Named(_, meaning):
                return self._bound(meaning, where, upper)
            case Not(operand):
                inner = self._bound(operand, where, not upper)
                return lambda key: full & ~inner(key)
            case Logic(operator, left, right):
                one, other = self._bound(left, where, upper), self._bound(right, where, upper)
                if operator == "and":
                    return lambda key: one(key) & other(key)
                return lambda key: one(key) | other(key)
            case _:
                cells = full if upper else 0
                return lambda _: cells

    def _compile(self, expression: Expression, where: Where) -> Mask:
        full = self.space.full
        numbers, relevant = self.needs(reads_of(expression, self.space.program, where.scene))
        if numbers and relevant:
            match expression:
                case Named(_, meaning):
                    return self.of(meaning, where)
                case Not(operand):
                    inner = self.of(operand, where)
                    return lambda key: full & ~inner(key)
                case Logic("and", left, right):
                    one, other = self.of(left, where), self.of(right, where)
                    return lambda key: (cells := one(key)) and cells & other(key)
                case Logic(_, left, right):
                    one, other = self.of(left, where), self.of(right, where)
                    return lambda key: one(key) | other(key)
                case _:
                    pass
        value = self.value(expression, where)
        if not relevant:
            fixed = self._cells(value, 0, numbers)
            return lambda _: fixed
        cache: dict[int, int] = {}

        def look(key: int) -> int:
            part = key & relevant
            cells = cache.get(part)
            if cells is None:
                cells = cache[part] = self._cells(value, part, numbers)
            return cells

        return look

    def value(self, expression: Expression, where: Where) -> Value:
        known = (id(expression), where)
        value = self._values.get(known)
        if value is None:
            program = self.space.program
            value = self._values[known] = compile_value(expression, where, program.places, program.clock, program.bits)
        return value

    def needs(self, reads: Reads) -> tuple[tuple[int, ...], int]:
        """Which dimensions, and which bits of the key, hold what is read."""
        space = self.space
        numbers: list[int] = []
        relevant = reads.memory
        for name in reads.names:
            slot = space.program.places[name]
            if slot in space.by_slot:
                numbers.append(space.by_slot[slot])
            elif slot in space.fields:
                relevant |= space.fields[slot].mask
        return tuple(sorted(numbers)), relevant

    def _cells(self, value: Value, key: int, numbers: Sequence[int]) -> int:
        """The cells in which `value` is true, trying every row of the dimensions that it reads."""
        space = self.space
        state = space.scratch(key)
        if not numbers:
            return space.full if value(state) else 0
        *outer, last = numbers
        innermost = space.dimensions[last]
        cells = 0
        for rows in product(*(range(space.dimensions[number].size) for number in outer)):
            here = space.full
            for number, row in zip(outer, rows, strict=True):
                state[space.dimensions[number].slot] = space.dimensions[number].value(row)
                here &= space.rows(number, (row,))
            true = []
            for row in range(innermost.size):
                state[innermost.slot] = innermost.value(row)
                if value(state):
                    true.append(row)
            cells |= here & space.rows(last, tuple(true))
        return cells
