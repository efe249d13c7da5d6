"""What a lesson asks: whoever has played can answer it, and nobody else can guess it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from game.check.rules.name_rules import taught_facts
from game.check.rules.violation import Violation, in_section
from game.story.lesson_model import Lesson, Question
from game.story.link_targets import linked
from game.story.model import Role, RolePart, Story
from game.text.words import counted, in_a_row

ASKED = {"fact": 3, "voucher": 1, "weighing": 1}
FILE = "lesson.yaml"
SOME = 3  # of fewer it is no sign that their kinds are few: a small role may meet no more facts
FEWEST_RIGHT = 4  # of fewer right answers it is no sign that they stand in one place
LONGER = 1.3  # so many times as long as every other answer is the right one where it can be told by that
LONG_WORD = 5  # letters; shorter words tell nothing of what an answer says


def question_rules(story: Story, lesson: Lesson) -> Iterator[Violation]:
    asked = {played: lesson.questions_for(role.id, part.id if part is not None else "") for played, role, part in _played(story)}
    yield from _never_met(story, asked)
    for question in lesson.questions:
        yield from _by_length(question)
        beside = {each.id: each for questions in asked.values() if question in questions for each in questions}
        yield from _told_by_others(question, [each for each in beside.values() if each.id != question.id])
    for played, questions in asked.items() if lesson.questions else ():
        yield from _kinds(played, questions)
        yield from _places(played, questions)


def _played(story: Story) -> Iterator[tuple[str, Role, RolePart | None]]:
    """What can be played in a lesson, as a lesson calls it."""
    for role in story.roles.values():
        yield role.id, role, None
        yield from ((f"{role.id}/{part.id}", role, part) for part in role.parts)


# ---- can whoever has played answer? ----


def _never_met(story: Story, asked: dict[str, tuple[Question, ...]]) -> Iterator[Violation]:
    """By links alone: where none tells a fact, nobody can meet it. A proof also finds routes that miss it."""
    missed: dict[str, list[str]] = {}
    for played, role, part in _played(story):
        facts = _may_meet(story, role, part) if any(question.fact for question in asked[played]) else set()
        for question in asked[played]:
            if question.fact and question.fact not in facts:
                missed.setdefault(question.id, []).append(played)
    help = "ask it only of those who can, with `for`; let a scene link to the fact, or name it in a `because`"
    for question in {each.id: each for questions in asked.values() for each in questions if each.id in missed}.values():
        names = in_a_row([f"`{name}`" for name in missed[question.id]])
        yield _of(question, "question-never-met", f"{names} can't meet `{question.fact}`, which is asked for here", help)


def _may_meet(story: Story, role: Role, part: RolePart | None) -> set[str]:
    scenes = {scene.id for scene in linked(story, [part.start if part is not None else role.start])}
    told = {fact for prose in (part.texts if part is not None else ()) for fact in prose.facts}
    return taught_facts(story, scenes, role.id) | told


# ---- can it be answered by whoever hasn't played? ----


def _by_length(question: Question) -> Iterator[Violation]:
    lengths = sorted((len(said), name) for name, said in question.options.items())
    for (most, _), (length, longest) in [*pairwise(lengths)][-1:]:
        if longest == question.right and length > LONGER * most:
            help = "make the others as long, or this one as short"
            yield _of(question, "longest-right", f"the right answer of `{question.id}` is longer than every other", help)


def _told_by_others(question: Question, others: Iterable[Question]) -> Iterator[Violation]:
    """Where what tells the right answer from the rest stands in a question that is asked beside it."""
    rest = [_words(said) for name, said in question.options.items() if name != question.right]
    stem = _words(question.before.text) & _words(question.after.text)
    alone = _words(question.options.get(question.right, "")).difference(stem, *rest)
    for other in others:
        if alone and (alone <= _words(other.before.text) or alone <= _words(other.after.text)):
            message = f"`{other.id}` has the words of the right answer to `{question.id}`"
            yield _of(question, "told-by-another", message, "put one of the two in other words, or ask them of different roles")
            return


def _words(text: str) -> set[str]:
    """The longer words, whatever their endings are."""
    words = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return {word[: max(LONG_WORD, len(word) - 2)] for word in words if len(word) >= LONG_WORD or word.isdigit()}


# ---- the questions of a role together ----


def _kinds(played: str, questions: tuple[Question, ...]) -> Iterator[Violation]:
    there: Counter[str] = Counter(question.about for question in questions)
    if there == Counter(ASKED) or "/" in played or len(questions) < SOME:
        return
    names = {"fact": "on facts", "voucher": "on who vouches", "weighing": "on what somebody is weighing"}
    has = ", ".join(f"{there[about]} {words}" for about, words in names.items())
    message = f"there are {counted(len(questions), 'question')} for `{played}` ({has}); a lesson asks 3, 1 and 1"
    yield _at("other-questions", message, "questions", "questions")


def _places(played: str, questions: tuple[Question, ...]) -> Iterator[Violation]:
    right = [question for question in questions if question.right in question.options]
    places = {list(question.options).index(question.right) + 1 for question in right}
    if len(right) >= FEWEST_RIGHT and len(places) == 1:
        message = f"every right answer for `{played}` is number {places.pop()} of its options"
        yield _at("right-in-one-place", message, "questions", "questions")


def _of(question: Question, code: str, message: str, help: str = "") -> Violation:
    return _at(code, message, "questions", question.id, help)


def _at(code: str, message: str, section: str, word: str, help: str = "") -> Violation:
    return in_section(code, message, word, section, help, FILE)
