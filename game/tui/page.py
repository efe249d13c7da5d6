"""The column that is read: the passage, and below it what can be chosen."""

from textual.containers import Container
from textual.geometry import Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

ROWS_TO_READ = 3  # the passage keeps at least these, whatever stands below it


class PageLayout(VerticalLayout):
    """From top to bottom, each as high as it needs; where that is too much for the room, the first gives way."""

    name = "page"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        placements = super().arrange(parent, children, size, greedy)
        if not placements or not size.height:
            return placements
        over = max(placement.region.bottom + placement.margin.bottom for placement in placements) - size.height
        first = placements[0]
        less = min(over, first.region.height - ROWS_TO_READ)
        if less <= 0:
            return placements
        x, y, width, height = first.region
        return [
            first._replace(region=type(first.region)(x, y, width, height - less)),
            *(placement._replace(region=placement.region.translate((0, -less))) for placement in placements[1:]),
        ]


class Page(Container):
    """A container with that layout."""

    @property
    def layout(self) -> Layout:
        return PageLayout()
