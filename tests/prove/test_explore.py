"""The prover agrees with a naive explorer, state for state, and its witnesses are played by the real engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.library.load import load
from game.play.engine import open_choices, start, step
from game.play.evaluate import SCENE, State
from game.play.program import Program, compile_role
from game.prove.explore import Explored, explore, traps

from .naive import TooManyError, ending_states, every_state
from .small_stories import story_text, write_story

FERRY = Path(__file__).parents[1] / "stories" / "ferry"


def cells_in(cells: int) -> Iterator[int]:
    """The numbers of the cells in a set, lowest first."""
    while cells:
        low = cells & -cells
        yield low.bit_length() - 1
        cells ^= low


def folded(found: Explored, states: object) -> set[tuple[int, int, int]]:
    """Concrete states as the prover tells them apart."""
    return {(state[SCENE], *found.moves.arrived(state)) for state in states}  # type: ignore[attr-defined]


def sets_of(reached: list[dict[int, int]]) -> set[tuple[int, int, int]]:
    return {(scene, key, cell) for scene, keys in enumerate(reached) for key, cells in keys.items() for cell in cells_in(cells)}


def replayed(program: Program, found: Explored, scene: int, key: int, cell: int) -> State:
    """Play a witness in the real engine; each choice must be open when its turn comes."""
    carried, steps = found.witness(scene, key, cell)
    echoes = {name: program.story.variables[name].values.index(word) for name, word in carried.echoes.items()}
    state = start(program, echoes, carried.facts)[1]
    for taken in steps:
        assert state[SCENE] == taken.scene
        assert taken.choice in open_choices(program, state)
        state = step(program, state, taken.choice, taken.outcome)
    return state


def agrees(program: Program, most: int = 200_000) -> None:
    graph = every_state(program, most)
    found = explore(program)
    assert sets_of(found.reached) == folded(found, graph)
    good = ending_states(program, graph)
    trapped = {(scene, key, cell) for scene, key, cells in traps(found) for cell in cells_in(cells)}
    assert trapped == folded(found, graph.keys() - good)
    stuck = {(scene, key, cell) for scene, key, cells in found.stuck for cell in cells_in(cells)}
    ends = {number for number in range(len(program.ids)) if program.scene(number).scene.ending}
    assert stuck == folded(found, (state for state, steps in graph.items() if not steps and state[SCENE] not in ends))
    opened = {(state[SCENE], choice, outcome) for state, steps in graph.items() for choice, outcome, _ in steps}
    assert set(found.opened) == opened
    for state in list(graph)[:: max(1, len(graph) // 20)]:
        target = (state[SCENE], *found.moves.arrived(state))
        end = replayed(program, found, *target)
        assert (end[SCENE], *found.moves.arrived(end)) == target


@pytest.mark.parametrize("block", range(10))
def test_agrees_with_the_naive_explorer_on_random_stories(block: int, tmp_path: Path) -> None:
    """Twenty stories each, those that are too large for the naive explorer passed over."""
    held = 0
    for seed in range(block * 1_000, block * 1_000 + 60):
        story = write_story(tmp_path, story_text(seed, scenes=3 + seed % 3))
        try:
            agrees(compile_role(story, "visitor"), most=4_000)
        except TooManyError:
            continue
        held += 1
        if held == 20:
            return
    assert held == 20, f"only {held} stories were small enough"


def test_agrees_with_the_naive_explorer_on_the_ferry() -> None:
    story = load(FERRY).story
    assert story is not None
    agrees(compile_role(story, "captain"))
