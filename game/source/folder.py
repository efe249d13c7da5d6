"""A story's folder: which of its files are the story, and their bytes.

A story may have been sent by somebody else, so nothing in it leads out of its folder: links are refused, and so is
whatever isn't a plain file (opening a pipe would wait for ever). What can't be read is reported with its path, and the
rest is read.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from game.disk.paths import is_file
from game.problems import Place, Problem, nearest
from game.source.decoding import LARGEST_FILE
from game.text.clean import clean_line

MOST_FILES = 2_000
MOST_BYTES = 64 << 20
MOST_ENTRIES = 50_000
"""How many names are looked at before the folder is taken for something else than a story's."""

DEEPEST_FOLDER = 16
ENDINGS = (".yaml", ".yml")
TESTS = "tests"
"""The folder with the playthroughs that must keep working; its files are no scenes."""

PICTURES, PICTURE_ENDING = "pictures/", ".txt"
"""The folder with the pictures of places, each a text file of letters."""

_LOCK = "~$"  # what Word and others put before the name of a file while they have it open
_NEARLY = (".yaml.txt", ".yml.txt", ".yaml.yaml", ".yaml.yml", ".ymal", ".yalm", ".yaml~")
_WRITTEN_ELSEWHERE = (".txt", ".docx", ".doc", ".odt", ".rtf", ".pages", ".md")
_NO_SCENES = frozenset(("story.yaml", "facts.yaml", "glossary.yaml", "news.yaml", "lesson.yaml"))
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))


class RawFile(Struct, frozen=True):
    """`name` is the path inside the folder with `/` between and `.yaml` at its end; `path` is what authors are shown. `size`
    is how many bytes it has: of a file that is too big not all are read."""

    name: str
    path: str
    raw: bytes
    size: int = 0


