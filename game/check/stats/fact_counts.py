"""Where each fact is told, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from game.story.edges import told_by
from game.story.model import Scene, Story


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
    told = {scene.id: set(told_in(scene)) for scene in story.scenes.values()}
    because = {scene.id: set(because_in(scene)) for scene in story.scenes.values()}
    return tuple(
        FactFigures(
            name,
            fact.kind,
            tuple(scene for scene in story.scenes if name in told[scene]),
            tuple(scene for scene in story.scenes if name in because[scene]),
            sum(1 for item in story.news if name in item.facts),
            tuple(
                role
                for role, scenes in reach.items()
                if any(name in told[scene] or name in because[scene] for scene in scenes)
                or any(name in item.facts and role in (item.roles or (role,)) for item in story.news)
            ),
        )
        for name, fact in story.facts.items()
    )
