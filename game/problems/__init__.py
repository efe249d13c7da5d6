"""What is wrong in an author's file, as data: a code, a place, plain words and the mend."""

from collections.abc import Iterable

from msgspec import Struct


class Place(Struct, frozen=True):
    """Where something stands: a path as the author would type it, and a line and column that count from 1.

    `length` is how many characters the caret underlines (at least 1); `text` is the whole line, as the file has it.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    text: str = ""


class Problem(Struct, frozen=True):
    """One thing that is wrong. `code` names a row of `game.problems.codes.CODES`, which gives its severity.

    `message` says what is wrong in one sentence without a full stop; `label` stands beside the caret
    ("did you mean `queue_dawn`?"); `help` says what to do; `command` is a line for a shell that plays the way there.
    """

    code: str
    message: str
    place: Place
    label: str = ""
    help: str = ""
    command: str = ""

    @property
    def order(self) -> tuple[str, int, int, str]:
        return (self.place.path, self.place.line, self.place.column, self.code)


def closest(word: str, known: Iterable[str]) -> str:
    """Of some names the one that a name which nobody knows is most like, or nothing."""
    from difflib import get_close_matches  # only where something is wrong, and not at every start

    return next(iter(get_close_matches(word[:64], list(known), n=1, cutoff=0.6)), "")


def nearest(word: str, known: Iterable[str]) -> str:
    """The label for a name that nobody knows: the closest known one as a question, or nothing."""
    name = closest(word, known)
    return f"did you mean `{name}`?" if name else ""
