"""Which story a story is, whatever its folder is called: what its saved games belong to.

Read from story.yaml without YAML, so that a list of stories can be made of their folders.
"""

import hashlib
import os
import re
from pathlib import Path

from msgspec import Struct

STORY_FILE = "story.yaml"
SHIPPED = "good_neighbours"  # the id of the story that comes with the game
LONGEST = 1 << 20  # bytes of story.yaml that are looked at

_ID_LINE = re.compile(
    rb"""^(?:\xef\xbb\xbf)?id[ \t]*:[ \t]*(?P<quote>["']?)(?P<id>[a-z0-9][a-z0-9_-]{0,63})(?P=quote)[ \t]*(#.*)?\r?$""", re.MULTILINE
)
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"  # no vowels, so that no id is a word, and nothing that looks like something else


class Identity(Struct, frozen=True):
    """`id` is what story.yaml says, or else the folder's `name`; `declared` is whether story.yaml says it.

    `home` is the real path of the folder. It is empty for the story that comes with the game, which is the same story
    wherever it is installed.
    """

    id: str
    name: str = ""
    home: str = ""
    declared: bool = False

    @property
    def mark(self) -> str:
        """A short text for `home`, which tells nobody who reads a saved game where that is."""
        return hashlib.sha256(self.home.encode("utf-8", "surrogateescape")).hexdigest()[:12] if self.home else ""


def identity_of(folder: Path, shipped: Path | None = None, text: bytes | None = None) -> Identity:
    """The identity of the story in `folder`. `shipped` is the folder of the stories that came with the game; `text` what is in
    story.yaml, where that was read already."""
    home = os.path.realpath(folder)
    name = os.path.basename(home).encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # noqa: PTH119
    found = declared_id(text if text is not None else _text(folder))
    ours = found == SHIPPED and shipped is not None and os.path.dirname(home) == os.path.realpath(shipped)  # noqa: PTH120
    return Identity(found or name, name, "" if ours else home, bool(found))


def declared_id(text: bytes) -> str:
    """The id that the text of a story.yaml declares; nothing where it declares none."""
    match = _ID_LINE.search(text)
    return match["id"].decode("ascii") if match else ""


def new_id(name: str) -> str:
    """An id for a story in a folder of this name, which no other story has."""
    number = int.from_bytes(os.urandom(8), "big")
    tail = "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(8))
    return f"{re.sub('[^a-z0-9_]+', '_', name.lower()).strip('_')[:50] or 'story'}-{tail}"


def name_in(id: str) -> str:
    """What people may call a story of which only the id is known."""
    return re.sub(f"-[{_LETTERS}]{{8}}$", "", id)


def _text(folder: Path) -> bytes:
    try:
        file = os.open(folder / STORY_FILE, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            return os.read(file, LONGEST)
        finally:
            os.close(file)
    except OSError:
        return b""
