"""The lesson line by line: questions before and after, the debrief, and the word lens."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from game.plain.pages import fact_text
from game.plain.plain_text import NOT_YET, QUITS, number_in, words
from game.saves.answers import Time
from game.session.game_session import GameSession
from game.session.lesson_session import SURE_WORDS, Debrief, LessonSession, QuestionRound, answered, borne_out, in_words
from game.story.lesson_model import PHASES, Lens, Question
from game.story.model import Story
from game.story.prose import paragraphs

if TYPE_CHECKING:
    from game.plain.line_game import PlainGame

Say = Callable[..., None]
LEADS = {
    "before": "Before you begin, {count}. This is no test, and nobody marks it: at the end you see what you said now.",
    "after": "Now you have been there. What do you say this time? At the end your answers from before stand beside these, so that you "
    "see what has changed. Nobody marks them.",
    "only after": "Now you have been there: what do you say? After each answer you read what is reported. Nobody marks them.",
}
HOW = "Type the number of your answer; s skips the questions that are left."
LEAVES = ("s", "skip", *QUITS)
HOW_TO_WRITE = "Write a line and press Enter, or press Enter alone to go on. s alone skips the rest. What you write stays on this computer."
READ_OUT = "May it be read out to the class, without your name? y for yes, Enter alone for no."


def rows(lesson_session: LessonSession | None, session: GameSession) -> Iterator[tuple[str, str]]:
    """What can be typed after the play where there is a lesson, and what it does."""
    lesson = lesson_session.lesson if lesson_session is not None else None
    if lesson is None or lesson_session is None:
        return
    if lesson_session.asked(session):
        yield "a", "answers the questions after, with what is reported"
    if lesson.debrief:
        yield "d", "is the debrief: think it over, and write if you like"
    if lesson.lens is not None:
        yield "l", "is the word lens: other words for the same people"


def lesson(game: "PlainGame", word: str) -> bool:
    """The questions, the debrief or the word lens; whether to go on playing."""
    lesson_session = game.lesson_session()
    over = lesson_session.is_over(game.session) if lesson_session is not None else game.session.played.ended
    if word == "a" and (over or not game.session.played.decisions):
        return put(game, "after" if over else "before")
    if word == "o":
        return stop(game, "The lesson ends here.")
    if not over or lesson_session is None:
        game.say(NOT_YET)
    elif word == "d" and (made := lesson_session.debrief(game.session)) is not None:
        return debrief(made, game.answers, game.say)
    elif word == "l" and lesson_session.lesson is not None and lesson_session.lesson.lens is not None:
        lens(lesson_session.lesson.lens, game.say)
    else:
        game.say("This story has no such page.")
    return True


def look_at_bell(game: "PlainGame") -> bool:
    """Tell that the lesson's bell is near; stop the play where it has rung. Whether to go on playing."""
    lesson_session = game.lesson_session()
    bell = lesson_session.bell if lesson_session is not None and lesson_session.on else None
    news = bell.news() if bell is not None else ""
    if bell is None or not news:
        return True
    if news == "now":
        return stop(game, "The bell: time to stop playing.")
    game.say(f"{bell.in_words()}. When the bell rings, your game is kept as it stands.", first="[Lesson] ")
    return True


def stop(game: "PlainGame", why: str) -> bool:
    """Let the play be over for this lesson, and put the questions after it if they are due. Whether to go on playing."""
    lesson_session = game.lesson_session()
    if lesson_session is None or not lesson_session.on or game.session.played.ended:
        game.say("There is no lesson to end here.")
        return True
    lesson_session.stop(game.session)
    game.say("")
    game.say(f"{why} Your game is saved as it stands, and nothing is lost: you can go on with it later.")
    if lesson_session.due("after", game.session) and not put(game, "after"):
        return False
    game.say("")
    for command, what in (*rows(lesson_session, game.session), ("q", "quits; a number goes on with your game")):
        game.say(what, first=f"{command:<6}", indent="      ")
    return True


