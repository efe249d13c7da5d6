"""How long the map takes to draw: every line of it, with all places of the shipped story and the way between them."""

import statistics
import time
from collections.abc import Iterator

from game.geography.atlas import GeoPoint, atlas
from game.geography.map_drawing import Charted, MapMark, drawn
from game.geography.sight import fitting
from game.library.find_stories import shipped_folder
from game.library.load import load

SIZES = ((80, 24), (120, 40), (200, 60))  # of the terminal; the map has six columns and five rows less


def mapping(rounds: int) -> Iterator[tuple[int, int, float]]:
    """Columns and rows of the terminal, and the seconds of the processor that a drawing takes (median)."""
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None, "the shipped story has problems"
    spots = [GeoPoint(place.lat, place.lon) for place in story.places.values()]
    marks = tuple(MapMark(spot, (f"{place.name} Fri 05:00", place.name)) for spot, place in zip(spots, story.places.values(), strict=True))
    charted = Charted(marks, tuple(spots), tuple(border.countries for border in story.borders))
    for columns, rows in SIZES:
        whole = fitting(spots, columns - 6, rows - 5)
        seconds = []
        for number in range(3 * rounds):
            sight = whole.moved(number % 5 - 2, 0, atlas().box)
            began = time.process_time()
            drawn(atlas(), sight, charted)
            seconds.append(time.process_time() - began)
        yield columns, rows, statistics.median(seconds)
