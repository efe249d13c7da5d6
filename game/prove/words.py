"""Every text of a story with where it stands, and how its words are counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.story.model import At, Choice, Scene, Story
from game.story.prose import Prose, paragraphs


@dataclass(frozen=True, slots=True)
class Told:
    """A text that a reader reads. `what` names it in a message; `scene` is "" for news."""

    prose: Prose
    what: str
    scene: str
    at: At | None


def counted(prose: Prose) -> int:
    """Words as a reader counts them; a variable is one."""
    return sum(len("".join(span.text for span in paragraph).split()) for paragraph in paragraphs(prose.text))


def texts_of(story: Story) -> Iterator[Told]:
    """Passages, labels, reasons, results and news."""
    for scene in story.scenes.values():
        for block in scene.blocks:
            for prose in (block.text, block.first, block.again):
                if prose is not None:
                    yield Told(prose, f"the passage of `{scene.id}`", scene.id, scene.at)
        for choice in scene.choices:
            yield from _of_choice(scene, choice)
    for item in story.news:
        yield Told(item.text, f"the news at hour {item.hours}", "", None)


def _of_choice(scene: Scene, choice: Choice) -> Iterator[Told]:
    where = f"`{scene.id}/{choice.id}`"
    yield Told(choice.label, f"the label of {where}", scene.id, choice.at)
    if choice.locked is not None:
        yield Told(choice.locked, f"the reason of {where}", scene.id, choice.at)
    for prose in (choice.result, *(outcome.result for outcome in choice.outcomes)):
        if prose is not None:
            yield Told(prose, f"the result of {where}", scene.id, choice.at)
