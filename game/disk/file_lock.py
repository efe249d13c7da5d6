"""A lock on a file, which dies with the process that holds it.

A lock file that a crash left behind is no obstacle, for the lock is the system's and not the file. Where a file system
has no locks, as some network drives, `hold` succeeds without one, and whoever writes must look before each write
(see `game.saves.open_save`). So it is where something of somebody else's stands in the place of the lock file.
"""

import errno
import json
import os
import sys
from pathlib import Path

from msgspec import Struct

from game.disk.paths import is_link

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ELOOP})
_FLAGS = os.O_RDWR | os.O_CREAT | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOINHERIT", "O_CLOEXEC"))
_FAR = 1 << 20  # Windows locks bytes, and nobody else may then read them: a byte beyond what is written
_ATTEMPTS = 50  # each lost to somebody who let go in that very moment


class LockedError(Exception):
    """Another process holds the lock. `host` is the name of its computer where that is another than this, else empty."""

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host


class Lock(Struct, frozen=True):
    """A lock that is held. `file` is None where there is nothing that could be locked."""

    path: Path
    file: int | None

    def release(self) -> None:
        """Let go. The file goes as well; whoever opened it meanwhile notices and opens another."""
        if self.file is None:
            return
        if sys.platform == "win32":
            os.close(self.file)
            _remove(self.path)
        else:
            _remove(self.path)
            os.close(self.file)


def hold(path: Path) -> Lock:
    """Take the lock at `path`, at once. Raises LockedError where it is taken, OSError where no file can be made there."""
    if is_link(path.parent):
        raise NotADirectoryError(errno.ENOTDIR, "a link", str(path.parent))
    if is_link(path):
        return Lock(path, None)
    for _ in range(_ATTEMPTS):
        try:
            file = os.open(path, _FLAGS, 0o600)
        except OSError as error:
            if error.errno == errno.ELOOP:
                return Lock(path, None)
            raise
        try:
            _take(file)
        except (BlockingIOError, PermissionError) as error:
            host = _host(file)
            os.close(file)
            raise LockedError(host) from error
        except OSError as error:
            os.close(file)
            if error.errno in _NO_LOCKS:
                return Lock(path, None)
            raise
        if os.fstat(file).st_nlink > 1:  # somebody's file, which has this second name
            os.close(file)
            return Lock(path, None)
        if _is_at(file, path):
            _sign(file)
            return Lock(path, file)
        os.close(file)  # whoever held it has just let go and removed this very file
    return Lock(path, None)  # a file system on which a file is never the one at its path


def _take(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(error.errno, "locked") from error
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.lstat())
    except FileNotFoundError:
        return False


def _sign(file: int) -> None:
    """Say who holds the lock. It only helps people, so a full disk is no reason to fail."""
    try:
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, json.dumps({"pid": os.getpid(), "host": _this_host()}).encode("ascii"))
    except OSError:
        pass


def _host(file: int) -> str:
    try:
        os.lseek(file, 0, os.SEEK_SET)
        signed = json.loads(os.read(file, 1000))
        host = signed["host"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ""
    return host if isinstance(host, str) and host != _this_host() else ""


def _this_host() -> str:
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    else:  # noqa: RET505  mypy reads the branch of the system that it checks for
        return os.uname().nodename


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        pass
