"""Ids for choices and outcomes that have none: what saved games know them by is then no longer made from words that an
author may want to change."""

from collections.abc import Iterator

from game.check.mending.change import Change, after, at_start
from game.source.nodes import ListNode, MapNode, Scalar
from game.source.schema.shapes import SLUG_ID
from game.story.prose import words_alone
from game.story.slug import slug


def pins(tree: MapNode) -> Iterator[Change]:
    """An `id` for each choice, topic and outcome of a file of scenes that goes by its words."""
    for scene in tree.values.values():
        if not isinstance(scene, MapNode):
            continue
        for choice in _records(scene, "choices"):
            yield from _pinned(choice, "label")
            for outcome in _records(choice, "outcomes"):
                yield from _pinned(outcome, "result")
        if isinstance(scene.get("kind"), Scalar):
            for topic in _records(scene, "topics"):
                yield from _pinned(topic, "say")


def _pinned(node: MapNode, key: str) -> Iterator[Change]:
    words = node.get(key)
    if "id" in node or not isinstance(words, Scalar):
        return
    id = slug(words_alone(words.value.strip("\n")))
    if SLUG_ID.match(id):  # an id is typed in plain letters; one made from others stays as it is
        typed = f"id: {id}"
        edit = at_start(node, typed) if key == "result" else after(node, key, typed)
        yield Change(node.file.path, node.line, f"`{id}` keeps its id when its words change", edit)


def _records(node: MapNode, key: str) -> list[MapNode]:
    listed = node.get(key)
    return [item for item in listed.items if isinstance(item, MapNode)] if isinstance(listed, ListNode) else []
