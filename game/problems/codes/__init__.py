"""The table of codes: everything that can be wrong in an author's files.

Each code is a Markdown file beside this module, `FOLDER/CODE.md`, read when somebody asks for it. The folder is named
after what finds the problem: the reading of files, the linking of a story, the rules of a check, a proof, a playtest.
A file has the severity, a line that says what the code means, a paragraph of help, and two examples, one wrong and one
right. The reference in the docs is made from these files, and a test runs every example.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

Severity = Literal["error", "warning", "hint"]
FoundBy = Literal["reading", "linking", "checking", "proving", "playtests"]

_FOLDER = Path(__file__).parent
_FILE = re.compile(
    r"""---\nseverity:\ (?P<severity>error|warning|hint)\n---\n
        \n(?P<meaning>.+)\n
        \n(?P<help>(?:.+\n)+)
        (?:\n```yaml\ wrong(?P<wrong_escaped>\ escaped)?\n(?P<wrong>(?s:.*?))```\n
           \n```yaml\ right(?P<right_escaped>\ escaped)?\n(?P<right>(?s:.*?))```\n)?\Z""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


class Code(Struct, frozen=True):
    """A kind of problem.

    `name` is stable and is what `check` prints: lower-case words with hyphens. An `error` keeps a story from being
    played; a `warning` doesn't, but makes a check fail; a `hint` does neither. `meaning` is one line; `help` says in a
    few lines why it matters and what to do.
    `wrong` and `right` are the smallest files that show it: texts of a scene file (`scenes.yaml`) beside a small
    story.yaml, or texts of several files, each after a line `# file: NAME`. Limits and whole folders have none. A byte
    that isn't UTF-8 is a lone surrogate (`\\udce9` for 0xE9).
    """

    name: str
    found_by: FoundBy
    severity: Severity
    meaning: str
    help: str
    wrong: str
    right: str


class _Codes(Mapping[str, Code]):
    """Codes by name, in the order of their names."""

    def __getitem__(self, name: str) -> Code:
        return _read(_folders()[name], name)

    def __iter__(self) -> Iterator[str]:
        return iter(_folders())

    def __len__(self) -> int:
        return len(_folders())


CODES: Mapping[str, Code] = _Codes()


def names_found_by(what: FoundBy) -> tuple[str, ...]:
    return tuple(name for name, folder in _folders().items() if folder == what)


@cache
def _folders() -> dict[str, FoundBy]:
    """The folder of each code's file."""
    found: dict[str, FoundBy] = {path.stem: folder for folder in get_args(FoundBy) for path in (_FOLDER / folder).glob("*.md")}
    return dict(sorted(found.items()))


@cache
def _read(folder: FoundBy, name: str) -> Code:
    match = _FILE.match((_FOLDER / folder / f"{name}.md").read_text("utf-8"))
    if match is None:
        raise ValueError(f"{folder}/{name}.md doesn't have the form of a code's file")
    severity: Severity = match["severity"]  # type: ignore[assignment]
    wrong, right = (_example(match[key] or "", match[f"{key}_escaped"]) for key in ("wrong", "right"))
    return Code(name, folder, severity, match["meaning"], " ".join(match["help"].split()), wrong, right)


def _example(text: str, escaped: str | None) -> str:
    """A character that can't be seen stands in a block that is `escaped` as its number: `\\u200b`."""
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text) if escaped else text
