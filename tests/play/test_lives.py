"""The week as it was lived: from which hour to which, who crossed whom, and who is proposed next."""

from datetime import date, datetime
from pathlib import Path

import pytest

from game.play.looking_back.lives import Life, NextRole, crossings, days_of, life, next_in_words, next_role
from game.play.looking_back.ties import Tie, ties
from game.story.model import Story
from tests.small import made, small, started

STORY = """\
title: The pass
clock: {start: 2022-09-21 18:00, variable: hours, utc: 3}
roles:
  rider: {title: The rider, blurb: Somebody., start: road}
  baker: {title: The baker, blurb: Somebody., start: bakery, set: {hours: 10}}
  guard: {title: The guard, blurb: Somebody., start: gate, set: {hours: 30}}
variables: {hours: {type: int, max: 200, clamp: true}}
places:
  valley: {name: The valley, lat: 51, lon: 51, utc: 3}
  town: {name: Town, lat: 50, lon: 50, utc: 5}
  border: {name: Border, lat: 49, lon: 49, utc: 5}
"""
SCENES = """\
road:
  place: valley
  text: A.
  choices:
    - {label: Ride, id: ride, do: hours += 12, go: market}
    - {label: Sleep, id: sleep, do: hours += 90, go: market}
market: {place: town, text: B., choices: [{label: Rest, id: rest, do: hours += 4, go: rider_end}]}
rider_end: {place: town, text: C., ending: Home}
bakery: {place: town, text: D., choices: [{label: Bake, id: bake, do: hours += 20, go: baker_end}]}
baker_end: {place: town, text: E., ending: Bread}
gate: {place: border, text: F., choices: [{label: Stand, id: stand, go: guard_end}]}
guard_end: {text: G., ending: Dawn}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return small(tmp_path, SCENES, story=STORY)


def lived(story: Story, role: str, *choices: str) -> Life:
    found = life(made(started(story, role), *choices))
    assert found is not None
    return found


def test_a_life_goes_from_its_first_hour_to_its_last(story: Story) -> None:
    rider = lived(story, "rider", "ride", "rest")
    assert (rider.first, rider.last, rider.ended) == (0, 16, True)
    assert [stop.place.id for stop in rider.stops] == ["valley", "town"]
    assert not lived(story, "rider", "ride").ended


def test_two_cross_at_the_first_hour_at_which_both_are_at_a_place(story: Story) -> None:
    (crossing,) = crossings(story, [lived(story, "rider", "ride", "rest"), lived(story, "baker", "bake")])
    assert (crossing.hour, crossing.place, crossing.other("baker")) == (12, "Town", "rider")
    assert crossing.moment == datetime(2022, 9, 22, 8), "in the time of that place"


def test_two_who_were_at_a_place_at_other_hours_do_not_cross(story: Story) -> None:
    assert crossings(story, [lived(story, "rider", "sleep", "rest"), lived(story, "baker", "bake")]) == ()


def test_the_days_go_from_the_first_start_to_the_last_hour_that_was_lived(story: Story) -> None:
    assert days_of(story, []) == (date(2022, 9, 21), date(2022, 9, 22), date(2022, 9, 23))
    assert days_of(story, [0, 94])[-1] == date(2022, 9, 25)


def test_whoever_has_the_strongest_tie_and_was_not_played_is_proposed(story: Story) -> None:
    tied = ties(made(started(story, "rider"), "ride", "rest"))
    proposed = next_role(story, ["guard", "rider"], tied)
    assert proposed == NextRole("baker", Tie("baker", "place", "Town"))
    assert next_in_words(story, proposed) == "Be the other side: The baker. You were in Town too."
    assert next_role(story, ["rider"]) == NextRole("baker"), "nothing ties them: the first who wasn't played"
    assert next_role(story, ["baker", "rider"], tied).role == "guard"


def test_at_first_the_first_role_is_proposed_and_at_last_whoever_was_played_longest_ago(story: Story) -> None:
    assert next_role(story, []).role == "rider"
    assert next_role(story, ["baker", "rider", "guard", "baker"]).role == "rider"
