"""The map in the language of Graphviz: `dot -Tsvg` makes a picture of it."""

from game.graph.looks import INK, PROBLEM_COLOUR, look_of
from game.graph.scene_map import Link, SceneMap, Spot


def as_dot(drawn: SceneMap) -> str:
    lines = [
        "digraph story {",
        f"  graph [label={_quoted(drawn.title)}, labelloc=t, rankdir=TB, fontname=sans]",
        "  node [fontname=sans, fontsize=11]",
        '  edge [color="#55606e", fontname=sans]',
    ]
    lines += [f"  {_spot(spot)}" for spot in drawn.spots]
    lines += [f"  {_link(link)}" for link in drawn.links]
    return "\n".join([*lines, "}"]) + "\n"


def _spot(spot: Spot) -> str:
    look = look_of(spot.kind)
    words = [spot.name, *([f"({', '.join(spot.marks)})"] if spot.marks else [])]
    style = "filled,dashed" if spot.visited else "filled"
    problem = f', color="{PROBLEM_COLOUR}", penwidth=3' if spot.problems else ""
    tip = " ".join([spot.id, *(said for _, said in spot.problems)])
    return (
        f'{_quoted(spot.id)} [label={_quoted(*words)}, shape={look.dot}, style="{style}", fillcolor="{look.fill}", fontcolor="{INK}"'
        f"{problem}, tooltip={_quoted(tip)}]"
    )


def _link(link: Link) -> str:
    style = {"go": "", "visit": "style=dashed, dir=both, " if link.returns else "style=dashed, ", "back": "style=dashed, "}[link.kind]
    tip = _quoted(*link.labels) if link.labels else _quoted("back from the visit")
    return f"{_quoted(link.source)} -> {_quoted(link.target)} [{style}tooltip={tip}]"


def _quoted(*lines: str) -> str:
    """A string of Graphviz's, which reads backslashes and HTML's entities in it."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(escaped) + '"'
