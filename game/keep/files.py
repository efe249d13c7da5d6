"""Putting a text into a file that somebody named: whole or not at all, and never over another one by accident."""

from collections.abc import Iterable
from pathlib import Path

from game.clean import clean_line
from game.keep.atomic import make_folders, put
from game.keep.errors import why
from game.keep.filesystem import Disk

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for the letters of the system


class NotWrittenError(Exception):
    """The file couldn't be written; the message is a sentence that says why."""


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raises NotWrittenError where one of the files is there."""
    for path in paths:
        if path.exists():
            shown = clean_line(str(path), limit=1_000)
            raise NotWrittenError(f"There is a file {shown} already, and it stays as it is. Name another one, or say --force.")


def write_new(path: Path, text: str, *, force: bool = False, mark: bool = False) -> None:
    """Write `text` to a file that isn't there yet, or with `force` in the place of one. Raises NotWrittenError.

    `mark` begins the file with a byte-order mark.
    """
    if not force:
        refuse_existing((path,))
    shown = clean_line(str(path), limit=1_000)
    try:
        put(Disk(), path, ((BYTE_ORDER_MARK if mark else "") + text).encode("utf-8", "replace"))
    except FileNotFoundError as error:
        raise NotWrittenError(f"There is no folder {clean_line(str(path.parent), limit=1_000)}.") from error
    except OSError as error:
        raise NotWrittenError(f"{shown} can't be written: {why(error, path.parent)}.") from error


def write_beside(folder: Path, name: str, text: str) -> Path:
    """Write `text` to a file called `name` in a folder, which is made where it is missing; where there is such a file, the
    new one has a number. Returns where it is. Raises NotWrittenError."""
    try:
        make_folders(Disk(), folder)
    except OSError as error:
        raise NotWrittenError(f"{clean_line(str(folder), limit=1_000)} can't be made: {why(error, folder.parent)}.") from error
    plain = Path(name)
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{plain.stem}-{number}{plain.suffix}"
    write_new(path, text)
    return path
