"""What the game remembers of a player's wishes, in one file that a person may edit."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from game.disk.atomic import discard, make_folders, put, stale_files
from game.disk.file_lock import Lock, LockedError, hold
from game.disk.filesystem import Disk, why
from game.saves.envelope import DamagedError, parse
from game.saves.generations import set_aside
from game.saves.read_save import read
from game.saves.save_errors import SaveError
from game.text.clean import clean_line

Value = str | bool | int
PATIENCE = 2.0  # seconds to wait for another window, which needs the settings for some milliseconds


class Settings(Struct, frozen=True):
    """An empty theme is the default one; `text_width` is in columns.

    `others` holds whatever else is remembered, by its name, such as which content notes were read.
    """

    theme: str = ""
    reduced_motion: bool = False
    text_width: int = 72
    nickname: str = ""
    others: Mapping[str, Value] = field(default_factory=dict)


_KNOWN = {name: type(value) for name, value in asdict(Settings()).items() if name != "others"}


def load_settings(file: Path, files: Disk | None = None) -> tuple[Settings, str]:
    """The settings, and what to tell the player, mostly nothing.

    A file that can't be understood is set aside and the settings start anew, as does a single one of the wrong kind.
    """
    try:
        return _load(file, files or Disk())
    except OSError as error:
        return Settings(), f"Your settings could not be read, so the usual ones are used: {why(error, file.parent, 'read')}."


def change_settings(file: Path, changes: Mapping[str, Value], files: Disk | None = None) -> Settings:
    """Remember some settings by their names, and leave the others as they are in the file. Returns them all.

    Raises SaveError where that can't be done, and TypeError for a setting of the wrong kind.
    """
    disk = files or Disk()
    known = {name: value for name, value in changes.items() if name in _KNOWN}
    for name, value in known.items():
        if type(value) is not _KNOWN[name]:
            raise TypeError(f"{name} is {_KNOWN[name].__name__}, not {value!r}")
    new = {name: value for name, value in changes.items() if name not in known}
    try:
        make_folders(disk, file.parent)
        with _locked(file):
            before, _ = _load(file, disk)
            after = replace(before, others={**before.others, **new}, **known)
            for path, becomes in stale_files(disk, file.parent):
                if becomes == file.name:
                    discard(disk, path)
            data = {name: getattr(after, name) for name in _KNOWN} | dict(after.others)
            put(disk, file, (json.dumps(data, indent=2) + "\n").encode("ascii"))
    except OSError as error:
        raise SaveError(f"Your settings could not be saved: {why(error, file.parent)}.") from error
    return after


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Keep other windows from the settings. One that has stopped in the midst of it is waited for, and then no more."""
    lock: Lock | None = None
    until = time.monotonic() + PATIENCE
    while lock is None and time.monotonic() < until:
        try:
            lock = hold(file.with_name(f".{file.name}.lock"))
        except LockedError:
            time.sleep(0.005)
        except OSError:
            break  # what is written is whole all the same
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _load(file: Path, files: Disk) -> tuple[Settings, str]:
    try:
        return _from_data(parse(read(files, file).decode("utf-8-sig")))
    except FileNotFoundError:
        return Settings(), ""
    except (DamagedError, UnicodeDecodeError):
        kept = set_aside(files, file, file, datetime.now(UTC))
        return Settings(), f"Your settings could not be understood, so they start anew; the file is kept as {clean_line(kept.name)}."


def _from_data(data: Mapping[str, Any]) -> tuple[Settings, str]:
    known = {name: data[name] for name, kind in _KNOWN.items() if type(data.get(name)) is kind}
    others = {name: value for name, value in data.items() if name not in _KNOWN and type(value) in (str, bool, int)}
    wrong = clean_line(", ".join(sorted(name for name in data if name not in known and name not in others)))
    return Settings(others=others, **known), f"Some settings could not be understood and start anew: {wrong}." if wrong else ""
