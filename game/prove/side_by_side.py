"""Several pieces of work that know nothing of each other, each in a process of its own, as many at a time as make sense.

A process is a copy of ours, so that nothing has to be sent to it. It sends back what it was given, worked on. Where it
can't be made or stops half-way (for want of memory, say), its piece is worked on here.
"""

import signal
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, NoReturn, TypeVar

from game.prove.processes import FORKS, PROCESSES, close_copies, processors, without_interrupts

T = TypeVar("T")
Tick = Callable[[int], None]
Work = Callable[[T, Tick], None]
"""Works on a piece, which it changes, and says now and then how far it is. An interrupt may leave the piece half done."""

PATIENCE = 5.0
"""Seconds in which a process that is stopped may send what it has."""


def side_by_side(pieces: Sequence[T], work: Work[T], tick: Callable[[T, int], None]) -> tuple[list[T], bool]:
    """The pieces in their order, each worked on; and whether all were.

    After an interrupt those that were begun are as far as they had come, and the others are as they were given.
    """
    if not FORKS or processors() < PROCESSES or len(pieces) < PROCESSES:
        return one_by_one(pieces, work, tick)
    return _Shared(list(pieces), work, tick).run()


def one_by_one(pieces: Sequence[T], work: Work[T], tick: Callable[[T, int], None]) -> tuple[list[T], bool]:
    """The same in this process alone."""
    try:
        for piece in pieces:
            work(piece, partial(tick, piece))
    except KeyboardInterrupt:
        return list(pieces), False
    return list(pieces), True


class _Shared(Generic[T]):
    """`done` are the numbers of the pieces that came back, and `whole` whether each of them was finished."""

    def __init__(self, pieces: list[T], work: Work[T], tick: Callable[[T, int], None]) -> None:
        self.pieces, self.work, self.tick = pieces, work, tick
        self.running: dict[Connection, tuple[int, BaseProcess]] = {}
        self.done: set[int] = set()
        self.whole = True

    def run(self) -> tuple[list[T], bool]:
        waiting = list(range(len(self.pieces)))
        try:
            while waiting or self.running:
                while waiting and len(self.running) < PROCESSES and self._start(waiting[0]):
                    waiting.pop(0)
                if not self.running:
                    break  # no process can be made
                self._hear(None)
        except KeyboardInterrupt:
            self._stop()
            return self.pieces, False
        finally:
            self._end()
        left = [piece for number, piece in enumerate(self.pieces) if number not in self.done]
        return self.pieces, self.whole and one_by_one(left, self.work, self.tick)[1]

    def _start(self, number: int) -> bool:
        context = get_context("fork")
        try:
            with without_interrupts():
                ours, theirs = context.Pipe(duplex=False)
                listening = [*self.running, ours]
                process = context.Process(target=_work, args=(self.work, self.pieces[number], theirs, listening), daemon=True)
                process.start()
                theirs.close()
                self.running[ours] = number, process
        except OSError:
            return False
        return True

    def _hear(self, seconds: float | None) -> bool:
        """Wait until a process says something, at most so long; whether one did."""
        heard = wait(list(self.running), seconds)
        for end in heard:
            assert isinstance(end, Connection)
            number, _ = self.running[end]
            with without_interrupts():  # what is read by halves could not be read on
                said = self._said(end)
            if said is not None:
                self.tick(self.pieces[number], said)
        return bool(heard)

    def _said(self, end: Connection) -> int | None:
        """How far a process is; or None where it has ended, and then what it has made is taken over."""
        number, process = self.running[end]
        try:
            said = end.recv()
        except (EOFError, OSError):
            said = None
        if isinstance(said, int):
            return said
        if said is not None:
            self.pieces[number], whole = said
            self.done.add(number)
            self.whole &= whole
        del self.running[end]
        end.close()
        process.join()
        return None

    def _stop(self) -> None:
        """Let each process send what it has."""
        for _, process in self.running.values():
            process.terminate()
        while self.running and self._hear(PATIENCE):
            pass

    def _end(self) -> None:
        for end, (_, process) in self.running.items():
            process.kill()
            process.join()
            end.close()


def _work(work: Work[T], piece: T, end: Connection, listening: Sequence[Connection]) -> None:
    """What happens in the other process. It is stopped by SIGTERM, once. `listening` are the ends that ours listens at.

    Where there is no memory it ends without a word, and the piece is worked on in ours. So it does where ours has gone.
    """

    def stop(*_: object) -> NoReturn:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    close_copies(listening)
    whole = True
    signal.signal(signal.SIGTERM, stop)
    try:
        try:
            work(piece, end.send)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        except KeyboardInterrupt:
            whole = False
        end.send((piece, whole))
    except (MemoryError, OSError):
        pass  # as told above
    end.close()
