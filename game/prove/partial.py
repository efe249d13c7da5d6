"""Conditions and effects where only the hour is known: a value, or None for what can't be told.

Three-valued, so that what comes out as a value is certain: `date >= 2022-09-27 and coat` is false on the 26th whoever
has the coat, and unknown on the 27th.
"""

from collections.abc import Mapping

from game.play.evaluate import Where
from game.story.language.tree import Arithmetic, Clock, Compare, Constant, Effect, Expression, Extreme, Logic, Named, Not, Variable

_COMPARE = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
_CALCULATE = {"+": lambda left, right: left + right, "-": lambda left, right: left - right, "*": lambda left, right: left * right}


def value_at(expression: Expression, known: Mapping[str, int], hours: int, where: Where) -> int | None:
    """The value where the variables in `known` and the clock are known, or None where more would have to be."""
    match expression:
        case Constant(value, _):
            return value
        case Variable(name):
            return known.get(name)
        case Named(_, meaning):
            return value_at(meaning, known, hours, where)
        case Clock("hour"):
            return (where.hour + hours) % 24
        case Clock(part):
            return (1 if part == "day" else where.day) + (where.hour + hours) // 24
        case Not(operand):
            inside = value_at(operand, known, hours, where)
            return None if inside is None else int(not inside)
        case Logic(operator, left, right):
            both = (value_at(left, known, hours, where), value_at(right, known, hours, where))
            decides = 0 if operator == "and" else 1
            if decides in both:
                return decides
            return None if None in both else 1 - decides
        case Compare(operator, left, right):
            first, second = value_at(left, known, hours, where), value_at(right, known, hours, where)
            return None if first is None or second is None else int(_COMPARE[operator](first, second))
        case Arithmetic(operator, left, right):
            first, second = value_at(left, known, hours, where), value_at(right, known, hours, where)
            return None if first is None or second is None else _CALCULATE[operator](first, second)
        case Extreme(operator, operands):
            each = [inner for operand in operands if (inner := value_at(operand, known, hours, where)) is not None]
            if len(each) < len(operands):
                return None
            return min(each) if operator == "min" else max(each)
        case _:
            return None


def hours_after(effects: tuple[Effect, ...], clock: str, hours: int, most: int, where: Where) -> int:
    """The earliest hour that the effects may lead to: an amount that can't be told is taken as nothing."""
    for effect in effects:
        if effect.variable == clock:
            amount = value_at(effect.value, {clock: hours}, hours, where)
            hours = min(most, hours + max(0, amount or 0))
    return hours
