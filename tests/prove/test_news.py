"""A proof knows when news is heard: what it teaches depends on the clock."""

from pathlib import Path

import pytest

from game.prove.proof import prove
from tests.small import small

NEWS = 'news:\n  - {at: HOURS, text: "[The storm](fact:storm) has closed the harbour."}\n'
SCENES = """
start:
  text: A quay.
  choices:
    - {label: Wait, if: hours < 3, do: hours += 1, go: start}
    - {label: Go aboard, if: hours >= 3, go: deck}
deck:
  text: A deck.
  choices:
    - {label: Sail, if: knows(storm), go: out}
out: {text: Out., ending: Out}
"""


@pytest.mark.parametrize("hours", [1, 3, 4])
def test_news_is_heard_once_its_hour_has_come_and_not_before(hours: int, tmp_path: Path) -> None:
    """Everybody comes on deck after three hours."""
    proof = prove(small(tmp_path, SCENES, news=NEWS.replace("HOURS", str(hours))))
    dead_ends = [finding for finding in proof.findings if finding.code == "dead-end"]
    assert (dead_ends != []) is (hours > 3)
    assert proof.verdict == ("REFUTED" if hours > 3 else "PROVED")


@pytest.mark.parametrize(("hours", "stuck"), [(3, False), (4, True)])
def test_what_asks_for_the_hour_too(hours: int, stuck: bool, tmp_path: Path) -> None:
    scenes = SCENES.replace("if: hours >= 3, ", "").replace("knows(storm)", "hours < 3 or knows(storm)")
    proof = prove(small(tmp_path, scenes, news=NEWS.replace("HOURS", str(hours))))
    assert (proof.verdict == "REFUTED") is stuck
