"""The map beside the preview, in the real command: it is opened in a browser, follows the play and the files, and ends with it."""

import json
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.process.command import FERRY, PATIENCE, Computer, Terminal

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals"),
    pytest.mark.skipif(find_spec("fast_sugiyama") is None, reason="fast-sugiyama isn't installed"),
]

CTRL_Q = "\x11"
SIZES = {"columns": 140, "rows": 50}


@pytest.fixture
def story(computer: Computer) -> Path:
    return Path(shutil.copytree(FERRY, computer.desk / "ferry"))


@pytest.fixture
def browser(computer: Computer) -> Path:
    """A browser that notes the address it was given, and talks to whatever terminal it has."""
    noted = computer.desk / "opened"
    script = computer.desk / "browser"
    script.write_text(f'#!/bin/sh\necho "SPOILT"; echo "$1" > "{noted}"\n', "utf-8")
    script.chmod(0o755)
    return script


def address_in(terminal: Terminal) -> str:
    terminal.wait_for("The map of scenes: http://127.0.0.1:")
    found = re.search(r"http://127\.0\.0\.1:\d+/", terminal.flowing)
    assert found is not None
    return found[0]


def got(address: str) -> str:
    with urlopen(address, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def until(holds: Callable[[], bool], terminal: Terminal) -> None:
    """Wait, and go on reading what the app draws meanwhile, as a terminal does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, terminal.flowing
        terminal.read(0.05)


def is_gone(address: str) -> bool:
    try:
        got(address)
    except (URLError, ConnectionError):
        return True
    return False


def test_it_follows_the_play_and_the_files_and_ends_with_the_preview(computer: Computer, story: Path, browser: Path) -> None:
    with computer.terminal("preview", str(story), "--map", "--editor", "vscode", BROWSER=f"{browser} %s", **SIZES) as terminal:
        address = address_in(terminal)
        until((computer.desk / "opened").exists, terminal)
        until(lambda: (computer.desk / "opened").read_text("utf-8").strip() == address, terminal)
        assert json.loads(got(f"{address}now"))["here"] == "quay"
        page = got(address)
        assert f'href="vscode://file{story / "scenes.yaml"}:1"' in page
        terminal.type("1")
        terminal.wait_for("as visitor, after 1 choice")
        terminal.type("1")
        terminal.wait_for("This scene office_door")
        assert json.loads(got(f"{address}now"))["here"] == "office_door"
        scenes = story / "scenes.yaml"
        scenes.write_text(scenes.read_text("utf-8").replace("A door with a bell.", "A door without one."), "utf-8")
        terminal.wait_for("A door without one.")
        assert "Just changed: " in got(address)
        assert "SPOILT" not in terminal.flowing
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.is_restored()
        assert is_gone(address)


def test_it_ends_with_a_preview_that_is_killed(computer: Computer, story: Path, browser: Path) -> None:
    with computer.terminal("preview", str(story), "--map", BROWSER=f"{browser} %s", **SIZES) as terminal:
        address = address_in(terminal)
        assert "<svg" in got(address)
        terminal.signal(signal.SIGKILL)
        terminal.wait()
        assert is_gone(address)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_ends_both_and_the_terminal_is_as_it_was_found(
    computer: Computer, story: Path, browser: Path, number: int, code: int
) -> None:
    with computer.terminal("preview", str(story), "--map", BROWSER=f"{browser} %s", **SIZES) as terminal:
        address = address_in(terminal)
        assert "<svg" in got(address)
        terminal.signal(number)
        assert terminal.wait() == code
        assert terminal.is_restored()
        assert is_gone(address)


def test_an_editor_is_for_the_map_alone(computer: Computer, story: Path) -> None:
    with computer.terminal("preview", str(story), "--editor", "vscode") as terminal:
        assert terminal.wait() == 2
        assert "add --map" in terminal.flowing
