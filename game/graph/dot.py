"""The map in the language of Graphviz: `dot -Tsvg` makes a picture of it."""

from game.graph.looks import INK, PROBLEM_COLOUR, look_of
from game.graph.scene_map import MapLink, SceneBox, SceneMap


def as_dot(drawn: SceneMap) -> str:
    lines = [
        "digraph story {",
        f"  graph [label={_quoted(drawn.title)}, labelloc=t, rankdir=TB, fontname=sans]",
        "  node [fontname=sans, fontsize=11]",
        '  edge [color="#55606e", fontname=sans]',
    ]
    lines += [f"  {_box(box)}" for box in drawn.boxes]
    lines += [f"  {_link(link)}" for link in drawn.links]
    return "\n".join([*lines, "}"]) + "\n"


def _box(box: SceneBox) -> str:
    look = look_of(box.kind)
    style = "filled,dashed" if box.visited else "filled"
    problem = f', color="{PROBLEM_COLOUR}", penwidth=3' if box.problems else ""
    tip = " ".join([box.id, *(said for _, said in box.problems)])
    return (
        f'{_quoted(box.id)} [label={_quoted(*box.lines)}, shape={look.dot}, style="{style}", fillcolor="{look.fill}", fontcolor="{INK}"'
        f"{problem}, tooltip={_quoted(tip)}]"
    )


def _link(link: MapLink) -> str:
    style = {"go": "", "visit": "style=dashed, dir=both, " if link.returns else "style=dashed, ", "back": "style=dashed, "}[link.kind]
    tip = _quoted(*link.labels) if link.labels else _quoted("back from the visit")
    return f"{_quoted(link.source)} -> {_quoted(link.target)} [{style}tooltip={tip}]"


def _quoted(*lines: str) -> str:
    """A string of Graphviz's, which reads backslashes and HTML's entities in it."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(escaped) + '"'
