"""What a condition or an effect is made of, once it has been read and typed.

Everything here is immutable and hashable, so that equal conditions are one object to whoever keeps a table of them.
A truth is 1 or 0, an enum's value is its place among the enum's values, a day is its ordinal (`date.toordinal`): a
value is always a whole number.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

#: Values saturate here rather than grow: larger than any story needs and far from any limit of Python's.
LIMIT = 1_000_000_000

Comparison = Literal["==", "!=", "<", "<=", ">", ">="]
ClockPart = Literal["hour", "day", "date", "weekday", "moment"]
"""`weekday` counts from Monday, which is 0, and `moment` the minutes since the midnight at which the ordinal 0 began."""

LogicOperator = Literal["and", "or"]
ArithmeticOperator = Literal["+", "-", "*"]
ExtremeOperator = Literal["min", "max"]
EffectOperator = Literal["=", "+=", "-="]

OPPOSITE: Mapping[Comparison, Comparison] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
"""The comparison that holds where one doesn't."""

TURNED: Mapping[Comparison, Comparison] = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The comparison of the same two values, the second one first."""


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Constant(Struct, frozen=True, tag=True):
    value: int
    shown: str  # as the author typed it


TRUE, FALSE = Constant(1, "true"), Constant(0, "false")


class VariableRead(Struct, frozen=True, tag=True):
    name: str


class ClockRead(Struct, frozen=True, tag=True):
    part: ClockPart


class Visited(Struct, frozen=True, tag=True):
    scene: str


class Knows(Struct, frozen=True, tag=True):
    fact: str


class Compare(Struct, frozen=True, tag=True):
    operator: Comparison
    left: "Expression"
    right: "Expression"


class Logic(Struct, frozen=True, tag=True):
    operator: LogicOperator
    left: "Expression"
    right: "Expression"


class Not(Struct, frozen=True, tag=True):
    operand: "Expression"


class Arithmetic(Struct, frozen=True, tag=True):
    operator: ArithmeticOperator
    left: "Expression"
    right: "Expression"


class Extreme(Struct, frozen=True, tag=True):
    operator: ExtremeOperator
    operands: tuple["Expression", ...]


class NamedCondition(Struct, frozen=True, tag=True):
    """A named condition, with what it stands for."""

    name: str
    meaning: "Expression"


Expression = Constant | VariableRead | ClockRead | Visited | Knows | Compare | Logic | Not | Arithmetic | Extreme | NamedCondition


class Effect(Struct, frozen=True):
    """`variable operator value`, as typed: `hours += 8`, `thermos = false`."""

    variable: str
    operator: EffectOperator
    value: Expression


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it, outermost first."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        match part:
            case Compare(_, left, right) | Logic(_, left, right) | Arithmetic(_, left, right):
                waiting += [right, left]
            case Not(operand) | NamedCondition(_, operand):
                waiting.append(operand)
            case Extreme(_, operands):
                waiting += reversed(operands)
            case _:
                pass


def size_and_depth(expression: Expression, named: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """How many parts the expression has and how deep they are nested, the named conditions in it written out.

    `named` has both numbers for each of them, so that nothing is counted twice, however often it is named.
    """
    match expression:
        case Constant() | VariableRead():
            return 1, 1
        case Compare() | Logic() | Arithmetic():
            size, depth = size_and_depth(expression.left, named)
            more, deeper = size_and_depth(expression.right, named)
            return 1 + size + more, 1 + (depth if depth > deeper else deeper)
        case NamedCondition():
            size, depth = named[expression.name]
        case Not():
            size, depth = size_and_depth(expression.operand, named)
        case Extreme():
            inside = [size_and_depth(operand, named) for operand in expression.operands]
            size, depth = sum(size for size, _ in inside), max(depth for _, depth in inside)
        case _:
            size, depth = 0, 0
    return 1 + size, 1 + depth


def shown(expression: Expression, outer: int = 0) -> str:
    """The expression as an author would type it."""
    match expression:
        case Constant(_, text):
            return text
        case VariableRead(name) | NamedCondition(name, _):
            return name
        case ClockRead(part):
            return "date" if part == "moment" else part
        case Compare(operator, ClockRead("moment"), Constant(_, text)) if ":" not in text or not text[0].isdigit():
            return f"{'from' if operator == '>=' else 'until'} {text}"
        case Visited(name):
            return f"visited({name})"
        case Knows(name):
            return f"knows({name})"
        case Extreme(operator, operands):
            return f"{operator}({', '.join(shown(operand) for operand in operands)})"
        case Not(operand):
            text, strength = f"not {shown(operand, 3)}", 3
            return f"({text})" if strength < outer else text
        case Logic(operator, left, right):
            strength = 1 if operator == "or" else 2
        case Compare(operator, left, right):
            strength = 4
        case Arithmetic(operator, left, right):
            strength = 6 if operator == "*" else 5
    # Two comparisons in a row can't be read, so the left one of two needs its brackets too.
    text = f"{shown(left, strength + isinstance(expression, Compare))} {operator} {shown(right, strength + 1)}"
    return f"({text})" if strength < outer else text
