"""What the game remembers of a player's wishes, in one file that a person may edit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from game.keep.atomic import make_folders, put
from game.keep.envelope import DamagedError, parse
from game.keep.errors import SaveError, why
from game.keep.filesystem import Disk, FileSystem
from game.keep.generations import read, set_aside

Value = str | bool | int


@dataclass(frozen=True, slots=True)
class Settings:
    """`text_width` is in columns. `others` holds whatever else is remembered, by its name, such as which notes were read."""

    theme: str = ""
    reduced_motion: bool = False
    text_width: int = 72
    nickname: str = ""
    others: Mapping[str, Value] = field(default_factory=dict)


_KNOWN = {each.name: type(each.default) for each in fields(Settings) if each.name != "others"}


def load_settings(file: Path, files: FileSystem | None = None) -> tuple[Settings, str]:
    """The settings, and what to tell the player, mostly nothing. A damaged file is set aside, and its settings start anew."""
    files = files or Disk()
    try:
        data = parse(read(files, file))
    except FileNotFoundError:
        return Settings(), ""
    except DamagedError:
        return Settings(), _set_aside(files, file)
    except OSError as error:
        return Settings(), f"Your settings could not be read: {why(error, file.parent)}."
    return _from_data(data)


def change_settings(file: Path, changes: Mapping[str, Value], files: FileSystem | None = None) -> Settings:
    """Remember some settings by their names and leave the others, which another window may have changed. Raises SaveError."""
    files = files or Disk()
    now, _ = load_settings(file, files)
    known = {name: value for name, value in changes.items() if name in _KNOWN}
    for name, value in known.items():
        if type(value) is not _KNOWN[name]:
            raise TypeError(f"{name} is {_KNOWN[name].__name__}, not {value!r}")
    changed = replace(now, others={**now.others, **{name: value for name, value in changes.items() if name not in known}}, **known)  # type: ignore[arg-type]
    data = {name: getattr(changed, name) for name in _KNOWN} | dict(changed.others)
    try:
        make_folders(files, file.parent)
        put(files, file, (json.dumps(data, indent=2) + "\n").encode("ascii"))
    except OSError as error:
        raise SaveError(f"Your settings could not be saved: {why(error, file.parent)}.") from error
    return changed


def _from_data(data: Mapping[str, Any]) -> tuple[Settings, str]:
    known = {name: data[name] for name, kind in _KNOWN.items() if type(data.get(name)) is kind}
    others = {name: value for name, value in data.items() if name not in _KNOWN and type(value) in (str, bool, int)}
    wrong = sorted(name for name in data if name not in known and name not in others)
    notice = f"These settings mean nothing and start anew: {', '.join(wrong)}." if wrong else ""
    return Settings(others=others, **known), notice


def _set_aside(files: FileSystem, file: Path) -> str:
    try:
        kept = set_aside(files, file, file, datetime.now(UTC))
    except OSError:
        return "Your settings could not be read, so they start anew."
    return f"Your settings could not be read, so they start anew; the file was kept as {kept.name}."
