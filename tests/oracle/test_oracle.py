"""New stories each run, by seed. ORACLE_SEED repeats a run, which prints the seed that it had; ORACLE_STORIES says how many.

What the game's prover says is compared in `test_proofs.py`; here the engine plays beside the oracle, and the oracle is
asked what anybody can answer by hand.
"""

import os
from pathlib import Path
from random import SystemRandom

import pytest

from game.library.load import load
from tests.oracle.answers import answers
from tests.oracle.coverage import Seen, count_story, wanted
from tests.oracle.files import Files, as_text, write
from tests.oracle.generator import generate, redrawn
from tests.oracle.grammar import Draw
from tests.oracle.labels import NODES, nodes_of_the_language
from tests.oracle.play import play
from tests.oracle.reading import read
from tests.oracle.wishes import turns

SEED = int(os.environ.get("ORACLE_SEED") or SystemRandom().randrange(1 << 30))
GAMES = 150


@pytest.mark.long
def test_the_engine_plays_as_the_guide_says(tmp_path: Path) -> None:
    print(f"ORACLE_SEED={SEED}")
    refused = 0
    for seed in range(SEED, SEED + GAMES):
        text = as_text(generate(seed))
        story = load(write(text, tmp_path)).story
        refused += story is None
        if story is not None:
            assert list(play(read(text), story, seed)) == [], f"python -m tests.oracle --seed {seed} --stories 1"
    assert refused < GAMES / 10


def test_a_seed_always_makes_the_same_story() -> None:
    assert [as_text(generate(seed)) for seed in range(6)] == [as_text(generate(seed)) for seed in range(6)]


def test_the_stories_use_every_key_and_every_node_of_the_language() -> None:
    """Somewhere. Where each of them stands is counted by `python -m tests.oracle --coverage`."""
    assert nodes_of_the_language() == NODES.keys()
    seen = Seen()
    for seed in range(0, 1_500, 3):
        count_story(seen, as_text(generate(seed)))
    assert {label for some in NODES.values() for label in some} - {name.split(": ")[1] for name in seen.nodes} == set()
    assert wanted()["keys"] - seen.keys.keys() == set()


def test_what_is_rare_has_its_turn() -> None:
    """Every node in every place, and every pair, can be written into some story."""
    for number, (wish, _) in enumerate(turns().values()):
        if number % 20 == 0:
            assert redrawn(Draw(number), [wish]) is not None, wish


FARE: Files = {
    "story.yaml": {
        "title": "The bus",
        "roles": {"one": {"title": "One", "blurb": "Somebody.", "start": "stop"}},
        "variables": {"fare": {"type": "int", "max": 9}, "spent": {"type": "int", "max": 9}},
    },
    "scenes.yaml": {
        "stop": {
            "choices": [{"label": "Take the bus", "do": ["fare = 5", "spent += fare"], "go": "shop"}, {"label": "Walk", "go": "shop"}]
        },
        "shop": {"choices": [{"label": "Buy it", "if": "spent < 5", "go": "home"}]},
        "home": {"ending": "Home"},
    },
}


def test_what_an_effect_reads_of_the_one_before_it() -> None:
    assert answers(read(as_text(FARE))).dead_ends == {("one", "shop")}


CARRIED: Files = {
    "story.yaml": {
        "title": "The seat",
        "roles": {name: {"title": name.title(), "blurb": "Somebody.", "start": name} for name in ("one", "other")},
        "echoes": {"seat": {"values": ["kept", "given"], "from": "one"}},
    },
    "facts.yaml": {
        "sources": {"paper": {"title": "A", "publisher": "B", "date": "2022-09-28"}},
        "facts": {"rule": {"says": "A rule.", "kind": "policy", "by": "a clerk", "source": "paper", "at": 1}},
    },
    "scenes.yaml": {
        "one": {
            "choices": [
                {"label": "Give it", "do": "seat = given", "because": "rule", "go": "end"},
                {"label": "Keep it", "do": "seat = kept", "go": "end"},
            ]
        },
        "other": {
            "choices": [
                {"label": "Ask", "if": "seat == given and not knows(rule)", "go": "end"},
                {"label": "Wonder", "if": "seat == kept and knows(rule)", "go": "end"},
                {"label": "Go", "go": "end"},
            ]
        },
        "end": {"ending": "Out"},
    },
}


def test_what_one_game_leaves_it_leaves_together() -> None:
    """Who gives the seat learns the rule; and who has learnt it may keep the seat in the next game."""
    assert answers(read(as_text(CARRIED))).never_open == {("other", "ask")}


@pytest.mark.parametrize("hours", ["1", "money - 2"])
def test_time_never_goes_back(hours: str) -> None:
    files: Files = {
        "story.yaml": {
            **FARE["story.yaml"],
            "clock": {"start": "2022-09-21 18:00", "variable": "hours"},
            "variables": {"hours": {"type": "int", "max": 2}, "money": {"type": "int", "max": 2}},
        },
        "scenes.yaml": {
            "stop": {
                "choices": [{"label": "Wait", "once": True, "do": f"hours += {hours}"}, {"label": "Go", "if": "hours == 0", "go": "home"}]
            },
            "home": {"ending": "Home"},
        },
    }
    assert bool(answers(read(as_text(files))).dead_ends) == (hours == "1")
