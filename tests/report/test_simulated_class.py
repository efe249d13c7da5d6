"""A lesson from its first question to the class's page, with simulated students."""

from datetime import timedelta
from pathlib import Path

import pytest

from game.cli.main import main
from game.library.find_stories import Found
from game.library.load import load
from tests.report.simulated_class import SHIPPED, play_class

PLAY = timedelta(minutes=15)


def test_every_pair_has_questions_after_and_the_class_has_something_to_talk_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = load(SHIPPED, shown="good_neighbours").story
    assert story is not None
    pairs = play_class(tmp_path / "class", story, Found(SHIPPED, "good_neighbours"), ("cinema", "counter", "channel", "desk"), play=PLAY)
    stopped = [pair for pair in pairs if pair.stopped]
    assert len(stopped) > 7, "the bell rings while most are at it"
    assert all(pair.told_soon for pair in stopped)
    assert all(timedelta(minutes=pair.minutes["play"]) >= PLAY for pair in stopped)
    assert all(pair.answered >= 3 for pair in pairs)
    assert main(["report", str(tmp_path / "class")]) == 0
    told = capsys.readouterr().out
    assert "## 4 roles together" in told
    assert "In the way of how many of" in told
    assert "14 players, after" in told
    assert "## In their own words" in told
    assert "pair " not in told.casefold(), "nobody is named"
