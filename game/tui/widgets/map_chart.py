"""The map as a widget: its dots and names in the theme's colours."""

from collections.abc import Sequence
from typing import ClassVar

from textual.strip import Strip
from textual.widget import Widget

from game.geography.atlas import Atlas, Box, GeoPoint, atlas_of
from game.geography.map_drawing import LAYERS, Charted, Run, drawn
from game.geography.sight import Sight, fitting
from game.tui.safe_text import strip

BEYOND = 10.0  # degrees that one can look past the outermost place or the map's edge


class Chart(Widget):
    """Drawn when what is shown or the size changes. Without `named` only where the player is has a name."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{layer}" for layer in LAYERS if layer}

    def __init__(self, *, named: bool = True, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._named = named
        self._atlas: Atlas = atlas_of(())
        self._charted = Charted()
        self._spots: tuple[GeoPoint, ...] = ()
        self._sight: Sight | None = None  # what is looked at, once that isn't everything
        self._rows: list[list[Run]] | None = None  # None: to be drawn anew

    def show(self, charted: Charted, spots: Sequence[GeoPoint]) -> None:
        """`spots` are what is to be seen before anybody zooms; where there are none, the whole map is."""
        self._charted = charted
        self._atlas = atlas_of(spots)
        box = self._atlas.box
        self._spots = tuple(spots) or (GeoPoint(box.south, box.west), GeoPoint(box.north, box.east))
        self._anew()

    @property
    def sight(self) -> Sight:
        columns, rows = max(1, self.size.width), max(1, self.size.height)
        if self._sight is None:
            return fitting(self._spots, columns, rows)
        return self._sight.sized(columns, rows)

    def zoom(self, times: float, at: tuple[int, int] | None = None) -> None:
        """Look closer, at what lies in the cell `at` or where the player is. From too far away nothing could be told apart."""
        sight, box = self.sight, self._atlas.box
        corners = (GeoPoint(box.south, box.west), GeoPoint(box.north, box.east))
        farthest = min(fitting(spots, sight.columns, sight.rows).scale for spots in (self._spots, corners))
        here = next((mark.spot for mark in self._charted.marks if mark.kind == "here" and sight.box.holds(mark.spot)), None)
        if at is None and here is not None:
            zoomed = sight.zoomed(times, self.within, sight.cell(here), farthest=farthest).holding(here, self.within)
        else:
            zoomed = sight.zoomed(times, self.within, at, farthest=farthest)
        self.look(zoomed)

    def look(self, sight: Sight | None) -> None:
        """Look at this; without a sight, at everything."""
        self._sight = sight
        self._anew()

    @property
    def within(self) -> Box:
        """What the middle of the sight may be moved to: the map with all its places, and a little beyond."""
        box = self._atlas.box
        norths, easts = [spot.lat for spot in self._spots], [spot.lon for spot in self._spots]
        west, south = min(box.west, *easts) - BEYOND, min(box.south, *norths) - BEYOND
        return Box(west, south, max(box.east, *easts) + BEYOND, max(box.north, *norths) + BEYOND)

    def on_resize(self) -> None:
        self._anew()

    def _anew(self) -> None:
        self._rows = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if self._rows is None:
            self._rows = drawn(self._atlas, self.sight, self._charted, named=self._named) if self._spots else []
        return self.styled(self._rows[y] if y < len(self._rows) else [])

    def styled(self, runs: Sequence[Run]) -> Strip:
        """A row in the theme's colours."""
        plain = self.rich_style
        return strip([(text, self.get_component_rich_style(f"chart--{layer}") if layer else plain) for text, layer in runs])
