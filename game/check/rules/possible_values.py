"""Whether a condition can hold and can fail at all, from what is declared alone.

What a condition asks for (a variable, a part of the clock, whether a scene was visited or a fact met) has a domain: a
set of whole numbers as ranges. Assuming a condition narrows the domains; where one becomes empty, the condition can't
hold. A comparison with a number narrows exactly, so contradictions within one variable are always found. Anything
else is judged by the ends of its range (interval arithmetic), so what is called impossible is certain, and what isn't
may still be impossible: that is for a proof to say.
"""

from collections.abc import Callable, Iterator, Mapping

from game.states.abstract import Asked, Range, range_of
from game.story.language import tree
from game.story.language.tree import Comparison, Expression, parts

Ranges = tuple[Range, ...]  # in order, apart from each other, both ends counted in
Box = Mapping[Asked, Ranges]
"""What is asked for, with what it may still be; what is missing may be anything in its domain."""

MOST_BOXES = 64
"""How many ways for a condition to hold are told apart; where there are more, it is taken for possible."""

_FAR = 1 << 62


class Domains:
    """`of` gives the domain of what is asked for. What was found out of a condition is kept."""

    def __init__(self, of: Callable[[Asked], Ranges]) -> None:
        self.of = of
        self._asked: dict[Expression, frozenset[Asked]] = {}
        self._possible: dict[tuple[Expression, bool], bool] = {}

    def possible(self, condition: Expression, *, holds: bool = True) -> bool:
        """Whether the condition can hold, or fail."""
        known = self._possible.get((condition, holds))
        if known is None:
            known = self._possible[condition, holds] = self._find_out(condition, holds)
        return known

    def _find_out(self, condition: Expression, holds: bool) -> bool:
        match condition:
            case tree.NamedCondition(_, operand):
                return self.possible(operand, holds=holds)
            case tree.Not(operand):
                return self.possible(operand, holds=not holds)
            case tree.Logic(operator, left, right):
                each = (self.possible(left, holds=holds), self.possible(right, holds=holds))
                if (operator == "or") == holds:
                    return any(each)
                if not all(each) or self._asks(left).isdisjoint(self._asks(right)):
                    return all(each)  # parts that ask for different things don't exclude each other
        return bool(self.assume(condition, {}, holds=holds))

    def _asks(self, condition: Expression) -> frozenset[Asked]:
        known = self._asked.get(condition)
        if known is None:
            known = frozenset(part for part in parts(condition) if isinstance(part, Asked))
            self._asked[condition] = known
        return known

    def assume(self, condition: Expression, box: Box, *, holds: bool = True) -> list[Box]:
        """The ways in which the condition can hold (or fail) within a box; none where it can't."""
        found: list[Box] = []
        for narrowed in self._ways(condition, holds, box):
            # Once more, since what stands first didn't know what was assumed after it.
            if next(self._ways(condition, holds, narrowed), None) is not None:
                found.append(narrowed)
                if len(found) > MOST_BOXES:
                    return [box]
        return found

    def _ways(self, condition: Expression, holds: bool, box: Box) -> Iterator[Box]:
        match condition:
            case tree.Constant(value, _):
                if bool(value) == holds:
                    yield box
            case tree.VariableRead() | tree.ClockRead() | tree.Visited() | tree.Knows():
                yield from self._narrowed(box, condition, ((1, 1),) if holds else ((0, 0),))
            case tree.NamedCondition(_, meaning):
                yield from self._ways(meaning, holds, box)
            case tree.Not(operand):
                yield from self._ways(operand, not holds, box)
            case tree.Logic(operator, left, right):
                if (operator == "and") == holds:
                    for narrowed in self._ways(left, holds, box):
                        yield from self._ways(right, holds, narrowed)
                else:
                    yield from self._ways(left, holds, box)
                    yield from self._ways(right, holds, box)
            case tree.Compare(operator, left, right):
                yield from self._compared(operator if holds else tree.OPPOSITE[operator], left, right, box)
            case _:
                yield box

    def _compared(self, operator: Comparison, left: Expression, right: Expression, box: Box) -> Iterator[Box]:
        if left == right:
            if operator in ("==", "<=", ">="):
                yield box
            return
        for narrowed in self._bounded(operator, left, self.ends(right, box), box):
            yield from self._bounded(tree.TURNED[operator], right, self.ends(left, narrowed), narrowed)

    def _bounded(self, operator: Comparison, asked: Expression, other: Range, box: Box) -> Iterator[Box]:
        """The box in which `asked` compares so with something that lies between `other`'s ends."""
        low, high = other
        allowed: Ranges
        match operator:
            case "==":
                allowed = (other,)
            case "!=":
                allowed = ((-_FAR, low - 1), (low + 1, _FAR)) if low == high else ((-_FAR, _FAR),)
            case "<" | "<=":
                allowed = ((-_FAR, high - (operator == "<")),)
            case _:
                allowed = ((low + (operator == ">"), _FAR),)
        if isinstance(asked, Asked):
            yield from self._narrowed(box, asked, allowed)
        elif common((self.ends(asked, box),), allowed):
            yield box

    def _narrowed(self, box: Box, asked: Asked, allowed: Ranges) -> Iterator[Box]:
        before = box[asked] if asked in box else self.of(asked)
        after = common(before, allowed)
        if after:
            yield box if after == before and asked in box else {**box, asked: after}

    def ends(self, expression: Expression, box: Box) -> Range:
        """The least and the greatest that a value may be."""

        def of(asked: Asked) -> Range:
            ranges = box[asked] if asked in box else self.of(asked)
            return ranges[0][0], ranges[-1][1]

        return range_of(expression, of)


def common(first: Ranges, second: Ranges) -> Ranges:
    """What lies in both."""
    if len(first) == len(second) == 1:  # as nearly always
        low, high = max(first[0][0], second[0][0]), min(first[0][1], second[0][1])
        return ((low, high),) if low <= high else ()
    both = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return tuple(sorted((low, high) for low, high in both if low <= high))
