"""Stories drawn at random have something wrong almost everywhere. Mended they are what authors hand in: mostly sound."""

from typing import Any

from tests.oracle.answers import Answers, TooLargeError, answers
from tests.oracle.files import Files, Raw, as_text
from tests.oracle.grammar import Draw
from tests.oracle.kinds import every_id
from tests.oracle.offers import slug
from tests.oracle.reading import Story, read

ROUNDS = 5
LARGEST = 800
"""A story with more states stays as it is."""


def mend(files: Files) -> None:
    """Take out or change what the oracle finds wrong, as often as it takes, within reason."""
    for _ in range(ROUNDS):
        story = read(as_text(files))
        try:
            found = answers(story, LARGEST)
        except TooLargeError:
            return
        if not found.refuted:
            return
        _mend_once(files, story, found)
        _tidy(files)


def _mend_once(files: Files, story: Story, found: Answers) -> None:
    scenes, top = files["scenes.yaml"], files["story.yaml"]
    ending = next(name for name in reversed(scenes) if "ending" in scenes[name])
    for variable in {variable for _, _, variable in found.over}:
        top["variables"][variable]["clamp"] = True
    for number, name in enumerate(sorted({scene for _, scene in found.dead_ends} | {scene for _, scene in found.traps})):
        _add(scenes[name], {"label": f"Leave {number} for good", "go": ending})
    for name in sorted(found.unreachable):
        if not any("back" in (each.get("go"), each.get("to")) for each in _records(scenes[name])):
            _add(scenes[top["roles"][next(iter(top["roles"]))]["start"]], {"label": f"Find {name}", "go": name})
    for name, id in sorted(found.never_open):
        _open_choice(scenes[name], id)
    for name, number, part in sorted(found.never_told, reverse=True):
        _drop_text(scenes[name], number, part)
    kept = [raw for raw in top.get("promises", []) if not _has_broken(raw, story, found)]
    top.pop("promises", None)
    if kept:
        top["promises"] = kept


def _has_broken(raw: Raw, story: Story, found: Answers) -> bool:
    return any(
        broken and each.role == raw.get("role", "") and str(raw.get(each.kind)) == str(each.value)
        for each, broken in zip(story.promises, found.broken.values(), strict=True)
    )


def _records(raw: Any) -> list[Raw]:
    inner = list(raw.values()) if isinstance(raw, dict) else raw if isinstance(raw, list) else []
    return [*([raw] if isinstance(raw, dict) else []), *(each for value in inner for each in _records(value))]


def _add(scene: Raw, choice: Raw) -> None:
    if "ending" in scene:
        return
    if "go" in scene:
        scene["choices"] = [{"label": "Go on", "go": scene.pop("go")}]
    if all(each["label"] != choice["label"] for each in scene.get("choices", [])):
        scene.setdefault("choices", []).append(choice)


def _open_choice(scene: Raw, id: str) -> None:
    """Let nothing shut a choice; where nothing does, it goes."""
    for key, words in (("choices", "label"), ("topics", "say"), ("ends", "id"), ("offers", "label")):
        listed = scene.get(key, [])
        for each in list(listed):
            if id in {each.get("id"), slug(each.get(words, "")), f"look-{each.get('id')}", f"last-{each.get('id')}"}:
                if "if" in each and key != "ends":
                    del each["if"]
                    each.pop("locked", None)
                elif "price" in each:
                    each["price"] = 0
                elif len(listed) > 1 and each is not listed[-1] and "visit" not in each:
                    listed.remove(each)


def _tidy(files: Files) -> None:
    """What names a choice that is gone goes too, and so does what is told of prices where there are none."""
    scenes = files["scenes.yaml"]
    story = read(as_text(files))
    ids = {name: every_id(scene) for name, scene in story.scenes.items()}
    for name, scene in scenes.items():
        if scene.get("skip", {}).get("take") not in (*ids[name], "wait"):
            scene.get("skip", {}).pop("take", None)
        kept = [each for each in scene.pop("recalls", []) if each.split("/")[1] in ids[each.split("/")[0]]]
        if kept:
            scene["recalls"] = kept
        if not any(offer.get("price") for offer in scene.get("offers", ())):
            scene.pop("dear", None)


def _drop_text(scene: Raw, number: int, part: str) -> None:
    text = scene.get("text")
    blocks = text if isinstance(text, list) else [text]
    if number >= len(blocks):
        return  # what is told of a claim
    block = blocks[number]
    if isinstance(block, dict):
        for key in [key for key in block if key == part or (part == "text" and key not in ("if", "first", "again"))]:
            del block[key]
    if not isinstance(block, dict) or not block.keys() - {"if"}:
        del blocks[number]
    scene["text"] = blocks or ["It is there."]


def spoil(files: Files, draw: Draw) -> None:
    """One slip of the kind that authors make."""
    scenes, variables = files["scenes.yaml"], files["story.yaml"]["variables"]
    choices = [choice for scene in scenes.values() for choice in scene.get("choices", [])]
    match draw.one(("unclamp", "less", "drop", "close", "reopen", "change")):
        case "unclamp":
            variables[draw.one([name for name in variables if variables[name]["type"] == "int"])].pop("clamp", None)
        case "less":
            name = draw.one([name for name in variables if variables[name]["type"] == "int"])
            most, least = variables[name]["max"], int(variables[name].get("start", max(0, int(variables[name].get("min", 0)))))
            variables[name]["max"] = most - 1 if most > max(least, 1) else most + 1
        case "drop":
            listed = [scene["choices"] for scene in scenes.values() if len(scene.get("choices", [])) > 1]
            if listed:
                into = draw.one(listed)
                gone = draw.one(into)
                if "visit" not in gone:
                    into.remove(gone)
        case "close" if choices:
            draw.one(choices).update({"if": f"money > {draw.number(0, 2)}"})
        case "reopen" if choices:
            opened = draw.one(choices)
            if opened.pop("if", None):
                opened.pop("locked", None)
        case _ if choices:
            draw.one(choices).update({"do": f"money {draw.one(('+=', '-='))} {draw.number(0, 2)}"})
    _tidy(files)
