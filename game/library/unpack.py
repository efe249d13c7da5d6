"""A pack in the player's folder of packs, where its story is played from: written whole, or not at all.

A story that declares an id takes the place of its own earlier edition, so that saved games go on with the new one.
"""

import os
import re
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from game.disk.atomic import STALE, make_folders, put
from game.disk.filesystem import Disk, why
from game.disk.homes import packs_folder
from game.disk.paths import is_folder, is_link
from game.library.pack import ENDING, LARGEST_PACK, PackError, read_pack
from game.source.identity import STORY_FILE, declared_id
from game.text.clean import clean_line

_ON_ITS_WAY = re.compile(r"\.[0-9a-f]{16}\.(?:new|old)")
_IN_THE_WAY_ON_WINDOWS = re.compile("con|nul|aux|prn|(?:com|lpt)[0-9]")


def is_pack(path: Path) -> bool:
    return path.suffix.lower() == ENDING


def unpacked(path: Path) -> Path:
    """The folder of the story in a pack. Raises PackError with a sentence, and then nothing was written."""
    shown = clean_line(str(path), limit=1_000)
    try:
        raw = Disk().read(path, LARGEST_PACK + 1)
    except OSError as error:
        raise PackError(f"{shown} can't be read: {error.strerror or error}.") from error
    try:
        pack = read_pack(raw)
    except PackError as error:
        raise PackError(f"{shown} wasn't unpacked: {error}.") from error
    folder = packs_folder() / _folder_name(path, pack.files[STORY_FILE])
    try:
        _put(folder, pack.files)
    except OSError as error:
        raise PackError(f"{shown} can't be unpacked: {why(error, folder.parent)}.") from error
    return folder


def _folder_name(path: Path, story: bytes) -> str:
    """By the story's id; where it declares none, by the pack's own path, which is all that there is to know it by."""
    name = declared_id(story)
    if name:
        return f"{name}_" if _IN_THE_WAY_ON_WINDOWS.fullmatch(name) else name
    stem = re.sub("[^a-z0-9_]+", "_", path.stem.lower()).strip("_")[:40] or "story"
    return f"{stem}-{sha256(os.path.realpath(path).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` have these files and no others. Raises OSError."""
    if _holds(folder, files):
        return
    disk = Disk()
    make_folders(disk, folder.parent)
    _sweep(disk, folder.parent)
    new, old = (folder.with_name(f".{os.urandom(8).hex()}.{what}") for what in ("new", "old"))
    try:
        for name, raw in files.items():
            make_folders(disk, (new / name).parent)
            put(disk, new / name, raw)
        disk.sync_folder(new)
        _take_the_place(disk, new, folder, old)
    finally:
        for left in (new, old):
            _remove(disk, left)
    disk.sync_folder(folder.parent)


def _take_the_place(disk: Disk, new: Path, folder: Path, old: Path) -> None:
    """A folder can't be renamed over one that has files, so the earlier one is moved out of the way first."""
    try:
        disk.replace(folder, old)
    except FileNotFoundError:
        pass
    try:
        disk.replace(new, folder)
    except OSError:
        if not is_folder(folder) and is_folder(old):
            disk.replace(old, folder)
        raise


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the story is there already, byte for byte."""
    if is_link(folder):
        return False
    try:
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not is_folder(path) or is_link(path)}
        same = (Disk().read(folder / name, len(raw) + 1) == raw for name, raw in files.items())
        return there == set(files) and all(same)
    except OSError:
        return False


def _sweep(disk: Disk, packs: Path) -> None:
    """Remove what a crash left on its way."""
    for name in disk.names(packs):
        if _ON_ITS_WAY.fullmatch(name) and disk.age(packs / name) >= STALE:
            _remove(disk, packs / name)


def _remove(disk: Disk, path: Path) -> None:
    if is_link(path):
        disk.unlink(path)  # and what it leads to stays
    else:
        shutil.rmtree(path, ignore_errors=True)  # follows no link
