"""Where a lesson stops the play before its end: what comes after, and that the game isn't lost."""

from typing import TYPE_CHECKING, cast

from textual._time import get_time
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from game.session.game_session import GameSession
from game.session.lesson_session import LessonSession
from game.tui.safe_text import line, plain
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.layouts import SHRINKS
from game.tui.widgets.menu import Menu, Row

if TYPE_CHECKING:
    from game.tui.terminal import TerminalApp

UNHEEDED = 1.0  # seconds in which keys don't count that were meant for the page below, where this one has come by itself
KEPT = "Your game is saved as it stands, and nothing is lost: you can go on with it later."
UNSAVED = "What you did last could not be saved."


class StopScreen(Overlay[None]):
    AUTO_FOCUS = "Menu"

    def __init__(self, session: GameSession, lesson_session: LessonSession, *, by_itself: bool) -> None:
        super().__init__()
        self._session, self._lesson_session, self._by_itself = session, lesson_session, by_itself
        self._heeds_from = 0.0

    def content(self) -> ComposeResult:
        yield Static(line("The bell: time to stop playing" if self._by_itself else "The lesson ends here"), classes="title")
        with VerticalScroll(classes=f"aside-body {SHRINKS}", can_focus=False):
            yield Static(plain(KEPT if self._session.saved else UNSAVED))
        yield Menu()

    def on_mount(self) -> None:
        self._heeds_from = get_time() + UNHEEDED if self._by_itself else 0.0

    def on_screen_resume(self) -> None:
        """Also after each of the pages that are opened from here: once the questions are answered, the debrief is next."""
        from game.tui.play.ending_rows import lesson_rows

        asking = self._lesson_session.questions("after", self._session)
        rows = [*lesson_rows(self._lesson_session, self._session), Row("close", line("Go on with your game"))]
        self.query_one(Menu).show(rows, stand_on="debrief" if asking is not None and asking.question is None else "")

    def chosen(self, row: Row) -> None:
        handed = cast("TerminalApp", self.app).input.handed
        if (handed.time if handed is not None else get_time()) < self._heeds_from:
            return
        from game.tui.pages.debrief_screens import DebriefScreen, LensScreen
        from game.tui.pages.question_screen import QuestionsScreen

        lesson, session = self._lesson_session.lesson, self._session
        asking, debrief = self._lesson_session.questions("after", session), self._lesson_session.debrief(session)
        if row.name == "questions" and asking is not None:
            self.open(QuestionsScreen(asking, session.played.program.story))
        elif row.name == "debrief" and debrief is not None:
            self.open(DebriefScreen(debrief))
        elif row.name == "lens" and lesson is not None and lesson.lens is not None:
            self.open(LensScreen(lesson.lens))
        else:
            self.dismiss(None)
