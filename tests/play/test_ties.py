"""What ties a game to the other roles of its story."""

from pathlib import Path

import pytest

from game.play.looking_back.ties import Tie, ties
from game.story.model import Story
from tests.scenes.endings import played_to_each_ending
from tests.small import made, small, started

STORY = """\
title: The pass
roles:
  rider: {title: The rider, blurb: Somebody., start: road}
  baker: {title: The baker, blurb: Somebody., start: bakery, person: mira}
  guard: {title: The guard, blurb: Somebody., start: gate}
people: {mira: {name: Mira, she: true, host: true, work: bakes, wants: flour}}
echoes:
  horse: {values: [tired, fresh], from: rider, says: How the horse was}
  bar: {values: [up, down], from: guard, says: Where the bar was}
"""
SCENES = """\
road:
  text: A.
  choices:
    - {label: Gallop, id: gallop, do: horse = tired, go: home}
    - {label: Talk, id: talk, go: talk}
    - {label: Look, id: look, go: look}
talk: {text: [B., {mira: "Bread?"}], choices: [{label: Go, id: on, go: home}]}
look: {text: [C., {if: bar == up, text: The bar is up.}], choices: [{label: Go, id: on, go: home}]}
home: {text: D., ending: Home}
bakery: {text: E., choices: [{label: Bake, id: bake, go: baker_end}]}
baker_end: {text: F., ending: Bread}
gate: {text: [G., {if: horse == tired, text: A tired horse.}], choices: [{label: Lift, id: lift, do: bar = up, go: guard_end}]}
guard_end: {text: H., ending: Dawn}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return small(tmp_path, SCENES, story=STORY)


def test_whoever_was_met_found_or_finds_what_was_left_is_tied(story: Story) -> None:
    rider = started(story, "rider")
    assert ties(made(rider, "talk", "on")) == (Tie("baker", "met", "Mira"),)
    assert ties(made(rider, "gallop")) == (Tie("guard", "changes"),)
    assert ties(made(rider, "look", "on")) == (Tie("guard", "changed"),)


def test_every_role_is_proposed_by_some_ending_of_another() -> None:
    games = played_to_each_ending()
    proposed = {ties(game)[0].role for game in games.values()}
    assert proposed == set(next(iter(games.values())).program.story.roles)
