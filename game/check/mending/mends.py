"""The changes that are safe to make in an author's files: the names of scenes that were renamed, the names that they had,
and ids that saved games depend on. Each leaves a story as it plays."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from game.problems import Problem
from game.source.edits import Edit
from game.source.nodes import ListNode, MapNode, Scalar, SourceFile
from game.story.former_names import by_earlier_name, word_at
from game.story.model import Story
from game.story.prose import words_alone
from game.text.names import IN_A_WORD, composed, is_slug
from game.text.slug import slug

_WORD = re.compile(rf"[{IN_A_WORD}-]+")
_CHOSEN = re.compile(rf"\bchosen\(\s*([{IN_A_WORD}]+)\s*/\s*\Z")


class Change(Struct, frozen=True):
    """`says` is printed beside `path` and `line`."""

    path: str
    line: int
    says: str
    edit: Edit


def at_start(node: MapNode, typed: str) -> Edit:
    """`typed` as the first thing in a record."""
    line = node.file.lines[node.line - 1]
    if line[node.column - 1] == "{":
        rest = line[node.column :]
        gap = "" if not rest or rest[0] == " " else " "
        return Edit(node.line, node.column + 1, 0, f"{typed},{gap}")
    return Edit(node.line, node.column, 0, f"{typed}\n{' ' * (node.column - 1)}")


def after(node: MapNode, key: str, typed: str) -> Edit:
    """`typed` on the line after a key's, or as the first thing where that line isn't certain."""
    names = list(node.values)
    following = names[names.index(key) + 1 :]
    lines = node.file.lines
    if lines[node.line - 1][node.column - 1] == "{" or not following:
        return at_start(node, typed)
    first, then = node.keys[key], node.keys[following[0]]
    between = lines[first.line : then.line - 1]
    if all(not line.strip() or line.lstrip().startswith("#") for line in between):
        return Edit(first.line, len(lines[first.line - 1]) + 1, 0, f"\n{' ' * (first.column - 1)}{typed}")
    return Edit(then.line, then.column, 0, f"{typed}\n{' ' * (then.column - 1)}")


# ---- a scene has another name ----

WITH_OLD_NAME = frozenset(("unknown-scene", "unknown-variable", "unknown-ending"))


def new_names(story: Story, names: Mapping[str, str], problems: Iterable[Problem]) -> Iterator[Change]:
    """A change for each problem that is a renamed scene's old name. `names` are old names and what they are now."""
    for problem in problems:
        before = word_at(problem) if problem.code in WITH_OLD_NAME else ""
        now = by_earlier_name(story, names, before) if before else ""
        place = problem.place
        shown = place.text[place.column - 1 : place.column - 1 + place.length]
        found = list(re.finditer(rf"(?<![{IN_A_WORD}]){re.escape(before)}(?![{IN_A_WORD}])", shown)) if now else []
        if len(found) == 1:  # in a line that is folded the place is a guess, and guesses aren't written
            edit = Edit(place.line, place.column + found[0].start(), len(before), now)
            yield Change(place.path, place.line, f"`{before}` is now `{now}`", edit)


def new_choice_ids(story: Story, problems: Iterable[Problem]) -> Iterator[Change]:
    """A change for each `chosen(scene/choice)` with an id that the choice had before, as its `was` says."""
    for problem in problems:
        place = problem.place
        asked = _CHOSEN.search(place.text[: place.column - 1]) if problem.code == "unknown-choice" else None
        scene = story.scenes.get(asked[1]) if asked is not None else None
        before = place.text[place.column - 1 : place.column - 1 + place.length]
        now = next((choice.id for choice in scene.choices if before in choice.was), "") if scene is not None else ""
        if now:
            yield Change(place.path, place.line, f"`{before}` is now `{now}`", Edit(place.line, place.column, len(before), now))


def earlier_name(scene: str, node: MapNode, before: str) -> Change | None:
    """`was: before` in a scene; None where what it was called before can't be added to safely."""
    path, says = node.file.path, f"`{scene}` was `{before}`, so that old saves find it"
    was = node.get("was")
    if was is None:
        return Change(path, node.line, says, at_start(node, f"was: {before}"))
    if isinstance(was, ListNode):
        line = was.file.lines[was.line - 1]
        if line[was.column - 1] == "[":
            return Change(path, was.line, says, Edit(was.line, was.column + 1, 0, f"{before}, "))
        return Change(path, was.line, says, Edit(was.line, was.column, 0, f"- {before}\n{' ' * (was.column - 1)}"))
    if isinstance(was, Scalar) and was.style == "" and was.file.lines[was.line - 1][was.column - 1 :].startswith(was.value):
        return Change(path, was.line, says, Edit(was.line, was.column, len(was.value), f"[{was.value}, {before}]"))
    return None


# ---- names that are typed otherwise than they are read ----


def composed_names(file: SourceFile, names: Collection[str]) -> Iterator[Change]:
    """A change for each of the names that has an accent by itself, where another editor would put it into its letter."""
    for number, line in enumerate(file.lines, 1):
        for match in _WORD.finditer(line) if composed(line) != line else ():
            now = composed(match[0])
            if now != match[0] and now in names:
                says = f"`{now}` is written with its accents in its letters"
                yield Change(file.path, number, says, Edit(number, match.start() + 1, len(match[0]), now))


# ---- what goes by its words ----


def missing_ids(tree: MapNode) -> Iterator[Change]:
    """An `id` for each choice, topic and outcome of a file of scenes that goes by its words: what saved games know it by is then
    no longer made of words that an author may want to change."""
    for scene in tree.values.values():
        if not isinstance(scene, MapNode):
            continue
        for choice in scene.maps("choices"):
            yield from _with_id(choice, "label")
            for outcome in choice.maps("outcomes"):
                yield from _with_id(outcome, "result")
        if isinstance(scene.get("kind"), Scalar):
            for topic in scene.maps("topics"):
                yield from _with_id(topic, "say")


def _with_id(node: MapNode, key: str) -> Iterator[Change]:
    words = node.get(key)
    if "id" in node or not isinstance(words, Scalar):
        return
    id = slug(words_alone(words.value.strip("\n")))
    if is_slug(id):  # a label without any letter makes none
        typed = f"id: {id}"
        edit = at_start(node, typed) if key == "result" else after(node, key, typed)
        yield Change(node.file.path, node.line, f"`{id}` keeps its id when its words change", edit)


MENDS: tuple[Callable[[MapNode], Iterator[Change]], ...] = (missing_ids,)
"""What is looked for in each file of scenes. A mend after which the story would play otherwise isn't made."""
