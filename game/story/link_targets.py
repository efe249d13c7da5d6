"""Where choices lead by links alone; what conditions and effects allow is for play, or for a proof, to say.

What has a chance of 0 is written (`Choice.goes`) and yet leads nowhere, and neither does a door that is there to be seen
closed. A visit leads to its scene, and its `go` says where `back` leads from there. A `skip` takes one of the choices, so
it has no link of its own.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct

from game.story.language.tree import Expression
from game.story.model import BACK, Choice, Outcome, Scene, Story

WayKind = Literal["go", "visit", "back", "stay"]


class Moment(Struct, frozen=True):
    """A scene, and the scene that a visit there returns to ("" outside of a visit)."""

    scene: str
    back: str = ""


class Way(Struct, frozen=True):
    """What one choice, or one of its outcomes, leads to. `asks` are conditions, and whether each has to hold: it is one of several
    ways on, and taken where these come out so once the effects are done."""

    choice: Choice
    outcome: Outcome | None
    kind: WayKind
    target: Moment
    asks: tuple[tuple[Expression, bool], ...] = ()


def possible(choice: Choice) -> Iterator[Outcome | None]:
    """Each outcome that can happen; None for what is without chance."""
    if choice.door:
        return
    if not choice.outcomes:
        yield None
    yield from (outcome for outcome in choice.outcomes if outcome.weight)


def outcomes_of(choice: Choice) -> Iterator[tuple[Outcome | None, str]]:
    """Each outcome that can happen, with each of the places where it may go: a scene, `back`, or "" to stay."""
    for outcome in possible(choice):
        branches, go = choice.forks(outcome)
        yield from ((outcome, branch.go) for branch in branches)
        yield outcome, go


def targets_of(choice: Choice) -> tuple[str, ...]:
    """Where a choice may go, each once: scenes or `back`, and nothing where it stays. Of a visit, where it returns to."""
    return tuple(dict.fromkeys(go for _, go in outcomes_of(choice) if go))


def leads_of(choice: Choice) -> tuple[str, ...]:
    """The scenes that a choice may lead to, each once, that of a visit first; neither coming back nor staying is one."""
    if not choice.outcomes and not choice.visit and not choice.branches:  # as nearly all are
        return (choice.go,) if choice.go and choice.go != BACK and not choice.door else ()
    return tuple(dict.fromkeys(target for target in (choice.visit, *targets_of(choice)) if target and target != BACK))


def linked(story: Story, starts: Iterable[str], onward: Callable[[Choice], Iterable[str]] = leads_of) -> Iterator[Scene]:
    """The scenes that a chain of choices leads to from any of `starts`, these among them, each once.

    Coming back adds none: it leads to where the visit was made, or to where its choice goes.
    """
    waiting = list(starts)
    found = set(waiting)
    while waiting:
        scene = story.scenes[waiting.pop()]
        yield scene
        for choice in scene.choices:
            for target in onward(choice):
                if target not in found:
                    found.add(target)
                    waiting.append(target)


def ways_on(moment: Moment, choices: Iterable[Choice]) -> Iterator[Way]:
    """The ways on from a moment by choices of its scene, in their order. `go: back` leads nowhere outside of a visit."""
    for choice in choices:
        for outcome in possible(choice):
            for go, asks in _ways_of(choice, outcome):
                if choice.visit:
                    yield Way(choice, outcome, "visit", Moment(choice.visit, go or moment.scene))
                elif go == BACK:
                    if moment.back:
                        yield Way(choice, outcome, "back", Moment(moment.back), asks)
                elif go:
                    yield Way(choice, outcome, "go", Moment(go), asks)
                else:
                    yield Way(choice, outcome, "stay", moment)


def _ways_of(choice: Choice, outcome: Outcome | None) -> Iterator[tuple[str, tuple[tuple[Expression, bool], ...]]]:
    """Where an outcome may go, with what has to hold or not for each."""
    branches, go = choice.forks(outcome)
    before: tuple[tuple[Expression, bool], ...] = ()
    for branch in branches:
        yield branch.go, (*before, (branch.condition, True))
        before = (*before, (branch.condition, False))
    yield go, before


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
