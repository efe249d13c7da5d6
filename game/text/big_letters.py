"""Words in letters that are three rows high, drawn in half blocks. The letters are a picture, `big_letters.txt`."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import zip_longest

HEIGHT = 5  # dots
SPACE = 2  # columns of a space, besides the gap after each letter
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def big_lines(words: str, width: int, most: int = 2) -> list[str] | None:
    """The words as rows to print, three for each of `most` lines; None where a letter isn't among those that there are, or where
    the words don't fit."""
    glyphs = _glyphs()
    lines: list[list[str]] = []
    for word in words.upper().replace("’", "'").split():
        if any(letter not in glyphs for letter in word):
            return None
        drawn = [" ".join(glyphs[letter][row] for letter in word) for row in range(HEIGHT)]
        if lines and len(lines[-1][0]) + SPACE + 2 + len(drawn[0]) <= width:
            lines[-1] = [f"{before}{' ' * (SPACE + 2)}{more}" for before, more in zip(lines[-1], drawn, strict=True)]
        else:
            lines.append(drawn)
    if not lines or len(lines) > most or any(len(line[0]) > width for line in lines):
        return None
    return [row for line in lines for row in _in_halves(line)]


def _in_halves(dots: list[str]) -> Iterator[str]:
    for upper, lower in zip_longest(dots[::2], dots[1::2], fillvalue=" " * len(dots[0])):
        yield "".join(_HALVES[above != " ", below != " "] for above, below in zip(upper, lower, strict=True)).rstrip()


@lru_cache
def _glyphs() -> dict[str, list[str]]:
    """Each letter's rows of dots, by the place of its name above it."""
    found: dict[str, list[str]] = {}
    text = files("game.text").joinpath("big_letters.txt").read_text(encoding="utf-8")
    for band in text.rstrip("\n").split("\n\n"):
        names, *rows = band.split("\n")
        starts = [at for at, name in enumerate(names) if name != " "]
        for start, end in zip(starts, [*starts[1:], 999], strict=True):
            drawn = [row.ljust(max(map(len, rows)))[start:end] for row in rows]
            broad = max(len(row.rstrip()) for row in drawn)
            found[names[start]] = [row[:broad].ljust(broad) for row in drawn]
    return found
