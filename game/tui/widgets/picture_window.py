"""The window above the text: the picture of the place, in the light of the hour."""

from functools import lru_cache

from rich.style import Style as RichStyle
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from game.pictures.drawing import lines_for, painted
from game.pictures.things import RGB
from game.play.scenery import Scenery
from game.tui.safe_text import strip
from game.tui.themes import TERMINAL


class PictureWindow(Widget):
    """As high as the terminal has room for: on arrival alone where that is little; `rolled_up` rows then. It is out of the way where
    there is no picture."""

    DEFAULT_CSS = "PictureWindow { width: 1fr; height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._scenery: Scenery | None = None
        self.rolled_up = 0
        self.display = False

    def show(self, scenery: Scenery | None) -> None:
        """Show this instead, or nothing."""
        if scenery != self._scenery:
            self._scenery = scenery
            self.display = scenery is not None
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (as Textual declares it)
        if self._scenery is None:
            return 0
        self.rolled_up = lines_for(self._scenery.picture, viewport.height, arrived=False)
        return lines_for(self._scenery.picture, viewport.height, arrived=self._scenery.arrived)

    def render_line(self, y: int) -> Strip:
        plain, width, seen = self.rich_style, self.size.width, self._scenery
        if seen is None or y >= self.size.height:
            return Strip.blank(width, plain)
        lines = painted(seen.picture, seen.light or "day", width, self.size.height, colours=self.app.theme != TERMINAL)
        if y >= len(lines):
            return Strip.blank(width, plain)
        return strip([(dab.text, _style(dab.ink, dab.ground) if dab.ink is not None else plain) for dab in lines[y]])


@lru_cache(maxsize=4_096)
def _style(ink: RGB, ground: RGB | None) -> RichStyle:
    return RichStyle(color=_hex(ink), bgcolor=_hex(ground) if ground is not None else None)


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
