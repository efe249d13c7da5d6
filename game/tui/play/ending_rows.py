"""The end of a role on the page: how it is summed up, and what can be done next.

What can be done is a table, one row for each; a row's `action` is one of the play screen, named as a binding names it.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct
from textual.content import Content

from game.play.looking_back.ledger import Ledger
from game.play.looking_back.summary import NOTHING
from game.play.playthrough import Playthrough, recalls_untold
from game.play.view import View, recalled
from game.session.game_session import GameSession
from game.session.lesson_session import LessonSession
from game.story.phrases import OBSTACLE_WORDS
from game.story.prose import paragraphs
from game.tui.play.passage import Part
from game.tui.safe_text import column, line, plain, prose, together
from game.tui.widgets.menu import Row

NAME = 17  # columns of what stood in the way
BAR = 30  # columns of the longest bar


class EndingAction(Struct, frozen=True):
    """Something to do at the end. Where `label` gives "", it isn't offered."""

    action: str
    label: Callable[[GameSession], str]


def _kept(session: GameSession) -> str:
    return "; this way is kept" if session.keeps_the_way else ""


def _again(session: GameSession) -> str:
    return f"Play this {'part' if session.played.part_over else 'role'} again, from the start"


FIRST = 4  # of the table: the others come when more is asked for
ENDING_ACTIONS = (
    EndingAction("go_on_in_the_whole_role", lambda session: "Go on from here into the whole role" if session.played.part_over else ""),
    EndingAction("be", lambda session: session.next_in_words() or _again(session)),
    EndingAction("transcript", lambda session: f"Take another way: go back to one of your choices{_kept(session)}"),
    EndingAction("leave", lambda _: "Done: back to the shelf"),
    EndingAction("look_back", lambda _: "Look back: what stood in your way, and what is reported"),
    EndingAction("export", lambda _: "Save what you did, to print or as Markdown"),
    EndingAction("end_card", lambda _: "See your card again, or save it"),
    EndingAction("again", lambda session: _again(session) if session.next_in_words() else ""),
    EndingAction("notebook", lambda _: "Read your notebook"),
)


def rows(session: GameSession, lesson_session: LessonSession | None, *, card_seen: bool, more: bool) -> list[Row]:
    """What can be done now, the most wanted first; each row's name is the action. Before all of it there is the card.

    No row changes its number as long as the end is read: what comes with `more` stands below the row that shows it, and in a lesson
    what belongs to it stands first all the time.
    """
    if not card_seen:
        return [Row("end_card", line("See your card: the end"))]
    first = [Row(each.action, line(label)) for each in ENDING_ACTIONS[:FIRST] if (label := each.label(session))]
    others = [Row(each.action, line(label)) for each in ENDING_ACTIONS[FIRST:] if (label := each.label(session))]
    of_lesson = lesson_rows(lesson_session, session)
    if lesson_session is not None and lesson_session.on:
        first, of_lesson = [*of_lesson, *first], []
    toggle = Row("more", line("Less" if more else "More: look back, save it, your card, your notebook", "$muted"))
    return [*first, toggle, *(others[:1] + of_lesson + others[1:] if more else [])]


def lesson_rows(lesson_session: LessonSession | None, session: GameSession) -> list[Row]:
    """What a lesson adds, named as the others are. The word lens stands at the end of the debrief, where there is one."""
    lesson = lesson_session.lesson if lesson_session is not None else None
    if lesson_session is None or lesson is None:
        return []
    found: list[Row] = []
    asking = lesson_session.questions("after", session)
    if asking is not None:
        says = f"{counted_questions(len(asking.questions))}, with what is reported" if asking.question is not None else "what you said"
        found.append(Row("questions", line(f"After: {says}")))
    if lesson.debrief:
        found.append(Row("debrief", line("Debrief: think it over, alone or with others")))
    elif lesson.lens is not None:
        found.append(Row("lens", line("The word lens: other words for the same people")))
    return found


def parts(played: Playthrough, view: View) -> Iterator[Part]:
    """The title, what is recalled, and how the author begins to say what is invented; the rest stands on the card and in the report."""
    story = played.program.story
    yield Part("ending", together(plain("The end: ", "$muted"), line(view.ending, "bold $accent")))
    if told := recalls_untold(played):
        lines = [together(plain("· ", "$muted"), line(recalled(story, recall))) for recall in told]
        yield Part("recalls", plain("\n").join([plain("What you did", "bold"), *lines]))
    if story.imagined is not None:
        yield Part("note", prose(paragraphs(story.imagined.text)[:1]).stylize_before("$muted"))


def bars(told: Ledger) -> dict[str, Content]:
    """By its name, each thing that stood in the way and, last, nothing: its share of the decisions as a bar, and its number."""
    counts = {OBSTACLE_WORDS[each]: len(behind) for each, behind in told.by_obstacle.items() if behind}
    if told.free:
        counts[NOTHING] = len(told.free)
    return {words: _bar(words, count, len(told.decided)) for words, count in counts.items()}


def _bar(words: str, count: int, whole: int) -> Content:
    filled = max(1, round(BAR * count / whole))
    drawn = together(plain("━" * filled, "$accent"), plain("─" * (BAR - filled), "$rule"))
    return together(column(words, NAME), drawn, plain(f"{count:>4}", "bold"))


def counted_questions(number: int) -> str:
    return "one short question" if number == 1 else f"{number} short questions"
