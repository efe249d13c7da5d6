"""Saved games wherever their files lie: one that was handed in, or a folder of them from several computers.

A game's file may have been given another name, and its folders may be any; what else lies there is told, and left out.
Nothing is changed, and no link is followed.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.clean import clean_line
from game.keep.answers import RECORD as ANSWERS_RECORD
from game.keep.answers import Answers, answers_at
from game.keep.envelope import DamagedError, Format, NewerError, unseal
from game.keep.errors import SaveError, why
from game.keep.filesystem import Disk, FileSystem
from game.keep.finished import RECORD as FINISHED_RECORD
from game.keep.generations import find, read
from game.keep.names import ANSWERS
from game.keep.slots import SAVE, Slot

MOST_FILES = 20_000
DEEPEST = 12  # folders within folders

_OLDER = re.compile(r"(?P<newest>.+\.json)\.[12]", re.IGNORECASE)
_OURS = re.compile(r".*\.lock|.*\.json\.(damaged-.*|v[0-9]+)|\..*|desktop\.ini|thumbs\.db", re.IGNORECASE)  # nothing to tell of


@dataclass(frozen=True, slots=True)
class Collected:
    """A saved game. `path` is its file, `said` what was said about the lesson in it (None where nothing was). `notices`
    are sentences on what isn't as it should be."""

    path: Path
    slot: Slot
    payload: dict[str, Any]
    said: Answers | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """`left_out` are sentences, one for each file that is no game or can't be read."""

    games: tuple[Collected, ...]
    left_out: tuple[str, ...] = ()


def collected_at(path: Path, files: FileSystem | None = None) -> Collected:
    """The saved game in a file. Raises SaveError with what is wrong with it."""
    files = files or Disk()
    path = _newest(path)
    name = clean_line(path.name)
    try:
        found = find(files, SAVE, path)
    except FileNotFoundError as error:
        raise SaveError(f"There is no file {name}.") from error
    except NewerError as error:
        raise SaveError(f"{name} was saved by a newer version of Good Neighbours, in save format {error.number}.") from error
    except DamagedError as error:
        raise SaveError(_what_it_is(files, path)) from error
    except OSError as error:
        raise SaveError(f"{name} could not be read: {why(error, path.parent, 'read')}.") from error
    notices = [f"The newest save in {name} can't be read, so this is the one before it."] if found.generation else []
    said = None
    try:
        said = answers_at(files, path.with_name(path.stem + ANSWERS), found.slot)
    except SaveError as error:
        notices.append(error.sentence)
    return Collected(path, found.slot, found.payload, said if said is not None and said.when is not None else None, tuple(notices))


def collected_below(folder: Path, files: FileSystem | None = None) -> Collection:
    """Every saved game in a folder and those within it, in the order of their paths. Raises SaveError where the folder
    can't be listed, or holds far more files than a class makes."""
    files = files or Disk()
    games: list[Collected] = []
    left_out: list[str] = []
    for path in _games(folder, left_out):
        shown = clean_line(path.relative_to(folder).as_posix())
        try:
            if not _kept_beside(files, path):
                games.append(collected_at(path, files))
        except SaveError as error:
            left_out.append(error.sentence.replace(clean_line(path.name), shown, 1))
    return Collection(tuple(games), tuple(left_out))


def _newest(path: Path) -> Path:
    """The file of the game that a file is a generation of."""
    match = _OLDER.fullmatch(path.name)
    return path.with_name(match["newest"]) if match else path


def _games(folder: Path, left_out: list[str]) -> Iterator[Path]:
    """The files that may be games, each once; every other file is told."""
    seen = 0
    others: list[str] = []

    def unreadable(error: OSError) -> None:
        if error.filename is not None and Path(error.filename) != folder:
            left_out.append(f"The folder {clean_line(Path(error.filename).name)} could not be read.")
            return
        raise SaveError(f"The folder {clean_line(str(folder))} could not be read: {why(error, folder, 'read')}.") from error

    for where, folders, names in os.walk(folder, onerror=unreadable):
        here = Path(where)
        folders[:] = sorted(folders) if len(here.relative_to(folder).parts) < DEEPEST else []
        found: dict[Path, None] = {}
        for name in sorted(names):
            seen += 1
            if seen > MOST_FILES:
                raise SaveError(f"{clean_line(str(folder))} holds more than {MOST_FILES:,} files: name the folder with the saved games.")
            path = here / name
            if path.is_symlink() or not path.is_file():
                others.append(path.relative_to(folder).as_posix())
            elif (newest := _newest(path)).suffix.lower() == ".json":
                found.setdefault(newest)
            elif not _OURS.fullmatch(name):
                others.append(path.relative_to(folder).as_posix())
        yield from found
    if others:
        listed = ", ".join(clean_line(name) for name in others[:3])
        more = f" and {len(others) - 3:,} more" if len(others) > 3 else ""
        left_out.append(f"{listed}{more}: no saved {'games' if len(others) > 1 else 'game'}.")


def _kept_beside(files: FileSystem, path: Path) -> bool:
    """Whether a file is what the game keeps beside its saves: answers, or the record of an ending."""
    if path.name.endswith(ANSWERS):
        return True
    return any(_opens(files, path, form) for form in (FINISHED_RECORD, ANSWERS_RECORD))


def _opens(files: FileSystem, path: Path, form: Format) -> bool:
    try:
        unseal(form, read(files, path))
    except (OSError, DamagedError, NewerError):
        return False
    return True


def _what_it_is(files: FileSystem, path: Path) -> str:
    """Whether it is no saved game at all, or was one."""
    try:
        ours = b'"good-neighbours-save/' in read(files, path)[:200]
    except OSError:
        ours = True  # the older saves of a game whose newest is gone
    name = clean_line(path.name)
    return f"{name} is a saved game that was damaged." if ours else f"{name} is no saved game."
