"""A story as one file to pass on: a zip with the story's files and a few words about it.

A pack may come from anybody, so it is looked through whole, in memory, before a byte of it is written, and it is never
extracted by its own names: a name that leads elsewhere, a link, a file that isn't part of a story, a size that isn't what
it says, and two entries of one name are each refused with a sentence.
"""

import re
import stat
import struct
import unicodedata
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec
from msgspec import Struct

from game.disk.filesystem import Disk
from game.source.decoding import LARGEST_FILE
from game.source.folder import MOST_FILES, PICTURE_ENDING, Listing, tidy
from game.source.identity import STORY_FILE
from game.text.clean import clean_line
from game.text.sentence_error import SentenceError

ENDING = ".zip"
ABOUT_FILE = "pack.json"
FORM = 1  # of packs; a higher one is a newer program's
LARGEST_PACK = 20 << 20  # bytes, packed and unpacked
LARGEST_ABOUT = 1 << 16
DEEPEST_FOLDER = 4  # folders, with the one that holds the story
LONGEST_NAME = 80  # characters, which every disk can hold
ENDINGS = (".yaml", ".yml", PICTURE_ENDING, ".md", ".json")

_RESERVED = re.compile(r"(?:con|nul|aux|prn|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_BESIDES_LETTERS = " _-.,()'&+!"
_NOT_OURS = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What systems put into a zip by themselves; it is left where it is."""

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1  # bits of an entry's flags
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # so that the same story makes the same pack
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OverflowError, RuntimeError, ValueError, OSError)
"""What zipfile raises where the bytes aren't what they say."""


class PackError(SentenceError):
    """The pack isn't taken; the message is a sentence that says why."""


class About(Struct, frozen=True):
    """What a pack says of itself: its form, the `program` that made it (a version), and whose story it is."""

    form: int = FORM
    program: str = ""
    title: str = ""
    author: str = ""
    licence: str = ""


class Pack(Struct, frozen=True):
    """The files of a pack, by their path inside the story's folder. `about` is None for a folder that somebody has zipped."""

    files: Mapping[str, bytes]
    about: About | None = None


def packed(name: str, listing: Listing, about: About) -> bytes:
    """A pack of the story's files, below a folder called `name`; the same files make the same bytes.

    Raises PackError where a file has a name or a size that a pack can't have.
    """
    found = BytesIO()
    with ZipFile(found, "w", ZIP_DEFLATED) as archive:
        files = [(file.name, file.raw) for file in (*listing.files, *listing.pictures, *listing.tests)]
        for path, raw in [*files, (ABOUT_FILE, msgspec.json.format(msgspec.json.encode(about), indent=1) + b"\n")]:
            entry = ZipInfo(f"{name}/{path}", _EARLIEST)
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, raw, ZIP_DEFLATED)
    raw = found.getvalue()
    read_pack(raw)  # what can't be read by others isn't passed on
    return raw


def read_pack(raw: bytes) -> Pack:
    """The story in a pack. Raises PackError."""
    if len(raw) > LARGEST_PACK:
        raise PackError(f"it is larger than {LARGEST_PACK >> 20} MiB, and no story is")
    try:
        with ZipFile(BytesIO(raw)) as archive:
            entries = _entries(archive.infolist())
            files = _below_its_folder(_read(archive, entries))
    except _BROKEN as error:
        raise PackError("it is no zip file, or damaged; get it once more") from error
    return Pack(files, _about(files[ABOUT_FILE]) if ABOUT_FILE in files else None)


def _entries(found: list[ZipInfo]) -> dict[str, ZipInfo]:
    """The entries that are files, by their names. Raises PackError where there is anything that a story doesn't need."""
    if len(found) > MOST_FILES:
        raise PackError(f"it has more than {MOST_FILES:,} entries, and no story has")
    files: dict[str, ZipInfo] = {}
    taken: set[str] = set()
    folders: set[str] = set()
    for entry in found:
        name = _name(entry)
        parts = name.rstrip("/").split("/")
        if parts[0] in _NOT_OURS or parts[-1] in _NOT_OURS:
            continue
        _refuse_name(name, parts)
        _refuse_kind(name, entry)
        folders.update("/".join(parts[:end]).casefold() for end in range(1, len(parts)))
        if name.endswith("/"):
            continue
        if name.casefold() in taken:
            raise PackError(f"it has two files called {_shown(name)}")
        taken.add(name.casefold())
        files[name] = entry
    if both := sorted(taken & folders):
        raise PackError(f"{_shown(both[0])} is a file and a folder in it")
    return files


