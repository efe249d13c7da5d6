"""Who speaks: a line is a block of text that is somebody's, or what is heard on a topic of an encounter."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.story.model import Scene, Story
from game.story.prose import Prose
from game.story.text_words import counted
from game.text.clean import clean_line


@dataclass(frozen=True, slots=True)
class PersonFigures:
    person: str
    name: str
    woman: bool
    host: bool
    lines: int
    words: int


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of a whole from 0 to 1; None where there is no whole: nobody, or nothing said."""

    women_of_people: float | None
    women_of_lines: float | None
    women_of_words: float | None
    hosts_of_people: float | None
    hosts_of_lines: float | None
    hosts_of_words: float | None


def people_of(story: Story) -> tuple[PersonFigures, ...]:
    said: dict[str, list[int]] = {name: [] for name in story.people}
    for scene in story.scenes.values():
        for person, prose in _lines(scene):
            said[person].append(counted(prose))
    return tuple(
        PersonFigures(name, clean_line(person.name), person.she, person.host, len(said[name]), sum(said[name]))
        for name, person in story.people.items()
    )


def shares_of(people: tuple[PersonFigures, ...]) -> Shares:
    women, hosts = [each for each in people if each.woman], [each for each in people if each.host]

    def part(some: list[PersonFigures], what: str) -> float | None:
        amount = {"people": lambda _: 1, "lines": lambda each: each.lines, "words": lambda each: each.words}[what]
        whole = sum(map(amount, people))
        return round(sum(map(amount, some)) / whole, 3) if whole else None

    return Shares(*(part(some, what) for some in (women, hosts) for what in ("people", "lines", "words")))


def _lines(scene: Scene) -> Iterator[tuple[str, Prose]]:
    for block in scene.blocks:
        if block.person:
            yield from ((block.person, prose) for prose in block.texts)
    if scene.kind == "encounter" and scene.person:
        for choice in scene.choices:
            if choice.once and choice.result is not None:  # a topic; taking one's leave isn't made once
                yield scene.person, choice.result
