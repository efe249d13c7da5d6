"""What a proof says: planted faults are found, their faultless twins are not, and each way shown can be played."""

from pathlib import Path

import pytest

from game.load import load
from game.play.engine import open_choices
from game.play.path import parse_path, path_text, walk_path
from game.play.playthrough import Playthrough
from game.play.program import compile_role
from game.problems.examples import write_example
from game.problems.proving import PROVING
from game.prove.proof import Finding, Proof, prove
from game.stories import shipped_folder
from game.story.model import Story


def proved(text: str, folder: Path) -> tuple[Story, Proof]:
    write_example(text, folder)
    story = load(folder).story
    assert story is not None, load(folder).problems
    return story, prove(story)


def played(story: Story, finding: Finding) -> Playthrough:
    """The way that a finding shows, pasted back and played in the real engine."""
    assert finding.witness is not None
    line = path_text(finding.witness.carried, finding.witness.entries)
    return walk_path(compile_role(story, finding.witness.role), parse_path(line), seed=0)


@pytest.mark.parametrize("code", PROVING, ids=lambda code: code.name)
def test_each_code_is_found_in_its_wrong_example_and_not_in_its_right_one(code, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "wrong").mkdir()
    (tmp_path / "right").mkdir()
    _, wrong = proved(code.wrong, tmp_path / "wrong")
    assert code.name in {finding.code for finding in wrong.findings}
    assert wrong.verdict == "REFUTED"
    _, right = proved(code.right, tmp_path / "right")
    assert (right.findings, right.verdict) == ([], "PROVED")


LOOP = """\
start:
  text: Two benches.
  choices:
    - {{label: Sit on the left, go: left}}
    - {{label: Leave, go: pier}}
left:
  text: It is cold.
  choices:
    - {{label: Sit on the right, go: right}}
right:
  text: It is colder.
  choices:
    - {{label: Sit on the left, go: left}}
    {way_out}
pier: {{text: It comes., ending: Aboard}}
"""
ORDER = """\
start:
  text: A door and a hook.
  choices:
    - {{label: Hang up the coat, if: coat, do: coat = false}}
    - {{label: Take the coat, if: {take}, do: [coat = true, papers = foreign]}}
    - {{label: Go out, go: yard}}
yard:
  text: Rain.
  choices:
    - {{label: Walk, if: coat, go: pier}}
    - {{label: Go in, if: {back}, go: start}}
pier: {{text: It comes., ending: Aboard}}
"""
COUNTER = """\
start:
  text: A jetty.
  choices:
    - {{label: Throw a coin, if: money < 100, do: money += 10}}
    - {{label: Take the coat, if: money < 30, do: coat = true}}
    - {{label: Board, if: coat{or_rich}, go: pier}}
    - {{label: Look, do: hours += 0}}
pier: {{text: It comes., ending: Aboard}}
"""
MENU = """\
start:
  text: A kiosk.
  choices:
    - {{label: Buy tea, once: true, do: money += 5}}
    - {{label: Buy bread, once: true, do: money += 5}}
    {leave}
    - {{label: Pay, if: money > 20, go: pier}}
pier: {{text: It comes., ending: Aboard}}
"""
MONEY = """\
start:
  text: A till.
  choices:
    - {{label: Pay, if: {asked}, go: pier}}
    - {{label: Wait, do: money = 5, once: true}}
    - {{label: Leave, go: pier}}
pier: {{text: It comes., ending: Aboard}}
"""
FAULTS = {
    # name: (the story, its fault, its mend, the codes that the fault gives)
    "a loop without a way out": (LOOP, {"way_out": ""}, {"way_out": "- {label: Leave, go: pier}"}, {"trap"}),
    "a menu that runs dry": (MENU, {"leave": ""}, {"leave": "- {label: Leave, go: pier}"}, {"dead-end", "never-open"}),
    "a condition that can't hold": (MONEY, {"asked": "money > 10 and money < 5"}, {"asked": "money > 3 and money < 10"}, {"never-open"}),
    "a trap that an order of choices opens": (
        ORDER,
        {"take": "not coat and papers == internal", "back": "papers == internal"},
        {"take": "not coat", "back": "not coat"},
        {"dead-end"},
    ),
    "a counter that closes the way out": (COUNTER, {"or_rich": ""}, {"or_rich": " or money >= 30"}, {"trap"}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_faults_are_found_and_shown(fault: str, tmp_path: Path) -> None:
    text, wrong, right, codes = FAULTS[fault]
    (tmp_path / "wrong").mkdir()
    (tmp_path / "right").mkdir()
    story, proof = proved(text.format(**wrong), tmp_path / "wrong")
    assert codes <= {finding.code for finding in proof.findings}
    for finding in proof.findings:
        if finding.code == "dead-end":
            end = played(story, finding)
            assert not end.ended
            assert open_choices(end.program, end.state) == []
        elif finding.code == "trap":
            assert not played(story, finding).ended
    twin, mended = proved(text.format(**right), tmp_path / "right")
    wanted = {"never-open"} if fault == "a menu that runs dry" else set()  # paying for tea is out of reach in both
    assert {finding.code for finding in mended.findings} == wanted, twin.id


def test_an_echo_that_closes_every_choice_is_found(tmp_path: Path) -> None:
    story, proof = proved(
        """\
# file: story.yaml
title: The ferry
roles:
  visitor: {title: The visitor, blurb: Somebody., start: start}
  captain: {title: The captain, blurb: Somebody., start: bridge}
echoes:
  bench: {values: [kept, given], from: visitor}
# file: scenes.yaml
start:
  text: A bench.
  choices:
    - {label: Keep it, do: bench = kept, go: pier}
    - {label: Give it up, do: bench = given, go: pier}
bridge:
  text: A wheel.
  choices:
    - {label: Cast off, if: bench != given, go: pier}
pier: {text: It comes., ending: Aboard}
""",
        tmp_path,
    )
    assert [finding.code for finding in proof.findings] == ["dead-end"]
    end = played(story, proof.findings[0])
    assert end.carried.echoes == {"bench": "given"}
    assert open_choices(end.program, end.state) == []


def test_a_limit_is_told_and_nothing_is_claimed(tmp_path: Path) -> None:
    write_example(MONEY.format(asked="money > 3"), tmp_path)
    story = load(tmp_path).story
    assert story is not None
    assert prove(story, limit=1).verdict == "BOUNDED"


def test_the_shipped_story_is_proved() -> None:
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None
    proof = prove(story)
    assert [(finding.code, finding.message) for finding in proof.findings] == []
    assert proof.verdict == "PROVED"
