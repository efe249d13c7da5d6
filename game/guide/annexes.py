"""What a teacher looks things up in: the questions with their answers, each role scene by scene with its endings, and what is reported."""

from collections.abc import Iterator, Mapping

from game.document import Document, Paragraph, Section
from game.guide.classroom import questions
from game.guide.lengths import Length
from game.guide.role_map import role_map
from game.story.lesson_model import Lesson
from game.story.model import Story
from game.story.printed_prose import facts_table

QUESTIONS, SCENES, FACTS = "questions", "scenes", "facts"

_SCENES = (
    "Where each scene leads, whatever its choices ask for, and which facts can be met in it, by their numbers in the list of what is "
    "reported. The endings are told here: keep this part to yourself."
)
_FACTS = "Everything else in the story is imagined. A view is no fact, and what somebody reports is not yet established."


def annexes(story: Story, lesson: Lesson | None, lengths: Mapping[str, Length]) -> Iterator[tuple[str, Section]]:
    """Each with the word that its file's name ends with."""
    if lesson is not None:
        yield from ((QUESTIONS, each) for each in questions(story, lesson, lengths))
    numbers = {fact: number for number, fact in enumerate(story.facts, start=1)}
    maps = tuple(role_map(story, role, numbers) for role in story.roles)
    yield SCENES, Section("The roles, scene by scene", (Paragraph(_SCENES), *maps), anchor=SCENES, fresh=True)
    if story.facts:
        yield FACTS, Section("What is reported", (Paragraph(_FACTS), facts_table(story, numbers)), anchor=FACTS, fresh=True)


def as_document(story: Story, annex: Section) -> Document:
    return Document(f"{story.title}: {annex.title[:1].lower()}{annex.title[1:]}", story.language, annex.blocks)
