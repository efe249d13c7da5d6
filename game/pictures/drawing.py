"""A picture in half blocks: two letters of a column above each other make one cell.

In colours each half has its own. Without colours the shapes stay: what is near is ink, what is far is shaded, and windows
are holes where they are lit.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from msgspec import Struct

from game.pictures.light import INSIDE, OUTSIDE, SKIES, SUNS, Light
from game.pictures.picture import Picture
from game.pictures.things import RGB, SKY, STAR, SUN, Thing

SHADES = " ░▒▓█"
UPPER, LOWER = "▀", "▄"
INK = 3  # the tone from which a half is drawn at all beside one with less
ROOMY = 36  # rows of a window in which a picture needn't make room for the text
GLOW = (255, 196, 110)


class Dab(Struct, frozen=True):
    """Letters beside each other that look alike: the colour of the ink and of what is behind it, None for the screen's own."""

    text: str
    ink: RGB | None = None
    ground: RGB | None = None


@lru_cache(maxsize=16)
def painted(picture: Picture, light: Light, width: int, lines: int, *, colours: bool = True) -> tuple[tuple[Dab, ...], ...]:
    """The picture in at most so many lines of exactly so many columns."""
    first, rows = _window(picture, 2 * lines)
    things = picture.things()
    halves = _coloured(picture, light, things) if colours else None
    left, last = (width - picture.width) // 2, picture.width - 1
    columns = [min(max(0, column - left), last) for column in range(width)] if last >= 0 else []
    rows += rows[-1:] * (len(rows) % 2)
    painted_lines = []
    for number in range(0, len(rows), 2):
        if halves is None:
            cells = _toned(rows[number], rows[number + 1], light, things, picture.width)
            dabs: list[tuple[str, RGB | None, RGB | None]] = [(cells[column], None, None) for column in columns]
        else:
            upper, lower = (halves[min(first + at, len(halves) - 1)] for at in (number, number + 1))
            dabs = [(UPPER, upper[column], lower[column]) for column in columns]
        painted_lines.append(tuple(_runs(dabs)))
    return tuple(painted_lines)


LEAST = 4  # lines in which one still knows what is drawn


def lines_for(picture: Picture, height: int, *, arrived: bool) -> int:
    """How many lines it gets in a window so many lines high: some on arrival, and all of it where there is room. It gets none where
    there would be too few to know what is drawn."""
    whole = (len(picture.rows) + 1) // 2
    if height >= 45:
        return whole
    if height < 22 or (height < ROOMY and not arrived):
        return 0
    return min(whole, 5 if height < 30 else 6)


def _window(picture: Picture, most: int) -> tuple[int, list[str]]:
    """The rows that are shown where there is room for so many, and the number of the first."""
    width = picture.width
    rows = [row.ljust(width) for row in picture.rows]
    if len(rows) <= most:
        return 0, rows
    first, last = picture.few if picture.few != (0, 0) else (1, len(rows))
    if most >= last - first + 1:
        start = (first - 1 + last - most) // 2
    else:
        starts = range(first - 1, last - most + 1)
        start = max(starts, key=lambda start: sum(map(_busy, rows[start : start + most])))
    start = min(max(0, start), len(rows) - most)
    return start, rows[start : start + most]


def _busy(row: str) -> int:
    """How much there is to see in a row: how often a thing ends and another begins."""
    return sum(one != other for one, other in pairwise(row))


def _runs(dabs: Sequence[tuple[str, RGB | None, RGB | None]]) -> Iterator[Dab]:
    for (_, ink, ground), run in groupby(dabs, key=lambda dab: (dab[0] == " ", dab[1], dab[2])):
        yield Dab("".join(text for text, *_ in run), ink, ground)


# ---- in colours ----


