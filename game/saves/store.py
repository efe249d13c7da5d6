"""Where a game's files are, and reading them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from game.saves.envelope import DamagedError, Format, NewerError
from game.saves.errors import DamagedSaveError, ForeignSaveError, MissingSaveError, NewerSaveError, SaveError, why
from game.saves.filesystem import Disk, FileSystem
from game.saves.generations import Found, find
from game.saves.save_lock import Lock, hold
from game.saves.save_names import folder_name, is_slot_id, random_id
from game.saves.slots import SAVE, Slot
from game.text.clean import clean_line


class Loaded(Struct, frozen=True):
    """A game as it was saved. `notice` is a sentence for the player where that is not the newest save, else empty."""

    slot: Slot
    payload: dict[str, Any]
    notice: str = ""


class Store(Struct, frozen=True):
    """The saved games below a folder, which need not exist. `lock` raises what `game.saves.save_lock.hold` raises."""

    folder: Path
    files: FileSystem = field(default_factory=Disk)
    lock: Callable[[Path], Lock] = hold
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    form: Format = SAVE
    new_id: Callable[[], str] = random_id

    def story_folder(self, story: str) -> Path:
        return self.folder / folder_name(story)

    def path(self, slot: Slot) -> Path:
        """The file of a game's newest save. Raises MissingSaveError where its id can't be one."""
        if not is_slot_id(slot.id):
            raise MissingSaveError(f"There is no saved game called {clean_line(slot.id, limit=40)}.")
        return self.story_folder(slot.story) / f"{slot.id}.json"

    def lock_path(self, slot: Slot) -> Path:
        return self.path(slot).with_suffix(".lock")

    def find(self, slot: Slot) -> Found:
        """The newest save of a game that can be read; changes nothing. Raises a SaveError that says what is wrong."""
        path = self.path(slot)
        folder = clean_line(str(path.parent))
        try:
            found = find(self.files, self.form, path)
        except FileNotFoundError as error:
            raise MissingSaveError(f"There is no saved game called {slot.id}.") from error
        except DamagedError as error:
            raise DamagedSaveError(
                f"This game can't be read: every save of it is damaged. The files were left as they are, in {folder}."
            ) from error
        except NewerError as error:
            raise NewerSaveError(
                f"This game was saved by a newer version of Good Neighbours, in save format {error.number}. "
                "Nothing was changed; update the game to go on with it."
            ) from error
        except OSError as error:
            raise SaveError(f"This game could not be read: {why(error, path.parent, 'read')}.") from error
        if folder_name(found.slot.story) != path.parent.name:
            raise ForeignSaveError(f"This game belongs to another story, {clean_line(found.slot.story, limit=80)}. Nothing was changed.")
        return found


def notice_of(found: Found) -> str:
    """What to tell the player where the newest save is not the one that was found."""
    match found.generation, len(found.damaged):
        case 0, _:
            return ""
        case _, 0:
            return "The newest save of this game is missing, so you go on from the one before it: your last choice may be missing."
        case _, 1:
            return (
                "The newest save of this game is damaged, so you go on from the one before it: "
                "your last choice may be missing. The damaged file is kept."
            )
        case _:
            return (
                "The two newest saves of this game are damaged, so you go on from the one before them: "
                "your last choices may be missing. The damaged files are kept."
            )
