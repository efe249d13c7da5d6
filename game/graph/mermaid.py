"""The map as a Mermaid flowchart, which many editors and code hosts draw."""

import json
import re

from game.graph.scene_map import Link, SceneMap, Spot

# Mermaid reads `#60;` as the character of that number. Whatever could mean something to it is written so.
_SPECIAL = re.compile(r"[^\w .,'’“”…–—?]|_")
_SHAPES = {
    "": ('["', '"]'),
    "queue": ('[/"', '"/]'),
    "hunt": ('{{"', '"}}'),
    "registration": ('[("', '")]'),
    "encounter": ('(["', '"])'),
    "sorting": ('>"', '"]'),
    "ending": ('[["', '"]]'),
}
_CLASSES = (
    "classDef scene fill:#f6f4ee,stroke:#55606e,color:#1c2430",
    "classDef queue fill:#cfe3f5,stroke:#1f5c8f,color:#1c2430",
    "classDef hunt fill:#fbe3b5,stroke:#8a5a00,color:#1c2430",
    "classDef registration fill:#ded5f1,stroke:#5a3d99,color:#1c2430",
    "classDef encounter fill:#d0ebd8,stroke:#1f6b3a,color:#1c2430",
    "classDef sorting fill:#f7d4dc,stroke:#96304b,color:#1c2430",
    "classDef ending fill:#33415c,stroke:#1c2430,color:#ffffff",
    "classDef visit stroke-dasharray:6 4",
    "classDef problem stroke:#b3261e,stroke-width:4px",
)


def as_mermaid(drawn: SceneMap) -> str:
    """A flowchart. A map without scenes has only its title."""
    lines = ["---", f"title: {json.dumps(_entities(drawn.title))}", "---", "flowchart TD"]
    lines += [f"  {_spot(spot)}" for spot in drawn.spots]
    lines += [f"  {_link(link)}" for link in drawn.links]
    lines += [f"  {each}" for each in _CLASSES]
    for name, members in _members(drawn).items():
        lines.append(f"  class {','.join(members)} {name}")
    return "\n".join(lines) + "\n"


def _spot(spot: Spot) -> str:
    opened, closed = _SHAPES[spot.kind]
    words = [spot.name, *([f"({', '.join(spot.marks)})"] if spot.marks else [])]
    return f"{_name(spot.id)}{opened}{'<br/>'.join(map(_entities, words))}{closed}"


def _link(link: Link) -> str:
    arrow = {"go": "-->", "visit": "<-.->" if link.returns else "-.->", "back": "-.->"}[link.kind]
    return f"{_name(link.source)} {arrow} {_name(link.target)}"


def _members(drawn: SceneMap) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for spot in drawn.spots:
        members.setdefault(spot.kind or "scene", []).append(_name(spot.id))
        if spot.visited:
            members.setdefault("visit", []).append(_name(spot.id))
        if spot.problems:
            members.setdefault("problem", []).append(_name(spot.id))
    return members


def _name(scene: str) -> str:
    """A name that is no word of Mermaid's own, as `end` and `class` are."""
    return f"scene_{scene}"


def _entities(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)
