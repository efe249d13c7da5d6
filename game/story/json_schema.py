"""The table of keys as JSON Schema, so that an editor completes and underlines."""

from collections.abc import Iterator
from typing import Any

from game.kinds import SCENES
from game.source.schema.playtest_keys import PLAYTHROUGH
from game.source.schema.shapes import ByKind, Either, ListOf, MapOf, Record, Shape
from game.source.schema.story_keys import FILES

DRAFT = "http://json-schema.org/draft-07/schema#"
SCENE_FILE, TEST_FILE = "scenes", "tests"


def schema(file: str = "") -> dict[str, Any]:
    """The schema of one file (`story`, `facts`, `glossary`, `news`, `lesson`, `scenes`, or `tests` for one of the folder of that
    name), or of any file of a story.

    The schema for any file tells them apart by their keys, so that one line at the top of each file will do.
    """
    shapes = {name.removesuffix(".yaml"): shape for name, shape in FILES.items() if isinstance(shape, Record)}
    shapes[TEST_FILE] = PLAYTHROUGH
    definitions = {record.slug: record.definition() for record in _records([*shapes.values(), SCENES])}
    definitions[SCENE_FILE] = SCENES.schema()
    whole: dict[str, Any] = {"$schema": DRAFT, "title": "Good Neighbours story", "definitions": definitions}
    if file:
        return _object({**whole, **(shapes[file].schema() if file in shapes else SCENES.schema())})
    rule: dict[str, Any] = {"$ref": f"#/$defs/{SCENE_FILE}"}
    for shape in shapes.values():
        first = next(iter(shape.required))
        rule = {"if": {"required": [first], "properties": {first: shape.keys[first].shape.schema()}}, "then": shape.schema(), "else": rule}
    return _object({**whole, **rule})


def _object(node: dict[str, Any]) -> dict[str, Any]:
    """The schema with its references as this draft writes them."""
    return {key: value.replace("#/$defs/", "#/definitions/") if key == "$ref" else _local(value) for key, value in node.items()}


def _local(node: Any) -> Any:
    if isinstance(node, dict):
        return _object(node)
    return [_local(item) for item in node] if isinstance(node, list) else node


def _records(shapes: list[Shape]) -> Iterator[Record]:
    """Every record that the shapes are made of, each once."""
    waiting, seen = list(shapes), set[int]()
    while waiting:
        shape = waiting.pop()
        if id(shape) in seen:
            continue
        seen.add(id(shape))
        match shape:
            case Record():
                yield shape
                waiting += [key.shape for key in shape.keys.values()]
                if shape.others is not None:
                    waiting.append(shape.others)
            case ListOf():
                waiting.append(shape.item)
            case MapOf():
                waiting.append(shape.value)
            case Either():
                waiting += [shape.scalar, shape.record]
            case ByKind():
                waiting += [shape.plain, *shape.kinds.values()]
            case _:
                pass
