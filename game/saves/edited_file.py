"""A small JSON file that a person may edit: whoever reads it trusts nothing in it, and no two windows change it at once."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from game.disk.atomic import discard, put, stale_files
from game.disk.file_lock import Lock, LockedError, hold
from game.disk.filesystem import Disk
from game.saves.envelope import DamagedError, parse
from game.saves.generations import set_aside
from game.saves.read_save import read

PATIENCE = 2.0  # seconds to wait for another window, which needs the file for some milliseconds

T = TypeVar("T")


def load_edited(file: Path, files: Disk, made_of: Callable[[Mapping[str, Any]], T], damaged: Callable[[str], T], missing: T) -> T:
    """What is made of the file's keys. One that can't be understood is set aside, under the name that `damaged` is given.

    Raises OSError where it can't be read.
    """
    try:
        return made_of(parse(read(files, file).decode("utf-8-sig")))
    except FileNotFoundError:
        return missing
    except (DamagedError, UnicodeDecodeError):
        return damaged(set_aside(files, file, file, datetime.now(UTC)).name)


def put_edited(file: Path, files: Disk, data: Mapping[str, Any]) -> None:
    """Write the file, and sweep what a crash has left of it. The lock must be held."""
    for path, becomes in stale_files(files, file.parent):
        if becomes == file.name:
            discard(files, path)
    put(files, file, (json.dumps(data, indent=2) + "\n").encode("ascii"))


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Keep other windows from the file. One that has stopped in the midst of it is waited for, and then no more."""
    lock: Lock | None = None
    until = time.monotonic() + PATIENCE
    while lock is None and time.monotonic() < until:
        try:
            lock = hold(file.with_name(f".{file.name}.lock"))
        except LockedError:
            time.sleep(0.005)
        except OSError:
            break  # what is written is whole all the same
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
