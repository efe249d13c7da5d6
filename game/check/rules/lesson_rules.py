"""The lesson around a story: its questions can be answered by whoever has played, and its debrief has all of its phases."""

from collections import Counter
from collections.abc import Iterator

from game.check.rules.name_rules import linked_scenes, taught_facts
from game.check.rules.violation import Violation, in_scene, in_section
from game.story.lesson_model import PHASES, Lesson, Wording
from game.story.model import Story
from game.text.words import counted, in_a_row

ASKED = {"fact": 3, "voucher": 1, "weighing": 1}
GUIDE = ("about", "age", "level", "subjects", "aims", "prepare", "distress", "explain", "reading")
FILE = "lesson.yaml"
FEWEST_RIGHT = 4  # of fewer right answers it is no sign that they stand in one place


def lesson_rules(story: Story, lesson: Lesson) -> Iterator[Violation]:
    taught = taught_facts(story, linked_scenes(story))
    for question in lesson.questions:
        if question.fact and question.fact not in taught:
            help = "let a scene link to it, or name it in a `because`"
            yield _at("question-never-met", f"no role can meet `{question.fact}`, which is asked for here", "questions", question.id, help)
        if _bare(question.before) == _bare(question.after):
            yield _at("same-wording", f"`{question.id}` is asked after in the words of before", "questions", question.id)
    if lesson.questions:
        yield from _kinds(lesson)
        yield from _places(lesson)
    yield from _guide(story, lesson)
    missing = [f"`{phase}`" for phase in PHASES if phase not in lesson.debrief]
    if lesson.debrief and missing:
        yield _at("short-debrief", f"the debrief has no {' and no '.join(missing)}", "debrief", "debrief")


def _guide(story: Story, lesson: Lesson) -> Iterator[Violation]:
    """What a teacher looks for in the guide, and won't find."""
    wanted = [key for key in GUIDE if not getattr(lesson, key)]
    if lesson.explain is not None:
        wanted += [f"explain: {key}" for key in ("rubric", "answers") if not getattr(lesson.explain, key)]
    if wanted:
        yield _at(
            "thin-guide", f"the teacher's guide will have no {in_a_row([f'`{key}`' for key in wanted], 'and no')}", "question", "question"
        )
    endings = [scene for scene in story.scenes.values() if scene.ending]
    if untold := [scene for scene in endings if not scene.says]:
        message = f"{len(untold)} of {counted(len(endings), 'ending')} {'has' if len(untold) == 1 else 'have'} no `says`, this one first"
        yield in_scene("ending-not-told", message, untold[0], "tell a teacher in a sentence how it ends")


def _kinds(lesson: Lesson) -> Iterator[Violation]:
    there: Counter[str] = Counter(question.about for question in lesson.questions)
    if there == Counter(ASKED):
        return
    names = {"fact": "on facts", "voucher": "on who vouches", "weighing": "on what somebody is weighing"}
    has = ", ".join(f"{there[about]} {words}" for about, words in names.items())
    are = "there is" if len(lesson.questions) == 1 else "there are"
    message = f"{are} {counted(len(lesson.questions), 'question')} ({has}); a lesson asks 3, 1 and 1"
    yield _at("other-questions", message, "questions", "questions")


def _places(lesson: Lesson) -> Iterator[Violation]:
    wordings = [wording for question in lesson.questions for wording in (question.before, question.after) if wording.right]
    places = {list(wording.options).index(wording.right) + 1 for wording in wordings if wording.right in wording.options}
    if len(wordings) >= FEWEST_RIGHT and len(places) == 1:
        yield _at("right-in-one-place", f"every right answer is number {places.pop()} of its options", "questions", "questions")


def _bare(wording: Wording) -> str:
    return " ".join(wording.ask.text.split()).casefold()


def _at(code: str, message: str, section: str, word: str, help: str = "") -> Violation:
    return in_section(code, message, word, section, help, FILE)
