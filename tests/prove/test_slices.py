"""The proof by slices finds what a naive explorer of the whole finds, and the real engine plays each way that it shows."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from game.play.engine import advance, heard, open_choices, start, step, weights
from game.play.evaluate import MEMORY, SCENE, State, Where, compile_value
from game.play.pasted_line import parse_path, path_text, walk_path
from game.play.playthrough import Playthrough
from game.play.program import Program
from game.prove.findings import Finding
from game.prove.proof import compiled_roles, prove
from game.prove.sights import Missing, seen, texts_in
from game.states.carry_in import pasts_of
from game.states.refinement import Budget, RoleStates
from game.story.model import Promise, Story

from .naive import Past, TooManyError, ending_states, every_past, every_start, every_state
from .small_stories import CONDITIONS, story_text, write_story

Found = tuple[str, str, str]
"""A code, a scene or a promise, and what of it."""

Graph = dict[State, list[tuple[int, int, State]]]


def small_story(seed: int, folder: Path) -> Story:
    files = story_text(seed, scenes=3 + seed % 3)
    random = Random(seed)
    asked = [f'  - {{{random.choice(("always", "never"))}: "{random.choice(CONDITIONS)}"}}' for _ in range(2)]
    asked += ["  - {meets: fare}", "  - {role: visitor, reaches: the_end}", '  - {role: other, always: "not knows(delay) or visited(s1)"}']
    files["story.yaml"] += "promises:\n" + "\n".join(asked) + "\n"
    return write_story(folder, files)


def programs(story: Story) -> Iterator[Program]:
    yield from compiled_roles(story).values()


def expected(story: Story, most: int) -> set[Found]:
    """Every finding, by the naive explorer. Raises TooManyError."""
    found: set[Found] = set()
    scenes: set[str] = set()
    choices: set[tuple[str, str]] = set()
    told: set[tuple[str, int, str]] = set()
    pasts = every_past(story, most)
    for program in programs(story):
        graph = every_state(program, most, start=every_start(program, pasts))
        ends = {number for number in range(len(program.ids)) if program.scene(number).scene.ending}
        stuck = {state[SCENE] for state, steps in graph.items() if not steps and state[SCENE] not in ends}
        found |= {("dead-end", program.ids[number], program.role.id) for number in stuck}
        if not stuck:
            trapped = graph.keys() - ending_states(program, graph)
            found |= {("trap", program.ids[state[SCENE]], program.role.id) for state in trapped}
        for state, steps in graph.items():
            for choice, outcome, _ in steps:
                made = f"{program.scene(state[SCENE]).choices[choice].choice.id} "
                found |= {("leaves-bounds", program.ids[state[SCENE]], made + name) for name in passed(program, state, choice, outcome)}
        scenes |= {program.ids[state[SCENE]] for state in graph}
        choices |= {
            (program.ids[state[SCENE]], program.scene(state[SCENE]).choices[choice].choice.id)
            for state, steps in graph.items()
            for choice, _, _ in steps
        }
        told |= {each for moment in arrivals(program, graph, pasts) for each in shown(program, moment)}
        for promise in story.promises:
            if promise.role in ("", program.role.id) and any(breaks(program, promise, state) for state in graph):
                found.add(("promise-broken", str(promise.at.line), ""))
            if promise.meets and promise.role in ("", program.role.id) and can_end_without(program, promise.meets, graph, pasts):
                found.add(("promise-broken", str(promise.at.line), ""))
            if promise.reaches and promise.role == program.role.id and promise.reaches not in scenes:
                found.add(("promise-broken", str(promise.at.line), ""))
    for scene in story.scenes.values():
        if scene.id not in scenes:
            found.add(("unreachable-scene", scene.id, ""))
            continue
        found |= {("never-open", scene.id, choice.id) for choice in scene.choices if (scene.id, choice.id) not in choices}
        for number, block in enumerate(scene.blocks):
            texts = (("text", block.text), ("first", block.first), ("again", block.again))
            if any(text is not None and (scene.id, number, part) not in told for part, text in texts):
                found.add(("never-told", scene.id, ""))
    return found


def passed(program: Program, state: State, choice: int, outcome: int) -> Iterator[str]:
    """The variables that a step pushes beyond their bounds, by playing with bounds that are far away."""
    compiled = program.scene(state[SCENE]).choices[choice]
    fell = compiled.outcomes[outcome].outcome
    where, values = program.where(program.scene(state[SCENE]).scene), list(state)
    for effect in compiled.choice.effects + (fell.effects if fell is not None else ()):
        variable, place = program.story.variables[effect.variable], program.places[effect.variable]
        amount = int(compile_value(effect.value, where, program.places, program.clock, program.bits)(values))
        if place == program.clock:
            amount = max(0, amount)
        new = amount if effect.operator == "=" else values[place] + (amount if effect.operator == "+=" else -amount)
        if not variable.clamp and not variable.kind and not variable.low <= new <= variable.high:
            yield variable.name
        values[place] = max(variable.low, min(variable.high, new))


def arrivals(program: Program, graph: Graph, pasts: set[Past]) -> Iterator[State]:
    """Every state in which a passage is shown, before what it tells is known."""
    echoes = [name for name, variable in program.story.variables.items() if variable.echo]
    for known, made in pasts:
        yield start(program, dict(zip(echoes, made, strict=True)), known)[0]
    for state, steps in graph.items():
        for choice, outcome, _ in steps:
            yield advance(program, state, choice, outcome)[0]


def shown(program: Program, state: State) -> Iterator[tuple[str, int, str]]:
    compiled = program.scene(state[SCENE])
    for number, block in enumerate(compiled.blocks):
        if block.test is None or block.test(state):
            yield compiled.scene.id, number, "text"
            yield compiled.scene.id, number, "again" if state[MEMORY] & compiled.again else "first"


def can_end_without(program: Program, fact: str, graph: Graph, pasts: set[Past]) -> bool:
    """Whether a game can end that hasn't met a fact itself, whatever was known before."""
    bit = program.bits.met[fact]
    echoes = [name for name, variable in program.story.variables.items() if variable.echo]
    waiting, seen = list[State](), set[State]()
    for known, made in pasts:
        arrived, state = start(program, dict(zip(echoes, made, strict=True)), known)
        if not told_on_arrival(program, arrived, -1) & bit:
            waiting.append(state)
    while waiting:
        state = waiting.pop()
        if state in seen:
            continue
        seen.add(state)
        compiled = program.scene(state[SCENE])
        if compiled.scene.ending:
            return True
        for choice, outcome, _ in graph[state]:
            arrived, after = advance(program, state, choice, outcome)
            told = compiled.choices[choice].outcomes[outcome].learns | told_on_arrival(program, arrived, state[program.clock])
            if not told & bit:
                waiting.append(after)
    return False


