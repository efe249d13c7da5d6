"""Which entries a gamebook has, and the number of each.

A scene has an entry for its passage. Where entering it changes the sheet there is another before that one, since coming
back from a visit is no entering. A choice has one where something comes of it, and so has each of its outcomes.
"""

from collections.abc import Iterator, Mapping
from random import Random

from msgspec import Struct

from game.paper.plan import Plan, condition_of
from game.story.link_targets import outcomes_of
from game.story.model import Choice, Outcome, Scene

Key = tuple[str, ...]  # ("enter", scene), ("scene", scene), ("choice", scene, choice), ("outcome", scene, choice, outcome)


class Numbers(Struct, frozen=True):
    """Scenes are named by their ids. The role begins with number 1."""

    of: Mapping[Key, int]

    def passage(self, scene: str) -> int:
        return self.of["scene", scene]

    def enters(self, scene: str) -> bool:
        """Whether entering the scene has an entry of its own."""
        return ("enter", scene) in self.of

    def entering(self, scene: str) -> int:
        return self.of["enter", scene]

    def way_in(self, scene: str) -> int:
        return self.entering(scene) if self.enters(scene) else self.passage(scene)

    def results(self, scene: Scene, choice: Choice) -> list[tuple[Outcome | None, int]]:
        """What may come of a choice, with its number; nothing where it only leads on."""
        found = ((outcome, self.of.get(_result(scene, choice, outcome))) for outcome, _ in outcomes_of(choice))
        return [(outcome, number) for outcome, number in found if number is not None]


def numbered(plan: Plan) -> Numbers:
    """A number for each entry, in an order that tells nothing and is the same each time."""
    keys = [key for scene in plan.scenes for key in _keys(plan, scene)]
    start = plan.story.scenes[plan.program.role.start]
    first = ("enter" if _enters(plan, start) else "scene", start.id)
    keys.remove(first)
    Random(f"{plan.story.id} {plan.program.role.id}").shuffle(keys)
    return Numbers({key: number for number, key in enumerate([first, *keys], start=1)})


def _keys(plan: Plan, scene: Scene) -> Iterator[Key]:
    if _enters(plan, scene):
        yield ("enter", scene.id)
    yield ("scene", scene.id)
    for choice in scene.choices:
        if condition_of(plan, *choice.conditions) is not None and (choice.outcomes or _brings(plan, choice)):
            yield from (_result(scene, choice, outcome) for outcome, _ in outcomes_of(choice))


def _result(scene: Scene, choice: Choice, outcome: Outcome | None) -> Key:
    return ("choice", scene.id, choice.id) if outcome is None else ("outcome", scene.id, choice.id, outcome.id)


def _enters(plan: Plan, scene: Scene) -> bool:
    return scene.id in plan.been or any(effect.variable in plan.kept for effect in scene.enter)


def _brings(plan: Plan, choice: Choice) -> bool:
    """Whether something comes of a choice besides where it leads."""
    changes = any(effect.variable in plan.kept for effect in choice.effects)
    return bool(choice.result or choice.visit or choice.recall or choice.because or changes)
