"""Changes to a file that leave every other byte as it is: comments, indentation, line ends, a byte-order mark."""

import re
from collections.abc import Iterable

from msgspec import Struct

_LINE = re.compile(r"(?P<text>[^\r\n]*)(?P<end>\r\n|\r|\n|\Z)")


class Edit(Struct, frozen=True, order=True):
    """`length` characters at a line and a column (which count from 1) become `text`. A newline in it is written as the
    file's own line end."""

    line: int
    column: int
    length: int
    text: str


def edited(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes of a file with the edits made, none of which may overlap another. Raises UnicodeDecodeError where the
    file isn't UTF-8."""
    text = raw.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = [(match["text"], match["end"]) for match in _LINE.finditer(text.removeprefix(mark))]
    newline = lines[0][1] or "\n"
    for edit in sorted(set(edits), reverse=True):
        shown, end = lines[edit.line - 1]
        start = edit.column - 1
        lines[edit.line - 1] = (shown[:start] + edit.text.replace("\n", newline) + shown[start + edit.length :], end)
    return (mark + "".join(shown + end for shown, end in lines)).encode()
