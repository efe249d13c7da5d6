"""A story to play: linked from its files, or as it was kept when the same files were linked before.

Reading and linking takes longer the more roles a story has, and a player waits for it at every start. So a story without
errors is kept in the player's cache folder, with a mark of all that it was made from: the bytes of its files, and the
modules that read them. Where the mark is another, or the file can't be read, is damaged or isn't ours, the story is read
from its files as ever. What is kept is plain data that is checked field by field as it is read, never code; deleting it
costs a moment at the next start.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.msgpack import Decoder, Encoder

from game.disk.atomic import discard, make_folders, put, stale_files
from game.disk.filesystem import Disk
from game.disk.homes import cache_folder
from game.play.fingerprint import fingerprint, know_fingerprint
from game.problems import Problem
from game.source.folder import RawFile, story_files
from game.story.model import Story

MOST_KEPT = 20  # stories; the ones that were read longest ago go
LARGEST = 64 << 20  # bytes
ENDING = ".story"
_OURS = re.compile(r"[0-9a-f]{32}\.story")
DIGEST = 32  # bytes

_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("pictures", "source", "kinds", "story", "play")  # which make a story out of files, and tell how it plays


class Ready(Struct, frozen=True):
    """`story` is None where `errors` keep it from being played."""

    story: Story | None
    errors: Sequence[Problem] = ()


def ready(folder: Path, shown: str, cache: Path | None = None) -> Ready:
    """The story in `folder`, called `shown` in problems. `cache` is the folder where linked stories are kept (by default
    the player's); it need not exist, and nothing is told where it can't be used."""
    cache = cache_folder() if cache is None else cache
    listing = story_files(folder, shown, tests=False)
    path, mark = cache / _name(folder, shown), _mark(folder, shown, [*listing.files, *listing.pictures])
    if not listing.problems and (story := _kept(path, mark)) is not None:
        return Ready(story)
    from game.library.load import load_files  # with all that reads YAML, which a story that is kept doesn't need

    loaded = load_files(folder, listing)
    if loaded.story is None:
        return Ready(None, loaded.errors)
    if not listing.problems:
        _keep(path, mark, loaded.story)
    return Ready(loaded.story)


def _name(folder: Path, shown: str) -> str:
    """One file for each folder and way to call it, whatever is edited there."""
    return sha256(f"{folder.resolve()}\n{shown}".encode("utf-8", "surrogateescape")).hexdigest()[:DIGEST] + ENDING


def _mark(folder: Path, shown: str, files: Sequence[RawFile]) -> bytes:
    """What a story is made from, in `DIGEST` bytes."""
    digest = sha256(_readers())
    for text in (folder.resolve().name, shown, *(file.name for file in files)):
        digest.update(text.encode("utf-8", "surrogateescape") + b"\n")
    for file in files:
        digest.update(sha256(file.raw).digest())
    return digest.digest()


@lru_cache(maxsize=1)
def _readers() -> bytes:
    """The modules that make a story, each by what Python itself goes by to see that one has changed: time and size."""
    modules = [_PACKAGE / "library" / "load.py", *(module for room in _ROOMS for module in (_PACKAGE / room).rglob("*.py"))]
    found = ((module.relative_to(_PACKAGE).as_posix(), module.stat()) for module in sorted(modules))
    return repr([(name, stat.st_size, stat.st_mtime_ns) for name, stat in found]).encode()


def _kept(path: Path, mark: bytes) -> Story | None:
    """The story that was kept with this mark, if there is one and it is whole."""
    try:
        data = memoryview(Disk().read(path, LARGEST))
    except OSError:
        return None  # mostly the first start with this story
    told, checked, kept = data[:DIGEST], data[DIGEST : 2 * DIGEST], data[2 * DIGEST :]
    if told != mark or sha256(kept).digest() != checked:
        return None
    try:
        story, plays_as = Decoder(tuple[Story, str]).decode(kept)
    except (MsgspecError, ValueError, RecursionError):  # what was changed on purpose may have any bytes
        return None
    know_fingerprint(story, plays_as)
    return story


def _keep(path: Path, mark: bytes, story: Story) -> None:
    disk = Disk()
    try:
        kept = Encoder(enc_hook=dict).encode((story, fingerprint(story)))
        make_folders(disk, path.parent)
        put(disk, path, mark + sha256(kept).digest() + kept)
        stories = sorted((path.with_name(name) for name in disk.names(path.parent) if _OURS.fullmatch(name)), key=disk.age)
        left = [each for each, becomes in stale_files(disk, path.parent) if _OURS.fullmatch(becomes)]
        for old in (*stories[MOST_KEPT:], *left):
            discard(disk, old)
    except (OSError, UnicodeEncodeError):  # the second where the folder's name is no UTF-8
        pass  # it will be read from its files again, which takes a moment longer and loses nothing
