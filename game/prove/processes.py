"""Work that is shared with other processes, where the machine has more than one processor."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

PROCESSES = 2

FORKS = sys.platform == "linux"
"""Whether a process can be made that has what we have. On macOS the system's own libraries may not survive it."""


def processors() -> int:
    """How many of them we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Ctrl+C waits until afterwards, and the processes that start in here never hear of it: we decide when they stop."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def close_copies(ends: Iterable[Connection]) -> None:
    """In a process that is a copy of ours, let go of the ends at which ours listens.

    Else it would be its own listener: were ours killed, it would wait for ever for somebody to hear what it has to say.
    """
    for end in ends:
        end.close()
