"""Where an author is after a change of the story."""

from pathlib import Path

import pytest

from game.play.follow import Followed, follow, for_author
from game.play.playthrough import Playthrough, begin
from game.play.record import Carried, Saved
from game.play.resume import saved_from
from tests.small import STORY, made, small

SCENES = """\
start:
  text: A quay.
  choices:
    - {id: walk, label: Walk, do: money -= 5, go: street}
    - {id: wait, label: Wait}
street:
  text: A street.
  choices:
    - {id: ask, label: Ask, outcomes: [{id: answer, do: trust += 1}, {id: shrug}]}
    - {id: on, label: On, if: money >= 10, go: office}
office:
  text: An office.
  choices:
    - {id: out, label: Out, go: out}
    - {id: stay, label: Stay}
out: {text: Out., ending: Out}
"""
WAY = ("walk", "ask/shrug", "ask/answer", "on", "stay")
CARRIED = Carried(frozenset(("storm",)), {})


@pytest.fixture
def there(tmp_path: Path) -> Saved:
    played = begin(for_author(small(tmp_path / "before", SCENES), "visitor"), 1, CARRIED)
    return saved_from(made(played, *WAY))


def edited(tmp_path: Path, saved: Saved, *changes: tuple[str, str], story: str = STORY) -> Followed:
    scenes = SCENES
    for old, new in changes:
        assert old in scenes
        scenes = scenes.replace(old, new)
    return follow(small(tmp_path / "after", scenes, story=story), saved)


def place(played: Playthrough) -> tuple[str, int]:
    return played.scene.id, played.made


@pytest.mark.parametrize(
    "change",
    [
        ("An office.", "Another office."),
        ("label: On,", "label: Onwards,"),
        ("money -= 5", "money -= 7"),  # what a player's save would take for another place
        ("    - {id: wait, label: Wait}", "    - {id: wait, label: Wait}\n    - {id: look, label: Look}"),
        ("office", "bureau"),
    ],
)
def test_the_place_is_kept(tmp_path: Path, there: Saved, change: tuple[str, str]) -> None:
    changes = [change, ("bureau:\n", "bureau:\n  was: office\n")] if change[1] == "bureau" else [change]
    followed = edited(tmp_path, there, *changes)
    assert place(followed.played) == ("bureau" if change[1] == "bureau" else "office", 5)
    assert followed.notices == ()
    assert followed.played.carried.facts == {"storm"}
    assert [entry.outcome for entry in followed.played.entries] == ["", "shrug", "answer", "", ""], "chance falls as it fell"


@pytest.mark.parametrize(
    ("change", "scene", "after", "told"),
    [
        (("id: on, label: On", "id: go-on, label: On"), "street", 3, "`street` has no choice `on` now."),
        (("money >= 10", "money >= 50"), "street", 3, "In `street` the choice `on` isn't open now."),
        (("id: answer,", "id: reply,"), "street", 2, "`street/ask` has no outcome `answer` now."),
        (("do: money -= 5, go: street", "go: office"), "office", 1, "Your choices lead to `office` now, not to `street`."),
    ],
)
def test_it_goes_as_far_as_they_lead(tmp_path: Path, there: Saved, change: tuple[str, str], scene: str, after: int, told: str) -> None:
    followed = edited(tmp_path, there, change)
    assert place(followed.played) == (scene, after)
    assert followed.notices[0] == told
    assert followed.notices[1] == f"So this is after {after} of your 5 choices. The others are made again once they can be."


def test_the_last_choice_leads_elsewhere(tmp_path: Path, there: Saved) -> None:
    followed = edited(tmp_path, there, ("id: stay, label: Stay", "id: stay, label: Stay, go: start"))
    assert place(followed.played) == ("start", 5)
    assert followed.notices == ("Your choices lead to `start` now, not to `office`.",)


def test_a_scene_that_is_gone(tmp_path: Path, there: Saved) -> None:
    followed = edited(tmp_path, there, ("office:", "bureau:"), ("go: office", "go: bureau"))
    assert place(followed.played) == ("bureau", 4)
    assert followed.notices[0] == "Your choices lead to `bureau` now, not to `office`, which is gone."


def test_a_role_that_is_gone(tmp_path: Path, there: Saved) -> None:
    line = next(line for line in STORY.splitlines(keepends=True) if line.startswith("  visitor:"))
    story = STORY.replace(line, "").replace("from: visitor", "from: captain")
    followed = edited(tmp_path, there, story=story)
    assert followed.played.program.role.id == "captain"
    assert place(followed.played) == ("start", 0)
    assert followed.notices == ("The story has no role `visitor` now; this is the start of `captain`.",)
