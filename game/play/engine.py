"""The rules of play: pure functions over flat states. There is no other engine.

The order of a step is: what the choice does, what the outcome does, the result, which of several ways is taken, the entry of the
next scene, the clock and its news, and the passage. A fact is met when a passage, a result or a news item that links to it is shown, or
a consequence that names it happens; so a step looks at the conditions of blocks of text, but renders nothing.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from game.play.evaluate import MEMORY, RETURN, SCENE, State
from game.play.program import COME_BACK, STAY, CompiledOutcome, CompiledResult, CompiledScene, Program
from game.story.model import News


class Standing(Enum):
    """How a choice stands in a state."""

    HIDDEN = "hidden"
    CLOSED = "closed"
    OPEN = "open"


def start(program: Program, echoes: dict[str, int] | None = None, facts: frozenset[str] = frozenset()) -> tuple[State, State]:
    """The role's first moment, as `arrive` gives it. `echoes` are values by name; `facts` were met in earlier roles."""
    story, role = program.story, program.role
    values = [variable.start for variable in story.variables.values()]
    state = [program.numbers[role.start], 0, 0, *values]
    for name, value in role.values:
        state[program.places[name]] = value
    for name, value in (echoes or {}).items():
        if name in program.places and story.variables[name].echo and story.variables[name].echo != role.id:
            state[program.places[name]] = value
    for fact in facts:
        state[MEMORY] |= program.bits.met.get(fact, 0)
    _enter(program, state, state[SCENE])
    return _arrive(program, state, -1)


def standing(program: Program, state: State, choice: int) -> Standing:
    """How the scene's choice number `choice` stands."""
    compiled = program.scene(state[SCENE]).choices[choice]
    if state[MEMORY] & compiled.used or (compiled.there is not None and not compiled.there(state)):
        return Standing.HIDDEN
    if compiled.choice.door:
        return Standing.CLOSED
    if compiled.open is not None and not compiled.open(state):
        return Standing.HIDDEN if compiled.choice.locked is None else Standing.CLOSED
    return Standing.OPEN


def open_choices(program: Program, state: State) -> list[int]:
    """The numbers of the choices that can be made, in order."""
    memory = state[MEMORY]
    return [
        number
        for number, compiled in enumerate(program.scene(state[SCENE]).choices)
        if not memory & compiled.used
        and not compiled.choice.door
        and (compiled.there is None or compiled.there(state))
        and (compiled.open is None or compiled.open(state))
    ]


def weights(program: Program, state: State, choice: int) -> tuple[int, ...]:
    """How likely each outcome of an open choice is beside the others: 0 for one that can't happen in this state."""
    compiled = program.scene(state[SCENE]).choices[choice]
    if all(happens.test is None for happens in compiled.outcomes):  # as nearly always
        return compiled.weights
    pairs = zip(compiled.outcomes, compiled.weights, strict=True)
    return tuple(weight if happens.test is None or happens.test(state) else 0 for happens, weight in pairs)


def decides(program: Program, state: State) -> bool:
    """Whether there is something to decide: two open choices or more. Where there is one, play only goes on."""
    return len(open_choices(program, state)) > 1


def step(program: Program, state: State, choice: int, outcome: int = 0) -> State:
    """The state after an open choice of this scene, by their numbers. An outcome's number is 0 where there is no chance."""
    return advance(program, state, choice, outcome)[1]


def advance(program: Program, state: State, choice: int, outcome: int = 0, way: int | None = None) -> tuple[State, State]:
    """Like `step`, but both moments: on arrival, which decides what the passage says, and once it has been read.

    They differ in the facts that the passage itself teaches. `way` is the number of the branch that is taken whatever it asks for,
    or one more for none of them, where a proof doesn't know enough of the state.
    """
    compiled = program.scene(state[SCENE]).choices[choice]
    values = _done(program, state, choice, outcome)
    go = _way_on(compiled.outcomes[outcome], values, way)
    if compiled.visit != STAY:
        values[RETURN] = state[SCENE] + 1 if go == STAY else -(go + 1)
        _enter(program, values, compiled.visit)
    elif go == COME_BACK:
        way, values[RETURN] = values[RETURN], 0
        if way > 0:
            values[SCENE] = way - 1
        elif way < 0:
            _enter(program, values, -way - 1)
    elif go != STAY:
        values[RETURN] = 0
        _enter(program, values, go)
    return _arrive(program, values, state[program.clock] if program.clock else -1)


