"""A canvas of dots, two by four to a character of the terminal (Unicode's Braille patterns, U+2800 to U+28FF)."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

WIDE, HIGH = 2, 4  # dots in a cell
BLANK = 0x2800
# The bit of each dot of a cell, row by row: Braille counts down the left column, then the right one, and 7 and 8 came last.
BITS = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
ALONE = 0x10  # the dot of a cell that has no other
DOTS_OF = [tuple(dot for dot, bit in enumerate(BITS) if bits & bit) for bits in range(256)]

Dots = Sequence[tuple[float, float]]
Dash = tuple[int, int]  # so many dots that are set, in a stretch of so many
WHOLE: Dash = (1, 1)


class Canvas:
    """So many cells, every dot unset; `cells` holds the bits of each, row by row."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells = bytearray(columns * rows)

    def line(self, points: Dots, *, dash: Dash = WHOLE, thick: int = 1) -> None:
        """Join the points, given in dots from the top left. `thick` is in dots. What lies outside isn't drawn."""
        wide, high = self.columns * WIDE, self.rows * HIGH
        cells, columns, bits = self.cells, self.columns, BITS
        drawn, stretch = dash
        passed = 0
        before_x = before_y = -1
        for (x0, y0), (x1, y1) in pairwise((points[0], *points)):
            if (x0 < 0 and x1 < 0) or (y0 < 0 and y1 < 0) or (x0 >= wide and x1 >= wide) or (y0 >= high and y1 >= high):
                continue
            if 0 <= x0 < wide and 0 <= x1 < wide and 0 <= y0 < high and 0 <= y1 < high:
                x, y, end_x, end_y = int(x0), int(y0), int(x1), int(y1)
            elif (cut := clipped((x0, y0, x1, y1), wide, high)) is not None:
                x, y, end_x, end_y = map(int, cut)
            else:
                continue
            if x == end_x and y == end_y and x == before_x and y == before_y:
                continue
            dx, dy = abs(end_x - x), -abs(end_y - y)
            step_x, step_y = (1 if end_x > x else -1), (1 if end_y > y else -1)
            error = dx + dy
            while True:  # Bresenham, IBM Systems Journal 4, 1965
                if x != before_x or y != before_y:
                    before_x, before_y = x, y
                    if passed % stretch < drawn:
                        if thick == 1:
                            cells[(y >> 2) * columns + (x >> 1)] |= bits[(y & 3) << 1 | x & 1]
                        elif thick == 2 or passed % 2 == 0:  # three dots wide, every other blot leaves no gap
                            self._blot(x, y, thick)
                    passed += 1
                if x == end_x and y == end_y:
                    break
                doubled = 2 * error
                if doubled >= dy:
                    error += dy
                    x += step_x
                if doubled <= dx:
                    error += dx
                    y += step_y

    def dot_cells(self, lines: Iterable[Dots]) -> None:
        """One dot in each cell of the lines that join these points: they are dots, evenly apart, unlike any other."""
        coarse = Canvas(-(-self.columns // WIDE), -(-self.rows // HIGH))  # has a dot for each of our cells
        for points in lines:
            coarse.line([(x / WIDE, y / HIGH) for x, y in points])
        for cell, bits in enumerate(coarse.cells):
            for dot in DOTS_OF[bits]:
                row, column = cell // coarse.columns * HIGH + dot // WIDE, cell % coarse.columns * WIDE + dot % WIDE
                if row < self.rows and column < self.columns:
                    self.cells[row * self.columns + column] = ALONE

    def _blot(self, x: int, y: int, thick: int) -> None:
        before, after = (thick - 1) // 2, thick // 2
        cells, columns = self.cells, self.columns
        if before <= x < columns * WIDE - after and before <= y < self.rows * HIGH - after:
            for j in range(y - before, y + after + 1):
                row, column = (j >> 2) * columns, (j & 3) << 1
                for i in range(x - before, x + after + 1):
                    cells[row + (i >> 1)] |= BITS[column | i & 1]


def clipped(ends: tuple[float, float, float, float], wide: int, high: int) -> tuple[float, float, float, float] | None:
    """The part of a segment that lies on a canvas of so many dots, or None (Liang and Barsky, ACM TOG 3, 1984)."""
    x0, y0, x1, y1 = ends
    dx, dy = x1 - x0, y1 - y0
    enters, leaves = 0.0, 1.0
    edge_x, edge_y = wide - 0.001, high - 0.001  # the last dot begins before the edge
    for towards, room in ((-dx, x0), (dx, edge_x - x0), (-dy, y0), (dy, edge_y - y0)):
        if towards == 0:
            if room < 0:
                return None
            continue
        share = room / towards
        if towards < 0:
            enters = max(enters, share)
        else:
            leaves = min(leaves, share)
    if enters > leaves:
        return None
    # What rounding makes of it mustn't lie beside the canvas.
    (from_x, to_x), (from_y, to_y) = (
        [max(0.0, min(edge, start + share * change)) for share in (enters, leaves)]
        for start, change, edge in ((x0, dx, edge_x), (y0, dy, edge_y))
    )
    return from_x, from_y, to_x, to_y
