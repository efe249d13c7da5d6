"""What a condition or a value may come out as, where not everything that it asks for is known.

Interval arithmetic (R. Moore, Interval Analysis, 1966): of each value the least and the greatest that it may be. A truth
is 0, 1 or anything between: (0, 1) is "may hold or not". What comes out as one value is certain.
"""

from collections.abc import Callable, Sequence

from game.play.evaluate import MEMORY, MONDAY, Where, minutes_of
from game.states.reads import Parts, Reads
from game.story.language import tree
from game.story.language.tree import LIMIT

Range = tuple[int, int]
"""The least and the greatest value."""

Asked = tree.VariableRead | tree.ClockRead | tree.Visited | tree.Knows
"""What an expression can ask for."""

UNKNOWN: Range = (0, 1)


def range_of(expression: tree.Expression, of: Callable[[Asked], Range]) -> Range:
    """What an expression may come out as. `of` says what each thing that it asks for may be."""
    match expression:
        case tree.Constant(value, _):
            return value, value
        case tree.VariableRead() | tree.ClockRead() | tree.Visited() | tree.Knows():
            return of(expression)
        case tree.NamedCondition(_, meaning):
            return range_of(meaning, of)
        case tree.Not(operand):
            low, high = range_of(operand, of)
            return int(not high), int(not low)
        case tree.Logic(operator, left, right):
            (a, b), (c, d) = range_of(left, of), range_of(right, of)
            return (min(a, c), min(b, d)) if operator == "and" else (max(a, c), max(b, d))
        case tree.Compare(operator, left, right):
            return _compared(operator, range_of(left, of), range_of(right, of))
        case tree.Arithmetic(operator, left, right):
            (a, b), (c, d) = range_of(left, of), range_of(right, of)
            if operator == "+":
                return _within(a + c), _within(b + d)
            if operator == "-":
                return _within(a - d), _within(b - c)
            corners = (a * c, a * d, b * c, b * d)
            return _within(min(corners)), _within(max(corners))
        case tree.Extreme(operator, operands):
            choose = min if operator == "min" else max
            each = [range_of(operand, of) for operand in operands]
            return choose(low for low, _ in each), choose(high for _, high in each)


def _within(value: int) -> int:
    return max(-LIMIT, min(LIMIT, value))


def _compared(operator: str, left: Range, right: Range) -> Range:
    (a, b), (c, d) = left, right
    if operator in ("==", "!="):
        surely, maybe = a == b == c == d, a <= d and c <= b
        return (int(surely), int(maybe)) if operator == "==" else (int(not maybe), int(not surely))
    if operator in (">", ">="):
        (a, b), (c, d) = right, left
    if operator in ("<", ">"):
        return int(b < c), int(a < d)
    return int(b <= c), int(a <= d)


def clock_range(part: str, where: Where, hours: Range) -> Range:
    """What a part of the clock may be between two hours since the story's start."""
    (first, last), start = hours, 1 if part == "day" else where.day
    if part == "moment":
        return minutes_of(where) + 60 * first, minutes_of(where) + 60 * last
    if part == "weekday":
        days = [where.day + (where.hour + hours) // 24 - MONDAY for hours in (first, last)]
        return (days[0] % 7, days[1] % 7) if days[1] - days[0] < 7 and days[0] % 7 <= days[1] % 7 else (0, 6)
    if part != "hour":
        return start + (where.hour + first) // 24, start + (where.hour + last) // 24
    low, high = (where.hour + first) % 24, (where.hour + last) % 24
    return (low, high) if last - first < 24 and low <= high else (0, 23)


def known_of(reads: Reads, state: Sequence[int], unknown: Parts, where: Where) -> Callable[[Asked], Range]:
    """What each thing may be in a state of which some parts are unknown."""
    program = reads.program
    bits, variables = program.bits, program.story.variables

    def value(name: str) -> Range:
        if unknown & reads.variable[name]:
            return variables[name].low, variables[name].high
        return state[program.places[name]], state[program.places[name]]

    def memory(bit: int) -> Range:
        return UNKNOWN if unknown & bit else (int(state[MEMORY] & bit != 0),) * 2

    def of(asked: Asked) -> Range:
        match asked:
            case tree.VariableRead(name):
                return value(name)
            case tree.Visited(scene):
                return memory(bits.again[scene] if scene == where.scene else bits.seen[scene])
            case tree.Knows(fact):
                return memory(bits.met[fact])
            case tree.ClockRead(part):
                clock = program.story.clock
                return clock_range(part, where, value(clock.variable) if clock is not None else (0, 0))

    return of