class Listing(Struct):
    """What `story_files` found: files, pictures and tests in the order of their names, tests only where they were asked for."""

    files: list[RawFile] = field(default_factory=list)
    pictures: list[RawFile] = field(default_factory=list)
    tests: list[RawFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> Iterator[tuple[str, bytes]]:
        """The name and the bytes of each file that isn't a test."""
        for file in self.files:
            yield file.name, file.raw


def story_files(folder: Path, shown: str | None = None, *, tests: bool = True) -> Listing:
    """The files of the story in `folder`, read. `shown` is how the folder is called in problems (as given by default).
    Without `tests` those aren't opened.

    Nothing is read where there is no story.yaml: the path is then mostly that of another folder.
    """
    listing = Listing()
    called = (str(folder) if shown is None else shown).replace("\\", "/").rstrip("/")
    called = clean_line(called, limit=500)
    try:
        root = folder.resolve(strict=True)
        is_folder = root.is_dir()
    except (OSError, RuntimeError, ValueError):
        listing.problems.append(_no_folder(folder, called))
        return listing
    if not is_folder:
        help = "give the folder that the file is in"
        listing.problems.append(Problem("no-folder", "this is a file, and a story is a folder", Place(called), help=help))
        return listing
    if not _is_text(root.name):
        help = "rename it, in letters that your computer shows"
        listing.problems.append(Problem("name-not-text", "the name of this folder is no text in UTF-8", Place(called), help=help))
        return listing
    finder = _Finder(root, "" if called in ("", ".") else called + "/", listing.problems, MOST_ENTRIES)
    try:
        found = finder.find(tests=tests)
    except _TooMany:
        listing.problems[:] = [_too_many(called or ".")]
        return listing
    if not finder.has_story:
        listing.problems[:] = [_no_story(root, called or ".", finder.top)]
        return listing
    _read_all(found, finder, listing)
    return listing


class _TooMany(Exception):  # noqa: N818 - it says when to stop, and never leaves this module
    pass


class _Finder(Struct):
    """One walk through a folder. `prefix` comes before every path that is shown; `left` is how many more names are
    looked at, `top` are the names at the top."""

    root: Path
    prefix: str
    problems: list[Problem]
    left: int
    has_story: bool = False
    top: list[str] = field(default_factory=list)
    inside: set[str] = field(default_factory=set)  # what was seen to lie in the folder
    written_elsewhere: list[str] = field(default_factory=list)  # what may hold scenes that a word processor or a notepad has saved

    def find(self, *, tests: bool) -> list[str]:
        """The paths of the story's files inside the folder, with `/` between, in order. Without `tests` what is in their
        folder isn't looked at: nothing there keeps a story from being played."""
        found: list[str] = []
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            for entry in self._entries(inside):
                name = inside + entry.name
                if not inside:
                    self.top.append(entry.name)
                if entry.name.startswith((".", _LOCK)):
                    continue
                if self._is_link(entry):
                    if tests or name != TESTS:
                        self._refuse_link(entry, name)
                elif entry.is_dir(follow_symlinks=False):
                    if _is_part(name):
                        self.report("not-a-file", "this is a folder with a file's name", name, "rename it")
                    elif tests or name != TESTS:
                        waiting.append(name + "/")
                elif _is_part(name) and not _is_text(entry.name):
                    help = "rename it, in letters that your computer shows"
                    self.report("name-not-text", "the name of this file is no text in UTF-8, so it isn't read", name, help)
                elif _is_yaml(name) and name.count("/") > DEEPEST_FOLDER:
                    help = "move it further up: all files of a story are read, whatever folder they are in"
                    self.report("folder-too-deep", f"this file is more than {DEEPEST_FOLDER} folders deep, and isn't read", name, help)
                elif _is_part(name):
                    found.append(name)
                elif name.startswith(PICTURES):
                    help = "a picture is a text file in this folder, and its name ends in .txt"
                    self.report("file-ending", "this file isn't read: it is no picture in letters", name, help)
                elif name.lower().endswith(_NEARLY):
                    help = "rename it so that it ends in .yaml, or move it out of the folder"
                    self.report("file-ending", "this file isn't read: the end of its name isn't .yaml", name, help)
                elif not inside and name.lower().endswith(_WRITTEN_ELSEWHERE):
                    self.written_elsewhere.append(name)
            if not inside:
                self.has_story = self.has_story or any(tidy(name) == "story.yaml" for name in found)
                if not self.has_story:
                    return []
            if len(found) > MOST_FILES:
                raise _TooMany
        if all(tidy(name) in _NO_SCENES for name in found if not is_picture(name) and not name.startswith(TESTS + "/")):
            self._where_the_scenes_may_be()
        return sorted(found)

    def _where_the_scenes_may_be(self) -> None:
        for name in self.written_elsewhere:
            help = "save it as plain text in UTF-8, with a name that ends in .yaml"
            self.report("file-ending", "this file isn't read: scenes stand in files whose names end in .yaml", name, help)

    def report(self, code: str, message: str, name: str, help: str = "", label: str = "") -> None:
        self.problems.append(Problem(code, message, Place(self.shown(name)), label, help))

    def shown(self, name: str) -> str:
        return clean_line(self.prefix + name, limit=500)

    def leads_out(self, name: str) -> bool:
        """Whether a file lies elsewhere than it seems. Where links can be refused as it is opened, its folder decides."""
        checked = name.rpartition("/")[0] if hasattr(os, "O_NOFOLLOW") else name
        if checked not in self.inside and (self.root / checked).resolve().is_relative_to(self.root):
            self.inside.add(checked)
        return checked not in self.inside

    def _entries(self, inside: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.root / inside) as entries:
                found = []
                for entry in entries:
                    self.left -= 1
                    if self.left < 0:
                        raise _TooMany
                    found.append(entry)
        except OSError as error:
            self.report("file-unreadable", f"this folder can't be read: {_reason(error)}", inside.rstrip("/"))
            return []
        return sorted(found, key=lambda entry: entry.name)

    def _is_link(self, entry: os.DirEntry[str]) -> bool:
        if entry.is_symlink():
            return True
        # A junction of Windows is a folder that leads elsewhere and isn't called a link.
        return os.name == "nt" and not Path(entry.path).resolve().is_relative_to(self.root)

    def _refuse_link(self, entry: os.DirEntry[str], name: str) -> None:
        try:
            is_folder = entry.is_dir()
        except OSError:
            is_folder = False
        if is_folder or _is_part(name):
            what = "a link to a folder" if is_folder else "a link to a file"
            self.report("file-is-link", f"this is {what}, and isn't followed", name, "put a copy of what it leads to in its place")
            self.has_story = self.has_story or tidy(name) == "story.yaml"


def tidy(name: str) -> str:
    """The name of a file with the usual ending: `kitchen.YML` is kitchen.yaml."""
    stem, _, _ = name.rpartition(".")
    return stem + (PICTURE_ENDING if is_picture(name) else ".yaml")


def is_picture(name: str) -> bool:
    """Whether a path inside a story's folder is that of a picture."""
    return name.startswith(PICTURES) and name.count("/") == 1 and name.lower().endswith(PICTURE_ENDING)


def _is_text(name: str) -> bool:
    """Whether a name on the disk is UTF-8, as those in archives from elsewhere may not be."""
    return name.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in name)


