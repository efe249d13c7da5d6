"""Generated stories through what changes files and what prints them; more of them by `python -m tests.oracle --products`."""

from pathlib import Path

import pytest

from tests.oracle.__main__ import ask_products
from tests.oracle.test_oracle import SEED

STORIES = 60


@pytest.mark.long
@pytest.mark.parametrize("block", range(2))
def test_mended_files_and_books_on_paper_play_as_the_story(block: int, tmp_path: Path) -> None:
    print(f"ORACLE_SEED={SEED}")
    played = 0
    for seed in range(SEED + block * STORIES, SEED + (block + 1) * STORIES):
        found = ask_products(seed, tmp_path)
        played += bool(found.verdict)
        assert found.differences == [], f"python -m tests.oracle --products --seed {seed} --stories 1"
    assert played > STORIES / 2
