"""Putting a text, or bytes, into a file that somebody named: whole or not at all, and never over another one by accident."""

import os
from collections.abc import Iterable
from pathlib import Path

from game.disk.atomic import make_folders, put
from game.disk.filesystem import Disk, why
from game.disk.paths import is_file, is_folder, is_link, is_there
from game.text.clean import clean_line
from game.text.sentence_error import SentenceError

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for the letters of the system


class NotWrittenError(SentenceError):
    """The file couldn't be written; the message is a sentence that says why."""


def refuse_others(path: Path) -> None:
    """Raises NotWrittenError where there is a link, a folder, a device or a pipe: a new file may only take the place of a file."""
    if is_link(path):
        raise NotWrittenError(f"{_shown(path)} is a link, and isn't followed. Name a file.")
    if is_folder(path):
        raise NotWrittenError(f"{_shown(path)} is a folder. Name a file in it.")
    if is_there(path) and not is_file(path):
        raise NotWrittenError(f"{_shown(path)} isn't a file, and stays as it is. Without -o the page goes to standard output.")


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raises NotWrittenError where one of the files is there, or where something else is."""
    for path in paths:
        refuse_others(path)
        if is_there(path):
            raise NotWrittenError(f"There is a file {_shown(path)} already, and it stays as it is. Name another one, or say --force.")


def write_new(path: Path, content: str | bytes, *, force: bool = False, mark: bool = False) -> None:
    """Write `content` to a file that isn't there yet, or with `force` in the place of one. Raises NotWrittenError.

    `mark` begins a text with a byte-order mark.
    """
    refuse_others(path)
    if not force:
        refuse_existing((path,))
    raw = content if isinstance(content, bytes) else ((BYTE_ORDER_MARK if mark else "") + content).encode("utf-8", "replace")
    try:
        put(Disk(), path, raw, ready=_for_whom_files_are)
    except FileNotFoundError as error:
        raise NotWrittenError(f"There is no folder {_shown(path.parent)}.") from error
    except OSError as error:
        raise NotWrittenError(f"{_shown(path)} can't be written: {why(error, path.parent)}.") from error


def _for_whom_files_are(path: Path) -> None:
    """Let those read the file who may read other new files: a page on a shared folder is for colleagues too."""
    if os.name != "nt":
        mask = os.umask(0o077)  # it can't be asked for without being set
        os.umask(mask)
        path.chmod(0o666 & ~mask)


def write_beside(folder: Path, name: str, text: str) -> Path:
    """Write `text` to a file called `name` in a folder, which is made where it is missing; where there is such a file, the
    new one has a number. Returns where it is. Raises NotWrittenError."""
    try:
        make_folders(Disk(), folder)
    except OSError as error:
        raise NotWrittenError(f"{_shown(folder)} can't be made: {why(error, folder.parent)}.") from error
    plain = Path(name)
    path, number = folder / name, 1
    while is_there(path) or is_link(path):
        number += 1
        path = folder / f"{plain.stem}-{number}{plain.suffix}"
    write_new(path, text)
    return path


def _shown(path: Path) -> str:
    return clean_line(str(path), limit=1_000)
