"""A line to type a nickname in."""

from textual.widgets import Input

from game.text.clean import clean_line

LONGEST = 40


class NameInput(Input):
    """What is typed or pasted is cleaned as it comes, so that the line can be drawn and kept."""

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(clean_line(value, limit=LONGEST), max_length=LONGEST, id=id, compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        self.cursor_blink = self.app.animation_level != "none"

    def validate_value(self, value: str) -> str:
        kept = clean_line(value, limit=LONGEST)
        return f"{kept} " if value.endswith(" ") and kept and len(kept) < LONGEST else kept

    @property
    def name_given(self) -> str:
        return self.value.strip()
