"""Terminals that send what nobody typed, and terminals that nobody reads any more."""

import os
import random
import signal
import sys
import time

import pytest

from tests.process import soak
from tests.process.command import FERRY, Computer, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")

ESC = b"\x1b"
APP = ("play", FERRY, "--role", "visitor", "--seed", "11")
CTRL_Q = b"\x11"
LONG_ENOUGH = 20.0  # seconds; half a minute and more was what it took where such a thing stood in the way


def send(terminal: Terminal, data: bytes) -> None:
    """Send all of it, a piece at a time, and take away what is written meanwhile."""
    while data:
        sent = os.write(terminal.ours, data[:1_000])
        data = data[sent:]
        terminal.read(0.0)


@pytest.mark.parametrize(
    "sent",
    [
        b"\xe4 ",  # a letter from a terminal that speaks Latin-1
        b"\x1b[M \xc0\x30",  # the mouse, as old terminals report it
        b"\xff\xfe\x80",
        b"\x1b[99999999u",  # a key with a number that no character has
        b"\x1b[1:2;3u",
        b"\x1b[;;55296u",  # half a character
        b"\x1b]11;rgb:1515/1717/1b1b\x07",
        b"\x1bP>|a terminal\x1b\\",
        b"\x1b[I\x1b[O",
    ],
)
def test_what_is_no_key_is_ignored(computer: Computer, sent: bytes) -> None:
    with computer.terminal(*APP) as terminal:
        terminal.wait_for("4 Join the line for the night boat")
        send(terminal, sent)
        time.sleep(0.3)  # what is held of an unfinished sequence is given up
        terminal.type("1")
        terminal.wait_for("3 Join the line for the night boat")
        terminal.type("\x11")
        assert terminal.wait() == 0
        assert terminal.is_restored()
        assert terminal.last_words == "Your game is saved. `neighbours` goes on from here."


@pytest.mark.parametrize(
    "storm",
    [
        (ESC + b"]0;a title\x07") * 2_000,
        ESC + b"]0;" + b"never closed " * 2_000,
        b"\x1b[48;9999;9999;9999;9999t" * 200,
        b"\x1b[O\x1b[I" * 2_000,
        b"?" * 400,
        b"\x1bOP\x1bOQ" * 400,
        b"\x1b[200~never closed",
        b"\x1b[99999999u",
        b"\x1b[<35;10;10M\x1b[<35;11;10M" * 2_000,
    ],
    ids=["strings", "a string without an end", "sizes", "the focus", "a key held down", "F1 and F2", "a paste", "no key", "the mouse"],
)
def test_ctrl_q_waits_for_nothing(computer: Computer, storm: bytes) -> None:
    with computer.terminal(*APP) as terminal:
        terminal.wait_for("4 Join the line for the night boat")
        send(terminal, storm)
        if b"200~" in storm:
            time.sleep(2.0)  # a paste may hold any character; without an end it is over after a second
        began = time.monotonic()
        send(terminal, CTRL_Q)
        assert terminal.wait() == 0
        assert time.monotonic() - began < LONG_ENOUGH
        assert terminal.is_restored()


def test_a_window_may_be_as_large_as_a_number_can_say(computer: Computer) -> None:
    with computer.terminal(*APP) as terminal:
        terminal.wait_for("4 Join the line for the night boat")
        terminal.resize(9_999, 9_999)
        terminal.resize(80, 24)
        terminal.wait_for("4 Join the line for the night boat")
        terminal.type("\x11")
        assert terminal.wait() == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_where_nobody_reads_the_terminal(computer: Computer, number: signal.Signals) -> None:
    """The terminal takes no more, so that the app stands still as it writes: it isn't even asked to end."""
    with computer.terminal(*APP, columns=200, rows=60) as terminal:
        terminal.wait_for("4 Join the line for the night boat")
        for _ in range(60):
            os.write(terminal.ours, b"m+w\x1bx\x1bj\x1b")
            time.sleep(0.02)
        terminal.signal(number)
        terminal.process.wait(LONG_ENOUGH)
        assert terminal.process.returncode == 128 + number
        assert terminal.echoes()
    assert computer.run("games").code == 0


def test_a_terminal_that_is_gone_ends_it_also_where_no_signal_says_so(computer: Computer) -> None:
    with computer.terminal(*APP, module="tests.process.deaf_app") as terminal:
        terminal.wait_for("4 Join the line for the night boat")
        terminal.hang_up()
        assert terminal.process.wait(LONG_ENOUGH) == 129


@pytest.mark.long
@pytest.mark.parametrize("number", range(len(soak.STARTS)))
def test_keys_at_random_for_a_minute(computer: Computer, number: int) -> None:
    """A quarter of it on each of the app's starts: every key at 50, 200 and 1,000 a second."""
    seed = random.randrange(1_000_000)
    done = soak.soak(computer, soak.STARTS[number], soak.SPEEDS[number % 3], 15.0, random.Random(seed))
    assert not done.wrong, (seed, done.wrong)
    assert done.quitting < LONG_ENOUGH
