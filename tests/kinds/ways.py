"""Every way through a small story."""

from collections import deque

from game.play.engine import open_choices, step
from game.play.evaluate import SCENE, State
from game.play.playthrough import Playthrough

Way = tuple[State, str]


def ways_on(played: Playthrough, state: State) -> list[State]:
    """The states that any open choice may lead to, whatever chance does."""
    program = played.program
    choices = program.scene(state[SCENE]).choices
    return [
        step(program, state, number, outcome)
        for number in open_choices(program, state)
        for outcome, weight in enumerate(choices[number].weights)
        if weight
    ]


def reached(played: Playthrough) -> dict[State, list[State]]:
    """Every state that can be come to, with the states that follow."""
    found: dict[State, list[State]] = {}
    waiting = deque([played.state])
    while waiting:
        state = waiting.popleft()
        if state not in found:
            found[state] = ways_on(played, state)
            waiting.extend(found[state])
    return found


def nobody_is_stuck(played: Playthrough) -> set[str]:
    """Fails where a state can be come to from which no ending can; returns the endings that can be reached."""
    program, found = played.program, reached(played)
    ends = {state for state in found if program.scene(state[SCENE]).scene.ending}
    saved, before = set(ends), -1
    while len(saved) != before:
        before = len(saved)
        saved |= {state for state, after in found.items() if saved.intersection(after)}
    lost = [state for state in found if state not in saved]
    assert lost == [], f"stuck in {program.ids[lost[0][SCENE]]}: {dict(zip(program.story.variables, lost[0][3:], strict=True))}"
    return {program.ids[state[SCENE]] for state in ends}
