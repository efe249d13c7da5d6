"""What pages of a game in a browser are made of: the stylesheet that all of them share, and tags whose words are escaped."""

from functools import cache
from importlib.resources import files


@cache
def stylesheet() -> str:
    """The text of `style.css`; what its classes mean stands at its top."""
    return files("game.web").joinpath("style.css").read_text("utf-8")
