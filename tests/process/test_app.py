"""The full-screen app in a pseudo-terminal: what stands on the screen, and what is left of it however it is stopped."""

import os
import re
import signal
import sys
import time

import pytest

from tests.process.command import ALTERNATE_SCREEN, CURSOR, FERRY, ROOT, Computer, Terminal
from tests.process.model import Model
from tests.process.test_pipes import decisions

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")

CTRL_Q, CTRL_Z = "\x11", "\x1a"
APP = ("play", FERRY, "--role", "visitor", "--seed", "11")


def play_two_choices(terminal: Terminal) -> None:
    terminal.wait_for("4 Join the line for the night boat")
    terminal.type("1")
    terminal.wait_for("3 Join the line for the night boat")
    assert "He drinks, and moves half a metre to the left." in terminal.flowing
    terminal.type("1")
    terminal.wait_for("A door with a bell.")


def goes_on_at_the_door(computer: Computer) -> bool:
    return "A door with a bell." in computer.run("play", FERRY).out


def test_it_takes_the_terminal_and_gives_it_back(computer: Computer) -> None:
    with computer.terminal(*APP) as terminal:
        play_two_choices(terminal)
        assert terminal.mode(ALTERNATE_SCREEN)
        assert terminal.mode(CURSOR) is False
        assert not terminal.echoes()
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.is_restored()
        assert terminal.last_words == "Your game is saved. `neighbours` goes on from here."
    assert goes_on_at_the_door(computer)
    assert "2 decisions" in decisions(computer)[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(computer: Computer, number: signal.Signals) -> None:
    with computer.terminal(*APP) as terminal:
        play_two_choices(terminal)
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        assert terminal.is_restored()
        assert "Traceback" not in terminal.last_words
    assert goes_on_at_the_door(computer)


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.1, 0.2])
def test_a_signal_while_it_starts_leaves_the_terminal_as_it_was(computer: Computer, pause: float) -> None:
    """Whenever it comes: before there is a screen, while it is drawn, or soon after."""
    with computer.terminal(*APP) as terminal:
        terminal.wait_until(lambda terminal: bool(terminal.written), "the first sign of the app")
        time.sleep(pause)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() in (128 + signal.SIGTERM, -signal.SIGTERM)
        assert terminal.is_restored()


def test_a_window_that_closes(computer: Computer) -> None:
    with computer.terminal(*APP) as terminal:
        play_two_choices(terminal)
        terminal.hang_up()
        assert terminal.wait() in (-signal.SIGHUP, 128 + signal.SIGHUP)
    assert goes_on_at_the_door(computer)


def test_it_goes_on_where_the_plain_mode_stopped(computer: Computer) -> None:
    computer.run("play", FERRY, "--role", "visitor", typed="1\n1\n")
    with computer.terminal("play", FERRY) as terminal:
        terminal.wait_for("A door with a bell.")
        terminal.wait_for("1 Go on")
        assert "Offer Otto" not in terminal.flowing


def test_a_second_window(computer: Computer) -> None:
    """Both go on, neither overwrites the other, and the second is told that it plays a copy."""
    with computer.terminal(*APP) as first:
        play_two_choices(first)
        with computer.terminal("play", FERRY) as second:
            second.wait_for("This game is open in another window, so you go on here with a copy of it.")
            second.wait_for("1 Go on")
            second.type("1")
            second.wait_for("3 Thank her and go")
            first.type("u")
            first.wait_until(
                lambda first: "1 Walk to the office" in first.flowing and "Go on" not in first.flowing, "the choice to be undone"
            )
            for terminal in (first, second):
                terminal.type(CTRL_Q)
                assert terminal.wait() == 0
    games = decisions(computer)
    assert sorted(line.split("· ")[2].strip() for line in games) == ["1 decision", "2 decisions"]


