"""One change to one file, and how a line is put into a record however it is written."""

from msgspec import Struct

from game.source.edits import Edit
from game.source.nodes import MapNode


class Change(Struct, frozen=True):
    """`says` is what is told of it, beside `path` and `line`."""

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
    """`typed` on the line after a key's, or as the first thing where that line can't be told."""
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
