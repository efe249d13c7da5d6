"""The app in a real terminal: it starts, and however it stops, the terminal is as it was and the game is where it was."""

import os
import signal
import sys
from pathlib import Path

import pytest

from game.saves import Saves
from game.tui import exits as leaving
from game.tui.app import NeighboursApp
from tests.process.command import FERRY, ROOT, Computer, Terminal
from tests.tui.driving import Desk, driven

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")

CTRL_Q, CTRL_Z = "\x11", "\x1a"
PLAY = ("play", FERRY, "--role", "visitor", "--seed", "1")


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    made = Computer(tmp_path)
    made.desk.mkdir()
    return made


def play_a_choice(terminal: Terminal) -> None:
    terminal.wait_for("Join the line for the night boat")
    terminal.type("1")
    terminal.wait_for("He drinks, and moves half a metre to the left.")


def saved_choices(computer: Computer) -> int:
    return Saves(computer.saves).slots()[0].decisions


def goes_on(computer: Computer) -> bool:
    with computer.terminal("play", FERRY) as terminal:
        terminal.wait_for("He drinks, and moves half a metre to the left.")
        terminal.type(CTRL_Q)
        return terminal.wait() == 0


def test_the_shelf_leads_to_a_game_with_enter_and_one_key_to_skip_the_questions(computer: Computer) -> None:
    with computer.terminal() as terminal:
        terminal.wait_for("endings found")
        terminal.type("\r")
        terminal.wait_for("1 Begin")
        terminal.type("\r")
        terminal.wait_for("Question 1 of 5")
        terminal.type("\x1b")
        terminal.wait_for("s Skip")
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.last_words == leaving.last_words(saved=True)


def test_ctrl_q_says_that_the_game_is_saved(computer: Computer) -> None:
    with computer.terminal(*PLAY) as terminal:
        play_a_choice(terminal)
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0
        assert terminal.is_restored()
        assert terminal.last_words == leaving.last_words(saved=True)
    assert goes_on(computer)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_terminal_as_it_was(computer: Computer, number: signal.Signals, code: int) -> None:
    with computer.terminal(*PLAY) as terminal:
        play_a_choice(terminal)
        terminal.signal(number)
        assert terminal.wait() == code
        assert terminal.is_restored()
        assert "Traceback" not in terminal.last_words
    assert saved_choices(computer) == 1


def test_a_game_that_was_killed_goes_on_where_it_was(computer: Computer) -> None:
    with computer.terminal(*PLAY) as terminal:
        play_a_choice(terminal)
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    assert goes_on(computer)


def test_a_window_that_is_closed_ends_the_app(computer: Computer) -> None:
    with computer.terminal(*PLAY) as terminal:
        play_a_choice(terminal)
        terminal.hang_up()
        assert terminal.wait() in (129, -signal.SIGHUP)
    assert saved_choices(computer) == 1


def test_a_mistake_in_the_game_is_told_in_a_sentence(computer: Computer) -> None:
    faulty = computer.folder / "faulty"
    faulty.mkdir()
    (faulty / "sitecustomize.py").write_text(
        "from game.session.game_session import GameSession\n"
        "def undo(self):\n    raise ZeroDivisionError('\\x1b[2J oh')\nGameSession.undo = undo\n"
    )
    with computer.terminal(*PLAY, PYTHONPATH=os.pathsep.join([str(faulty), str(ROOT)])) as terminal:
        play_a_choice(terminal)
        terminal.type("u")
        assert terminal.wait() == 1
        assert terminal.is_restored()
        told = " ".join(terminal.last_words.split())
        assert told.startswith("Good Neighbours had to stop: there is a mistake in the game. What you played is saved, in")
        assert str(computer.saves) in told.replace(" ", "")
        assert "Traceback" not in told
    details = (computer.home / "crash.txt").read_text()
    assert "ZeroDivisionError: \ufffd[2J oh" in details
    assert saved_choices(computer) == 1


@pytest.mark.skipif(sys.platform == "darwin", reason="no job control without a shell there")
def test_it_can_be_suspended(computer: Computer) -> None:
    with computer.terminal(*PLAY) as terminal:
        play_a_choice(terminal)
        terminal.type(CTRL_Z)
        terminal.wait_until(lambda terminal: bool(terminal.is_restored()), "the terminal to be given back")
        _, status = os.waitpid(terminal.process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        terminal.signal(signal.SIGCONT)
        terminal.wait_until(lambda terminal: terminal.mode(1049) is True and not terminal.echoes(), "the game to come back")
        terminal.wait_for("He drinks, and moves half a metre to the left.")
        terminal.type(CTRL_Q)
        assert terminal.wait() == 0


def test_where_the_details_cannot_be_written_the_mistake_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = leaving.when_broken(ValueError("\x1b[2J"), tmp_path / "file" / "crash.txt", "It is saved.")
    assert "It is saved. It was: ValueError: \ufffd[2J." in told


@driven
async def test_the_app_keeps_the_mistake_that_stopped_it(desk: Desk) -> None:
    async def make_a_mistake() -> None:
        async with desk.play() as player:
            apps.append(player.app)
            player.app.call_later(lambda: 1 / 0)
            await player.pilot.pause()

    apps: list[NeighboursApp] = []
    with pytest.raises(ZeroDivisionError):
        await make_a_mistake()
    assert isinstance(apps[0].error, ZeroDivisionError)
    assert apps[0].return_code == 1
