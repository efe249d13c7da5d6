"""The lesson around a story: its debrief has all of its phases, and the guide what a teacher looks for."""

from collections.abc import Iterator

from game.check.rules.question_rules import question_rules
from game.check.rules.violation import Violation, in_scene, in_section
from game.story.lesson_model import PHASES, Lesson
from game.story.model import Story
from game.text.words import counted, in_a_row

GUIDE = ("about", "age", "level", "subjects", "aims", "prepare", "distress", "explain", "reading")
FILE = "lesson.yaml"


def lesson_rules(story: Story, lesson: Lesson) -> Iterator[Violation]:
    yield from question_rules(story, lesson)
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


def _at(code: str, message: str, section: str, word: str, help: str = "") -> Violation:
    return in_section(code, message, word, section, help, FILE)
