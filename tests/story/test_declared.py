"""What story.yaml declares: where numbers start, and how far a clock may run."""

from pathlib import Path

import pytest

from tests.small import load_small

SCENES = "start: {text: Here., ending: End}\n"


def _story(clock: str, hours: str, more: str = "") -> str:
    role = "roles:\n  visitor: {title: The visitor, blurb: Somebody., start: start}\n"
    return f"title: The ferry\nclock: {{start: {clock}, variable: hours}}\n{role}variables:\n  hours: {hours}\n{more}"


@pytest.mark.parametrize(
    ("declared", "start"),
    [("min: -2, max: 2", 0), ("min: 3, max: 9", 3), ("min: -9, max: -4", -9), ("max: 5", 0), ("min: -2, max: 2, start: -1", -1)],
)
def test_a_number_starts_at_0_where_that_lies_between_its_bounds(declared: str, start: int, tmp_path: Path) -> None:
    story = load_small(
        tmp_path, SCENES, story=_story("2022-09-21 18:00", "{type: int, max: 168}", f"  n: {{type: int, {declared}}}\n"), facts=""
    ).story
    assert story is not None
    assert story.variables["n"].start == start


@pytest.mark.parametrize(
    ("clock", "most", "line"),
    [("2022-09-21 18:00", 90_000_000, 6), ("9999-12-31 20:00", 48, 2), ("0001-01-01 00:00", 48, 2), ("9990-01-01 00:00", 90_000, 6)],
)
def test_a_clock_that_can_pass_the_calendar_is_refused(clock: str, most: int, line: int, tmp_path: Path) -> None:
    loaded = load_small(tmp_path, SCENES, story=_story(clock, f"{{type: int, max: {most}}}"), facts="")
    assert [(problem.code, problem.place.line) for problem in loaded.problems] == [("clock-too-far", line)]


def test_a_clock_may_run_for_a_lifetime(tmp_path: Path) -> None:
    assert load_small(tmp_path, SCENES, story=_story("1900-01-01 00:00", "{type: int, max: 900000}"), facts="").problems == ()
