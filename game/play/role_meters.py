"""Which of a story's variables are a role's own: in a story of several people, one's money is no concern of another's."""

from game.story.language.tree import VariableRead, parts
from game.story.link_targets import linked
from game.story.model import Role, Story, Variable


def meters_of(story: Story, role: Role) -> tuple[Variable, ...]:
    """The variables with `show` that the role starts with a value of its own for, or that a scene which links lead to
    changes, asks for or tells; in the story's order. In a story of one role, all with `show`."""
    shown = tuple(variable for variable in story.variables.values() if variable.show)
    if not shown or len(story.roles) == 1:
        return shown
    names = {name for name, _ in role.values}
    for scene in linked(story, [role.start]):
        names |= {effect.variable for effect in scene.effects}
        names |= {part.name for expression in scene.expressions for part in parts(expression) if isinstance(part, VariableRead)}
        names |= {name for prose in scene.texts for name in prose.variables}
    return tuple(variable for variable in shown if variable.name in names)
