"""`check --fix` mends the uses of what has another name where it is declared, where that is certain, and nothing else."""

import shutil
from pathlib import Path

import pytest

from game.check.mending.apply_mends import mend
from game.library.load import load
from game.source.folder import story_files

FOOTBRIDGE = Path(__file__).parents[2] / "docs" / "footbridge"
RENAMED = {
    "a fact": ("facts.yaml", "boat_wait:", "waiting_for_the_boat:"),
    "a variable": ("story.yaml", "shoes:", "footwear_shoes:"),
    "a condition": ("story.yaml", "worn_out:", "worn_out_by_the_road:"),
    "a person": ("story.yaml", "ines:", "ines_duarte:"),
    "a place": ("story.yaml", "near_bank:", "the_near_bank:"),
    "a source": ("facts.yaml", "valley:", "valley_paper:"),
}


def copied(tmp_path: Path, file: str, before: str, after: str) -> Path:
    folder = tmp_path / "story"
    shutil.copytree(FOOTBRIDGE, folder)
    text = (folder / file).read_text("utf-8")
    assert text.count(f"\n  {before}") == 1
    (folder / file).write_text(text.replace(f"\n  {before}", f"\n  {after}"), "utf-8")
    return folder


def mended(folder: Path) -> dict[str, str]:
    listing = mend(folder, story_files(folder)).listing
    for raw in (*listing.files, *listing.tests):
        (folder / raw.name).write_bytes(raw.raw)
    return {raw.name: raw.raw.decode() for raw in (*listing.files, *listing.tests)}


@pytest.mark.parametrize("what", RENAMED)
def test_its_uses_have_the_new_name(what: str, tmp_path: Path) -> None:
    file, before, after = RENAMED[what]
    folder = copied(tmp_path, file, before, after)
    assert load(folder).errors
    mended(folder)
    assert load(folder).errors == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("boat_wait:", "boat_price:"),  # another thing, which nothing tells yet
        ("boat_wait:", "ferry_times:"),
    ],
)
def test_another_thing_isnt_taken_for_it(before: str, after: str, tmp_path: Path) -> None:
    folder = copied(tmp_path, "facts.yaml", before, after)
    files = mended(folder)
    assert "boat_wait" in files["errand.yaml"]
    assert after.strip(":") not in files["errand.yaml"]


def test_where_two_may_be_meant_neither_is(tmp_path: Path) -> None:
    folder = copied(tmp_path, "facts.yaml", "boat_wait:", "waiting_for_the_boat:")
    ledger = (folder / "facts.yaml").read_text("utf-8")
    start = ledger.index("  waiting_for_the_boat:")
    end = ledger.index("\n  ", start + 3)
    while ledger[end + 3] == " ":
        end = ledger.index("\n  ", end + 1)
    twin = ledger[start:end].replace("waiting_for_the_boat", "wait_for_a_boat")
    (folder / "facts.yaml").write_text(ledger[:end] + "\n" + twin + ledger[end:], "utf-8")
    assert "boat_wait" in mended(folder)["errand.yaml"]


def test_a_slip_for_a_name_that_is_used_is_left_to_its_author(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    shutil.copytree(FOOTBRIDGE, folder)
    scenes = (folder / "errand.yaml").read_text("utf-8")
    (folder / "errand.yaml").write_text(scenes.replace("shoes = wet", "shoe = wet", 1), "utf-8")
    story = (folder / "story.yaml").read_text("utf-8")
    (folder / "story.yaml").write_text(story.replace("\n  shoes:", "\n  shoe_size: {type: flag}\n  shoes:", 1), "utf-8")
    assert "shoe = wet" in mended(folder)["errand.yaml"]
