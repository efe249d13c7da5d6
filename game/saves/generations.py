"""The three generations of a save: the one before each write is kept, and what can't be read is set aside."""

from datetime import datetime
from pathlib import Path

from game.disk.atomic import second_name
from game.disk.filesystem import Disk
from game.saves.envelope import LARGEST
from game.saves.file_names import GENERATIONS, generation
from game.saves.read_save import Generation


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
