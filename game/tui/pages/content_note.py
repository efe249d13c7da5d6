"""What is said before the first start of a story."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from game.story.model import Role, Story
from game.story.prose import Prose, paragraphs
from game.tui.styles import Sheets, sheets
from game.tui.text_door import NOTHING, joined, line, prose
from game.tui.widgets.base_screen import Aside
from game.tui.widgets.column import GIVES_WAY, Page
from game.tui.widgets.keyline import KeyLine
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.nickname_input import NameInput


def notes_of(story: Story) -> Content:
    """The content note, and the note on what is invented."""
    return joined("\n\n", [_words(story.note), _words(story.imagined)])


def _words(text: Prose | None) -> Content:
    return prose(paragraphs(text.text)) if text is not None else NOTHING


class NoteScreen(Aside[str]):
    """Dismissed with the player's nickname when the game begins, else with None."""

    WRITES: ClassVar[bool] = True
    CSS_PATH: ClassVar[Sheets] = sheets("aside", "keyline", "menu", "naming", "note")
    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, story: Story, role: Role, nickname: str) -> None:
        super().__init__()
        self._story, self._role, self._nickname = story, role, nickname

    def compose(self) -> ComposeResult:
        with Page(classes="aside"):
            yield Static(joined(": ", [line(self._story.title, "bold"), line(self._role.title, "bold $accent")]), classes="title")
            with VerticalScroll(classes=f"aside-body {GIVES_WAY}", can_focus=False):
                yield Static(notes_of(self._story), id="notes")
            yield Static(line("A nickname tells games apart on a shared computer (optional; Tab goes there):", "$muted"), id="asked")
            yield NameInput(self._nickname)
            yield Menu([Row("begin", line("Begin")), Row("back", line("Not now"))])
        yield KeyLine()

    def chosen(self, row: Row) -> None:
        self.dismiss(self.query_one(NameInput).name_given if row.name == "begin" else None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(Menu).focus()
