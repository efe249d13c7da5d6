"""The endings of a role as doors: those that were found, and for the others where their way parts from the one played.

What is told of a door that is still closed never says what lies behind it.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from msgspec import Struct

from game.play.engine import Standing, standing
from game.play.evaluate import MEMORY
from game.play.playthrough import Playthrough, number_of
from game.play.transcript import Decision, decisions, scene_of
from game.story.link_targets import leads_of, linked
from game.story.model import Choice, Role, Story

Fork = Literal["choice", "chance", "closed", "unseen"]


class ClosedDoor(Struct, frozen=True):
    """An ending that hasn't been found. `decision` is the last on the player's way at which another way may have led to it,
    None where no such decision can be gone back to. `fork` says how: by another choice that was open, by chance that
    might have fallen otherwise, by a choice that was seen closed, or by one that wasn't there yet.

    Whether it may lead there is asked of the scenes alone: what the choices on that way ask for is left out.
    """

    ending: str
    decision: Decision | None = None
    fork: Fork = "choice"


class Doors(Struct, frozen=True):
    """`found` are the ids of the role's endings that were found, in the story's order; the closed ones are in the order in
    which their ways part from the player's."""

    found: tuple[str, ...]
    closed: tuple[ClosedDoor, ...]


def endings_of(story: Story, role: Role) -> tuple[str, ...]:
    """The ids of the endings that lie on some way from the role's start, whatever it may take to go there."""
    reached = _reached(story, role.start, frozenset())
    return tuple(id for id, scene in story.scenes.items() if scene.ending and id in reached)


def doors(played: Playthrough, found: Collection[str]) -> Doors:
    """The role's endings, of which those in `found` and the one that this playthrough came to are open. At the end of a part none is
    told to be closed, since the role goes on to them.
    """
    story = played.program.story
    open_doors = {story.name_now(ending) for ending in found}
    if played.ended:
        open_doors.add(played.scene.id)
    endings = endings_of(story, played.program.role)
    closed = [ending for ending in endings if ending not in open_doors and played.part_over is None]
    forks = _forks(played, frozenset(closed))
    still = [forks.get(ending) or ClosedDoor(ending) for ending in closed]
    return Doors(tuple(ending for ending in endings if ending in open_doors), tuple(sorted(still, key=_made)))


def at_one_fork(closed: Iterable[ClosedDoor]) -> tuple[tuple[ClosedDoor, int], ...]:
    """The closed doors, those whose ways part alike together: the first of them, and how many they are."""
    alike: dict[tuple[int, Fork], list[ClosedDoor]] = {}
    for door in closed:
        alike.setdefault((_made(door), door.fork), []).append(door)
    return tuple((members[0], len(members)) for members in alike.values())


def _made(door: ClosedDoor) -> int:
    return -1 if door.decision is None or door.decision.made is None else door.decision.made


def _forks(played: Playthrough, endings: frozenset[str]) -> dict[str, ClosedDoor]:
    """For each of the endings the last fork of the way from which it can be reached without coming back to that way."""
    made = [decision for decision in decisions(played) if decision.made is not None]
    forks: dict[str, ClosedDoor] = {}
    on_the_way = {scene_of(played, len(played.turns) - 1)}
    for decision in reversed(made):
        if len(forks) == len(endings) or decision.made is None:
            break
        on_the_way.add(scene_of(played, decision.made))
        for fork, target in _other_ways(played, decision.made):
            if target in on_the_way:
                continue
            for ending in endings & _reached(played.program.story, target, frozenset(on_the_way)):
                forks.setdefault(ending, ClosedDoor(ending, decision, fork))
    return forks


def _other_ways(played: Playthrough, made: int) -> Iterator[tuple[Fork, str]]:
    """Where the decision might have led instead: first by open choices, then by chance, then by what couldn't be chosen."""
    program, state = played.program, played.turns[made].state
    compiled = program.scene(state[0])
    entry = played.turns[made + 1].entry
    taken = number_of(compiled.scene.choices, entry.choice) if entry is not None else None
    shut: list[tuple[Fork, str]] = []
    for number, each in enumerate(compiled.choices):
        stands = standing(program, state, number)
        if number == taken or each.choice.door or state[MEMORY] & each.used:
            continue
        if stands is Standing.OPEN:
            yield from (("choice", target) for target in leads_of(each.choice))
        else:
            shut += (("closed" if stands is Standing.CLOSED else "unseen", target) for target in leads_of(each.choice))
    if taken is not None:
        yield from (("chance", target) for target in leads_of(compiled.choices[taken].choice))
    yield from sorted(shut)  # what was seen before what wasn't


def _reached(story: Story, start: str, barred: frozenset[str]) -> set[str]:
    """The scenes that lie on some way from `start` through none that is barred, `start` among them."""

    def onward(choice: Choice) -> Iterator[str]:
        return (target for target in leads_of(choice) if target not in barred)

    return {scene.id for scene in linked(story, [start], onward)}
