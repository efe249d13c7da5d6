"""kill -9 at any moment while somebody plays: what was shown as made is on the disk, and the next start goes on there."""

import random
import signal
import sys
import time

import pytest

from game.play.record import Entry, from_data
from game.saves import Saves
from tests.process.command import FERRY, Computer
from tests.process.model import Model

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")

# Seconds from the last key to the kill, at most: it is to fall before the choice is saved about as often as after.
# How long a choice takes depends on the machine, so what is found too late is tried earlier, and the other way round.
FIRST_PAUSE, LONGEST_PAUSE = 0.03, 1.0
PRESSES = 4  # at most, in one run of the app


def saved_entries(computer: Computer) -> tuple[Entry, ...]:
    """The choices of the game that was played last, as they are on the disk."""
    saves = Saves(computer.saves)
    payload = saves.read(saves.slots()[0]).payload
    assert payload is not None
    return from_data(payload).entries


@pytest.mark.parametrize(("kills", "seed"), [(25, 1), (25, 2)])
def test_the_app_is_killed_again_and_again(computer: Computer, kills: int, seed: int) -> None:
    """A bot plays, waits for what it did to be shown, presses once more, and is killed at about the time it is saved."""
    chance = random.Random(seed)
    pause = FIRST_PAUSE
    model = Model.begin(FERRY, "visitor", seed=seed)
    fresh, unsaved = True, 0
    for kill in range(kills):
        # Each game is another player's, who brings along nothing of the games before.
        start = ("--role", "visitor", "--seed", str(seed), "--nickname", f"player {kill}") if fresh else ()
        with computer.terminal("play", FERRY, *start, rows=100) as terminal:
            model.wait(terminal)
            for _ in range(chance.randrange(PRESSES)):
                if model.ended:
                    break
                before = model.words
                terminal.type(model.choose_any())
                if model.words == before:
                    break  # nothing on the screen would tell that it has been made
                model.wait(terminal)
            shown = model.played.entries
            if not model.ended:
                terminal.type(model.choose_any())
            time.sleep(chance.uniform(0, pause))
            terminal.signal(signal.SIGKILL)
            terminal.wait()
        saved = saved_entries(computer)
        assert saved in (shown, model.played.entries)
        if saved != model.played.entries:
            model.undo()
            unsaved += 1
            pause = min(LONGEST_PAUSE, pause * 2)
        else:
            pause /= 2
        fresh = model.ended
        if fresh:
            model = Model.begin(FERRY, "visitor", seed=seed)
    assert 0 < unsaved < kills, "the kills came all too early, or all too late"


def test_the_plain_mode_is_killed_again_and_again(computer: Computer) -> None:
    chance = random.Random(3)
    computer.run("play", FERRY, "--role", "visitor", "--seed", "3")
    for _ in range(12):  # the way that is taken here is longer than that
        with computer.terminal("play", FERRY, "--plain", rows=100) as terminal:
            terminal.wait_until(lambda terminal: terminal.text.rstrip().endswith(">"), "the prompt")
            before = saved_entries(computer)
            terminal.type("1\r")
            time.sleep(chance.uniform(0, FIRST_PAUSE))
            terminal.signal(signal.SIGKILL)
            terminal.wait()
        after = saved_entries(computer)
        assert after[: len(before)] == before
        assert len(after) - len(before) in (0, 1)
        if terminal.text.count(">") > 1:  # the next passage and its prompt
            assert len(after) == len(before) + 1
