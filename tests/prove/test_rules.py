"""The rules that a story should keep: each is broken by its wrong example and kept by its right one."""

from pathlib import Path

import pytest

from game.load import load
from game.problems.code import Code
from game.problems.examples import write_example
from game.problems.telling import TELLING
from game.prove.lint import lint


def warned(text: str, folder: Path) -> set[str]:
    folder.mkdir()
    write_example(text, folder)
    loaded = load(folder)
    assert loaded.story is not None, loaded.problems
    return {problem.code for problem in lint(loaded)}


@pytest.mark.parametrize("code", TELLING, ids=lambda code: code.name)
def test_each_rule_is_broken_by_its_wrong_example_alone(code: Code, tmp_path: Path) -> None:
    assert code.name in warned(code.wrong, tmp_path / "wrong")
    assert code.name not in warned(code.right, tmp_path / "right")


def test_a_warning_stands_under_its_word(tmp_path: Path) -> None:
    write_example("start:\n  text: |\n    The ferry holds\n    300 people.\n  ending: On the quay\n", tmp_path)
    (figure,) = [problem for problem in lint(load(tmp_path)) if problem.code == "loose-figure"]
    assert (figure.place.line, figure.place.column, figure.place.length) == (4, 5, 3)


def test_a_scene_can_be_left_in_peace_with_a_reason(tmp_path: Path) -> None:
    loud = "start:\n  text: Room 300.\n  ending: On the quay\n"
    assert "loose-figure" in warned(loud, tmp_path / "loud")
    assert "loose-figure" not in warned(loud + "  quiet: {loose-figure: It is painted on the door}\n", tmp_path / "quiet")


def test_rules_that_know_only_english_are_silent_elsewhere(tmp_path: Path) -> None:
    story = "# file: story.yaml\ntitle: Die Fähre\nlanguage: de\nroles:\n  gast: {title: Gast, blurb: Jemand., start: start}\n"
    assert "loose-figure" not in warned(
        story + "# file: scenes.yaml\nstart:\n  text: 300 Leute warten.\n  ending: Am Kai\n", tmp_path / "de"
    )
