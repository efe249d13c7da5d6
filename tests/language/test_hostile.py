"""What must never be evaluated is refused when the story is loaded: a code, a column, and no story to play."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.library.load import load
from game.story.language.parse import LanguageError, parse_condition
from game.story.language.typed import NUMBER, TRUTH, NameScope, Type, typed_condition

CORPUS = Path(__file__).parent.parent / "corpus" / "hostile_expressions.txt"
SCOPE = NameScope(
    {"score": NUMBER, "lives": NUMBER, "brave": TRUTH, "name": Type("enum", ("ada", "bob"))},
    (),
    lambda token: pytest.fail(token.text),
    {"hall"},
    {"fare"},
    "",
)

# Each with its code and the column (from 1) that the message points at.
MORE = {
    "brave.real": ("bad-sign", 1),
    "score.numerator > 0": ("bad-sign", 1),
    "1 .real == 1": ("bad-sign", 3),
    "score.": ("bad-sign", 1),
    ".5 < score": ("bad-sign", 1),
    "_score > 1": ("bad-sign", 1),
    "score__ > 1": ("unknown-variable", 1),
    "__import__(os)": ("bad-sign", 1),
    "getattr(score, real)": ("unknown-function", 1),
    "globals()": ("unknown-function", 1),
    "open(name)": ("unknown-function", 1),
    "input()": ("unknown-function", 1),
    "has(key)": ("unknown-function", 1),
    "min(score, 1)(2) > 0": ("bad-expression", 14),
    "visited(hall)(fare)": ("bad-expression", 14),
    "score(1)": ("unknown-function", 1),
    "min()": ("bad-expression", 1),
    "min(score) > 1": ("bad-expression", 1),
    "max(score, brave) > 1": ("wrong-types", 12),
    "min(score, lives)": ("wrong-types", 1),
    "chosen()": ("bad-expression", 1),
    "chosen(hall)": ("bad-expression", 1),
    "chosen(hall/sit/down)": ("bad-expression", 1),
    "chosen(hell/sit)": ("unknown-scene", 8),
    "chosen(hall/sit) > 1": ("wrong-types", 18),
    "visited()": ("bad-expression", 1),
    "visited(hall, hall)": ("bad-expression", 1),
    "visited(1)": ("bad-expression", 1),
    "visited((hall)": ("bad-expression", 1),
    "visited(min(1, 2))": ("bad-expression", 1),
    "visited(score)": ("unknown-scene", 9),
    "visited(fare)": ("unknown-scene", 9),
    "knows(hall)": ("unknown-fact", 7),
    "visited": ("unknown-variable", 1),
    "min": ("unknown-variable", 1),
    "score := 10": ("bad-sign", 7),
    "score = 10": ("bad-expression", 7),
    "score += 1": ("bad-expression", 7),
    "score++": ("bad-expression", 7),
    "score == 1 == 1": ("bad-expression", 12),
    "1 < score < 5": ("bad-expression", 11),
    "score ** 2 > 1": ("bad-sign", 7),
    "score ^ 2 > 1": ("bad-sign", 7),
    "score >> 1 > 1": ("bad-expression", 8),
    "score / 2 > 1": ("bad-sign", 7),
    "score is 1": ("bad-expression", 7),
    "score in name": ("bad-expression", 7),
    "not": ("bad-expression", 1),
    "and brave": ("bad-expression", 1),
    "brave and": ("bad-expression", 7),
    "brave or or brave": ("bad-expression", 10),
    "()": ("bad-expression", 2),
    "(brave": ("bad-expression", 1),
    "brave)": ("bad-expression", 6),
    "min(score, lives) > (1": ("bad-expression", 21),
    "brave brave": ("bad-expression", 7),
    "brave > false": ("wrong-types", 7),
    "brave == 1": ("wrong-types", 7),
    "name > ada": ("wrong-types", 6),
    "name == score": ("wrong-types", 6),
    "name == eve": ("unknown-value", 9),
    "ada": ("wrong-types", 1),
    "score == ada": ("wrong-types", 10),
    "score + brave > 1": ("wrong-types", 9),
    "-brave": ("wrong-types", 2),
    "score": ("wrong-types", 1),
    "score > 1000000000": ("bad-number", 9),
    "score > 007": ("bad-number", 9),
    "score > 1,000": ("bad-number", 9),
    "score > 0x10": ("bad-number", 9),
    "score > 1e3": ("bad-number", 9),
    "score > \N{ARABIC-INDIC DIGIT THREE}": ("bad-number", 9),
    "score > \N{FULLWIDTH DIGIT THREE}": ("bad-number", 9),
    "score > \N{SUPERSCRIPT TWO}": ("bad-sign", 9),
    "\N{FULLWIDTH LATIN SMALL LETTER S}core > 1": ("bad-sign", 1),
    "sco\N{COMBINING ACUTE ACCENT}re > 1": ("bad-sign", 1),
    "hour > 9": ("no-clock", 1),
    "date >= 2022-09-27": ("no-clock", 1),
    "2022-02-30 == 2022-02-30": ("bad-number", 1),
    "$score > 1": ("bad-sign", 1),
    "@brave": ("bad-sign", 1),
    "{score} > 1": ("bad-sign", 1),
    "score > 1 ? brave : brave": ("bad-sign", 11),
    "brave \\ brave": ("bad-sign", 7),
    "\x1b[31mbrave": ("bad-sign", 1),
    "import os": ("bad-expression", 8),
    "yield": ("unknown-variable", 1),
    "none": ("unknown-variable", 1),
    "\U0001f600": ("bad-sign", 1),
}


def corpus() -> Iterator[tuple[str, str]]:
    """(id, expression) of every line; what YAML would have read as something else comes as it is written there."""
    for line in CORPUS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            id, _, shown, _ = line.split("\t")
            yield id, str(built(shown.removeprefix("PY: ")) if shown.startswith("PY: ") else json.loads(shown))


def built(source: str) -> object:
    """The few ways in which the file makes long texts, without evaluating any Python: "(" * 60 + "brave"."""
    return folded(ast.parse(source, mode="eval").body)


def folded(node: ast.expr) -> object:
    match node:
        case ast.Constant(value):
            return value
        case ast.List(elements):
            return [folded(element) for element in elements]
        case ast.BinOp(ast.Constant(str() as text), ast.Mult(), ast.Constant(int() as times)):
            return text * times
        case ast.BinOp(left, ast.Add(), right):
            return str(folded(left)) + str(folded(right))
    raise AssertionError(ast.dump(node))


HOSTILE = [*corpus(), *((text, text) for text in MORE)]


def test_there_are_as_many_hostile_expressions_as_were_found_in_the_wild() -> None:
    assert len(HOSTILE) >= 109


@pytest.mark.parametrize(("id", "text"), HOSTILE, ids=[id for id, _ in HOSTILE])
def test_it_is_refused_with_a_code_and_a_column(id: str, text: str) -> None:
    with pytest.raises(LanguageError) as caught:
        typed_condition(parse_condition(text), SCOPE)
    error = caught.value
    assert 0 <= error.start <= len(text)
    assert error.start + error.length <= max(1, len(text))
    assert len(error.message) < 200
    if id in MORE:
        assert (error.code, error.start + 1) == MORE[id]


STORY = """
title: Hostile
roles:
  one: {title: One, blurb: One., start: hall}
