"""Pieces of work that know nothing of each other, shared by several processes where the machine has the processors.

A process is a copy of ours, so that nothing has to be sent to it. It sends back the piece that it was given, worked on.
What couldn't be shared, or was lost with a process that was killed (for want of memory, say), is worked on here.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait as wait_for_end
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
Tick = Callable[[int], None]
Work = Callable[[T, Tick], None]
"""Works on a piece, which it changes, and says now and then how far it is. An interrupt may leave the piece half done."""

PROCESSES = 2
FORKS = sys.platform == "linux"
"""Whether a process can be made that has what we have. On macOS the system's own libraries may not survive it."""

HEARING = 0.1  # seconds between two looks at how far the processes are
PATIENCE = 5.0  # seconds in which a process that is stopped may send what it has


def processors() -> int:
    """How many of them we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def one_by_one(pieces: Sequence[T], work: Work[T], tick: Callable[[T, int], None]) -> tuple[list[T], bool]:
    """The pieces, each worked on in this process; and whether all were. An interrupt leaves the rest as it is."""
    try:
        for piece in pieces:
            work(piece, partial(tick, piece))
    except KeyboardInterrupt:
        return list(pieces), False
    return list(pieces), True


def side_by_side(pieces: Sequence[T], work: Work[T], tick: Callable[[T, int], None]) -> tuple[list[T], bool]:
    """The pieces in their order, each worked on; and whether all were.

    After an interrupt those that were begun are as far as they had come, and the others are as they were given.
    """
    if not FORKS or processors() < PROCESSES or len(pieces) < PROCESSES:
        return one_by_one(pieces, work, tick)
    done: dict[int, T] = {}
    whole = True
    far = get_context("fork").RawArray("q", len(pieces) + 1)  # of each piece; the last is set where all are to stop
    told = [0] * len(pieces)
    running: dict[Future[T], int] = {}
    with _pool(work, pieces, far) as pool:
        try:
            with without_interrupts():
                running = {pool.submit(_work, number): number for number in range(len(pieces))}
            while running:
                ended, _ = wait(running, HEARING, FIRST_COMPLETED)
                for number, piece in enumerate(pieces):
                    if far[number] != told[number]:
                        told[number] = far[number]
                        tick(piece, told[number])
                for future in ended:
                    done[running.pop(future)] = future.result()
        except KeyboardInterrupt:
            whole = False
            far[len(pieces)] = True
            for future in wait([each for each in running if not each.cancel()], PATIENCE).done:
                if future.exception() is None:
                    done[running[future]] = future.result()
        except (BrokenProcessPool, MemoryError, OSError):
            pass  # what isn't done is done here
    left = [piece for number, piece in enumerate(pieces) if number not in done]
    whole = whole and one_by_one(left, work, tick)[1]
    return [done.get(number, piece) for number, piece in enumerate(pieces)], whole


@contextmanager
def _pool(*given: Any) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with this context, whatever they are at. `given` is handed to `_begin`."""
    others = active_children()
    pool = ProcessPoolExecutor(PROCESSES, get_context("fork"), _begin, given)
    try:
        yield pool
    finally:
        with without_interrupts():
            for process in active_children():
                if process not in others:
                    process.kill()
            pool.shutdown()


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Ctrl+C waits until afterwards, and the processes that start in here never hear of it: we decide when they stop."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ---- in the other process ----

_given: tuple[Work[Any], Sequence[Any], Any]


def _begin(*given: Any) -> None:
    global _given  # noqa: PLW0603
    _given = given
    Thread(target=_end_with_ours, daemon=True).start()


def _end_with_ours() -> None:
    """A process whose maker was killed would wait for ever for something to do."""
    ours = parent_process()
    if ours is not None:
        wait_for_end([ours.sentinel])
        os._exit(1)


def _work(number: int) -> Any:
    work, pieces, far = _given

    def tick(how_far: int) -> None:
        far[number] = how_far
        if far[len(pieces)]:
            raise KeyboardInterrupt

    try:
        if not far[len(pieces)]:
            work(pieces[number], tick)
    except KeyboardInterrupt:
        pass  # what was done until then is the answer
    return pieces[number]
