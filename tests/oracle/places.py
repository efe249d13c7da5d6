"""Where things stand in a story's files, by the game's own table of keys: each record, and the conditions and effects in it.

A place is a record and one of its keys, as in `a choice.if`.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from game.kinds import KINDS, SCENES
from game.source.schema.shapes import ByKind, Either, ListOf, MapOf, Record, Shape
from game.source.schema.story_keys import CONDITION, EFFECT, FILES, PLAIN_SCENE
from tests.oracle.files import Files, Raw

PLAYED = ("story.yaml", "facts.yaml", "glossary.yaml", "news.yaml", "scenes.yaml")


class Found(NamedTuple):
    """A record as it stands in a file; `scene` is "" outside scenes, and `above` the record's list, where it stands in one."""

    record: Record
    raw: Raw
    scene: str
    above: list[Any] | None


def found_in(files: Files) -> Iterator[Found]:
    """Every record of a story."""
    for name, raw in files.items():
        shape = FILES.get(name, SCENES)
        yield from _found(raw, shape, "", None)


def _found(raw: Any, shape: Shape, scene: str, above: list[Any] | None) -> Iterator[Found]:
    if isinstance(shape, ByKind):
        shape = shape.kinds[raw["kind"]] if "kind" in raw else shape.plain
    if isinstance(shape, Either):
        shape = shape.record if isinstance(raw, dict | list) else shape.scalar
    if isinstance(shape, ListOf):
        for item in raw if isinstance(raw, list) else [raw]:
            yield from _found(item, shape.item, scene, raw)
    elif isinstance(shape, MapOf):
        for name, value in raw.items():
            yield from _found(value, shape.value, scene or (name if shape is SCENES else ""), None)
    elif isinstance(shape, Record):
        yield Found(shape, raw, scene, above)
        for key, value in raw.items():
            if key in shape.keys:
                yield from _found(value, shape.keys[key].shape, scene, None)


def records(names: tuple[str, ...] = PLAYED) -> dict[str, Record]:
    """Every record of these files, by its name."""
    found: dict[str, Record] = {}
    for name in names:
        _collect(FILES.get(name, SCENES), found)
    return found


def _collect(shape: Shape, found: dict[str, Record]) -> None:
    inside: list[Shape] = []
    if isinstance(shape, Record):
        if shape.name not in found:
            found[shape.name] = shape
            inside = [key.shape for key in shape.keys.values()]
    elif isinstance(shape, MapOf):
        inside = [shape.value]
    elif isinstance(shape, ListOf):
        inside = [shape.item]
    elif isinstance(shape, Either):
        inside = [shape.scalar, shape.record]
    elif isinstance(shape, ByKind):
        inside = [shape.plain, *shape.kinds.values()]
    for each in inside:
        _collect(each, found)


def asks_in(record: Record, key: str) -> Shape | None:
    """Whether conditions or effects stand under a key: CONDITION, EFFECT, or None."""
    inner = record.keys[key].shape
    while isinstance(inner, ListOf | MapOf):
        inner = inner.item if isinstance(inner, ListOf) else inner.value
    return inner if inner is CONDITION or inner is EFFECT else None


def places(of: Shape) -> list[str]:
    """The places whose value is a condition, or effects."""
    return [f"{name}.{key}" for name, record in records().items() for key in record.keys if asks_in(record, key) is of]


@cache
def outside_scenes() -> set[str]:
    """The records that stand in no scene."""
    return records().keys() - records(("scenes.yaml",)).keys()


@cache
def kind_of(place: str) -> str:
    """The kind of scene that alone has a place, "" where it may stand elsewhere."""
    record = place.rpartition(".")[0]
    shapes: dict[str, Shape] = {"": PLAIN_SCENE} | {name: kind.keys for name, kind in KINDS.items()}
    theirs = []
    for name, shape in shapes.items():
        found: dict[str, Record] = {}
        _collect(shape, found)
        theirs += [name] if record in found else []
    return theirs[0] if theirs else ""
