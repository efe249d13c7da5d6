"""Where choices lead by links alone; what conditions and effects allow is for play, or for a proof, to say.

What has a chance of 0 is written (`Choice.goes`) and yet leads nowhere, and neither does a door that is there to be seen
closed. A visit leads to its scene, and its `go` says where `back` leads from there. A `skip` takes one of the choices, so
it has no link of its own.
"""

from collections.abc import Callable, Iterable, Iterator

from game.story.model import BACK, Choice, Outcome, Scene, Story


def outcomes_of(choice: Choice) -> Iterator[tuple[Outcome | None, str]]:
    """Each outcome that can happen, with where it goes: a scene, `back`, or "" to stay. None for what is without chance."""
    if choice.door:
        return
    if not choice.outcomes:
        yield None, choice.go
    for outcome in choice.outcomes:
        if outcome.weight:
            yield outcome, outcome.go or choice.go


def targets_of(choice: Choice) -> tuple[str, ...]:
    """Where a choice may go, each once: scenes or `back`, and nothing where it stays. Of a visit, where it returns to."""
    return tuple(dict.fromkeys(go for _, go in outcomes_of(choice) if go))


def leads_of(choice: Choice) -> tuple[str, ...]:
    """The scenes that a choice may lead to, each once, that of a visit first; neither coming back nor staying is one."""
    if not choice.outcomes and not choice.visit:  # as nearly all are
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
