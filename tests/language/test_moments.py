"""Moments: what `from`, `until`, `date` with an hour and `weekday` say at every hour, beside Python's own calendar."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from game.play.evaluate import Bits, Where, compile_value
from game.states.abstract import clock_range, range_of
from game.story.language.tree import ClockRead, shown

from .scopes import SCOPE, WITHOUT_CLOCK, condition, refusal

STARTS = [datetime(2022, 9, 21, 18), datetime(2022, 9, 21, 18, 30), datetime(2022, 9, 23), datetime(2022, 9, 25, 23, 45)]
FRIDAY = datetime(2022, 9, 23)
ASKED: dict[str, Callable[[datetime], bool]] = {
    "from friday 15:00": lambda now: now >= FRIDAY.replace(hour=15),
    "from Friday": lambda now: now >= FRIDAY,
    "until friday 9:30": lambda now: now < FRIDAY.replace(hour=9, minute=30),
    "date >= 2022-09-23 15:00": lambda now: now >= FRIDAY.replace(hour=15),
    "date > 2022-09-23 15:30": lambda now: now > FRIDAY.replace(hour=15, minute=30),
    "date <= 2022-09-23 15:30": lambda now: now <= FRIDAY.replace(hour=15, minute=30),
    "2022-09-23 15:30 > date": lambda now: now < FRIDAY.replace(hour=15, minute=30),
    "from 2022-09-23 and until 2022-09-24": lambda now: now.date() == FRIDAY.date(),
    "weekday == friday": lambda now: now.weekday() == 4,
    "weekday != sunday": lambda now: now.weekday() != 6,
}


ZONES = [timedelta(hours=-3), timedelta(0), timedelta(hours=5), timedelta(hours=5, minutes=30), timedelta(hours=-2, minutes=-15)]


def _place(start: datetime, zone: timedelta) -> Where:
    begins = start + zone
    return Where("hall", 24 * (begins.date() - start.date()).days + begins.hour, start.toordinal(), begins.minute)


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize("text", ASKED)
def test_a_moment_holds_when_the_calendar_says_so(text: str, start: datetime) -> None:
    if "riday" in text and "weekday" not in text and start.date() > FRIDAY.date():
        return  # the first Friday is another one: see below
    asked = condition(text, replace(SCOPE, begins=start))
    for zone in ZONES:
        holds = compile_value(asked, _place(start, zone), {"hours": 3}, 3, Bits({}, {}, {}, {}))
        for hours in range(24 * 9):
            now = start + timedelta(hours=hours) + zone
            assert bool(holds((0, 0, 0, hours))) == ASKED[text](now), (zone, now)


def test_an_hour_itself_can_be_asked_for_where_the_clock_shows_it() -> None:
    for start, hour in ((STARTS[0], "15:00"), (STARTS[1], "15:30")):
        asked = condition(f"date == 2022-09-23 {hour}", replace(SCOPE, begins=start))
        holds = compile_value(asked, _place(start, timedelta(0)), {"hours": 3}, 3, Bits({}, {}, {}, {}))
        true = [hours for hours in range(100) if holds((0, 0, 0, hours))]
        assert [start + timedelta(hours=hours) for hours in true] == [datetime.fromisoformat(f"2022-09-23 {hour}")]


def test_a_day_of_the_week_is_the_first_from_the_start_on() -> None:
    for start, first in ((datetime(2022, 9, 23, 18), "2022-09-23"), (datetime(2022, 9, 24), "2022-09-30")):
        scope = replace(SCOPE, begins=start)
        by_name, by_date = condition("from friday 15:00", scope), condition(f"date >= {first} 15:00", scope)
        for hours in range(24 * 9):
            state, where = (0, 0, 0, hours), _place(start, timedelta(0))
            told = [compile_value(each, where, {"hours": 3}, 3, Bits({}, {}, {}, {}))(state) for each in (by_name, by_date)]
            assert told[0] == told[1]


def test_what_is_shown_of_a_moment_can_be_read_again() -> None:
    scope = replace(SCOPE, begins=STARTS[0])
    for text in (*ASKED, "not until friday", "from friday or coat and weekday == monday"):
        asked = condition(text, scope)
        assert condition(shown(asked), scope) == asked


def test_a_range_of_hours_has_every_moment_and_weekday_in_it() -> None:
    where = _place(STARTS[0], timedelta(hours=3, minutes=15))
    for first in range(0, 60, 7):
        for last in range(first, first + 200, 13):
            for part in ("moment", "weekday", "date", "day", "hour"):
                read = compile_value(ClockRead(part), where, {}, 3, Bits({}, {}, {}, {}))
                seen = [read((0, 0, 0, hours)) for hours in range(first, last + 1)]
                low, high = clock_range(part, where, (first, last))
                assert low <= min(seen) <= max(seen) <= high
                assert part not in ("moment", "date", "day") or (low, high) == (min(seen), max(seen))
    friday = condition("from friday", replace(SCOPE, begins=STARTS[0]))
    assert range_of(friday, lambda _: clock_range("moment", where, (0, 10))) == (0, 0)


@pytest.mark.parametrize(
    ("text", "code", "under"),
    [
        ("date > 2022-09-23 25:00", "bad-number", "25:00"),
        ("date > 2022-09-31 12:00", "bad-number", "2022-09-31 12:00"),
        ("from 2022-02-30", "bad-number", "from 2022-02-30"),
        ("2022-09-23 15:00", "wrong-types", "2022-09-23 15:00"),
        ("hour >= 2022-09-23 15:00", "wrong-types", "2022-09-23 15:00"),
        ("weekday > friday", "wrong-types", ">"),
        ("weekday == frday", "unknown-value", "frday"),
    ],
)
def test_what_is_no_moment_is_told_at_its_place(text: str, code: str, under: str) -> None:
    error = refusal(text, replace(SCOPE, begins=STARTS[0]))
    assert (error.code, text[error.start :][: error.length]) == (code, under)


def test_a_moment_needs_a_clock() -> None:
    assert refusal("from friday", WITHOUT_CLOCK).code == "no-clock"
    assert refusal("weekday == friday", WITHOUT_CLOCK).code == "no-clock"
