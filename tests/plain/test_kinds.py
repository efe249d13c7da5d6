"""Kinds of scenes line by line: only what is new is told."""

import io
from pathlib import Path

from game.plain.line_game import PlainGame
from game.saves import Saves
from game.session.game_session import begin_game
from game.story.model import Story
from tests.play.test_meters import EXPLAINED
from tests.play.test_meters import SCENES as STALL
from tests.small import small
from tests.tui.test_progress import PLAIN as SCENES
from tests.tui.test_talk import TALK


def told(folder: Path, story: Story, *typed: str) -> str:
    """What is told, on one line, to somebody who types these lines."""
    out = io.StringIO()
    session = begin_game(story, "visitor", Saves(folder / "saves"), seed=11)
    PlainGame(session, iter([f"{line}\n" for line in typed]), out, 72).play(fresh=True)
    return " ".join(out.getvalue().split())


def test_a_talk_is_introduced_once_and_then_only_answers_are_told(tmp_path: Path) -> None:
    asked = told(tmp_path, small(tmp_path / "story", TALK), "1", "1", "1")
    assert asked.count("She looks at your shoes.") == asked.count("On the stairs - ") == 1
    assert "You chose: Ask about number 1 Answer 1" in asked
    assert asked.index("Answer 2 is") > asked.index("Answer 1 is")
    assert asked.count("Answer 1 is") == 1


def test_what_a_talk_says_later_is_told_when_it_is_new(tmp_path: Path) -> None:
    story = small(
        tmp_path / "story",
        TALK.replace("  topics:\n", "    - {if: visited(window), text: The window is open.}\n  topics:\n", 1)
        .replace("  ends:", "  choices: [{label: Look out, visit: window}]\n  ends:")
        .replace("out: {", "window: {title: Window, text: Trees., go: back}\nout: {"),
    )
    looked = told(tmp_path, story, "1", "9", "1", "1")
    assert looked.count("She looks at your shoes.") == looked.count("The window is open.") == 1
    assert looked.count("On the stairs - ") == 2, "who comes back from somewhere else is told where they are"


def test_who_comes_back_into_a_talk_from_elsewhere_is_told_how_it_began(tmp_path: Path) -> None:
    story = small(tmp_path / "story", TALK)
    assert told(tmp_path, story, "1", "1", "1", "7", "j 3").count("She looks at your shoes.") == 2


def test_how_far_one_is_is_told_when_it_changes(tmp_path: Path) -> None:
    waited = told(tmp_path, small(tmp_path / "story", SCENES), "1", "1")
    assert waited.index("3 before you, 0 hours") < waited.index("2 before you")
    assert waited.count("before you") == 2
    looked = told(tmp_path, small(tmp_path / "story", SCENES), "2", "3", "1")
    assert looked.count("Looks left: 4.") == 1
    assert looked.count("Looks left: 3.") == 1


def test_what_goes_on_the_page_is_told_as_it_does(tmp_path: Path) -> None:
    sorted_claims = told(tmp_path, small(tmp_path / "story", SCENES), "3", "1", "2", "4")
    assert "On the page (1 of 3): A storm closed the harbour." in sorted_claims
    assert "On the page (2 of 3): the ferry company: The fare has doubled." in sorted_claims
    assert "Cut (3 of 3): The wait takes" in sorted_claims
    assert sorted_claims.count("(1 of 3)") == 1


def test_what_is_counted_is_explained_once_and_in_the_notebook(tmp_path: Path) -> None:
    story = small(tmp_path / "story", STALL, story=EXPLAINED)
    assert told(tmp_path, story, "3", "3").count("19 crowns - You pay with it.") == 1
    assert "20 crowns - You pay with it." in told(tmp_path, story, "n")
