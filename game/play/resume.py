"""Going on with a saved playthrough, also where the story has changed since.

Where the story plays as it did, the entries are replayed. Where it has changed, they are replayed all the same if every
one still exists, is open and all of them lead to the checkpoint. Otherwise the checkpoint is restored by name: what was
chosen before can be read but no longer undone. Nothing is guessed, and whatever was set anew is told.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from game.play.engine import enter, open_choices
from game.play.evaluate import MEMORY, RETURN, SCENE, VALUES, State
from game.play.fingerprint import fingerprint
from game.play.playthrough import NotOpenError, Playthrough, Turn, back_to, begin, choose, facts_met, number_of
from game.play.program import Program, compile_role
from game.play.record import Carried, Checkpoint, Entry, Saved, Value
from game.play.view import heading
from game.story.model import BACK, Story, Variable
from game.text.plurals import without_number

CHANGED = "The story has changed since you last played. What you chose before can be read, but no longer undone."


NO_PART = "The part that you played is no longer in the story, so you go on in the whole role."


class Resumed(Struct, frozen=True):
    """A playthrough to go on with, and sentences to tell the player (none where all is as it was)."""

    played: Playthrough
    notices: tuple[str, ...] = ()


class OtherRoleError(Exception):
    """The save is of a role that this story doesn't have."""


def saved_from(played: Playthrough) -> Saved:
    """The playthrough as it is kept."""
    story, role = played.program.story, played.program.role
    checkpoint = checkpoint_of(played)
    part = played.program.part
    return Saved(
        story.id,
        fingerprint(story),
        role.id,
        played.seed,
        played.carried,
        played.entries,
        checkpoint,
        played.earlier,
        played.base,
        part.id if part is not None else "",
    )


def checkpoint_of(played: Playthrough) -> Checkpoint:
    """Where the playthrough stands, by name."""
    program, state, base = played.program, played.state, played.base or Checkpoint("")
    bits, memory, way = program.bits, state[MEMORY], state[RETURN]
    scenes = {program.ids[turn.state[SCENE]] for turn in played.turns}
    variables = program.story.variables.items()
    return Checkpoint(
        scene=program.ids[state[SCENE]],
        back="" if way == 0 else program.ids[abs(way) - 1],
        back_enters=way < 0,
        values=MappingProxyType({name: _named_value(variable, state[program.places[name]]) for name, variable in variables}),
        entered=base.entered | scenes | {scene for scene, bit in bits.seen.items() if memory & bit},
        entered_again=base.entered_again | {scene for scene, bit in bits.again.items() if memory & bit},
        used=base.used | {pair for pair, bit in bits.used.items() if memory & bit},
        met=frozenset(facts_met(played)),
        gone=played.gone,
    )


def _named_value(variable: Variable, value: int) -> Value:
    if variable.type == "flag":
        return bool(value)
    return value if variable.type == "int" else variable.values[value]


def program_of(story: Story, saved: Saved) -> Program:
    """What is played in a save: a part of a role, where the story still has it, or the whole. Raises OtherRoleError."""
    if saved.role not in story.roles:
        raise OtherRoleError(saved.role)
    return compile_role(story, saved.role, story.roles[saved.role].part(saved.part))


def resume(program: Program, saved: Saved) -> Resumed:
    """Raises OtherRoleError."""
    if saved.role != program.role.id:
        raise OtherRoleError(saved.role)
    replayed = _replay(program, saved)
    resumed = Resumed(replayed) if replayed is not None else _restore(program, saved)
    return replace(resumed, notices=(NO_PART, *resumed.notices)) if saved.part and program.part is None else resumed


def in_the_whole_role(played: Playthrough) -> Resumed:
    """The playthrough of a part, to go on with in the whole role from where it stands."""
    program, saved = played.program, saved_from(played)
    whole = compile_role(program.story, program.role.id)
    if saved.base is None and (whole.role.start, dict(whole.role.values)) != (program.role.start, dict(program.role.values)):
        saved = replace(saved, base=checkpoint_of(back_to(played, 0)))
    return resume(whole, replace(saved, part=""))


def _replay(program: Program, saved: Saved) -> Playthrough | None:
    """The playthrough with every choice made again, or None where that leads elsewhere."""
    story = program.story
    gone = _gone(story, saved.checkpoint)
    if saved.base is None:
        played = begin(program, saved.seed, saved.carried, gone=gone)
    else:
        restored = _state_of(program, saved.base, saved.carried)
        if restored is None:
            return None
        played = Playthrough(program, saved.seed, saved.carried, (Turn(None, restored, restored),), saved.earlier, saved.base, gone)
    try:
        for entry in saved.entries:
            if played.scene.id != story.name_now(entry.scene):
                return None
            played = choose(played, entry.choice, entry.outcome, skipped=entry.skipped)
    except NotOpenError:
        return None
    if saved.fingerprint != fingerprint(story) and not _agrees(checkpoint_of(played), saved.checkpoint, story):
        return None
    return played


def _agrees(now: Checkpoint, then: Checkpoint, story: Story) -> bool:
    """Whether two checkpoints are the same place, as far as the story still knows what the earlier one says."""
    if now.scene != story.name_now(then.scene) or now.back != story.name_now(then.back):
        return False
    return all(now.values[name] == value for name, value in then.values.items() if name in now.values)


def _gone(story: Story, point: Checkpoint) -> Mapping[str, Value]:
    """What variables held that the story no longer has: it may have them again one day."""
    return MappingProxyType({name: value for name, value in {**point.gone, **point.values}.items() if name not in story.variables})


