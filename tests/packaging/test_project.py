"""The project's own description: what it needs, and the versions that it is tested with."""

import re
import tomllib
from importlib.metadata import distribution
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


def test_what_playing_needs_is_pinned_to_the_last() -> None:
    """Every package that a play needs, and every one that those need in turn."""
    waiting = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker is not None and not any(requirement.marker.evaluate({"extra": extra}) for extra in (*requirement.extras, "")):
            continue
        if (name, *requirement.extras) not in seen:
            seen.add((name, *requirement.extras))
            assert name in pins(), f"{name} is not in constraints.txt"
            for line in distribution(name).requires or ():
                needed = Requirement(line)
                if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in (*requirement.extras, "")):
                    waiting.append(needed)


def test_every_supported_python_is_named() -> None:
    project = PROJECT["project"]
    named = {line.rpartition(" ")[2] for line in project["classifiers"] if re.search(r":: 3\.\d+$", line)}
    assert project["requires-python"] == ">=" + min(named, key=Version)
    assert "3.11" in named