def meets(played: Playthrough) -> int:
    """The memory bits of the facts that a game meets itself, known before or not."""
    program, met, before = played.program, 0, -1
    for turn, after in pairwise((*played.turns, None)):
        assert turn is not None
        met |= told_on_arrival(program, turn.arrived, before)
        before = turn.state[program.clock] if program.clock else -1
        if after is not None:
            assert after.entry is not None
            made = next(each for each in program.scene(turn.state[SCENE]).choices if each.choice.id == after.entry.choice)
            outcome = after.entry.outcome
            fell = next((each for each in made.outcomes if each.outcome is not None and each.outcome.id == outcome), made.outcomes[0])
            met |= fell.learns
    return met


def told_on_arrival(program: Program, state: State, hours_before: int) -> int:
    """The memory bits of the facts that the news and the passage tell, known or not."""
    compiled = program.scene(state[SCENE])
    told = 0
    if program.clock and state[program.clock] != hours_before:
        for item in heard(program, compiled, hours_before, state[program.clock]):
            for fact in item.facts:
                told |= program.bits.met.get(fact, 0)
    for block in compiled.blocks:
        if block.test is None or block.test(state):
            told |= block.learns | (block.learns_again if state[MEMORY] & compiled.again else block.learns_first)
    return told


def breaks(program: Program, promise: Promise, state: State) -> bool:
    scene = program.scene(state[SCENE]).scene
    here = program.where(scene)
    where = Where("", here.hour, here.day)
    for condition, wrong in ((promise.always, False), (promise.never, True)):
        if condition is not None:
            return bool(compile_value(condition, where, program.places, program.clock, program.bits)(state)) == wrong
    return False


def told_of(story: Story, finding: Finding) -> Found:
    """A finding in the words of `expected`."""
    role = finding.witness.role if finding.witness is not None else ""
    scene = next((scene for scene in story.scenes.values() if scene.at == finding.at), None)
    if finding.code in ("dead-end", "trap"):
        assert scene is not None
        return finding.code, scene.id, role
    if finding.code == "promise-broken":
        return finding.code, str(finding.at.line), ""
    if finding.code in ("leaves-bounds", "never-open"):
        owner, choice = next((scene, choice) for scene in story.scenes.values() for choice in scene.choices if choice.at == finding.at)
        name = finding.message.split("`")[3] if finding.code == "leaves-bounds" else ""
        return finding.code, owner.id, f"{choice.id} {name}".strip()
    assert scene is not None
    return finding.code, scene.id, ""


