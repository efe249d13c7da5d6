"""The lines that come with the game: what country a spot lies in, where borders run, where they are from."""

import json
from itertools import pairwise

import pytest

from game.geography.atlas import LINES, GeoPoint, atlas
from game.geography.distance import kilometres

CITIES = {
    "Moscow": (55.75, 37.62, "Russia"),
    "Samara": (53.20, 50.15, "Russia"),
    "Kazan": (55.79, 49.12, "Russia"),
    "Orenburg": (51.77, 55.10, "Russia"),
    "Omsk": (54.99, 73.37, "Russia"),
    "Oral": (51.23, 51.37, "Kazakhstan"),
    "Kyzylorda": (44.85, 65.51, "Kazakhstan"),
    "Almaty": (43.24, 76.89, "Kazakhstan"),
    "Astana": (51.17, 71.43, "Kazakhstan"),
    "Tashkent": (41.31, 69.28, "Uzbekistan"),
    "Nukus": (42.46, 59.62, "Uzbekistan"),
    "Fergana": (40.39, 71.79, "Uzbekistan"),
    "Bishkek": (42.87, 74.57, "Kyrgyzstan"),
    "Osh": (40.53, 72.80, "Kyrgyzstan"),
    "Dushanbe": (38.56, 68.79, "Tajikistan"),
    "Khujand": (40.28, 69.63, "Tajikistan"),
    "Ashgabat": (37.96, 58.33, "Turkmenistan"),
    "Kyiv": (50.45, 30.52, "Ukraine"),
    "Kharkiv": (49.99, 36.23, "Ukraine"),
    "Simferopol": (44.95, 34.10, "Ukraine"),
    "Tbilisi": (41.72, 44.79, "Georgia"),
    "Kabul": (34.53, 69.17, "Afghanistan"),
    "Urumqi": (43.83, 87.60, "China"),
}


@pytest.mark.parametrize("city", CITIES)
def test_a_city_lies_in_its_country(city: str) -> None:
    lat, lon, country = CITIES[city]
    assert atlas().country_at(GeoPoint(lat, lon)) == country


@pytest.mark.parametrize(("lat", "lon"), [(42.0, 50.5), (45.0, 50.5), (43.0, 34.0)], ids=["Caspian", "its north", "Black Sea"])
def test_the_sea_is_no_country(lat: float, lon: float) -> None:
    assert atlas().country_at(GeoPoint(lat, lon)) == ""


def test_beyond_the_map_is_no_country() -> None:
    assert atlas().country_at(GeoPoint(48.85, 2.35)) == ""
    assert atlas().country_at(GeoPoint(-33.9, 151.2)) == ""


def test_every_name_stands_in_its_country() -> None:
    wrong = [(name, spot) for name, spots in atlas().countries.items() for spot in spots if atlas().country_at(spot) != name]
    assert wrong == []


def test_the_longest_of_all_borders_is_there_and_has_about_its_length() -> None:
    """Drawn so much smaller than it is, a border is shorter: most of its bends are lost."""
    length = sum(
        kilometres(GeoPoint(a[1], a[0]), GeoPoint(b[1], b[0]))
        for line in atlas().borders("Kazakhstan", "Russia")
        for a, b in pairwise(line.points)
    )
    assert 5_000 < length < 7_700


def test_a_border_that_isnt_there_isnt_drawn() -> None:
    assert list(atlas().borders("Kazakhstan", "Tajikistan")) == []
    assert list(atlas().borders("Atlantis")) == []
    neighbours = {name for line in atlas().borders("Turkmenistan") for name in (line.a, line.b)}
    assert neighbours == {"Turkmenistan", "Kazakhstan", "Uzbekistan", "Iran", "Afghanistan"}, "its coast is no border"


def test_no_line_cuts_across_the_map_from_edge_to_edge() -> None:
    box = atlas().box

    def at_the_edge(point: tuple[float, float]) -> bool:
        return point[0] in (box.west, box.east) or point[1] in (box.south, box.north)

    across = [
        (line.a, one, other)
        for line in atlas().lines
        for one, other in pairwise(line.points)
        if at_the_edge(one) and at_the_edge(other) and not box.side(one, other)
    ]
    assert across == []


def test_the_file_is_small_and_says_where_it_is_from() -> None:
    assert LINES.stat().st_size < 60_000
    about = json.loads(LINES.read_text("utf-8"))["about"]
    assert "Natural Earth (public domain)" in about
    assert "docs/make_map.py" in about
