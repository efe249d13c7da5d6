"""How far apart two spots lie, and in what direction. The earth is taken as a ball: that is right to half a per cent."""

from math import asin, atan2, cos, degrees, log, pi, radians, sin, sqrt, tan

from game.geography.atlas import GeoPoint

RADIUS = 6371.0  # kilometres: the earth's mean radius
DIRECTIONS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


def kilometres(here: GeoPoint, there: GeoPoint) -> float:
    """The shortest way over the ground: the great circle, by the haversine formula (Sinnott, Sky and Telescope 68, 1984)."""
    north, east = radians(there.lat - here.lat), radians(there.lon - here.lon)
    across = sin(north / 2) ** 2 + cos(radians(here.lat)) * cos(radians(there.lat)) * sin(east / 2) ** 2
    return 2 * RADIUS * asin(sqrt(min(1.0, across)))


def bearing(here: GeoPoint, there: GeoPoint) -> float:
    """The direction that is kept all the way, in degrees from north by east: the rhumb line.

    The great circle sets out otherwise: from Moscow to Almaty almost due east. What people mean by a direction, and what
    a map shows, is this one.
    """
    east = radians((there.lon - here.lon + 180) % 360 - 180)
    return degrees(atan2(east, _stretched(there.lat) - _stretched(here.lat))) % 360


def _stretched(lat: float) -> float:
    """The latitude as Mercator's map stretches it, on which every rhumb line is straight."""
    within = max(-89.9, min(89.9, lat))
    return log(tan(pi / 4 + radians(within) / 2))


def direction(here: GeoPoint, there: GeoPoint) -> str:
    """`south-east`: where `there` lies from `here`, as one of eight."""
    return DIRECTIONS[round(bearing(here, there) / 45) % 8]
