"""What the command `neighbours` ends with. The table of the page about playing has the same rows."""

from enum import IntEnum

from game.text.sentence_error import SentenceError


class Exit(IntEnum):
    """An exit code. The app has two more, 129 and 143: the terminal was closed, the process was told to end."""

    FINE = 0
    PROBLEMS = 1  # the story or a game is wrong, or the proof refutes it
    WRONG_USE = 2  # the command can't do what it was asked
    BOUNDED = 3  # a proof was stopped by a limit before everything was looked at
    MISTAKE = 70  # in this program: its answer contradicts itself
    INTERRUPTED = 130  # by Ctrl+C
    BROKEN_PIPE = 141  # whoever read the output has stopped


class WrongUseError(SentenceError):
    """The command can't do what it was asked."""


class ProblemsError(SentenceError):
    """What was asked for can't be had as the story or the game is; the message is "" where all is told already."""


class MistakeError(Exception):
    """An answer contradicts itself, so there is a mistake in this program; the message says what."""
