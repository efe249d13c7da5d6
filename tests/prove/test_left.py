"""What can be carried into a role is what some finished playthrough can really have left, and hardly more."""

from itertools import chain, combinations, product
from pathlib import Path

import pytest

from game.play.engine import start
from game.play.evaluate import MEMORY, SCENE, State
from game.play.program import Program, compile_role
from game.prove.left import can_be_left
from game.story.model import Story
from tests.small import small

from .naive import TooManyError, every_state
from .small_stories import story_text, write_story

PIER = "pier: {text: It comes., ending: Aboard}\n"


def really_left(story: Story, most: int) -> tuple[set[str], dict[str, set[int]]]:
    """Facts met and echoes left at the endings of every role, played by the engine, until no game leaves anything new."""
    facts: set[str] = set()
    echoes = {name: {0} for name, variable in story.variables.items() if variable.echo}
    while True:
        found, left = set(facts), {name: set(values) for name, values in echoes.items()}
        for role in story.roles:
            program = compile_role(story, role, facts=story.facts)
            for state in every_state(program, most, start=starts(program, facts, echoes)):
                if program.scene(state[SCENE]).scene.ending:
                    found |= {fact for fact, bit in program.bits.met.items() if state[MEMORY] & bit}
                    for name in echoes:
                        if story.variables[name].echo == role:
                            left[name].add(state[program.places[name]])
        if (found, left) == (facts, echoes):
            return facts, echoes
        facts, echoes = found, left


def starts(program: Program, facts: set[str], echoes: dict[str, set[int]]) -> list[State]:
    known = chain.from_iterable(combinations(sorted(facts), size) for size in range(len(facts) + 1))
    others = {name: values for name, values in echoes.items() if program.story.variables[name].echo != program.role.id}
    return [
        start(program, dict(zip(others, values, strict=True)), frozenset(each))[1]
        for each, values in product(known, product(*others.values()))
    ]


@pytest.mark.parametrize("block", range(3))
def test_nothing_that_a_game_leaves_is_missed(block: int, tmp_path: Path) -> None:
    held = 0
    for seed in range(block * 1_000, block * 1_000 + 60):
        story = write_story(tmp_path, story_text(seed, scenes=3))
        try:
            facts, echoes = really_left(story, most=3_000)
        except TooManyError:
            continue
        left = can_be_left(story)
        assert facts <= left.facts
        assert all(values <= left.echoes[name] for name, values in echoes.items())
        held += 1
        if held == 10:
            return
    assert held == 10, f"only {held} stories were small enough"


def test_a_fact_behind_itself_is_never_left(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        "start:\n  text: A quay.\n  choices:\n"
        "    - {label: Ask, if: knows(fare), go: booth}\n"
        "    - {label: Look up, if: not knows(rule), result: '[It has closed](fact:storm).', go: pier}\n"
        "    - {label: Wait, if: knows(storm), because: delay, go: pier}\n"
        "booth: {text: '[It has doubled](fact:fare).', go: pier}\n" + PIER,
    )
    assert can_be_left(story).facts == {"storm", "delay"}


def test_a_value_that_nobody_leaves_is_never_left(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        "start:\n  text: A bench.\n  choices:\n"
        "    - {label: Keep it, do: bench = kept, go: pier}\n"
        "    - {label: Give it up, if: bench == given, do: bench = given, go: pier}\n" + PIER,
    )
    assert can_be_left(story).echoes == {"bench": {0, 1}}