def _name(entry: ZipInfo) -> str:
    """The name as it was meant: not every program says that it writes UTF-8."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass  # it is what it seems
    return unicodedata.normalize("NFC", name)


def _refuse_name(name: str, parts: list[str]) -> None:
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in parts:
        raise PackError(f"{_shown(name)} in it would lead out of the story's folder")
    if len(parts) > DEEPEST_FOLDER + 1:
        raise PackError(f"{_shown(name)} in it is more than {DEEPEST_FOLDER} folders deep")
    for part in parts:
        fits = part and len(part) <= LONGEST_NAME and all(map(_may_be_in_a_name, part))
        if not fits or part[0] in "." or part[-1] in ". " or _RESERVED.fullmatch(part):
            raise PackError(f"{_shown(name)} in it can't be the name of a story's file")


def _may_be_in_a_name(letter: str) -> bool:
    return letter in _BESIDES_LETTERS or unicodedata.category(letter)[0] in "LMN"


def _refuse_kind(name: str, entry: ZipInfo) -> None:
    mode = entry.external_attr >> 16
    kind = stat.S_IFMT(mode)
    if kind not in (0, stat.S_IFDIR if name.endswith("/") else stat.S_IFREG) or mode & (stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX):
        raise PackError(f"{_shown(name)} in it is no plain file")
    if entry.flag_bits & _ENCRYPTED:
        raise PackError("it is locked with a password")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise PackError(f"{_shown(name)} in it is packed in a way that this game doesn't read")
    if not name.endswith("/") and not name.lower().endswith(ENDINGS):
        raise PackError(f"{_shown(name)} in it is no part of a story, which is made of files that end in {', '.join(ENDINGS[:-1])}")


def _read(archive: ZipFile, entries: Mapping[str, ZipInfo]) -> dict[str, bytes]:
    """What is in the files, of which none may be larger than it says. Raises PackError, and what zipfile raises."""
    files, left = {}, LARGEST_PACK
    for name, entry in entries.items():
        with archive.open(entry) as file:
            raw = file.read(LARGEST_FILE + 1)
        left -= len(raw)
        if len(raw) > LARGEST_FILE or left < 0:
            raise PackError(f"{_shown(name)} in it is larger than a story's files may be")
        files[name] = raw
    return files


def _below_its_folder(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files by their path inside the story's folder, which is the whole pack or the only folder at its top."""
    stories = [name for name in files if name.count("/") <= 1 and tidy(name.rpartition("/")[2]) == STORY_FILE]
    if len(stories) != 1:
        raise PackError(f"it has {'no story.yaml' if not stories else 'more than one story.yaml'}; a pack is one story's folder")
    folder = stories[0].rpartition("/")[0]
    within = f"{folder}/" if folder else ""
    if beside := sorted(name for name in files if not name.startswith(within)):
        raise PackError(f"{_shown(beside[0])} in it lies beside the story's folder")
    return {name.removeprefix(within): raw for name, raw in files.items()}


def _about(raw: bytes) -> About:
    try:
        about = msgspec.json.decode(raw[:LARGEST_ABOUT], type=About)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise PackError(f"{ABOUT_FILE} in it isn't what this game writes") from error
    if about.form > FORM:
        made = f" ({clean_line(about.program, limit=20)})" if about.program else ""
        raise PackError(f"it was made by a newer version of the game{made}. Nothing is wrong with it: get the newer game to play it")
    return about


def made_by(folder: Path) -> str:
    """The version of the program that made the pack which was unpacked in `folder`; nothing where there was none."""
    try:
        return msgspec.json.decode(Disk().read(folder / ABOUT_FILE, LARGEST_ABOUT), type=About).program
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def _shown(name: str) -> str:
    return f"`{clean_line(name, limit=60)}`"
