"""How the app stops: signals, exit codes, and the last words on the terminal."""

import asyncio
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from game.text.clean import clean, clean_line
from game.text.shell import command_line

FINE, BROKEN, HUNG_UP = 0, 1, 129
STOPPED_BY = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": HUNG_UP}  # not every platform has all of these
_ENDING = tuple(getattr(signal, name) for name in STOPPED_BY if hasattr(signal, name))
PATIENCE = 2.0  # seconds for an orderly end once the terminal is gone

SAVED = "Your game is saved. `{}` goes on from here."
UNSAVED = "Your last choices could not be saved. What was saved before them is safe; `{}` goes on from there."


@contextmanager
def signals_held() -> Iterator[None]:
    """Keep what would end the process waiting until the app listens to it: a signal that came while the terminal is
    being taken would leave it taken."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


def listen_to_signals(stop: Callable[[int], None]) -> None:
    """Have `stop` called with the exit code when the process is told to end, so that the terminal is left as it was found."""
    loop = asyncio.get_running_loop()
    for name, code in STOPPED_BY.items():
        if not hasattr(signal, name):
            continue
        try:
            loop.add_signal_handler(getattr(signal, name), _end, stop, code)
        except (NotImplementedError, RuntimeError):
            return  # Windows, or not the main thread: then Python's own handling holds
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


def _end(stop: Callable[[int], None], code: int) -> None:
    if code == HUNG_UP:
        # Nobody reads what is written to a terminal that has gone, and writing may wait for ever. The game is on the disk.
        last_resort = threading.Timer(PATIENCE, os._exit, [code])
        last_resort.daemon = True
        last_resort.start()
    stop(code)


def last_words(*, saved: bool, nickname: str = "") -> str:
    """What to say when a game was played. On a computer that several share, whoever has a nickname goes on with their own."""
    return (SAVED if saved else UNSAVED).format(command_line("play", nickname=nickname) if nickname else "neighbours")


def kept_in(saves: Path) -> str:
    """Where the games are that were played before the app broke."""
    return f"What you played is saved, in {clean_line(str(saves))}; `neighbours` goes on from it."


def when_broken(error: Exception, file: Path, kept: str) -> str:
    """What to say when the app itself broke; the details go into `file`, and `kept` says what became of the game."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(clean("".join(traceback.format_exception(error)), limit=200_000), encoding="utf-8")
        details = f"The details are in {clean_line(str(file))}: please report them."
    except OSError:
        details = f"It was: {clean_line(f'{type(error).__name__}: {error}')}."
    return f"Good Neighbours had to stop: there is a mistake in the game. {kept} {details}"
