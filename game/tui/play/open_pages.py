"""The pages that are opened over the passage, and what of them there is now."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.play.playthrough import Playthrough
from game.play.view import Passage, View, view
from game.session.game_session import GameSession
from game.tui.play.passage import Start
from game.tui.play.passage_parts import Card, cards_of
from game.tui.play.play_in_lesson import PlayInLesson
from game.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from game.session.lesson_session import LessonSession

WAY = 1.5  # seconds in which the way to another place draws itself
ROOM = (60, 20)  # columns and rows that it needs


class PlayPages(PlayInLesson):
    """A game that somebody sits at, with all that can be opened from it; `PlayScreen` draws it and lets them choose.

    Each page is imported when it is first opened: the first passage needs none of them.
    """

    def __init__(self, session: GameSession, lesson_session: "Callable[[], LessonSession | None]") -> None:
        super().__init__(session, lesson_session)
        self._cards: tuple[Card, ...] = ()
        self._card_of: Playthrough | None = None  # whose card was shown
        self._leaves: View | None = None  # what was there before a way that is still to be drawn

    def _change(self, change: Callable[[], object], *, start: Start = "first") -> None:
        """Change the game, and draw where that leads."""
        raise NotImplementedError

    def _make(self, choice: str) -> None:
        """Make a choice that is open. Where it leads to another place, the way there is drawn if things may move and there is room."""
        before, size = self._shown, self.app.size
        moves = WAY and self.app.animation_level != "none" and size.width >= ROOM[0] and size.height >= ROOM[1]

        def change() -> None:
            self.session.choose(choice)
            if moves and view(self.session.played).place not in ("", before.place):
                self._leaves = before

        with self.app.batch_update():
            self._change(change)
            if self._leaves is not None and not self._tells_of_leaving:
                self._set_out()

    @property
    def _tells_of_leaving(self) -> bool:
        """Whether it is told first what the choice has brought: then the way comes when that has been read."""
        return any(part.kind == "result" for part in self._shown.parts)

    def _set_out(self) -> None:
        """Let the way to another place draw itself over the page."""
        from game.play.looking_back.journey import last_leg

        played, self._leaves = self.session.played, None
        if (leg := last_leg(played)) is not None:
            from game.tui.play.way_view import WayView

            way = WayView(played, leg, WAY, self._arrive)
            self.query_one(TopLine).arrive()  # the clock runs with the way
            self.query_one("#desk").mount(way)
            self.set_focus(way)

    def _arrive(self) -> None:
        """Show the page that the way was drawn over: only from now on has it been seen."""
        raise NotImplementedError

    @property
    def _seen(self) -> tuple[Passage, ...]:
        """What of the moment has been on the screen."""
        raise NotImplementedError

    @property
    def _offers(self) -> bool:
        """Whether the choices are there for who has pressed the key."""
        raise NotImplementedError

    def useful(self, action: str) -> bool:
        match action:
            case "why":
                return self._shown.tells_why
            case "card(0)":
                return bool(cards_of(self._seen))
            case "map":
                return bool(self._story.places)
            case "week":
                return self._story.clock is not None
            case "look_back":
                return bool(self._shown.ending)
            case _:
                return super().useful(action)

    # ---- what the passage rests on, where it is, and the way there ----

    def action_why(self) -> None:
        if not self._shown.because:
            from game.play.why import nothing_behind

            self.tell(nothing_behind(self.session.played))
            return
        from game.tui.pages.cards import CardScreen

        self.open(CardScreen(self._story, [Card("fact", self._shown.because)], heading="Why?"))

    def action_card(self, number: int) -> None:
        """Open the card of what is linked with this number, among those of all that has been shown here."""
        cards = cards_of(self._seen)
        if not cards:
            self.tell("Nothing here is marked as a fact or a word.")
            return
        from game.tui.pages.cards import CardScreen

        here = self._cards[number]
        self.open(CardScreen(self._story, cards, cards.index(here) if here in cards else 0))

    def action_xray(self) -> None:
        from game.play.odds import odds
        from game.tui.pages.xray import XRayScreen

        self.open(XRayScreen(self._story, self._seen, tuple(odds(self.session.played)) if self._offers else ()))

    def action_notebook(self) -> None:
        from game.tui.pages.notebook import NotebookScreen

        self.open(NotebookScreen(self.session.played))

    def action_map(self) -> None:
        from game.play.destinations import destinations
        from game.tui.pages.map_screen import MapScreen

        ahead = destinations(self.session.played) if self._offers else ()
        self.open(MapScreen(self.session.played, ahead), self._go_there)

    def _go_there(self, choice: str | None) -> None:
        if choice is not None:
            self._make(choice)

    def action_week(self) -> None:
        from game.tui.pages.week_screen import WeekScreen

        self.open(WeekScreen(self.session.played))

    def action_transcript(self) -> None:
        from game.tui.pages.transcript_screen import TranscriptScreen

        self.open(TranscriptScreen(self.session.played, kept=self.session.keeps_the_way), self._go_back)

    def action_look_back(self) -> None:
        if not self._shown.ending:
            self.tell("Looking back is for the end of a role. Press j for the story so far.")
            return
        from game.tui.pages.look_back_screen import LookBackScreen

        self.open(LookBackScreen(self.session.look_back(), kept=self.session.keeps_the_way), self._go_back)

    def action_end_card(self) -> None:
        if not self._shown.ending:
            self.tell("The card is for the end of a role.")
            return
        from game.tui.pages.end_card_screen import EndCardScreen

        self._card_of = self.session.played
        self.open(EndCardScreen(self.session.played, self.session.end_card()), lambda _: self.show_moment(start="here"))

    def action_export(self) -> None:
        from game.tui.pages.small_pages import ExportScreen

        self.open(ExportScreen(self.session), lambda told: self.tell(told or ""))

    def action_go_on_in_the_whole_role(self) -> None:
        """From the end of a part, once the questions after it have been put where a lesson says so."""
        if self.session.played.part_over is not None and not self.ask_if_due("after", lambda _: self._go_on_in_the_whole_role()):
            self._go_on_in_the_whole_role()

    def _go_on_in_the_whole_role(self) -> None:
        self._change(self.session.go_on_in_the_whole_role)

    def _go_back(self, made: int | None) -> None:
        if made is not None:
            self._change(lambda: self.session.back_to(made))
