"""What is built and handed on: one package, with the shipped stories in it."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.process.command import PATIENCE, ROOT, Computer

pytest.importorskip("hatchling", reason="building needs the extra `dev`")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    for target in ("wheel", "sdist"):
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
    return folder


def names_in_the_wheel(built: Path) -> list[str]:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        return wheel.namelist()


def test_the_wheel_holds_one_package_with_the_stories_in_it(built: Path) -> None:
    names = names_in_the_wheel(built)
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"game", "good_neighbours"}
    assert "game/py.typed" in names
    assert "game/scenes/LICENSE" in names
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "scenes").rglob("*.yaml")}
    assert {f"game/{path}" for path in shipped} <= set(names)


def test_the_wheel_holds_every_file_of_the_package(built: Path) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "game").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert ours <= set(names_in_the_wheel(built))


def test_the_source_holds_what_is_needed_to_build_and_test(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "constraints.txt", "game/cli/main.py", "scenes/good_neighbours/story.yaml"} <= names
    assert any(name.startswith("tests/") for name in names)
    assert not any("__pycache__" in name or name.startswith((".venv", "dist")) for name in names)


def test_the_shipped_story_plays_from_the_wheel(built: Path, computer: Computer) -> None:
    """The package is unpacked elsewhere, and played from yet another folder; nothing of the checkout is in reach."""
    unpacked = computer.folder / "unpacked"
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(unpacked)
    done = computer.run("play", "good_neighbours", "--plain", typed="1\n1\n1\n", PYTHONPATH=str(unpacked))
    assert (done.code, done.err) == (0, "")
    assert "Your game is saved." in done.out
    assert computer.run("check", PYTHONPATH=str(unpacked)).code == 0
