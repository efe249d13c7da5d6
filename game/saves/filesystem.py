"""The few operations that saves need of a disk, so that a test can stand in for it and cut the power at each of them."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

# Windows refuses to replace a file while a virus scanner or a synchronising service has it open, for a moment.
ATTEMPTS = 10 if sys.platform == "win32" else 1
PAUSE = 0.05

# What a file system answers that can't sync a folder, which is no failure: there is nothing more that we could do.
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF})


class FileSystem(Protocol):
    """A disk. Every operation raises OSError where it fails; `file` is the number that `create` returned."""

    def create(self, path: Path) -> int:
        """Open a new file for writing; FileExistsError where there is one."""

    def write(self, file: int, data: bytes | memoryview) -> int:
        """Write the beginning of `data`; returns how many bytes that were."""

    def sync(self, file: int) -> None:
        """Return when the contents of the file would survive a power cut."""

    def close(self, file: int) -> None: ...

    def read(self, path: Path, limit: int) -> bytes:
        """At most `limit` bytes of a regular file."""

    def replace(self, source: Path, target: Path) -> None:
        """Rename, in one step, over what may be there."""

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name; FileExistsError where that is taken."""

    def unlink(self, path: Path) -> None: ...

    def names(self, folder: Path) -> list[str]: ...

    def make_folder(self, folder: Path) -> None: ...

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder."""

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in the folder would survive a power cut."""

    def age(self, path: Path) -> float:
        """Seconds since the file was last written to."""


class Disk:
    """The real disk. Folders are made for their owner alone, and so are files."""

    def create(self, path: Path) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
        return os.open(path, flags, 0o600)

    def write(self, file: int, data: bytes | memoryview) -> int:
        return os.write(file, data)

    def sync(self, file: int) -> None:
        if sys.platform == "darwin":
            import fcntl

            try:  # fsync stops at the drive's own cache there
                fcntl.fcntl(file, fcntl.F_FULLFSYNC)
            except OSError:
                pass  # a network drive may know only the plain one
            else:
                return
        os.fsync(file)

    def close(self, file: int) -> None:
        os.close(file)

    def read(self, path: Path, limit: int) -> bytes:
        # Without O_NONBLOCK a named pipe in place of a save would stop the game for good.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
        file = os.open(path, flags)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(errno.EINVAL, "not a file", str(path))
            parts = []
            while limit > 0 and (part := os.read(file, limit)):
                parts.append(part)
                limit -= len(part)
            return b"".join(parts)
        finally:
            os.close(file)

    def replace(self, source: Path, target: Path) -> None:
        patiently(lambda: source.replace(target), ATTEMPTS)

    def link(self, source: Path, target: Path) -> None:
        target.hardlink_to(source)

    def unlink(self, path: Path) -> None:
        patiently(path.unlink, ATTEMPTS)

    def names(self, folder: Path) -> list[str]:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries]

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(0o700)

    def remove_folder(self, folder: Path) -> None:
        folder.rmdir()

    def sync_folder(self, folder: Path) -> None:
        if sys.platform != "win32":  # which has no such operation; NTFS keeps a journal of its names
            _sync_folder(folder)

    def age(self, path: Path) -> float:
        return time.time() - path.stat().st_mtime


def patiently(operation: Callable[[], object], attempts: int, pause: Callable[[float], None] = time.sleep) -> None:
    """Do `operation`, up to `attempts` times with pauses between, while it is refused. Raises what the last one raises."""
    for _ in range(attempts - 1):
        try:
            operation()
        except PermissionError:
            pause(PAUSE)
        else:
            return
    operation()


def _sync_folder(folder: Path) -> None:
    try:
        file = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return  # one may write in a folder that one may not list
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(file)
