"""Conditions and effects in words that a reader with a record sheet can follow.

What never changes on paper (what other roles left behind, for one) is decided here, so that nothing asks for it.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from game.play.evaluate import COMPARE, MONDAY, Where, minutes_of
from game.story.language import tree
from game.story.language.tree import FALSE, TRUE, Effect, Expression, parts
from game.story.model import At, Story

HOUR = "the hour of the day"
WAY_BACK = "Way back"
MOST_WEEKS = 4

_SAID: Mapping[str, str] = {"==": "is", "!=": "is not", "<": "is less than", ">": "is more than", "<=": "is at most", ">=": "is at least"}
_PLACES: Mapping[str, str] = {"+": "plus", "-": "minus", "*": "times"}


_CHOSEN = re.compile(r"chosen\((.+)/(.+)\)")


class CantSayError(Exception):
    """A condition or an effect that has no words here; the message says why."""


class NotOnPaperError(Exception):
    """The role can't be carried by paper. The message is a sentence that says why; `at` is the place."""

    def __init__(self, reason: str, at: At) -> None:
        super().__init__(f"{at.path}:{at.line}: {reason}")
        self.at = at


def variable_name(name: str) -> str:
    if asked := _CHOSEN.fullmatch(name):
        return f"Chose {asked[2].replace('-', ' ')} at {asked[1].replace('_', ' ')}"
    return name.replace("_", " ").capitalize()


def fact_name(name: str) -> str:
    return f"Fact {name.replace('_', ' ')}"


def value_word(word: str) -> str:
    return f"“{word.replace('_', ' ')}”"


def been(entry: int) -> str:
    return f"Been at {entry}"


def been_twice(entry: int) -> str:
    return f"Been twice at {entry}"


class Fixed(Struct, frozen=True):
    """What is the same in every game on paper: the values of variables that nothing changes, and the scenes that there are."""

    values: Mapping[str, int]
    scenes: frozenset[str]

    def fold(self, expression: Expression) -> Expression:
        """The expression without what is decided already; a truth that is decided is TRUE or FALSE."""
        match expression:
            case tree.VariableRead(name) if name in self.values:
                return tree.Constant(self.values[name], str(self.values[name]))
            case tree.NamedCondition(_, meaning):
                return self.fold(meaning)
            case tree.Visited(scene) if scene not in self.scenes:
                return FALSE
            case tree.Not(operand):
                inner = self.fold(operand)
                return _truth(not inner.value) if isinstance(inner, tree.Constant) else tree.Not(inner)
            case tree.Logic(operator, left, right):
                return _folded_logic(operator == "and", self.fold(left), self.fold(right))
            case tree.Compare(operator, left, right):
                one, other = self.fold(left), self.fold(right)
                if isinstance(one, tree.Constant) and isinstance(other, tree.Constant):
                    return _truth(COMPARE[operator](one.value, other.value))
                return tree.Compare(operator, one, other)
            case tree.Arithmetic(operator, left, right):
                return tree.Arithmetic(operator, self.fold(left), self.fold(right))
            case tree.Extreme(operator, operands):
                return tree.Extreme(operator, tuple(self.fold(operand) for operand in operands))
            case _:
                return expression


def _truth(value: object) -> tree.Constant:
    return TRUE if value else FALSE


def _folded_logic(both: bool, left: Expression, right: Expression) -> Expression:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, tree.Constant):
            return (other if one.value else FALSE) if both else (TRUE if one.value else other)
    return tree.Logic("and" if both else "or", left, right)


def asks_for_hour(expression: Expression) -> bool:
    return any(isinstance(part, tree.ClockRead) and part.part == "hour" for part in parts(expression))


