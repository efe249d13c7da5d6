"""The plain mode in a terminal, and what stops it: Ctrl+C, Ctrl+D, a window that closes, the system shutting down."""

import signal
import sys

import pytest

from tests.process.command import FERRY, Computer, Terminal
from tests.process.test_pipes import decisions

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")

CTRL_C, CTRL_D, CTRL_BACKSLASH = "\x03", "\x04", "\x1c"
PLAIN = ("play", FERRY, "--role", "visitor", "--plain")


def play_two_choices(terminal: Terminal) -> None:
    terminal.wait_for("4 Join the line for the night boat >")
    terminal.type("1\r")
    terminal.wait_for("He drinks")
    terminal.wait_for("3 Join the line for the night boat >")
    terminal.type("1\r")
    terminal.wait_for("1 Go on >")


def goes_on_at_the_door(computer: Computer) -> bool:
    return "A door with a bell." in computer.run("play", FERRY).out


def test_a_dialogue_with_a_prompt(computer: Computer) -> None:
    with computer.terminal(*PLAIN, rows=60) as terminal:
        play_two_choices(terminal)
        terminal.type("?\r")
        terminal.wait_for("quit; your game is saved >")
        terminal.type("q\r")
        assert terminal.wait() == 0
        assert terminal.is_restored()
        assert b"\x1b" not in terminal.written, "plain means plain"
    assert "2 decisions" in decisions(computer)[0]


def test_the_plain_mode_starts_by_itself_in_a_simple_terminal(computer: Computer) -> None:
    for name in ("dumb", "", None):
        with computer.terminal("play", FERRY, "--role", "visitor", TERM=name) as terminal:
            terminal.wait_for("4 Join the line for the night boat >")
            assert b"\x1b" not in terminal.written


def test_the_plain_mode_starts_by_itself_without_a_terminal(computer: Computer) -> None:
    done = computer.run(typed="q\n")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Good Neighbours\n")


def test_it_fits_a_narrow_window(computer: Computer) -> None:
    with computer.terminal(*PLAIN, columns=40, rows=60) as terminal:
        terminal.wait_for("4 Join the line for the night boat >")
        first = terminal.lines.index("The ferry is a light far out. You stand")
        assert terminal.lines[first + 1] == "on the quay (f1) with your bag. The fare"


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_keys_that_stop_it(computer: Computer, key: str) -> None:
    with computer.terminal(*PLAIN, rows=60) as terminal:
        play_two_choices(terminal)
        terminal.type(key)
        assert terminal.wait() == (130 if key == CTRL_C else 0)
        assert "Your game is saved." in terminal.text
        assert "Traceback" not in terminal.text
        assert terminal.is_restored()
    assert goes_on_at_the_door(computer)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGKILL])
def test_signals_that_stop_it(computer: Computer, number: signal.Signals) -> None:
    """A shell tells the code of a process that a signal killed as 128 and the signal's number."""
    with computer.terminal(*PLAIN, rows=60) as terminal:
        play_two_choices(terminal)
        terminal.signal(number)
        code = terminal.wait()
        assert (code if code >= 0 else 128 - code) == 128 + number
        assert "Traceback" not in terminal.text
        assert terminal.is_restored()
    assert goes_on_at_the_door(computer)
    assert len(decisions(computer)) == 1


def test_a_window_that_closes(computer: Computer) -> None:
    with computer.terminal(*PLAIN, rows=60) as terminal:
        play_two_choices(terminal)
        terminal.hang_up()
        assert terminal.wait() in (-signal.SIGHUP, 128 + signal.SIGHUP)
    assert goes_on_at_the_door(computer)


def test_ctrl_c_before_there_is_a_game(computer: Computer) -> None:
    with computer.terminal("play", FERRY, "--plain") as terminal:
        terminal.wait_for("when the ferry leaves. >")
        terminal.type(CTRL_C)
        assert terminal.wait() == 130
        assert "Traceback" not in terminal.text
    assert computer.run("games").out.startswith("No game is saved")


def test_a_second_window(computer: Computer) -> None:
    """Both are told, neither loses anything, and there are two games in the end."""
    with computer.terminal(*PLAIN, rows=60) as first:
        play_two_choices(first)
        with computer.terminal("play", FERRY, "--plain", rows=60) as second:
            second.wait_for("This game is open in another window, so you go on here with a copy of it.")
            second.wait_for("1 Go on >")
            second.type("1\r")
            second.wait_for("3 Thank her and go >")
            first.type("u\r")
            first.wait_for("You take back your last choice.")
            first.type("q\r")
            assert first.wait() == 0
            second.type("q\r")
            assert second.wait() == 0
    games = decisions(computer)
    assert sorted(line.split("· ")[2].strip() for line in games) == ["1 decision", "2 decisions"]


def test_it_stops_for_a_while_and_goes_on(computer: Computer) -> None:
    with computer.terminal(*PLAIN, rows=60) as terminal:
        terminal.wait_for("4 Join the line for the night boat >")
        terminal.signal(signal.SIGSTOP)
        terminal.type("1\r")
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("He drinks")
