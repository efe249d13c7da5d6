"""What a lesson adds to the end of a role: rows to choose, and the page that each of them opens."""

from textual.screen import Screen

from game.saves.answers import Time
from game.session.game_session import GameSession
from game.session.lesson_session import LessonSession
from game.tui.text_door import line
from game.tui.widgets.menu import Row


def rows(lesson_session: LessonSession | None, session: GameSession) -> list[Row]:
    """What can be done now; each row's name is an action of the play screen. Questions that were answered are left to their
    key, and the word lens stands at the end of the debrief: the list of what can be done is long as it is."""
    lesson = lesson_session.lesson if lesson_session is not None else None
    if lesson_session is None or lesson is None:
        return []
    found: list[Row] = []
    asking = lesson_session.questions("after", session)
    if asking is not None and asking.question is not None:
        found.append(Row("questions", line(f"After: {_counted(len(lesson.questions))}, with what is reported")))
    if lesson.debrief:
        found.append(Row("debrief", line("Debrief: think it over, alone or with others")))
    elif lesson.lens is not None:
        found.append(Row("lens", line("The word lens: other words for the same people")))
    return found


def questions(lesson_session: LessonSession | None, time: Time, session: GameSession) -> Screen[None] | None:
    """The page with the questions; None where there are none."""
    asking = lesson_session.questions(time, session) if lesson_session is not None else None
    if lesson_session is None or asking is None:
        return None
    from game.tui.lesson.question_screen import QuestionsScreen

    return QuestionsScreen(asking, lesson_session.story)


def debrief(lesson_session: LessonSession | None, session: GameSession) -> Screen[None] | None:
    made = lesson_session.debrief(session) if lesson_session is not None else None
    if made is None:
        return None
    from game.tui.lesson.debrief import DebriefScreen

    return DebriefScreen(made)


def lens(lesson_session: LessonSession | None) -> Screen[None] | None:
    lesson = lesson_session.lesson if lesson_session is not None else None
    if lesson is None or lesson.lens is None:
        return None
    from game.tui.lesson.lens import LensScreen

    return LensScreen(lesson.lens)


def _counted(number: int) -> str:
    return "one short question" if number == 1 else f"{number} short questions"
