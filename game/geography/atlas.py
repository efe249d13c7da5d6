"""The borders and coasts that come with the game: those of the whole earth in `world.json`, and finer ones of the lands around
Kazakhstan in `lines.json` (docs/make_map.py writes both and tells their source)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.json import decode

LINES, EARTH = (Path(__file__).with_name(name) for name in ("lines.json", "world.json"))
LAKE = "~"  # what lies on either side of a lake's shore


class GeoPoint(Struct, frozen=True):
    """A point of the earth, in degrees north and east."""

    lat: float
    lon: float


class Box(Struct, frozen=True):
    """Part of the earth that doesn't reach across the date line, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, spot: GeoPoint) -> bool:
        return self.west <= spot.lon <= self.east and self.south <= spot.lat <= self.north

    def meets(self, other: "Box") -> bool:
        return self.west <= other.east and other.west <= self.east and self.south <= other.north and other.south <= self.north

    def inside(self, other: "Box") -> bool:
        """Whether all of the other lies within this one, and nowhere on its sides."""
        return self.west < other.west and other.east < self.east and self.south < other.south and other.north < self.north

    def side(self, one: tuple[float, float], other: tuple[float, float]) -> bool:
        """Whether two points (longitude, latitude) lie on the same side of it."""
        return (one[0] == other[0] and one[0] in (self.west, self.east)) or (one[1] == other[1] and one[1] in (self.south, self.north))


class MapLine(Struct, frozen=True):
    """A border, coast or shore from end to end. `a` and `b` are what lies on either side of it: a country, "" for water
    or for what lies beyond the map, `LAKE`. `points` are (longitude, latitude), in degrees.
    """

    a: str
    b: str
    points: tuple[tuple[float, float], ...]
    box: Box

    @property
    def parts_countries(self) -> bool:
        return bool(self.a and self.b) and self.a != LAKE


class Atlas(Struct, frozen=True):
    """All lines within `box`. Each country and each sea has spots where its name may stand, those that lie best first.
    `widths` is how many degrees a country reaches from west to east.
    """

    box: Box
    countries: Mapping[str, tuple[GeoPoint, ...]]
    waters: Mapping[str, tuple[GeoPoint, ...]]
    lines: tuple[MapLine, ...]
    widths: Mapping[str, float]

    def borders(self, *countries: str) -> Iterator[MapLine]:
        """The borders between two countries, or all borders of one."""
        for line in self.lines:
            if line.parts_countries and all(country in (line.a, line.b) for country in countries):
                yield line

    def country_at(self, spot: GeoPoint) -> str:
        """The country that a spot lies in, or "" on the water and off the map."""
        if self.box.holds(spot):
            for country in self.countries:
                if _odd(spot, (line for line in self.lines if country in (line.a, line.b))):
                    return country
        return ""


class _File(Struct):
    about: str
    box: tuple[float, float, float, float]
    grid: int
    countries: dict[str, list[tuple[float, float]]]
    waters: dict[str, list[tuple[float, float]]]
    lines: list[tuple[str, str, list[int]]]


def atlas() -> Atlas:
    """The finer lines, of the lands around Kazakhstan."""
    return _read(LINES)


def world() -> Atlas:
    """The lines of the whole earth."""
    return _read(EARTH)


def atlas_of(spots: Iterable[GeoPoint]) -> Atlas:
    """The finest lines that reach as far as the spots."""
    return atlas() if all(map(atlas().box.holds, spots)) else world()


@lru_cache(maxsize=2)
def _read(path: Path) -> Atlas:
    """The lines of a file; it is read once."""
    read = decode(path.read_bytes(), type=_File)
    lines = tuple(_line(a, b, steps, read.grid) for a, b, steps in read.lines)
    reaches: dict[str, tuple[float, float]] = {}
    for line in lines:
        for country in (line.a, line.b):
            west, east = reaches.get(country, (line.box.west, line.box.east))
            reaches[country] = min(west, line.box.west), max(east, line.box.east)
    widths = MappingProxyType({country: east - west for country, (west, east) in reaches.items()})
    return Atlas(Box(*read.box), _spots(read.countries), _spots(read.waters), lines, widths)


def _spots(names: Mapping[str, list[tuple[float, float]]]) -> Mapping[str, tuple[GeoPoint, ...]]:
    return MappingProxyType({name: tuple(GeoPoint(lat, lon) for lon, lat in spots) for name, spots in names.items()})


def _line(a: str, b: str, steps: list[int], grid: int) -> MapLine:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / grid, y / grid))
    longitudes, latitudes = zip(*points, strict=True)
    return MapLine(a, b, tuple(points), Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes)))


def _odd(spot: GeoPoint, outline: Iterable[MapLine]) -> bool:
    """Whether a line due east from the spot crosses the outline an odd number of times, so that the spot lies within.

    The even-odd rule asks for no order among the lines (Shimrat, Algorithm 112, Communications of the ACM 5, 1962).
    """
    odd = False
    for line in outline:
        if line.box.south <= spot.lat <= line.box.north and line.box.east >= spot.lon:
            for (x0, y0), (x1, y1) in pairwise(line.points):
                if (y0 > spot.lat) != (y1 > spot.lat) and spot.lon < x0 + (spot.lat - y0) / (y1 - y0) * (x1 - x0):
                    odd = not odd
    return odd
