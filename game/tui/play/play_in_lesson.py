"""The lesson around a game: its questions before and after, its bell, the debrief and the word lens."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from game.play.view import View, view
from game.session.game_session import GameSession
from game.story.model import Story
from game.text.words import capital
from game.tui.play.passage import Start
from game.tui.safe_text import line
from game.tui.widgets.base_screen import GameScreen

if TYPE_CHECKING:
    from game.saves.answers import Time
    from game.session.lesson_bell import Bell
    from game.session.lesson_session import LessonSession

LATER = "{} when a role has ended, or when a lesson stops the play."


class PlayInLesson(GameScreen[None]):
    """A game that somebody sits at, with what a lesson puts around it."""

    def __init__(self, session: GameSession, lesson_session: "Callable[[], LessonSession | None]") -> None:
        super().__init__()
        self.session = session
        self._surroundings = lesson_session
        self._shown: View = view(session.played)

    def show_moment(self, *, start: Start = "first") -> None:
        """Draw the present moment."""
        raise NotImplementedError

    @property
    def _story(self) -> Story:
        return self.session.played.program.story

    @property
    def _lesson_session(self) -> "LessonSession | None":
        return self._surroundings()

    @property
    def _is_over(self) -> bool:
        """Whether what comes after the play may come now."""
        return bool(self._shown.ending) or (self._in_a_lesson and self._lesson_session.is_over(self.session))  # type: ignore[union-attr]

    @property
    def _in_a_lesson(self) -> bool:
        """Whether a lesson is on, and something has been decided in it: before that, nothing is asked of it."""
        return bool(self.session.played.decisions) and self._lesson_session is not None and self._lesson_session.on

    def useful(self, action: str) -> bool:
        match action:
            case "questions" | "debrief" | "lens":
                return self._is_over and self._has(action)
            case "end_lesson":
                return not self._shown.ending and self._in_a_lesson
            case _:
                return super().useful(action)

    def can(self, action: str) -> bool:
        if action == "questions":
            return self._has(action) and (self._is_over or not self.session.played.decisions)
        return super().can(action)

    def _has(self, page: str) -> bool:
        session = self._lesson_session
        if session is None or (lesson := session.lesson) is None:
            return False
        return bool({"questions": session.asked(self.session), "debrief": lesson.debrief, "lens": lesson.lens}[page])

    # ---- questions ----

    def ask_if_due(self, time: "Time", then: Callable[[None], object] | None = None) -> bool:
        """Put the questions of the lesson, where they are to be put by themselves now; whether they are."""
        lesson_session = self._lesson_session
        page = self._questions(time) if lesson_session is not None and lesson_session.due(time, self.session) else None
        if page is not None:
            self.open(page, then)
        return page is not None

    def _leave_with(self, message: Message) -> None:
        """Leave the game, once the questions after it have been put where a lesson says so."""
        if not self._is_over or not self.ask_if_due("after", lambda _: self.post_message(message)):
            self.post_message(message)

    def _questions(self, time: "Time") -> Screen[None] | None:
        asking = self._lesson_session.questions(time, self.session) if self._lesson_session is not None else None
        if asking is None:
            return None
        from game.tui.pages.question_screen import QuestionsScreen

        return QuestionsScreen(asking, self._story)

    def action_questions(self) -> None:
        """Those of after once the play is over; before that, those of before, as long as nothing has been decided."""
        if not self._is_over and self.session.played.decisions:
            self.tell(LATER.format("The questions are there at the start of a role,"))
        else:
            self._open_of_lesson(self._questions("after" if self._is_over else "before"))

    # ---- the bell ----

    def tell_bell(self, bell: "Bell") -> None:
        """Keep the line at the top, which is there when the bell is near."""
        if not bell.is_near or self._lesson_session is None or not self._lesson_session.on:
            return
        for shown in self.query("#bell-line").results(Static):
            shown.update(line(f"{capital(bell.in_words())} of the lesson's play" if bell.minutes_left > 0 else "The bell has rung"))
            shown.display = True

    def ring(self) -> bool:
        """Stop the play where the player stands; whether that could be done: not while another page is open."""
        if self._lesson_session is None or not self._lesson_session.on:
            return True
        if not self.is_active:
            return False
        self.tell("")  # that it is near
        self._open_stop(by_itself=True)
        return True

    def action_end_lesson(self) -> None:
        if self._shown.ending or not self._in_a_lesson:
            self.tell("There is no lesson to end here.")
        else:
            self._open_stop(by_itself=False)

    def _open_stop(self, *, by_itself: bool) -> None:
        from game.tui.pages.stop_screen import StopScreen

        lesson_session = self._lesson_session
        if lesson_session is not None:
            lesson_session.stop(self.session)
            self.open(StopScreen(self.session, lesson_session, by_itself=by_itself), lambda _: self.show_moment(start="here"))

    # ---- debrief and word lens ----

    def action_debrief(self) -> None:
        if not self._is_over:
            self.tell(LATER.format("The debrief is there"))
            return
        from game.tui.pages.debrief_screens import DebriefScreen

        debrief = self._lesson_session.debrief(self.session) if self._lesson_session is not None else None
        self._open_of_lesson(DebriefScreen(debrief) if debrief is not None else None)

    def action_lens(self) -> None:
        if not self._is_over:
            self.tell(LATER.format("The word lens is there"))
            return
        from game.tui.pages.debrief_screens import LensScreen

        lesson = self._lesson_session.lesson if self._lesson_session is not None else None
        self._open_of_lesson(LensScreen(lesson.lens) if lesson is not None and lesson.lens is not None else None)

    def _open_of_lesson(self, page: Screen[None] | None) -> None:
        if page is None:
            self.tell("This story has no such page.")
        else:
            self.open(page, lambda _: self.show_moment(start="here"))
