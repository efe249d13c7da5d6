"""The map: where the places of the story lie and the way that was come, drawn or in sentences."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.geography.map_drawing import BORDER_LOOKS, OUTSTANDING_LOOKS, SIGNS, WAY_LOOKS, MarkKind
from game.play.destinations import Destination
from game.play.looking_back.journey import charted, journey, outstanding, spots_of
from game.play.looking_back.map_in_sentences import map_in_sentences
from game.play.playthrough import Playthrough
from game.text.words import counted
from game.tui.key_names import digits, reading
from game.tui.safe_text import joined, line, plain, together
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.map_chart import Chart

GAP = "  "  # between two signs of the legend
STEP = 6  # a press of an arrow key moves the map by this part of its width or height
CLOSER = 1.5
MEANINGS: dict[MarkKind, str] = {"here": "you are here", "been": "been", "ahead": "not yet", "others": "for others"}
SHORTER: dict[MarkKind, str] = {"here": "you", "been": "been", "ahead": "not yet", "others": "others"}  # where there is little room


class MapScreen(Overlay[str]):
    """The drawing fills the screen; its words stand in its place when they are asked for. It is dismissed with the id of a choice
    that leads to another place, where one was taken on the map.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "close", "Close", id="map.close", tooltip="Back to the passage", show=False),
        Binding("w", "words", "In words", id="map.words", tooltip="The same in sentences, and back"),
        Binding("w", "drawing", "Drawn", id="map.drawing", tooltip="Back from the sentences to the drawing"),
        Binding("tab", "aim(1)", "Where to", id="map.next", tooltip="Point at the next place that a choice leads to"),
        Binding("shift+tab", "aim(-1)", "Place before", id="map.before", tooltip="Point at the place before", show=False),
        Binding("enter", "take", "Go there", id="map.take", tooltip="Make the choice that leads where you point"),
        *digits("aim_at", "Where to", "map.aim", "Point at where the choice with that number leads"),
        Binding("plus,equals_sign", "zoom(1)", "Closer", id="map.closer", tooltip="Look closer; the mouse wheel does too"),
        Binding("minus,underscore", "zoom(-1)", "Wider", id="map.wider", tooltip="See more of the land"),
        Binding("0,home", "whole", "Whole", id="map.whole", tooltip="See all places of the story"),
        Binding("left", "move(-1, 0)", "Move", id="map.west", tooltip="Move the map; the mouse can drag it", key_display="←↑↓→"),
        Binding("right", "move(1, 0)", "East", id="map.east", tooltip="Move the map towards that side", show=False),
        Binding("up", "move(0, -1)", "North", id="map.north", tooltip="Move the map towards that side", show=False),
        Binding("down", "move(0, 1)", "South", id="map.south", tooltip="Move the map towards that side", show=False),
        *reading("map", shown=""),
    ]

    def __init__(self, played: Playthrough, destinations: Sequence[Destination] = ()) -> None:
        """`destinations` are the choices that can be made here."""
        super().__init__()
        self._played = played
        self._destinations = tuple(destinations)
        self._aim: Destination | None = None
        self._in_words = False
        self._dragged = False

    def content(self) -> ComposeResult:
        travelled = len(journey(self._played)) > 1
        yield Static(line("Map: the way you came" if travelled else "Map: where you are"), classes="title")
        yield Chart(id="chart")
        with VerticalScroll(id="words"):
            for sentence in map_in_sentences(self._played, self._destinations):
                yield Static(plain(sentence), classes="told")
        yield Static(id="aim", markup=False)
        yield Static(classes="foot", markup=False)

    def on_mount(self) -> None:
        self._show_aim()
        self._show()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_legend)

    def _show_legend(self) -> None:
        """As much of it as there is room for in a line."""
        foot = self.query_one(".foot", Static)
        room = foot.content_size.width
        parts = self._legend(MEANINGS)
        if joined(GAP, parts).cell_length > room:
            parts = self._legend(SHORTER)
        while len(parts) > 1 and joined(GAP, parts).cell_length > room:
            parts.pop()
        foot.update(joined(GAP, parts))

    def _show_aim(self) -> None:
        """Point at a destination, and say which choice leads there."""
        aim, many = self._aim, len(self._destinations)
        places = [place.id for place in aim.places] if aim is not None else ()
        self._chart.show(charted(self._played, places), spots_of(self._played.program.story))
        said = self.query_one("#aim", Static)
        said.display = bool(many)
        if aim is not None:
            said.update(together(line(f"{aim.number}", "bold $accent"), plain("  "), line(f"{aim.label} → {aim.where}")))
        elif many:
            said.update(line(f"{counted(many, 'choice leads', 'choices lead')} to another place: Tab points at it", "$muted"))
        self.refresh_bindings()

    def _show(self) -> None:
        words = self.query_one("#words", VerticalScroll)
        words.display = self._in_words
        self._chart.display = self.query_one(".foot").display = not self._in_words
        if self._in_words:
            words.focus()
        else:
            self.set_focus(None)
        self.refresh_bindings()

    def _legend(self, meanings: Mapping[MarkKind, str]) -> list[Content]:
        """What the signs mean that are on the map."""
        stops = journey(self._played)
        marks = charted(self._played).marks
        signs = [
            *((SIGNS[kind], means, any(mark.kind == kind for mark in marks)) for kind, means in meanings.items()),
            (WAY_LOOKS, "your way", len(stops) > 1),
            (BORDER_LOOKS, "border", bool(stops)),
            (OUTSTANDING_LOOKS, "a border in your notebook", bool(outstanding(self._played))),
        ]
        shown = [together(line(sign, "bold"), plain(f" {means}")) for sign, means, there in signs if there]
        return shown or [plain("You haven't been anywhere yet that has a place on the map.")]

    def useful(self, action: str) -> bool:
        if action in ("aim(1)", "take"):
            return bool(self._destinations if action == "aim(1)" else self._aim)
        return not self._in_words or not action.startswith(("zoom", "whole", "move"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One key shows the sentences and the drawing, whichever isn't there."""
        if action in ("words", "drawing"):
            return (action == "drawing") == self._in_words
        return super().check_action(action, parameters)

    @property
    def _chart(self) -> Chart:
        return self.query_one(Chart)

    # ---- looking ----

    def action_words(self) -> None:
        self._in_words = True
        self._show()

    def action_drawing(self) -> None:
        self._in_words = False
        self._show()

    def action_move(self, east: int, south: int) -> None:
        sight = self._chart.sight
        self._chart.look(sight.moved(east * sight.columns / STEP, south * sight.rows / STEP, self._chart.within))

    def action_zoom(self, by: int) -> None:
        self._chart.zoom(CLOSER**by)

    def action_whole(self) -> None:
        self._chart.look(None)

    # ---- going somewhere ----

    def action_aim(self, by: int) -> None:
        """The next destination, and none after the last one."""
        aims = [None, *self._destinations]
        self._aim = aims[(aims.index(self._aim) + by) % len(aims)]
        self._show_aim()

    def action_aim_at(self, number: int) -> None:
        aim = next((each for each in self._destinations if each.number == number), None)
        if aim is not None:
            self._aim = aim
            self._show_aim()

    def action_take(self) -> None:
        if self._aim is not None:
            self.dismiss(self._aim.choice)

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
            chart.zoom(times, at)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._dragged = self._chart.display and self._chart.region.contains(event.screen_x, event.screen_y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged and event.button:
            self._chart.look(self._chart.sight.moved(-event.delta_x, -event.delta_y, self._chart.within))

    def on_mouse_up(self) -> None:
        self._dragged = False
