"""Pictures in half blocks: their size, their light, and that their shapes stay without colours."""

import pytest

from game.pictures.drawing import Dab, lines_for, painted
from game.pictures.light import LIGHTS, light_at
from game.pictures.picture import Picture

HOUSE = Picture(
    "house",
    "house.txt",
    "A house.",
    (
        "          .",
        "          .",
        "   rrrr    ",
        "  rrrrrr   ",
        "  hwwhhh  l",
        "  hwwhhh  |",
        "===========",
        "===========",
    ),
)


def text(lines: tuple[tuple[Dab, ...], ...]) -> list[str]:
    return ["".join(dab.text for dab in line) for line in lines]


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("width", [1, 7, 11, 40, 200])
@pytest.mark.parametrize("lines", [1, 2, 4, 12])
@pytest.mark.parametrize("colours", [True, False])
def test_every_line_is_as_wide_as_asked_and_there_are_no_more_of_them(light: str, width: int, lines: int, colours: bool) -> None:
    drawn = painted(HOUSE, light, width, lines, colours=colours)  # type: ignore[arg-type]
    assert len(drawn) == min(lines, 4)
    assert {len(line) for line in text(drawn)} == {width}


def test_without_colours_the_shapes_stay_and_lit_windows_are_holes() -> None:
    assert text(painted(HOUSE, "day", 11, 4, colours=False)) == [
        "           ",
        "  ▄████▄   ",
        "  ▒██▒▒▒  █",
        "▒" * 11,
    ]
    night = text(painted(HOUSE, "night", 11, 4, colours=False))
    assert night[0][10] == "·"
    assert night[2] == "  ▒  ▒▒▒  █"
    assert all(dab.ink is None and dab.ground is None for line in painted(HOUSE, "night", 11, 4, colours=False) for dab in line)


def half(light: str, column: int, row: int) -> tuple[int, int, int]:
    line = painted(HOUSE, light, 11, 4)[row // 2]  # type: ignore[arg-type]
    dab = next(dab for at, dab in enumerate(line) if sum(len(each.text) for each in line[: at + 1]) > column)
    colour = dab.ground if row % 2 else dab.ink
    assert colour is not None
    return colour


def test_the_hour_is_seen_in_the_sky_and_the_windows() -> None:
    assert len({half(light, 0, 0) for light in LIGHTS}) == 4
    assert sum(half("night", 2, 4)) < sum(half("dusk", 2, 4)) < sum(half("day", 2, 4))
    assert sum(half("night", 3, 4)) > sum(half("day", 3, 4)), "a lit window outshines one by day"
    assert [light_at(hour) for hour in (4, 5, 7, 8, 17, 18, 19, 20, 23, 0)] == [
        "night", "dawn", "dawn", "day", "day", "dusk", "dusk", "night", "night", "night",
    ]  # fmt: skip


def test_what_is_near_a_lamp_is_warmer_at_night() -> None:
    far, near = half("night", 0, 4), half("night", 9, 4)
    assert near[0] - near[2] > far[0] - far[2]


def test_where_there_is_little_room_the_rows_stay_that_show_most() -> None:
    assert text(painted(HOUSE, "day", 11, 1, colours=False)) == ["  ▒██▒▒▒  █"]
    kept = Picture("house", "", "A house.", HOUSE.rows, few=(3, 4))
    assert text(painted(kept, "day", 11, 1, colours=False)) == ["  ▄████▄   "]


def test_a_window_gets_as_much_as_it_has_room_for() -> None:
    assert [lines_for(HOUSE, height, arrived=True) for height in (12, 18, 24, 60)] == [0, 0, 4, 4]
    assert [lines_for(HOUSE, height, arrived=False) for height in (12, 18, 24, 60)] == [0, 0, 0, 4]
    high = Picture("high", "", "", HOUSE.rows * 3)
    assert [lines_for(high, height, arrived=True) for height in (12, 20, 24, 30, 40, 60)] == [0, 0, 5, 6, 6, 12]
    assert [lines_for(high, height, arrived=False) for height in (12, 20, 24, 30, 40, 60)] == [0, 0, 0, 0, 6, 12]
