"""Text with something at the left of its first line and blank below that, and texts one above the other."""

from collections.abc import Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Hanging(Visual):
    """`lead` is one line; `body` wraps beside it."""

    def __init__(self, lead: Content, body: Content) -> None:
        self.lead = lead
        self.body = body

    def _width(self, width: int) -> int:
        return max(1, width - self.lead.cell_length)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self.lead.cell_length + self.body.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.body.get_height(rules, self._width(width))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        indent = self.lead.cell_length
        lead = self.lead.render_strips(indent, 1, style, options) if indent else [Strip([])]
        blank = Strip.blank(indent, style.rich_style)
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
