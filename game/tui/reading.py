"""The passage: parts that are read top to bottom, and that scroll where the room is short."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

from game.tui.text import NOTHING

PartLook = Literal["title", "result", "news", "text", "speech", "skipped", "note", "ending", "recalls"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is read; `look` sets it apart from the others."""

    look: PartLook
    content: Content


class Shown(Static):
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


class Reading(VerticalScroll, can_focus=False):
    """The parts, in widgets that stay from one passage to the next: changing them is quicker than making new ones."""

    class Moved(Message):
        """What can be seen of the passage has changed."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)

    def show(self, parts: Sequence[Part]) -> None:
        """Show these parts instead, from their top."""
        there = list(self.query_children(Shown))
        for shown, part in zip(there, parts, strict=False):
            shown.show(part)
        for shown in there[len(parts) :]:
            shown.display = False
            shown.update(NOTHING)
        if len(parts) > len(there):
            self.mount(*(Shown(part) for part in parts[len(there) :]))
        self.scroll_home(animate=False, force=True)

    @property
    def more_below(self) -> bool:
        return self.scroll_target_y < self.max_scroll_y

    @property
    def overflows(self) -> bool:
        return self.max_scroll_y > 0

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())

    def watch_virtual_size(self, _size: Size) -> None:
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        self.post_message(self.Moved())
