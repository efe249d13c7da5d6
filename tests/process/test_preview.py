"""Previewing in a pseudo-terminal while the files are being saved, as an author would: again and again, good and broken."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.process.command import FERRY, Computer, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")

CTRL_Q = "\x11"
SIZES = {"columns": 140, "rows": 50}
SAYS = "A door with a bell."


@pytest.fixture
def story(computer: Computer) -> Path:
    return Path(shutil.copytree(FERRY, computer.desk / "ferry"))


def in_place(path: Path, text: str) -> None:
    """Empty the file, then write it: as most editors and `>` do."""
    path.write_text(text, "utf-8")


def by_renaming(path: Path, text: str) -> None:
    """Write beside it and rename: as vim, emacs and many others do."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def twice(path: Path, text: str) -> None:
    """Half of it, and all of it soon after."""
    path.write_text(text[: len(text) // 2], "utf-8")
    path.write_text(text, "utf-8")


def by_deleting(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, "utf-8")


WAYS = (in_place, by_renaming, twice, by_deleting)
BROKEN = (
    ("choices:", "choises:", "a scene has no key `choises`"),
    ("go: office_door", "go: office_dor", "there is no scene `office_dor`"),
    ("    - label: Swim", "\t- label: Swim", "this line is indented with a tab"),
    ("if: thermos", "if: termos", "there is no name `termos`"),
    ("label: Swim", 'label: "Swim', "this quote is never closed"),
)


def begin(terminal: Terminal) -> None:
    terminal.wait_for("This scene quay")
    terminal.type("1")
    terminal.wait_for("as visitor, after 1 choice")
    terminal.type("1")
    terminal.wait_for("This scene office_door")
    terminal.wait_for(SAYS)


def test_twenty_saves_in_a_row_while_playing(computer: Computer, story: Path) -> None:
    """Never a crash, never the place lost: after each good save the new words stand there, after each broken one the mistake."""
    scenes = story / "scenes.yaml"
    good = scenes.read_text("utf-8")
    with computer.terminal("preview", str(story), "--print-path", **SIZES) as terminal:
        begin(terminal)
        for number in range(20):
            save: Callable[[Path, str], None] = WAYS[number % len(WAYS)]
            if number % 2:
                old, new, told = BROKEN[number // 2 % len(BROKEN)]
                assert old in good
                save(scenes, good.replace(old, new, 1))
                terminal.wait_for("You play the last version that had none.")
                terminal.wait_for(told)
                # The play goes on meanwhile, there and back.
                terminal.type("1")
                terminal.wait_for("after 3 choices")
                terminal.type("u")
            else:
                save(scenes, good.replace(SAYS, f"A door with a bell, saved {number} times."))
                terminal.wait_for(f"A door with a bell, saved {number} times.")
                assert "You play the last version" not in terminal.flowing
            terminal.wait_for("as visitor, after 2 choices")
            assert "This scene office_door" in terminal.flowing
        in_place(scenes, good)
        terminal.wait_for(SAYS)
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.is_restored()
        assert terminal.last_words == "offer-otto-your-tea walk-to-the-office"
    assert not computer.home.exists(), "nothing of a preview is kept"


def test_saves_while_keys_are_being_pressed(computer: Computer, story: Path) -> None:
    scenes = story / "scenes.yaml"
    good = scenes.read_text("utf-8")
    with computer.terminal("preview", str(story), **SIZES) as terminal:
        terminal.wait_for("This scene quay")
        for number in range(12):
            scenes.write_text(good.replace("Nobody looks up.", "Nobody looks up." * (number % 3)), "utf-8")
            terminal.type("1u" if number % 4 else "g\x1ba")
            terminal.read(0.05)
        scenes.write_text(good.replace("Nobody looks up.", "Somebody looks up."), "utf-8")
        terminal.type("r")
        terminal.wait_for("Somebody looks up.")
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.is_restored()
        assert "Traceback" not in terminal.last_words


def test_a_story_that_is_broken_from_the_start_begins_once_it_is_mended(computer: Computer, story: Path) -> None:
    good = (story / "story.yaml").read_text("utf-8")
    (story / "story.yaml").write_text(good.replace("roles:", "roles"), "utf-8")
    with computer.terminal("preview", str(story)) as terminal:
        terminal.wait_for("This story can't be played yet.")
        (story / "story.yaml").unlink()
        terminal.wait_for("there is no story.yaml in this folder")
        by_renaming(story / "story.yaml", good)
        terminal.wait_for("4 Join the line for the night boat")
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.is_restored()


def test_a_folder_that_goes_away(computer: Computer, story: Path) -> None:
    with computer.terminal("preview", str(story), **SIZES) as terminal:
        begin(terminal)
        shutil.rmtree(story)
        terminal.wait_for("there is no folder here")
        terminal.type("1")
        terminal.wait_for("as visitor, after 3 choices")
        shutil.copytree(FERRY, story)
        terminal.wait_for("Loaded anew")
        assert "as visitor, after 3 choices" in terminal.flowing
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0


def test_it_begins_with_a_path_and_prints_it(computer: Computer, story: Path) -> None:
    way = "offer-otto-your-tea walk-to-the-office"
    with computer.terminal("preview", str(story), "--role", "visitor", "--path", way, "--print-path", **SIZES) as terminal:
        terminal.wait_for("This scene office_door")
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.last_words == way


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--role", "visitr"), "did you mean `visitor`?"),
        (("--path", "fly-away"), "After 0 choices, in `quay`, `fly-away` can't be chosen."),
    ],
)
def test_what_it_can_t_begin_with(computer: Computer, story: Path, arguments: tuple[str, ...], told: str) -> None:
    with computer.terminal("preview", str(story), *arguments) as terminal:
        assert terminal.wait() == 2
        assert told in terminal.flowing


def test_without_a_terminal_it_says_so(computer: Computer, story: Path) -> None:
    done = computer.run("preview", str(story))
    assert done.code == 2
    assert done.said == "neighbours: preview draws on a terminal, and here is none; `neighbours play --plain` tells a story line by line.\n"
