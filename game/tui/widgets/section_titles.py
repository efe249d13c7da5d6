"""The titles of a page's sections on one line, of which one is read."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from game.tui.text_door import joined, line, plain


class Titles(Widget):
    """A click goes to a section. Where there isn't room for all titles, only that of the section that is read."""

    at: reactive[int] = reactive(0)  # the number of that section, from 0

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)

    def on_mount(self) -> None:
        self.auto_links = False  # titles that can be clicked, but no links

    def render(self) -> Content:
        shown = plain("  ").join([self._drawn(number) for number in range(len(self._titles))])
        if shown.cell_length <= self.size.width:
            return shown
        return joined("   ", [self._drawn(self.at), line(f"{self.at + 1} of {len(self._titles)}", "$muted")])

    def _drawn(self, number: int) -> Content:
        here = number == self.at
        drawn = line(f"{'▸' if here else ' '}{self._titles[number]}", "bold $accent" if here else "$muted")
        return drawn.stylize(Style.from_meta({"@click": ("screen.go", (number,))}))