def _restore(program: Program, saved: Saved) -> Resumed:
    story, point, carried = program.story, saved.checkpoint, saved.carried
    entries = (*saved.earlier, *saved.entries)
    notices = [CHANGED]
    state = _state_of(program, point, carried)
    arrived = state
    if state is None or _stuck(program, state):
        what = "The scene that you were in is gone" if state is None else "There is nothing left to choose in the scene that you were in"
        arrived, state, notice = _way_back(program, point, carried, entries, what)
        notices.append(notice)
    assert arrived is not None  # as `state` is not
    notices += _changed_values(story, point)
    before = Playthrough(program, saved.seed, carried, (Turn(None, arrived, state),), entries, point, _gone(story, point))
    return Resumed(replace(before, base=checkpoint_of(before)), tuple(notices))


def _stuck(program: Program, state: State) -> bool:
    return not program.scene(state[SCENE]).scene.ending and not open_choices(program, state)


def _way_back(program: Program, point: Checkpoint, carried: Carried, entries: tuple[Entry, ...], what: str) -> tuple[State, State, str]:
    """The last scene of the way that is still there and has something to choose, entered anew with what the player had."""
    for scene in _scenes_back(program.story, entries):
        arrived, state = enter(program, _state_in(program, point, carried, scene, 0), program.numbers[scene])
        if not _stuck(program, state):
            title = heading(program.story.scenes[scene].title, program, state) or scene.replace("_", " ")
            return arrived, state, f"{what}. You go on from the last one that is still there: {title}."
    start = program.role.start
    arrived, state = enter(program, _state_in(program, point, carried, start, 0), program.numbers[start])
    return arrived, state, f"{what}, and so it is in those before it: you start again from the first, with what you had."


def _scenes_back(story: Story, entries: tuple[Entry, ...]) -> Iterator[str]:
    """The scenes of the way that still are there and that nobody needs to come back from, from the last to the first."""
    tried: set[str] = set()
    for entry in reversed(entries):
        scene = story.name_now(entry.scene)
        if scene in story.scenes and scene not in tried and not _needs_visit(story, scene):
            tried.add(scene)
            yield scene


def _needs_visit(story: Story, scene: str) -> bool:
    return any(BACK in choice.goes for choice in story.scenes[scene].choices)


def _state_of(program: Program, point: Checkpoint, carried: Carried) -> State | None:
    """The state that a checkpoint names, or None where its scene, or the one to come back to, is gone."""
    story = program.story
    scene, back = story.name_now(point.scene), story.name_now(point.back)
    if scene not in program.numbers or (back and back not in program.numbers) or (not back and _needs_visit(story, scene)):
        return None
    way = program.numbers[back] + 1 if back else 0
    return _state_in(program, point, carried, scene, -way if point.back_enters else way)


def _state_in(program: Program, point: Checkpoint, carried: Carried, scene: str, way: int) -> State:
    """A checkpoint's values and memory in a scene. What it doesn't say starts as the role does."""
    story, bits = program.story, program.bits
    state = [0] * (VALUES + len(story.variables))
    state[SCENE], state[RETURN] = program.numbers[scene], way
    starts = {**{name: variable.start for name, variable in story.variables.items()}, **dict(program.role.values)}
    for name, variable in story.variables.items():
        value = _value_from(variable, _saved_value(point, name))
        state[program.places[name]] = starts[name] if value is None else value
    memory = 0
    for entered in point.entered:
        memory |= bits.seen.get(story.name_now(entered), 0)
    for entered in point.entered_again:
        memory |= bits.again.get(story.name_now(entered), 0)
    for fact in point.met | carried.facts:
        memory |= bits.met.get(fact, 0)
    for used_scene, choice in point.used:
        memory |= _used_bit(program, story.name_now(used_scene), choice)
    state[MEMORY] = memory
    return tuple(state)


def _used_bit(program: Program, scene: str, choice: str) -> int:
    choices = program.story.scenes[scene].choices if scene in program.story.scenes else ()
    number = number_of(choices, choice)
    return program.bits.used.get((scene, choices[number].id), 0) if number is not None else 0


def _saved_value(point: Checkpoint, name: str) -> Value | None:
    return point.values.get(name, point.gone.get(name))


def _value_from(variable: Variable, value: Value | None) -> int | None:
    """The saved value as the variable has it now: brought within its bounds, or None where the type is another."""
    if variable.type == "flag":
        return int(value) if isinstance(value, bool) else None
    if variable.type == "int":
        return max(variable.low, min(variable.high, value)) if isinstance(value, int) and not isinstance(value, bool) else None
    return variable.values.index(value) if isinstance(value, str) and value in variable.values else None


def _changed_values(story: Story, point: Checkpoint) -> Iterator[str]:
    """A sentence for each value that couldn't be kept as it was; what kinds of scenes count isn't the player's."""
    for name, variable in story.variables.items():
        value = _saved_value(point, name)
        if value is None or not variable.declared:
            continue
        shown = (without_number(variable.show).replace("{}", "").strip() or name.replace("_", " ")).strip(":")
        restored = _value_from(variable, value)
        if restored is None:
            yield f"What the story remembers as “{shown}” has changed, and starts anew."
        elif variable.type == "int" and restored != value:
            yield f"“{shown}” was {value:,} and can now be at most {variable.high:,} and at least {variable.low:,}: it is {restored:,}."
