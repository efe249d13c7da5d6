"""What stands in a story's files beside the play, which may change nothing of it: its language, notes, the map, words to explain."""

from game.source.schema.shapes import OneOf
from game.source.schema.story_keys import STORY
from tests.oracle.files import PICTURE, Files, Raw
from tests.oracle.grammar import Draw

TERMS = ("ford", "notice")
PROGRESS = {"queue": "Before you: {ahead}.", "hunt": "Doors left: {tries}."}
QUIET = {"loose-figure": "It is a number on a door."}


def add_beside(files: Files, draw: Draw) -> None:
    """Some of it, in a story that is whole without."""
    story, language = files["story.yaml"], STORY.keys["language"].shape
    assert isinstance(language, OneOf)
    if draw.chance(0.3) and "|" not in str(files):  # words that go with a number are English
        story["language"] = draw.one(language.options)
    for key, likely, value in (
        ("id", 0.15, "a-story-k7f2qwxz"),
        ("note", 0.15, "Deals with a line. Any scene can be skipped."),
        ("imagined", 0.15, "The people are invented."),
        ("quiet", 0.1, QUIET),
    ):
        if draw.chance(likely):
            story[key] = value
    if draw.chance(0.1):
        story["borders"] = [_border(draw, fact) for fact in list(files["facts.yaml"]["facts"])[: draw.number(1, 2)]]
    for place in story.get("places", {}).values():
        if draw.chance(0.3):
            place["country"] = "Kazakhstan"
        if draw.chance(0.2):
            place["picture"] = PICTURE
    if draw.chance(0.2):
        files["facts.yaml"]["sources"]["paper"]["path"] = "/news/2022/9/28/a-week"
    if draw.chance(0.3):
        story["people"]["mira"] |= {"she": draw.chance(0.5), "host": draw.chance(0.5)}
    if draw.chance(0.15):
        draw.one(list(story["roles"].values()))["person"] = "mira"
    for scene in files["scenes.yaml"].values():
        if scene.get("kind") in ("queue", "hunt") and draw.chance(0.2):
            scene["progress"] = PROGRESS[scene["kind"]]
        if draw.chance(0.05):
            scene["quiet"] = QUIET
        if draw.chance(0.05):
            scene["picture"] = PICTURE
    files["glossary.yaml"] = {"terms": {name: _term(draw, name) for name in TERMS}}


def _border(draw: Draw, fact: str) -> Raw:
    return draw.one(({"between": ["Kazakhstan", "Russia"]}, {"around": "Turkmenistan"})) | {"fact": fact}


def _term(draw: Draw, name: str) -> Raw:
    return {"term": name, "says": f"What {name} means."} | ({"general": draw.chance(0.7)} if draw.chance(0.5) else {})
