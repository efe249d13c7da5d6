"""The clock, the hour of the place, and the news."""

from datetime import datetime
from pathlib import Path

import pytest

from game.play.playthrough import facts_met, undo
from game.play.view import view
from tests.small import STORY, made, offered, small, started, told

CLOCKS = """\
start:
  place: harbour
  text: "{hours} hours."
  choices:
    - {label: Wait an hour, id: hour, do: hours += 1}
    - {label: Wait till noon, id: noon, do: hours += 42 - hours}
    - {label: Morning here, id: m, if: hour >= 6 and hour < 12}
    - {label: Cross, id: cross, go: island}
    - {label: Nowhere, id: nowhere, go: nowhere}
    - {label: Second day, id: second, if: day == 2}
    - {label: The twenty-second, id: date, if: date == 2022-09-22}
island:
  place: island
  choices:
    - {label: Morning there, id: m, if: hour >= 6 and hour < 12}
    - {label: Second day, id: second, if: day == 2}
    - {label: The twenty-second, id: date, if: date == 2022-09-22}
    - {label: Midnight, id: midnight, if: hour == 0}
    - {label: Cross, id: cross, go: start}
nowhere: {text: Nowhere., choices: [{label: Six in the evening, id: six, if: hour == 18}, {label: Back, id: back, go: start}]}
"""


def test_the_hour_is_that_of_the_place(tmp_path: Path) -> None:
    """The harbour keeps the clock's zone, UTC+3; the island is two hours ahead, and there the day begins earlier."""
    played = started(small(tmp_path, CLOCKS))
    assert view(played).moment == datetime(2022, 9, 21, 18)
    assert view(made(played, "cross")).moment == datetime(2022, 9, 21, 20)
    assert view(made(played, "nowhere")).moment == datetime(2022, 9, 21, 18)
    assert offered(made(played, "nowhere")) == ["six", "back"]
    four = made(played, *["hour"] * 4)
    assert view(four).moment == datetime(2022, 9, 21, 22)
    assert offered(four) == ["hour", "noon", "cross", "nowhere"]
    assert offered(made(four, "cross")) == ["second", "date", "midnight", "cross"]
    six = made(played, *["hour"] * 6)
    assert offered(six) == ["hour", "noon", "cross", "nowhere", "second", "date"]
    noon = made(played, "noon")
    assert view(noon).moment == datetime(2022, 9, 23, 12)


@pytest.mark.parametrize("hours", range(0, 50, 3))
def test_the_conditions_agree_with_the_clock_that_is_shown(hours: int, tmp_path: Path) -> None:
    blocks = [f'    - {{if: hour == {hour}, text: "{hour}:00"}}' for hour in range(24)]
    blocks += [f"    - {{if: day == {day}, text: Day {day}}}" for day in range(-1, 6)]
    blocks += [f'    - {{if: date == 2022-09-{day}, text: "2022-09-{day}"}}' for day in range(19, 26)]
    scene = "  text:\n" + "\n".join(blocks) + "\n  ending: Out\n"
    story = small(
        tmp_path,
        f"start:\n  choices:\n    - {{label: Go, do: hours += {hours}, outcomes: [{{id: far, go: far}}, {{id: near, go: near}}]}}\n"
        f"far:\n  place: far_east\n{scene}near:\n  place: far_west\n{scene}",
        story=STORY.replace(
            "places:\n",
            "places:\n  far_east: {name: East, lat: 0, lon: 170, utc: 12}\n  far_west: {name: West, lat: 0, lon: -170, utc: -11}\n",
        ),
    )
    for outcome in ("far", "near"):
        played = made(started(story), f"go/{outcome}")
        moment = view(played).moment
        assert moment is not None
        day = (moment.date() - datetime(2022, 9, 21).date()).days + 1
        assert told(played) == [f"{moment.hour}:00", f"Day {day}", f"{moment:%Y-%m-%d}"]


