"""The lines that come with the game: what country a spot lies in, where borders run, where they are from."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from game.geography.atlas import EARTH, LINES, Atlas, GeoPoint, atlas, atlas_of, world
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


FAR_AWAY = {
    "Paris": (48.85, 2.35, "France"),
    "Nairobi": (-1.29, 36.8, "Kenya"),
    "Sydney": (-33.87, 151.0, "Australia"),
    "Brasilia": (-15.8, -47.9, "Brazil"),
    "Denver": (39.7, -105.0, "United States of America"),
    "Fairbanks": (64.8, -147.7, "United States of America"),
    "Simferopol": (44.95, 34.1, "Ukraine"),
    "Anadyr": (64.7, 176.0, "Russia"),
    "the east of Chukotka": (66.5, -172.5, "Russia"),
    "Ramallah": (31.9, 35.2, "Palestine"),
    "Juba": (4.85, 31.6, "South Sudan"),
    "the South Pole": (-89.5, 0.0, "Antarctica"),
    "Hargeisa": (9.5, 44.1, ""),
    "the Atlantic": (30.0, -40.0, ""),
}
DISPUTED = {"Falkland Is.", "Kosovo", "N. Cyprus", "Siachen Glacier", "Somaliland", "Taiwan", "W. Sahara"}


@pytest.mark.parametrize("city", CITIES)
def test_a_city_lies_in_its_country(city: str) -> None:
    lat, lon, country = CITIES[city]
    assert atlas().country_at(GeoPoint(lat, lon)) == country


@pytest.mark.parametrize(("lat", "lon"), [(42.0, 50.5), (45.0, 50.5), (43.0, 34.0)], ids=["Caspian", "its north", "Black Sea"])
def test_the_sea_is_no_country(lat: float, lon: float) -> None:
    assert atlas().country_at(GeoPoint(lat, lon)) == ""


def test_beyond_the_finer_map_is_no_country_on_it() -> None:
    assert atlas().country_at(GeoPoint(48.85, 2.35)) == ""
    assert atlas().country_at(GeoPoint(-33.9, 151.2)) == ""


@pytest.mark.parametrize("place", FAR_AWAY)
def test_a_place_lies_in_its_country_anywhere_on_earth(place: str) -> None:
    lat, lon, country = FAR_AWAY[place]
    assert world().country_at(GeoPoint(lat, lon)) == country


@pytest.mark.parametrize("city", CITIES)
def test_both_maps_hold_the_same_of_the_lands_around_kazakhstan(city: str) -> None:
    lat, lon, country = CITIES[city]
    assert world().country_at(GeoPoint(lat, lon)) == country


def test_lands_whose_belonging_is_disputed_have_lines_and_no_name() -> None:
    for lines in (atlas(), world()):
        assert not DISPUTED & set(lines.countries)
    assert {"Taiwan", "Kosovo", "W. Sahara"} <= {name for line in world().lines for name in (line.a, line.b)}
    assert any(line.parts_countries for line in world().borders("Kosovo", "Serbia"))


def test_the_finest_lines_are_used_that_reach_far_enough() -> None:
    moscow, paris = GeoPoint(55.75, 37.62), GeoPoint(48.86, 2.35)
    assert atlas_of([moscow]) is atlas()
    assert atlas_of([moscow, paris]) is world()


@pytest.mark.parametrize("lines", [atlas, world])
def test_every_name_stands_in_its_country(lines: Callable[[], Atlas]) -> None:
    wrong = [(name, spot) for name, spots in lines().countries.items() for spot in spots if lines().country_at(spot) != name]
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


@pytest.mark.parametrize("lines", [atlas, world])
def test_no_line_cuts_across_the_map_from_edge_to_edge(lines: Callable[[], Atlas]) -> None:
    box = lines().box

    def at_the_edge(point: tuple[float, float]) -> bool:
        return point[0] in (box.west, box.east) or point[1] in (box.south, box.north)

    across = [
        (line.a, one, other)
        for line in lines().lines
        for one, other in pairwise(line.points)
        if at_the_edge(one) and at_the_edge(other) and not box.side(one, other)
    ]
    assert across == []


def test_nothing_is_drawn_across_the_date_line() -> None:
    assert [line.a for line in world().lines for one, other in pairwise(line.points) if abs(one[0] - other[0]) > 60 and one[1] > -60] == []


@pytest.mark.parametrize(("path", "most"), [(LINES, 60_000), (EARTH, 120_000)])
def test_the_files_are_small_and_say_where_they_are_from(path: Path, most: int) -> None:
    assert path.stat().st_size < most
    about = json.loads(path.read_text("utf-8"))["about"]
    assert "Natural Earth (public domain)" in about
    assert "docs/make_map.py" in about