def way_on(program: Program, state: State, choice: int, outcome: int = 0, way: int | None = None) -> int:
    """Where an open choice goes from a state: a scene's number, STAY or COME_BACK. Of a visit, where it returns to."""
    happens = program.scene(state[SCENE]).choices[choice].outcomes[outcome]
    return _way_on(happens, _done(program, state, choice, outcome), way) if happens.branches else happens.go


def _way_on(happens: CompiledOutcome, values: Sequence[int], way: int | None) -> int:
    if way is not None:
        return happens.branches[way][1] if way < len(happens.branches) else happens.go
    return next((go for test, go in happens.branches if test(values)), happens.go)


def done(program: Program, state: State, choice: int, outcome: int = 0) -> State:
    """The state in which the results of a choice are told: before what they teach, and before the next scene, which may begin its
    own numbers anew."""
    return tuple(_changed(program, state, choice, outcome))


def after_results(program: Program, state: State, choice: int, outcome: int = 0) -> State:
    """The state in which it is decided where a choice goes."""
    return tuple(_done(program, state, choice, outcome))


def _done(program: Program, state: State, choice: int, outcome: int) -> list[int]:
    values = _changed(program, state, choice, outcome)
    results, taught = program.scene(state[SCENE]).choices[choice].outcomes[outcome].results, 0
    for part in results:
        if part.learns and (part.test is None or part.test(values)):
            taught |= part.learns
    values[MEMORY] |= taught
    return values


def results(program: Program, state: State, choice: int, outcome: int = 0) -> Iterator[CompiledResult]:
    """The parts that are told after an open choice, in order."""
    parts = program.scene(state[SCENE]).choices[choice].outcomes[outcome].results
    told_in = done(program, state, choice, outcome) if any(part.test is not None for part in parts) else state
    return (part for part in parts if part.test is None or part.test(told_in))


def _changed(program: Program, state: State, choice: int, outcome: int) -> list[int]:
    compiled = program.scene(state[SCENE]).choices[choice]
    happens = compiled.outcomes[outcome]
    values = list(state)
    for change in happens.changes:
        change(values)
    values[MEMORY] |= compiled.used | happens.learns
    return values


def enter(program: Program, state: State, scene: int) -> tuple[State, State]:
    """Both moments of coming to a scene without a choice that led there; no time passes, so no news is heard."""
    values = list(state)
    values[RETURN] = 0
    _enter(program, values, scene)
    return _arrive(program, values, values[program.clock] if program.clock else -1)


def _enter(program: Program, values: list[int], number: int) -> None:
    scene = program.scene(number)
    values[SCENE] = number
    if scene.again and values[MEMORY] & scene.seen:
        values[MEMORY] |= scene.again
    values[MEMORY] |= scene.seen
    for change in scene.enter:
        change(values)


def _arrive(program: Program, values: list[int], hours_before: int) -> tuple[State, State]:
    """The moment of arrival and the moment after reading. News comes between the two."""
    scene = program.scene(values[SCENE])
    if program.clock and program.news and values[program.clock] != hours_before:
        for item in heard(program, scene, hours_before, values[program.clock]):
            for fact in item.facts:
                values[MEMORY] |= program.bits.met.get(fact, 0)
    arrived = tuple(values)
    if not scene.teaches:
        return arrived, arrived
    memory = arrived[MEMORY]
    again = memory & scene.again
    for block in scene.blocks:
        if block.test is None or block.test(arrived):
            memory |= block.learns | (block.learns_again if again else block.learns_first)
    values[MEMORY] = memory
    return arrived, tuple(values)


def heard(program: Program, scene: CompiledScene, before: int, now: int) -> Iterator[News]:
    """The news between two hours of the clock, `before` excluded, that can be heard where the scene is set."""
    for item in program.news:
        if item.hours > now:
            return
        if item.hours > before and (not item.places or scene.scene.place in item.places):
            yield item
