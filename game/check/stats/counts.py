"""Where each fact is linked to, and for whom; and who speaks: a line is a block of text that is somebody's, or what is heard on a
topic of an encounter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from game.story.link_targets import told_by
from game.story.model import Scene, Story, result_texts
from game.story.prose import Prose
from game.story.shown_texts import counted
from game.text.clean import clean_line


@dataclass(frozen=True, slots=True)
class FactFigures:
    """`told_in`: scenes whose words link to it. `because_in`: scenes in which it is why. `roles`: who can meet it."""

    fact: str
    kind: str
    told_in: tuple[str, ...]
    because_in: tuple[str, ...]
    news: int
    roles: tuple[str, ...]

    @property
    def never_told(self) -> bool:
        return not (self.told_in or self.because_in or self.news)


def told_in(scene: Scene) -> tuple[str, ...]:
    """The facts that a scene's words link to, in their order."""
    return tuple(dict.fromkeys(fact for prose in scene.texts for fact in prose.facts))


def because_in(scene: Scene) -> tuple[str, ...]:
    reasons = (part.because for choice in scene.choices for part in told_by(choice))
    return tuple(dict.fromkeys(fact for fact in reasons if fact))


def facts_of(story: Story, reach: Mapping[str, Mapping[str, Scene]]) -> tuple[FactFigures, ...]:
    """`reach`: the scenes of each role."""
    words = {scene.id: set(told_in(scene)) for scene in story.scenes.values()}
    because = {scene.id: set(because_in(scene)) for scene in story.scenes.values()}
    return tuple(
        FactFigures(
            name,
            fact.kind,
            tuple(scene for scene in story.scenes if name in words[scene]),
            tuple(scene for scene in story.scenes if name in because[scene]),
            sum(1 for item in story.news if name in item.facts),
            tuple(
                role
                for role, scenes in reach.items()
                if any(name in words[scene] or name in because[scene] for scene in scenes)
                or any(name in item.facts and role in (item.roles or (role,)) for item in story.news)
            ),
        )
        for name, fact in story.facts.items()
    )


# ---- people ----


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
    for choice in scene.choices:
        if choice.person:
            yield from ((choice.person, prose) for prose in result_texts(choice))
