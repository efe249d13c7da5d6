"""An app run by the command: signals, exit codes, and the last words on the terminal. An app by itself has none of these."""

import gc
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from os import _exit as exit_at_once
from pathlib import Path
from typing import TYPE_CHECKING

from game.disk.atomic import make_folders, put
from game.disk.filesystem import Disk
from game.text.clean import clean, clean_line
from game.text.shell import command_line

if TYPE_CHECKING:
    from game.tui.terminal import TerminalApp

FINE, BROKEN, HUNG_UP = 0, 1, 129
STOPPED_BY = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": HUNG_UP}
PATIENCE = 2.0  # seconds for an orderly end once a signal has come

SAVED = "Your game is saved. `{}` goes on from here."
UNSAVED = "Your last choices could not be saved. What was saved before them is safe; `{}` goes on from there."


def run_app(app: "TerminalApp") -> int:
    """Show the app until it is left; the exit code for the command.

    Standard input and output must be a terminal. Nothing is raised: what goes wrong is told, in the app or, where that has
    stopped, on standard error. 0: the player quit. 1: the app broke. 130, 143, 129: stopped by SIGINT, SIGTERM or SIGHUP.
    In each case the terminal is left as it was found, and the game as it was saved after the last choice.
    """
    # What has been loaded so far stays to the end. Until the first passage is on the screen nobody waits for the collector to
    # walk through it, and after that it isn't walked at all.
    gc.disable()
    app.when_drawn = _collect_from_now_on
    with _ended_by_signals(app):
        app.run()
    code = BROKEN if app.left_with is None else app.left_with
    if app.error is not None or app.left_with is None:
        error = app.error or RuntimeError("the app ended, and nobody has left it")
        print(when_broken(error, app.preferences.file.with_name("crash.txt"), app.said_when_broken), file=sys.stderr)
        return code or BROKEN
    if code != HUNG_UP and app.last_words:
        print(app.last_words)
    return code


def _collect_from_now_on() -> None:
    gc.freeze()
    gc.enable()


@contextmanager
def _ended_by_signals(app: "TerminalApp") -> Iterator[None]:
    """Have the app leave the terminal as it was found when the process is told to end, whatever keeps the app busy.

    A thread waits for the signals, which are blocked everywhere else: no handler of Python's runs while the main thread waits
    for a terminal that nobody reads. Where there are no such threads (Windows), Python's own handling holds.
    """
    ending = []
    if hasattr(signal, "pthread_sigmask"):
        every = [signal.Signals[name] for name in STOPPED_BY]
        ending = [each for each in every if signal.getsignal(each) != signal.SIG_IGN]  # as `nohup` has it
    if not ending:
        yield
        return
    over = threading.Event()
    waiting = threading.Thread(target=_wait_for_signal, args=(app, ending, over), name="signals", daemon=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, ending)
    waiting.start()
    try:
        yield
    finally:
        over.set()
        if waiting.ident is not None and waiting.is_alive():
            signal.pthread_kill(waiting.ident, ending[0])
        waiting.join(PATIENCE)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ending)


def _wait_for_signal(app: "TerminalApp", ending: list[signal.Signals], over: threading.Event) -> None:
    code = STOPPED_BY[signal.Signals(signal.sigwait(ending)).name]
    if not over.is_set():
        app.stop_from_any_thread(code)
        if not over.wait(PATIENCE):  # the game is on the disk: it is saved after each choice
            app.give_terminal_back()
            exit_at_once(code)


def last_words(*, saved: bool, nickname: str = "") -> str:
    """What to say when a game was played. On a computer that several share, whoever has a nickname goes on with their own."""
    return (SAVED if saved else UNSAVED).format(command_line("play", nickname=nickname) if nickname else "neighbours")


def kept_in(saves: Path) -> str:
    """Where the games are that were played before the app broke."""
    return f"What you played is saved, in {clean_line(str(saves))}; `neighbours` goes on from it."


def when_broken(error: Exception, file: Path, kept: str) -> str:
    """What to say when the app itself broke; the details go into `file`, and `kept` says what became of the game."""
    try:
        details = clean("".join(traceback.format_exception(error)), limit=200_000)
        make_folders(Disk(), file.parent)
        put(Disk(), file, details.encode("utf-8", "replace"))
        details = f"The details are in {clean_line(str(file))}: please report them."
    except OSError:
        details = f"It was: {clean_line(f'{type(error).__name__}: {error}')}."
    return f"Good Neighbours had to stop: there is a mistake in the game. {kept} {details}"
