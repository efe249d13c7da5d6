"""What a story says of countries, beside the map that comes with the game."""

from collections.abc import Iterator

from game.check.rules.violation import Violation, in_section
from game.geography.atlas import Atlas, GeoPoint, atlas, atlas_of, world
from game.geography.distance import kilometres
from game.problems import nearest
from game.story.model import Story
from game.text.words import in_a_row

NEAR, NEAR_ON_EARTH = 60, 120  # kilometres: maps are drawn too small to tell on which side of a border a place lies that is this near
NAMES = "the map has most countries of the earth, by their short English names"


def borders_off_the_map(story: Story) -> Iterator[Violation]:
    for border in story.borders:
        lines = atlas() if set(border.countries) <= set(atlas().countries) else world()
        unknown = next((country for country in border.countries if country not in lines.countries), "")
        if unknown:
            help = nearest(unknown, lines.countries) or NAMES
            message = f"the map has no country `{unknown[:60]}`"
            yield Violation("unknown-border", message, border.at, words=(unknown,), help=help)
        elif not any(True for _ in lines.borders(*border.countries)):
            message = f"the map has no border between {in_a_row(border.countries)}"
            yield Violation("unknown-border", message, border.at, words=border.countries[:1], help=NAMES)


def places_elsewhere(story: Story) -> Iterator[Violation]:
    for place in story.places.values():
        spot = GeoPoint(place.lat, place.lon)
        lines = atlas_of([spot])
        if place.country and place.country in lines.countries:
            there, fine = lines.country_at(spot), lines is atlas()
            # Many an island is too small for the map of the whole earth: what lies in no country there may lie in any.
            if there != place.country and (there or fine) and _far_from(lines, spot, place.country, NEAR if fine else NEAR_ON_EARTH):
                where = f"at {place.lat:g} north and {place.lon:g} east lies {there or 'no country'}"
                message = f"`{place.id}` is said to be in {place.country}, but {where}"
                help = "is a figure mistyped, or were `lat` and `lon` taken one for the other?"
                yield in_section("place-elsewhere", message, place.id, "places", help)


def _far_from(lines: Atlas, spot: GeoPoint, country: str, near: float) -> bool:
    """Whether no point of the country's outline is near."""
    points = (point for line in lines.lines if country in (line.a, line.b) for point in line.points)
    return all(kilometres(spot, GeoPoint(lat, lon)) > near for lon, lat in points)
