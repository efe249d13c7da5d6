"""Distances and directions, beside figures that anybody can look up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.geography.atlas import GeoPoint
from game.geography.distance import bearing, direction, kilometres

SPOTS = st.builds(GeoPoint, st.floats(-89, 89), st.floats(-180, 180))
MOSCOW, SAMARA, ORAL = GeoPoint(55.75, 37.62), GeoPoint(53.20, 50.15), GeoPoint(51.23, 51.37)
KYZYLORDA, ALMATY = GeoPoint(44.85, 65.51), GeoPoint(43.24, 76.89)


@pytest.mark.parametrize(
    ("here", "there", "far"),
    [
        (MOSCOW, SAMARA, 860),
        (MOSCOW, ALMATY, 3_110),
        (GeoPoint(40.64, -73.78), GeoPoint(51.47, -0.45), 5_540),  # the airports of New York and London
        (GeoPoint(51.51, -0.13), GeoPoint(48.86, 2.35), 344),  # London and Paris
        (GeoPoint(0, 0), GeoPoint(0, 90), 10_008),  # a quarter of the way round the earth
        (GeoPoint(90, 0), GeoPoint(-90, 0), 20_015),
    ],
)
def test_known_distances(here: GeoPoint, there: GeoPoint, far: float) -> None:
    assert kilometres(here, there) == pytest.approx(far, rel=0.01)


@pytest.mark.parametrize(
    ("here", "there", "where"),
    [
        (MOSCOW, ALMATY, "south-east"),  # the great circle sets out due east
        (SAMARA, ORAL, "south"),
        (ORAL, KYZYLORDA, "south-east"),
        (ALMATY, KYZYLORDA, "west"),
        (ALMATY, MOSCOW, "north-west"),
        (GeoPoint(10, 179), GeoPoint(10, -179), "east"),  # across the date line
    ],
)
def test_known_directions(here: GeoPoint, there: GeoPoint, where: str) -> None:
    assert direction(here, there) == where


@given(SPOTS, SPOTS)
def test_back_is_as_far_and_the_other_way(here: GeoPoint, there: GeoPoint) -> None:
    assert kilometres(here, there) == pytest.approx(kilometres(there, here), abs=1e-6)
    assert 0 <= kilometres(here, there) <= 20_016
    if kilometres(here, there) > 1 and abs(abs(here.lon - there.lon) - 180) > 0.01:
        turned = (bearing(there, here) - bearing(here, there)) % 360
        assert turned == pytest.approx(180, abs=1e-3)


@given(SPOTS, SPOTS, SPOTS)
def test_a_detour_is_no_shorter(a: GeoPoint, b: GeoPoint, c: GeoPoint) -> None:
    assert kilometres(a, c) <= kilometres(a, b) + kilometres(b, c) + 1e-6
