"""Names of folders and files: every story has a folder, every game an id, and no name leads out of its folder."""

import hashlib
import os
import re
from pathlib import Path

GENERATIONS = ("", ".1", ".2")  # what a save's name ends in: the newest, the one before it, and the one before that
FINISHED = "finished"
ANSWERS = ".answers.json"  # what the name ends in of the file of what was said about a lesson in a game

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # Windows opens a device for these
# No vowels, so that no id is a word, and nothing that looks like something else.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
_ID = re.compile(f"[{_LETTERS}]{{5}}")
_FILE = re.compile(
    rf"(?P<slot>[{_LETTERS}]{{5}})(?P<answers>\.answers)?\.json(?P<kind>|\.[12]|\.damaged-[0-9TZ]+(-[0-9]+)?)"
    rf"|(?P<locked>[{_LETTERS}]{{5}})\.lock"
)
_RECORD = re.compile(rf"[{_LETTERS}]{{5}}-[0-9a-f]{{8}}\.json")
_HOME = re.compile(r"(?P<mark>[0-9a-f]{12})\.home")
_COPY = re.compile(rf"(?P<slot>[{_LETTERS}]{{5}})(?P<answers>\.answers)?[ .(_-].*\.json", re.IGNORECASE)


def folder_name(story: str) -> str:
    """The name of a story's folder: its id where that is a safe name, else what is left of it and a checksum.

    The name of such a folder is its own folder's name, so a story that nobody can read the id of has one as well.
    """
    if _PLAIN.fullmatch(story) and not _RESERVED.fullmatch(story) and story != FINISHED:
        return story
    left = re.sub("[^a-z0-9]+", "-", story.casefold()).strip("-")[:40] or "story"
    return f"{left}-{hashlib.sha256(story.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def is_slot_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def random_id() -> str:
    return id_from(os.urandom(8))


def id_from(digest: bytes) -> str:
    """The id that is made from at least eight bytes; the same from the same ones."""
    number = int.from_bytes(digest[:8], "big")
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(5))


def slot_of(name: str) -> str | None:
    """The id of the game that a file is a generation of, if it is one."""
    match = _FILE.fullmatch(name)
    return match["slot"] if match and not match["answers"] and match["kind"] in GENERATIONS else None  # a lock has no kind


def is_record(name: str) -> bool:
    """Whether a file is the record of a finished game."""
    return _RECORD.fullmatch(name) is not None


def home_mark(name: str) -> str | None:
    """The mark of the folder of which a file tells where it is, if it is such a file."""
    match = _HOME.fullmatch(name)
    return match["mark"] if match else None


def copied(name: str) -> str | None:
    """The file of which another may be a copy that a synchronising service has made: `k7f2q.json` of `k7f2q (Ada's copy).json`."""
    match = _COPY.fullmatch(name)
    return f"{match['slot']}{match['answers'] or ''}.json" if match and not _FILE.fullmatch(name) else None


def slot_on_its_way(becomes: str) -> str | None:
    """The id of the game of which a file on its way is to become `becomes`, if it is one."""
    return becomes[:5] if is_slot_id(becomes[:5]) else None


def owner_of(name: str) -> str | None:
    """The id of the game that a file is of, if it is one: a generation, one set aside, answers, a lock."""
    match = _FILE.fullmatch(name)
    return (match["slot"] or match["locked"]) if match else None


def generation(path: Path, number: int) -> Path:
    """The file of a save's generation: 0 is the newest."""
    return path.with_name(path.name + GENERATIONS[number])
