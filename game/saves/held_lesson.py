"""Whether a lesson is held on this computer: a teacher says so, in one small file beside the saved games.

    hold_lesson(file, HeldLesson(story="good_neighbours", role="desk", bell=bell))
    held, notice = held_lesson(file, now)      # None where no lesson is on
    end_lesson(file)

A lesson that has a bell is over when the day of its bell is, so that one that nobody has ended asks nobody the next day.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from game.disk.atomic import make_folders
from game.disk.filesystem import Disk, why
from game.saves.edited_file import load_edited, locked, put_edited
from game.saves.envelope import checked_moment
from game.saves.save_errors import SaveError
from game.text.clean import clean_line


class HeldLesson(Struct, frozen=True):
    """`story` is the id of the story that it is held with, "" for any; `role` is who is to be played first, or "".
    `bell` is when the play stops, with its time zone; None where nobody has said so."""

    story: str = ""
    role: str = ""
    bell: datetime | None = None

    def is_of(self, story: str) -> bool:
        return self.story in ("", story)

    def first_of(self, story: str) -> str:
        """The role of a story that is to be played first, or ""."""
        return self.role if self.is_of(story) else ""


Read = tuple[HeldLesson | None, str]
NONE: Read = (None, "")


def held_lesson(file: Path, now: datetime, files: Disk | None = None) -> Read:
    """The lesson that is on, and what to tell whoever reads it, mostly nothing.

    A file that can't be understood is set aside, and no lesson is on. Of one that can, what isn't known is left out and told.
    """
    try:
        held, notice = load_edited(file, files or Disk(), _from_data, _set_aside, NONE)
    except OSError as error:
        return None, f"Whether a lesson is on could not be read, so none is: {why(error, file.parent, 'read')}."
    if held is not None and held.bell is not None and now.date() > held.bell.astimezone(now.tzinfo).date():
        return None, ""
    return held, notice


def hold_lesson(file: Path, held: HeldLesson, files: Disk | None = None) -> None:
    """From now on this lesson is on, and no other. Raises SaveError."""
    disk = files or Disk()
    bell = held.bell.isoformat() if held.bell is not None else ""
    try:
        make_folders(disk, file.parent)
        with locked(file):
            put_edited(file, disk, {name: value for name, value in {**asdict(held), "bell": bell}.items() if value})
    except OSError as error:
        raise SaveError(f"That a lesson is on could not be saved: {why(error, file.parent)}.") from error


def end_lesson(file: Path, files: Disk | None = None) -> bool:
    """No lesson is on from now on; whether one was. Raises SaveError."""
    disk = files or Disk()
    try:
        with locked(file):
            disk.unlink(file)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise SaveError(f"The lesson could not be ended: {why(error, file.parent)}. It is on until you delete {file.name}.") from error
    return True


def _set_aside(kept: str) -> Read:
    return None, f"Whether a lesson is on could not be understood, so none is; the file is kept as {clean_line(kept)}."


def _from_data(data: Mapping[str, Any]) -> Read:
    words = {name: clean_line(data[name], limit=80) for name in ("story", "role") if isinstance(data.get(name), str)}
    bell = _moment(data.get("bell"))
    wrong = [name for name in data if name not in words and not (name == "bell" and bell is not None)]
    told = f"A lesson is on, but not all that was said of it could be understood: {clean_line(', '.join(sorted(wrong)))}."
    return HeldLesson(bell=bell, **words), told if wrong else ""


def _moment(written: object) -> datetime | None:
    """What was written as a moment; None where it is none, or one without a time zone."""
    try:
        moment = datetime.fromisoformat(written) if isinstance(written, str) else None
        checked_moment(moment)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
