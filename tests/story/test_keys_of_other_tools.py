"""Keys as other tools have them, and what is written in another form than ours: told with what was meant."""

from pathlib import Path

import pytest

from tests.small import STORY, load_small

SCENES = """\
start:
  text: The quay.
  choices:
    - label: Wait
      LINE
pier: {text: It comes., ending: Aboard}
"""

# what was typed in a choice -> what the carets stand under, what is asked or said, and the lines that mend it
TYPED = {
    "Go: pier": ("Go", "did you mean `go`?", "go: pier"),
    "goto: pier": ("goto", "did you mean `go`?", "go: pier"),
    "next: pier": ("next", "did you mean `go`?", "go: pier"),
    "target: pier": ("target", "did you mean `go`?", "go: pier"),
    "then: pier": ("then", "did you mean `go`?", "go: pier"),
    "condition: coat": ("condition", "did you mean `if`?", "if: coat\n      go: pier"),
    "When: coat": ("When", "did you mean `if`?", "if: coat\n      go: pier"),
    "effect: coat = true": ("effect", "did you mean `do`?", "do: coat = true\n      go: pier"),
    "text: He nods.": ("text", "did you mean `result`?", "result: He nods.\n      go: pier"),
    "if coat: pier": ("if coat", "did you mean `if: coat`?", "if: coat\n      go: pier"),
    "else: pier": ("else", "a second one with the contrary condition", "go: pier"),
    "Get up: pier": ("Get up", "did you mean `label: Get up`?", "go: pier"),
    "if: [coat, thermos]": ("[", "did you mean `coat and thermos`?", "if: coat and thermos\n      go: pier"),
    "if: {coat: true}": ("{", "did you mean `coat == true`?", "if: coat == true\n      go: pier"),
    "do: {coat: true}": ("{", "did you mean `coat = true`?", "do: coat = true\n      go: pier"),
    "// go on": ("//", "begin a remark to yourself with `#`", "# go on\n      go: pier"),
    "<!-- go on -->": ("<!--", "begin a remark to yourself with `#`", "# go on\n      go: pier"),
}


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_in_a_choice(typed: str, tmp_path: Path) -> None:
    under, says, mended = TYPED[typed]
    (problem,) = load_small(tmp_path, SCENES.replace("LINE", typed)).problems
    place = problem.place
    assert (place.line, place.text[place.column - 1 :][: place.length]) == (5, under)
    assert says in f"{problem.label} {problem.help}"
    assert load_small(tmp_path, SCENES.replace("LINE", mended)).problems == ()


def test_a_key_that_stands_there_already_is_not_proposed(tmp_path: Path) -> None:
    (problem,) = load_small(tmp_path, SCENES.replace("LINE", "text: He nods.\n      result: He waves.\n      go: pier")).problems
    assert "result" not in problem.label


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("{type: text, values: [a, b]}", "`enum`"),
        ("{type: flag, default: true}", "`start`"),
        ("{type: flag, value: true}", "`start`"),
        ("false", "`{type: flag, start: false}`"),
    ],
)
def test_what_is_typed_as_a_variable(typed: str, meant: str, tmp_path: Path) -> None:
    story = STORY.replace("  coat: {type: flag}\n", f"  coat: {typed}\n")
    (problem,) = load_small(tmp_path, SCENES.replace("LINE", "go: pier"), story=story).problems
    assert problem.label == f"did you mean {meant}?"
