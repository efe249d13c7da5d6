"""The few operations that are needed of a disk, so that a test can stand in for it and cut the power at each of them."""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

from game.disk.paths import is_folder, is_link
from game.text.clean import clean_line

# Windows refuses to replace a file while a virus scanner or a synchronising service has it open, for a moment.
ATTEMPTS = 10 if sys.platform == "win32" else 1
PAUSE = 0.05

# What a file system answers that can't sync a folder, which is no failure: there is nothing more that we could do.
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF})
_OPEN = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOINHERIT"))


class Disk:
    """The real disk. Every operation raises OSError where it fails; `file` is the number that `create` returned.

    Folders are made for their owner alone, and so are files. No link is followed to write, to list or to delete.
    """

    def create(self, path: Path) -> int:
        """Open a new file for writing; FileExistsError where there is one, or a link."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN, 0o600)

    def write(self, file: int, data: bytes | memoryview) -> int:
        """Write the beginning of `data`; returns how many bytes that were."""
        return os.write(file, data)

    def sync(self, file: int) -> None:
        """Return when the contents of the file would survive a power cut."""
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
        """At most `limit` bytes of a regular file."""
        # Without O_NONBLOCK a named pipe in place of a save would stop the game for good.
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _OPEN)
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
        """Rename, in one step, over what may be there."""
        patiently(lambda: source.replace(target), ATTEMPTS)

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name; FileExistsError where that is taken."""
        target.hardlink_to(source)

    def unlink(self, path: Path) -> None:
        patiently(path.unlink, ATTEMPTS)

    def names(self, folder: Path) -> list[str]:
        """The names in a folder; NotADirectoryError where it is a link to one."""
        if is_link(folder):
            raise NotADirectoryError(errno.ENOTDIR, "a link", str(folder))
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries]

    def make_folder(self, folder: Path) -> None:
        """FileExistsError where it is there, NotADirectoryError where something else is."""
        try:
            folder.mkdir(0o700)
        except FileExistsError as error:
            if is_link(folder) or not is_folder(folder):
                raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(folder)) from error
            raise

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder."""
        folder.rmdir()

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in the folder would survive a power cut."""
        if sys.platform == "win32":
            return  # which has no such operation; NTFS keeps a journal of its names
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

    def age(self, path: Path) -> float:
        """Seconds since the file was last written to."""
        return time.time() - path.lstat().st_mtime


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


def why(error: OSError, folder: Path, wish: str = "written to") -> str:
    """The reason of `error` as the end of a sentence: "the disk is full"."""
    shown = clean_line(str(folder))
    match error.errno:
        case errno.ENOSPC:
            return "the disk is full"
        case errno.EDQUOT:
            return "your share of the disk is used up"
        case errno.EFBIG:
            return "files may not grow that large here"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"the folder {shown} may not be {wish}"
        case errno.ENOTDIR | errno.ELOOP:
            return f"{shown} leads through a file or a link, where there should be a folder"
        case errno.EIO:
            return "the disk reported an error"
        case errno.EINTR:
            return "the disk was interrupted"
        case _:
            return f"the disk said: {clean_line(error.strerror or type(error).__name__)}"
