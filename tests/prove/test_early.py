"""What may be shown before it can be known: facts before their day, echoes before their hour."""

from pathlib import Path

import pytest

from game.prove.early import EarlyEcho, EarlyFact, early_echoes, early_facts, hours_of
from game.story.model import Story
from tests.small import FACTS, STORY, small

DATED = FACTS + "  bells: {says: The bells rang., kind: event, by: the Gazette, source: gazette, at: 6, from: 2022-09-25}\n"
SCENES = 'start: {text: "[The bells](fact:bells) rang.", ending: Out}\n'


def facts_in(story: Story) -> list[EarlyFact]:
    return early_facts(story, hours_of(story))


def echoes_in(story: Story) -> list[EarlyEcho]:
    return early_echoes(story, hours_of(story))


def test_a_role_that_starts_later_may_know_more(tmp_path: Path) -> None:
    """The clock starts on the evening of the 21st; a role's own start is what counts."""
    later = STORY.replace("set: {money: 50}", "set: {money: 50, hours: 80}")
    both = facts_in(small(tmp_path / "both", SCENES, story=later, facts=DATED))
    assert [(early.scene, early.fact, early.day.day) for early in both] == [("start", "bells", 21)]
    alone = later.replace("  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}\n", "").replace(
        "from: visitor", "from: captain"
    )
    assert facts_in(small(tmp_path / "alone", SCENES, story=alone, facts=DATED)) == []


@pytest.mark.parametrize(("places", "found"), [("", True), ("places: [island], ", False)])
def test_news_that_has_come_already_is_heard_at_the_start(places: str, found: bool, tmp_path: Path) -> None:
    news = f"news:\n  - {{at: 2022-09-20 12:00, {places}text: They rang., fact: bells}}\n"
    scenes = "start: {text: A., place: harbour, ending: Out}\n"
    early = facts_in(small(tmp_path, scenes, facts=DATED, news=news))
    assert [(each.scene, each.fact, each.day.day) for each in early] == ([("start", "bells", 21)] if found else [])


@pytest.mark.parametrize(("amount", "day"), [("trust", 24), ("trust * 3 - 9", 24), ("2 + trust", 25)])
def test_an_amount_that_is_not_known_may_be_nothing(amount: str, day: int, tmp_path: Path) -> None:
    """The last hour before midnight; the bells are known from the 25th."""
    scenes = f"start: {{text: A., choices: [{{label: On, do: [hours += 77, hours += {amount}], go: bells}}]}}\n"
    found = facts_in(small(tmp_path, scenes + SCENES.replace("start:", "bells:"), facts=DATED))
    assert [early.day.day for early in found] == ([day] if day < 25 else [])


def test_time_that_is_not_known_is_followed_to_each_hour(tmp_path: Path) -> None:
    """Only who waits long enough comes to the bells, and it may still be the 24th."""
    scenes = "start: {text: A., choices: [{label: On, do: [hours += 70, hours += trust], go: later}]}\n"
    scenes += (
        "later: {text: B., choices: [{label: Late, if: hour >= 23, go: bells}, {label: Early, go: out}]}\nout: {text: C., ending: D}\n"
    )
    found = facts_in(small(tmp_path, scenes + SCENES.replace("start:", "bells:"), facts=DATED))
    assert [(early.scene, early.day.day) for early in found] == [("bells", 24)]


# The visitor leaves the echo at hour 30 or, by the other way, at hour 34; the captain is on the bridge at hour 20.
TWO = """
start:
  text: A quay.
  choices:
    - {label: Wait, do: hours += 30, go: bench}
    - {label: Wait longer, do: hours += 34, go: bench}
bench:
  text: A bench.
  choices:
    - {label: Keep it, do: [bench = kept, hours += 5], go: out}
    - {label: Give it up, outcomes: [{do: bench = given, result: They sit down.}], go: out}
out: {text: Out., ending: Out}
bridge:
  text:
    - A wheel.
    - {if: CONDITION, text: Somebody gave up a bench.}
  choices:
    - {label: Wait, do: hours += 9, go: later}
    - {label: Wait longer, do: hours += 10, go: later}
later:
  text: Later.
  choices:
    - {label: Ask after the bench, if: bench != unknown, go: out}
    - {label: Sail, go: out}
"""
BRIDGE = STORY.replace("start: start, set: {money: 50}", "start: bridge, set: {hours: 20}")


@pytest.mark.parametrize(
    ("condition", "values"),
    [
        ("bench == given", ("given",)),
        ("bench != unknown", ("kept", "given")),
        ("not bench == kept", ()),  # which also holds where nothing was left behind
        ("bench == given and hours >= 30", ()),
        ("bench == given and coat", ("given",)),  # the coat is anybody's guess
        ("coat", ()),
    ],
)
def test_an_echo_is_heard_of_too_early_by_the_clock(condition: str, values: tuple[str, ...], tmp_path: Path) -> None:
    found = echoes_in(small(tmp_path, TWO.replace("CONDITION", condition), story=BRIDGE))
    told = [(early.scene, early.echo, early.values, early.shown.isoformat(" "), early.left.isoformat(" ")) for early in found]
    later = ("later", "bench", ("kept", "given"), "2022-09-22 23:00:00", "2022-09-23 00:00:00")  # at hour 29, and at 30 it could be
    here = [("bridge", "bench", values, "2022-09-22 14:00:00", "2022-09-23 00:00:00")] if values else []
    assert told == [*here, later]


def test_a_story_without_a_clock_has_no_hours(tmp_path: Path) -> None:
    bare = BRIDGE.replace("clock: {start: 2022-09-21 18:00, variable: hours, utc: 3}\n", "").replace(", utc: 3", "").replace(", utc: 5", "")
    assert hours_of(small(tmp_path, TWO.replace("CONDITION", "bench == given"), story=bare)) == {}
