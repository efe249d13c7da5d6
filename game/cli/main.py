"""The command `neighbours`: its streams, and how it ends. Nothing else."""

import gc
import os
import signal
import sys
from collections.abc import Sequence

from game.cli.commands import parser, run
from game.cli.exit_codes import Exit, MistakeError, ProblemsError
from game.text.sentence_error import SentenceError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code, one of `Exit` or what the app ended with."""
    gc.disable()  # what is made while the program and a story are read stays, so looking for what could go only takes time
    _open_streams()
    try:
        typed = sys.argv[1:] if arguments is None else arguments
        code = run(parser(typed[0] if typed else "").parse_args(typed))
        sys.stdout.flush()
    except SentenceError as error:
        if str(error):
            from game.text.clean import clean

            print(f"neighbours: {clean(str(error))}", file=sys.stderr)
        return Exit.PROBLEMS if isinstance(error, ProblemsError) else Exit.WRONG_USE
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.BROKEN_PIPE  # whoever read our output has stopped, and there is nobody to tell it to
    except MistakeError as error:
        print(f"neighbours: A mistake in this program, not in the story: {error}.", file=sys.stderr)
        print("neighbours: So there is no answer. Please report it with the story and this command.", file=sys.stderr)
        return Exit.MISTAKE
    except MemoryError:
        print("neighbours: There isn't enough memory for this.", file=sys.stderr)
        return Exit.PROBLEMS
    except OSError as error:
        _tell_what_the_system_said(error)
        return Exit.PROBLEMS
    finally:
        _let_go_of_streams()
        if arguments is None:  # we are the command, and not asked by a test
            # All is told. What Python does as it ends takes a moment, and a second Ctrl+C would only change the exit code.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        gc.enable()
    return code


def _tell_what_the_system_said(error: OSError) -> None:
    """Where something can't be read or written that no command expects, such as output that goes to a disk that is full."""
    from game.text.clean import clean_line

    where = f" Its place: {clean_line(str(error.filename), limit=1_000)}." if error.filename is not None else ""
    try:
        print(f"neighbours: The system said: {clean_line(error.strerror or type(error).__name__)}.{where}", file=sys.stderr)
    except OSError:
        return  # there is nobody to tell it to


def _open_streams() -> None:
    """Make the three streams fit to use: any letter can be written to them, and none of them is missing.

    A stream that was closed by whoever started us becomes one that leads nowhere. It takes the number of the missing
    one, which would else be given to the next file that is opened: a saved game, with output in it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open until we end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _let_go_of_streams() -> None:
    """Where a stream can't be written any more, as a pipe that nobody reads or a window that was closed, drop what is
    still to be written: the interpreter would try it again as it ends, and change the exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
