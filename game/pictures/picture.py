"""A picture of a place: rows of letters, and a line that says what is seen."""

from msgspec import Struct

from game.pictures.things import THINGS, Thing, thing_called

WIDEST, HIGHEST, LOWEST = 80, 24, 4
"""The most letters in a row, the most rows, and the fewest."""

LARGEST_PICTURE = 16 << 10
"""How many bytes a picture's file may have."""


class Picture(Struct, frozen=True):
    """`shows` says what is seen, and `lit` what is seen besides where the light is poor. `few` are the first and the last row
    that stay where there is little room, counted from 1; (0, 0) leaves that to the drawing. `key` has the letters that stand
    for something else than they do in other pictures, each with the name of a thing. `path` is its file."""

    name: str
    path: str
    shows: str
    rows: tuple[str, ...]
    lit: str = ""
    inside: bool = False
    few: tuple[int, int] = (0, 0)
    key: tuple[tuple[str, str], ...] = ()

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def things(self) -> dict[str, Thing]:
        """What each letter stands for in this picture."""
        own = {letter: thing for letter, name in self.key if (thing := thing_called(name)) is not None}
        return {**THINGS, **own}
