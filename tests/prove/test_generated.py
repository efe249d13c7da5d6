"""Generated functions play as the engine does, step for step, and nothing of a story's words is in them."""

import re
import tempfile
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from game.library.find_stories import shipped_folder
from game.library.load import load
from game.play.engine import open_choices, start, step
from game.play.evaluate import SCENE, State
from game.play.program import Program, compile_role
from game.prove import walk
from game.prove.generated import ANY, LINES, Generated, Taken
from game.prove.walk import Walker, empty
from game.story.model import Story
from tests.small import FACTS, STORY, small
from tests.strategies import NEWS, Node, stories

NAMES = {"int", "len", "min", "index"}
LOCALS = {"state", "chance", "took", "luck", "choice", "ways", "way", "open", "count", "least", "fall", "memory", "moved"}


def played_by_the_engine(program: Program, begun: State, made: list[list[int]], random: Random, longest: int) -> tuple[State, list[Taken]]:
    """The walk as `game.prove.walk` tells it, with the engine's own functions."""
    state, taken = begun, list[Taken]()
    while len(taken) < longest and (ways := open_choices(program, state)):
        number = state[SCENE]
        if len(ways) == 1:
            choice = ways[0]
        elif (luck := random.random()) < ANY:
            choice = ways[int(luck * (len(ways) / ANY))]
        else:
            choice = min(ways, key=made[number].__getitem__)
        weights, outcome = program.scene(number).choices[choice].weights, 0
        if len(weights) > 1:
            fall = int(random.random() * sum(weights))
            while fall >= sum(weights[: outcome + 1]):
                outcome += 1
        made[number][choice] += 1
        taken.append((number, choice, outcome))
        state = step(program, state, choice, outcome)
    return state, taken


def same_games(story: Story, role: str, seed: int, games: int, longest: int = 60) -> Generated:
    program = compile_role(story, role)
    counts = empty(program)
    generated = Generated(program, counts.made, counts.fell)
    made = empty(program).made
    ours, theirs = Random(seed), Random(seed)
    echoes = [name for name, variable in story.variables.items() if variable.echo not in ("", role)]
    for number in range(games):
        carried = {name: Random(number).randrange(len(story.variables[name].values)) for name in echoes}
        facts = frozenset(fact for fact in story.facts if Random(f"{number} {fact}").random() < 0.3)
        begun = start(program, carried, facts)[1]
        state, numbers, went_on = generated.play(begun, ours.random, longest)
        wanted, taken = played_by_the_engine(program, begun, made, theirs, longest)
        assert [generated.taken[each] for each in numbers] == taken
        assert state == wanted
        assert went_on == sum(program.scene(scene).scene.goes_on for scene, _, _ in taken)
    assert generated.made == made
    return generated


def is_ours(generated: Generated) -> bool:
    """Whether the code has no name but ours, and no constant but small numbers."""
    for shape, code in generated.shapes.items():
        assert {str(name).lstrip(">") for name in shape} <= LINES.keys()
        assert set(code.co_names) <= NAMES
        assert {name for name in code.co_varnames if not re.fullmatch(r"k\d+", name)} <= LOCALS
        assert all(constant is None or (type(constant) is int and 0 <= constant <= 2) for constant in code.co_consts)
        assert not code.co_freevars + code.co_cellvars
    return True


@settings(max_examples=150)
@given(stories(), st.sampled_from(["visitor", "captain"]), st.integers(0, 999))
def test_the_same_seed_gives_the_playthrough_of_the_engine(scenes: Node, role: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("story", STORY), ("facts", FACTS), ("news", NEWS), ("scenes", yaml.safe_dump(scenes, sort_keys=False))):
            (Path(folder) / f"{name}.yaml").write_text(text, encoding="utf-8")
        story = load(Path(folder)).story
    assert story is not None
    assert is_ours(same_games(story, role, seed, 12))


@pytest.mark.parametrize("folder", [shipped_folder() / "good_neighbours", Path(__file__).parents[1] / "stories" / "ferry"])
def test_whole_stories_are_played_as_by_the_engine(folder: Path) -> None:
    story = load(folder).story
    assert story is not None
    for role in story.roles:
        assert is_ours(same_games(story, role, 5, 150, walk.LONGEST))


def test_a_game_that_is_cut_short_has_come_to_its_last_scene(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        "start:\n  text: ['A ring.', {if: trust > 2, text: '[The fare](fact:fare).'}]\n"
        "  choices:\n    - {label: Walk, do: trust += 1, go: start}\n    - {label: Pay, if: knows(fare), go: home}\n"
        "home: {text: Home, ending: Home}\n",
    )
    for longest in range(6):
        same_games(story, "visitor", 1, 3, longest)


def test_deep_and_long_conditions_are_asked(tmp_path: Path) -> None:
    deep = "not " * 15 + "coat"
    many = " or ".join(f"trust == {number}" for number in range(20))
    story = small(
        tmp_path,
        f"start:\n  text: A door.\n  choices:\n    - {{label: Deep, if: {deep}, do: trust += 1, go: start}}\n"
        f"    - {{label: Long, if: {many}, do: [trust = 9, coat = not coat], go: start}}\n"
        "    - {label: Neither, do: money -= 7, go: start}\n    - {label: Out, if: money < 5, go: home}\n"
        "    - {label: The barred gate, locked: It is barred.}\nhome: {text: Home, ending: Home}\n",
    )
    assert is_ours(same_games(story, "visitor", 3, 40))


def test_no_word_of_a_story_is_in_the_source(tmp_path: Path) -> None:
    """Names that are words of Python, and that would be seen."""
    story = small(
        tmp_path,
        "start:\n  text: A hall.\n  choices:\n"
        "    - {label: __import__, id: exec, if: eval > 1 or lambda, do: [eval += 2, lambda = true], go: start}\n"
        "    - {label: 'os.system(\"true\")', go: raise}\nraise: {text: Out, ending: quit()}\n",
        story=STORY.replace("  coat: {type: flag}", "  coat: {type: flag}\n  eval: {type: int, max: 9, start: 3}\n  lambda: {type: flag}"),
    )
    assert is_ours(same_games(story, "visitor", 1, 20))


def test_scenes_of_one_shape_share_their_source(tmp_path: Path) -> None:
    rooms = "".join(
        f"room_{number}:\n  text: A room.\n  choices:\n"
        f"    - {{label: On, if: money > {number}, do: trust += {number % 3 + 1}, go: room_{number + 1}}}\n"
        f"    - {{label: Out, go: home}}\n"
        for number in range(30)
    )
    text = rooms.replace("room_0:", "start:", 1) + "room_30: {text: The last, ending: Last}\nhome: {text: Home, ending: Home}\n"
    generated = same_games(small(tmp_path, text), "visitor", 1, 400)
    assert len(generated.come_to) > 6
    assert len(generated.shapes) <= 3


def test_a_walker_starts_each_block_anew(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        "start:\n  text: Two ways.\n  choices:\n    - {label: Left, go: a}\n    - {label: Right, go: a}\na: {text: A, ending: A}\n",
    )
    used, fresh = Walker(compile_role(story, "visitor")), Walker(compile_role(story, "visitor"))
    used.block(1, 0, 33)
    assert used.block(1, 1, 40) == fresh.block(1, 1, 40)
