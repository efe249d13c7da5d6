"""Every text of a story with where it stands, and how its words are counted."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from game.story.model import At, Choice, Scene, Story, result_texts
from game.story.prose import LINK, Prose

Kind = Literal["passage", "label", "reason", "result", "skip", "news", "part"]


class ShownText(Struct, frozen=True):
    """A text that a reader reads. `scene` is "" for news and for what a part of a role tells, whose `name` it has then; `choice` and
    `person` are "" where it is nobody's.
    """

    prose: Prose
    kind: Kind
    scene: str
    at: At | None
    choice: str = ""
    person: str = ""
    hours: int = 0
    name: str = ""

    @property
    def file(self) -> str:
        """Where it stands, if that isn't clear from its scene."""
        return "news.yaml" if self.kind == "news" else ""

    @property
    def what(self) -> str:
        """What it is, for a message."""
        if self.kind == "news":
            return f"the news at hour {self.hours}"
        if self.kind == "part":
            return f"a text of the part `{self.name}`"
        return f"the {self.kind} of `{self.scene}{'/' if self.choice else ''}{self.choice}`"


def counted(prose: Prose) -> int:
    """Words as a reader counts them; a variable is one."""
    return _counted(prose.text)


@lru_cache(maxsize=1 << 17)  # as many texts as a story of ten thousand scenes has
def _counted(text: str) -> int:
    # The signs of an emphasis stand at a word and are none; of a link, its words alone are shown.
    return len((LINK.sub(r"\g<words>", text) if "[" in text else text).split())


def texts_of(story: Story) -> Iterator[ShownText]:
    """Passages, labels, reasons, results, what stands for a skipped scene, what parts tell, and news."""
    for scene in story.scenes.values():
        for block in scene.blocks:
            for prose in block.texts:
                yield ShownText(prose, "passage", scene.id, scene.at, person=block.person)
        if scene.skip is not None:
            yield ShownText(scene.skip.says, "skip", scene.id, scene.at)
        if not scene.goes_on:
            for choice in scene.choices:
                yield from _of_choice(scene, choice)
    for part in story.parts:
        for prose in part.texts:
            yield ShownText(prose, "part", "", part.at, name=part.id)
    for item in story.news:
        yield ShownText(item.text, "news", "", None, hours=item.hours)


def _of_choice(scene: Scene, choice: Choice) -> Iterator[ShownText]:
    yield ShownText(choice.label, "label", scene.id, choice.at, choice.id)
    if choice.locked is not None:
        yield ShownText(choice.locked, "reason", scene.id, choice.at, choice.id)
    for prose in result_texts(choice):
        yield ShownText(prose, "result", scene.id, choice.at, choice.id, choice.person)
    for prose in result_texts(*choice.outcomes):
        yield ShownText(prose, "result", scene.id, choice.at, choice.id)
