"""Chance by dice: which roll stands for which outcome."""

from collections.abc import Iterator, Sequence
from math import gcd

FACES = 6
TWO_DICE = FACES * FACES

ONE_DIE = "roll a die"
BOTH_DICE = "roll two dice, the first for the tens and the second for the ones"
AGAIN = "roll again"


def rolls(weights: Sequence[int]) -> tuple[str, tuple[str, ...], str] | None:
    """How to roll, the numbers that stand for each weight (as "1-4", in order), and those at which to roll again, "" if
    there are none. All weights are above 0. None where two dice can't be so fair.
    """
    shared = gcd(*weights)
    shares = [weight // shared for weight in weights]
    total = sum(shares)
    if total > TWO_DICE:
        return None
    sides, how = (FACES, ONE_DIE) if total <= FACES else (TWO_DICE, BOTH_DICE)
    each = sides // total
    spans = list(_spans([share * each for share in shares], sides))
    return how, tuple(spans[: len(shares)]), "" if each * total == sides else _span(each * total, sides, sides)


def _spans(widths: Sequence[int], sides: int) -> Iterator[str]:
    first = 0
    for width in widths:
        yield _span(first, first + width, sides)
        first += width


def _span(first: int, end: int, sides: int) -> str:
    """The faces from the one numbered `first` to the one before `end`, counted from 0."""
    low, high = (_face(number, sides) for number in (first, end - 1))
    return low if low == high else f"{low}-{high}"


def _face(number: int, sides: int) -> str:
    return str(number + 1) if sides == FACES else f"{number // FACES + 1}{number % FACES + 1}"
