"""What is wrong with a story's files, as its author reads it in the app."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from game.problems import Place, Problem
from game.problems.show import excerpt, severity
from game.text.cells import cells
from game.tui.safe_text import line, plain, together
from game.tui.widgets.layouts import HangingIndent

MOST = 20  # problems; whoever has more mends the first of them first
LONGEST = 1_000  # characters of a sentence


class Excerpt(Visual):
    """An author's line and carets below what is wrong in it, cut to the width there is."""

    def __init__(self, place: Place, label: str) -> None:
        self._place = place
        self._label = label
        self._number = f"{place.line} "

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 (Visual's own signature)
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return len(self._lines(width))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return [strip for each in self._lines(width)[:height] for strip in each.render_strips(width, 1, style, options)]

    def _lines(self, width: int) -> list[Content]:
        margin = len(self._number)
        before, wrong, after = excerpt(self._place, max(8, width - margin - 2))
        carets = plain(" " * (margin + 2 + cells(before)) + "^" * max(1, cells(wrong)), "bold $news")
        label = line(self._label, "bold", limit=LONGEST)
        lines = [
            together(plain(f"{self._number}│ ", "$muted"), plain(before), plain(wrong, "bold $news"), plain(after)),
            together(carets, plain(" "), label) if carets.cell_length + 1 + label.cell_length <= width else carets,
        ]
        if label and carets.cell_length + 1 + label.cell_length > width:
            lines += label.pad_left(margin + 2).wrap(width) if label.cell_length + margin + 2 <= width else label.wrap(width)
        return lines


def problems_shown(problems: Sequence[Problem]) -> list[Visual]:
    """The problems in the order of their places, a blank line between two."""
    ordered = sorted(problems, key=lambda problem: (severity(problem) != "error", problem.order))
    told: list[Visual] = []
    for problem in ordered[:MOST]:
        told += [*_told(problem), plain(" ")]
    if len(ordered) > MOST:
        told.append(plain(f"… and {len(ordered) - MOST:,} more: `neighbours check` tells all of them.", "$muted"))
    return told


def _told(problem: Problem) -> Iterator[Visual]:
    place = problem.place
    yield together(plain(f"{severity(problem)}: ", "bold $news"), line(problem.message, "bold", limit=LONGEST))
    spot = f"{place.path}:{place.line}:{place.column}" if place.text or place.line > 1 else place.path
    yield line(spot, "$muted", limit=LONGEST)
    if place.text.strip():
        yield Excerpt(place, problem.label)
    elif problem.label:
        yield line(problem.label, limit=LONGEST)
    if problem.help:
        yield HangingIndent(plain("help: ", "bold"), line(problem.help, limit=LONGEST))
