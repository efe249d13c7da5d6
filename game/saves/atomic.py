"""Writing a file so that, whenever the power goes, it holds what it held before or all that is new."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

from game.saves.envelope import LARGEST
from game.saves.filesystem import FileSystem

# `.k7f2q.json.0a1b2c3d.new` is `k7f2q.json` on its way.
TEMPORARY = re.compile(r"\.(?P<name>[^/\\]+)\.[0-9a-f]{8}\.new")


def put(files: FileSystem, path: Path, data: bytes, *, before: Callable[[], None] = lambda: None) -> None:
    """Write `data` to `path`: a new file, its contents synced, renamed over the old one, and the folder synced.

    `before` is called when all but the renaming is done. Raises OSError, and whatever `before` raises; then the old file
    is as it was (or, where only the last sync failed, the new one is complete) and no temporary file stays.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        file = files.create(temporary)
        try:
            write_all(files, file, data)
            files.sync(file)
        finally:
            files.close(file)
        before()
        files.replace(temporary, path)
    except BaseException:  # an interrupted game clears up as well
        discard(files, temporary)
        raise
    files.sync_folder(path.parent)


def write_all(files: FileSystem, file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written = files.write(file, rest)
        if written <= 0:
            raise OSError(errno.EIO, "nothing could be written")
        rest = rest[written:]


def discard(files: FileSystem, path: Path) -> None:
    """Remove a file that may not be there, and that does no harm where it can't be removed."""
    try:
        files.unlink(path)
    except OSError:
        pass


def second_name(files: FileSystem, source: Path, target: Path) -> None:
    """Make `target` (which must not exist) hold what `source` holds: by a link, and where there are no links, by a copy."""
    try:
        files.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        put(files, target, files.read(source, LARGEST))


def make_folders(files: FileSystem, folder: Path) -> None:
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
