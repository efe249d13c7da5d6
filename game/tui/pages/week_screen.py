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
from game.tui.key_names import reading
from game.tui.safe_text import joined, line, plain, together
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.layouts import SHRINKS, HangingIndent, Stack

TWO_COLUMNS = 110  # columns of the window from which the two stand side by side


class WeekScreen(Overlay[None]):
    """Day by day; side by side where the window is wide."""

    AUTO_FOCUS = "VerticalScroll"
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (TWO_COLUMNS, "-two")]  # noqa: RUF012 (Textual's own declaration)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "close", "Close", id="week.close", tooltip="Back to the passage", show=False),
        *reading("week"),
    ]

    def __init__(self, played: Playthrough) -> None:
        super().__init__()
        self._played = played

    def content(self) -> ComposeResult:
        days = week(self._played)
        yield Static(line("The week: yours, and what was reported"), classes="title")
        with VerticalScroll(classes=f"aside-body {SHRINKS}"):
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

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).anchor()  # the newest day is in sight from the first frame


def _yours(day: Day) -> Iterator[Content | HangingIndent]:
    yield plain("You", "bold")
    if not day.hours:
        yield plain("Nothing on this day.", "$muted")
    for hour in day.hours:
        where = joined(". ", [line(hour.place), line(hour.title, "$muted")])
        yield HangingIndent(line(f"{hour.moment:%H:%M} ").pad_right(1), where)


def _reported(day: Day) -> Iterator[Content | HangingIndent]:
    yield plain("Reported", "bold")
    for told in day.reported:
        by = together(plain(" "), line(f"({told.by})", "$muted", limit=400)) if told.by else plain("")
        earlier = plain(" Met as somebody else." if told.earlier else "", "$muted")
        yield HangingIndent(plain("• "), together(plain(told.says), by, earlier))
    if day.closed:
        yield HangingIndent(plain("– ", "$closed"), line(closed_in_words(day), "$closed"))
    if not day.reported and not day.closed:
        yield plain("Nothing that the ledger dates to this day.", "$muted")