def test_a_home_that_is_a_file(computer: Computer) -> None:
    computer.home.write_text("not a folder", "utf-8")
    with computer.terminal(*APP, rows=60) as terminal:
        terminal.wait_for("can't be saved for now")
        terminal.type("1")
        terminal.wait_for("He drinks")
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.is_restored()
        assert "Your game is saved" not in terminal.last_words
        assert "could not be saved" in terminal.last_words


def test_no_colour_is_written_where_none_is_wanted(computer: Computer) -> None:
    with computer.terminal(*APP, NO_COLOR="1", COLORTERM="truecolor") as terminal:
        play_two_choices(terminal)
        styles = {style for match in re.finditer(rb"\x1b\[([\d;:]*)m", terminal.written) for style in re.split(rb"[;:]", match[1])}
    colours = {b"%d" % number for number in (*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108))}
    assert not styles & colours


def test_it_follows_the_window_s_size(computer: Computer) -> None:
    with computer.terminal(*APP) as terminal:
        terminal.wait_for("4 Join the line for the night boat")
        terminal.resize(30, 8)
        terminal.wait_until(lambda terminal: "Otto" not in terminal.flowing and bool(terminal.flowing), "a notice that it is too small")
        terminal.resize(120, 40)
        terminal.wait_for("4 Join the line for the night boat")
        time.sleep(0.5)  # a key counts for what was on the screen when it was pressed, and nobody is quicker than that
        terminal.type("1")
        terminal.wait_for("He drinks")


def test_the_shelf_leads_to_a_game_with_enter(computer: Computer) -> None:
    with computer.terminal() as terminal:
        terminal.wait_for("Enter begins as")
        terminal.type("\r")
        terminal.wait_for("s Skip")
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.last_words == "Your game is saved. `neighbours` goes on from here."


def test_a_mistake_in_the_game_is_told_in_a_sentence(computer: Computer) -> None:
    faulty = computer.folder / "faulty"
    faulty.mkdir()
    (faulty / "sitecustomize.py").write_text(
        "from game.session.game_session import GameSession\n"
        "def undo(self):\n    raise ZeroDivisionError('\\x1b[2J oh')\nGameSession.undo = undo\n"
    )
    with computer.terminal(*APP, PYTHONPATH=os.pathsep.join([str(faulty), str(ROOT)])) as terminal:
        play_two_choices(terminal)
        terminal.type("u")
        assert terminal.wait() == 1
        assert terminal.is_restored()
        told = " ".join(terminal.last_words.split())
        assert told.startswith("Good Neighbours had to stop: there is a mistake in the game. What you played is saved, in")
        assert str(computer.saves) in told.replace(" ", "")
        assert "Traceback" not in told
    details = (computer.home / "crash.txt").read_text()
    assert "ZeroDivisionError: \ufffd[2J oh" in details
    assert goes_on_at_the_door(computer)


@pytest.mark.skipif(sys.platform == "darwin", reason="no job control without a shell there")
def test_it_can_be_suspended(computer: Computer) -> None:
    with computer.terminal(*APP) as terminal:
        play_two_choices(terminal)
        terminal.type(CTRL_Z)
        terminal.wait_until(lambda terminal: bool(terminal.is_restored()), "the terminal to be given back")
        _, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        terminal.signal(signal.SIGCONT)
        terminal.wait_until(lambda terminal: terminal.mode(1049) is True and not terminal.echoes(), "the game to come back")
        terminal.wait_for("A door with a bell.")
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0


@pytest.mark.parametrize(("columns", "seed"), [(80, 3), (96, 5)])
def test_the_screen_says_what_the_story_says(computer: Computer, columns: int, seed: int) -> None:
    """A whole role, choice for choice: each paragraph, each choice, and each reason for a closed one stand there."""
    model = Model.begin(FERRY, "visitor", seed=seed)
    with computer.terminal("play", FERRY, "--role", "visitor", "--seed", str(seed), columns=columns, rows=100) as terminal:
        screens = 0
        while True:
            model.wait(terminal)
            screens += 1
            if model.ended:
                break
            terminal.type(model.choose_any())
        assert screens >= 5
