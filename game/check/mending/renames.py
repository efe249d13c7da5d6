"""The places that still have a renamed scene's old name, and the `was:` that lets old saves find the new one."""

import re
from collections.abc import Iterable, Iterator, Mapping

from game.check.mending.change import Change, at_start
from game.problems import Problem
from game.source.edits import Edit
from game.source.nodes import ListNode, MapNode, Scalar
from game.story.former_names import by_earlier_name, word_at
from game.story.model import Story

MENDED = frozenset(("unknown-scene", "unknown-variable", "unknown-ending"))


def new_names(story: Story, names: Mapping[str, str], problems: Iterable[Problem]) -> Iterator[Change]:
    """A change for each problem that is a renamed scene's old name. `names` are old names and what they are now."""
    for problem in problems:
        before = word_at(problem) if problem.code in MENDED else ""
        now = by_earlier_name(story, names, before) if before else ""
        place = problem.place
        shown = place.text[place.column - 1 : place.column - 1 + place.length]
        found = list(re.finditer(rf"(?<![a-z0-9_]){re.escape(before)}(?![a-z0-9_])", shown)) if now else []
        if len(found) == 1:  # in a line that is folded the place is a guess, and guesses aren't written
            edit = Edit(place.line, place.column + found[0].start(), len(before), now)
            yield Change(place.path, place.line, f"`{before}` is now `{now}`", edit)


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
