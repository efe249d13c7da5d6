"""The lesson around the games of a story: asking before and after, and the debrief.

Both frontends ask through this. Each answer is on the disk before the next question is shown, as a choice is. Nothing here
has a part in the play, and nothing is added up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from game.library.find_stories import Found
from game.library.lesson_file import lesson_of
from game.saves import HeldLesson, SaveError, Saves
from game.saves.answers import SURE, Answer, Answers, Time, Written, answers_of, read_answers, write_answers
from game.session.game_session import GameSession
from game.session.lesson_bell import Bell
from game.story.lesson_model import PHASES, Lesson, Phase, Question
from game.story.model import Story
from game.story.prose import Prose, words_alone
from game.text.clean import clean

SURE_WORDS = {1: "a guess", 2: "not very sure", 3: "fairly sure", SURE: "certain"}
ALONE = 2  # phases of a debrief where no lesson is held
LONGEST = 4_000  # characters that are kept of what is written to one prompt


@dataclass(slots=True)
class LessonSession:
    """What surrounds the games of one story. The lesson is read when it is first asked for.

    `held` is the lesson that a teacher says is on, with its `bell`: only in one are questions put by themselves.
    """

    saves: Saves
    story: Story
    found: Found
    held: HeldLesson | None = None
    bell: Bell | None = None
    _stopped: set[str] = field(default_factory=set)  # games that were stopped before their end
    _lesson: Lesson | None = field(default=None, repr=False)
    _looked: bool = False

    @property
    def lesson(self) -> Lesson | None:
        if not self._looked:
            self._lesson, self._looked = lesson_of(self.story, self.found.folder, self.found.shown), True
        return self._lesson

    @property
    def on(self) -> bool:
        return self.held is not None and self.held.is_of(self.story.id)

    def stop(self, session: GameSession) -> None:
        """Let a game be over for this lesson where it stands. It can be gone on with all the same."""
        if session.save is not None:
            self._stopped.add(session.save.slot.id)

    def is_over(self, session: GameSession) -> bool:
        """Whether what comes after the play may come now: at an end, or wherever a lesson has stopped the play."""
        if session.played.ended or not self.on:
            return session.played.ended
        rung = self.bell is not None and self.bell.minutes_left <= 0
        return rung or (session.save is not None and session.save.slot.id in self._stopped)

    def due(self, time: Time, session: GameSession) -> bool:
        """Whether the questions are to be put by themselves now: in a lesson, once for each player, before a first role and after the play.

        Whoever skipped them before isn't asked after, unless they ask for it.
        """
        lesson = self.lesson if self.on else None
        if lesson is None or not lesson.asks or not self.asked(session) or session.save is None:
            return False
        said = self._said(session)
        if time == "before":
            return not any(each.asked_before or each.asked_after for each in said) and not self._has_finished(session)
        return self.is_over(session) and any(each.before for each in said) and not any(each.asked_after for each in said)

    def asked(self, session: GameSession) -> tuple[Question, ...]:
        """What the lesson asks of those who play this role, or this part of one."""
        program = session.played.program
        part = program.part.id if program.part is not None else ""
        return self.lesson.questions_for(program.role.id, part) if self.lesson is not None else ()

    def questions(self, time: Time, session: GameSession) -> "QuestionRound | None":
        """The questions, from the first that hasn't been answered in this game; None where this role has none."""
        if not (asked := self.asked(session)):
            return None
        said = self._said(session)
        before = {answer.question: answer for each in said for answer in each.before}
        kept = KeptAnswers(self.saves, session)
        if time == "after":
            asked = self._same_as_before(session, asked, {answer.question for answer in kept.said.before})
        return QuestionRound(asked, time, kept, before)

    def _same_as_before(self, session: GameSession, asked: tuple[Question, ...], before: set[str]) -> tuple[Question, ...]:
        """What is asked after: what this game was asked before, also where it has gone on from a part into the whole role."""
        role = self.story.roles[session.played.program.role.id]
        of_parts = (self.lesson.questions_for(role.id, part.id) for part in role.parts) if self.lesson is not None else ()
        return next((each for each in (asked, *of_parts) if before <= {question.id for question in each}), asked)

    def debrief(self, session: GameSession) -> "Debrief | None":
        if self.lesson is None or not self.lesson.debrief:
            return None
        return Debrief(self.lesson, KeptAnswers(self.saves, session), whole=self.on)

    def _said(self, session: GameSession) -> tuple[Answers, ...]:
        """What this player has said in this story's games, what was said first first."""
        try:
            return answers_of(self.saves, self.story.identity, session.nickname)
        except SaveError:
            return ()  # a folder that can't be listed is told by the game's own save

    def _has_finished(self, session: GameSession) -> bool:
        try:
            return bool(self.saves.finished(self.story.identity, session.nickname).games)
        except SaveError:
            return False


