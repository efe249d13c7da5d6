"""Keys at random in a pseudo-terminal, faster than anybody types, for as long as one likes.

`python -m tests.process.soak --minutes 20 --seed 3` says for each round how fast it typed and how the app took it, and ends
with 1 at the first thing that is wrong.
"""

import argparse
import os
import random
import select
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.process.command import FERRY, Computer, Terminal

ESC = "\x1b"
CTRL_Q = "\x11"
SPEEDS = (50, 200, 1_000)  # keys a second
TICK = 0.02  # seconds between two bursts
FOOTBRIDGE = str(Path(__file__).parents[2] / "docs" / "footbridge")  # which has a lesson
STARTS = (("play", FERRY, "--role", "visitor"), ("play", FOOTBRIDGE, "--role", "rower"), (), ("preview", FERRY))
SIZES = ((80, 24), (120, 40), (200, 60), (40, 12), (30, 8), (300, 100))

PRINTED = [chr(code) for code in range(0x20, 0x7F)]
CONTROL = [chr(code) for code in range(0x20) if chr(code) not in (CTRL_Q, "\x1a")] + ["\x7f"]
ALT = [f"{ESC}{key}" for key in PRINTED]
ARROWS = [f"{ESC}[{key}" for key in "ABCDHFZ"] + [f"{ESC}[1;{modifier}{key}" for modifier in range(2, 9) for key in "ABCDHF"]
FUNCTIONS = [f"{ESC}O{key}" for key in "PQRS"] + [f"{ESC}[{number}~" for number in (*range(1, 7), 11, 12, 15, *range(17, 22), 23, 24)]
PAGES = [f"{ESC}OP", f"{ESC}OQ", "?", "\x10", *"wfxnmjtelda", ESC, "\r", "\t", " "]  # what opens and closes pages
KITTY = [f"{ESC}[{number}u" for number in (27, 97, 113, 57_344, 99_999_999)] + [f"{ESC}[97;5u", f"{ESC}[1:2;3u", f"{ESC}[;;55296u"]
FOCUS = [f"{ESC}[I", f"{ESC}[O"]
REPORTS = [f"{ESC}[48;9999;9999;9999;9999t", f"{ESC}[?2026;2$y", f"{ESC}[?62;22c", f"{ESC}[12;40R", f"{ESC}[?1u"]
STRINGS = [f"{ESC}]11;rgb:0000/0000/0000\x07", f"{ESC}]52;c;{'A' * 200}{ESC}\\", f"{ESC}P>|a terminal{ESC}\\", f"{ESC}]0;never closed"]
PASTES = [f"{ESC}[200~{text}{ESC}[201~" for text in ("a", "1\r2\r3", "ä€😀" * 30, "x" * 5_000)]


def one(chance: random.Random) -> bytes:
    """Something that a keyboard, a mouse or an odd terminal may send. Never Ctrl+Q, nor Ctrl+Z, which stops the process."""
    kind = chance.random()
    if kind < 0.45:
        return chance.choice(PAGES).encode()
    if kind < 0.80:
        return chance.choice(chance.choice((PRINTED, CONTROL, ALT, ARROWS, FUNCTIONS))).encode()
    if kind < 0.90:
        x, y = chance.randint(1, 120), chance.randint(1, 40)
        return f"{ESC}[<{chance.choice((0, 0, 2, 32, 35, 64, 65))};{x};{y}{chance.choice('Mm')}".encode()
    if kind < 0.97:
        return chance.choice(chance.choice((FOCUS, REPORTS, STRINGS, PASTES, KITTY))).encode()
    if kind < 0.985:
        return f"{ESC}[M".encode() + bytes(chance.randint(0x20, 0xFF) for _ in range(3))
    return bytes([chance.randint(0x80, 0xFF)])


@dataclass(frozen=True, slots=True)
class Round:
    """How the app took it: the exit code, how long it took to quit, in seconds, and what it said at the end."""

    speed: int
    keys: int
    code: int
    quitting: float
    said: str
    crash: str
    games: str

    @property
    def wrong(self) -> str:
        """What is wrong, or nothing."""
        if self.code != 0 or "Traceback" in self.said or "mistake" in self.said:
            return f"it ended with {self.code}: {self.said}\n{self.crash}"
        return f"a game can't be read: {self.games}" if "can't be read" in self.games or "Traceback" in self.games else ""


def soak(computer: Computer, start: tuple[str, ...], speed: int, seconds: float, chance: random.Random) -> Round:
    """Type at random for so long, and then quit. Raises AssertionError where it can't be quit."""
    with computer.terminal(*start, module="tests.process.watched_app") as terminal:
        terminal.wait_until(lambda terminal: "Quit" in terminal.text or "Help" in terminal.text, "the app")
        keys = 0
        began = time.monotonic()
        while (spent := time.monotonic() - began) < seconds and terminal.process.poll() is None:
            while keys < spent * speed:
                _type(terminal, one(chance))
                keys += 1
            if chance.random() < 0.01:
                terminal.resize(*chance.choice(SIZES))
            _read(terminal, TICK)
        began = time.monotonic()
        with suppress(OSError):  # where it has ended by itself
            _type(terminal, CTRL_Q.encode())
        code = _wait(terminal, began)
        quitting = time.monotonic() - began
        said = terminal.last_words
    crash = computer.home / "crash.txt"
    told = crash.read_text("utf-8") if crash.exists() else ""
    games = computer.run("games")
    return Round(speed, keys, code, quitting, said, told, games.said if games.code else games.out)


def _type(terminal: Terminal, keys: bytes) -> None:
    """Type all of it, and take away meanwhile what is written: half a paste would swallow whatever comes after it."""
    while keys and terminal.process.poll() is None:
        if select.select([], [terminal.ours], [], 0)[1]:
            keys = keys[os.write(terminal.ours, keys[:512]) :]
        else:
            _read(terminal, 0.005)


def _read(terminal: Terminal, seconds: float) -> None:
    """Take away what is written for so long, without drawing it."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and select.select([terminal.ours], [], [], left)[0]:
        try:
            terminal.written += os.read(terminal.ours, 1 << 16)
        except OSError:
            time.sleep(left)
            return
        del terminal.written[: -(1 << 16)]  # the end of it is all that is looked at


def _wait(terminal: Terminal, began: float, patience: float = 20.0) -> int:
    while terminal.process.poll() is None:
        _read(terminal, 0.01)
        assert time.monotonic() - began < patience, "Ctrl+Q doesn't end it"
    _read(terminal, 0.05)
    return int(terminal.process.returncode)


def rounds(folder: Path, seed: int, seconds: float) -> Iterator[Round]:
    """One round after the other, each with another speed and another start, in a home of its own for each start."""
    chance = random.Random(seed)
    number = 0
    while True:
        start = STARTS[number % len(STARTS)]
        computer = Computer(folder / str(number % len(STARTS)))
        computer.desk.mkdir(parents=True, exist_ok=True)
        yield soak(computer, start, SPEEDS[number % len(SPEEDS)], seconds, chance)
        number += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=10.0, help="of one round")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    ends = time.monotonic() + 60 * given.minutes
    with tempfile.TemporaryDirectory() as folder:
        for each in rounds(Path(folder), given.seed, given.seconds):
            print(f"{each.speed:>5} keys a second, {each.keys:,} keys; quit in {each.quitting:.2f} s", flush=True)
            if each.wrong:
                print(each.wrong)
                return 1
            if time.monotonic() > ends:
                return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
