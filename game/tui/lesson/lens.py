"""The word lens: one paragraph, and different words for the same people."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from game.story.lesson_model import Lens
from game.story.prose import paragraphs
from game.tui.styles import Sheets, sheets
from game.tui.text_door import NOTHING, line, plain, prose
from game.tui.widgets.base_screen import Aside
from game.tui.widgets.column import GIVES_WAY, Page
from game.tui.widgets.keyline import KeyLine
from game.tui.widgets.menu import Menu, Row


class LensScreen(Aside[None]):
    """The paragraph changes with the word that is stood on."""

    CSS_PATH: ClassVar[Sheets] = sheets("aside", "keyline", "menu", "lens")
    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, lens: Lens) -> None:
        super().__init__()
        self._lens = lens

    def compose(self) -> ComposeResult:
        with Page(classes="aside"):
            yield Static(line("The word lens"), classes="title")
            yield Static(id="paragraph", markup=False)
            yield Static(id="says", markup=False)
            yield Menu(
                [Row(str(number), line(each.word)) for number, each in enumerate(self._lens.words)], numbered=False, classes=GIVES_WAY
            )
            yield Static(plain("\n".join(self._lens.prompts)), classes="foot")
        yield KeyLine()

    def on_menu_stood_on(self, event: Menu.StoodOn) -> None:
        word = self._lens.words[int(event.row.name)]
        self.query_one("#paragraph", Static).update(prose(paragraphs(self._lens.with_word(word.word))))
        self.query_one("#says", Static).update(prose(paragraphs(word.says.text)).stylize_before("$muted") if word.says else NOTHING)

    def chosen(self, row: Row) -> None:  # noqa: ARG002 (whichever it is)
        self.query_one(Menu).action_cursor_down()
