"""What an author means for the program and a player would read is told; what is written for a reader isn't."""

from pathlib import Path

import pytest

from game.check.lint import lint
from tests.small import load_small

SCENES = """\
start:
  text: |
    The quay.
    TYPED
  choices:
    - {label: Wait, do: coat = true, go: pier}
pier: {text: It comes., ending: Aboard}
"""


def told(tmp_path: Path, typed: str) -> list[tuple[str, str]]:
    """What is under the carets of each warning, and what to do."""
    problems = lint(load_small(tmp_path, SCENES.replace("TYPED", typed))).problems
    found = [problem for problem in problems if problem.code == "shown-as-typed"]
    return [(problem.place.text[problem.place.column - 1 :][: problem.place.length], problem.help) for problem in found]


@pytest.mark.parametrize(
    ("typed", "under", "mend"),
    [
        ("It rains. # TODO how long?", "#", "a line above the text"),
        ("# The second part", "#", "a line above the text"),
        ("It rains. TODO", "TODO", "a line above the text"),
        ("It rains. // how long?", "//", "a remark begins with `#`"),
        ("It rains. <!-- how long? -->", "<!--", "a remark begins with `#`"),
        ("It <b>rains</b>.", "<b>", "*emphasis*"),
        ("It rains.<br/>", "<br/>", "an empty line between paragraphs"),
        ("[[Wait->pier]]", "[[Wait->pier]]", "a choice of the scene"),
        ("- one", "- o", "runs on in one line"),
        ("• one", "• o", "runs on in one line"),
        ("See https://example.org/rain.", "https://example.org/rain.", "its `url` in facts.yaml"),
    ],
)
def test_what_is_shown_as_typed_is_told(typed: str, under: str, mend: str, tmp_path: Path) -> None:
    ((marked, help),) = told(tmp_path, typed)
    assert marked == under
    assert mend in help


@pytest.mark.parametrize(
    "typed", ["Room#3, and #1.", "It is -5 degrees.", "5 < 6 > 4", "<You>", "And/or.", "A todo list.", "“– Yes,” she says.", "[one] [two]"]
)
def test_what_is_written_for_a_reader_is_left_alone(typed: str, tmp_path: Path) -> None:
    assert told(tmp_path, typed) == []


def test_names_with_digits_are_no_figures(tmp_path: Path) -> None:
    for typed, figures in (("COVID-19, H2O, MP3, G7 and A4.", 0), ("19 of them.", 1), ("mid-2022.", 1), ("£5.", 1), ("M39, 40 km.", 1)):
        problems = lint(load_small(tmp_path, SCENES.replace("TYPED", typed))).problems
        assert sum(problem.code == "loose-figure" for problem in problems) == figures, typed
