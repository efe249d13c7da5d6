"""The page for a first story, followed step by step as it is written."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main

from .pages import TOP
from .walkthrough import added, follow, replaced, shows

PAGE = TOP / "docs" / "first-story.md"


@pytest.mark.skipif(find_spec("fast_sugiyama") is None, reason="fast-sugiyama isn't installed")
def test_every_step_does_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    (tmp_path / "scenes").mkdir()
    assert follow(PAGE, tmp_path / "scenes" / "rainy_day", monkeypatch) >= 12
    for command in ("check", "prove", "test"):
        assert main([command, "rainy_day"]) == Exit.FINE, capsys.readouterr()
    assert "<html" in (tmp_path / "map.html").read_text("utf-8")


def test_a_page_that_shows_something_else_is_noticed() -> None:
    assert shows("one\n...\nfour ...\n", "one\ntwo\nthree\nfour five\n\n")
    assert shows("one\n...\n", "one\n")
    assert not shows("one\n", "one\ntwo\n")
    assert not shows("one\n...\nfive\n", "one\ntwo\n")


def test_edits_are_made_where_the_page_says() -> None:
    assert added("a\nb\nc\n", "b\nnew\n") == "a\nb\nnew\nc\n"
    assert added("a\n", "\nnew\n") == "a\n\nnew\n"
    assert replaced("a\nb\nc\n", "a\nnew\n") == "a\nnew\nc\n"
