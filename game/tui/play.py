"""Playing: one screen, whose content changes."""

from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static

from game.play.playthrough import NotOpenError
from game.play.view import View, view
from game.sitting import Sitting
from game.tui.keyline import KeyLine
from game.tui.menu import Menu, Row
from game.tui.page import Page
from game.tui.reading import Reading
from game.tui.strip import Strip
from game.tui.telling import cards_of, parts_of
from game.tui.text import NOTHING, line, plain, together


class PlayScreen(Screen[None]):
    """The game that somebody sits at."""

    CSS_PATH = ["strip.tcss", "keyline.tcss", "reading.tcss", "menu.tcss", "play.tcss"]
    AUTO_FOCUS = "#choices"
    BINDINGS = [
        Binding("u", "undo", "Undo", id="play.undo", tooltip="Take back the last choice"),
        Binding("space,pagedown", "read_on", "Read on", id="play.read_on", tooltip="Scroll the passage down", show=False),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.shown: View = view(sitting.played)

    def compose(self) -> ComposeResult:
        yield Strip(id="strip")
        with Page(id="page"):
            yield Reading(id="reading")
            yield Static(id="more", markup=False)
            yield Static(id="notice", markup=False)
            yield Menu(id="choices")
        yield KeyLine()

    def on_mount(self) -> None:
        self.show_moment()

    def show_moment(self) -> None:
        """Draw the present moment."""
        played = self.sitting.played
        self.shown = view(played)
        cards = cards_of(self.shown)
        strip = self.query_one(Strip)
        strip.title, strip.who, strip.place = played.program.story.title, self.shown.role, self.shown.place
        strip.moment = self.shown.moment
        self.query_one(Reading).show(parts_of(played, self.shown, cards))
        rows = [
            Row(option.id, line(option.label))
            if option.open
            else Row(
                option.id, line(option.label, "$closed"), together(plain("closed: ", "$closed"), line(option.reason, "$closed")), open=False
            )
            for option in self.shown.options
        ]
        self.query_one("#choices", Menu).show(rows)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        self.sitting.choose(event.row.name)
        self.show_moment()

    def action_undo(self) -> None:
        self.sitting.undo()
        self.show_moment()

    def action_read_on(self) -> None:
        self.query_one(Reading).scroll_page_down(animate=False)
