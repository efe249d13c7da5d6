"""What part of the earth a drawing shows, and where on it a spot lies.

The projection is equirectangular: north is up everywhere, and one degree of longitude is as wide as it is at the
sight's own middle latitude. Over so small a part of the earth shapes stay as they are known from an atlas.
"""

from collections.abc import Iterable
from math import cos, radians

from msgspec import Struct
from msgspec.structs import replace

from game.geography.atlas import Box, GeoPoint
from game.geography.braille import HIGH, WIDE

MARGIN = 0.08  # of the height and of the width, on every side
LEAST_DEGREES = 6.0  # from top to bottom, however near to each other the spots lie
NEAREST, FARTHEST = 400.0, 0.8  # dots to a degree of latitude


class Sight(Struct, frozen=True):
    """`scale` is in dots to a degree of latitude; `squeeze` is how wide a degree of longitude is beside one of latitude."""

    middle: GeoPoint
    scale: float
    columns: int
    rows: int
    squeeze: float

    def dot(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a spot lies, in dots from the top left."""
        return (
            self.columns * WIDE / 2 + (lon - self.middle.lon) * self.scale * self.squeeze,
            self.rows * HIGH / 2 - (lat - self.middle.lat) * self.scale,
        )

    def cell(self, spot: GeoPoint) -> tuple[int, int]:
        """The column and the row of a spot's cell; it may lie off the drawing."""
        x, y = self.dot(spot.lon, spot.lat)
        return int(x // WIDE), int(y // HIGH)

    def spot(self, column: float, row: float) -> GeoPoint:
        """What lies in the middle of a cell."""
        x, y = (column + 0.5) * WIDE - self.columns * WIDE / 2, (row + 0.5) * HIGH - self.rows * HIGH / 2
        return GeoPoint(self.middle.lat - y / self.scale, self.middle.lon + x / (self.scale * self.squeeze))

    @property
    def box(self) -> Box:
        up, across = self.rows * HIGH / 2 / self.scale, self.columns * WIDE / 2 / (self.scale * self.squeeze)
        return Box(self.middle.lon - across, self.middle.lat - up, self.middle.lon + across, self.middle.lat + up)

    def moved(self, columns: float, rows: float, within: Box) -> "Sight":
        """As seen so many cells further right and down; the middle stays `within`."""
        lat = self.middle.lat - rows * HIGH / self.scale
        lon = self.middle.lon + columns * WIDE / (self.scale * self.squeeze)
        return replace(self, middle=GeoPoint(max(within.south, min(within.north, lat)), max(within.west, min(within.east, lon))))

    def zoomed(self, times: float, within: Box, at: tuple[int, int] | None = None, *, farthest: float = FARTHEST) -> "Sight":
        """So many times as large, and no smaller than `farthest`; what lies in the cell `at` stays where it is."""
        nearer = replace(self, scale=max(farthest, min(NEAREST, self.scale * times)))
        if at is None:
            return nearer
        held, now = self.spot(*at), nearer.cell(self.spot(*at))
        return nearer.moved(now[0] - at[0], now[1] - at[1], within) if held != nearer.spot(*at) else nearer

    def holding(self, spot: GeoPoint, within: Box) -> "Sight":
        """Moved as little as it takes for the spot to lie well within, an eighth of the drawing from its sides."""
        column, row = self.cell(spot)
        apart_x, apart_y = (min(max(1, size // 8), size // 2) for size in (self.columns, self.rows))
        right = min(0, column - apart_x) + max(0, column - (self.columns - 1 - apart_x))
        down = min(0, row - apart_y) + max(0, row - (self.rows - 1 - apart_y))
        return self.moved(right, down, within) if right or down else self

    def sized(self, columns: int, rows: int) -> "Sight":
        """The same middle and scale on a drawing of another size."""
        return replace(self, columns=columns, rows=rows)


def fitting(spots: Iterable[GeoPoint], columns: int, rows: int) -> Sight:
    """A sight that shows all the spots, with a margin. Raises ValueError where there are none."""
    there = list(spots)
    south, north = min(spot.lat for spot in there), max(spot.lat for spot in there)
    west, east = min(spot.lon for spot in there), max(spot.lon for spot in there)
    middle = GeoPoint((south + north) / 2, (west + east) / 2)
    squeeze = max(0.05, cos(radians(middle.lat)))
    up, across = max(north - south, LEAST_DEGREES), max((east - west) * squeeze, LEAST_DEGREES)
    scale = min(rows * HIGH * (1 - 2 * MARGIN) / up, columns * WIDE * (1 - 2 * MARGIN) / across)
    return Sight(middle, max(FARTHEST / 8, min(NEAREST, scale)), columns, rows, squeeze)
