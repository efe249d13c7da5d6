"""What to say where a player asks why, and no fact stands behind what has just happened."""

from game.play.playthrough import Playthrough, choice_of


def nothing_behind(played: Playthrough) -> str:
    """A sentence for the present moment, if `because_of` has no fact for it."""
    entry = played.turns[-1].entry
    if entry is None:
        return "The story has changed since your last choice." if played.earlier else "Nothing has happened yet: you have made no choice."
    if entry.skipped:
        return "You skipped this."
    scenes = played.program.story.scenes
    name = played.program.story.name_now(entry.scene)
    if name in scenes and scenes[name].goes_on:
        return "Nothing stands behind this: there was nothing to choose."
    found = choice_of(played, entry)
    if found is not None and sum(outcome.weight > 0 for outcome in found[0].outcomes) > 1:
        return "Nothing stands behind this but your choice, and chance."
    return "Nothing stands behind this but your choice."
