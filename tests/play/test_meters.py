"""What is counted beside the text is explained where it first changes."""

from pathlib import Path

import pytest

from game.play.view import meters_to_explain
from game.story.model import Story
from tests.small import STORY, load_small, made, small, started

ABOUT = {"money": "You pay with it.", "coat": "It keeps you warm."}
EXPLAINED = STORY.replace('show: "{} crowns"}', f'show: "{{}} crowns", about: {ABOUT["money"]}}}').replace(
    "coat: {type: flag}", f"coat: {{type: flag, show: a coat, about: {ABOUT['coat']}}}"
)
SCENES = """\
start:
  text: A stall.
  choices:
    - {label: Look, result: Nice coats.}
    - {label: Buy, do: [money -= 5, coat = true], result: It fits.}
    - {label: Eat, do: money -= 1, result: Warm.}
    - {label: Out, go: out}
out: {ending: Out}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return small(tmp_path, SCENES, story=EXPLAINED)


def explained(story: Story, *choices: str) -> list[str]:
    return [f"{meter.text}: {meter.about}" for meter in meters_to_explain(made(started(story), *choices))]


def test_each_is_explained_once_when_it_first_changes(story: Story) -> None:
    assert explained(story) == explained(story, "look") == []
    assert explained(story, "look", "eat") == ["19 crowns: You pay with it."]
    assert explained(story, "eat", "look") == explained(story, "eat", "eat") == []
    assert explained(story, "eat", "buy") == ["a coat: It keeps you warm."], "what is come by is explained when it is"
    assert len(explained(story, "buy")) == 2


def test_what_has_no_explanation_is_told_without(tmp_path: Path) -> None:
    assert explained(small(tmp_path, SCENES), "eat") == []


def test_an_explanation_of_what_is_never_shown_is_a_slip(tmp_path: Path) -> None:
    hidden = EXPLAINED.replace("show: a coat, ", "")
    (problem,) = load_small(tmp_path, SCENES, story=hidden).problems
    assert (problem.code, problem.message) == ("missing-key", "this is never told, since nothing shows the variable")
