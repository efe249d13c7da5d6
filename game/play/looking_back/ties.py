"""What ties a game to the story's other roles: that it met who they are, that each changes what the other finds, or a place."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from game.play.evaluate import SCENE
from game.play.looking_back.journey import journey
from game.play.playthrough import Playthrough, echoes_left, passage_of
from game.story.language.tree import VariableRead, parts
from game.story.link_targets import linked
from game.story.model import Scene, Story

TieKind = Literal["met", "changes", "changed", "place"]
UNKNOWN = "unknown"
TOLD: dict[TieKind, str] = {
    "met": "You met {name}.",
    "changes": "What you did changes their story.",
    "changed": "Their story changes what you found.",
    "place": "You were in {name} too.",
}


class Tie(Struct, frozen=True):
    """Why somebody may want to be `role` next. `name` is that of the person who was met or of the place, "" for the others."""

    role: str
    kind: TieKind
    name: str = ""

    @property
    def says(self) -> str:
        return TOLD[self.kind].format(name=self.name)


def ties(played: Playthrough) -> tuple[Tie, ...]:
    """To each other role the strongest, the strongest first; of two alike that which came last in the game."""
    found: dict[str, Tie] = {}
    for tie in (*_met(played), *_changes(played), *_changed(played), *_places(played)):
        if tie.role != played.program.role.id:
            found.setdefault(tie.role, tie)
    return tuple(found.values())


def _scenes(played: Playthrough) -> list[Scene]:
    """Those that were come to, the last one first."""
    return [played.program.scene(turn.state[SCENE]).scene for turn in reversed(played.turns)]


def _met(played: Playthrough) -> Iterator[Tie]:
    """Who spoke."""
    story = played.program.story
    roles = {role.person: role.id for role in story.roles.values() if role.person}
    for number in range(len(played.turns) - 1, -1, -1) if roles else ():
        scene = played.program.scene(played.turns[number].state[SCENE]).scene
        for person in (scene.person, *(speaker for speaker, _ in passage_of(played, number))):
            if person in roles:
                yield Tie(roles[person], "met", story.people[person].name)


def _changes(played: Playthrough) -> Iterator[Tie]:
    """Who finds what this game has left behind, the fewest roles first: what all of them find ties to none."""
    story = played.program.story
    readers = {role.id: _echoes_read(story, linked(story, [role.start])) for role in story.roles.values()}
    left = [name for name, value in echoes_left(played).items() if value != UNKNOWN]
    found = [[role for role, read in readers.items() if name in read] for name in left]
    for roles in sorted(found, key=len):
        yield from (Tie(role, "changes") for role in roles)


def _changed(played: Playthrough) -> Iterator[Tie]:
    """Whose doings this game asked for."""
    story = played.program.story
    for scene in _scenes(played):
        for name in _echoes_read(story, [scene]):
            yield Tie(story.variables[name].echo, "changed")


def _echoes_read(story: Story, scenes: Iterable[Scene]) -> list[str]:
    """The echoes that something in these scenes asks for, each once."""
    read = (part.name for scene in scenes for each in scene.expressions for part in parts(each) if isinstance(part, VariableRead))
    return [name for name in dict.fromkeys(read) if story.variables[name].echo]


def _places(played: Playthrough) -> Iterator[Tie]:
    """Who begins where this game has been."""
    story = played.program.story
    for stop in reversed(journey(played)):
        for role in story.roles.values():
            if story.scenes[role.start].place == stop.place.id:
                yield Tie(role.id, "place", stop.place.name)
