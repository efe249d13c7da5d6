"""Whatever stands where it shouldn't in whatever file, loading tells it and never fails."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.library.load import Loaded, load
from tests.source.mutations import mutations

FERRY = Path(__file__).parent.parent / "stories" / "ferry"
FILES: dict[str, Any] = {path.name: yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) for path in FERRY.glob("*.yaml")}


def places(node: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value of a file."""
    if at:
        yield at
    if isinstance(node, dict):
        for name, value in node.items():
            yield from places(value, (*at, name))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from places(value, (*at, number))


EVERYWHERE = [(file, at) for file, tree in FILES.items() for at in places(tree)]
MISPLACED = ["x", "", "-7", "5", "back", "1 in 0", "not", "{nope}", ["x"], [], {"a": "b"}, {}, [["x"]], [{"a": "b"}], None]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slips=st.lists(st.tuples(st.sampled_from(EVERYWHERE), st.sampled_from(MISPLACED)), min_size=1, max_size=3))
def test_a_value_of_another_kind_anywhere(slips: list[tuple[tuple[str, tuple[str | int, ...]], Any]], tmp_path: Path) -> None:
    trees = copy.deepcopy(FILES)
    for (file, at), value in slips:
        replace(trees[file], at, value)
    for name, tree in trees.items():
        (tmp_path / name).write_text(json.dumps(tree), "utf-8")
    hold(load(tmp_path))


def replace(tree: Any, at: tuple[str | int, ...], value: Any) -> None:
    """Put another value there, or take the key out where it is None; nothing where an earlier slip has taken the way."""
    for step in at[:-1]:
        if not isinstance(tree, dict | list) or (
            step not in tree if isinstance(tree, dict) else not isinstance(step, int) or step >= len(tree)
        ):
            return
        tree = tree[step]
    last = at[-1]
    if isinstance(tree, dict) and last in tree and value is None:
        del tree[last]
    elif isinstance(tree, dict) or (isinstance(tree, list) and isinstance(last, int) and last < len(tree)):
        tree[last] = copy.deepcopy(value)


def test_accidents_to_the_text_of_a_file(tmp_path: Path) -> None:
    seeds = {path.name: path.read_bytes() for path in FERRY.glob("*.yaml")}
    for name, raw in seeds.items():
        (tmp_path / name).write_bytes(raw)
    for name, raw in seeds.items():
        for broken in mutations([raw], seed=7, count=60):
            (tmp_path / name).write_bytes(broken)
            hold(load(tmp_path))
        (tmp_path / name).write_bytes(raw)


def hold(loaded: Loaded) -> None:
    """A story, or problems that stand in its files."""
    assert loaded.story is not None or loaded.errors
    assert len(set(loaded.problems)) == len(loaded.problems)
    for problem in loaded.problems:
        file = loaded.files[problem.place.path]
        assert 1 <= problem.place.line <= max(1, len(file.lines)), problem
        assert 1 <= problem.place.column <= len(problem.place.text) + 1, problem
        assert problem.message
        assert "None" not in problem.message
