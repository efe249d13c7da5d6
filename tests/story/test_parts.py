"""Parts of a role, as an author declares them."""

from pathlib import Path

import pytest

from game.check.lint import lint
from game.library.load import Loaded
from game.story.model import RolePart
from tests.small import STORY, load_small, small

SCENES = """
start: {text: The ferry has left., choices: [{label: Wait, go: pier}, {label: Go home, do: coat = true, go: home}]}
pier: {text: It comes., go: aboard}
aboard: {text: It leaves., go: home}
home: {text: The lamp is on., ending: Home}
"""


def with_part(part: str) -> str:
    return STORY.replace(
        "a bag., start: start}", f"a bag., start: start, set: {{money: 9}}, parts: {{quay: {{title: The quay, {part}}}}}}}"
    )


def part_of(folder: Path, part: str) -> RolePart:
    (found,) = small(folder, SCENES, story=with_part(part)).roles["visitor"].parts
    return found


def loaded(folder: Path, part: str) -> Loaded:
    return load_small(folder, SCENES, story=with_part(part))


def test_a_part_begins_as_its_role_does(tmp_path: Path) -> None:
    part = part_of(tmp_path, "ends: [pier, home, pier], minutes: 4, told: [{if: coat, text: You have a coat.}, It is dark.]")
    assert (part.title, part.start, part.ends, part.minutes) == ("The quay", "start", ("pier", "home"), 4)
    assert (dict(part.values), part.before) == ({"money": 9}, None)
    assert [block.text.text for block in part.told if block.text is not None] == ["You have a coat.", "It is dark."]


def test_a_part_that_begins_later_has_its_own_values_beside_the_roles(tmp_path: Path) -> None:
    part = part_of(tmp_path, 'start: aboard, set: {coat: true}, before: "You went aboard.", minutes: 4')
    assert (part.start, part.ends, dict(part.values)) == ("aboard", (), {"money": 9, "coat": 1})


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("ends: [peer], minutes: 4, told: So.", ("unknown-scene", "did you mean `pier`?")),
        ("ends: [pier], minutes: 4", ("missing-key", "")),
        ("start: aboard, minutes: 4", ("missing-key", "")),
        ("ends: [start], minutes: 4, told: So.", ("ends-at-start", "")),
        ("ends: [pier], minutes: 4, told: '[So](fact:fair).'", ("unknown-fact", "did you mean `fare`?")),
        ("ends: [pier], minutes: 4, told: [{if: cot, text: So.}]", ("unknown-variable", "did you mean `coat`?")),
        ("ends: [pier], minutes: 4, told: So., set: {cash: 4}", ("unknown-variable", "")),
    ],
)
def test_what_a_part_names_must_be_there(part: str, problem: tuple[str, str], tmp_path: Path) -> None:
    (found,) = loaded(tmp_path, part).problems
    assert (found.code, found.label) == problem
    assert found.place.path.endswith("story.yaml")


def test_what_a_part_tells_is_read_by_the_rules_of_prose(tmp_path: Path) -> None:
    found = lint(loaded(tmp_path, "ends: [pier], minutes: 4, told: 300 people stand here."))
    assert [problem.message for problem in found.problems if problem.code == "loose-figure"] == [
        "the figure “300” in a text of the part `quay` has no source"
    ]


def test_a_condition_that_a_part_alone_asks_for_is_asked_for(tmp_path: Path) -> None:
    def unread(folder: str, told: str) -> bool:
        problems = lint(loaded(tmp_path / folder, f"ends: [pier], minutes: 4, told: {told}")).problems
        return any(problem.code == "never-read" and "`coat`" in problem.message for problem in problems)

    assert unread("1", "So.")
    assert not unread("2", "[{if: coat, text: So.}]")
