"""What has happened since a scene was entered, and a talk that goes on in it."""

from pathlib import Path

import pytest

from game.play.playthrough import Playthrough
from game.play.stay import stay, talk
from game.play.view import words_of
from tests.kinds.test_encounter import TALK
from tests.small import made, small, started

MORE = TALK.replace(
    "    - She looks at your shoes.\n", "    - She looks at your shoes.\n    - {if: trust >= 1, text: She puts the kettle on.}\n"
)


@pytest.fixture
def ringing(tmp_path: Path) -> Playthrough:
    return made(started(small(tmp_path, MORE)), "ring")


def read(played: Playthrough) -> tuple[list[tuple[str, str]], list[str]]:
    """What was said before, each with its answer, and what is new."""
    talked = talk(played)
    assert talked is not None
    before = [(each.label, " ".join(words_of(p) for part in each.parts for p in part.paragraphs)) for each in talked.before]
    return before, [words_of(paragraph) for part in talked.now for paragraph in part.paragraphs]


def test_a_talk_begins_with_its_introduction_and_tells_it_once(ringing: Playthrough) -> None:
    assert talk(ringing) is None
    introduced = ("", "She looks at your shoes. Well?")
    asked = made(ringing, "ask-the-rent")
    assert read(asked) == ([introduced], ["Half, with 20 crowns.", "She puts the kettle on."])
    learned = made(asked, "look-out", "go", "tell-her-about-the-rule")
    assert read(learned) == (
        [introduced, ("Ask the rent", "Half, with 20 crowns. She puts the kettle on."), ("", "")],
        ["She nods."],
    ), "what is still there isn't told again, whatever was visited between"


def test_a_visit_belongs_to_the_stay_and_entering_anew_begins_another(ringing: Playthrough) -> None:
    assert stay(ringing) == [1]
    back = made(ringing, "look-out", "go")
    assert stay(back) == [1, 3]
    assert stay(made(ringing, "look-out")) == [2]
    again = made(back, "ask-the-rent", "maybe", "ring-again")
    assert stay(again) == [6]
    assert talk(again) is None, "who rings again is looked at again"


def test_a_scene_that_leads_to_itself_is_entered_anew(tmp_path: Path) -> None:
    scenes = "start: {choices: [{label: Round, go: start}, {label: Stay, result: Yes.}, {label: Out, go: out}]}\nout: {ending: Out}\n"
    played = started(small(tmp_path, scenes))
    assert stay(made(played, "stay", "stay")) == [0, 1, 2]
    assert stay(made(played, "stay", "round", "stay")) == [2, 3]


def test_a_visit_that_goes_on_to_where_one_was_is_an_entry(tmp_path: Path) -> None:
    scenes = """\
start: {choices: [{label: Look, visit: window, go: start}, {label: See, visit: window}, {label: Out, go: out}]}
window: {text: Trees., go: back}
out: {ending: Out}
"""
    played = started(small(tmp_path, scenes))
    assert stay(made(played, "look", "go")) == [2]
    assert stay(made(played, "see", "go")) == [0, 2]


def test_who_is_with_nobody_has_no_talk(tmp_path: Path) -> None:
    scenes = "start: {choices: [{label: Stay, result: Yes.}, {label: Out, go: out}]}\nout: {ending: Out}\n"
    assert talk(made(started(small(tmp_path, scenes)), "stay")) is None
