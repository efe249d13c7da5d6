"""Reading in the play: its pages are turned, its links walked, and nothing is chosen that hasn't been read."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual._time import get_time
from textual.binding import Binding, BindingType

from game.play.view import Passage, View
from game.tui.play.open_pages import PlayPages
from game.tui.play.page_column import PageColumn
from game.tui.play.passage import PassageView
from game.tui.play.passage_parts import as_far_as
from game.tui.widgets.menu import ChoiceMenu, Menu
from game.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from game.tui.terminal import TerminalApp

ALL = 999  # pages
FADE, FAINT = 0.125, 0.3  # seconds in which a page comes up, and how much of it is there at first


class PlayReading(PlayPages):
    """A game that somebody sits at, page by page; `PlayScreen` lays it out and lets them choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "link(1)", "Next link", id="play.next_link", tooltip="To the next underlined words; Enter opens them", show=False),
        Binding("shift+tab", "link(-1)", "Link before", id="play.link_before", tooltip="To the underlined words before", show=False),
        Binding("enter", "open_link", "Open", id="play.open_link", tooltip="Open the words you stand on, or read on", show=False),
        Binding("escape", "choices", "Choices", id="play.choices", tooltip="Back to the choices", show=False),
        Binding("space,pagedown,down", "read(1)", "Read on", id="play.read_on", tooltip="To the next page of the passage", show=False),
        Binding("pageup,up", "read(-1)", "Read back", id="play.read_back", tooltip="To the page before", show=False),
        Binding("home", f"read(-{ALL})", "First page", id="play.top", tooltip="To the first page of the passage", show=False),
        Binding("end", f"read({ALL})", "Last page", id="play.end", tooltip="To the last page of the passage", show=False),
    ]

    _told: tuple[Passage, ...] = ()  # what there is to read of this moment

    def _show_place(self, there: View, *, runs: bool = False) -> None:
        """Show where one is, and when; with `runs` the clock runs to the hour."""
        raise NotImplementedError

    @property
    def reading(self) -> PassageView:
        return self.query_one(PassageView)

    @property
    def _seen(self) -> tuple[Passage, ...]:
        return self._told if self.reading.read else as_far_as(self.reading.seen, self._told)

    @property
    def _hasty(self) -> bool:
        """Whether the key was pressed before the page was on the screen for which it would be meant."""
        handed = cast("TerminalApp", self.app).input.handed
        return (handed.time if handed is not None else get_time()) < self.reading.heeds_from

    @property
    def _offers(self) -> bool:
        """Whether the choices are there for who has pressed the key."""
        return self.reading.read and not self._hasty

    def _reads(self, by: int) -> bool:
        """Turn the page, if there is one; whether the key was one to read with, since nothing can be chosen yet."""
        offers = self._offers
        return self._turn(by) or not offers

    def _turn(self, by: int) -> bool:
        turned = not self._hasty and self.reading.turn(by)
        if turned:
            self.tell("")
            if self._leaves is not None and self.reading.turned:
                self._show_place(self._shown)
                self._set_out()
            else:
                self.query_one("#choices").focus()
                self._appear()
        return turned

    def _appear(self) -> None:
        """Let the page come up out of its ground, where things may move. Its keys count from its first frame on.

        Textual keeps the styles of the rows of a list, so those that were worked out while they were faint are dropped in the end.
        """
        if FADE and self.app.animation_level != "none" and not self.app.native_ansi_color:
            choices = self.query_one("#choices")
            for shown in (self.reading, choices):
                shown.styles.text_opacity = FAINT
                shown.styles.animate("text_opacity", 1.0, duration=FADE, on_complete=choices.notify_style_update)

    def action_read(self, pages: int) -> None:
        """To another page; on the one with the choices, to those of them for which there is no room, and back from there first."""
        rows = self.query_one("#choices", ChoiceMenu)
        if pages > 0:
            _ = self._turn(pages) or (self._offers and rows.read_rows(pages))
        else:
            _ = (self._offers and rows.read_rows(pages)) or self._turn(pages)

    def on_page_column_turn_page(self, event: PageColumn.TurnPage) -> None:
        self.action_read(event.by)

    def action_link(self, by: int) -> None:
        """Stand on the next link of this page, or with -1 on the one before; beyond the last one are the choices."""
        reading = self.reading
        places = [None, *reading.links()]
        reading.stand_on(places[(places.index(reading.link) + by) % len(places)])
        self.query_one("#choices" if reading.link is None else PassageView).focus()

    async def action_open_link(self) -> None:
        match self.reading.link:
            case None:
                self.action_read(1)
            case str(action):
                await self.run_action(action)
            case _, (number,):
                self.action_card(number)

    def action_choices(self) -> None:
        self.tell("")
        self.reading.stand_on(None)
        self.query_one("#choices").focus()

    def action_pick(self, number: int) -> None:
        """A digit makes its choice from wherever the player stands."""
        self.action_choices()
        self.query_one("#choices", Menu).action_pick(number)

    def _arrive(self) -> None:
        self.query_one(TopLine).show(self._shown.moment)
        self.query_one("#choices").focus()
        self.reading.come_anew()
        self._appear()
