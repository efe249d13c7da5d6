"""All that is safe to mend in a story's files, worked out in memory.

A file that can't be read is never touched, and where one of the scenes' files can't, no name is taken for a renamed
one. After each round the story is loaded anew; ids are kept only if the story plays exactly as it did without them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from game.check.mending import declared_names
from game.check.mending.mends import MENDS, Change, after, composed_names, earlier_name, new_choice_ids, new_names
from game.check.playtests.playtest_file import read_playtest
from game.library.load import load_files
from game.play.fingerprint import fingerprint
from game.source.decoding import decode
from game.source.edits import Edit, edited
from game.source.folder import Listing, RawFile
from game.source.identity import STORY_FILE, new_id
from game.source.nodes import ListNode, MapNode, Node, Scalar
from game.source.schema.story_keys import FILES
from game.source.yaml_tree import read_tree
from game.story.former_names import renamed, unknown_scenes
from game.text.names import is_slug

MOST_ROUNDS = 10
"""Each round mends the first place of each text that stands in several; what is left after so many stays as it is."""


class Mended(Struct, frozen=True):
    """`listing` has the files as they should be; `changes` are in order of place, with lines of the new files."""

    listing: Listing
    changes: tuple[Change, ...]


def mend(folder: Path, listing: Listing, *, copied: bool = False) -> Mended:
    """Mend the files of the story in `folder`, which were read into `listing`; nothing is written. `copied` says that its id
    is that of another story."""
    names, listing, changes = _with_new_names(folder, listing)
    steps: list[Callable[[Listing], list[Change]]] = [_with_composed_names, partial(_with_earlier_names, names)]
    steps += [partial(_unless_it_plays_otherwise, folder, find) for find in MENDS]
    steps += [partial(_with_story_id, folder, copied)]
    for step in steps:
        found = step(listing)
        listing = _made(listing, found)
        changes = [_moved(change, found) for change in (*changes, *found)]
    return Mended(listing, tuple(sorted(changes, key=lambda change: (change.path, change.line, change.edit.column))))


def _with_new_names(folder: Path, listing: Listing) -> tuple[dict[str, str], Listing, list[Change]]:
    """Every place that the old name of a scene, a variable, a fact and the like can be recognised from, in rounds; and which scene was
    renamed to what."""
    names: dict[str, str] = {}
    changes: list[Change] = []
    readable = {raw.path for raw in (*listing.files, *listing.tests) if _tree(raw) is not None}
    for _ in range(MOST_ROUNDS):
        loaded = load_files(folder, listing)
        linked = loaded.linked
        if linked is None or not all(read.whole for read in loaded.read.values()):
            break
        names.update(renamed(linked, unknown_scenes(loaded.problems)))
        problems = [*loaded.problems]
        if loaded.story is not None:
            for test in listing.tests:
                read_playtest(test, loaded.story, problems)
        choices = new_choice_ids(linked, problems)
        told = (*new_names(linked, names, problems), *choices, *declared_names.renamed(linked, problems, _texts(listing)))
        found = list(dict.fromkeys(change for change in told if change.path in readable))
        if not found:
            break
        listing = _made(listing, found)
        changes += found
    return names, listing, changes


def _texts(listing: Listing) -> list[str]:
    return [raw.raw.decode("utf-8", "replace") for raw in (*listing.files, *listing.tests)]


def _with_composed_names(listing: Listing) -> list[Change]:
    """Names in the form in which they are read, wherever one stands."""
    trees = [tree for raw in (*listing.files, *listing.tests) if (tree := _tree(raw)) is not None]
    names = {name for tree in trees for name in _words(tree)}
    return [change for tree in trees if not tree.file.text.isascii() for change in composed_names(tree.file, names)]


def _words(tree: MapNode) -> Iterator[str]:
    """Every name before a colon, and every value that can be a name."""
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, MapNode):
            yield from node.values
            waiting += node.values.values()
        elif isinstance(node, ListNode):
            waiting += node.items
        elif is_slug(node.value):
            yield node.value


def _with_earlier_names(names: Mapping[str, str], listing: Listing) -> list[Change]:
    """`was:` in each scene that got a new name and doesn't say its old one."""
    found = []
    for tree in _scene_files(listing).values():
        for before, now in names.items():
            node = tree.get(now)
            if isinstance(node, MapNode) and before not in node.texts("was"):
                found.append(earlier_name(now, node, before))
    return [change for change in found if change is not None]


def _unless_it_plays_otherwise(folder: Path, find: Callable[[MapNode], Iterable[Change]], listing: Listing) -> list[Change]:
    before = load_files(folder, listing).story
    if before is None:
        return []
    found = [change for tree in _scene_files(listing).values() for change in find(tree)]
    after = load_files(folder, _made(listing, found)).story
    return found if after is not None and fingerprint(after) == fingerprint(before) else []


def _with_story_id(folder: Path, copied: bool, listing: Listing) -> list[Change]:
    """An id of its own for a story that has none."""
    tree = next((_tree(raw) for raw in listing.files if raw.name == STORY_FILE), None)
    if tree is None or "title" not in tree:
        return []
    made, node = new_id(folder.resolve().name), tree.get("id")
    if node is None:
        says = f"`{made}` is the story's id: its saved games stay with it, whatever the folder is called"
        return [Change(tree.file.path, tree.keys["title"].line, says, after(tree, "title", f"id: {made}"))]
    if not copied or not isinstance(node, Scalar):
        return []
    column = node.file.lines[node.line - 1].index(node.value, node.column - 1) + 1
    edit = Edit(node.line, column, len(node.value), made)
    return [Change(tree.file.path, node.line, f"`{node.value}` is the id of a story that this one was copied from", edit)]


def _scene_files(listing: Listing) -> dict[str, MapNode]:
    """The trees of the files of scenes that can be read without a problem."""
    trees = {raw.name: _tree(raw) for raw in listing.files if raw.name not in FILES}
    return {name: tree for name, tree in trees.items() if tree is not None}


def _tree(raw: RawFile) -> MapNode | None:
    """What stands in a file; None where anything in it can't be read."""
    file, text, problems = decode(raw.raw, raw.path, raw.size)
    tree = read_tree(file, text, problems)
    return None if problems else tree


def _made(listing: Listing, changes: Iterable[Change]) -> Listing:
    edits: dict[str, list[Change]] = {}
    for change in changes:
        edits.setdefault(change.path, []).append(change)

    def made(files: list[RawFile]) -> list[RawFile]:
        return [
            replace(raw, raw=edited(raw.raw, (change.edit for change in edits[raw.path]))) if raw.path in edits else raw for raw in files
        ]

    return Listing(made(listing.files), listing.pictures, made(listing.tests), listing.problems)


def _moved(change: Change, others: Iterable[Change]) -> Change:
    """The change with the line that it has once the others are made."""
    more = sum(
        other.edit.text.count("\n")
        for other in others
        if other.path == change.path and (other.edit.line, other.edit.column) < (change.edit.line, change.edit.column)
    )
    return replace(change, line=change.line + more) if more else change
