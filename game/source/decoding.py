"""Bytes to text.

The first look at an author's file, before any YAML: is it small enough, is it UTF-8, and can every character be seen?
What acts on a terminal or hides (control characters, bidirectional overrides, zero-width spaces) is refused by its
place and its name, all of it at once, and replaced by U+FFFD so that reading can go on and find what else is wrong.
ZWJ, ZWNJ and combining marks stay: Persian, Hindi and emoji are spelt with them.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from game.problems import Problem
from game.source.nodes import SourceFile
from game.text.clean import FLAGS, REPLACEMENT, TAGS, UNSAFE_RANGES

LARGEST_FILE = 1 << 20
"""How many bytes a file may have."""

MOST_CHARACTERS = 20
"""How many bad characters of one file are reported one by one."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_NO_TEXT = {
    b"PK\x03\x04": "an archive, such as a document of Word or LibreOffice",
    b"{\\rtf": "a document with formatting",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_HEAD = 4_096
"""How many bytes are looked at to see what a file is."""

_AS_UTF8 = "save it as UTF-8: in most editors under `Save as` or `Encoding`; in PowerShell with `-Encoding utf8`"
_BOM = b"\xef\xbb\xbf"

# Tabs pass here: where YAML is read they have a message of their own.
_PLAIN_BYTES = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F)])
_BAD = UNSAFE_RANGES.replace("\x00-\x09", "\x00-\x08")
_SUSPECT = re.compile(f"[{_BAD}{TAGS}]")
_UNSEEN = re.compile(f"{FLAGS}|(?P<bad>[{_BAD}{TAGS}])")
_BAD_BYTES = re.compile("[\udc80-\udcff]+")

_CONTROL_NAMES = {
    0x00: "NUL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x0B: "VERTICAL TAB",
    0x0C: "FORM FEED",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
}


def decode(raw: bytes, path: str, size: int = 0) -> tuple[SourceFile, str, list[Problem]]:
    """The text of a file, and what is wrong with its bytes and characters. `size` is how many bytes it has where not all
    of them were read.

    The text has a newline for every kind of line end, no byte-order mark, and U+FFFD for each refused character, so
    that lines and columns stay those of the file. What can't be read at all (too big, UTF-16, a picture) comes back
    empty, with its problem.
    """
    if len(raw) > LARGEST_FILE:
        sizes = f"{max(size, len(raw)):,} bytes; the most is {LARGEST_FILE:,}"
        return _unread(path, "file-too-big", f"this file is too big: {sizes}", "split it: scenes may stand in as many files as you like")
    if not raw.startswith(tuple(_NO_TEXT)) and (wide := _wide(raw)):
        return _unread(path, "not-utf8", f"this file is saved as {wide}", _AS_UTF8)
    if what := _no_text(raw):
        return _unread(path, "not-text", f"this isn't a text file but {what}", "save the words alone, as plain text in UTF-8")
    raw = raw.removeprefix(_BOM)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _with_bad_bytes(raw, path)
    if "\r" in text:
        text = _newlines(text)
    seldom = raw.translate(None, _PLAIN_BYTES)
    if seldom and _SUSPECT.search(seldom.decode("utf-8")) is not None:
        return _with_bad_characters(text, path, [])
    return SourceFile(path, text), text, []


def bad_character(text: str) -> str:
    """The name of the first character in `text` that may not stand in a story, or nothing."""
    return next((describe(match["bad"]) for match in _UNSEEN.finditer(text) if match["bad"]), "")


def describe(character: str) -> str:
    """A character by its number and name: `U+200B ZERO WIDTH SPACE`."""
    number = ord(character)
    name = _CONTROL_NAMES.get(number) or unicodedata.name(character, "")
    if not name:
        name = "half of a character" if 0xD800 <= number <= 0xDFFF else "a control character" if number < 0xA0 else "not a character"
    return f"U+{number:04X} {name}"


