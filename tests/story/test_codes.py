"""Every code of linking: its wrong example has that problem and no other, its right example has none."""

import ast
from pathlib import Path

import pytest

import game
from game.library.load import load
from game.problems.codes import CODES, Code
from tests.examples import codes_found_by, example_files, write_example

LINKING = codes_found_by("linking")
NAMES = {code.name for code in LINKING}


@pytest.mark.parametrize("code", LINKING, ids=lambda code: code.name)
def test_the_wrong_example_is_wrong_in_this_way_alone(code: Code, tmp_path: Path) -> None:
    write_example(code.wrong, tmp_path)
    loaded = load(tmp_path, shown="ferry")
    assert [problem.code for problem in loaded.problems] == [code.name], loaded.problems
    assert (loaded.story is None) is (code.severity == "error")
    problem = loaded.problems[0]
    lines = example_files(code.wrong)[problem.place.path.removeprefix("ferry/")].splitlines()
    assert problem.place.text == lines[problem.place.line - 1]
    assert 1 <= problem.place.column <= len(problem.place.text)
    assert problem.place.column + problem.place.length - 1 <= len(problem.place.text)


@pytest.mark.parametrize("code", LINKING, ids=lambda code: code.name)
def test_the_right_example_is_right(code: Code, tmp_path: Path) -> None:
    write_example(code.right, tmp_path)
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.story is not None


@pytest.mark.parametrize("code", LINKING, ids=lambda code: code.name)
def test_wrong_and_right_differ_by_the_mend_alone(code: Code) -> None:
    wrong, right = code.wrong.splitlines(), code.right.splitlines()
    assert wrong != right
    assert len(set(wrong) ^ set(right)) <= 8


@pytest.mark.parametrize("code", LINKING, ids=lambda code: code.name)
def test_it_explains_itself(code: Code) -> None:
    assert code.name.replace("-", "").isalpha()
    assert code.name == code.name.lower()
    assert code.meaning.endswith(".")
    assert "\n" not in code.meaning
    assert code.help.endswith(".")


def test_every_code_that_is_told_is_in_the_table_and_every_code_of_linking_is_told() -> None:
    root = Path(game.__file__).parent
    paths = [*(root / "story").rglob("*.py"), *(root / "kinds").glob("*.py"), root / "source" / "schema" / "shapes.py"]
    told: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in (
                "report",
                "LanguageError",
                "Problem",
            ):
                told |= codes_in(node.args[0])
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "unknown":
                what = node.args[0]
                unknown = {name for name in NAMES if name.startswith("unknown-") and name not in ("unknown-key", "unknown-link")}
                told |= {f"unknown-{what.value}"} if isinstance(what, ast.Constant) else unknown
            if isinstance(node, ast.Constant) and node.value in CODES:
                told.add(str(node.value))
    assert told - CODES.keys() == set()
    assert NAMES - told == set()


def codes_in(node: ast.expr) -> set[str]:
    match node:
        case ast.Constant(str() as name):
            return {name}
        case ast.JoinedStr([ast.Constant("unknown-"), ast.FormattedValue()]):
            return {name for name in NAMES if name.startswith("unknown-") and name not in ("unknown-key", "unknown-link")}
    return set()
