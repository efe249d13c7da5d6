"""Writing a file so that, whenever the power goes, it holds what it held before or all that is new."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

from game.disk.filesystem import Disk

# `.k7f2q.json.0a1b2c3d.new` is `k7f2q.json` on its way.
TEMPORARY = re.compile(r"\.(?P<name>[^/\\]+)\.[0-9a-f]{8}\.new")
STALE = 3600.0  # seconds after which nobody is still writing a file


def put(files: Disk, path: Path, data: bytes, *, ready: Callable[[Path], None] = lambda _: None) -> None:
    """Write `data` to `path`: a new file, its contents synced, renamed over the old one, and the folder synced.

    A link at `path` is replaced, and what it leads to stays as it is. `ready` is called with the new file when all but the
    renaming is done. Raises OSError, and whatever `ready` raises; then the old file is as it was (or, where only the last sync failed, the
    new one is complete) and no temporary file stays.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        file = files.create(temporary)
        try:
            write_all(files, file, data)
            files.sync(file)
        finally:
            files.close(file)
        ready(temporary)
        files.replace(temporary, path)
    except BaseException:  # an interrupted game clears up as well
        discard(files, temporary)
        raise
    files.sync_folder(path.parent)


def write_all(files: Disk, file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = files.write(file, rest)
        if written <= 0:
            raise OSError(errno.EIO, "nothing could be written")
        rest = rest[written:]


def discard(files: Disk, path: Path) -> None:
    """Remove a file that may not be there, and that does no harm where it can't be removed."""
    try:
        files.unlink(path)
    except OSError:
        pass


def stale_files(files: Disk, folder: Path) -> list[tuple[Path, str]]:
    """What a crash left in a folder of files on their way, each with the name of the file that it would have become.

    Raises OSError where the folder can't be listed; where there is none, nothing is in it.
    """
    found = []
    try:
        names = files.names(folder)
    except FileNotFoundError:
        return []
    for name in names:
        if match := TEMPORARY.fullmatch(name):
            try:
                if files.age(folder / name) >= STALE:
                    found.append((folder / name, match["name"]))
            except FileNotFoundError:
                continue  # it has become what it was on its way to
    return found


def second_name(files: Disk, source: Path, target: Path, largest: int) -> None:
    """Make `target` (which must not exist) hold what `source` holds: by a link, and where there are no links, by a copy of at
    most `largest` bytes."""
    try:
        files.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        put(files, target, files.read(source, largest))


def make_folders(files: Disk, folder: Path) -> None:
    """Make `folder` and what is missing above it. Its name survives a power cut, whoever made it."""
    try:
        files.make_folder(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        if folder.parent == folder:  # a drive that isn't there
            raise
        make_folders(files, folder.parent)
        files.make_folder(folder)
    files.sync_folder(folder.parent)
