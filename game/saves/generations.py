"""The three generations of a save: finding the newest that can be read, and keeping the one before a write."""

from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from game.disk.atomic import put, second_name
from game.disk.filesystem import Disk
from game.saves.save_format import LARGEST, DamagedError, Format, unseal
from game.saves.save_names import GENERATIONS, generation
from game.saves.slots import Slot, from_data


class Generation(Struct, frozen=True):
    """The newest generation of a save that could be read.

    `sealed` are its bytes and `form` the number of their format; `generation` is 0 where it is the newest there should be;
    `damaged` are the files of newer ones that could not be read.
    """

    slot: Slot
    payload: dict[str, Any]
    sealed: bytes
    form: int
    generation: int
    damaged: tuple[Path, ...]


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
            opened = unseal(form, sealed)
            slot, payload = from_data(path.stem, opened.data)
        except FileNotFoundError:
            continue
        except PermissionError:
            raise
        except (OSError, DamagedError):  # a bad sector, or a folder of that name, is damage as well
            damaged.append(file)
            continue
        return Generation(slot, payload, sealed, opened.number, number, tuple(damaged))
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


def recover(files: Disk, path: Path, found: Generation, now: datetime) -> None:
    """Set the damaged generations aside and let the one that was found be the newest. The lock must be held.

    Each step is on the disk before the next: a power cut that kept the second but not the first would lose what was found.
    """
    for file in found.damaged:
        set_aside(files, path, file, now)
        files.sync_folder(path.parent)
    for number in range(found.generation, len(GENERATIONS)):
        try:
            files.replace(generation(path, number), generation(path, number - found.generation))
        except FileNotFoundError:
            break
        files.sync_folder(path.parent)


def set_aside(files: Disk, path: Path, file: Path, now: datetime) -> Path:
    """Rename a damaged file of what is kept at `path`, so that it is in nobody's way. Returns its new name."""
    taken = set(files.names(path.parent))
    name = f"{path.name}.damaged-{now:%Y%m%dT%H%M%SZ}"
    count = 1
    while name in taken:
        count += 1
        name = f"{path.name}.damaged-{now:%Y%m%dT%H%M%SZ}-{count}"
    files.replace(file, path.with_name(name))
    return path.with_name(name)


def keep_previous(files: Disk, path: Path) -> None:
    """Give the newest generation, which is about to be replaced, a second name. It stays the newest until then."""
    try:
        files.replace(generation(path, 1), generation(path, 2))
    except FileNotFoundError:
        pass
    second_name(files, path, generation(path, 1), LARGEST)


def keep_original(files: Disk, path: Path, found: Generation) -> None:
    """Keep a save of an older format as it was, before what it was migrated to replaces it."""
    original = path.with_name(f"{path.name}.v{found.form}")
    if original.name not in files.names(path.parent):
        put(files, original, found.sealed)
