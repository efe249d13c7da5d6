"""How far one is in a queue and a hunt, and the page that a sorting makes."""

from pathlib import Path

import pytest

from game.play.playthrough import Playthrough
from game.play.scene_progress import SceneProgress, desk, progress
from tests.small import made, small, started

SCENES = """\
start: {choices: [{label: Queue, go: line}, {label: Hunt, go: lift}, {label: Sort, go: board}]}
line:
  kind: queue
  length: 3
  wait: {label: Wait, hours: [1, 2]}
  moments: [{at: 2, visit: shoe}]
  progress: "{ahead} before you, {waited} hours"
  leave: {label: Leave, go: start}
  reached: out
shoe: {text: A shoe., go: back}
lift:
  kind: hunt
  tries: 4
  offers:
    - {id: cart, label: Knock at number 1, chance: 1 in 2}
    - {id: taxi, label: Ring for {money} crowns, chance: 1 in 2}
  choices: [{label: Rest, result: You rest.}]
  empty: out
board:
  kind: sorting
  claims: [storm, {fact: fare, cut: {result: Gone., visit: shoe}}, delay]
  sorted: out
out: {text: Out., choices: [{label: Back, go: start}, {label: End, go: end}]}
end: {ending: End}
"""


@pytest.fixture
def played(tmp_path: Path) -> Playthrough:
    return started(small(tmp_path, SCENES.replace("Ring for {money} crowns", '"Ring for {money} crowns"')))


def test_a_queue_has_a_step_for_each_move(played: Playthrough) -> None:
    assert progress(played) is None
    waited = made(played, "queue", "wait/2-hours")
    assert progress(waited) == SceneProgress(("done", "left", "left"), "2 before you, 2 hours")
    moved = made(waited, "wait-2/1-hours")
    assert progress(moved) is None, "somewhere else nothing is counted"
    assert progress(made(moved, "go")) == SceneProgress(("done", "done", "left"), "1 before you, 3 hours")
    assert progress(made(moved, "go", "leave", "queue")) == SceneProgress(("left",) * 3, "3 before you, 0 hours")


def test_a_hunt_tells_what_was_found_and_what_was_not(played: Playthrough) -> None:
    looked = made(played, "hunt")
    assert progress(looked) == SceneProgress(("left",) * 4, "Looks left: 4.")
    looked = made(looked, "look-cart/missed", "rest", "look-cart/missed")
    assert progress(looked) == SceneProgress(("missed", "missed", "left", "left"), "Looks left: 2. No luck: Knock at number 1.")
    looked = made(looked, "look-taxi/found")
    told = "Looks left: 1. Found: Ring for 20 crowns. No luck: Knock at number 1."
    assert progress(looked) == SceneProgress(("missed", "missed", "found", "left"), told)
    assert progress(made(looked, "leave", "back", "hunt")) == SceneProgress(("left",) * 4, "Looks left: 4."), "what was before is over"


def page(played: Playthrough) -> list[tuple[str, str]]:
    at = desk(played)
    assert at is not None
    assert at.whole == 3
    return [(each.way, each.by) for each in at.placed]


def test_a_sorting_has_the_page_so_far_and_the_whole_of_it_once_more_at_its_end(played: Playthrough) -> None:
    sorting = made(played, "sort")
    assert page(sorting) == []
    sorting = made(sorting, "happened-storm", "cut-fare")
    assert sorting.scene.id == "shoe"
    first = [("happened", "the Gazette"), ("cut", "the ferry company")]
    assert page(sorting) == first
    sorting = made(sorting, "go")
    assert page(sorting) == first
    sorting = made(sorting, "vouched-delay")
    assert sorting.scene.id == "out"
    assert page(sorting) == [*first, ("vouched", "people who counted")]
    sorting = made(sorting, "back")
    assert desk(sorting) is None
    assert page(made(sorting, "sort")) == [], "who sorts again begins a new page"
