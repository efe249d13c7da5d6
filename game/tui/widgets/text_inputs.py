"""Places to type in, where what is typed or pasted is cleaned as it comes, so that it can be drawn and kept."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static, TextArea
from textual.widgets.text_area import Edit, EditResult

from game.session.lesson_session import LONGEST
from game.text.clean import clean, clean_line
from game.tui.safe_text import plain

LONGEST_NAME = 40


class NameInput(Input):
    """A line for a name."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(clean_line(value, limit=LONGEST_NAME), max_length=LONGEST_NAME, id=id, compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"

    def validate_value(self, value: str) -> str:
        kept = clean_line(value, limit=LONGEST_NAME)
        return f"{kept} " if value.endswith(" ") and kept and len(kept) < LONGEST_NAME else kept

    @property
    def name_given(self) -> str:
        return self.value.strip()


class Tick(Static, can_focus=True):
    """Something to tick: whether it is ticked is told by a letter, not by a colour."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="tick.tick", tooltip="Tick it, or take the tick away"),
        Binding(
            "enter", "app.focus_next", "Go on", id="tick.next", tooltip="On to what is next", show=False
        ),  # who goes on in haste ticks nothing
    ]
    ticked: reactive[bool] = reactive(False)

    class Changed(Message):
        """It was ticked, or the tick was taken away."""

    def __init__(self, label: str, *, ticked: bool, name: str) -> None:
        super().__init__(name=name, markup=False)
        self._label = label
        self.set_reactive(Tick.ticked, ticked)

    def render(self) -> Content:
        return plain(f"[{'x' if self.ticked else ' '}] {self._label}")

    def action_tick(self) -> None:
        self.ticked = not self.ticked
        self.post_message(self.Changed())

    def on_click(self) -> None:
        self.action_tick()


class WritingArea(TextArea):
    """A few lines to write in. Tab goes on to what is next."""

    def __init__(self, text: str = "", *, name: str | None = None) -> None:
        super().__init__(clean(text), name=name, soft_wrap=True, tab_behavior="focus", compact=True, highlight_cursor_line=False)

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"
        self.move_cursor(self.document.end)

    def edit(self, edit: Edit) -> EditResult:
        room = LONGEST - len(self.text) + len(self.get_text_range(edit.from_location, edit.to_location))
        edit.text = clean(edit.text)[: max(0, room)]
        return super().edit(edit)