class ConditionWords(Struct, frozen=True):
    """Says what stands in one scene. `entries` has the number of the entry by which each scene is come to."""

    story: Story
    where: Where
    entries: Mapping[str, int]

    # ---- conditions ----

    def condition(self, expression: Expression, *, holds: bool = True) -> str:
        """The folded condition in words, or with `holds` false its contrary. Raises CantSayError."""
        match expression:
            case tree.Not(operand):
                return self.condition(operand, holds=not holds)
            case tree.Logic():
                return self._logic(expression, holds)
            case tree.VariableRead(name):
                return self._ticked(variable_name(name), holds)
            case tree.Knows(fact):
                return self._ticked(fact_name(fact), holds)
            case tree.Visited(scene):
                entry = self.entries[scene]
                return self._ticked(been_twice(entry) if scene == self.where.scene else been(entry), holds)
            case tree.Compare(operator, left, right):
                if isinstance(left, tree.Constant):
                    operator, left, right = tree.TURNED[operator], right, left
                return self._compared(operator if holds else tree.OPPOSITE[operator], left, right)
            case _:
                raise CantSayError("a number stands here in the place of a condition")

    def _logic(self, expression: tree.Logic, holds: bool) -> str:
        joined = "and" if (expression.operator == "and") is holds else "or"
        told = []
        for operand in (expression.left, expression.right):
            words = self.condition(operand, holds=holds)
            inner = operand
            turned = holds
            while isinstance(inner, tree.Not):
                inner, turned = inner.operand, not turned
            mixed = isinstance(inner, tree.Logic) and ("and" if (inner.operator == "and") is turned else "or") != joined
            told.append(f"({words})" if mixed else words)
        return f" {joined} ".join(told)

    def _ticked(self, name: str, holds: bool) -> str:
        return f"{name} is {'ticked' if holds else 'not ticked'}"

    def _compared(self, operator: str, left: Expression, right: Expression) -> str:
        if isinstance(left, tree.ClockRead) and left.part != "hour":
            return self._on_a_day(operator, left, right)
        if isinstance(left, tree.VariableRead) and isinstance(right, tree.Constant):
            variable = self.story.variables[left.name]
            if variable.type == "flag" and operator in ("==", "!="):
                return self._ticked(variable_name(left.name), (operator == "==") is bool(right.value))
            if variable.type == "enum" and operator in ("==", "!="):
                return f"{variable_name(left.name)} {_SAID[operator]} {value_word(variable.values[right.value])}"
        return f"{self.value(left)} {_SAID[operator]} {self.value(right)}"

    def _on_a_day(self, operator: str, left: tree.ClockRead, right: Expression) -> str:
        """A day or a date as hours since the start: day 1 began `where.hour` hours before."""
        if not isinstance(right, tree.Constant) or self.story.clock is None:
            raise CantSayError("paper can only compare a day with a day that is named")
        name = variable_name(self.story.clock.variable)
        if left.part == "weekday":
            return self._on_a_weekday(operator, right.value, name)
        if left.part == "moment":
            return self._at_a_moment(operator, right.value - minutes_of(self.where), name)
        first = 24 * (right.value - (1 if left.part == "day" else self.where.day)) - self.where.hour
        match operator:
            case "==":
                return f"({name} is at least {first:,} and {name} is less than {first + 24:,})"
            case "!=":
                return f"({name} is less than {first:,} or {name} is at least {first + 24:,})"
            case "<" | ">=":
                return f"{name} {_SAID[operator]} {first:,}"
            case _:
                return f"{name} {_SAID['<' if operator == '<=' else '>=']} {first + 24:,}"

    def _at_a_moment(self, operator: str, minutes: int, name: str) -> str:
        """A moment as the hours since the start that lie on its side, of which none may fall on it."""
        exact = minutes % 60 == 0
        if operator in ("==", "!=") and not exact:
            return f"{name} is {'less than' if operator == '==' else 'at least'} 0"
        return f"{name} {_SAID[operator]} {-(-minutes // 60) if operator in ('>=', '<') else minutes // 60:,}"

    def _on_a_weekday(self, operator: str, weekday: int, name: str) -> str:
        """The days of this name that the clock can come to, each as hours since the start."""
        assert self.story.clock is not None
        last = (self.where.hour + self.story.variables[self.story.clock.variable].high) // 24
        days = [day for day in range(self.where.hour // 24, last + 1) if (self.where.day + day - MONDAY) % 7 == weekday]
        if len(days) > MOST_WEEKS:
            raise CantSayError("paper can't ask for a day of the week through so many weeks")
        found = [(24 * day - self.where.hour, 24 * (day + 1) - self.where.hour) for day in days]
        if operator == "==":
            told = [f"({name} is at least {first:,} and {name} is less than {end:,})" for first, end in found]
            return f"({' or '.join(told)})" if len(told) > 1 else told[0] if told else f"{name} is less than 0"
        told = [f"({name} is less than {first:,} or {name} is at least {end:,})" for first, end in found]
        return f"({' and '.join(told)})" if len(told) > 1 else told[0] if told else f"{name} is at least 0"

    # ---- numbers ----

    def value(self, expression: Expression, *, inner: bool = False) -> str:
        """The folded number in words. Raises CantSayError."""
        match expression:
            case tree.Constant(value, _):
                return f"{value:,}"
            case tree.ClockRead("hour"):
                return HOUR
            case tree.ClockRead():
                raise CantSayError("paper can't calculate with days")
            case tree.VariableRead(name) if self.story.variables[name].type == "int":
                return variable_name(name)
            case tree.Arithmetic(operator, left, right):
                said = f"{self.value(left, inner=True)} {_PLACES[operator]} {self.value(right, inner=True)}"
            case tree.Extreme(operator, operands):
                size = "largest" if operator == "max" else "smallest"
                said = f"the {size} of {'; '.join(self.value(operand, inner=True) for operand in operands)}"
            case _:
                raise CantSayError("a condition or a word stands here in the place of a number, and paper can't calculate with it")
        return f"({said})" if inner else said

    # ---- effects ----

    def instruction(self, effect: Effect, value: Expression) -> str:
        """The effect as a sentence; `value` is its folded value. Raises CantSayError."""
        variable, name = self.story.variables[effect.variable], variable_name(effect.variable)
        if variable.type == "flag":
            if not isinstance(value, tree.Constant):
                return f"If {self.condition(value)}, tick {name}; if not, clear it."
            return f"{'Tick' if value.value else 'Clear'} {name}."
        if variable.type == "enum":
            if not isinstance(value, tree.Constant):
                raise CantSayError(f"paper can write a word at `{effect.variable}`, but not copy one")
            return f"Write {value_word(variable.values[value.value])} at {name}."
        if effect.operator == "=":
            return f"Write {self.value(value)} at {name}."
        if effect.operator == "+=" and (until := _risen_to(effect.variable, value)) is not None:
            return f"If {name} is less than {until:,}, write {until:,} at {name}."
        return f"Add {self.value(value)} to {name}." if effect.operator == "+=" else f"Take {self.value(value)} from {name}."


def _risen_to(name: str, value: Expression) -> int | None:
    """The number up to which `name += max(0, number - name)` lets a variable rise."""
    match value:
        case tree.Extreme("max", (tree.Constant(0, _), rest) | (rest, tree.Constant(0, _))):
            match rest:
                case tree.Arithmetic("-", tree.Constant(until, _), tree.VariableRead(risen)) if risen == name:
                    return until
    return None
