"""Chance, counted: what falls depends on the seed, on how many choices were made and on the choice, and on nothing else.

So a scene that is inserted elsewhere changes nothing, undo and redo agree, and a class that shares a seed shares its luck.
"""

from collections.abc import Sequence
from hashlib import blake2b


def draw(seed: int, made: int, choice: str, weights: Sequence[int]) -> int:
    """The number of an outcome, each as likely as its weight. `made` is how many choices went before this one."""
    total = sum(weights)
    digest = blake2b(f"{seed}:{made}:{choice}".encode(), digest_size=8).digest()
    fall = int.from_bytes(digest, "big") * total >> 64
    for number, weight in enumerate(weights):
        fall -= weight
        if fall < 0:
            return number
    raise ValueError("an outcome needs a weight above 0")
