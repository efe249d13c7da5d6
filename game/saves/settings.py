"""What the game remembers of a player's wishes, in one file that a person may edit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from game.disk.atomic import make_folders
from game.disk.filesystem import Disk, why
from game.saves.edited_file import load_edited, locked, put_edited
from game.saves.save_errors import SaveError
from game.text.clean import clean_line

Value = str | bool | int


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
        with locked(file):
            before, _ = _load(file, disk)
            after = replace(before, others={**before.others, **new}, **known)
            put_edited(file, disk, {name: getattr(after, name) for name in _KNOWN} | dict(after.others))
    except OSError as error:
        raise SaveError(f"Your settings could not be saved: {why(error, file.parent)}.") from error
    return after


def _load(file: Path, files: Disk) -> tuple[Settings, str]:
    return load_edited(file, files, _from_data, _anew, (Settings(), ""))


def _anew(kept: str) -> tuple[Settings, str]:
    return Settings(), f"Your settings could not be understood, so they start anew; the file is kept as {clean_line(kept)}."


def _from_data(data: Mapping[str, Any]) -> tuple[Settings, str]:
    known = {name: data[name] for name, kind in _KNOWN.items() if type(data.get(name)) is kind}
    others = {name: value for name, value in data.items() if name not in _KNOWN and type(value) in (str, bool, int)}
    wrong = clean_line(", ".join(sorted(name for name in data if name not in known and name not in others)))
    return Settings(others=others, **known), f"Some settings could not be understood and start anew: {wrong}." if wrong else ""