def test_a_story_without_a_clock_has_no_time(tmp_path: Path) -> None:
    story = small(tmp_path, "start: {ending: Out}\n", story="title: T\nroles: {one: {title: One, blurb: One., start: start}}\n")
    assert view(started(story, "one")).moment is None


# ---- news ----

NEWS = """\
news:
  - {at: 2022-09-22 06:00, text: "[The storm](fact:storm) has closed the harbour.", fact: rule}
  - {at: 0, text: Good evening.}
  - {at: 10, text: For captains., roles: [captain]}
  - {at: 12, text: On the island., places: [island]}
  - {at: 12, text: In the harbour., places: [harbour]}
  - {at: 2022-09-22 06:30, text: Half past six.}
  - {at: 30, text: The next midnight.}
"""
WAITING = """\
start:
  place: harbour
  text: You wait.
  choices:
    - {label: Eleven, id: eleven, do: hours += 11}
    - {label: One, id: one, do: hours += 1, result: An hour goes by.}
    - {label: No time, id: none}
    - {label: Cross, id: cross, do: hours += 12, go: island}
    - {label: Ask, id: ask, if: knows(storm) and knows(rule)}
island: {place: island, text: The island., choices: [{label: On, id: on, do: hours += 18, go: nowhere}]}
nowhere: {text: Nowhere., ending: Out}
"""


def test_news_are_told_once_oldest_first_above_the_first_passage_at_or_after_their_hour(tmp_path: Path) -> None:
    played = started(small(tmp_path, WAITING, news=NEWS))
    assert told(played) == ["Good evening.", "You wait."]
    played = made(played, "none")
    assert told(played) == ["You wait."]
    played = made(played, "eleven")
    assert told(played) == ["You wait."]
    played = made(played, "one")
    assert told(played) == ["An hour goes by.", "The storm has closed the harbour.", "In the harbour.", "You wait."]
    assert "ask" in offered(played)
    assert {"storm", "rule"} <= facts_met(played).keys()
    played = made(played, "one")
    assert told(played, "news") == ["Half past six."]
    assert told(made(undo(played), "none"), "news") == []
    assert told(made(undo(played), "one"), "news") == ["Half past six."]


def test_news_of_a_place_are_missed_elsewhere(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, WAITING, news=NEWS)), "cross")
    assert told(played, "news") == ["The storm has closed the harbour.", "On the island."]
    assert told(made(played, "on")) == ["Half past six.", "The next midnight.", "Nowhere."]


def test_news_of_a_role_are_for_that_role(tmp_path: Path) -> None:
    story = small(tmp_path, WAITING, news=NEWS)
    assert told(made(started(story, "captain"), "eleven"), "news") == ["For captains."]
    assert told(made(started(story, "visitor"), "eleven"), "news") == []


def test_what_the_news_tell_is_known_to_the_passage_below_them(tmp_path: Path) -> None:
    scenes = (
        "start: {choices: [{label: Wait, do: hours += 12, go: pier}]}\n"
        "pier: {text: [{if: knows(storm), text: You have heard.}], ending: Out}\n"
    )
    played = made(started(small(tmp_path, scenes, news=NEWS)), "wait")
    assert told(played, "text") == ["You have heard."]


def test_a_role_that_starts_late_hears_all_that_was_told_before(tmp_path: Path) -> None:
    story = small(tmp_path, WAITING, news=NEWS, story=STORY.replace("set: {money: 50}", "set: {hours: 12}"))
    assert told(started(story, "captain"), "news") == [
        "Good evening.",
        "For captains.",
        "The storm has closed the harbour.",
        "In the harbour.",
    ]


def test_time_goes_forward_only(tmp_path: Path) -> None:
    story = small(tmp_path, "start: {choices: [{label: Wait, do: hours += debt - 1}, {label: Sleep, do: hours += 8}]}\n")
    played = made(started(story), "sleep", "wait")
    assert view(played).moment == datetime(2022, 9, 22, 2)
