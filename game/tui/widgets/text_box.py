"""A few lines to write in."""

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from game.session.lesson_session import LONGEST
from game.text.clean import clean


class WritingArea(TextArea):
    """What is typed or pasted is cleaned as it comes, so that it can be drawn and kept. Tab goes on to what is next."""

    def __init__(self, text: str = "", *, name: str | None = None) -> None:
        super().__init__(clean(text), name=name, soft_wrap=True, tab_behavior="focus", compact=True, highlight_cursor_line=False)

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"
        self.move_cursor(self.document.end)

    def edit(self, edit: Edit) -> EditResult:
        room = LONGEST - len(self.text) + len(self.get_text_range(edit.from_location, edit.to_location))
        edit.text = clean(edit.text)[: max(0, room)]
        return super().edit(edit)