def _coloured(picture: Picture, light: Light, things: Mapping[str, Thing]) -> list[list[RGB]]:
    top, bottom = SKIES[light]
    width, height = picture.width, max(1, len(picture.rows) - 1)
    tint = (INSIDE if picture.inside else OUTSIDE)[light]
    coloured = []
    for number, row in enumerate(picture.rows):
        sky = _mixed(top, bottom, number / height)
        star = sky if light == "day" else _mixed(sky, things[STAR].colour, 0.8 if light == "night" else 0.3)
        looks: dict[str, RGB] = {SKY: sky, STAR: star, SUN: SUNS[light]}
        for letter in set(row) - looks.keys():
            looks[letter] = _look(things.get(letter, things[SKY]), light, tint, sky)
        coloured.append([looks[letter] for letter in row.ljust(width)])
    _glow(picture, light, things, coloured)
    return coloured


def _look(thing: Thing, light: Light, tint: tuple[float, float, float], sky: RGB) -> RGB:
    if _shines(thing, light):
        return thing.lit
    r, g, b = (int(channel * part) for channel, part in zip(thing.colour, tint, strict=True))
    return _mixed((r, g, b), sky, thing.haze)


def _shines(thing: Thing, light: Light) -> bool:
    return thing.shine == "always" or (thing.shine == "dark" and light != "day")


def _glow(picture: Picture, light: Light, things: Mapping[str, Thing], coloured: list[list[RGB]]) -> None:
    """What is near a light is lit by it, where the light is poor."""
    lamps = {letter: thing.reach for letter, thing in things.items() if thing.reach and _shines(thing, light)}
    if light == "day" or not any(letter in row for row in picture.rows for letter in lamps):
        return
    width = picture.width
    rows = [row.ljust(width) for row in picture.rows]
    warm: dict[tuple[int, int], float] = {}
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            if letter not in lamps or ((x + y) % 2 and row[max(0, x - 1)] == letter) or _in_the_middle(rows, x, y):
                continue
            for across, down, near in _around(lamps[letter]):
                spot = x + across, y + down
                if near > warm.get(spot, 0):
                    warm[spot] = near
    for (x, y), near in warm.items():
        if 0 <= x < width and 0 <= y < len(rows) and rows[y][x] not in lamps:
            coloured[y][x] = _mixed(coloured[y][x], GLOW, 0.45 * near)


def _in_the_middle(rows: Sequence[str], x: int, y: int) -> bool:
    """Whether all that is beside a letter is the same, so that a light's light comes from others of its letters."""
    alike = 3 * rows[y][x]
    return 0 < y < len(rows) - 1 and all(row[max(0, x - 1) : x + 2] == alike for row in rows[y - 1 : y + 2])


@lru_cache
def _around(reach: int) -> tuple[tuple[int, int, float], ...]:
    """What lies within reach of a light: how far across and down, and how near it is, from 0 to 1."""
    span = range(-reach, reach + 1)
    spots = ((x, y, 1 - (x * x + y * y) ** 0.5 / (reach + 0.5)) for x in span for y in span)
    return tuple((x, y, near) for x, y, near in spots if near > 0)


def _mixed(one: RGB, other: RGB, part: float) -> RGB:
    r, g, b = (round(a + (c - a) * part) for a, c in zip(one, other, strict=True))
    return (r, g, b)


# ---- without colours ----


def _toned(upper: str, lower: str, light: Light, things: Mapping[str, Thing], width: int) -> list[str]:
    tones = {letter: thing.lit_tone if _shines(thing, light) else thing.tone for letter, thing in things.items()}
    return [_cell(up, down, tones, light) for up, down in zip(upper.ljust(width), lower.ljust(width), strict=True)]


def _cell(up: str, down: str, tones: Mapping[str, int], light: Light) -> str:
    high, low = tones.get(up, 0), tones.get(down, 0)
    if high == low:
        return "·" if STAR in (up, down) and not high and light != "day" else SHADES[high]
    if abs(high - low) == 1 and min(high, low) > 0:
        return SHADES[max(high, low)]
    if max(high, low) < INK and min(high, low):
        return SHADES[max(high, low)]
    return UPPER if high > low else LOWER
