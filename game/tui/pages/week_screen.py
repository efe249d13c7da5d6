"""The week: each day as it ran for the player, beside what was reported on it."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.play.looking_back.week import NO_WEEK, Day, closed_in_words, week
from game.play.playthrough import Playthrough
from game.story.phrases import day_in_words
from game.tui.styles import Sheets, sheets
from game.tui.text_door import joined, line, plain, together
from game.tui.widgets.base_screen import Aside
from game.tui.widgets.column import GIVES_WAY, Page
from game.tui.widgets.hanging import Hanging, Stack
from game.tui.widgets.keyline import KeyLine

TWO_COLUMNS = 110  # columns of the window from which the two stand side by side


class WeekScreen(Aside[None]):
    """Day by day; side by side where the window is wide."""

    CSS_PATH: ClassVar[Sheets] = sheets("aside", "keyline", "week")
    AUTO_FOCUS = "VerticalScroll"
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (TWO_COLUMNS, "-two")]  # noqa: RUF012 (Textual's own declaration)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "close", "Close", id="week.close", tooltip="Back to the passage", show=False),
        Binding("space", "read_on", "Read on", id="week.down", tooltip="Scroll down"),
    ]

    def __init__(self, played: Playthrough) -> None:
        super().__init__()
        self._played = played

    def compose(self) -> ComposeResult:
        days = week(self._played)
        with Page(classes="aside week"):
            yield Static(line("The week: yours, and what was reported"), classes="title")
            with VerticalScroll(classes=f"aside-body {GIVES_WAY}"):
                for day in days:
                    yield Static(line(day_in_words(day.day), "bold $accent"), classes="day")
                    with Container(classes="sides"):
                        yield Static(Stack(list(_yours(day))), classes="side yours")
                        yield Static(Stack(list(_reported(day))), classes="side theirs")
                if not days:
                    yield Static(plain(NO_WEEK))
            if days:
                later = "" if self._played.ended else " Days that are still to come are told when they come."
                yield Static(plain(f"Hours are those of the place; days of reports are those of the source.{later}"), classes="foot")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).anchor()  # the newest day is in sight from the first frame

    def useful(self, action: str) -> bool:
        return action != "read_on" or self.query_one(VerticalScroll).max_scroll_y > 0

    def action_read_on(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


def _yours(day: Day) -> Iterator[Content | Hanging]:
    yield plain("You", "bold")
    if not day.hours:
        yield plain("Nothing on this day.", "$muted")
    for hour in day.hours:
        where = joined(". ", [line(hour.place), line(hour.title, "$muted")])
        yield Hanging(line(f"{hour.moment:%H:%M} ").pad_right(1), where)


def _reported(day: Day) -> Iterator[Content | Hanging]:
    yield plain("Reported", "bold")
    for told in day.reported:
        by = together(plain(" "), line(f"({told.by})", "$muted", limit=400)) if told.by else plain("")
        earlier = plain(" Met as somebody else." if told.earlier else "", "$muted")
        yield Hanging(plain("• "), together(plain(told.says), by, earlier))
    if day.closed:
        yield Hanging(plain("– ", "$closed"), line(closed_in_words(day), "$closed"))
    if not day.reported and not day.closed:
        yield plain("Nothing that the ledger dates to this day.", "$muted")
