"""A playthrough to each ending of the shipped story: those of its author's tests, which play every one of them."""

from collections.abc import Iterator
from functools import cache

from game.check.playtests.playtest_file import read_playtest
from game.check.playtests.playtest_run import run
from game.library.find_stories import shipped_folder
from game.library.load import load
from game.play.playthrough import Playthrough
from game.source.folder import RawFile

FOLDER = shipped_folder() / "good_neighbours"


@cache
def played_to_each_ending() -> dict[str, Playthrough]:
    """By the ending's id."""
    return {played.scene.id: played for played in _played()}


def _played() -> Iterator[Playthrough]:
    story = load(FOLDER).story
    assert story is not None
    for path in sorted((FOLDER / "tests").glob("*.yaml")):
        test = read_playtest(RawFile(f"tests/{path.name}", str(path), path.read_bytes()), story, [])
        assert test is not None
        yield run(test, story).played
