"""Chance is counted: it depends on the seed, on how many choices were made and on the choice, and on nothing else."""

from collections import Counter
from pathlib import Path

import pytest

from game.play.chance import draw
from game.play.looking_back.ledger import ledger
from game.play.odds import odds
from game.play.playthrough import NotOpenError, back_to, undo
from game.play.record import Entry
from game.play.why import nothing_behind
from tests.small import made, offered, small, started

SCENES = """\
start:
  choices:
    - label: Toss
      outcomes:
        - {id: heads, chance: 1, go: hall}
        - {id: tails, chance: 1, go: yard}
        - {id: edge, chance: 0, go: roof}
    - {label: Walk, go: hall}
hall: {choices: [{label: Out, go: start}]}
yard: {choices: [{label: Out, go: start}]}
roof: {ending: On the roof}
"""


def tosses(folder: Path, scenes: str, seed: int, count: int = 12) -> list[str]:
    played = started(small(folder, scenes), seed=seed)
    for _ in range(count):
        played = made(played, "toss", "out")
    return [entry.outcome for entry in played.entries if entry.choice == "toss"]


def test_the_same_seed_falls_the_same_and_another_otherwise(tmp_path: Path) -> None:
    assert tosses(tmp_path, SCENES, 5) == tosses(tmp_path, SCENES, 5)
    assert len({tuple(tosses(tmp_path, SCENES, seed)) for seed in range(20)}) > 15


def test_undo_and_redo_agree(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, SCENES), seed=5), "toss", "out", "toss")
    fell = played.entries
    again = made(back_to(played, 0), "toss", "out", "toss")
    assert again.entries == fell
    assert made(undo(again), "toss").entries == fell


def test_a_scene_that_is_inserted_elsewhere_changes_nothing(tmp_path: Path) -> None:
    more = "attic: {choices: [{label: Down, go: start}]}\n" + SCENES.replace(
        "    - {label: Walk, go: hall}", "    - {label: Climb, go: attic}\n    - {label: Walk, go: hall}"
    )
    moved = more.replace("    - label: Toss", "    - {label: Sing}\n    - label: Toss")
    for seed in range(10):
        assert tosses(tmp_path, SCENES, seed) == tosses(tmp_path, more, seed) == tosses(tmp_path, moved, seed)


def test_chance_depends_on_how_many_choices_went_before(tmp_path: Path) -> None:
    story = small(tmp_path, SCENES)
    first = [made(started(story, seed=seed), "toss").entries[-1].outcome for seed in range(40)]
    third = [made(started(story, seed=seed), "walk", "out", "toss").entries[-1].outcome for seed in range(40)]
    assert first != third


def test_what_is_recorded_wins(tmp_path: Path) -> None:
    story = small(tmp_path, SCENES)
    for outcome in ("heads", "tails", "edge"):  # a recorded outcome wins even where its chance is nought by now
        assert made(started(story), f"toss/{outcome}").entries == (Entry("start", "toss", outcome),)


@pytest.mark.parametrize("choice", ["toss/nothing", "walk/heads"])
def test_an_outcome_that_is_not_there_cannot_be_recorded(choice: str, tmp_path: Path) -> None:
    with pytest.raises(NotOpenError):
        made(started(small(tmp_path, SCENES)), choice)


def test_weights_are_weights() -> None:
    fell = Counter(draw(seed, 3, "toss", (1, 0, 3)) for seed in range(8_000))
    assert fell[1] == 0
    assert 1_800 < fell[0] < 2_200
    assert draw(1, 0, "x", (1,)) == 0


@pytest.mark.parametrize("weights", [(1, 1), (5, 1, 1), (0, 7), (1_000, 1)])
def test_every_fall_has_weight(weights: tuple[int, ...]) -> None:
    assert all(weights[draw(seed, made, "toss", weights)] for seed in (0, -1, 10**30) for made in range(50))


# ---- outcomes with conditions ----

FORD = """\
start:
  text: The ford.
  choices:
    - label: Wade
      do: money -= 20
      outcomes:
        - {id: dry, if: money >= 20, go: bank}
        - {id: slip, if: coat, chance: 3, go: bank}
    - {label: Put on a coat, once: true, do: coat = true}
    - {label: Wait, go: start}
bank: {text: The other side., choices: [{label: Back, go: start}, {label: On, go: road}]}
road: {text: A road., ending: On the road}
"""


def test_an_outcome_happens_only_where_its_condition_holds(tmp_path: Path) -> None:
    """As it is when the choice is made: what `do` takes is still there."""
    story = small(tmp_path, FORD)
    assert {made(started(story, seed=seed), "wade").entries[-1].outcome for seed in range(20)} == {"dry"}
    fell = Counter(made(started(story, seed=seed), "put-on-a-coat", "wade").entries[-1].outcome for seed in range(400))
    assert fell.keys() == {"dry", "slip"}
    assert 260 < fell["slip"] < 340
    poor = [made(started(story, seed=seed), "put-on-a-coat", "wade/dry", "back") for seed in range(20)]
    assert {made(each, "wade").entries[-1].outcome for each in poor} == {"slip"}


def test_a_choice_is_offered_where_one_of_its_outcomes_can_happen(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, FORD)), "wade/dry", "back")
    assert offered(played) == ["put-on-a-coat", "wait"]
    assert offered(made(played, "put-on-a-coat")) == ["wade", "wait"]


def test_what_cannot_happen_cannot_be_recorded(tmp_path: Path) -> None:
    with pytest.raises(NotOpenError):
        made(started(small(tmp_path, FORD)), "wade/slip")


def test_what_can_come_is_told_as_it_is_now(tmp_path: Path) -> None:
    played = started(small(tmp_path, FORD))
    assert list(odds(played)) == []
    assert [each.says for each in odds(made(played, "put-on-a-coat"))] == [
        "It can come out in two ways: three times in four and one time in four."
    ]


def test_chance_that_had_no_say_stood_in_nobodys_way(tmp_path: Path) -> None:
    story = small(tmp_path, FORD)
    certain, drawn = made(started(story), "wade"), made(started(story), "put-on-a-coat", "wade/slip")
    assert nothing_behind(certain) == "Nothing stands behind this but your choice."
    assert nothing_behind(drawn) == "Nothing stands behind this but your choice, and chance."
    assert [each.obstacles for each in ledger(certain).decided] == [()]
    assert [each.obstacles for each in ledger(drawn).decided] == [(), ("chance",)]
