"""Reading texts with either parser, for the tests of this folder."""

from pathlib import Path
from typing import Any

import pytest

from game.problems import Problem
from game.source.decoding import decode
from game.source.nodes import MapNode, Node, Scalar
from game.source.yaml_tree import FASTEST, EventParser, PythonParser, read_tree

CORPUS = Path(__file__).parent.parent / "corpus"

both_parsers = pytest.mark.parametrize(
    "parser",
    [
        pytest.param(FASTEST, id="libyaml", marks=pytest.mark.skipif(FASTEST is PythonParser, reason="PyYAML was built without libyaml")),
        pytest.param(PythonParser, id="python"),
    ],
)


def read(text: str | bytes, parser: EventParser = FASTEST) -> tuple[MapNode | None, list[Problem]]:
    """The tree of a file and what is wrong with it. In a text, lone surrogates stand for bytes that aren't UTF-8."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    file, decoded, problems = decode(raw, "scenes.yaml")
    return read_tree(file, decoded, problems, parser=parser), problems


def places(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems]


def plain(node: Node | None) -> Any:
    """A tree as Python's own strings, lists and dicts."""
    if node is None or isinstance(node, Scalar):
        return None if node is None else node.value
    if isinstance(node, MapNode):
        return {name: plain(value) for name, value in node.items()}
    return [plain(item) for item in node.items]


def placed(node: Node | None) -> Any:
    """A tree with the style and the place of everything in it."""
    if node is None or isinstance(node, Scalar):
        return None if node is None else (node.value, node.style, node.line, node.column)
    if isinstance(node, MapNode):
        return node.line, node.column, [(name, placed(node.keys[name]), placed(value)) for name, value in node.items()]
    return node.line, node.column, [placed(item) for item in node.items]
