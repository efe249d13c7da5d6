"""The real command in a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Server:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("Ctrl+C"):
                break
        self.said = "".join(said)
        board = re.search(r"Write on the board: (http://\S+) code (\w+)", self.said)
        assert board is not None, self.said
        self.address, self.code = board[1], board[2]

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait(10)


@contextmanager
def served(home: Path, *options: str) -> Iterator[Server]:
    """A class whose games are below `home`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "game", "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "NEIGHBOURS_HOME": str(home), "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield Server(process)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
