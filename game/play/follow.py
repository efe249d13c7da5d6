"""Staying where one is while the story is being changed: the choices are made again, as far as they still lead.

A player's save is never cut short (`resume`); whoever writes the story wants to see the changed story itself, so here
nothing is restored that its choices don't lead to.
"""

from dataclasses import dataclass

from game.play.engine import open_choices
from game.play.playthrough import NotOpenError, Playthrough, begin, choose, number_of
from game.play.program import Program, compile_role
from game.play.record import Carried, Entry, Saved
from game.story.model import Story


@dataclass(frozen=True, slots=True)
class Followed:
    """Where the choices lead now, how many of them could be made, and sentences on what is otherwise."""

    played: Playthrough
    made: int
    notices: tuple[str, ...] = ()


def for_author(story: Story, role: str) -> Program:
    """The role with all that its author may ask for: also what only named conditions want to know."""
    return compile_role(story, role, asked=story.conditions.values())


def follow(story: Story, saved: Saved) -> Followed:
    """Make the choices of a playthrough again in a story that may have changed since."""
    if saved.role not in story.roles:
        role = next(iter(story.roles))
        played = begin(for_author(story, role), saved.seed)
        return Followed(played, 0, (f"The story has no role `{saved.role}` now; this is the start of `{role}`.",))
    program = for_author(story, saved.role)
    known = frozenset(fact for fact in saved.carried.facts if fact in story.facts)
    played = begin(program, saved.seed, Carried(known, saved.carried.echoes))
    for made, entry in enumerate(saved.entries):
        scene = story.name_now(entry.scene)
        if played.scene.id != scene:
            return Followed(played, made, (_elsewhere(story, entry.scene, played), _kept(made, saved)))
        try:
            played = choose(played, entry.choice, entry.outcome, skipped=entry.skipped)
        except NotOpenError:
            return Followed(played, made, (_closed(entry, played), _kept(made, saved)))
    if played.scene.id != story.name_now(saved.checkpoint.scene):
        return Followed(played, len(saved.entries), (_elsewhere(story, saved.checkpoint.scene, played),))
    return Followed(played, len(saved.entries))


def _elsewhere(story: Story, scene: str, played: Playthrough) -> str:
    gone = "" if story.name_now(scene) in story.scenes else ", which is gone"
    return f"Your choices lead to `{played.scene.id}` now, not to `{scene}`{gone}."


def _closed(entry: Entry, played: Playthrough) -> str:
    number = number_of(played.scene.choices, entry.choice)
    if number is None:
        return f"`{played.scene.id}` has no choice `{entry.choice}` now."
    if entry.outcome and entry.outcome not in {outcome.id for outcome in played.scene.choices[number].outcomes}:
        return f"`{played.scene.id}/{entry.choice}` has no outcome `{entry.outcome}` now."
    if entry.outcome and number in open_choices(played.program, played.state):
        return f"`{played.scene.id}/{entry.choice}` can't come out as `{entry.outcome}` now."
    return f"In `{played.scene.id}` the choice `{entry.choice}` isn't open now."


def _kept(made: int, saved: Saved) -> str:
    return f"So this is after {made} of your {len(saved.entries)} choices. The others are made again once they can be."
