"""What a lesson asks for is held to every route of those who are asked."""

from pathlib import Path

import pytest

from game.cli.main import main
from game.library.load import load
from game.prove.proof import Proof, prove
from tests.small import STORY, write_small

PARTED = STORY.replace("start: start}\n", "start: start, parts: {day: {title: A day, ends: [pier], minutes: 5, told: What now?}}}\n", 1)
SCENES = """\
start:
  text: "[The fare](fact:fare) is chalked up."
  choices: [{label: Go to the pier, go: pier}, {label: Look round, go: board}]
board: {text: "A board tells of [the delay](fact:delay).", go: pier}
pier: {text: "It comes. [The old tickets](fact:rule) are no good.", choices: [{label: Pay, go: end}, {label: Swim, go: end}]}
end: {text: You are over., ending: Home}
"""


def asked(folder: Path, fact: str, whom: str) -> Proof:
    question = f"{{fact: {fact}, for: [{whom}], ask: What is it?, options: {{a: One, b: Two}}, right: a}}"
    write_small(folder, SCENES, story=PARTED, lesson=f"question: Who pays?\nquestions: {{it: {question}}}\n")
    loaded = load(folder)
    assert loaded.story is not None, loaded.problems
    return prove(loaded.story, lesson=loaded.lesson)


@pytest.mark.parametrize(
    ("fact", "whom", "missed"),
    [
        ("fare", "visitor, visitor/day, captain", []),
        ("rule", "visitor, captain", []),
        ("rule", "visitor, visitor/day", ["as `visitor/day` one can come to an end without meeting `rule`, which `it` asks for"]),
        ("delay", "captain", ["as `captain` one can come to an end without meeting `delay`, which `it` asks for"]),
    ],
)
def test_a_question_is_named_where_a_route_of_those_who_are_asked_misses_its_fact(
    fact: str, whom: str, missed: list[str], tmp_path: Path
) -> None:
    proof = asked(tmp_path, fact, whom)
    assert [finding.message for finding in proof.missed] == missed
    assert proof.verdict == "PROVED", "nothing is wrong with the story"
    for finding in proof.missed:
        assert finding.witness is not None
        assert finding.witness.part == ("day" if "visitor/day" in finding.message else "")


def test_the_route_that_misses_it_can_be_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(tmp_path, "delay", "visitor")
    assert main(["prove", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert "warning[question-missed]" in told.err
    assert '--role visitor --path "go-to-the-pier' in told.err
    assert "The lesson asks for what a route can miss: 1 question." in told.out
