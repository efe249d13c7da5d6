"""Many random games: block by block, and in a second process where there is enough left to do."""

import gc
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from game.load import load
from game.play.fingerprint import fingerprint
from game.play.program import Program, compile_role
from game.prove.walk import BLOCK, Tally, empty, walk_block
from game.story.model import Story

PROCESSES = 2
AHEAD = 2 * PROCESSES  # blocks that are given out before the first of them is done
STARTING = 1.0
"""Seconds that it takes to start a process."""

Tick = Callable[[str, int], None]


class _StoryChangedError(Exception):
    """Another process has read other files than we have."""


def walk(story: Story, role: str, games: int, seed: int, *, folder: Path | None = None, tick: Tick | None = None) -> Tally:
    """Play a role at random. The same `seed` gives the same games, however many processes play them.

    `folder` is the story's, where other processes may read it; without one everything is played in this process.
    `tick` hears of (role, games played) now and then. An interrupt ends the walk with what was played until then: the
    tally then has fewer games than were asked for.
    """
    program = compile_role(story, role)
    tally = empty(program)
    blocks = [(block, min(BLOCK, games - block * BLOCK)) for block in range(-(-games // BLOCK))]
    try:
        for part in _parts(program, seed, blocks, folder):
            tally.add(part)
            if tick is not None:
                tick(role, tally.games)
    except KeyboardInterrupt:
        pass  # what was played until then is the answer
    return tally


def _parts(program: Program, seed: int, blocks: list[tuple[int, int]], folder: Path | None) -> Iterator[Tally]:
    took: list[float] = []
    for done, (block, games) in enumerate(blocks):
        if took and folder is not None and _processors() >= PROCESSES and _pays(took, len(blocks) - done):
            yield from _shared(program, seed, blocks[done:], folder)
            return
        began = time.perf_counter()
        part = walk_block(program, seed, block, games)
        took.append(time.perf_counter() - began)
        yield part


def _pays(took: list[float], left: int) -> bool:
    """Whether sharing the blocks that are left saves more than it costs, given what those until now took in seconds.

    Another process has to load the story; how long that takes grows with the story, as the first block does, in which
    its scenes are compiled.
    """
    saved = took[-1] * left * (1 - 1 / PROCESSES)
    return len(took) > 1 and saved > STARTING + 5 * took[0]


def _shared(program: Program, seed: int, blocks: list[tuple[int, int]], folder: Path) -> Iterator[Tally]:
    """The tallies of the blocks, in their order, played by several processes."""
    told = (str(folder.resolve()), program.role.id, fingerprint(program.story))
    done = 0
    pool = ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=gc.disable)
    waiting: deque[Future[Tally]] = deque()
    try:
        with _without_interrupts():  # which the processes that start here inherit: it is we who decide when they stop
            waiting.extend(pool.submit(_elsewhere, *told, seed, *block) for block in blocks[:AHEAD])
        while waiting:
            part = waiting.popleft().result()
            if done + AHEAD < len(blocks):
                waiting.append(pool.submit(_elsewhere, *told, seed, *blocks[done + AHEAD]))
            yield part
            done += 1
    except _StoryChangedError:
        pass
    finally:
        pool.shutdown(cancel_futures=True)
    for number, games in blocks[done:]:
        yield walk_block(program, seed, number, games)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _elsewhere(folder: str, role: str, mark: str, seed: int, block: int, games: int) -> Tally:
    """A block, in another process. Raises _StoryChangedError."""
    return walk_block(_program(folder, role, mark), seed, block, games)


@lru_cache(maxsize=1)
def _program(folder: str, role: str, mark: str) -> Program:
    story = load(Path(folder)).story
    if story is None or fingerprint(story) != mark:
        raise _StoryChangedError
    return compile_role(story, role)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
