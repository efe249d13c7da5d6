"""The explorer agrees with a naive one, state for state, and its ways are played by the real engine."""

from pathlib import Path
from random import Random

import pytest

from game.library.load import load
from game.play.evaluate import SCENE
from game.play.program import Program, compile_role
from game.states.carry_in import anything_of
from game.states.explorer import Graph, can_end
from game.states.liveness import Scope
from game.states.reads import Reads
from game.states.refinement import Budget, RoleStates, play

from .naive import TooManyError, ending_states, every_state
from .small_stories import story_text, write_story

FERRY = Path(__file__).parents[1] / "stories" / "ferry"


def states_of(program: Program) -> RoleStates:
    """A role's states where anything can be carried in."""
    return RoleStates(program, anything_of({program.role.id: program, **others(program)}), Budget(1_000_000, 1_000_000))


def others(program: Program) -> dict[str, Program]:
    return {role: compile_role(program.story, role) for role in program.story.roles if role != program.role.id}


def explored(program: Program) -> Graph:
    return states_of(program).graph(Scope(told=True))


def agrees(program: Program, most: int = 200_000) -> None:
    graph = every_state(program, most)
    found = explored(program)
    packed = {state: found.packing.pack(state) for state in graph}
    assert found.complete
    assert set(found.states) == set(packed.values())
    good = ending_states(program, graph)
    can = can_end(found, surely=True)
    assert {state for state, end in zip(found.states, can, strict=True) if end} == {packed[state] for state in good}
    ends = {number for number in range(len(program.ids)) if program.scene(number).scene.ending}
    stuck = {packed[state] for state, steps in graph.items() if not steps and state[SCENE] not in ends}
    assert stuck == {state for node, state in enumerate(found.states) if not found.moves(node) and not found.ends(node)}
    for state, steps in list(graph.items())[:: max(1, len(graph) // 50)]:
        node = found.numbers[packed[state]]
        assert {move.label for move in found.moves(node)} == {(choice, outcome) for choice, outcome, _ in steps}
        played = play(found, *found.way_to(node))
        assert played.closed is None
        assert found.packing.pack(played.state) == packed[state]


@pytest.mark.parametrize("block", range(5))
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


@pytest.mark.parametrize("block", range(2))
def test_a_slice_has_no_state_too_few(block: int, tmp_path: Path) -> None:
    """Any slice holds every state of the whole as far as it keeps it, and what is certain in it is so in the whole."""
    held = 0
    for seed in range(200_000 + block * 1_000, 200_000 + block * 1_000 + 80):
        program = compile_role(write_story(tmp_path, story_text(seed, scenes=3 + seed % 3)), "visitor")
        try:
            graph = every_state(program, 3_000)
        except TooManyError:
            continue
        random, states = Random(seed), states_of(program)
        kept = Reads(program).closed(sum(states.reads.variable[name] for name in random.sample(sorted(program.story.variables), 2)))
        found = states.graph(Scope(kept=kept))
        good = ending_states(program, graph)
        maybe, surely = can_end(found, surely=False), can_end(found, surely=True)
        for state, steps in graph.items():
            node = found.numbers[found.packing.pack(state)]
            assert maybe[node] or state not in good
            assert not surely[node] or state in good
            moves = found.moves(node)
            open_now = {(choice, outcome) for choice, outcome, _ in steps}
            assert {move.label for move in moves if move.sure} <= open_now <= {move.label for move in moves}
        held += 1
        if held == 20:
            return
    assert held == 20, f"only {held} stories were small enough"
