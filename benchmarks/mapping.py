"""How long the map takes to draw: every line of it, with all places of the shipped story and the way between them; of the whole
earth; and a frame of the way while somebody travels."""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from game.geography.atlas import GeoPoint, atlas, world
from game.geography.map_drawing import Charted, MapMark, drawn
from game.geography.sight import fitting
from game.geography.way_drawing import WayDrawing
from game.library.find_stories import shipped_folder
from game.library.load import load

SIZES = ((80, 24), (120, 40), (200, 60))  # of the terminal; the map has six columns and five rows less
FRAMES = 45  # of the way, while somebody travels


def mapping(rounds: int) -> Iterator[tuple[str, int, int, float]]:
    """What is drawn, columns and rows of the terminal, and the seconds of the processor that it takes (median)."""
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None, "the shipped story has problems"
    spots = [GeoPoint(place.lat, place.lon) for place in story.places.values()]
    marks = tuple(MapMark(spot, (f"{place.name} Fri 05:00", place.name)) for spot, place in zip(spots, story.places.values(), strict=True))
    charted = Charted(marks, tuple(spots), tuple(border.countries for border in story.borders))
    for columns, rows in SIZES:
        whole = fitting(spots, columns - 6, rows - 5)
        sights = [whole.moved(number % 5 - 2, 0, atlas().box) for number in range(3 * rounds)]
        earth = fitting([GeoPoint(-60, -180), GeoPoint(80, 180)], columns - 6, rows - 5)
        yield "map", columns, rows, _median(partial(drawn, atlas(), sight, charted) for sight in sights)
        yield "earth", columns, rows, _median(partial(drawn, world(), earth, charted) for _ in sights)
        way = WayDrawing(atlas(), whole, charted)
        yield "frame of the way", columns, rows, _median(partial(_frame, way, number / FRAMES) for number in range(FRAMES))


def _frame(way: WayDrawing, share: float) -> None:
    for y in way.touched:
        way.row(y, share)


def _median(jobs: Iterable[Callable[[], object]]) -> float:
    seconds = []
    for job in jobs:
        began = time.process_time()
        job()
        seconds.append(time.process_time() - began)
    return statistics.median(seconds)