def _is_part(name: str) -> bool:
    """Whether a path inside a story's folder is that of a file which is read."""
    return _is_yaml(name) or is_picture(name)


def _is_yaml(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def _read_all(found: list[str], finder: _Finder, listing: Listing) -> None:
    left = MOST_BYTES
    names: dict[str, str] = {}
    for name in found:
        if tidy(name) in names:
            other = clean_line(names[tidy(name)])
            finder.report("file-twice", f"this file and `{other}` have the same name but for the ending", name, "join them, or rename one")
            continue
        names[tidy(name)] = name
        read = _read(name, finder)
        if read is None:
            continue
        raw, size = read
        left -= len(raw)
        if left < 0:
            listing.problems.append(_too_many(finder.shown(name)))
            return
        file = RawFile(tidy(name), finder.shown(name), raw, size)
        kind = listing.pictures if is_picture(name) else listing.tests if name.startswith(TESTS + "/") else listing.files
        kind.append(file)


def _read(name: str, finder: _Finder) -> tuple[bytes, int] | None:
    """The bytes of a file, up to one more than a file may have, and how many it has; None where it can't be read, which is
    reported."""
    path = finder.root / name
    try:
        if finder.leads_out(name):
            finder.report("file-is-link", "this leads out of the story's folder, and isn't followed", name)
            return None
        handle = os.open(path, _FLAGS)
        try:
            seen = os.fstat(handle)
            if not stat.S_ISREG(seen.st_mode):
                finder.report("not-a-file", "this isn't a file but a pipe or a device", name, "take it out of the folder")
                return None
            with open(handle, "rb", closefd=False) as file:
                return file.read(min(seen.st_size, LARGEST_FILE) + 1), seen.st_size
        finally:
            os.close(handle)
    except OSError as error:
        finder.report("file-unreadable", f"this file can't be read: {_reason(error)}", name)
        return None


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "you have no permission, or another program has it open"
    if isinstance(error, FileNotFoundError):
        return "it is gone"
    return error.strerror or type(error).__name__


def _too_many(shown: str) -> Problem:
    message = f"this folder is too big for a story, which may have {MOST_FILES:,} files with {MOST_BYTES >> 20} MiB in all"
    return Problem("too-many-files", message, Place(shown), help="check that the path is the story's own folder")


def _no_folder(folder: Path, called: str) -> Problem:
    try:
        known = [entry.name for entry in os.scandir(folder.parent) if entry.is_dir()]
    except (OSError, ValueError):
        known = []
    help = "give the path of a folder with a story.yaml in it"
    return Problem("no-folder", "there is no folder here", Place(called), nearest(folder.name, known[:1_000]), help)


def _no_story(root: Path, called: str, top: list[str]) -> Problem:
    label = ""
    for name in top:
        if name.lower().startswith("story.") and (name.lower().endswith(_NEARLY) or tidy(name.lower()) == "story.yaml"):
            label = f"rename `{clean_line(name)}` to story.yaml"
    if not label:
        below = next((name for name in top if not name.startswith(".") and is_file(root / name / "story.yaml")), "")
        label = f"did you mean `{clean_line(called)}/{clean_line(below)}`?" if below else ""
    return Problem("no-story", "there is no story.yaml in this folder", Place(called), label, "a story is a folder with a story.yaml in it")
