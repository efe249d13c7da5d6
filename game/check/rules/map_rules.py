"""What a story says of countries, beside the map that comes with the game."""

from collections.abc import Iterator

from game.check.rules.violation import Violation, in_section
from game.geography.atlas import Atlas, GeoPoint, atlas
from game.geography.distance import kilometres
from game.problems import nearest
from game.story.model import Story
from game.text.words import in_a_row

NEAR = 60  # kilometres: the map is drawn too small to tell on which side of a border a place lies that is this near to it
REACH = "the map has the countries from Ukraine to Mongolia, and from Russia to Iran"


def borders_off_the_map(story: Story) -> Iterator[Violation]:
    for border in story.borders:
        lines = atlas()
        unknown = next((country for country in border.countries if country not in lines.countries), "")
        if unknown:
            help = nearest(unknown, lines.countries) or REACH
            message = f"the map has no country `{unknown[:60]}`"
            yield Violation("unknown-border", message, border.at, words=(unknown,), help=help)
        elif not any(True for _ in lines.borders(*border.countries)):
            message = f"the map has no border between {in_a_row(border.countries)}"
            yield Violation("unknown-border", message, border.at, words=border.countries[:1], help=REACH)


def places_elsewhere(story: Story) -> Iterator[Violation]:
    for place in story.places.values():
        if place.country and place.country in (lines := atlas()).countries:
            spot = GeoPoint(place.lat, place.lon)
            there = lines.country_at(spot) or "no country"
            if lines.box.holds(spot) and there != place.country and _far_from(lines, spot, place.country):
                where = f"at {place.lat:g} north and {place.lon:g} east lies {there}"
                message = f"`{place.id}` is said to be in {place.country}, but {where}"
                help = "is a figure mistyped, or were `lat` and `lon` taken one for the other?"
                yield in_section("place-elsewhere", message, place.id, "places", help)


def _far_from(lines: Atlas, spot: GeoPoint, country: str) -> bool:
    """Whether no point of the country's outline is near."""
    points = (point for line in lines.lines if country in (line.a, line.b) for point in line.points)
    return all(kilometres(spot, GeoPoint(lat, lon)) > NEAR for lon, lat in points)
