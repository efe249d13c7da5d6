"""Many random games: block by block, and in two processes where there is enough left to do."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from game.library.load import load
from game.play.fingerprint import fingerprint
from game.play.program import compile_role
from game.prove.processes import FORKS, PROCESSES, close_copies, processors, without_interrupts
from game.prove.walk import Tally, Walker, block_size, empty
from game.story.model import Story

FORKING, STARTING = 0.1, 1.0
"""Seconds that it takes to make a process that has all that we have, and one that has nothing."""

Tick = Callable[[str, int], None]
Blocks = list[tuple[int, int]]  # the number of each, and its games


def walk(story: Story, role: str, games: int, seed: int, *, folder: Path | None = None, tick: Tick | None = None) -> Tally:
    """Play a role at random. The same `seed` gives the same games, however many processes play them.

    `folder` is the story's, where other processes may read it; without one everything is played in this process.
    `tick` hears of (role, games played) now and then. An interrupt ends the walk with what was played until then: the
    tally then has fewer games than were asked for.
    """
    program = compile_role(story, role)
    tally = empty(program)
    size = block_size(program)
    blocks = [(block, min(size, games - block * size)) for block in range(-(-games // size))]
    try:
        for part in _parts(Walker(program), seed, blocks, folder):
            tally.add(part)
            if tick is not None:
                tick(role, tally.games)
    except KeyboardInterrupt:
        pass  # what was played until then is the answer
    return tally


def _parts(walker: Walker, seed: int, blocks: Blocks, folder: Path | None) -> Iterator[Tally]:
    took: list[float] = []
    for done, (block, games) in enumerate(blocks):
        if took and folder is not None and processors() >= PROCESSES and _pays(took, len(blocks) - done):
            yield from _shared(walker, seed, blocks[done:], folder)
            return
        began = time.perf_counter()
        part = walker.block(seed, block, games)
        took.append(time.perf_counter() - began)
        yield part


def _pays(took: list[float], left: int, *, forks: bool = FORKS) -> bool:
    """Whether sharing the blocks that are left saves more than it costs, given what those until now took in seconds.

    A process that starts with nothing has to load the story; how long that takes grows with the story, as the first
    block does, in which its scenes are compiled.
    """
    saved = took[-1] * left * (1 - 1 / PROCESSES)
    return saved > FORKING if forks else len(took) > 1 and saved > STARTING + 5 * took[0]


def _shared(walker: Walker, seed: int, blocks: Blocks, folder: Path) -> Iterator[Tally]:
    """The tallies of the blocks, in their order, dealt out to several processes. What they don't play is played here."""
    shares = [blocks[share::PROCESSES] for share in range(PROCESSES)]
    context = get_context("fork") if FORKS else get_context("spawn")
    program = walker.program
    told = (str(folder.resolve()), program.role.id, fingerprint(program.story))
    done = 0
    results: list[Connection] = []
    helpers = []
    try:
        with without_interrupts():
            for share in shares:
                result, end = context.Pipe(duplex=False)
                results.append(result)
                copies = tuple(results) if FORKS else ()
                helper = context.Process(target=_play, args=(walker if FORKS else told, seed, share, end, copies), daemon=True)
                helper.start()
                end.close()
                helpers.append(helper)
        for number in range(len(blocks)):
            part = results[number % PROCESSES].recv()
            yield part
            done += 1
    except (EOFError, OSError):
        pass  # a process couldn't be made, has stopped, or has read other files than we have
    finally:
        for helper in helpers:
            helper.terminate()
            helper.join()
    for block, games in blocks[done:]:
        yield walker.block(seed, block, games)


def _play(given: Walker | tuple[str, str, str], seed: int, blocks: Blocks, end: Connection, copies: Sequence[Connection]) -> None:
    """Play some blocks in another process, and send their tallies. `copies` are of the ends that ours listens at.

    Where there is no memory it ends without a word, and what is left is played in ours. So it does where ours has gone.
    """
    gc.disable()
    close_copies(copies)
    try:
        walker = given if isinstance(given, Walker) else _loaded(*given)
        if walker is not None:
            for block, games in blocks:
                end.send(walker.block(seed, block, games))
    except (MemoryError, OSError):
        pass  # as told above
    end.close()


def _loaded(folder: str, role: str, mark: str) -> Walker | None:
    """The same role of the same story, unless its files have changed."""
    story = load(Path(folder)).story
    return None if story is None or fingerprint(story) != mark else Walker(compile_role(story, role))
