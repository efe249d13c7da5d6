"""What an author is told of a moment is what the engine does, part by part."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from game.play.engine import Standing
from game.play.follow import for_author
from game.play.insight import Asked, ChoiceNow, Insight, insight
from game.play.playthrough import Playthrough, begin, choose
from game.story.model import Story
from tests.prove.small_stories import story_text, write_story
from tests.small import STORY, small

SCENES = """\
start:
  title: The quay
  text: "You stand on the [quay](fact:fare)."
  choices:
    - {id: tea, label: Give the tea, once: true, if: thermos, do: [thermos = false, trust += 2]}
    - {id: pay, label: Pay, if: money >= 30 and (coat or papers == foreign), locked: Too dear., go: street}
    - {id: swim, label: Swim, locked: Too cold.}
    - id: ask
      label: Ask
      if: not late
      do: hours += 30
      outcomes: [{id: told, go: street}, {id: hushed}, {id: never, chance: 0, go: out}]
street:
  text: A street.
  choices:
    - {id: back, label: Back, if: "been or knows(delay) or date >= 2022-09-30", go: start}
    - {id: on, label: On, go: out}
out: {text: Out., ending: Out}
"""
HUNT = """\
start:
  kind: hunt
  text: A page that loads.
  tries: 2
  offers:
    - {id: bus, label: A bus, chance: 1 in 2, missed: No bus.}
  empty: out
out: {text: Out., ending: Out}
"""
NAMED = STORY.replace("  late: hours > 24\n", "  late: hours > 24\n  been: visited(street)\n  poor: money < 30 and not late\n")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return small(tmp_path, SCENES, story=NAMED)


def now(played: Playthrough) -> tuple[Insight, dict[str, ChoiceNow]]:
    told = insight(played)
    return told, {choice.id: choice for choice in told.choices}


def lines(asked: Asked | None, deep: int = 0) -> Iterator[str]:
    """A condition as an author reads it."""
    if asked is not None:
        values = "".join(f" [{name} {value}]" for name, value in asked.values)
        yield f"{'  ' * deep}{'true' if asked.holds else 'false'} {asked.text}{values}"
        for inside in asked.inside:
            yield from lines(inside, deep + 1)


def test_each_part_is_told_with_the_values_of_its_names(story: Story) -> None:
    _, choices = now(begin(for_author(story, "visitor"), 1))
    pay = choices["pay"]
    assert pay.standing is Standing.CLOSED
    assert pay.leads == ("street",)
    (asked,) = pay.reasons
    assert (asked.key, asked.holds) == ("if", False)
    assert list(lines(asked.asked)) == [
        "false all of these",
        "  false money >= 30 [money 20]",
        "  false one of these",
        "    false coat [coat no]",
        "    false papers == foreign [papers internal]",
    ]


def test_what_a_kind_asks(tmp_path: Path) -> None:
    story = small(tmp_path, HUNT)
    played = begin(for_author(story, "visitor"), 1)
    kinds = [list(lines(reason.asked)) for choice in insight(played).choices for reason in choice.reasons if reason.key == "kind"]
    assert ["true start_tries > 1 [start_tries 2]"] in kinds
    assert [variable.kept_by for variable in insight(played).variables if variable.name == "start_tries"] == ["start"]


def test_names_not_and_once_and_doors(story: Story) -> None:
    played = begin(for_author(story, "visitor"), 1)
    _, choices = now(played)
    assert list(lines(choices["ask"].reasons[0].asked)) == ["true not this", "  false late", "    false hours > 24 [hours 0]"]
    assert choices["ask"].leads == ("street",)
    assert [(reason.key, reason.holds) for reason in choices["tea"].reasons] == [("once", True), ("if", True)]
    assert [(reason.key, reason.holds) for reason in choices["swim"].reasons] == [("door", False)]
    _, choices = now(choose(played, "tea"))
    assert choices["tea"].standing is Standing.HIDDEN
    assert [(reason.key, reason.holds) for reason in choices["tea"].reasons] == [("once", False), ("if", False)]


def test_what_the_last_step_changed(story: Story) -> None:
    first = begin(for_author(story, "visitor"), 1)
    assert not any(variable.before for variable in insight(first).variables)
    assert insight(first).facts == (("fare", False),)
    told = insight(choose(first, "ask", "told"))
    assert [(variable.name, variable.before, variable.value) for variable in told.variables if variable.before] == [("hours", "0", "30")]
    assert {condition.name: (condition.asked.holds, condition.changed) for condition in told.conditions} == {
        "late": (True, True),
        "been": (False, False),
        "poor": (False, True),
    }


def test_a_condition_on_a_visit_is_told_as_the_scene_itself_would_ask_it(story: Story) -> None:
    """In the street, which asks it, `been` means having been there before; elsewhere, having been there."""
    there = choose(begin(for_author(story, "visitor"), 1), "ask", "told")
    told, choices = now(there)
    assert list(lines(choices["back"].reasons[0].asked))[1:3] == ["  false been", "    false visited(street)"]
    assert next(lines(told.conditions[1].asked)) == "false been"
    assert next(lines(now(choose(there, "on"))[0].conditions[1].asked)) == "true been"


def holds_by_its_parts(asked: Asked) -> None:
    inside = [part.holds for part in asked.inside]
    if asked.text == "all of these":
        assert asked.holds == all(inside)
    elif asked.text == "one of these":
        assert asked.holds == any(inside)
    elif asked.text == "not this":
        assert [asked.holds] == [not part for part in inside]
    elif inside:
        assert [asked.holds] == inside
    for part in asked.inside:
        holds_by_its_parts(part)


def test_it_agrees_with_the_engine_on_random_stories(tmp_path: Path) -> None:
    seen = 0
    for seed in range(40):
        story = write_story(tmp_path, story_text(seed))
        random = Random(seed)
        played = begin(for_author(story, "visitor"), seed)
        for _ in range(30):
            told = insight(played)
            for choice in told.choices:
                assert (choice.standing is Standing.OPEN) == all(reason.holds for reason in choice.reasons), (seed, choice)
                for reason in choice.reasons:
                    if reason.asked is not None:
                        holds_by_its_parts(reason.asked)
                        seen += 1
            for condition in told.conditions:
                holds_by_its_parts(condition.asked)
            ways = [choice.id for choice in told.choices if choice.standing is Standing.OPEN]
            if not ways:
                break
            played = choose(played, random.choice(ways))
    assert seen > 300
