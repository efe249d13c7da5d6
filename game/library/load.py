"""A story's folder to a story: reads the files, checks their shapes, links them, and tells every problem at once."""

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct, field

from game.kinds import SCENES
from game.library.find_stories import shipped_folder
from game.problems import Problem
from game.source.decoding import decode
from game.source.folder import Listing, RawFile, story_files
from game.source.identity import STORY_FILE, identity_of
from game.source.nodes import NOTHING, MapNode, SourceFile
from game.source.schema.shapes import Report
from game.source.schema.story_keys import FILES
from game.source.yaml_tree import read_parts
from game.story.lesson_model import Lesson, link_lesson
from game.story.link import Files, link
from game.story.model import Story
from game.text.names import is_slug

# Where a file can't be read, or not all of it, what it would have declared is missing everywhere: that is told once, at the file.
_ECHOES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "facts.yaml": frozenset(("unknown-fact", "unknown-source", "unknown-voucher")),
        "glossary.yaml": frozenset(("unknown-term",)),
        "news.yaml": frozenset(),
        "lesson.yaml": frozenset(),
    }
)
_ECHOES_OF_SCENES = frozenset(("unknown-scene", "unknown-choice", "back-without-visit"))
_MAY_BE_DECLARED = re.compile(r"^[ -]*([^\W\d]\w*)|([^\W\d]\w*) *:", re.MULTILINE)
"""A name where a file may declare it, as far as can be seen without YAML: at the start of a line, or before a colon."""

_BY_NAME = frozenset(("unknown-scene", "unknown-fact", "unknown-source", "unknown-term"))
"""Those whose carets stand under the name that is missing."""

_NAMES = re.compile(r"^ *[^\W\d]\w* *:(?: |$)")
_NAMES_BELOW = re.compile(r"^ +[^\W\d]\w* *:(?: |$)")  # in files whose first line of names is that of a section
_ANY = "*"  # in place of the names of a file that has none
_WORD = re.compile(r"[^\W\d]\w*")


class Read(Struct, frozen=True, eq=False):
    """What one file's bytes are: its tree without what can't be used, and what is wrong with its YAML and its keys.

    Where it isn't `whole`, parts of the file couldn't be read. Half a ledger would make problems of what is only missing,
    so it has no tree; half a file of scenes is as good as two files.
    """

    file: SourceFile
    tree: MapNode | None
    whole: bool
    problems: tuple[Problem, ...]


class Loaded(Struct, frozen=True):
    """`story` is None where an error keeps it from being played. Problems are sorted by place and told once each.

    `read` is for whoever loads the folder again: see `load`.
    """

    story: Story | None
    problems: tuple[Problem, ...]
    files: Mapping[str, SourceFile] = field(default_factory=dict)  # by path, as told in problems
    linked: Story | None = None  # also where it can't be played: what leads nowhere is then left empty
    lesson: Lesson | None = None  # None also where an error keeps the story from being played
    read: Mapping[RawFile, Read] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if _is_error(problem))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Loading makes many objects that all stay; the cyclic garbage collector would walk them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load(folder: Path, *, shown: str | None = None, before: Loaded | None = None) -> Loaded:
    """Load the story in `folder`. `shown` is how its path is told in problems (by default as it was given).

    `before` is what it was loaded as earlier: what is still the same in it isn't parsed again, which is half of the time.
    """
    return load_files(folder, story_files(folder, shown if shown is not None else str(folder), tests=False), before)


def load_files(folder: Path, listing: Listing, before: Loaded | None = None) -> Loaded:
    """Load the story in `folder` whose files have been read already."""
    with _collector_off():
        return _load(folder, listing, before.read if before is not None else {})


def load_lesson(raw: RawFile, story: Story) -> Lesson | None:
    """The lesson in one file, beside a story that has been linked; None where the file has an error."""
    read = _read(raw)
    problems = list(read.problems)
    lesson = link_lesson(read.tree, story, Report(problems)) if read.tree is not None else None
    return None if any(_is_error(problem) for problem in problems) else lesson


