"""The pages of the project as a reader has them: fences, links, commands; and the guide's examples as stories."""

import re
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

TOP = Path(__file__).resolve().parents[2]
FOOTBRIDGE = TOP / "docs" / "footbridge"
PAGES = tuple(sorted([*TOP.glob("*.md"), *(TOP / "docs").glob("*.md")]))

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<!`)`(?P<text>[^`\n]+)`(?!`)")
_LINK = re.compile(r"(?<!\!)\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")
_PICTURE = re.compile(r"!\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (?P<title>.+)$", re.MULTILINE)
_SECTION = re.compile(r"[a-z_][a-z0-9_]*:")


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code. `info` are the words after the three signs; `line` counts from 1."""

    page: Path
    line: int
    info: tuple[str, ...]
    text: str

    @property
    def language(self) -> str:
        return self.info[0] if self.info else ""

    @property
    def file(self) -> str:
        """The file that the block is, where its info names one."""
        return next((word for word in self.info if word.endswith(".yaml")), "")

    @property
    def wrong(self) -> str:
        """The code of the problem that the block must give, or ""."""
        return self._after("wrong")

    @property
    def warns(self) -> str:
        """The code of the warning that the block gives by the way, or ""."""
        return self._after("warns")

    @property
    def refuted(self) -> str:
        """The code of what a proof must find in the block, or ""."""
        return self._after("refuted")

    def _after(self, word: str) -> str:
        return self.info[self.info.index(word) + 1] if word in self.info else ""

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def fences(page: Path) -> list[Fence]:
    text = page.read_text("utf-8")
    return [
        Fence(page, text.count("\n", 0, match.start()) + 1, tuple(match["info"].split()), match["text"]) for match in _FENCE.finditer(text)
    ]


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return _FENCE.sub("", page.read_text("utf-8"))


def inline_code(page: Path) -> list[str]:
    return [match["text"] for match in _INLINE.finditer(prose(page))]


def links(page: Path) -> list[str]:
    """What the page's links and pictures point to."""
    text = _INLINE.sub("", prose(page))
    return [match["target"] for pattern in (_LINK, _PICTURE) for match in pattern.finditer(text)]


def anchors(page: Path) -> set[str]:
    """The anchors that code hosts give a page's headings."""
    return {re.sub(r"[^\w\- ]", "", match["title"].lower()).replace(" ", "-") for match in _HEADING.finditer(prose(page))}


# ---- the guide's examples as stories ----


def story_of(fence: Fence, folder: Path) -> Path:
    """The Footbridge with the block put in: a named file takes the block's parts, and other blocks are scenes.

    A part of the block (`variables`, or one variable; a scene) stands in place of the story's own of that name.
    """
    names = sections(fence.text)
    for path in FOOTBRIDGE.glob("*.yaml"):
        text = path.read_text("utf-8")
        if path.name == fence.file:
            text = merged(text, fence.text)
        elif not fence.file and path.name not in ("story.yaml", "facts.yaml", "glossary.yaml", "news.yaml", "lesson.yaml"):
            text = "".join(part for name, part in sections(text).items() if name not in names)
        if text.strip():
            (folder / path.name).write_text(text, "utf-8")
    copytree(FOOTBRIDGE / "pictures", folder / "pictures")
    if not fence.file:
        (folder / "guide.yaml").write_text(fence.text, "utf-8")
    return folder


def sections(text: str, indent: int = 0) -> dict[str, str]:
    """The parts of a file that start with a name at a column, by their names, with all that belongs to them."""
    parts: dict[str, str] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        if line[:indent].isspace() == bool(indent) and _SECTION.match(line, indent):
            name = line[indent:].partition(":")[0]
            parts[name] = ""
        if name and not line.lstrip().startswith("#"):
            parts[name] += line
    return parts


def merged(text: str, block: str) -> str:
    """`text` with the parts of `block` in place of its own; of maps (`variables:`) only what the block has."""
    base, new = sections(text), sections(block)
    for name, part in new.items():
        old, inner = sections(base.get(name, ""), 2), sections(part, 2)
        if old and inner:
            part = part.partition("\n")[0] + "\n" + "".join({**old, **inner}.values())
        base[name] = part
    return "".join(base.values())
