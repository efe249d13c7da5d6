"""The table of keys as JSON Schema, so that an editor completes and underlines."""

from game.kinds import SCENES
from game.source.schema.playtest_keys import PLAYTHROUGH
from game.source.schema.shapes import JSON, Record
from game.source.schema.story_keys import FILES

DRAFT = "http://json-schema.org/draft-07/schema#"
SCENE_FILE, TEST_FILE = "scenes", "tests"


def schema(file: str = "") -> JSON:
    """The schema of one file (`story`, `facts`, `glossary`, `news`, `lesson`, `scenes`, or `tests` for one of the folder of that
    name), or of any file of a story.

    The schema for any file tells them apart by their keys, so that one line at the top of each file will do.
    """
    shapes = {name.removesuffix(".yaml"): shape for name, shape in FILES.items() if isinstance(shape, Record)}
    shapes[TEST_FILE] = PLAYTHROUGH
    records: JSON = {}
    definitions = {SCENE_FILE: SCENES.schema(records), **{name: shape.schema(records) for name, shape in shapes.items()}}
    whole: JSON = {"$schema": DRAFT, "title": "Good Neighbours story", "definitions": {**records, SCENE_FILE: definitions[SCENE_FILE]}}
    if file:
        return {**whole, **definitions[file]}
    rule: JSON = {"$ref": f"#/definitions/{SCENE_FILE}"}
    for name, shape in shapes.items():
        first = next(iter(shape.required))
        test = {"required": [first], "properties": {first: shape.keys[first].shape.schema(records)}}
        rule = {"if": test, "then": definitions[name], "else": rule}
    return {**whole, **rule}
