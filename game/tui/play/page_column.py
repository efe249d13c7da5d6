"""The page in the middle of the play: what is read, and below its last line what can be chosen."""

from textual import events
from textual.containers import Container
from textual.geometry import Region, Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.message import Message
from textual.widget import Widget

from game.pictures.drawing import LEAST
from game.tui.play.passage import PassageView
from game.tui.widgets.base_screen import Notice
from game.tui.widgets.layouts import ROWS_TO_READ
from game.tui.widgets.menu import Menu
from game.tui.widgets.picture_window import PictureWindow

WHEEL_RESTS = 0.25  # seconds in which a wheel that runs on turns no other page


class PageLayout(VerticalLayout):
    """From top to bottom: what stands above the passage, a page of it, the line that says whether there is more, the choices.

    The choices have their place on the last page and are out of sight on the others. A sentence to the player moves none of them:
    it stands below them, or covers the last lines of the page that was read.
    """

    name = "page"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        placements = super().arrange(parent, children, size, greedy)
        heights = {placement.widget: placement.region.height + placement.margin.bottom for placement in placements}
        reading = next((widget for widget in heights if isinstance(widget, PassageView)), None)
        if reading is None or not size.height:
            return placements
        giving_way = (PassageView, Menu, Notice)
        room = size.height - sum(height for widget, height in heights.items() if not isinstance(widget, giving_way))
        wanted = sum(height for widget, height in heights.items() if isinstance(widget, Menu))
        first = room
        picture = next((widget for widget in heights if isinstance(widget, PictureWindow)), None)
        if picture is not None:
            missing, drawn = heights[reading] + wanted - room, heights[picture] - picture.styles.margin.bottom
            if 0 < missing <= drawn - LEAST:  # it gives up as many rows as the text and the choices need to be on one page
                heights[picture] -= missing
                first = room = room + missing
            elif missing > 0 and reading.grows:  # where more and more is to be read, it goes
                gained = max(0, drawn - picture.rolled_up)
                heights[picture] -= gained
                first = room = room + gained
            else:  # it goes from the pages that follow
                room += max(0, drawn - picture.rolled_up)
        offered = min(wanted, max(room - ROWS_TO_READ, 2 * room // 3))
        told = sum(height for widget, height in heights.items() if isinstance(widget, Notice))
        reading.paginate(size.width, first, room, room - offered)
        if picture is not None and reading.number:
            heights[picture] -= room - first
        elif not reading.number:
            room = first
        spare = room - reading.page.height - (offered if reading.read else 0)
        hidden = min(told, reading.page.height) if told > spare else 0
        heights[reading] = reading.page.height - hidden
        arranged = []
        y = 0
        for placement in placements:
            x, _, width, height = placement.region
            if isinstance(placement.widget, Notice):
                region = Region(x, y if hidden else size.height - spare, width, hidden or height)
                y += hidden
            elif isinstance(placement.widget, Menu):
                region = Region(x, y if reading.read else size.height, width, offered)
            else:
                region = Region(x, y, width, heights[placement.widget] - placement.margin.bottom)
                y += heights[placement.widget]
            arranged.append(placement._replace(region=region))
        return arranged


class PageColumn(Container):
    """A container with that layout. A click on what can be read turns the page, and so does the wheel."""

    class TurnPage(Message):
        """The reader wants the next page, or with -1 the one before."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._wheel = 0.0  # when it last turned a page

    @property
    def layout(self) -> Layout:
        return PageLayout()

    def on_click(self, event: events.Click) -> None:
        if event.chain == 1 and "@click" not in event.style.meta and not self.screen.selections:
            self.post_message(self.TurnPage(1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._roll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._roll(event, -1)

    def _roll(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        if event.time - self._wheel > WHEEL_RESTS:
            self._wheel = event.time
            self.post_message(self.TurnPage(by))
