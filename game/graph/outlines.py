"""The outline of each kind of scene on the page, as an SVG path around the origin. No two look alike."""

from collections.abc import Mapping

WIDTH, HEIGHT = 172, 62  # of the box that every outline fits, in pixels

_X, _Y = WIDTH // 2, HEIGHT // 2
_ROUND = 9

_PLAIN = (
    f"M{-_X + _ROUND} {-_Y}H{_X - _ROUND}Q{_X} {-_Y} {_X} {-_Y + _ROUND}V{_Y - _ROUND}Q{_X} {_Y} {_X - _ROUND} {_Y}"
    f"H{-_X + _ROUND}Q{-_X} {_Y} {-_X} {_Y - _ROUND}V{-_Y + _ROUND}Q{-_X} {-_Y} {-_X + _ROUND} {-_Y}Z"
)
OUTLINES: Mapping[str, str] = {
    "": _PLAIN,
    # A box that leans, as a line of cars does.
    "queue": f"M{-_X + 16} {-_Y}H{_X}L{_X - 16} {_Y}H{-_X}Z",
    "hunt": f"M{-_X + 18} {-_Y}H{_X - 18}L{_X} 0L{_X - 18} {_Y}H{-_X + 18}L{-_X} 0Z",
    # A form with a corner folded over.
    "registration": f"M{-_X} {-_Y}H{_X - 18}L{_X} {-_Y + 18}V{_Y}H{-_X}ZM{_X - 18} {-_Y}V{-_Y + 18}H{_X}",
    # A speech bubble.
    "encounter": f"M{-_X + 26} {-_Y}H{_X - 26}A26 {_Y - 4} 0 0 1 {_X - 26} {_Y - 8}H{-_X + 52}L{-_X + 34} {_Y}V{_Y - 8}H{-_X + 26}"
    f"A26 {_Y - 4} 0 0 1 {-_X + 26} {-_Y}Z",
    # A sheet with an edge torn at the left, as off a roll of paper.
    "sorting": f"M{-_X} {-_Y}H{_X}V{_Y}H{-_X}L{-_X + 14} {_Y // 3}L{-_X} 0L{-_X + 14} {-_Y // 3}Z",
    # A frame in a frame: nothing leads on.
    "ending": f"M{-_X} {-_Y}H{_X}V{_Y}H{-_X}ZM{-_X + 5} {-_Y + 5}H{_X - 5}V{_Y - 5}H{-_X + 5}Z",
}
START = f"M{-_X - 16} -9L{-_X - 2} 0L{-_X - 16} 9Z"
PROBLEM = f"M{_X - 4} {-_Y - 15}L{_X + 11} {-_Y + 11}H{_X - 19}Z"
