"""The map: where the places of the story lie and the way that was come, drawn or in sentences."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.geography.atlas import atlas
from game.geography.map_drawing import BEEN, HERE, OUTSTANDING_LOOKS, WAY_LOOKS
from game.play.looking_back.journey import charted, journey, outstanding, spots_of
from game.play.looking_back.map_in_sentences import map_in_sentences, off_the_map
from game.play.playthrough import Playthrough
from game.tui.key_names import reading
from game.tui.safe_text import joined, line, plain, together
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.map_chart import Chart

STEP = 6  # a press of an arrow key moves the map by this part of its width or height
CLOSER = 1.5


class MapScreen(Overlay[None]):
    """The drawing fills the screen; its words stand in its place when they are asked for."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "close", "Close", id="map.close", tooltip="Back to the passage", show=False),
        Binding("w", "words", "In words", id="map.words", tooltip="The same in sentences, and back"),
        Binding("tab", "words", "In words", id="map.words", tooltip="The same in sentences, and back", show=False),
        Binding("plus,equals_sign", "zoom(1)", "Closer", id="map.closer", tooltip="Look closer; the mouse wheel does too"),
        Binding("minus,underscore", "zoom(-1)", "Wider", id="map.wider", tooltip="See more of the land"),
        Binding("0,home", "whole", "Whole", id="map.whole", tooltip="See all places of the story"),
        Binding("left", "move(-1, 0)", "Move", id="map.west", tooltip="Move the map; the mouse can drag it", key_display="←↑↓→"),
        Binding("right", "move(1, 0)", "East", id="map.east", tooltip="Move the map towards that side", show=False),
        Binding("up", "move(0, -1)", "North", id="map.north", tooltip="Move the map towards that side", show=False),
        Binding("down", "move(0, 1)", "South", id="map.south", tooltip="Move the map towards that side", show=False),
        *reading("map", shown=""),
    ]

    def __init__(self, played: Playthrough) -> None:
        super().__init__()
        self._played = played
        self._in_words = False
        self._dragged = False

    def content(self) -> ComposeResult:
        travelled = len(journey(self._played)) > 1
        yield Static(line("Map: the way you came" if travelled else "Map: where you are"), classes="title")
        yield Chart(id="chart")
        with VerticalScroll(id="words"):
            for sentence in map_in_sentences(self._played):
                yield Static(plain(sentence), classes="told")
        yield Static(self._legend(), classes="foot")

    def on_mount(self) -> None:
        self._chart.show(charted(self._played), spots_of(self._played.program.story))
        self._show()

    def _show(self) -> None:
        words = self.query_one("#words", VerticalScroll)
        words.display = self._in_words
        self._chart.display = self.query_one(".foot").display = not self._in_words
        if self._in_words:
            words.focus()
        else:
            self.set_focus(None)
        self.refresh_bindings()

    def _legend(self) -> Content:
        """What the signs mean that are on the map."""
        stops = journey(self._played)
        signs = [
            (HERE, "you are here", bool(stops)),
            (BEEN, "been", len({stop.place.id for stop in stops}) > 1),
            (WAY_LOOKS, "your way", len(stops) > 1),
            (OUTSTANDING_LOOKS, "a border in your notebook", bool(outstanding(self._played))),
        ]
        shown = [together(line(sign, "bold"), plain(f" {means}")) for sign, means, there in signs if there]
        if off_the_map(atlas(), stops):
            shown.append(plain("no lines are drawn so far from Central Asia"))
        return joined("   ", shown or [plain("You haven't been anywhere yet that has a place on the map.")])

    def useful(self, action: str) -> bool:
        return not self._in_words or not action.startswith(("zoom", "whole", "move"))

    @property
    def _chart(self) -> Chart:
        return self.query_one(Chart)

    # ---- looking ----

    def action_words(self) -> None:
        self._in_words = not self._in_words
        self._show()

    def action_move(self, east: int, south: int) -> None:
        sight = self._chart.sight
        self._chart.look(sight.moved(east * sight.columns / STEP, south * sight.rows / STEP, self._chart.within))

    def action_zoom(self, by: int) -> None:
        self._chart.look(self._chart.sight.zoomed(CLOSER**by, self._chart.within))

    def action_whole(self) -> None:
        self._chart.look(None)

    # ---- the mouse ----

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._zoom_at(event, CLOSER)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._zoom_at(event, 1 / CLOSER)

    def _zoom_at(self, event: events.MouseEvent, times: float) -> None:
        """What is under the pointer stays there."""
        chart = self._chart
        if chart.display and chart.region.contains(event.screen_x, event.screen_y):
            at = event.screen_x - chart.region.x, event.screen_y - chart.region.y
            chart.look(chart.sight.zoomed(times, chart.within, at))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._dragged = self._chart.display and self._chart.region.contains(event.screen_x, event.screen_y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged and event.button:
            self._chart.look(self._chart.sight.moved(-event.delta_x, -event.delta_y, self._chart.within))

    def on_mouse_up(self) -> None:
        self._dragged = False
