"""Saved games wherever their files lie: one that was handed in, or a folder of them from several computers.

A game's file may have been given another name, and its folders may be any; what else lies there is told, and left out.
Nothing is changed, and no link is followed.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.disk.filesystem import Disk, why
from game.disk.paths import is_file, is_link
from game.saves.answers import RECORD as ANSWERS_RECORD
from game.saves.answers import Answers, answers_at
from game.saves.envelope import DamagedError, NewerError, unseal
from game.saves.file_names import ANSWERS
from game.saves.finished_records import RECORD as FINISHED_RECORD
from game.saves.read_save import find, read
from game.saves.save_errors import SaveError
from game.saves.slot import SAVE, Slot, to_data
from game.text.clean import clean_line

MOST_FILES = 20_000
DEEPEST = 12  # folders within folders

_OLDER = re.compile(r"(?P<newest>.+\.json)\.[12]", re.IGNORECASE)
_OURS = re.compile(r".*\.lock|[0-9a-f]{12}\.home|.*\.json\.damaged-.*|\..*|desktop\.ini|thumbs\.db", re.IGNORECASE)  # nothing to tell of


@dataclass(frozen=True, slots=True)
class Collected:
    """A saved game. `path` is its file, and `name` what it is called among those that were collected. `said` is what was
    said about the lesson in it, None where nothing was; `notices` are sentences on what isn't as it should be."""

    path: Path
    slot: Slot
    payload: dict[str, Any]
    name: str
    said: Answers | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """`damaged` are sentences on games that can't be read, `others` on files that are no game, or the same game again."""

    games: tuple[Collected, ...]
    damaged: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class NoGameError(SaveError):
    """A file that never was a saved game."""


def collected_at(path: Path, files: Disk | None = None, *, name: str = "") -> Collected:
    """The saved game in a file, called `name` (by default as its file). Raises SaveError with what is wrong with it."""
    files = files or Disk()
    path = _newest(path)
    name = name or path.stem
    shown = clean_line(f"{name}{path.suffix}")
    try:
        found = find(files, SAVE, path)
    except FileNotFoundError as error:
        raise SaveError(f"There is no file {shown}.") from error
    except NewerError as error:
        raise SaveError(f"{shown} was saved by a newer version of Good Neighbours, in save format {error.number}.") from error
    except DamagedError as error:
        if _was_a_game(files, path):
            raise SaveError(f"{shown} is a saved game that was damaged.") from error
        raise NoGameError(f"{shown} is no saved game.") from error
    except OSError as error:
        raise SaveError(f"{shown} could not be read: {why(error, path.parent, 'read')}.") from error
    notices = [f"The newest save in {shown} can't be read, so this is the one before it."] if found.generation else []
    said = None
    try:
        said = answers_at(files, path.with_name(path.stem + ANSWERS), found.slot)
    except SaveError as error:
        notices.append(error.sentence)
    said = said if said is not None and said.when is not None else None
    return Collected(path, found.slot, found.payload, name, said, tuple(notices))


def collected_below(folder: Path, files: Disk | None = None) -> Collection:
    """Every saved game in a folder and those within it, in the order of their paths, called by these paths. Raises
    SaveError where the folder can't be listed, or holds far more files than a class makes."""
    files = files or Disk()
    games: dict[str, Collected] = {}  # by what is in them
    damaged: list[str] = []
    others: list[str] = []
    for path in _files(folder, damaged, others):
        try:
            if _kept_beside(files, path):
                continue
            game = collected_at(path, files, name=path.relative_to(folder).with_suffix("").as_posix())
        except NoGameError as error:
            others.append(error.sentence)
        except SaveError as error:
            damaged.append(error.sentence)
        else:
            # Whether a game was collected twice: its id is the file's name, which may have been changed.
            inside = json.dumps(to_data(game.slot, game.payload), sort_keys=True)
            twin = games.setdefault(inside, game)
            if twin is not game:
                others.append(f"{clean_line(game.name)} is the same game as {clean_line(twin.name)}, and counted once.")
    return Collection(tuple(games.values()), tuple(damaged), tuple(others))


def _newest(path: Path) -> Path:
    """The file of the game that a file is a generation of."""
    match = _OLDER.fullmatch(path.name)
    return path.with_name(match["newest"]) if match else path


def _files(folder: Path, damaged: list[str], told: list[str]) -> Iterator[Path]:
    """The files that may be games, each once; every other file is told."""
    seen = 0
    others: list[str] = []

    def unreadable(error: OSError) -> None:
        if error.filename is not None and Path(error.filename) != folder:
            damaged.append(f"The folder {clean_line(Path(error.filename).name)} could not be read.")
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
            if is_link(path) or not is_file(path):
                others.append(path.relative_to(folder).as_posix())
            elif (newest := _newest(path)).suffix.lower() == ".json":
                found.setdefault(newest)
            elif not _OURS.fullmatch(name):
                others.append(path.relative_to(folder).as_posix())
        yield from found
    if others:
        listed = ", ".join(clean_line(name) for name in others[:3])
        more = f" and {len(others) - 3:,} more" if len(others) > 3 else ""
        told.append(f"{listed}{more}: no saved {'games' if len(others) > 1 else 'game'}.")


def _kept_beside(files: Disk, path: Path) -> bool:
    """Whether a file is what the game keeps beside its saves: answers, or the record of an ending."""
    if path.name.endswith(ANSWERS):
        return True
    try:
        sealed = read(files, path)
    except OSError:
        return False
    for form in (FINISHED_RECORD, ANSWERS_RECORD):
        if form.name.encode("ascii") in sealed[:100]:
            try:
                return bool(unseal(form, sealed))
            except (DamagedError, NewerError):
                return False
    return False


def _was_a_game(files: Disk, path: Path) -> bool:
    try:
        return b'"good-neighbours-save/' in read(files, path)[:200]
    except OSError:
        return True  # what can't be read may be one; and older saves of a game whose newest is gone are
