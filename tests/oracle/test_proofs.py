"""The game's proofs beside the oracle's, of new stories each run and of every story that ever differed.

ORACLE_SEED repeats a run, which prints the seed that it had.
"""

from pathlib import Path

import pytest

from tests.oracle.__main__ import ask
from tests.oracle.answers import answers
from tests.oracle.compare import compare
from tests.oracle.files import as_text, load
from tests.oracle.reading import read
from tests.oracle.test_oracle import SEED

STORIES = 500
BLOCKS = 4
MOST = 800  # larger stories are for `python -m tests.oracle`
KEPT = Path(__file__).parent / "kept"


@pytest.mark.long
@pytest.mark.parametrize("block", range(BLOCKS))
def test_what_the_game_says_of_new_stories_is_so(block: int, tmp_path: Path) -> None:
    print(f"ORACLE_SEED={SEED}")
    each = STORIES // BLOCKS
    verdicts = []
    for seed in range(SEED + block * each, SEED + (block + 1) * each):
        found = ask(seed, tmp_path, most=MOST)
        verdicts.append(found.verdict)
        assert found.differences == [], f"python -m tests.oracle --seed {seed} --stories 1"
    assert {"PROVED", "REFUTED"} <= set(verdicts)
    assert verdicts.count("BOUNDED") <= each / 20


@pytest.mark.parametrize("name", sorted(folder.name for folder in KEPT.iterdir()))
def test_a_story_that_differed_once_is_answered_rightly(name: str, tmp_path: Path) -> None:
    """`right.txt` has all that is wrong with the story."""
    text = as_text(load(KEPT / name))
    story = read(text)
    assert answers(story).lines(story) == (KEPT / name / "right.txt").read_text("utf-8").splitlines()
    found = compare(text, tmp_path)
    assert found.why == ""
    assert found.differences == []
