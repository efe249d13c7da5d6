"""How each kind of scene looks, whatever a map is drawn with: its colours, and its shape for Mermaid, for Graphviz and as
an SVG path around the origin. No two look alike."""

from collections.abc import Mapping

from msgspec import Struct

WIDTH, HEIGHT = 172, 62  # of the box that every outline fits, in pixels

_X, _Y = WIDTH // 2, HEIGHT // 2
_ROUND = 9
INK = "#1c2430"  # of the words


class Look(Struct, frozen=True):
    """`fill` and `stroke` are colours. `mermaid` opens and closes a node's text, `dot` is a shape of Graphviz, `outline` the data
    of an SVG path."""

    fill: str
    stroke: str
    mermaid: tuple[str, str]
    dot: str
    outline: str


LOOKS: Mapping[str, Look] = {
    "": Look(
        "#f6f4ee",
        "#55606e",
        ('["', '"]'),
        "box",
        f"M{-_X + _ROUND} {-_Y}H{_X - _ROUND}Q{_X} {-_Y} {_X} {-_Y + _ROUND}V{_Y - _ROUND}Q{_X} {_Y} {_X - _ROUND} {_Y}"
        f"H{-_X + _ROUND}Q{-_X} {_Y} {-_X} {_Y - _ROUND}V{-_Y + _ROUND}Q{-_X} {-_Y} {-_X + _ROUND} {-_Y}Z",
    ),
    # A box that leans, as a line of cars does.
    "queue": Look("#cfe3f5", "#1f5c8f", ('[/"', '"/]'), "parallelogram", f"M{-_X + 16} {-_Y}H{_X}L{_X - 16} {_Y}H{-_X}Z"),
    "hunt": Look("#fbe3b5", "#8a5a00", ('{{"', '"}}'), "hexagon", f"M{-_X + 18} {-_Y}H{_X - 18}L{_X} 0L{_X - 18} {_Y}H{-_X + 18}L{-_X} 0Z"),
    # A form with a corner folded over.
    "registration": Look(
        "#ded5f1", "#5a3d99", ('[("', '")]'), "note", f"M{-_X} {-_Y}H{_X - 18}L{_X} {-_Y + 18}V{_Y}H{-_X}ZM{_X - 18} {-_Y}V{-_Y + 18}H{_X}"
    ),
    # A speech bubble.
    "encounter": Look(
        "#d0ebd8",
        "#1f6b3a",
        ('(["', '"])'),
        "ellipse",
        f"M{-_X + 26} {-_Y}H{_X - 26}A26 {_Y - 4} 0 0 1 {_X - 26} {_Y - 8}H{-_X + 52}L{-_X + 34} {_Y}V{_Y - 8}H{-_X + 26}"
        f"A26 {_Y - 4} 0 0 1 {-_X + 26} {-_Y}Z",
    ),
    # A sheet with an edge torn at the left, as off a roll of paper.
    "sorting": Look(
        "#f7d4dc", "#96304b", ('>"', '"]'), "tab", f"M{-_X} {-_Y}H{_X}V{_Y}H{-_X}L{-_X + 14} {_Y // 3}L{-_X} 0L{-_X + 14} {-_Y // 3}Z"
    ),
    # A frame in a frame: nothing leads on.
    "ending": Look(
        "#b9c3d8", INK, ('[["', '"]]'), "doubleoctagon", f"M{-_X} {-_Y}H{_X}V{_Y}H{-_X}ZM{-_X + 5} {-_Y + 5}H{_X - 5}V{_Y - 5}H{-_X + 5}Z"
    ),
}
_ANY_OTHER = Look("#e3e0d4", "#6b6340", ('[/"', '"\\]'), "trapezium", f"M{-_X + 18} {-_Y}H{_X - 18}L{_X} {_Y}H{-_X}Z")

START = f"M{-_X - 16} -9L{-_X - 2} 0L{-_X - 16} 9Z"
PROBLEM = f"M{_X - 4} {-_Y - 15}L{_X + 11} {-_Y + 11}H{_X - 19}Z"
PROBLEM_COLOUR = "#b3261e"


def look_of(kind: str) -> Look:
    return LOOKS.get(kind, _ANY_OTHER)
