"""The way to a scene is a way that the engine goes, there is no shorter one, and where there is none that is true."""

from collections import deque
from pathlib import Path

import pytest

from game.library.load import load
from game.play.engine import start
from game.play.evaluate import SCENE
from game.play.pasted_line import walk_path
from game.play.program import Program, compile_role
from game.prove.ways_to import way_to
from game.session.draft import NoWay, WayToScene
from game.story.model import Story
from tests.small import small

from .naive import TooManyError, every_past, every_start, every_state
from .small_stories import story_text, write_story

FERRY = Path(__file__).parents[1] / "stories" / "ferry"


def distances(program: Program, most: int) -> dict[int, int]:
    """How many choices it takes at least to each scene, for who carries nothing in. Raises TooManyError."""
    first = start(program)[1]
    graph = every_state(program, most, start=[first])
    found, far = {first[SCENE]: 0}, {first: 0}
    waiting = deque([first])
    while waiting:
        state = waiting.popleft()
        for _, _, after in graph[state]:
            if after not in far:
                far[after] = far[state] + 1
                found.setdefault(after[SCENE], far[after])
                waiting.append(after)
    return found


def arrives(story: Story, way: WayToScene, scene: str) -> None:
    assert walk_path(compile_role(story, way.role), way.path, seed=3).scene.id == scene


def test_no_way_is_shorter_on_random_stories(tmp_path: Path) -> None:
    compared = 0
    for seed in range(60):
        story = write_story(tmp_path, story_text(seed, scenes=3 + seed % 3))
        program = compile_role(story, "visitor")
        try:
            nearest = distances(program, 4_000)
        except TooManyError:
            continue
        for number, scene in enumerate(program.ids):
            way = way_to(story, "visitor", scene)
            if number in nearest:
                assert isinstance(way, WayToScene)
                assert (way.role, way.shortest, len(way.path.choices)) == ("visitor", True, nearest[number]), (seed, scene)
            if isinstance(way, WayToScene):
                arrives(story, way, scene)
            compared += 1
    assert compared > 100


def test_where_there_is_none_there_is_none(tmp_path: Path) -> None:
    """Nobody comes to a scene where every start, with all that can be carried in, was seen to the end."""
    none = 0
    for seed in range(60):
        story = write_story(tmp_path, story_text(seed, scenes=3))
        try:
            pasts = every_past(story, 4_000)
            reached = {
                program.ids[state[SCENE]]
                for program in (compile_role(story, role) for role in story.roles)
                for state in every_state(program, 4_000, start=every_start(program, pasts))
            }
        except TooManyError:
            continue
        for scene in story.scenes:
            if isinstance(way_to(story, "visitor", scene), NoWay):
                none += 1
                assert scene not in reached, (seed, scene)
    assert none


COUNTER = """\
start:
  text: A quay.
  choices:
    - {id: wait, label: Wait, if: money < 100, do: money += 1}
    - {id: tea, label: Tea, do: trust = 1}
    - {id: no-tea, label: No tea, do: trust = 0}
    - {id: coat, label: A coat, do: coat = true}
    - {id: no-coat, label: No coat, do: coat = false}
    - {id: pay, label: Pay, if: money == 100, go: boat}
    - {id: knock, label: Knock, if: money == 15, go: cellar}
    - {id: mend, label: Mend, if: "knows(storm)", go: attic}
boat: {text: A boat., ending: Away}
cellar: {text: Below., ending: Below}
attic: {text: Above., ending: Above}
"""


def test_each_look_finds_what_it_can(tmp_path: Path) -> None:
    story = small(tmp_path, COUNTER)
    nearest, sets, walks = (way_to(story, "visitor", "boat", seconds=seconds) for seconds in ((60, 0, 0), (-1, 60, 0), (-1, -1, 60)))
    for way in (nearest, sets, walks):
        assert isinstance(way, WayToScene)
        arrives(story, way, "boat")
    assert isinstance(nearest, WayToScene)
    assert nearest.path.choices == (("wait", ""),) * 80 + (("pay", ""),)
    assert nearest.shortest


def test_what_was_not_seen_to_the_end_is_not_called_impossible(tmp_path: Path) -> None:
    story = small(tmp_path, COUNTER)
    told = way_to(story, "visitor", "cellar", seconds=(-1, -1, -1))
    assert isinstance(told, NoWay)
    assert told.says.endswith("There may be one: play towards it.")
    told = way_to(story, "visitor", "cellar")
    assert told == NoWay("Nobody can come to `cellar`: no role has a way there.")
    assert way_to(story, "visitor", "attic") == NoWay("Nobody can come to `attic`: no role has a way there.")


def test_a_search_that_nobody_waits_for_ends(tmp_path: Path) -> None:
    assert isinstance(way_to(small(tmp_path, COUNTER), "visitor", "cellar", lambda: True), NoWay)


@pytest.mark.parametrize(("role", "scene", "other"), [("visitor", "sea", "captain"), ("captain", "clerk", "visitor")])
def test_another_role_goes_where_this_one_can_not(role: str, scene: str, other: str) -> None:
    story = load(FERRY).story
    assert story is not None
    way = way_to(story, role, scene)
    assert isinstance(way, WayToScene)
    assert way.role == other
    arrives(story, way, scene)
