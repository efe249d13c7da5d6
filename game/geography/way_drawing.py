"""The map while somebody travels on it: drawn once, and of each moment only what has changed."""

from itertools import groupby

from msgspec.structs import replace

from game.geography.atlas import Atlas
from game.geography.braille import HIGH, WIDE
from game.geography.map_drawing import SIGNS, Charted, Layer, Run, drawn, in_cells
from game.geography.sight import Sight

Cell = tuple[str, Layer]
LINES = ("", "border", "coast", "outstanding", "way")


class WayDrawing:
    """The last stretch of a way, as it grows from one place to the next. `touched` are the rows in which it is seen."""

    def __init__(self, atlas: Atlas, sight: Sight, charted: Charted) -> None:
        start, end = charted.way[-2:]
        self._start, self._end = sight.cell(start), sight.cell(end)
        self._rows = drawn(atlas, sight, charted)
        first, last = sorted((self._start[1], self._end[1]))
        self.touched = range(max(0, first - 1), min(len(self._rows), last + 2))  # the way is as broad as that
        below = drawn(atlas, sight, replace(charted, way=charted.way[:-1]), named=False)
        self._whole = {y: _cells(self._rows[y]) for y in self.touched}
        self._before: dict[int, list[Cell]] = {}
        self._reached: dict[int, dict[int, float]] = {}
        (x0, y0), (x1, y1) = sight.dot(start.lon, start.lat), sight.dot(end.lon, end.lat)
        long = (x1 - x0) ** 2 + (y1 - y0) ** 2 or 1.0
        for y, row in self._whole.items():
            # Names stay where they are on the whole drawing; what isn't reached yet shows the lines below the way.
            under, before, reached = _cells(below[y]), row.copy(), {}
            for x, cell in enumerate(row):
                if cell[1] == "way" and cell != under[x]:
                    along = ((x + 0.5) * WIDE - x0) * (x1 - x0) + ((y + 0.5) * HIGH - y0) * (y1 - y0)
                    reached[x] = along / long
                    before[x] = under[x] if under[x][1] in LINES else (" ", "")
            self._before[y], self._reached[y] = before, reached

    def row(self, y: int, share: float) -> list[Run]:
        """A row as it is when so much of the stretch, from 0 to 1, lies behind the traveller."""
        if share >= 1 or y not in self.touched:
            return self._rows[y]
        cells = self._before[y].copy()
        for x, at in self._reached[y].items():
            if at <= share:
                cells[x] = self._whole[y][x]
        (x0, y0), (x1, y1) = self._start, self._end
        for at_x, at_y, sign in (
            (x1, y1, (SIGNS["ahead"], "ahead")),
            (round(x0 + (x1 - x0) * share), round(y0 + (y1 - y0) * share), (SIGNS["here"], "here")),
        ):
            if at_y == y and 0 <= at_x < len(cells):
                cells[at_x] = sign  # type: ignore[assignment]
        return _runs(cells)


def _cells(row: list[Run]) -> list[Cell]:
    return [(letter, layer) for text, layer in row for letter in in_cells(text)]


def _runs(cells: list[Cell]) -> list[Run]:
    return [("".join(letter for letter, _ in alike), layer) for layer, alike in groupby(cells, key=lambda cell: cell[1])]
