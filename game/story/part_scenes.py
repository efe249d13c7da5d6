"""A part of a role as scenes: those of the story that play otherwise in it, and the story in which it is all that there is."""

from collections.abc import Mapping

from msgspec.structs import replace

from game.story.model import Block, Role, RolePart, Scene, Story


def scenes_of_part(story: Story, part: RolePart) -> Mapping[str, Scene]:
    """The scenes that are otherwise in a part, by their ids: where it begins, what has happened before is told; at its ends `told`
    is read, and nothing follows. An ending of the role stays what it is.
    """
    changed = {end: _ended(story.scenes[end], part) for end in part.ends if not story.scenes[end].ending}
    if part.before is not None:
        start = story.scenes[part.start]
        changed[start.id] = replace(start, blocks=(Block(first=part.before), *start.blocks))
    return changed


def _ended(scene: Scene, part: RolePart) -> Scene:
    """Where it is stays to be seen, but no room that nobody has come into yet."""
    return Scene(scene.id, scene.at, place=scene.place, enter=scene.enter, was=scene.was, blocks=part.told, ending=part.title)


def role_in_part(role: Role, part: RolePart) -> Role:
    """The role as it starts in a part."""
    return replace(role, start=part.start, values=part.values)


def story_of_part(story: Story, role: str, part: RolePart) -> Story:
    """The story in which a part is the whole of its role: whoever proves, counts or prints a role can do so with a part."""
    alone = replace(role_in_part(story.roles[role], part), parts=())
    return replace(story, roles={**story.roles, role: alone}, scenes={**story.scenes, **scenes_of_part(story, part)})