class KeptAnswers:
    """What was said in one game, as it is on the disk. `notice` tells, once, why something could not be kept."""

    def __init__(self, saves: Saves, session: GameSession) -> None:
        self._saves, self._session = saves, session
        self.notice = ""
        self.said = Answers("", "")
        self.back = "Back to the end of your story" if session.played.ended else "Back to your game"
        if session.save is not None:
            try:
                self.said = read_answers(saves, session.save.slot)
            except SaveError as error:
                self.notice = error.sentence

    def change(self, change: Callable[[Answers], Answers]) -> None:
        self.said = change(self.said)
        save = self._session.save
        if save is None:
            return
        if not save.held:
            self._session.keep()  # it has no place of its own yet: a copy of a game that another window plays
        try:
            self.said = write_answers(self._saves, save.slot, self.said)
            self.notice = ""
        except SaveError as error:
            self.notice = error.sentence


@dataclass(slots=True)
class QuestionRound:
    """The questions at one time. `before` are the player's answers of before, also from another game, by question."""

    questions: tuple[Question, ...]
    time: Time
    kept: KeptAnswers
    before: dict[str, Answer]

    @property
    def question(self) -> Question | None:
        """The next to be answered, if one is left."""
        return next((question for question in self.questions if self.answer_to(question) is None), None)

    @property
    def asked_before(self) -> bool:
        """Whether anything was said before: where nobody asked, nothing is told of it."""
        return any(self.answer_to(question, "before") is not None for question in self.questions)

    def answer_to(self, question: Question, time: Time | None = None) -> Answer | None:
        time = time or self.time
        answer = self.kept.said.to(time, question.id)
        return answer or (self.before.get(question.id) if time == "before" else None)

    def wording(self, question: Question) -> Prose:
        return question.before if self.time == "before" else question.after

    def answer(self, question: Question, option: str, confidence: int) -> Answer:
        """Keep what was answered. The series is asked to its end with the last one."""
        asked = in_words(self.wording(question))
        right = question.right == option if question.right else None
        answer = Answer(question.id, asked, option, question.options[option], confidence, right)
        self._keep(answer, to_the_end=all(self.answer_to(each) is not None for each in self.questions if each is not question))
        return answer

    def skip(self) -> None:
        """Leave the rest unanswered; they aren't put by themselves again."""
        self._keep(to_the_end=True)

    def _keep(self, *answers: Answer, to_the_end: bool) -> None:
        def change(said: Answers) -> Answers:
            if self.time == "before":
                return replace(said, before=said.before + answers, asked_before=said.asked_before or to_the_end)
            return replace(said, after=said.after + answers, asked_after=said.asked_after or to_the_end)

        self.kept.change(change)


@dataclass(slots=True)
class Debrief:
    """The phases that have prompts, and what was written to them in this game: in a lesson the whole of it, else no more than how it
    was and what happened, for somebody who plays alone."""

    lesson: Lesson
    kept: KeptAnswers
    whole: bool = True

    @property
    def phases(self) -> tuple[Phase, ...]:
        there = tuple(phase for phase in PHASES if phase in self.lesson.debrief)
        return there if self.whole else there[:ALONE]

    def written(self, phase: Phase, prompt: str) -> Written:
        return self.kept.said.written(phase, prompt)

    def write(self, phase: Phase, prompt: str, text: str, *, read_out: bool) -> None:
        """Keep what was written to a prompt, and whether it may be read out to the class; an empty text takes back what was there.
        What hasn't changed isn't written."""
        text = clean(text)[:LONGEST].strip()
        there = self.written(phase, prompt)
        if text == there.wrote and (not text or read_out == there.read_out):
            return
        asked = in_words(self.lesson.debrief[phase][prompt])
        new = (Written(phase, prompt, asked, text, read_out),) if text else ()

        def change(said: Answers) -> Answers:
            others = tuple(each for each in said.debrief if (each.phase, each.prompt) != (phase, prompt))
            return replace(said, debrief=(*others, *new))

        self.kept.change(change)


def in_words(prose: Prose) -> str:
    """A question or a prompt on one line, without its marks."""
    return " ".join(words_alone(prose.text).split())


def answered(answer: Answer | None) -> str:
    """An answer as it is told: its words, and how sure somebody was."""
    return f"{answer.chose} ({SURE_WORDS[answer.confidence]})" if answer is not None else "not answered"


def borne_out(question: Question) -> str:
    """The option that the source bears out, in words; nothing where none is."""
    return question.options.get(question.right, "")
