"""Processes that share our work, seen from outside: they end when ours does, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.prove.side_by_side import FORKS

pytestmark = pytest.mark.skipif(not FORKS or os.cpu_count() == 1, reason="processes that have what we have are made on Linux only")

FOR_EVER = """
import sys, time
from game.prove import side_by_side
side_by_side.processors = lambda: 2
def work(piece, tick):
    print(end=".", flush=True)
    while True:
        tick(piece)
        time.sleep(0.01)
side_by_side.side_by_side([1, 2, 3], work, lambda piece, far: None)
"""


def helpers_of(process: "subprocess.Popen[bytes]", wanted: int = 2) -> list[int]:
    """The processes that it has made, once there are as many as wanted."""
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
        if len(found) >= wanted:
            return [int(each) for each in found]
        time.sleep(0.01)
    raise AssertionError("no other process was made")


def runs(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")


def left_after(processes: list[int], seconds: float) -> list[int]:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and any(runs(each) for each in processes):
        time.sleep(0.05)
    left = [each for each in processes if runs(each)]
    for each in left:
        os.kill(each, signal.SIGKILL)
    return left


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("command", [["-c", FOR_EVER], ["-m", "game", "walk", "--games", "1000000"]], ids=["side_by_side", "walk"])
def test_no_process_is_left_when_ours_is_killed(command: list[str], how: int) -> None:
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        helpers = helpers_of(process)
        process.send_signal(how)
        process.wait(10)
        assert left_after(helpers, 20) == []
        assert process.stderr is not None
        assert process.stderr.read() == b""
