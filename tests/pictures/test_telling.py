"""Whoever doesn't see a picture reads what it shows: line by line, in a report and on paper."""

import io
from pathlib import Path

import pytest

from game.document.markdown import as_markdown
from game.library.load import load
from game.paper.book import gamebook
from game.plain.line_game import PlainGame
from game.play.playthrough import begin, choose
from game.play.program import compile_role
from game.report.account import GameRecord, account_of
from game.report.student_document import student_document
from game.saves import Saves
from game.session.game_session import begin_game
from game.story.model import Story
from tests.small import write_small

SCENES = """\
start:
  title: The quay
  place: harbour
  text: The ferry has left.
  choices:
    - {label: Ask, result: Nobody knows., go: start}
    - {label: Wait, do: hours += 2, go: start}
    - {label: Go home, go: home}
home: {place: harbour, text: Nobody is there., ending: Home}
"""
QUAY = "shows: Houses by the water.\nlit: A lamp is on.\n\n  cc\nhhhh\nhwwh\n~~~~\n"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    folder = write_small(tmp_path / "story", SCENES)
    (folder / "pictures").mkdir()
    (folder / "pictures" / "harbour.txt").write_text(QUAY, "utf-8")
    found = load(folder).story
    assert found is not None
    return found


def test_line_by_line_it_is_read_on_arrival_and_when_the_light_is_another(story: Story, tmp_path: Path) -> None:
    out = io.StringIO()
    typed = iter([f"{line}\n" for line in ("1", "2", "3")])
    PlainGame(begin_game(story, "visitor", Saves(tmp_path / "saves"), seed=1, nickname=""), typed, out, 72, seed=1).play(fresh=True)
    told = " ".join(out.getvalue().split())
    assert told.count("Dusk. Houses by the water. A lamp is on.") == 1
    assert told.count("Night. Houses by the water. A lamp is on.") == 1
    assert told.index("18:00 Dusk.") < told.index("The ferry has left.") < told.index("20:00 Night.")


def test_a_report_has_it_once_for_each_place(story: Story) -> None:
    played = choose(choose(begin(compile_role(story, "visitor"), 1), "ask"), "go-home")
    page = as_markdown(student_document(account_of(played, GameRecord())))
    assert page.count("Houses by the water") == 1


def test_a_book_on_paper_has_it_in_every_entry(story: Story) -> None:
    page = as_markdown(gamebook(story, "visitor"))
    assert page.count("What you see:") == 2
    assert "Houses by the water." in page
