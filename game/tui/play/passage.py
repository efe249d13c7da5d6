"""The passage: parts that are read top to bottom, and that scroll where the room is short."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from game.tui.safe_text import NOTHING, plain

PartLook = Literal["title", "result", "news", "text", "speech", "note", "ending", "recalls", "ledger"]


class Part(Struct, frozen=True):
    """A part of what is read; `look` sets it apart from the others."""

    look: PartLook
    content: Content


class PartView(Static):
    """One part on the screen."""

    def __init__(self, part: Part) -> None:
        super().__init__(part.content, classes=f"part -{part.look}", markup=False)
        self.part = part
        self.auto_links = False  # facts, terms and reasons have looks of their own

    def show(self, part: Part) -> None:
        if part.look != self.part.look:
            self.remove_class(f"-{self.part.look}")
            self.add_class(f"-{part.look}")
        self.part = part
        self.display = True
        self.update(part.content)


class MoreLine(Widget):
    """The line below the passage: whether there is more to read. A click reads on."""

    below: reactive[bool] = reactive(False)
    above: reactive[bool] = reactive(False)
    key: reactive[str] = reactive("Space")  # the one that reads on

    def render(self) -> Content:
        if self.below:
            return plain(f"▼ more: {self.key}").stylize(Style.from_meta({"@click": "screen.read(1)"}))
        if self.above:
            return plain("▲ above: PageUp").stylize(Style.from_meta({"@click": "screen.read(-1)"}))
        return NOTHING

    def on_mount(self) -> None:
        self.auto_links = False  # it can be clicked, but is no link


class PassageView(VerticalScroll, can_focus=True):
    """The parts, in widgets that stay from one passage to the next: changing them is quicker than making new ones."""

    FOCUS_ON_CLICK = False  # the arrows stay with the choices; Tab comes here, from link to link

    def __init__(self, more: MoreLine, *, id: str | None = None, classes: str | None = None) -> None:
        """`more` is told at once what can be seen of the passage, so that both are drawn in one frame."""
        super().__init__(id=id, classes=classes)
        self._more = more

    def show(self, parts: Sequence[Part], *, anew: bool = True) -> None:
        """Show these parts instead, from their top; without `anew` from where the player has read to."""
        there = list(self.query_children(PartView))
        for shown, part in zip(there, parts, strict=False):
            shown.show(part)
        for shown in there[len(parts) :]:
            shown.display = False
            shown.update(NOTHING)
        if len(parts) > len(there):
            self.mount(*(PartView(part) for part in parts[len(there) :]))
        if anew:
            self.scroll_home(animate=False, force=True)

    def show_link(self, number: int) -> None:
        """Scroll to the link that opens card `number`."""
        for shown in self.query_children(PartView):
            for y in range(shown.size.height if shown.display else 0):
                opened = [segment.style.meta.get("@click") for segment in shown.render_line(y) if segment.style]
                if ("screen.card", (number,)) in opened:
                    self.scroll_to_region(Region(0, shown.virtual_region.y + y, 1, 1), animate=False)
                    return

    def _tell(self) -> None:
        hidden = self.virtual_size.height - self.size.height  # not `max_scroll_y`, which is behind while the layout is being done
        self._more.below = self.scroll_target_y < hidden
        self._more.above = hidden > 0

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def watch_virtual_size(self) -> None:
        self._tell()

    def on_resize(self) -> None:
        self._tell()