variables:
  score: {type: int, max: 9}
  lives: {type: int, max: 9}
  brave: {type: flag}
  name: {type: enum, values: [ada, bob]}
"""


@pytest.mark.parametrize(("id", "text"), HOSTILE, ids=[id for id, _ in HOSTILE])
def test_a_story_with_it_is_refused_at_its_place(id: str, text: str, tmp_path: Path) -> None:  # noqa: ARG001 - names the case
    (tmp_path / "story.yaml").write_text(STORY, "utf-8")
    shown = json.dumps(text, ensure_ascii=False)
    scene = (
        f"hall:\n  text: A hall.\n  choices:\n    - label: Go on\n      go: end\n      if: {shown}\nend: {{text: The end., ending: Out}}\n"
    )
    (tmp_path / "scenes.yaml").write_text(scene, "utf-8")
    loaded = load(tmp_path)
    assert loaded.story is None
    assert loaded.problems
    for problem in loaded.problems:
        assert problem.place.line == 6, problem
        assert 11 <= problem.place.column <= len(problem.place.text) + 1, problem


def test_the_same_story_with_a_tame_expression_loads(tmp_path: Path) -> None:
    """So what refuses the others is the expression."""
    test_text = (
        "hall:\n  text: A hall.\n  choices:\n    - {label: Go on, go: end, if: 'score > 1 and brave'}\nend: {text: The end., ending: Out}\n"
    )
    (tmp_path / "story.yaml").write_text(STORY, "utf-8")
    (tmp_path / "scenes.yaml").write_text(test_text, "utf-8")
    assert load(tmp_path).story is not None
