"""The plainest explorer there can be: every state of the real engine, one by one. The prover is held against it."""

from collections.abc import Iterable
from itertools import chain, combinations, product

from game.play.engine import open_choices, start, step, weights
from game.play.evaluate import MEMORY, SCENE, State
from game.play.program import Program, compile_role
from game.story.model import Story

Past = tuple[frozenset[str], tuple[int, ...]]
"""The facts that were met, and the value of each echo."""


def every_start(program: Program, pasts: Iterable[Past] | None = None) -> list[State]:
    """Every state that the role may start in: after each of these pasts, or with anything carried in."""
    echoes = [name for name, variable in program.story.variables.items() if variable.echo]
    if pasts is None:
        variables = program.story.variables
        values = [range(len(variables[name].values) if variables[name].echo != program.role.id else 1) for name in echoes]
        facts = list(program.bits.met)
        known = chain.from_iterable(combinations(facts, size) for size in range(len(facts) + 1))
        pasts = [(frozenset(some), made) for some in known for made in product(*values)]
    return list(dict.fromkeys(start(program, dict(zip(echoes, made, strict=True)), known)[1] for known, made in pasts))


def every_past(story: Story, most: int) -> set[Past]:
    """What any games one after the other can have left behind, played by the engine until no game leaves anything new. Raises
    TooManyError."""
    echoes = [name for name, variable in story.variables.items() if variable.echo]
    roles = [(role.id, part) for role in story.roles.values() for part in (None, *role.parts)]
    programs = [compile_role(story, role, part, facts=story.facts) for role, part in roles]
    nothing: Past = (frozenset(), (0,) * len(echoes))
    done, waiting = set[Past](), [nothing]
    while waiting:
        past = waiting.pop()
        if past in done:
            continue
        done.add(past)
        for program in programs:
            for state in every_state(program, most, start=every_start(program, [past])):
                if program.scene(state[SCENE]).scene.ending:
                    facts = past[0] | {fact for fact, bit in program.bits.met.items() if state[MEMORY] & bit}
                    mine = [story.variables[name].echo == program.role.id for name in echoes]
                    values = [state[program.places[name]] if own else old for name, own, old in zip(echoes, mine, past[1], strict=True)]
                    waiting.append((facts, tuple(values)))
    return done


class TooManyError(Exception):
    """More states than a test has time for."""


def every_state(
    program: Program, most: int = 200_000, *, start: Iterable[State] | None = None
) -> dict[State, list[tuple[int, int, State]]]:
    """Each state that can be come to, from any start or from those given, with the steps out of it: (choice, outcome,
    state after). Raises TooManyError."""
    graph: dict[State, list[tuple[int, int, State]]] = {}
    waiting = every_start(program) if start is None else list(start)
    while waiting:
        state = waiting.pop()
        if state in graph:
            continue
        if len(graph) >= most:
            raise TooManyError
        steps = [
            (choice, outcome, step(program, state, choice, outcome))
            for choice in open_choices(program, state)
            for outcome, weight in enumerate(weights(program, state, choice))
            if weight
        ]
        graph[state] = steps
        waiting += [after for _, _, after in steps]
    return graph


def ending_states(program: Program, graph: dict[State, list[tuple[int, int, State]]]) -> set[State]:
    """The states from which an ending can be reached."""
    before: dict[State, list[State]] = {}
    for state, steps in graph.items():
        for _, _, after in steps:
            before.setdefault(after, []).append(state)
    waiting = [state for state in graph if program.scene(state[SCENE]).scene.ending]
    good = set(waiting)
    while waiting:
        for state in before.get(waiting.pop(), ()):
            if state not in good:
                good.add(state)
                waiting.append(state)
    return good
