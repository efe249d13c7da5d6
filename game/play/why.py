"""Whether there is something to tell where a player asks why, and what to say where no fact stands behind what has just happened."""

from game.play.playthrough import Playthrough, because_of, choice_of, results_of, told_in, was_drawn


def has_new_reason(played: Playthrough, turn: int) -> bool:
    """Whether something is told of what the choice of a turn has led to, and a fact stands behind it that wasn't told before."""
    reason = _reason(played, turn)
    return bool(reason) and not any(
        reason == _reason(played, before) or any(reason in prose.facts for prose in told_in(played, before)) for before in range(turn)
    )


def _reason(played: Playthrough, turn: int) -> str:
    """The fact that is told to whoever asks why; "" where there is nothing to ask about."""
    return because_of(played, turn) if results_of(played, turn) else ""


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
    if found is not None and was_drawn(played, len(played.turns) - 2, found[0]):
        return "Nothing stands behind this but your choice, and chance."
    return "Nothing stands behind this but your choice."
