"""Disks in memory: one whose power can be cut at any moment, and one that fails when it is told to.

The power cut is that of "All File Systems Are Not Created Equal" (Pillai and others, OSDI 2014): whatever has not been
synced may be there or not, in any combination. Names are durable when their folder has been synced, contents when their
file has been, and contents that were not may be missing, cut short or zeros.
"""

import errno
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from game.disk.file_lock import Lock, LockedError

FOLDER = -1  # the "file" of a name that is a folder's
ROOT = Path("/disk")

Tree = Mapping[Path, bytes | None]  # what is on a disk: files' contents, None for folders


@dataclass
class Names:
    """Names that were changed in one step: those of `folder`, each to a file's number, or to None where it went."""

    folder: Path
    changes: dict[str, int | None]


@dataclass
class MemoryDisk:
    """A disk in memory that remembers what a power cut now might leave of it. `age` is the age of every file, in seconds."""

    names_of: dict[Path, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})
    contents: dict[int, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    moments: list["Moment"] | None = None  # what the disk was like after each operation, where that is watched
    _durable_names: dict[Path, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})
    _pending: list[Names] = field(default_factory=list)
    _durable_contents: dict[int, bytes] = field(default_factory=dict)

    @classmethod
    def holding(cls, tree: Tree) -> Self:
        """A disk on which all of `tree` is durable."""
        disk = cls()
        for path in sorted(tree):
            content = tree[path]
            if content is None:
                disk._names(path.parent)[path.name] = FOLDER
                disk.names_of[path] = {}
            else:
                number = len(disk.contents)
                disk.contents[number] = content
                disk._names(path.parent)[path.name] = number
        disk._durable_names = {folder: dict(names) for folder, names in disk.names_of.items()}
        disk._durable_contents = dict(disk.contents)
        return disk

    def tree(self) -> dict[Path, bytes | None]:
        return _tree(self.names_of, self.contents)

    # ---- what game.disk.filesystem.FileSystem asks for ----

    def create(self, path: Path) -> int:
        if path.name in self._names(path.parent):
            raise FileExistsError(errno.EEXIST, "exists", str(path))
        number = len(self.contents)
        self.contents[number] = self._durable_contents[number] = b""
        self._rename(path.parent, {path.name: number})
        return number

    def write(self, file: int, data: bytes | memoryview) -> int:
        written = max(1, len(data) // 2)  # a disk may take less than it is given
        self.contents[file] += bytes(data[:written])
        self._watch()
        return written

    def sync(self, file: int) -> None:
        self._durable_contents[file] = self.contents[file]
        self._watch()

    def close(self, file: int) -> None:
        assert file in self.contents

    def read(self, path: Path, limit: int) -> bytes:
        return self.contents[self._number(path)][:limit]

    def replace(self, source: Path, target: Path) -> None:
        assert source.parent == target.parent, "a save is renamed within its folder"
        self._rename(source.parent, {source.name: None, target.name: self._number(source)})

    def link(self, source: Path, target: Path) -> None:
        if target.name in self._names(target.parent):
            raise FileExistsError(errno.EEXIST, "exists", str(target))
        self._rename(target.parent, {target.name: self._number(source)})

    def unlink(self, path: Path) -> None:
        self._number(path)
        self._rename(path.parent, {path.name: None})

    def names(self, folder: Path) -> list[str]:
        return list(self._names(folder))

    def make_folder(self, folder: Path) -> None:
        if folder == ROOT or folder.name in self._names(folder.parent):
            raise FileExistsError(errno.EEXIST, "exists", str(folder))
        self.names_of[folder] = {}
        self._durable_names[folder] = {}
        self._rename(folder.parent, {folder.name: FOLDER})

    def remove_folder(self, folder: Path) -> None:
        if self._names(folder):
            raise OSError(errno.ENOTEMPTY, "not empty", str(folder))
        del self.names_of[folder]
        self._rename(folder.parent, {folder.name: None})

    def sync_folder(self, folder: Path) -> None:
        self._names(folder)
        for step in self._pending:
            if step.folder == folder:
                _apply(self._durable_names[folder], step.changes)
        self._pending = [step for step in self._pending if step.folder != folder]
        self._watch()

    def age(self, path: Path) -> float:
        self._number(path)
        return self.seconds

    # ---- what only a careless program asks for ----

    def truncate(self, path: Path) -> int:
        number = self._number(path)
        self.contents[number] = b""
        self._watch()
        return number

    # ---- power cuts ----

    def moment(self) -> "Moment":
        return Moment(
            {folder: dict(names) for folder, names in self._durable_names.items()},
            tuple(self._pending),
            dict(self._durable_contents),
            {number: content for number, content in self.contents.items() if content != self._durable_contents[number]},
        )

    def _watch(self) -> None:
        if self.moments is not None:
            self.moments.append(self.moment())

    def _rename(self, folder: Path, changes: dict[str, int | None]) -> None:
        _apply(self._names(folder), changes)
        self._pending.append(Names(folder, changes))
        self._watch()

    def _names(self, folder: Path) -> dict[str, int]:
        if folder not in self.names_of:
            raise FileNotFoundError(errno.ENOENT, "no such folder", str(folder))
        return self.names_of[folder]

    def _number(self, path: Path) -> int:
        number = self._names(path.parent).get(path.name)
        if number is None:
            raise FileNotFoundError(errno.ENOENT, "no such file", str(path))
        if number == FOLDER:
            raise IsADirectoryError(errno.EISDIR, "a folder", str(path))
        return number


@dataclass
class Moment:
    """What is durable, what is not yet, and so what a power cut at this moment may leave."""

    names: dict[Path, dict[str, int]]
    pending: tuple[Names, ...]
    contents: dict[int, bytes]
    dirty: dict[int, bytes]

    def after_power_cut(self) -> Iterator[dict[Path, bytes | None]]:
        """Each state that the disk may then be found in."""
        for kept in itertools.product((False, True), repeat=len(self.pending)):
            names = {folder: dict(held) for folder, held in self.names.items()}
            for step in itertools.compress(self.pending, kept):
                _apply(names[step.folder], step.changes)
            for found in itertools.product(*(_remains(self.contents[number], content) for number, content in self.dirty.items())):
                yield _tree(names, self.contents | dict(zip(self.dirty, found, strict=True)))


def _remains(durable: bytes, written: bytes) -> set[bytes]:
    """What may be found of contents that were never synced."""
    half = len(written) // 2
    return {
        durable,
        b"",
        written[:1],
        written[:half],
        written[:-1],
        written,
        bytes(len(written)),
        written[:half] + bytes(len(written) - half),
    }


def _apply(names: dict[str, int], changes: Mapping[str, int | None]) -> None:
    for name, number in changes.items():
        if number is None:
            names.pop(name, None)
        else:
            names[name] = number


def _tree(names_of: Mapping[Path, Mapping[str, int]], contents: Mapping[int, bytes]) -> dict[Path, bytes | None]:
    tree: dict[Path, bytes | None] = {}
    folders = [ROOT]
    while folders:
        folder = folders.pop()
        for name, number in names_of[folder].items():
            path = folder / name
            tree[path] = None if number == FOLDER else contents[number]
            if number == FOLDER:
                folders.append(path)
    return tree


class FaultyDisk:
    """Another disk, some of whose operations fail: those for which `fails(count, operation)` gives an error's number.

    `count` is that of the operations so far, from 1. Where `late` is true the operation happens all the same, as it may on
    a network drive whose answer was lost.
    """

    def __init__(self, disk: MemoryDisk, fails: Callable[[int, str], int | None], *, late: bool = False) -> None:
        self.disk = disk
        self.fails = fails
        self.late = late
        self.count = 0

    def __getattr__(self, operation: str) -> Callable[..., object]:
        method = getattr(self.disk, operation)

        def attempt(*arguments: object) -> object:
            self.count += 1
            number = self.fails(self.count, operation)
            if number is not None:
                if self.late:
                    method(*arguments)
                raise OSError(number, errno.errorcode[number])
            return method(*arguments)

        return attempt


class Locks:
    """Locks in memory. `holders` are the paths that are locked."""

    def __init__(self) -> None:
        self.holders: set[Path] = set()

    def hold(self, path: Path) -> Lock:
        if path in self.holders:
            raise LockedError("")
        self.holders.add(path)
        return _MemoryLock(path, None, self.holders)


class _MemoryLock(Lock, frozen=True):
    holders: set[Path]

    def release(self) -> None:
        self.holders.discard(self.path)


def no_lock(path: Path) -> Lock:
    """The lock of a file system that has none."""
    return Lock(path, None)
