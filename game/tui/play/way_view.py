"""A change of place, which draws itself on the map before the page of the arrival is read."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from game.geography.atlas import atlas_of
from game.geography.map_drawing import Run
from game.geography.sight import fitting
from game.geography.way_drawing import WayDrawing
from game.play.looking_back.journey import LONGEST_NAME, Leg, charted
from game.play.looking_back.map_in_sentences import leg_in_words
from game.play.playthrough import Playthrough
from game.text.cells import cells
from game.text.clean import clean_line
from game.tui.widgets.map_chart import Chart
from game.tui.widgets.top_line import TopLine

RATE = 30  # frames in a second
AROUND = 0.5  # of the scale at which the stretch would fill the map: so much of what lies around is seen
MINUTES = 10  # by which the clock runs


class WayView(Chart, can_focus=True):
    """It lies over the page, and every key ends it: what the key is for is done then, but nothing is chosen that wasn't seen."""

    DEFAULT_CSS = "WayView { layer: way; width: 100%; height: 100%; background: $background; }"
    FOCUS_ON_CLICK: ClassVar[bool] = False

    def __init__(self, played: Playthrough, leg: Leg, lasts: float, arrived: Callable[[], None]) -> None:
        super().__init__()
        self._leg, self._lasts, self._arrived = leg, lasts, arrived
        self._map = charted(played)
        self._began = monotonic()
        self._share = 0.0
        self._drawing: WayDrawing | None = None
        self._drawn_for = Size(0, 0)
        self._strips: dict[int, Strip] = {}
        self._over = False

    def on_mount(self) -> None:
        self.set_interval(1 / RATE, self._next)

    def on_resize(self) -> None:
        if self._drawn_for != self.size:
            self._drawing = None
            self._strips.clear()

    def _next(self) -> None:
        if self._over:
            return
        self._share = min(1.0, (monotonic() - self._began) / self._lasts)
        if self._share >= 1:
            self.end()
        elif self._drawing is not None:
            touched = self._drawing.touched
            for y in touched:
                self._strips.pop(y, None)
            self.refresh(Region(0, touched.start, self.size.width, len(touched)))
            self._run_clock()

    def _run_clock(self) -> None:
        start, end = self._leg.start.left, self._leg.end.came
        if start is not None and end is not None:
            passed = (end - start) * self._share
            for strip in self.screen.query(TopLine):  # gone where the app is just being left
                strip.moment = start + timedelta(minutes=passed.total_seconds() // 60 // MINUTES * MINUTES)

    def end(self) -> None:
        """Be there."""
        if not self._over:
            self._over = True
            self._arrived()
            self.remove()

    def on_key(self, event: events.Key) -> None:  # noqa: ARG002 (any key)
        self.end()  # it goes on to where it would have gone

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.end()

    def render_line(self, y: int) -> Strip:
        width, rows = self.size.width, self.size.height - 1
        if y not in self._strips:
            if self._drawing is None:
                self._drawn_for = self.size
                spots = [self._leg.start.spot, self._leg.end.spot]
                near = fitting(spots, width, rows)
                lines = atlas_of(spots)
                self._drawing = WayDrawing(lines, near.zoomed(AROUND, lines.box), self._map)
            runs: list[Run] = self._drawing.row(y, self._share) if y < rows else [(self._caption(width), "been")]
            self._strips[y] = self.styled(runs)
        return self._strips[y]

    def _caption(self, width: int) -> str:
        start, end = (clean_line(stop.place.name, limit=LONGEST_NAME) for stop in (self._leg.start, self._leg.end))
        way = f"{start} → {end}"
        full = f"{way}: {leg_in_words(self._leg)}"
        said = next((each for each in (f"{full}  (any key goes on)", full) if cells(each) <= width), way)
        return " " * max(0, (width - cells(said)) // 2) + said
