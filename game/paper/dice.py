"""Chance by dice: which roll stands for which outcome."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import gcd

ONE = tuple("123456")
TWO = tuple(tens + ones for tens in ONE for ones in ONE)

ONE_DIE = "roll a die"
BOTH_DICE = "roll two dice, the first for the tens and the second for the ones"
AGAIN = "roll again"


def rolls(weights: Sequence[int]) -> tuple[str, tuple[str, ...], str] | None:
    """How to roll, the numbers that stand for each weight (as "1-4", in order), and those at which to roll again, "" if
    there are none. All weights are above 0. None where two dice can't be so fair.
    """
    shared = gcd(*weights)
    total = sum(weights) // shared
    if total > len(TWO):
        return None
    faces, how = (ONE, ONE_DIE) if total <= len(ONE) else (TWO, BOTH_DICE)
    each = len(faces) // total
    ends = list(accumulate(weight // shared * each for weight in weights))
    return how, tuple(_span(faces[first:end]) for first, end in pairwise([0, *ends])), _span(faces[ends[-1] :])


def _span(faces: Sequence[str]) -> str:
    return "-".join(dict.fromkeys((faces[0], faces[-1]))) if faces else ""
