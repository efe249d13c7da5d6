"""Which of a story's variables are a role's own: in a story of several people, one's money is no concern of another's."""

from collections.abc import Iterable, Iterator

from game.story.language.tree import Effect, Expression, parts
from game.story.language.tree import Variable as Name
from game.story.leads import linked
from game.story.model import Role, Scene, Story, Variable
from game.story.prose import Prose


def meters_of(story: Story, role: Role) -> tuple[Variable, ...]:
    """The variables with `show` that the role starts with a value of its own for, or that a scene which links lead to
    changes, asks for or tells; in the story's order. In a story of one role, all with `show`."""
    shown = tuple(variable for variable in story.variables.values() if variable.show)
    if not shown or len(story.roles) == 1:
        return shown
    names = {name for name, _ in role.values}
    for scene in linked(story, [role.start]):
        names |= set(_names(scene))
    return tuple(variable for variable in shown if variable.name in names)


def _names(scene: Scene) -> Iterator[str]:
    for block in scene.blocks:
        yield from _asked(block.condition)
        yield from _told(block.text, block.first, block.again)
    yield from _changed(scene.enter)
    for choice in scene.choices:
        yield from _asked(choice.when)
        yield from _asked(choice.condition)
        yield from _told(choice.label, choice.locked, choice.result)
        yield from _changed(choice.effects)
        for outcome in choice.outcomes:
            yield from _told(outcome.result)
            yield from _changed(outcome.effects)


def _told(*texts: Prose | None) -> Iterator[str]:
    for prose in texts:
        if prose is not None:
            yield from prose.variables


def _changed(effects: Iterable[Effect]) -> Iterator[str]:
    for effect in effects:
        yield effect.variable
        yield from _asked(effect.value)


def _asked(expression: Expression | None) -> Iterator[str]:
    if expression is not None:
        yield from (part.name for part in parts(expression) if isinstance(part, Name))
