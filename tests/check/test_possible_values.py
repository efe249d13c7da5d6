"""What is said of a condition from declared values alone, against every one of these values."""

import random
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from game.check.rules.possible_values import Asked, Domains
from game.story.language.tree import (
    LIMIT,
    Arithmetic,
    ClockRead,
    Compare,
    Constant,
    Expression,
    Extreme,
    Knows,
    Logic,
    NamedCondition,
    Not,
    VariableRead,
    Visited,
    parts,
    shown,
)

NUMBERS: dict[Asked, tuple[tuple[int, int], ...]] = {
    VariableRead("a"): ((0, 3),),
    VariableRead("b"): ((-2, -1), (2, 2)),
    VariableRead("c"): ((400_000_000, 400_000_001),),
    ClockRead("day"): ((1, 2),),
}
TRUTHS: dict[Asked, tuple[tuple[int, int], ...]] = {
    VariableRead("coat"): ((0, 1),),
    VariableRead("worn"): ((1, 1),),
    Visited("hall"): ((0, 1),),
    Knows("fare"): ((0, 0),),
}
DOMAINS = {**NUMBERS, **TRUTHS}
EQUALITIES = ("==", "!=")
COMPARISONS = (*EQUALITIES, "<", "<=", ">", ">=")
DOES = {
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "+": lambda one, other: max(-LIMIT, min(LIMIT, one + other)),
    "-": lambda one, other: max(-LIMIT, min(LIMIT, one - other)),
    "*": lambda one, other: max(-LIMIT, min(LIMIT, one * other)),
    "and": lambda one, other: int(bool(one) and bool(other)),
    "or": lambda one, other: int(bool(one) or bool(other)),
}


class Drawn:
    """Conditions drawn from the whole grammar. `plain` ones compare nothing but one thing with a number."""

    def __init__(self, seed: int, *, plain: bool = False) -> None:
        self.chance = random.Random(seed)
        self.plain = plain

    def truth(self, deep: int) -> Expression:
        pick = self.chance.choice
        if deep == 0 or self.chance.random() < 0.2:
            if self.chance.random() < 0.4:
                return pick([*TRUTHS, *TRUTHS, Constant(1, "true"), Constant(0, "false")])
            if self.plain:
                sides = (pick(list(NUMBERS)), self.constant())
                return Compare(pick(COMPARISONS), *(sides if self.chance.random() < 0.7 else sides[::-1]))
            return Compare(pick(COMPARISONS), self.number(2), self.number(2))
        match self.chance.randrange(5 if self.plain else 6):
            case 0 | 1:
                return Logic("and", self.truth(deep - 1), self.truth(deep - 1))
            case 2 | 3:
                return Logic("or", self.truth(deep - 1), self.truth(deep - 1))
            case 4:
                return Not(self.truth(deep - 1)) if self.chance.random() < 0.6 else NamedCondition("late", self.truth(deep - 1))
            case _:
                return Compare(pick(EQUALITIES), self.truth(deep - 1), self.truth(deep - 1))

    def number(self, deep: int) -> Expression:
        pick = self.chance.choice
        if deep == 0 or self.chance.random() < 0.5:
            return pick([*NUMBERS, self.constant()])
        if self.chance.random() < 0.3:
            return Extreme(pick(("min", "max")), tuple(self.number(deep - 1) for _ in range(pick((2, 3)))))
        return Arithmetic(pick(("+", "-", "*")), self.number(deep - 1), self.number(deep - 1))

    def constant(self) -> Constant:
        value = self.chance.choice((*range(-3, 5), 399_999_999, 400_000_001, 999_999_999))
        return Constant(value, str(value))


def value(expression: Expression, known: Mapping[Expression, int]) -> int:
    match expression:
        case Constant(number, _):
            return number
        case Compare(operator, left, right) | Logic(operator, left, right) | Arithmetic(operator, left, right):
            return int(DOES[operator](value(left, known), value(right, known)))
        case Not(operand):
            return 1 - value(operand, known)
        case NamedCondition(_, meaning):
            return value(meaning, known)
        case Extreme(operator, operands):
            return {"min": min, "max": max}[operator](value(operand, known) for operand in operands)
        case _:
            return known[expression]


def every_value(condition: Expression) -> set[int]:
    """What the condition comes out as, with each value of what it asks for."""
    asked = [part for part in dict.fromkeys(parts(condition)) if part in DOMAINS]
    values = [[number for low, high in DOMAINS[part] for number in range(low, high + 1)] for part in asked]
    return {value(condition, dict(zip(asked, some, strict=True))) for some in product(*values)}


def drawn(count: int, *, plain: bool) -> Iterator[Expression]:
    draw = Drawn(count, plain=plain)
    return (draw.truth(draw.chance.randrange(4)) for _ in range(count))


def test_what_is_said_to_be_impossible_is() -> None:
    domains = Domains(DOMAINS.__getitem__)
    said = {True: 0, False: 0}
    for condition in drawn(8_000, plain=False):
        comes_out = every_value(condition)
        for holds in (True, False):
            if not domains.possible(condition, holds=holds):
                said[holds] += 1
                assert int(holds) not in comes_out, shown(condition)
    assert min(said.values()) > 500, "they are said of many conditions"


def test_of_plain_comparisons_nothing_that_is_impossible_stays_unsaid() -> None:
    domains = Domains(DOMAINS.__getitem__)
    for condition in drawn(4_000, plain=True):
        comes_out = every_value(condition)
        for holds in (True, False):
            assert domains.possible(condition, holds=holds) == (int(holds) in comes_out), shown(condition)


@pytest.mark.parametrize("text", ["grows", "stops"])
def test_numbers_stop_growing_at_the_limit(text: str) -> None:
    """Three times `c` passes the limit, as it does in play, where both sides are the same then."""
    domains = Domains(DOMAINS.__getitem__)
    c = VariableRead("c")
    thrice = Arithmetic("*", c, Constant(3, "3"))
    other = Constant(LIMIT, str(LIMIT)) if text == "stops" else Arithmetic("+", c, c)
    assert domains.possible(Compare(">", thrice, other)) == (text == "grows")
