"""Each role of "Good Neighbours" has a part for a lesson: over within 20 minutes on every route, with something to talk about."""

from random import Random

import pytest

from game.library.find_stories import shipped_folder
from game.library.load import load
from game.play.engine import open_choices
from game.play.playthrough import Playthrough, begin, choose, passage_of
from game.play.program import Program, compile_role
from game.prove.part_proof import compiled_parts, prove_part
from game.states.carry_in import anything_of
from game.states.refinement import Budget
from game.story.model import Story
from game.story.shown_texts import counted

ROLES = ("graduate", "cinema", "counter", "gallery", "driver", "channel", "desk")
GAMES = 300


@pytest.fixture(scope="module")
def story() -> Story:
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None
    return story


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_a_part_that_is_over_within_twenty_minutes_whatever_was_played_before(story: Story, role: str) -> None:
    (programs,) = compiled_parts(story, [], [])[role]
    pasts = anything_of({name: compile_role(story, name) for name in story.roles})
    proof = prove_part(programs, pasts, Budget(320_000, 2_000_000))
    assert proof.stands == "kept"
    assert proof.part.minutes <= 20


@pytest.mark.parametrize("role", ROLES)
def test_a_part_tells_what_was_done_and_ends_with_a_question(story: Story, role: str) -> None:
    (part,) = story.roles[role].parts
    random = Random(role)
    program = compile_role(story, role, part)
    games = [_played(program, random) for _ in range(GAMES)]
    assert all(game.part_over is part for game in games)
    told = [[prose for _, prose in passage_of(game, len(game.turns) - 1)] for game in games]
    assert all(len(texts) >= 2 and texts[-1].text.endswith("?") for texts in told)
    assert max(sum(map(counted, texts)) for texts in told) <= 90, "it is the end of a lesson's play, and no page to read"
    assert {prose for texts in told for prose in texts} == {prose for block in part.told for prose in block.texts}


def _played(program: Program, random: Random) -> Playthrough:
    game = begin(program, random.randrange(1_000_000))
    while not game.ended:
        game = choose(game, game.scene.choices[random.choice(open_choices(program, game.state))].id)
    return game
