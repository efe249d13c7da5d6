"""What the files in a story's folder look like from outside, so that a change can be noticed.

A file counts as changed where its bytes have changed. They are read again only where its time, its size or the file itself
is another, or where it is so new that a second change might have the same time.
"""

import os
import stat
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

from game.source.decoding import LARGEST_FILE
from game.source.folder import DEEPEST_FOLDER, ENDINGS, MOST_ENTRIES, is_picture

COARSEST = 3_000_000_000
"""Nanoseconds for which a file system may give two changes the same time (FAT: two seconds)."""

UNREADABLE = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """A file: when it was changed (ns), its bytes, its number on the disk, and the CRC-32 of what is in it."""

    changed: int
    size: int
    number: int
    contents: int


Look = Mapping[str, Seen]
"""The story's files by their paths inside the folder."""

NOTHING: Look = MappingProxyType({})


def look(folder: Path, before: Look = NOTHING) -> Look:
    """The files as they are now. What `before` has and what is still the same file isn't read again.

    Nothing is raised: a folder that is gone has no files, and a file that can't be read is one without contents.
    """
    found: dict[str, Seen] = {}
    waiting = deque([""])
    left = MOST_ENTRIES
    now = time.time_ns()
    while waiting:
        inside = waiting.popleft()
        try:
            with os.scandir(folder / inside) as entries:
                for entry in entries:
                    left -= 1
                    if left < 0:
                        return found  # no story has so many; loading it says so
                    name = inside + entry.name
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if name.count("/") < DEEPEST_FOLDER:
                            waiting.append(name + "/")
                    elif name.lower().endswith(ENDINGS) or is_picture(name):
                        found[name] = _seen(Path(entry.path), before.get(name), now)
        except OSError:
            continue  # gone, or not to be read: loading it reports that
    return found


def differs(one: Look, other: Look) -> bool:
    """Whether there are other files, or something else in them."""
    return {name: seen.contents for name, seen in one.items()} != {name: seen.contents for name, seen in other.items()}


def loses(before: Look, after: Look) -> bool:
    """Whether a file has gone or become empty, as for a moment where an editor writes it anew."""
    return any(seen.size and (name not in after or not after[name].size) for name, seen in before.items())


def _seen(path: Path, before: Seen | None, now: int) -> Seen:
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return Seen(status.st_mtime_ns, 0, status.st_ino, UNREADABLE)
        same = before is not None and (status.st_mtime_ns, status.st_size, status.st_ino) == (before.changed, before.size, before.number)
        if before is not None and same and now - status.st_mtime_ns > COARSEST:
            return before
        with path.open("rb") as file:
            contents = crc32(file.read(LARGEST_FILE + 1))
    except OSError:
        return Seen(0, 0, 0, UNREADABLE)
    return Seen(status.st_mtime_ns, status.st_size, status.st_ino, contents)
