"""The project's own description: what it needs, the versions that it is tested with, and how its tree is kept."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.process.command import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[A-Za-z0-9.]+)")


def pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    found = [PIN.fullmatch(line) for line in lines if line and not line.startswith("#")]
    assert all(found), "a line of constraints.txt is no exact version"
    named = [(canonicalize_name(match["name"]), Version(match["version"])) for match in found if match is not None]
    assert len(dict(named)) == len(named), "a package stands in constraints.txt twice"
    return dict(named)


def requirements() -> list[Requirement]:
    project = PROJECT["project"]
    lists = [PROJECT["build-system"]["requires"], project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for listed in lists for line in listed]


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_what_is_needed_is_pinned_to_a_version_that_will_do(requirement: Requirement) -> None:
    if canonicalize_name(requirement.name) == PROJECT["project"]["name"]:
        return  # an extra of our own, named by another
    assert requirement.specifier.contains(pins()[canonicalize_name(requirement.name)])


def test_whatever_is_needed_in_turn_is_pinned_as_well() -> None:
    """Every package that a play, a test or a check needs, and every one that those need; as far as they are installed."""
    waiting = [requirement for requirement in requirements() if canonicalize_name(requirement.name) != PROJECT["project"]["name"]]
    seen: set[tuple[str, ...]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        key = (name, *sorted(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        assert name in pins(), f"{name} is not in constraints.txt"
        try:
            needs = distribution(name).requires or ()
        except PackageNotFoundError:
            continue
        waiting += [needed for needed in map(Requirement, needs) if _holds(needed, requirement.extras)]
    assert ("textual",) in seen


def _holds(needed: Requirement, extras: set[str]) -> bool:
    """Whether a requirement is one on this computer, for what asks for it with some extras."""
    return needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in (*extras, ""))


def test_every_supported_python_is_named() -> None:
    project = PROJECT["project"]
    named = {line.rpartition(" ")[2] for line in project["classifiers"] if re.search(r":: 3\.\d+$", line)}
    assert project["requires-python"] == ">=" + min(named, key=Version)
    assert "3.11" in named


# ---- the tree ----

GAME = ROOT / "game"
MODULES = sorted(GAME.rglob("*.py"))


def twice(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The names that more than one thing has, with where they are."""
    places: dict[str, list[str]] = {}
    for name, place in named:
        places.setdefault(name, []).append(place)
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_folder_has_more_modules_than_can_be_looked_through() -> None:
    counts = Counter(path.parent.relative_to(ROOT).as_posix() for path in MODULES if path.name != "__init__.py")
    assert {folder: count for folder, count in counts.items() if count > 20} == {}


def test_no_two_modules_are_called_alike() -> None:
    named = ((path.stem, str(path.relative_to(ROOT))) for path in MODULES if not path.stem.startswith("__"))
    assert twice(named) == {}


def test_no_two_classes_are_called_alike() -> None:
    classes = (
        (node.name, f"{path.relative_to(ROOT)}:{node.lineno}")
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert twice(classes) == {}