def plays(story: Story, finding: Finding) -> None:
    """The way that a finding shows leads in the real engine to what it claims."""
    if finding.witness is None:
        return
    program = next(program for program in programs(story) if program.role.id == finding.witness.role)
    end = walk_path(program, parse_path(path_text(finding.witness.carried, finding.witness.entries)), seed=0)
    if finding.code == "dead-end":
        assert not end.ended
        assert not open_choices(program, end.state)
    elif finding.code == "trap":
        graph, waiting = {end.state}, [end.state]
        assert open_choices(program, end.state)
        while waiting:
            state = waiting.pop()
            assert not program.scene(state[SCENE]).scene.ending
            for choice in open_choices(program, state):
                for outcome, weight in enumerate(weights(program, state, choice)):
                    after = step(program, state, choice, outcome) if weight else state
                    if after not in graph:
                        graph.add(after)
                        waiting.append(after)
    elif finding.code == "promise-broken":
        promise = next(promise for promise in story.promises if promise.at == finding.at)
        if promise.meets:
            assert end.ended
            assert not meets(end) & program.bits.met[promise.meets]
        else:
            assert breaks(program, promise, end.state)
    else:
        assert finding.code == "leaves-bounds"


@pytest.mark.parametrize("block", range(4))
def test_a_proof_finds_what_a_naive_explorer_finds(block: int, tmp_path: Path) -> None:
    """Twenty stories each, those that are too large for the naive explorer passed over."""
    held = 0
    for seed in range(100_000 + block * 1_000, 100_000 + block * 1_000 + 80):
        story = small_story(seed, tmp_path)
        try:
            wanted = expected(story, 3_000)
        except TooManyError:
            continue
        proof = prove(story)
        assert {told_of(story, finding) for finding in proof.findings} == wanted, seed
        assert proof.verdict == ("REFUTED" if wanted else "PROVED")
        for finding in proof.findings:
            plays(story, finding)
        held += 1
        if held == 20:
            return
    assert held == 20, f"only {held} stories were small enough"


def test_a_limit_makes_nothing_up(tmp_path: Path) -> None:
    """Whatever the limit: nothing is found that isn't so, and PROVED is said only of what is."""
    less = 0  # how often something was left out
    for seed in range(300_000, 300_040):
        story = small_story(seed, tmp_path)
        try:
            wanted = expected(story, 2_000)
        except TooManyError:
            continue
        for limit in (1, 5, 20, 80, 320):
            proof = prove(story, limit=limit)
            assert {told_of(story, finding) for finding in proof.findings} <= wanted, (seed, limit)
            assert proof.verdict != "PROVED" or not wanted
            missing = len(wanted) - len(proof.findings)
            assert missing <= 0 or not all(role.complete for role in proof.roles)
            less += missing > 0
    assert less > 20


@pytest.mark.parametrize("block", range(4))
def test_every_text_that_is_ever_shown_is_found_in_a_slice_of_its_own(block: int, tmp_path: Path) -> None:
    """Also in an ending, where there is nothing to choose."""
    asked = 0
    for seed in range(block * 8, block * 8 + 8):
        story = small_story(seed, tmp_path)
        roles = compiled_roles(story)
        try:
            pasts = every_past(story, 3_000)
            graphs = {role: every_state(each, 3_000, start=every_start(each, pasts)) for role, each in roles.items()}
        except TooManyError:
            continue
        for role, program in roles.items():
            told = {
                (scene, number, part)
                for state in arrivals(program, graphs[role], pasts)
                for scene, number, part in shown(program, state)
                if part in dict(texts_in(story.scenes[scene].blocks[number]))
            }
            states = RoleStates(program, pasts_of(roles), Budget(1_000_000, 100_000_000))
            for scene, number, part in told:
                missing = {program.numbers[scene]: Missing(set(), {(number, part)})}
                answer = states.settle(seen(states.reads, missing, states.links.leading_to(missing)))
                assert ("text", program.numbers[scene], number, part) in answer.happens, (seed, scene, number, part)
                asked += 1
    assert asked > 10
