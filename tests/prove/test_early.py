"""Facts that may be shown before their day."""

from pathlib import Path

from game.prove.early import early_facts
from tests.small import FACTS, STORY, small

DATED = FACTS + "  bells: {says: The bells rang., kind: event, by: the Gazette, source: gazette, at: 6, from: 2022-09-25}\n"
SCENES = 'start: {text: "[The bells](fact:bells) rang.", ending: Out}\n'


def test_a_role_that_starts_later_may_know_more(tmp_path: Path) -> None:
    """The clock starts on the evening of the 21st; a role's own start is what counts."""
    later = STORY.replace("set: {money: 50}", "set: {money: 50, hours: 80}")
    both = early_facts(small(tmp_path / "both", SCENES, story=later, facts=DATED))
    assert [(early.scene, early.fact, early.day.day) for early in both] == [("start", "bells", 21)]
    alone = later.replace("  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}\n", "").replace(
        "from: visitor", "from: captain"
    )
    assert early_facts(small(tmp_path / "alone", SCENES, story=alone, facts=DATED)) == []
