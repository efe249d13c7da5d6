"""Reading a save: the newest of its generations that can be read, or why none can, in a sentence for the player."""

from pathlib import Path
from typing import Any

from msgspec import Struct

from game.disk.filesystem import Disk, why
from game.saves.envelope import LARGEST, DamagedError, Format, NewerError, unseal
from game.saves.file_names import GENERATIONS, generation
from game.saves.save_errors import DamagedSaveError, NewerSaveError, SaveError
from game.saves.slot import Slot, from_data
from game.text.clean import clean_line


class Generation(Struct, frozen=True):
    """The newest generation of a save that could be read.

    `sealed` are its bytes; `generation` is 0 where it is the newest there should be; `damaged` are the files of newer ones
    that could not be read.
    """

    slot: Slot
    payload: dict[str, Any]
    sealed: bytes
    generation: int
    damaged: tuple[Path, ...]

    @property
    def notice(self) -> str:
        """What to tell the player where this is not the newest save, else empty."""
        match self.generation, len(self.damaged):
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


def find(files: Disk, form: Format, path: Path) -> Generation:
    """Look for the newest generation of `path` that can be read; changes nothing.

    Raises FileNotFoundError where there is none at all, DamagedError where none can be read, NewerError where a newer
    version of the game wrote the newest one, PermissionError.
    """
    damaged: list[Path] = []
    for number in range(len(GENERATIONS)):
        file = generation(path, number)
        try:
            sealed = read(files, file)
            slot, payload = from_data(path.stem, unseal(form, sealed))
        except FileNotFoundError:
            continue
        except PermissionError:
            raise
        except (OSError, DamagedError):  # a bad sector, or a folder of that name, is damage as well
            damaged.append(file)
            continue
        return Generation(slot, payload, sealed, number, tuple(damaged))
    if damaged:
        raise DamagedError("all that there are")
    raise FileNotFoundError(path)


def read(files: Disk, path: Path) -> bytes:
    """The bytes of a file, at most one more than a save may have. A fault that passes is no damage, so it is read twice."""
    try:
        return files.read(path, LARGEST + 1)
    except (FileNotFoundError, PermissionError):
        raise
    except OSError:
        return files.read(path, LARGEST + 1)


def read_save(files: Disk, form: Format, path: Path) -> Generation:
    """As `find`. Raises a SaveError that says what is wrong."""
    folder = clean_line(str(path.parent))
    try:
        return find(files, form, path)
    except FileNotFoundError as error:
        raise SaveError(f"There is no saved game called {path.stem}.") from error
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
