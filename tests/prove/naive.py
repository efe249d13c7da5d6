"""The plainest explorer there can be: every state of the real engine, one by one. The prover is held against it."""

from collections.abc import Iterable
from itertools import chain, combinations, product

from game.play.engine import open_choices, start, step
from game.play.evaluate import SCENE, State
from game.play.program import Program
from game.prove.left import Left


def every_start(program: Program, left: Left | None = None) -> list[State]:
    """Every state that the role may start in; with `left`, those that earlier games can leave."""
    story = program.story
    echoes = [(name, variable.values) for name, variable in story.variables.items() if variable.echo and variable.echo != program.role.id]
    facts = [fact for fact in program.bits.met if left is None or fact in left.facts]
    starts = []
    for values in product(*(range(len(values)) for _, values in echoes)):
        for known in chain.from_iterable(combinations(facts, size) for size in range(len(facts) + 1)):
            chosen = {name: value for (name, _), value in zip(echoes, values, strict=True)}
            if left is None or all(value in left.echoes[name] for name, value in chosen.items()):
                starts.append(start(program, chosen, frozenset(known))[1])
    return starts


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
        scene = program.scene(state[SCENE])
        steps = [
            (choice, outcome, step(program, state, choice, outcome))
            for choice in open_choices(program, state)
            for outcome, weight in enumerate(scene.choices[choice].weights)
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
