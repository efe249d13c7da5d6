"""A program in a pseudo-terminal, timed by what it paints."""

import os
import re
import select
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

PATIENCE = 60.0  # seconds
COLUMNS, ROWS = 80, 24

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[ -/]*[0-~])", re.DOTALL)


@dataclass(slots=True)
class Painting:
    """A running program. `painted` is what it has written since the last press, without escape sequences."""

    process: "subprocess.Popen[bytes]"
    terminal: int
    started: float
    painted: bytearray = field(default_factory=bytearray)

    def seconds_until(self, *words: str) -> float:
        """Seconds from the start, or from the last press, until one of these words has been painted. Raises TimeoutError."""
        wanted = [each.encode() for each in words]
        waited = time.perf_counter() + PATIENCE
        while not any(each in self._shown for each in wanted):
            if not self._read(waited - time.perf_counter()):
                raise TimeoutError(f"{' or '.join(words)!r} was never painted, but this:\n{self._shown.decode('utf-8', 'replace')}")
            now = time.perf_counter()
        return now - self.started

    @property
    def _shown(self) -> bytes:
        return _SEQUENCE.sub(b"", bytes(self.painted))

    def shows(self, words: str) -> bool:
        """Whether these words have been painted since the last press."""
        return words.encode() in self._shown

    def press(self, keys: str) -> None:
        """Start a new time: the next `seconds_until` counts from here."""
        self.painted.clear()
        self.started = time.perf_counter()
        os.write(self.terminal, keys.encode())

    def settle(self, seconds: float = 0.15) -> None:
        """Wait until nothing has been painted for a while."""
        while self._read(seconds):
            pass

    def _read(self, seconds: float) -> bool:
        if not select.select([self.terminal], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError:  # the program has ended
            return False
        self.painted += data
        return bool(data)


@contextmanager
def painting(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Painting]:
    """Start a program in a terminal of 80 by 24, and kill it in the end."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(environment), start_new_session=True)
    os.close(theirs)
    try:
        yield Painting(process, ours, started)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
