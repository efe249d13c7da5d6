"""Going on with a saved playthrough, also where the story has changed since.

Where the story plays as it did, the entries are replayed. Where it has changed, they are replayed all the same if every
one still exists, is open and all of them lead to the checkpoint. Otherwise the checkpoint is restored by name: what was
chosen before can be read but no longer undone. Nothing is guessed, and whatever was set anew is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from game.play.evaluate import MEMORY, RETURN, SCENE, VALUES, State
from game.play.fingerprint import fingerprint
from game.play.playthrough import NotOpenError, Playthrough, Turn, begin, choose, facts_met
from game.play.program import Program
from game.play.record import Carried, Checkpoint, Saved
from game.story.model import BACK, Story, Variable


@dataclass(frozen=True, slots=True)
class Resumed:
    """A playthrough to go on with, and sentences to tell the player (none where all is as it was)."""

    played: Playthrough
    notices: tuple[str, ...] = ()


class OtherStoryError(Exception):
    """The save belongs to another story, or to a role that this story no longer has."""


def saved_from(played: Playthrough) -> Saved:
    """The playthrough as it is kept."""
    story = played.program.story
    return Saved(
        story.id,
        fingerprint(story),
        played.program.role.id,
        played.seed,
        played.carried,
        played.entries,
        checkpoint_of(played),
        played.earlier,
        played.base,
    )


def checkpoint_of(played: Playthrough) -> Checkpoint:
    """Where the playthrough stands, by name. Values of variables that the story no longer has are kept."""
    program, state = played.program, played.state
    story, bits, memory = program.story, program.bits, state[MEMORY]
    values: dict[str, bool | int | str] = dict(played.base.values) if played.base is not None else {}
    for name, variable in story.variables.items():
        values[name] = _named_value(variable, state[program.places[name]])
    way = state[RETURN]
    before = played.base
    scenes = {program.ids[turn.state[SCENE]] for turn in played.turns}
    entered = scenes | {scene for scene, bit in bits.seen.items() if memory & bit} | (before.entered if before is not None else frozenset())
    return Checkpoint(
        scene=program.ids[state[SCENE]],
        back="" if way == 0 else program.ids[abs(way) - 1],
        back_enters=way < 0,
        values=MappingProxyType(values),
        entered=frozenset(entered),
        entered_again=frozenset(scene for scene, bit in bits.again.items() if memory & bit),
        used=frozenset(pair for pair, bit in bits.used.items() if memory & bit),
        met=frozenset(facts_met(played)),
    )


def _named_value(variable: Variable, value: int) -> bool | int | str:
    if variable.type == "flag":
        return bool(value)
    return value if variable.type == "int" else variable.values[value]


def resume(program: Program, saved: Saved) -> Resumed:
    """Raises OtherStoryError."""
    if saved.story != program.story.id or saved.role != program.role.id:
        raise OtherStoryError(saved.story)
    replayed = _replay(program, saved)
    if replayed is not None:
        return Resumed(replayed)
    return _restore(program, saved)


def _replay(program: Program, saved: Saved) -> Playthrough | None:
    if saved.base is None:
        played = begin(program, saved.seed, saved.carried)
    else:
        restored = _restore_point(program, saved.base, saved.carried)
        if restored is None:
            return None
        played = Playthrough(program, saved.seed, saved.carried, (Turn(None, restored, restored),), saved.earlier, saved.base)
    aliases = program.story.scene_was
    try:
        for entry in saved.entries:
            if played.scene.id != aliases.get(entry.scene, entry.scene):
                return None
            played = choose(played, entry.choice, entry.outcome, skipped=entry.skipped)
    except NotOpenError:
        return None
    if saved.fingerprint != fingerprint(program.story) and not _agrees(checkpoint_of(played), saved.checkpoint, program.story):
        return None
    return played


def _agrees(now: Checkpoint, then: Checkpoint, story: Story) -> bool:
    """Whether two checkpoints are the same place, as far as the story still knows what the earlier one says."""
    aliases = story.scene_was
    if now.scene != aliases.get(then.scene, then.scene) or now.back != aliases.get(then.back, then.back):
        return False
    return all(now.values[name] == value for name, value in then.values.items() if name in now.values)


def _restore(program: Program, saved: Saved) -> Resumed:
    story, point = program.story, saved.checkpoint
    entries = (*saved.earlier, *saved.entries)
    notices = ["The story has changed since you last played. What you chose before can be read, but no longer undone."]
    state = _restore_point(program, point, saved.carried)
    if state is None:
        scene = _nearest_scene(story, entries)
        if scene is None:
            scene = program.role.start
            notices.append(
                "The scene that you were in is gone, and so are those before it: you start again from the first, with what you had."
            )
        else:
            notices.append(f"The scene that you were in is gone. You go on from the last one that is still there: {_title(story, scene)}.")
        point = Checkpoint(scene, "", False, point.values, point.entered, point.entered_again, point.used, point.met)
        state = _restore_point(program, point, saved.carried) or begin(program, saved.seed, saved.carried).state
    notices += _changed_values(story, saved.checkpoint.values)
    played = Playthrough(program, saved.seed, saved.carried, (Turn(None, state, state),), entries, point)
    return Resumed(played, tuple(notices))


def _title(story: Story, scene: str) -> str:
    return story.scenes[scene].title or scene.replace("_", " ")


def _nearest_scene(story: Story, entries: tuple[object, ...]) -> str | None:
    """The last scene of the way that is still there and doesn't need a visit to come back from."""
    for entry in reversed(entries):
        scene = story.scene_was.get(entry.scene, entry.scene)  # type: ignore[attr-defined]
        if scene in story.scenes and not _needs_visit(story, scene):
            return scene
    return None


