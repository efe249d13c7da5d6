"""The real command in a process of its own: in pipes, and in a pseudo-terminal whose screen can be read."""

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
FERRY = str(ROOT / "tests" / "stories" / "ferry")
COMMAND = (sys.executable, "-m", "game")
PATIENCE = 60.0  # seconds after which a process that says nothing is taken to hang; far more than any of them needs

_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[ -/]*[0-~])", re.DOTALL)
FRAME = str.maketrans(dict.fromkeys("▌▎│┃█▁▂▃▄▅▆▇–›•", " "))
ALTERNATE_SCREEN, CURSOR, MOUSE = 1049, 25, (1000, 1002, 1003, 1006, 1015)
# Takes the terminal it was given as its own before it becomes the command, so that Ctrl+C and hanging up reach it.
_WITH_TERMINAL = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended: its exit code (minus the signal that killed it), and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


@dataclass(frozen=True, slots=True)
class Computer:
    """A folder that stands for a student's computer: its home, where games are saved, and where commands are run."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def saves(self) -> Path:
        return self.home / "saves"

    @property
    def desk(self) -> Path:
        """The folder that commands are run in."""
        return self.folder / "desk"

    def environment(self, **more: str | None) -> dict[str, str]:
        """A small environment; a name that is given as None is left out."""
        base: dict[str, str | None] = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self.folder),
            "NEIGHBOURS_HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            **more,
        }
        if "SYSTEMROOT" in os.environ:
            base["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        return {name: value for name, value in base.items() if value is not None}

    def run(self, *arguments: str, typed: str = "", **environment: str | None) -> Result:
        """Run `neighbours` with pipes for its three streams; `typed` is its whole input."""
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=typed.encode(),
            capture_output=True,
            cwd=self.desk,
            env=self.environment(**environment),
            timeout=PATIENCE,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    def shell(self, line: str, **environment: str | None) -> Result:
        """Run a line of the shell, in which `neighbours` is the command and `$FERRY` the story."""
        script = f'neighbours() {{ "{COMMAND[0]}" -m game "$@"; }}\n{line}'
        done = subprocess.run(
            ["sh", "-c", script],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=self.desk,
            env=self.environment(FERRY=FERRY, **environment),
            timeout=PATIENCE,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    @contextmanager
    def terminal(
        self, *arguments: str, columns: int = 80, rows: int = 40, module: str = "game", **environment: str | None
    ) -> "Iterator[Terminal]":
        """Run `neighbours` (or another module) in a pseudo-terminal; what is left of it at the end is killed."""
        import pty  # not on Windows

        ours, theirs = pty.openpty()
        _resize(ours, columns, rows)
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _WITH_TERMINAL, sys.executable, "-m", module, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=self.desk,
            env=self.environment(**environment),
            start_new_session=True,
        )
        screen = pyte.Screen(columns, rows)
        terminal = Terminal(process, ours, theirs, screen, pyte.ByteStream(screen))
        try:
            yield terminal
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(PATIENCE)
            terminal.hang_up()
            os.close(theirs)


@dataclass(slots=True)
class Terminal:
    """A pseudo-terminal and the process in it. `theirs` stays open here, so that its settings outlive the process."""

    process: "subprocess.Popen[bytes]"
    ours: int
    theirs: int
    screen: pyte.Screen
    stream: pyte.ByteStream
    written: bytearray = field(default_factory=bytearray)

    # ---- reading ----

    def read(self, seconds: float = 0.0) -> bool:
        """Take in what the process has written, waiting for at most so long; whether there was anything."""
        if self.ours < 0:
            time.sleep(seconds)
            return False
        if not select.select([self.ours], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.ours, 1 << 16)
        except OSError:  # how Linux says that nobody has the other end open any more
            return False
        self.written += data
        self.stream.feed(data)
        return bool(data)

    def read_all(self) -> None:
        while self.read(0.05):
            pass

    def wait_until(self, holds: Callable[["Terminal"], bool], what: str) -> None:
        """Read until something holds. Raises AssertionError, with the screen, where it doesn't within the patience."""
        deadline = time.monotonic() + PATIENCE
        while not holds(self):
            ended = self.process.poll() is not None
            if not self.read(0.1) and (ended or time.monotonic() > deadline):
                raise AssertionError(f"waited in vain for {what}; the screen is:\n{self.text}")

    def wait_for(self, words: str) -> None:
        """Read until the screen shows some words. A line break on the screen counts as a space."""
        self.wait_until(lambda terminal: words in terminal.flowing, repr(words))

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def flowing(self) -> str:
        """The words alone: no line breaks, and nothing that frames them."""
        return flowing(self.text)

    @property
    def last_words(self) -> str:
        """What stands in the terminal itself, once a full-screen app has left it."""
        leaving = max(self.written.rfind(b"\x1b[?1049l"), 0)
        return _SEQUENCE.sub(b"", bytes(self.written[leaving:])).decode("utf-8", "replace").replace("\r\n", "\n").strip()

    # ---- acting ----

    def type(self, keys: str) -> None:
        os.write(self.ours, keys.encode())

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        _resize(self.ours, columns, rows)

    def hang_up(self) -> None:
        """Close the terminal's window: the process loses its other end."""
        if self.ours >= 0:
            os.close(self.ours)
            self.ours = -1

    def wait(self) -> int:
        """The exit code, once the process has ended; what it writes meanwhile is read, so that it can't get stuck."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            self.read(0.05)
            if time.monotonic() > deadline:
                raise AssertionError(f"the process doesn't end; the screen is:\n{self.text}")
        self.read_all()
        return self.process.returncode

    # ---- the state it leaves the terminal in ----

    def mode(self, number: int) -> bool | None:
        """Whether a private mode of the terminal was last set (True) or reset (False), None where it wasn't touched."""
        state: bool | None = None
        for match in _MODE.finditer(self.written):
            if str(number).encode() in match[1].split(b";"):
                state = match[2] == b"h"
        return state

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed and takes it line by line, as a shell's does."""
        import termios

        flags = termios.tcgetattr(self.theirs)[3]
        return bool(flags & termios.ECHO) and bool(flags & termios.ICANON)

    def is_restored(self) -> bool:
        modes = [self.mode(number) for number in (ALTERNATE_SCREEN, *MOUSE)]
        return not any(modes) and self.mode(CURSOR) is not False and self.echoes()


def flowing(text: str) -> str:
    return " ".join(text.translate(FRAME).split())


def _resize(terminal: int, columns: int, rows: int) -> None:
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
