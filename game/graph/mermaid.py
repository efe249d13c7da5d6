"""The map as a Mermaid flowchart, which many editors and code hosts draw."""

import json
import re

from game.graph.looks import INK, PROBLEM_COLOUR, look_of
from game.graph.scene_map import MapLink, SceneBox, SceneMap

# Mermaid reads `#60;` as the character of that number. Whatever could mean something to it is written so.
_SPECIAL = re.compile(r"[^\w .,'’“”…–—?]|_")
_DRAWN = 500
"""How many links a viewer draws, unless whoever runs it has set its `maxEdges` higher."""
_READ = 50_000
"""How many characters it reads (`maxTextSize`)."""


def as_mermaid(drawn: SceneMap) -> str:
    """A flowchart. A map without scenes has only its title."""
    lines = ["---", f"title: {json.dumps(_entities(drawn.title))}", "---", "flowchart TD"]
    lines += [f"  {_box(box)}" for box in drawn.boxes]
    lines += [f"  {_link(link)}" for link in drawn.links]
    for kind in dict.fromkeys(box.kind for box in drawn.boxes):
        look = look_of(kind)
        lines.append(f"  classDef {_class(kind)} fill:{look.fill},stroke:{look.stroke},color:{INK}")
    lines += ["  classDef visit stroke-dasharray:6 4", f"  classDef problem stroke:{PROBLEM_COLOUR},stroke-width:4px"]
    for name, members in _members(drawn).items():
        lines.append(f"  class {','.join(members)} {name}")
    return "\n".join(lines) + "\n"


def _box(box: SceneBox) -> str:
    opened, closed = look_of(box.kind).mermaid
    return f"{_name(box.id)}{opened}{'<br/>'.join(map(_entities, box.lines))}{closed}"


def _link(link: MapLink) -> str:
    arrow = {"go": "-->", "visit": "<-.->" if link.returns else "-.->", "back": "-.->"}[link.kind]
    return f"{_name(link.source)} {arrow} {_name(link.target)}"


def _members(drawn: SceneMap) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for box in drawn.boxes:
        members.setdefault(_class(box.kind), []).append(_name(box.id))
        if box.visited:
            members.setdefault("visit", []).append(_name(box.id))
        if box.problems:
            members.setdefault("problem", []).append(_name(box.id))
    return members


def too_large(drawn: SceneMap, text: str) -> str:
    """What viewers make of a map with so many links, or of a text of such a length, in a sentence; "" where they draw it."""
    if len(drawn.links) > _DRAWN:
        return f"This map has {len(drawn.links):,} links, and most viewers of Mermaid stop at {_DRAWN}."
    if len(text) > _READ:
        return f"This map is {len(text):,} characters long, and most viewers of Mermaid stop at {_READ:,}."
    return ""


def _class(kind: str) -> str:
    return f"kind_{kind or 'scene'}"


def _name(scene: str) -> str:
    """A name that is no word of Mermaid's own, as `end` and `class` are, and has no mark that belongs to a letter: it stops there."""
    return "scene_" + re.sub(r"\W", lambda mark: f"{ord(mark[0]):x}", scene)


def _entities(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)
