"""A column in which the text gives way where the room is short, and what stands above and below it doesn't."""

from textual.containers import Container
from textual.geometry import Region, Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

GIVES_WAY = "gives-way"  # the class of the child that scrolls
ROWS_TO_READ = 3  # it keeps at least these


class PageLayout(VerticalLayout):
    """From top to bottom, each as high as it needs; where that is too much, the child that gives way gets what is left."""

    name = "page"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        placements = super().arrange(parent, children, size, greedy)
        if not placements or not size.height:
            return placements
        over = max(placement.region.bottom + placement.margin.bottom for placement in placements) - size.height
        arranged = []
        less = 0
        for placement in placements:
            x, y, width, height = placement.region
            region = Region(x, y - less, width, height)
            if placement.widget.has_class(GIVES_WAY):
                less = max(0, min(over, height - ROWS_TO_READ))
                region = Region(x, y, width, height - less)
            arranged.append(placement._replace(region=region))
        return arranged


class Page(Container):
    """A container with that layout."""

    @property
    def layout(self) -> Layout:
        return PageLayout()
