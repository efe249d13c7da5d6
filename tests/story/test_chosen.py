"""`chosen(scene/choice)`: asked for in texts, choices, promises and effects, remembered by saved games, told where it names nothing."""

from pathlib import Path

import pytest

from game.cli.main import main
from game.prove.proof import prove
from tests.small import STORY, closed, load_small, made, offered, small, started, told, write_small

SCENES = """\
start:
  text:
    - The quay.
    - {if: chosen(start/sit), text: The bench is still warm.}
  choices:
    - {label: Sit, result: You sit.}
    - {label: Wait, go: hut}
hut:
  text: The hut.
  choices:
    - {label: Say that you sat, if: chosen(start/sit), locked: You stood all the time., go: end}
    - {label: Go out, do: coat = chosen( start / sit ), go: start}
    - {label: Keep still, if: not chosen(hut/go-out), go: end}
    - {label: Leave, go: end}
end: {text: It comes., ending: Aboard}
"""


def test_a_text_and_a_choice_ask_for_it(tmp_path: Path) -> None:
    played = started(small(tmp_path, SCENES))
    assert "The bench is still warm." not in told(made(played, "wait", "go-out"))
    sat = made(played, "sit")
    assert "The bench is still warm." in told(sat)
    assert closed(made(played, "wait")) == {"say-that-you-sat": "You stood all the time."}
    assert "say-that-you-sat" in offered(made(sat, "wait"))
    assert "keep-still" in offered(made(sat, "wait"))
    assert "keep-still" not in offered(made(sat, "wait", "go-out", "wait"))


def test_its_own_result_knows_of_it(tmp_path: Path) -> None:
    scenes = """\
start:
  text: [{if: chosen(start/sit), text: Warm.}, {if: not chosen(start/sit), text: Cold.}]
  choices: [{label: Sit, do: [coat = chosen(start/sit), thermos = chosen(start/rise)]}, {label: Rise, go: end}]
end: {text: [{if: coat, text: A coat.}, {if: thermos, text: Tea.}], ending: Aboard}
"""
    played = made(started(small(tmp_path, scenes)), "sit", "rise")
    assert "A coat." in told(played)
    assert "Tea." not in told(played)


def test_the_proof_knows_of_it(tmp_path: Path) -> None:
    assert prove(small(tmp_path, SCENES)).verdict == "PROVED"
    stuck = SCENES.replace("    - {label: Leave, go: end}\n", "").replace("go-out), go: end}", "go-out) and chosen(hut/go-out), go: end}")
    report = prove(small(tmp_path / "stuck", stuck.replace("{label: Go out,", "{label: Go out, once: true,")))
    assert report.verdict == "REFUTED"
    assert {finding.code for finding in report.findings} >= {"dead-end"}


def test_a_promise_may_ask_for_it(tmp_path: Path) -> None:
    story = STORY + "promises: [{never: chosen(start/sit) and money < 20}]\n"
    assert prove(small(tmp_path, SCENES, story=story)).verdict == "PROVED"
    broken = SCENES.replace("result: You sit.", "do: money -= 1")
    assert prove(small(tmp_path / "broken", broken, story=story)).verdict == "REFUTED"


@pytest.mark.parametrize(
    ("asked", "code", "under", "label"),
    [
        ("chosen(start/sitt)", "unknown-choice", "sitt", "did you mean `sit`?"),
        ("chosen(start/perch)", "unknown-choice", "perch", "it is now called `sit`"),
        ("chosen(strat/sit)", "unknown-scene", "strat", "did you mean `start`?"),
        ("chosen(sit)", "bad-expression", "chosen(sit)", "did you mean `coat or chosen(start/sit)`?"),
        ("chosen(sing)", "bad-expression", "chosen", ""),
    ],
)
def test_what_there_is_no_choice_for_is_told_at_its_place(asked: str, code: str, under: str, label: str, tmp_path: Path) -> None:
    scenes = SCENES.replace("if: chosen(start/sit), text", f"if: coat or {asked}, text").replace("label: Sit,", "label: Sit, was: perch,")
    (problem,) = load_small(tmp_path, scenes).problems
    place = problem.place
    assert (problem.code, place.text[place.column - 1 :][: place.length], problem.label) == (code, under, label)


def test_a_game_that_was_saved_before_it_was_asked_for_knows_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved game is the list of its choices, so what was never asked for is known all the same."""
    from game.saves import Saves, saves_folder
    from game.session.game_session import begin_game, go_on

    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    saves = Saves(saves_folder())
    without = SCENES.replace("    - {if: chosen(start/sit), text: The bench is still warm.}\n", "").replace("chosen( start / sit )", "true")
    without = without.replace("if: chosen(start/sit), locked: You stood all the time., ", "")
    session = begin_game(small(tmp_path / "story", without), "visitor", saves, seed=1)
    session.choose("sit")
    assert session.save is not None
    slot = session.save.slot
    session.close()
    session = go_on(small(tmp_path / "story", SCENES), slot, saves)
    assert "The bench is still warm." in told(session.played)
    session.close()


def test_a_book_on_paper_has_a_box_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path / "story", SCENES)
    assert main(["paper", str(tmp_path / "story"), "--role", "visitor"]) == 0
    page = capsys.readouterr().out
    assert "Tick Chose sit at start." in page
    assert "Only if Chose sit at start is ticked" in page
