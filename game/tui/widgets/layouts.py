"""How text is laid out: with a hanging indent, one above the other, and in a column of which one part gives way."""

from collections.abc import Sequence

from textual.containers import Container
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region, Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

SHRINKS = "shrinks"  # the class of the child that gives way, which scrolls
ROWS_TO_READ = 3  # which it keeps in any case


class HangingIndent(Visual):
    """`lead` is one line; `body` wraps beside it, with the lead before each of its lines where that `repeats`."""

    def __init__(self, lead: Content, body: Visual, *, repeats: bool = False) -> None:
        self.lead = lead
        self.body = body
        self.repeats = repeats

    def _width(self, width: int) -> int:
        return max(1, width - self.lead.cell_length)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self.lead.cell_length + self.body.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.body.get_height(rules, self._width(width))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        indent = self.lead.cell_length
        lead = self.lead.render_strips(indent, 1, style, options) if indent else [Strip([])]
        blank = lead[0] if self.repeats else Strip.blank(indent, style.rich_style)
        lines = self.body.render_strips(self._width(width), height, style, options)
        return [Strip.join([blank if number else lead[0], text]) for number, text in enumerate(lines)]


class Stack(Visual):
    """Visuals one above the other."""

    def __init__(self, visuals: Sequence[Visual]) -> None:
        self.visuals = tuple(visuals)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return max((visual.get_optimal_width(rules, container_width) for visual in self.visuals), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return sum(visual.get_height(rules, width) for visual in self.visuals)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return [strip for visual in self.visuals for strip in visual.render_strips(width, None, style, options)][:height]


class ShrinkingLayout(VerticalLayout):
    """From top to bottom, each as high as it needs; where that is too much, the child that gives way gets what is left."""

    name = "shrinking"

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
            if placement.widget.has_class(SHRINKS):
                less = max(0, min(over, height - ROWS_TO_READ))
                region = Region(x, y, width, height - less)
            arranged.append(placement._replace(region=region))
        return arranged


class ShrinkingColumn(Container):
    """A container with that layout."""

    @property
    def layout(self) -> Layout:
        return ShrinkingLayout()
