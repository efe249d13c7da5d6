"""Conditions and effects as closures over a flat state.

A closure is specialised where it pays: most conditions compare a variable with a constant, most effects add one.
"""

import operator
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from game.story.language import tree
from game.story.language.tree import LIMIT
from game.story.model import Scene, Story

State = tuple[int, ...]
SCENE, RETURN, MEMORY, VALUES = 0, 1, 2, 3  # what stands where in a state

Value = Callable[[Sequence[int]], int]
Test = Callable[[Sequence[int]], bool]
Change = Callable[[list[int]], None]

COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


_AGAINST_CONSTANT: Mapping[str, Callable[[int, int], Value]] = {
    "==": lambda place, value: lambda state: state[place] == value,
    "!=": lambda place, value: lambda state: state[place] != value,
    "<": lambda place, value: lambda state: state[place] < value,
    "<=": lambda place, value: lambda state: state[place] <= value,
    ">": lambda place, value: lambda state: state[place] > value,
    ">=": lambda place, value: lambda state: state[place] >= value,
}


MONDAY = 1  # an ordinal that is one, as `date.toordinal` counts


class Bits(Struct, frozen=True):
    """Which bit of a state's memory says what. What nothing asks for has no bit (0)."""

    seen: Mapping[str, int]  # by scene: was entered
    again: Mapping[str, int]  # by scene: was entered more than once
    met: Mapping[str, int]  # by fact
    used: Mapping[tuple[str, str], int]  # by scene and once-only choice


class Where(Struct, frozen=True):
    """The scene in which something is asked: it decides the local time, and what `visited` of itself means."""

    scene: str
    hour: int  # the local hour of the day at the story's start; may be negative or over 23
    day: int  # the ordinal of the day at the story's start in the clock's own zone
    minute: int = 0  # of the local time, which hours don't change


def where_in(story: Story, scene: Scene) -> Where:
    """Where a scene is: in its place's zone, or in the clock's own."""
    if story.clock is None:
        return Where(scene.id, 0, 1)
    begins, day = story.clock.local(story.places[scene.place] if scene.place else None), story.clock.start.toordinal()
    return Where(scene.id, 24 * (begins.toordinal() - day) + begins.hour, day, begins.minute)


def minutes_of(where: Where) -> int:
    """The moment at which a story starts where something is asked, as `ClockRead` counts it."""
    return 60 * (24 * where.day + where.hour) + where.minute


def slots(story: Story) -> dict[str, int]:
    """Where each variable stands in a state."""
    return {name: VALUES + number for number, name in enumerate(story.variables)}


def compile_value(expression: tree.Expression, where: Where, places: Mapping[str, int], clock: int, bits: Bits) -> Value:
    """The expression as a function of a state. A truth comes out as True or False, which are 1 and 0.

    `places` says where each variable stands in a state, `clock` where the hours do (0 without a clock).
    """

    def compiled(part: tree.Expression) -> Value:
        match part:
            case tree.Constant(value, _):
                return lambda _: value
            case tree.VariableRead(name):
                return operator.itemgetter(places[name])
            case tree.NamedCondition(_, meaning):
                return compiled(meaning)
            case tree.ClockRead(what):
                hour, day = where.hour, where.day
                if what == "hour":
                    return lambda state: (hour + state[clock]) % 24
                if what == "moment":
                    begun = minutes_of(where)
                    return lambda state: begun + 60 * state[clock]
                if what == "weekday":
                    return lambda state: (day + (hour + state[clock]) // 24 - MONDAY) % 7
                first = 1 if what == "day" else day
                return lambda state: first + (hour + state[clock]) // 24
            case tree.Visited(scene):
                bit = bits.again[scene] if scene == where.scene else bits.seen[scene]
                return lambda state: state[MEMORY] & bit != 0
            case tree.Knows(fact):
                bit = bits.met[fact]
                return lambda state: state[MEMORY] & bit != 0
            case tree.Compare(sign, tree.VariableRead(name), tree.Constant(value, _)):
                return _AGAINST_CONSTANT[sign](places[name], value)
            case tree.Compare(sign, left, right):
                compare, first_value, second_value = COMPARE[sign], compiled(left), compiled(right)
                return lambda state: compare(first_value(state), second_value(state))
            case tree.Not(operand):
                inner = compiled(operand)
                return lambda state: not inner(state)
            case tree.Logic("and", left, right):
                one, other = compiled(left), compiled(right)
                return lambda state: bool(one(state) and other(state))
            case tree.Logic(_, left, right):
                one, other = compiled(left), compiled(right)
                return lambda state: bool(one(state) or other(state))
            case tree.Extreme(name, operands):
                best: Callable[..., int] = min if name == "min" else max
                values = [compiled(operand) for operand in operands]
                return lambda state: best(value(state) for value in values)
            case tree.Arithmetic(sign, left, right):
                calculate = {"+": operator.add, "-": operator.sub, "*": operator.mul}[sign]
                one, other = compiled(left), compiled(right)
                return lambda state: max(-LIMIT, min(LIMIT, calculate(one(state), other(state))))

    return compiled(expression)


def compile_effect(effect: tree.Effect, story: Story, value: Value, places: Mapping[str, int]) -> Change:
    """The effect as a function that changes a list of values. What would pass a bound stops there."""
    variable = story.variables[effect.variable]
    place, low, high = places[effect.variable], variable.low, variable.high
    if story.clock is not None and effect.variable == story.clock.variable:

        def tick(values: list[int]) -> None:
            values[place] = min(high, values[place] + max(0, value(values)))  # time doesn't run backwards

        return tick
    constant = effect.value.value if isinstance(effect.value, tree.Constant) else None
    if constant is not None and effect.operator == "=":
        fixed = max(low, min(high, constant))

        def set_to(values: list[int]) -> None:
            values[place] = fixed

        return set_to
    if constant is not None:
        step = constant if effect.operator == "+=" else -constant

        def add(values: list[int]) -> None:
            values[place] = max(low, min(high, values[place] + step))

        return add
    sign = {"=": 0, "+=": 1, "-=": -1}[effect.operator]

    def change(values: list[int]) -> None:
        new = value(values) if sign == 0 else values[place] + sign * value(values)
        values[place] = max(low, min(high, new))

    return change
