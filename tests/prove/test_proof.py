"""What a proof says of the examples of its codes, of a limit, and of the shipped story. Planted faults: test_planted.py."""

from pathlib import Path

import pytest

from game.load import load
from game.problems.examples import write_example
from game.problems.proving import PROVING
from game.prove.proof import Proof, prove
from game.stories import shipped_folder
from game.story.model import Story


def proved(text: str, folder: Path) -> tuple[Story, Proof]:
    write_example(text, folder)
    story = load(folder).story
    assert story is not None, load(folder).problems
    return story, prove(story)


@pytest.mark.parametrize("code", PROVING, ids=lambda code: code.name)
def test_each_code_is_found_in_its_wrong_example_and_not_in_its_right_one(code, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "wrong").mkdir()
    (tmp_path / "right").mkdir()
    _, wrong = proved(code.wrong, tmp_path / "wrong")
    assert code.name in {finding.code for finding in wrong.findings}
    assert wrong.verdict == "REFUTED"
    _, right = proved(code.right, tmp_path / "right")
    assert (right.findings, right.verdict) == ([], "PROVED")


TILL = """\
start:
  text: A till.
  choices:
    - {label: Pay, if: money > 3, go: pier}
    - {label: Wait, do: money = 5, once: true}
    - {label: Leave, go: pier}
pier: {text: It comes., ending: Aboard}
"""


def test_a_limit_is_told_and_nothing_is_claimed(tmp_path: Path) -> None:
    write_example(TILL, tmp_path)
    story = load(tmp_path).story
    assert story is not None
    assert prove(story, limit=1).verdict == "BOUNDED"


def test_the_shipped_story_is_proved() -> None:
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None
    proof = prove(story)
    assert [(finding.code, finding.message) for finding in proof.findings] == []
    assert proof.verdict == "PROVED"
