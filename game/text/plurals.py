"""Numbers of things and rows of words, as a sentence has them."""

from collections.abc import Sequence


def counted(number: int, one: str, many: str = "") -> str:
    """`1 choice`, `2,000 choices`; `many` where it isn't `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_a_row(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; "" where there are none."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
