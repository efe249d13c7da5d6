"""What a teacher looks things up in: each role scene by scene with its endings, and the list of what is reported."""

from collections.abc import Iterator

from game.document import Document, Paragraph, Section
from game.guide.role_map import role_map
from game.story.model import Story
from game.story.printed_prose import facts_table

SCENES, FACTS = "scenes", "facts"

_SCENES = (
    "Where each scene leads, whatever its choices ask for, and which facts can be met in it, by their numbers in the list of what is "
    "reported. The endings are told here: keep this part to yourself."
)
_FACTS = "Everything else in the story is imagined. A view is no fact, and what somebody reports is not yet established."


def annexes(story: Story) -> Iterator[tuple[str, Section]]:
    """Each with the word that its file's name ends with."""
    numbers = {fact: number for number, fact in enumerate(story.facts, start=1)}
    maps = tuple(role_map(story, role, numbers) for role in story.roles)
    yield SCENES, Section("The roles, scene by scene", (Paragraph(_SCENES), *maps), anchor=SCENES, fresh=True)
    if story.facts:
        yield FACTS, Section("What is reported", (Paragraph(_FACTS), facts_table(story, numbers)), anchor=FACTS, fresh=True)


def as_document(story: Story, annex: Section) -> Document:
    return Document(f"{story.title}: {annex.title[:1].lower()}{annex.title[1:]}", story.language, annex.blocks)
