"""What is said of a role's routes is what a plain walk over every state says, and each way shown can be played."""

from pathlib import Path

import pytest

from game.load import load
from game.play.evaluate import SCENE
from game.play.path import parse_path, path_text, walk_path
from game.play.playthrough import Playthrough
from game.play.program import compile_role
from game.prove.routes.report import Played, RoleRoutes, routes_of_role
from game.story.model import Promise, Story

from .naive import TooManyError, every_start, every_state
from .naive_routes import Costs, endless, least, most
from .small_stories import story_text, write_story


def played(story: Story, role: str, way: Played) -> Playthrough:
    """A way as it is printed, pasted back and played in the real engine."""
    return walk_path(compile_role(story, role), parse_path(path_text(way.carried, way.entries)), seed=0)


def ends_within(story: Story, decisions: int) -> Promise:
    return Promise(next(iter(story.scenes.values())).at, "visitor", ends_within=decisions)


def agrees(story: Story, role: str = "visitor", states: int = 4_000) -> RoleRoutes:
    program = compile_role(story, role)
    graph = every_state(program, states)
    starts = every_start(program)
    costs = Costs(program, graph)
    routes = routes_of_role(story, role)
    assert routes.complete

    fewest = least(graph, starts, program, costs.decisions)
    assert (None if routes.fewest is None else (routes.fewest.low, routes.fewest.high)) == (None if fewest is None else (fewest, fewest))
    if routes.fewest is not None and routes.fewest.way is not None:
        game = played(story, role, routes.fewest.way)
        assert (game.ended, game.decisions) == (True, fewest)

    for_ever = endless(graph)
    assert (routes.loop is not None) == for_ever
    if routes.loop is not None:
        goes_round(story, role, routes)
    else:
        longest = most(graph, starts, program, costs.decisions, to_an_ending=True)
        assert (None if routes.most is None else routes.most.low) == longest
        if routes.most is not None and routes.most.way is not None:
            game = played(story, role, routes.most.way)
            assert (game.ended, game.decisions) == (True, longest)

    deepest = None if for_ever else most(graph, starts, program, costs.decisions, to_an_ending=False)
    for within in (1, 3, 6, 10, 15):
        (judged,) = routes_of_role(story, role, [ends_within(story, within)]).judged
        assert judged.stands == ("broken" if deepest is None or deepest > within else "kept")
        if judged.way is not None and routes.loop is None:
            game = played(story, role, judged.way)
            assert game.decisions == within + 1
    return routes


def goes_round(story: Story, role: str, routes: RoleRoutes) -> None:
    """The loop can be gone round three times, and is in the same scene each time."""
    loop = routes.loop
    assert loop is not None
    assert loop.again
    scenes = set()
    for rounds in range(4):
        game = played(story, role, Played(loop.way.carried, loop.way.entries + loop.again * rounds))
        scenes.add(game.state[SCENE])
    assert len(scenes) == 1


@pytest.mark.parametrize("block", range(10))
def test_agrees_with_a_plain_walk_on_random_stories(block: int, tmp_path: Path) -> None:
    """Twenty stories each, those that are too large for the plain walk passed over; in half of them there is no loop."""
    held = loops = 0
    for seed in range(block * 1_000, block * 1_000 + 90):
        story = write_story(tmp_path, story_text(seed, scenes=3 + seed % 3, onward=seed % 2 == 0))
        try:
            routes = agrees(story)
        except TooManyError:
            continue
        held += 1
        loops += routes.loop is not None
        if held == 20:
            break
    assert held == 20, f"only {held} stories were small enough"
    assert 0 < loops < 20


def test_what_was_not_looked_at_is_not_claimed(tmp_path: Path) -> None:
    story = write_story(tmp_path, story_text(2, scenes=5, onward=True))
    whole = routes_of_role(story, "visitor")
    assert whole.most is not None
    part = routes_of_role(story, "visitor", [ends_within(story, 1_000)], most=20)
    assert not part.complete
    assert part.judged[0].stands == "open"
    assert part.most is None or (part.most.low <= whole.most.low and part.most.high is None)
    assert part.fewest is None or whole.fewest is None or part.fewest.low <= whole.fewest.low <= (part.fewest.high or 0)


def test_a_promise_that_a_part_refutes_is_refuted(tmp_path: Path) -> None:
    story = write_story(tmp_path, story_text(2, scenes=5, onward=True))
    (judged,) = routes_of_role(story, "visitor", [ends_within(story, 1)], most=200).judged
    assert judged.stands == "broken"
    assert judged.way is not None
    assert played(story, "visitor", judged.way).decisions == 2


def test_the_routes_of_the_guides_first_story_are_told() -> None:
    story = load(Path(__file__).parents[2] / "game" / "first_story").story
    assert story is not None
    routes = routes_of_role(story, "passenger")
    assert routes.fewest is not None
    assert routes.fewest.way is not None
    game = played(story, "passenger", routes.fewest.way)
    assert (game.ended, game.decisions) == (True, routes.fewest.low)
    goes_round(story, "passenger", routes)