def _read(raw: RawFile) -> Read:
    file, text, problems = decode(raw.raw, raw.path, raw.size)
    reading = read_parts(file, text, problems)
    tree = reading.tree if reading.whole or raw.name not in FILES else None
    if tree is not None and not FILES.get(raw.name, SCENES).check(tree, Report(problems)):
        tree = None
    return Read(file, tree, reading.tree is not None and reading.whole, tuple(problems))


def _is_error(problem: Problem) -> bool:
    from game.problems.codes import CODES

    return CODES[problem.code].severity == "error"


def _load(folder: Path, listing: Listing, known: Mapping[RawFile, Read]) -> Loaded:
    read = {raw: known.get(raw) or _read(raw) for raw in listing.files}
    problems = [*listing.problems, *(problem for each in read.values() for problem in each.problems)]
    pictures: dict[str, SourceFile] = {}
    for drawn in listing.pictures:
        pictures[drawn.name], _, troubles = decode(drawn.raw, drawn.path, drawn.size)
        problems += troubles
    trees = {raw.name: each.tree for raw, each in read.items() if each.tree is not None}
    torn = {raw.name: each.file for raw, each in read.items() if not each.whole}
    story, lesson = None, None
    if "story.yaml" in trees:
        linking: list[Problem] = []
        scenes = tuple(tree for name, tree in trees.items() if name not in FILES)
        ledger, glossary, news = (trees.get(name, NOTHING) for name in ("facts.yaml", "glossary.yaml", "news.yaml"))
        files = Files(trees["story.yaml"], ledger, glossary, news, scenes, pictures)
        told = next(raw.raw for raw in listing.files if raw.name == STORY_FILE)
        identity, id = identity_of(folder, shipped_folder(), told), trees["story.yaml"].scalar("id")
        if id is not None and is_slug(id.value) and not identity.declared:
            help = "write it at the start of a line of its own, as in `id: my_story-k7f2qwxz`"
            Report(problems)("bad-id", id, "the story's id is looked for without the rest of the file, and not found so", help=help)
        story = link(identity, files, Report(linking))
        if "lesson.yaml" in trees:
            lesson = link_lesson(trees["lesson.yaml"], story, Report(linking))
        linking = _without_echoes(linking, torn) if torn else _with_new_names(story, linking)
        problems = _with_ids(story, [*problems, *linking])
    unique = sorted(dict.fromkeys(problems), key=lambda problem: problem.order)
    broken = any(_is_error(problem) for problem in unique)
    files_read = {file.path: file for file in (*(each.file for each in read.values()), *pictures.values())}
    return Loaded(None if broken else story, tuple(unique), files_read, story, None if broken else lesson, read)


def _without_echoes(problems: list[Problem], torn: Mapping[str, SourceFile]) -> list[Problem]:
    """The problems without those that may come of the parts of files that couldn't be read: a name that stands in such a file
    isn't missing, and one that doesn't is told."""
    names: dict[str, set[str]] = {}
    for name, file in torn.items():
        declared = {word for line in file.lines for match in _MAY_BE_DECLARED.finditer(line) for word in match.groups("")}
        has_names = any((_NAMES_BELOW if name in FILES else _NAMES).search(line) for line in file.lines)
        for code in _ECHOES.get(name, _ECHOES_OF_SCENES):
            names.setdefault(code, set()).update(declared if has_names else (_ANY,))
    return [problem for problem in problems if problem.code not in names or not _is_echo(problem, names[problem.code])]


def _is_echo(problem: Problem, declared: set[str]) -> bool:
    place = problem.place
    under = _WORD.findall(place.text[place.column - 1 :][: place.length])
    return problem.code not in _BY_NAME or _ANY in declared or not declared.isdisjoint(under)


def _with_ids(story: Story, problems: list[Problem]) -> list[Problem]:
    """The problems, of which those with a title or a name that players read, where an id belongs, say the id."""
    if all(problem.code != "bad-id" for problem in problems):
        return problems
    from game.story.ids_by_title import with_ids

    return with_ids(story, problems)


def _with_new_names(story: Story, problems: list[Problem]) -> list[Problem]:
    """The problems, of which those with a scene that has another name now say so."""
    if all(problem.code != "unknown-scene" for problem in problems):
        return problems
    from game.story.former_names import with_new_names

    return with_new_names(story, problems)