def _needs_visit(story: Story, scene: str) -> bool:
    choices = story.scenes[scene].choices
    return any(choice.go == BACK or any(outcome.go == BACK for outcome in choice.outcomes) for choice in choices)


def _restore_point(program: Program, point: Checkpoint, carried: Carried) -> State | None:
    """The state that a checkpoint names, or None where its scene, or the one to come back to, is gone."""
    story, bits = program.story, program.bits
    aliases = story.scene_was
    scene, back = aliases.get(point.scene, point.scene), aliases.get(point.back, point.back)
    if scene not in program.numbers or (back and back not in program.numbers) or (not back and _needs_visit(story, scene)):
        return None
    way = 0 if not back else program.numbers[back] + 1
    state = [0] * (VALUES + len(story.variables))
    state[SCENE], state[RETURN] = program.numbers[scene], -way if point.back_enters else way
    defaults = {**{name: variable.start for name, variable in story.variables.items()}, **dict(program.role.values)}
    for name, variable in story.variables.items():
        value = _value_from(variable, point.values.get(name))
        state[program.places[name]] = defaults[name] if value is None else value
    memory = 0
    for entered in point.entered:
        memory |= bits.seen.get(aliases.get(entered, entered), 0)
    for entered in point.entered_again:
        memory |= bits.again.get(aliases.get(entered, entered), 0)
    for fact in point.met | carried.facts:
        memory |= bits.met.get(fact, 0)
    for used_scene, choice in point.used:
        memory |= _used_bit(program, aliases.get(used_scene, used_scene), choice)
    state[MEMORY] = memory
    return tuple(state)


def _used_bit(program: Program, scene: str, choice: str) -> int:
    if (scene, choice) in program.bits.used:
        return program.bits.used[scene, choice]
    for candidate in program.story.scenes[scene].choices if scene in program.story.scenes else ():
        if choice in candidate.was:
            return program.bits.used.get((scene, candidate.id), 0)
    return 0


def _value_from(variable: Variable, value: bool | int | str | None) -> int | None:
    """The saved value as the variable has it now: brought within its bounds, or None where the type is another."""
    if variable.type == "flag":
        return int(value) if isinstance(value, bool) else None
    if variable.type == "int":
        return max(variable.low, min(variable.high, value)) if isinstance(value, int) and not isinstance(value, bool) else None
    return variable.values.index(value) if isinstance(value, str) and value in variable.values else None


def _changed_values(story: Story, values: Mapping[str, bool | int | str]) -> list[str]:
    notices = []
    for name, value in values.items():
        variable = story.variables.get(name)
        if variable is None:
            continue
        shown = (variable.show.replace("{}", "").strip() or name.replace("_", " ")).strip(":")
        restored = _value_from(variable, value)
        if restored is None:
            notices.append(f"What the story remembers as “{shown}” has changed, and starts anew.")
        elif variable.type == "int" and restored != value:
            notices.append(
                f"“{shown}” was {value:,} and can now be at most {variable.high:,} and at least {variable.low:,}: it is {restored:,}."
            )
    return notices
