"""What goes wrong with a save, as one plain sentence or two for the player."""

from pathlib import Path

from game.disk.filesystem import why
from game.text.sentence_error import SentenceError


class SaveError(SentenceError):
    """A save that could not be written, read or deleted. `sentence` says so to the player; nothing on the disk was lost.

    `repeated` is true where the save before this one failed for the same reason, so that it need not be told again.
    """

    def __init__(self, sentence: str, *, repeated: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.repeated = repeated


class DamagedSaveError(SaveError):
    """No copy of the saved game can be read. Every file of it is still where it was."""


class NewerSaveError(SaveError):
    """The saved game was written by a newer version of the game, and has been left untouched."""


class ElsewhereError(SaveError):
    """The game is being played in another window."""


def not_saved(error: OSError, path: Path, *, repeated: bool = False) -> SaveError:
    """The error for a choice that did not reach the disk."""
    return SaveError(
        f"Your last choice could not be saved: {why(error, path)}. "
        "You can play on, and each choice tries again; what was saved before is safe.",
        repeated=repeated,
    )
