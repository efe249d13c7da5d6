"""The table of codes: every example is what it says it is, and every code that is told is in it."""

import ast
from pathlib import Path

import pytest

import game
from game.problems import codes as codes_module
from game.problems.codes import CODES, Code
from game.source.yaml_tree import EventParser
from tests.examples import codes_found_by

from .helpers import both_parsers, read

READING = codes_found_by("reading")
EXAMPLES = [code for code in READING if code.wrong]


@both_parsers
@pytest.mark.parametrize("code", EXAMPLES, ids=lambda code: code.name)
def test_the_wrong_example_is_wrong_in_this_way_alone(code: Code, parser: EventParser) -> None:
    assert [problem.code for problem in read(code.wrong, parser)[1]] == [code.name]


@both_parsers
@pytest.mark.parametrize("code", EXAMPLES, ids=lambda code: code.name)
def test_the_right_example_is_right(code: Code, parser: EventParser) -> None:
    tree, problems = read(code.right, parser)
    assert problems == []
    assert tree is not None


def test_names_are_words_with_hyphens_and_every_code_explains_itself() -> None:
    for code in READING:
        assert code.name.replace("-", "").isalnum(), code.name
        assert code.name == code.name.lower()
        assert code.meaning.endswith("."), code.name
        assert "\n" not in code.meaning
        assert len(code.help) >= 30, code.name


def test_every_file_is_a_code_of_its_own_and_reads_well() -> None:
    files = [path for path in Path(codes_module.__file__).parent.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    assert sorted(path.name for path in files) == [f"{name}.md" for name in CODES]
    for code in CODES.values():
        assert code.help.endswith((".", ")")), code.name
        assert bool(code.wrong) is bool(code.right), code.name


def test_every_code_that_the_reading_tells_is_in_the_table_and_the_other_way_round() -> None:
    told = set()
    for path in (Path(game.__file__).parent / "source").rglob("*.py"):
        if path.name in ("shapes.py", "layout.py", "schema.py", "check.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES:
                told.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("Problem", "report"):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    assert first.value in CODES, f"{path.name}:{node.lineno}"
    assert {code.name for code in READING} <= told


@both_parsers
def test_a_bar_after_a_text_in_quotes_is_what_the_text_goes_on_with(parser: EventParser) -> None:
    _, problems = read(b"hall:\n  text: ''|#3 is cut\n", parser)
    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [("text-after-quote", 2, 10)]


@both_parsers
@pytest.mark.parametrize(
    ("above", "asked"), [("title The hall", "is a colon missing after `title` above?"), ("A hall", "line 2 is a text")]
)
def test_a_first_name_without_its_colon_is_asked_after(above: str, asked: str, parser: EventParser) -> None:
    (problem,) = read(f"hall:\n  {above}\n  place: quay\n", parser)[1]
    assert (problem.code, problem.place.line, problem.label) == ("wrong-indent", 3, asked)
