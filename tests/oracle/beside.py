"""What stands in a story's files beside the play, which may change nothing of it: its language, notes, the map, words to explain."""

from game.source.schema.shapes import OneOf
from game.source.schema.story_keys import SOURCE_KINDS, STORY
from tests.oracle.files import PICTURE, Files, Raw
from tests.oracle.grammar import Draw

TERMS = ("ford", "notice")
PROGRESS = {"queue": "Before you: {ahead}.", "hunt": "Doors left: {tries}."}
QUIET = {"loose-figure": "It is a number on a door."}


def add_beside(files: Files, draw: Draw) -> None:
    """Some of it, in a story that is whole without."""
    story, language = files["story.yaml"], STORY.keys["language"].shape
    assert isinstance(language, OneOf)
    if draw.chance(0.7) and "|" not in str(files):  # words that go with a number are English
        story["language"] = draw.one(language.options)
    for key, likely, value in (
        ("id", 0.15, "a-story-k7f2qwxz"),
        ("note", 0.15, "Deals with a line. Any scene can be skipped."),
        ("imagined", 0.15, "The people are invented."),
        ("author", 0.15, "Ana Quispe"),
        ("licence", 0.15, "CC BY 4.0"),
        ("version", 0.15, "2, May 2026"),
        ("url", 0.15, "https://school.example/week"),
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
    _describe(draw, files["facts.yaml"]["sources"]["paper"])
    if draw.chance(0.3):
        story["people"]["mira"] |= {"she": draw.chance(0.5), "host": draw.chance(0.5)}
    if draw.chance(0.15):
        draw.one(list(story["roles"].values()))["person"] = "mira"
    for scene in files["scenes.yaml"].values():
        if scene.get("kind") in ("queue", "hunt") and draw.chance(0.2):
            scene["progress"] = PROGRESS[scene["kind"]]
        if draw.chance(0.05):
            scene["quiet"] = QUIET
        if draw.chance(0.12):
            scene["picture"] = PICTURE
    files["glossary.yaml"] = {"terms": {name: _term(draw, name) for name in TERMS}}


def _describe(draw: Draw, source: Raw) -> None:
    """What a source is and where it can be found."""
    if draw.chance(0.2):
        source["path"] = "/news/2022/9/28/a-week"
    if draw.chance(0.2):
        source["url"] = "https://paper.example/2022/9/28/a-week"
    if draw.chance(0.5):
        source["kind"] = draw.one(SOURCE_KINDS)
    if draw.chance(0.15):
        source["by"] = "her niece"
        if draw.chance(0.5):
            del source["publisher"]


def _border(draw: Draw, fact: str) -> Raw:
    return draw.one(({"between": ["Kazakhstan", "Russia"]}, {"around": "Turkmenistan"})) | {"fact": fact}


def _term(draw: Draw, name: str) -> Raw:
    return {"term": name, "says": f"What {name} means."} | ({"general": draw.chance(0.7)} if draw.chance(0.5) else {})
