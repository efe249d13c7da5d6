"""Every way on by links alone: what conditions and effects allow is for a proof to say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from game.story.link_targets import outcomes_of
from game.story.model import BACK, Choice, Outcome, Scene, Story

WayKind = Literal["go", "visit", "back", "stay"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A scene, and the scene that a visit there returns to ("" outside of a visit)."""

    scene: str
    back: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """What one choice, or one of its outcomes, leads to."""

    choice: Choice
    outcome: Outcome | None
    kind: WayKind
    target: Moment


def ways_on(moment: Moment, choices: Iterable[Choice]) -> Iterator[Way]:
    """The ways on from a moment by choices of its scene, in their order. `go: back` leads nowhere outside of a visit."""
    for choice in choices:
        for outcome, go in outcomes_of(choice):
            if choice.visit:
                yield Way(choice, outcome, "visit", Moment(choice.visit, go or moment.scene))
            elif go == BACK:
                if moment.back:
                    yield Way(choice, outcome, "back", Moment(moment.back))
            elif go:
                yield Way(choice, outcome, "go", Moment(go))
            else:
                yield Way(choice, outcome, "stay", moment)


def told_by(choice: Choice) -> tuple[Choice | Outcome, ...]:
    """A choice and its outcomes: whatever can have a result and a reason."""
    return (choice, *choice.outcomes)


def moments_from(story: Story, starts: Iterable[str]) -> dict[Moment, tuple[Way, ...]]:
    """Every moment that can be reached from these scenes, with its ways on, in the order in which they are met."""
    waiting = [Moment(start) for start in starts][::-1]
    found: dict[Moment, tuple[Way, ...]] = {}
    while waiting:
        moment = waiting.pop()
        if moment not in found:
            found[moment] = tuple(ways_on(moment, story.scenes[moment.scene].choices))
            waiting.extend(way.target for way in reversed(found[moment]))
    return found


def scenes_from(story: Story, role: str) -> dict[str, Scene]:
    """The scenes that a role can reach by links, in the story's order."""
    there = {moment.scene for moment in moments_from(story, [story.roles[role].start])}
    return {name: scene for name, scene in story.scenes.items() if name in there}


def without_ending(story: Story) -> set[str]:
    """The scenes from which no chain of links leads to an ending."""
    moments = moments_from(story, story.scenes)
    before: dict[Moment, list[Moment]] = {}
    for moment, ways in moments.items():
        for way in ways:
            before.setdefault(way.target, []).append(moment)
    good = {moment for moment in moments if story.scenes[moment.scene].ending}
    waiting = list(good)
    while waiting:
        for moment in before.get(waiting.pop(), ()):
            if moment not in good:
                good.add(moment)
                waiting.append(moment)
    return set(story.scenes) - {moment.scene for moment in good}