def put(game: "PlainGame", time: Time) -> bool:
    """Put the questions that are left; whether to go on playing. False also where the answers end, and then they can be put again."""
    lesson_session, story, answers, say = game.lesson_session(), game.session.played.program.story, game.answers, game.say
    asking = lesson_session.questions(time, game.session) if lesson_session is not None else None
    if asking is None:
        say("There are no questions for whom you play.")
        return True
    say("")
    count = len(asking.questions)
    say(
        LEADS["only after" if asking.time == "after" and not asking.asked_before else asking.time].format(
            count="one short question" if count == 1 else f"{count} short questions"
        )
    )
    if asking.question is not None:
        say(HOW)
    while (question := asking.question) is not None:
        say("")
        say(f"{asking.questions.index(question) + 1} of {count}. {in_words(asking.wording(question))}")
        picked = _pick(list(question.options.values()), answers, say)
        if picked is None:
            return False
        sure = _pick([text.capitalize() for text in SURE_WORDS.values()], answers, say, "How sure are you?") if picked else 0
        if sure is None:
            return False
        if not picked or not sure:
            asking.skip()
            say("You skip the rest of them.")
            return True
        asking.answer(question, list(question.options)[picked - 1], sure)
        if asking.kept.notice:
            say(asking.kept.notice)
        if asking.time == "after":
            _tell(asking, question, story, say)
    _summary(asking, say)
    return True


def _pick(options: list[str], answers: Iterator[str], say: Say, question: str = "") -> int | None:
    """The number of what was picked, 0 where the rest is skipped, None where the player quits."""
    if question:
        say(question)
    for number, option in enumerate(options, start=1):
        say(option, first=f"{number:>2}  ", indent="    ")
    for answer in answers:
        typed = answer.strip().lower()
        if 1 <= (picked := number_in(typed)) <= len(options):
            return picked
        if typed in ("s", "skip"):
            return 0
        if typed in QUITS:
            return None
        say(f"Type a number from 1 to {len(options)}, s to skip the rest, or q to quit.")
    return None


def _tell(asking: QuestionRound, question: Question, story: Story, say: Say) -> None:
    """What was said, and what the source says of it: whatever was said."""
    say("")
    say(f"You say: {answered(asking.answer_to(question))}")
    if right := borne_out(question):
        say(f"As reported: {right}")
    if question.fact:
        say(fact_text(story, story.facts[question.fact]))
    if question.says is not None:
        say(words(paragraphs(question.says.text)))


def _summary(asking: QuestionRound, say: Say) -> None:
    say("")
    if asking.time == "before":
        say("Thank you. What the report says of it you will meet on your way, or at the end.")
        return
    before = asking.asked_before
    say("What you said before, and after:" if before else "What you said:")
    for question in asking.questions:
        say("")
        say(in_words(question.after))
        right, times = borne_out(question), {"Before": "before", "After": "after"} if before else {"You say": "after"}
        for name, time in times.items():
            answer = asking.answer_to(question, "before" if time == "before" else "after")
            reported = f" As reported: {right}" if right and answer is not None and not answer.right else ""
            say(f"{name}: {answered(answer)}.{reported}", first=" -  ", indent="    ")


def debrief(made: Debrief, answers: Iterator[str], say: Say) -> bool:
    """Go through the phases; whether to go on playing."""
    say("")
    say(HOW_TO_WRITE)
    for number, phase in enumerate(made.phases, start=1):
        say("")
        say(f"{number} of {len(made.phases)}. {PHASES[phase]}")
        for name, prompt in made.lesson.debrief[phase].items():
            say("")
            say(words(paragraphs(prompt.text)))
            if there := made.written(phase, name).wrote:
                say(f"You wrote: {there}")
            typed = _line(answers)
            if typed and typed.lower() not in LEAVES:
                say(READ_OUT)
                may = _line(answers)
                made.write(phase, name, typed, read_out=may.lower() in ("y", "yes"))
                if made.kept.notice:
                    say(made.kept.notice)
                typed = may
            if typed.lower() in LEAVES:
                return typed.lower() not in QUITS
    say("")
    say("That is all. What you wrote is kept with this game.")
    return True


def _line(answers: Iterator[str]) -> str:
    """What is typed next; the end of what is typed quits."""
    answer = next(answers, None)
    return answer.strip() if answer is not None else QUITS[0]


def lens(told: Lens, say: Say) -> None:
    """The paragraph with its gap, and each word with what it says."""
    say("")
    say(words(paragraphs(told.paragraph.text.replace("{word}", "____"))))
    say("")
    for each in told.words:
        says = f": {words(paragraphs(each.says.text))}" if each.says is not None else ""
        say(f"{each.word}{says}", first=" -  ", indent="    ")
    for prompt in told.prompts:
        say("")
        say(prompt)
