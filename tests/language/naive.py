"""The language once more, as slowly and as plainly as possible: what the compiled closures must agree with."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from game.story.language.tree import (
    Arithmetic,
    ClockRead,
    Compare,
    Constant,
    Effect,
    Expression,
    Extreme,
    Knows,
    Logic,
    NamedCondition,
    Not,
    VariableRead,
    Visited,
)

LEAST, MOST = -1_000_000_000, 1_000_000_000


@dataclass
class Moment:
    """`entries` counts how often each scene was entered; `start` is local and naive, and `zone` is added to it."""

    values: dict[str, int]
    entries: dict[str, int]
    met: set[str]
    scene: str
    start: datetime
    zone: timedelta
    hours: str = "hours"

    @property
    def now(self) -> datetime:
        return self.start + timedelta(hours=self.values[self.hours]) + self.zone


def value(part: Expression, moment: Moment) -> int:
    if isinstance(part, Constant):
        return part.value
    if isinstance(part, VariableRead):
        return moment.values[part.name]
    if isinstance(part, NamedCondition):
        return value(part.meaning, moment)
    if isinstance(part, Visited):
        needed = 2 if part.scene == moment.scene else 1
        return int(moment.entries.get(part.scene, 0) >= needed)
    if isinstance(part, Knows):
        return int(part.fact in moment.met)
    if isinstance(part, Not):
        return 1 - value(part.operand, moment)
    if isinstance(part, Logic):
        left, right = value(part.left, moment), value(part.right, moment)
        return left * right if part.operator == "and" else max(left, right)
    if isinstance(part, Compare):
        return compared(part.operator, value(part.left, moment), value(part.right, moment))
    if isinstance(part, Extreme):
        every = sorted(value(operand, moment) for operand in part.operands)
        return every[0] if part.operator == "min" else every[-1]
    if isinstance(part, Arithmetic):
        left, right = value(part.left, moment), value(part.right, moment)
        result = left + right if part.operator == "+" else left - right if part.operator == "-" else left * right
        return LEAST if result < LEAST else MOST if result > MOST else result
    assert isinstance(part, ClockRead)
    if part.part == "hour":
        return moment.now.hour
    if part.part == "weekday":
        return moment.now.weekday()
    if part.part == "moment":
        return 60 * (24 * moment.now.toordinal() + moment.now.hour) + moment.now.minute
    return moment.now.toordinal() if part.part == "date" else (moment.now.date() - moment.start.date()).days + 1


def compared(operator: str, left: int, right: int) -> int:
    if operator == "==":
        return int(left == right)
    if operator == "!=":
        return int(left != right)
    if operator == "<":
        return int(left < right)
    if operator == ">":
        return int(left > right)
    return int(left < right or left == right) if operator == "<=" else int(left > right or left == right)


def after(effect: Effect, moment: Moment, low: int, high: int) -> int:
    """What the effect makes of its variable, which lies between `low` and `high`."""
    amount = value(effect.value, moment)
    before = moment.values[effect.variable]
    if effect.variable == moment.hours and amount < 0:
        return before
    new = amount if effect.operator == "=" else before + amount if effect.operator == "+=" else before - amount
    return low if new < low else high if new > high else new