def _wide(raw: bytes) -> str:
    """The encoding of several bytes a character that a file is saved in, with or without a mark at its start, or "".

    In a file with names and colons, every second byte is often 0, and the others never are.
    """
    if raw.startswith(_UTF32):
        return "UTF-32"
    if raw.startswith(_UTF16):
        return "UTF-16"
    head = raw[:_HEAD]
    if b"\0" not in head:
        return ""
    pairs = max(1, len(head) // 2)
    even, odd = head[::2].count(0), head[1::2].count(0)
    if 4 * max(even, odd) > pairs and not min(even, odd):
        return "UTF-16"
    quarter = max(1, len(head) // 4)
    zeros = [head[at::4].count(0) for at in range(4)]
    return "UTF-32" if min(zeros[2:]) >= quarter > zeros[0] or min(zeros[:2]) >= quarter > zeros[3] else ""


def _no_text(raw: bytes) -> str:
    """What a file is that holds no text, or ""."""
    known = next((what for start, what in _NO_TEXT.items() if raw.startswith(start)), "")
    if known:
        return known
    head = raw[:_HEAD]
    acting = len(head) - len(head.translate(None, bytes(range(9)) + bytes(range(14, 32))))
    return "a picture, a program or the like" if acting >= 8 and 20 * acting > len(head) else ""


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unread(path: str, code: str, message: str, help: str) -> tuple[SourceFile, str, list[Problem]]:
    file = SourceFile(path, "")
    return file, "", [Problem(code, message, file.place(1, 1), help=help)]


def _with_bad_bytes(raw: bytes, path: str) -> tuple[SourceFile, str, list[Problem]]:
    """One problem for all the bytes that aren't UTF-8, because one way of saving the file mends them all."""
    text = _newlines(raw.decode("utf-8", "surrogateescape"))
    runs = list(_BAD_BYTES.finditer(text))
    first = runs[0].start()
    byte = ord(text[first]) - 0xDC00
    line, column = text.count("\n", 0, first) + 1, first - text.rfind("\n", 0, first)
    text = _BAD_BYTES.sub(lambda run: REPLACEMENT * len(run[0]), text)
    file = SourceFile(path, _UNSEEN.sub(lambda match: REPLACEMENT if match["bad"] else match[0], text))
    more = f", the first of {len(runs):,} such places" if len(runs) > 1 else ""
    likely = bytes([byte]).decode("cp1252", "replace")
    label = f"in the old Windows encoding this is “{likely}”" if likely.isprintable() and likely != REPLACEMENT else ""
    message = f"this file isn't saved as UTF-8: byte 0x{byte:02X}{more}"
    problem = Problem("not-utf8", message, file.place(line, column), label, _AS_UTF8)
    return _with_bad_characters(text, path, [problem])


def _with_bad_characters(text: str, path: str, problems: list[Problem]) -> tuple[SourceFile, str, list[Problem]]:
    shown = _UNSEEN.sub(lambda match: REPLACEMENT if match["bad"] else match[0], text)
    file = SourceFile(path, shown)
    found = list(islice(_bad_places(text), MOST_CHARACTERS + 1))
    for line, column, character in found[:MOST_CHARACTERS]:
        help = "take it out: it can't be seen, so delete around it and type again"
        message = f"{describe(character)} can't stand in a story"
        problems.append(Problem("bad-character", message, file.place(line, column), _why(character), help))
    if len(found) > MOST_CHARACTERS:
        line, column, _ = found[MOST_CHARACTERS]
        message = f"there are more such characters from here on; the first {MOST_CHARACTERS} are listed"
        problems.append(Problem("bad-character", message, file.place(line, column)))
    return file, shown, problems


def _bad_places(text: str) -> Iterator[tuple[int, int, str]]:
    line, start, seen = 1, 0, 0
    for match in _UNSEEN.finditer(text):
        if not match["bad"]:
            continue
        at = match.start()
        newlines = text.count("\n", seen, at)
        if newlines:
            line += newlines
            start = text.rindex("\n", seen, at) + 1
        seen = at
        yield line, at - start + 1, match["bad"]


def _why(character: str) -> str:
    number = ord(character)
    if number == 0:
        return "is this a text file?"
    if number in (0x85, 0x2028, 0x2029):
        return "a line break that most editors don't show"
    if number < 0xA0:
        return "a control character: it can act on the terminal"
    if unicodedata.bidirectional(character) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"):
        return "it turns the order of letters round"
    return "it can't be seen"
