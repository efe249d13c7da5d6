"""The map as rows of characters: borders and coasts in dots, the player's route, places and names.

Nothing is shown by colour alone: coasts are unbroken, borders are a dot to a character, a border that stands out is broad, the
way is broad and broken, each kind of place has its own sign, and countries are in capitals.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from typing import Literal, get_args

from msgspec import Struct

from game.geography.atlas import Atlas, Box, GeoPoint, MapLine
from game.geography.braille import BLANK, WIDE, Canvas, Dash, Dots
from game.geography.sight import Sight
from game.text.cells import EMOJI_STYLE, cells

Layer = Literal["", "border", "coast", "outstanding", "way", "water", "country", "others", "ahead", "been", "aim", "here"]
MarkKind = Literal["here", "aim", "been", "ahead", "others"]
Run = tuple[str, Layer]  # characters next to each other that look alike

LAYERS: tuple[Layer, ...] = get_args(Layer)
SIGNS: dict[MarkKind, str] = {"here": "◆", "aim": "◉", "been": "●", "ahead": "○", "others": "□"}
WAY: Dash = (5, 8)
WAY_THICK = 2  # dots
GAP, MORE = "   ", " …"  # between two names in a row, and for those that find no room there
LARGE = 110  # columns from which a border that stands out has three dots across, instead of two
WAY_LOOKS, BORDER_LOOKS, OUTSTANDING_LOOKS = "⠶⠶ ⠶⠶", "⠐⠐⠐", "⠿⠿⠿⠿"  # in a legend

_DOTS = {0: " ", **{bits: chr(BLANK + bits) for bits in range(1, 256)}}
_COVERS = bytes([0] + [255] * 255)
_ALIKE = re.compile(rb"(.)\1*", re.DOTALL)


def in_cells(words: str) -> list[str]:
    """One entry for each column: a sign that is two columns wide is followed by "", and what adds none stands with the sign
    before it."""
    found: list[str] = []
    begins = 0
    for end in range(1, len(words) + 1):
        more = cells(words[:end]) - len(found)
        if not found or (more and words[end - 1] != EMOJI_STYLE):
            begins = len(found)
            found.append("")
            more -= 1
        found[begins] += words[end - 1]
        found += [""] * more
    return found


class MapMark(Struct, frozen=True):
    """A place to show, with what may be said beside it: the longest first. `kind`: the player is there, points at it, has been
    there, may yet come there, or never does in this role.
    """

    spot: GeoPoint
    names: tuple[str, ...]
    kind: MarkKind = "been"


class Charted(Struct, frozen=True):
    """What is shown on the map: marks in the order in which they get their names, the way from spot to spot, and the
    borders that stand out (between two countries, or all of one).
    """

    marks: tuple[MapMark, ...] = ()
    way: tuple[GeoPoint, ...] = ()
    outstanding: tuple[tuple[str, ...], ...] = ()


def drawn(atlas: Atlas, sight: Sight, charted: Charted, *, named: bool = True) -> list[list[Run]]:
    """The rows from top to bottom, each as wide as the sight. Without `named` only where one is has a name, and that is short.

    Places beside which there is no room for a name have a number, and the last row names them.
    """
    canvases = _canvases(atlas, sight, charted)
    sheet, unnamed = _sheet(atlas, sight, charted, canvases, named=named)
    if named and unnamed:
        sheet, unnamed = _sheet(atlas, sight, charted, canvases, named=True, listing=True)
        sheet.list_names(unnamed)
    return list(sheet.rows())


def _sheet(
    atlas: Atlas, sight: Sight, charted: Charted, canvases: list[tuple[Layer, Canvas]], *, named: bool, listing: bool = False
) -> "tuple[_Sheet, list[str]]":
    """The drawing, and the names for which it has no room. With `listing` its last row is kept for them."""
    sheet = _Sheet(sight, listing=listing)
    for layer, canvas in canvases:
        sheet.lay(layer, canvas)
    for mark in reversed(charted.marks):  # where two lie in one cell, the first is seen
        sheet.mark(mark)
    shown = [mark for mark in charted.marks if (named or mark.kind == "here") and sheet.shows(mark)]
    missed = [mark for mark in shown if not sheet.name_mark(mark.names if named else mark.names[-1:], mark)]
    numbers = count(1)
    unnamed = sorted((sheet.number_mark(mark, numbers) for mark in missed), key=lambda name: not name[0].isdecimal())
    if named:
        for name, spots in atlas.countries.items():
            if len(name) <= atlas.widths.get(name, 0.0) * sight.scale * sight.squeeze / WIDE + 1:  # a name hides a country that is smaller
                sheet.name_area(name.upper(), spots, "country")
        for name, spots in atlas.waters.items():
            sheet.name_area(name, spots, "water")
    return sheet, unnamed


def _canvases(atlas: Atlas, sight: Sight, charted: Charted) -> list[tuple[Layer, Canvas]]:
    """The lines, lowermost first."""
    dotted, coasts, outstanding, way = (Canvas(sight.columns, sight.rows) for _ in range(4))
    borders: list[Dots] = []
    box = sight.box
    broad = 3 if sight.columns >= LARGE else 2
    stands_out = {id(line) for countries in charted.outstanding for line in atlas.borders(*countries)}
    # A spot's dot is at (right + lon * across, down - lat * up): as `Sight.dot` has it, but for thousands of points.
    right, down = sight.dot(0, 0)
    across, up = sight.scale * sight.squeeze, sight.scale
    for line in atlas.lines:
        if not line.box.meets(box):
            continue
        dots = [(right + lon * across, down - lat * up) for lon, lat in line.points]
        for part in [dots] if atlas.box.inside(line.box) else _within(atlas.box, line, dots):
            if id(line) in stands_out:
                outstanding.line(part, thick=broad)
            elif line.parts_countries:
                borders.append(part)
            else:
                coasts.line(part)
    dotted.dot_cells(borders)
    for start, end in pairwise(charted.way):
        way.line([sight.dot(start.lon, start.lat), sight.dot(end.lon, end.lat)], dash=WAY, thick=WAY_THICK)
    return [("border", dotted), ("coast", coasts), ("outstanding", outstanding), ("way", way)]


def _within(box: Box, line: MapLine, dots: Dots) -> Iterator[Dots]:
    """The stretches of a line that aren't the map's edge, which is neither coast nor border."""
    parts = [[dots[0]]]
    for dot, (one, other) in zip(dots[1:], pairwise(line.points), strict=True):
        if box.side(one, other):
            parts.append([dot])
        else:
            parts[-1].append(dot)
    return (part for part in parts if len(part) > 1)


class _Sheet:
    """The drawing while it is made: for each cell a character, its layer's number in `LAYERS`, and whether words stand there."""

    def __init__(self, sight: Sight, *, listing: bool = False) -> None:
        self.sight = sight
        self._rows = sight.rows - listing
        self.bits = bytearray(sight.columns * sight.rows)
        self.looks = bytearray(sight.columns * sight.rows)
        self.taken = bytearray(sight.columns * sight.rows)
        self.letters: dict[int, str] = {}

    def lay(self, layer: Layer, canvas: Canvas) -> None:
        """Lay the canvas over what is there: in a cell of two lines the upper one is seen."""
        size = len(self.bits)
        covered = int.from_bytes(canvas.cells.translate(_COVERS), "big")  # 255 in every cell with a dot: all at once is quickest
        look = int.from_bytes(bytes([LAYERS.index(layer)]) * size, "big")
        bits, looks = (int.from_bytes(old, "big") & ~covered for old in (self.bits, self.looks))
        self.bits = bytearray((bits | int.from_bytes(canvas.cells, "big")).to_bytes(size, "big"))
        self.looks = bytearray((looks | (look & covered)).to_bytes(size, "big"))

    def mark(self, mark: MapMark) -> None:
        if self.shows(mark):
            column, row = self.sight.cell(mark.spot)
            self._set(row * self.sight.columns + column, SIGNS[mark.kind], mark.kind)

    def shows(self, mark: MapMark) -> bool:
        return self._fits(*self.sight.cell(mark.spot), 1)

    def name_mark(self, names: Sequence[str], mark: MapMark) -> bool:
        """Write the longest of the names for which there is room beside it; whether there is for one."""
        column, row = self.sight.cell(mark.spot)
        for name in map(in_cells, names):
            long = len(name)
            right, left = column + 2, column - long - 1
            around = ((right, row), (left, row), (column + 1, row + 1), (column + 1, row - 1), (left + 1, row - 1), (left + 1, row + 1))
            # Beside the mark is best, to its right if there is a choice; further off only where that covers fewer lines.
            free = [(self._covers(x, y, long) + 2 * number, x, y) for number, (x, y) in enumerate(around) if self._free(x, y, long)]
            if free:
                _, x, y = min(free)
                self._set(y * self.sight.columns + x, name, mark.kind)
                return True
        return False

    def number_mark(self, mark: MapMark, numbers: Iterator[int]) -> str:
        """Write the next number right beside a mark, where that can't be taken for another's; its name as it is to be listed."""
        column, row = self.sight.cell(mark.spot)
        name = mark.names[-1]
        for x, beyond in ((column + 1, column + 2), (column - 1, column - 2)):
            first = row * self.sight.columns
            if self._fits(x, row, 1) and not self.taken[first + x] and not (self._fits(beyond, row, 1) and self.taken[first + beyond]):
                number = str(next(numbers))
                if len(number) == 1:
                    self._set(first + x, number, mark.kind)
                    return f"{number} {name}"
        return name

    def list_names(self, names: Sequence[str]) -> None:
        """Write the names into the last row, as many as there is room for."""
        columns = self.sight.columns
        letters: list[str] = []
        for number, name in enumerate(names, start=1):
            more = in_cells(f"{GAP if letters else ''}{name}")
            if len(letters) + len(more) > columns - (len(MORE) if number < len(names) else 0):
                letters += MORE[: columns - len(letters)]
                break
            letters += more
        first = (self.sight.rows - 1) * columns
        self.bits[first:] = bytes(columns)
        self.looks[first:] = bytes(columns)
        self._set(first, letters, "been")

    def name_area(self, name: str, spots: Sequence[GeoPoint], layer: Layer) -> None:
        """Write the name where it covers least."""
        box = self.sight.box
        seen = [spot for spot in spots if box.holds(spot)]
        free = []
        for rank, spot in enumerate(seen):
            column, row = self.sight.cell(spot)
            start = column - len(name) // 2
            if self._free(start, row, len(name)):
                free.append((self._covers(start, row, len(name)), rank, start, row))
        if free:
            _, _, start, row = min(free)
            self._set(row * self.sight.columns + start, name, layer)

    def _fits(self, column: int, row: int, length: int) -> bool:
        return 0 <= row < self._rows and column >= 0 and column + length <= self.sight.columns

    def _free(self, column: int, row: int, length: int) -> bool:
        """Whether words fit there and touch no others."""
        if not self._fits(column, row, length):
            return False
        first = row * self.sight.columns
        return not any(self.taken[first + max(0, column - 1) : first + min(self.sight.columns, column + length + 1)])

    def _covers(self, column: int, row: int, length: int) -> int:
        """How many cells with lines lie under so many characters."""
        first = row * self.sight.columns + column
        return length - self.bits.count(0, first, first + length)

    def _set(self, first: int, words: Sequence[str], layer: Layer) -> None:
        look = LAYERS.index(layer)
        for cell, letter in enumerate(words, start=first):
            self.letters[cell] = letter
            self.looks[cell] = look
            self.taken[cell] = 1

    def rows(self) -> Iterator[list[Run]]:
        columns = self.sight.columns
        dots = self.bits.decode("latin-1").translate(_DOTS)
        lettered = {cell // columns for cell in self.letters}
        for row in range(self.sight.rows):
            start = row * columns
            text: str | list[str] = dots[start : start + columns]
            if row in lettered:
                text = [self.letters.get(cell, dots[cell]) for cell in range(start, start + columns)]
            looks = self.looks[start : start + columns]
            yield [("".join(text[found.start() : found.end()]), LAYERS[found[1][0]]) for found in _ALIKE.finditer(looks)]
