"""The drawing: what is where on it, in windows of many sizes, and nothing beside it."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.geography.atlas import Atlas, GeoPoint, atlas
from game.geography.braille import BITS, BLANK, HIGH, WIDE, Canvas, clipped
from game.geography.map_drawing import BORDER_LOOKS, SIGNS, Charted, MapMark, MarkKind, drawn, in_cells
from game.geography.sight import Sight, fitting
from game.geography.way_drawing import WayDrawing

BEEN, HERE = SIGNS["been"], SIGNS["here"]
PLACES = {
    "Moscow": GeoPoint(55.75, 37.62),
    "Oral": GeoPoint(51.23, 51.37),
    "Kyzylorda": GeoPoint(44.85, 65.51),
    "Almaty": GeoPoint(43.24, 76.89),
    "Tashkent": GeoPoint(41.31, 69.28),
    "Dushanbe": GeoPoint(38.56, 68.79),
    "Bishkek": GeoPoint(42.87, 74.57),
}
SIZES = [(74, 18), (114, 34), (194, 54), (40, 12), (20, 6)]
SPOTS = st.builds(GeoPoint, st.floats(-85, 85), st.floats(-179, 179))


TOWNS = st.builds(GeoPoint, st.floats(36, 60), st.floats(25, 95))


def charted(*, hours: str = "") -> Charted:
    marks = tuple(MapMark(spot, (f"{name}{hours}", name), "here" if name == "Almaty" else "been") for name, spot in PLACES.items())
    return Charted(marks, tuple(PLACES.values()), (("Kazakhstan", "Russia"),))


def text_of(sight: Sight, what: Charted, *, named: bool = True) -> list[str]:
    return text_of_lines(atlas(), sight, what, named=named)


NOTHING = Charted()


def text_of_lines(lines: Atlas, sight: Sight, what: Charted = NOTHING, *, named: bool = True) -> list[str]:
    return ["".join(text for text, _ in row) for row in drawn(lines, sight, what, named=named)]


def dots(rows: list[str]) -> set[tuple[int, int]]:
    """Every dot that is set, from the Braille characters themselves."""
    found = set()
    for row, line in enumerate(rows):
        for column, letter in enumerate(line):
            for number, bit in enumerate(BITS):
                if BLANK < ord(letter) < BLANK + 256 and ord(letter) - BLANK & bit:
                    found.add((column * WIDE + number % WIDE, row * HIGH + number // WIDE))
    return found


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_places_lie_as_they_do_on_the_earth(columns: int, rows: int) -> None:
    sight = fitting(PLACES.values(), columns, rows)
    cells = {name: sight.cell(spot) for name, spot in PLACES.items()}
    assert all(0 <= x < columns and 0 <= y < rows for x, y in cells.values()), "all are on the map"
    for (one, a), (other, b) in product(PLACES.items(), repeat=2):
        if a.lat - b.lat > 2 * HIGH / sight.scale:
            assert cells[one][1] < cells[other][1], f"{one} lies north of {other}"
        if a.lon - b.lon > 2 * WIDE / sight.scale / sight.squeeze:
            assert cells[one][0] > cells[other][0], f"{one} lies east of {other}"
    if columns > 40:
        assert cells["Kyzylorda"][1] > cells["Oral"][1], "Kyzylorda is south of Oral"
        assert cells["Kyzylorda"][0] < cells["Almaty"][0], "and west of Almaty"


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_every_row_has_the_width_of_the_map(columns: int, rows: int) -> None:
    for named in (True, False):
        text = text_of(fitting(PLACES.values(), columns, rows), charted(hours=" Fri 05:00"), named=named)
        assert [len(row) for row in text] == [columns] * rows


@pytest.mark.parametrize(("columns", "rows"), [size for size in SIZES if size[0] > 40])
def test_names_are_whole_and_beside_their_marks(columns: int, rows: int) -> None:
    text = text_of(fitting(PLACES.values(), columns, rows), charted())
    joined = "\n".join(text)
    for name in PLACES:
        assert name in joined
    assert joined.count(HERE) == 1
    assert joined.count(BEEN) == len(PLACES) - 1
    assert "KAZAKHSTAN" in joined
    (row,) = [row for row in text if "Almaty" in row]
    assert HERE in row or any(HERE in near for near in text)


def test_a_name_gives_way_to_a_shorter_one_and_then_goes() -> None:
    what = charted(hours=" Fri 05:00")
    wide = "\n".join(text_of(fitting(PLACES.values(), 194, 54), what))
    narrow = "\n".join(text_of(fitting(PLACES.values(), 24, 8), what))
    assert "Almaty Fri 05:00" in wide
    assert narrow.count("Fri 05:00") < wide.count("Fri 05:00")


def test_without_names_only_the_place_where_one_is_has_one() -> None:
    text = "\n".join(text_of(fitting(PLACES.values(), 74, 18), charted(), named=False))
    assert "Almaty" in text
    assert "Moscow" not in text
    assert "KAZAKHSTAN" not in text


def test_a_border_that_stands_out_does_so_without_colour() -> None:
    sight = fitting(PLACES.values(), 114, 34)
    plain, broad = (len(dots(text_of(sight, Charted(outstanding=countries)))) for countries in ((), (("Kazakhstan", "Russia"),)))
    assert broad > 2 * plain / 1.5
    assert broad - plain > 300


def test_no_lines_where_the_map_has_none_but_the_places_all_the_same() -> None:
    paris, lyon = GeoPoint(48.86, 2.35), GeoPoint(45.76, 4.84)
    what = Charted((MapMark(lyon, ("Lyon",), "here"), MapMark(paris, ("Paris",))), (), ())
    text = text_of(fitting([paris, lyon], 60, 20), what)
    assert dots(text) == set()
    rows = {name: y for y, row in enumerate(text) for name in ("Paris", "Lyon") if name in row}
    assert rows["Paris"] < rows["Lyon"]


def test_letters_that_are_two_columns_wide_take_two() -> None:
    assert in_cells("阿拉") == ["阿", "", "拉", ""]
    assert in_cells("e\u0301a") == ["e\u0301", "a"]
    assert in_cells("👍🏽a") == ["👍🏽", "", "a"]
    assert in_cells("👨\u200d👩\u200d👧!") == ["👨\u200d👩\u200d👧", "", "!"]
    assert in_cells("☺\ufe0f.") == ["☺\ufe0f", "", "."]
    assert in_cells("\u0301a") == ["\u0301a"]
    what = Charted((MapMark(PLACES["Almaty"], ("阿拉木图",), "here"),))
    (row,) = [row for row in text_of(fitting(PLACES.values(), 60, 20), what) if "阿" in row]
    assert len(row) == 60 - 4


NAMES = ("Ab", "Cde", "Fghij", "Klmnopqr", "Stuvwxyzabcdefg", "Hijklmnopqrstuvwxyzabcde", "Fg", "Hi", "Jklm", "Nopqrst", "Uvwx", "Yzabc")
OF_SIGNS = "".join(SIGNS.values())


@given(
    st.lists(st.tuples(st.floats(40, 44), st.floats(60, 66), st.sampled_from(list(SIGNS))), min_size=1, max_size=len(NAMES)),
    st.integers(8, 90),
    st.integers(2, 24),
)
def test_names_never_touch_and_none_is_lost(places: list[tuple[float, float, MarkKind]], columns: int, rows: int) -> None:
    marks = tuple(MapMark(GeoPoint(lat, lon), (f"{name}+Fri", name), kind) for (lat, lon, kind), name in zip(places, NAMES, strict=False))
    sight = fitting([mark.spot for mark in marks], columns, rows)
    nothing = Atlas(atlas().box, {}, {}, (), {})
    *drawing, last = text = text_of_lines(nothing, sight, Charted(marks))
    assert [len(row) for row in text] == [columns] * rows
    whole = {name for mark in marks for name in mark.names}
    for row in drawing:
        for word in row.split():
            assert word in whole or re.fullmatch(f"\\d?[{OF_SIGNS}]+\\d?", word), word
    if "…" not in last:
        listed = "\n".join(text)
        missing = [mark for mark in marks if not any(name in listed for name in mark.names)]
        assert all(sight.cell(mark.spot)[1] == rows - 1 for mark in missing), "only what lies under the list isn't named"


def test_the_edge_of_the_map_is_no_line() -> None:
    """The map ends in the midst of countries."""
    box = atlas().box
    sight = fitting([GeoPoint(box.south, box.west), GeoPoint(box.north, box.east)], 76, 20)
    edge = [line for line in atlas().lines if line.box.east == box.west]
    assert {line.parts_countries for line in edge} == {True, False}, "what is a border or a coast there lies further west"
    assert dots(text_of_lines(Atlas(box, {}, {}, tuple(edge), {}), sight)) == set()


def test_borders_are_single_dots_and_coasts_unbroken() -> None:
    sight = fitting(PLACES.values(), 74, 18)
    for borders in (True, False):
        lines = tuple(line for line in atlas().lines if line.parts_countries == borders)
        text = "".join(text_of_lines(Atlas(atlas().box, {}, {}, lines, {}), sight))
        alone = sum(letter == BORDER_LOOKS[0] for letter in text) / sum(letter != " " for letter in text)
        assert alone == 1 if borders else alone < 0.1


@given(TOWNS, TOWNS, st.integers(20, 120), st.integers(10, 40), st.floats(0, 0.99))
def test_a_way_grows_from_its_start_to_its_end(start: GeoPoint, end: GeoPoint, columns: int, rows: int, share: float) -> None:
    sight = fitting([start, end], columns, rows)
    marks = (MapMark(end, ("There",), "here"), MapMark(start, ("Where one was",)))
    what = Charted(marks, (start, end))
    drawing = WayDrawing(atlas(), sight, what)

    def at(share: float) -> list[str]:
        return ["".join(text for text, _ in drawing.row(y, share)) for y in range(rows)]

    assert at(1) == text_of(sight, what), "in the end it is the map"
    shown = at(share)
    assert [len(row) for row in shown] == [columns] * rows
    assert "".join(shown).count(HERE) == 1
    assert all(one == other for y, (one, other) in enumerate(zip(at(0), at(1), strict=True)) if y not in drawing.touched)
    begins = sight.cell(start)
    assert at(0)[begins[1]][begins[0]] == HERE


# ---- looking around ----


@given(SPOTS, st.floats(1, 100), st.integers(1, 220), st.integers(1, 70), st.integers(-200, 200), st.integers(-60, 60), st.floats(0.1, 9))
def test_looking_around_stays_within_and_goes_back(
    middle: GeoPoint, scale: float, columns: int, rows: int, right: int, down: int, times: float
) -> None:
    box = atlas().box
    sight = Sight(middle, scale, columns, rows, 0.7).moved(right, down, box).zoomed(times, box)
    assert box.holds(sight.middle)
    x, y = sight.dot(sight.middle.lon, sight.middle.lat)
    assert (x, y) == pytest.approx((columns, rows * 2))


@given(st.integers(0, 73), st.integers(0, 17))
def test_what_is_under_the_pointer_stays_there(column: int, row: int) -> None:
    sight = fitting(PLACES.values(), 74, 18)
    held = sight.spot(column, row)
    closer = sight.zoomed(1.5, atlas().box, at=(column, row))
    assert closer.scale > sight.scale
    x, y = closer.cell(held)
    assert abs(x - column) <= 1
    assert abs(y - row) <= 1


@settings(max_examples=30, deadline=None)
@given(SPOTS, st.floats(0.5, 200), st.integers(1, 60), st.integers(1, 20))
def test_any_look_can_be_drawn(middle: GeoPoint, scale: float, columns: int, rows: int) -> None:
    text = text_of(Sight(middle, scale, columns, rows, 0.7), charted())
    assert [len(row) for row in text] == [columns] * rows


# ---- dots ----


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=1, max_size=8), st.integers(1, 3))
def test_a_line_is_drawn_where_it_goes_and_nowhere_else(points: list[tuple[float, float]], thick: int) -> None:
    canvas = Canvas(20, 10)
    canvas.line(points, thick=thick)
    text = canvas.cells.decode("latin-1")
    shown = dots([text[row * 20 : row * 20 + 20].translate({n: chr(BLANK + n) for n in range(256)}) for row in range(10)])
    for x, y in shown:
        assert any(near(x, y, one, other, 1.5 + thick) for one, other in zip(points, points[1:] or points, strict=False)), (x, y)


def near(x: float, y: float, one: tuple[float, float], other: tuple[float, float], room: float) -> bool:
    """Whether a dot lies as near to a segment as that."""
    (x0, y0), (x1, y1) = one, other
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length))
    return (x - x0 - along * (x1 - x0)) ** 2 + (y - y0 - along * (y1 - y0)) ** 2 <= room**2


def test_a_line_joins_its_ends_dot_by_dot() -> None:
    canvas = Canvas(4, 2)
    canvas.line([(0, 0), (7, 7)])
    assert dots(["".join(chr(BLANK + bits) for bits in canvas.cells[row * 4 : row * 4 + 4]) for row in range(2)]) == {
        (n, n) for n in range(8)
    }


@given(st.tuples(*[st.floats(-1e4, 1e4)] * 4))
def test_what_is_clipped_lies_on_the_canvas(ends: tuple[float, float, float, float]) -> None:
    cut = clipped(ends, 40, 40)
    if cut is not None:
        assert all(0 <= part < 40 for part in cut)
