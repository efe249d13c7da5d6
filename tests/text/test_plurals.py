"""Words that go with a number: the forms of a language, in texts, labels, meters and on paper."""

from pathlib import Path

import pytest

from game.cli.main import main
from game.play.view import meters_now
from game.text.plurals import fitting
from tests.small import STORY, load_small, made, offered, small, started, told, write_small

SCENES = """\
start:
  text: You have {money} {money|crown|crowns}.
  choices:
    - {label: "Spend {money|it|all}", id: spend, do: money = 1}
    - {label: Wait, go: end}
end: {text: It comes., ending: Aboard}
"""
# CLDR, Language Plural Rules: numbers of each form, in order
NUMBERS = {
    "en": ([1], [0, 2, 5, 11, 21, 101]),
    "de": ([1], [0, 2, 21]),
    "es": ([1], [0, 2, 21]),
    "kk": ([1], [0, 2, 5, 21]),
    "fr": ([0, 1], [2, 5, 21]),
    "ru": ([1, 21, 101, 1_001], [2, 3, 4, 22, 104], [0, 5, 11, 12, 14, 19, 25, 111, 112]),
    "uk": ([1, 21], [2, 24], [0, 5, 11, 13]),
    "pl": ([1], [2, 4, 22, 34], [0, 5, 11, 12, 21, 31, 101, 112]),
    "other": ([1], [0, 2]),
}


@pytest.mark.parametrize("language", NUMBERS)
def test_each_number_has_the_form_of_its_language(language: str) -> None:
    forms = ("first", "second", "third")[: len(NUMBERS[language])]
    for form, numbers in zip(forms, NUMBERS[language], strict=True):
        for number in numbers:
            assert fitting(forms, number, language) == form, number
            assert fitting(("same",), number, language) == "same"


def test_a_text_and_a_label_show_the_word_that_fits(tmp_path: Path) -> None:
    played = started(small(tmp_path, SCENES))
    assert "You have 20 crowns." in told(played)
    assert "You have 1 crown." in told(made(played, "spend"))
    assert offered(made(played, "spend"))[0] == "spend"


def test_a_meter_shows_the_word_that_fits(tmp_path: Path) -> None:
    story = STORY.replace('show: "{} crowns"', 'show: "{} {|crown|crowns}"')
    played = started(small(tmp_path, SCENES, story=story))
    assert [meter.text for meter in meters_now(played)] == ["20 crowns"]
    assert [meter.text for meter in meters_now(made(played, "spend"))] == ["1 crown"]


def test_a_russian_story_has_three_forms(tmp_path: Path) -> None:
    story = STORY.replace("title: The ferry", "title: Паром\nlanguage: ru")
    scenes = SCENES.replace("{money|crown|crowns}", "{money|крона|кроны|крон}").replace("{money|it|all}", "{money|её}")
    played = started(small(tmp_path, scenes, story=story))
    assert "You have 20 крон." in told(played)
    assert "You have 1 крона." in told(made(played, "spend"))


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("{money|crown|crowns|crownses}", "en", "wrong-forms"),
        ("{money|crown|}", "en", "wrong-forms"),
        ("{money|крона|кроны}", "ru", "wrong-forms"),
        ("{coat|a coat|coats}", "en", "wrong-types"),
        ("{monei|crown|crowns}", "en", "unknown-variable"),
    ],
)
def test_what_has_too_few_forms_or_no_number_is_told(typed: str, language: str, code: str, tmp_path: Path) -> None:
    story = STORY.replace("title: The ferry", f"title: The ferry\nlanguage: {language}")
    scenes = SCENES.replace("{money|crown|crowns}", typed).replace("{money|it|all}", "{money}")
    (problem,) = load_small(tmp_path, scenes, story=story).problems
    assert problem.code == code
    assert problem.place.text[problem.place.column - 1 :].startswith(typed)


def test_show_has_the_forms_of_the_language_too(tmp_path: Path) -> None:
    story = STORY.replace('show: "{} crowns"', 'show: "{} {|crown|crowns|crownses}"')
    (problem,) = load_small(tmp_path, SCENES, story=story).problems
    assert problem.code == "wrong-forms"


def test_on_paper_both_words_stand_where_the_number_is_on_the_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path / "story", SCENES)
    assert main(["paper", str(tmp_path / "story"), "--role", "visitor"]) == 0
    assert "crown/crowns" in capsys.readouterr().out


def test_a_kinds_own_number_has_words_too(tmp_path: Path) -> None:
    scenes = """\
start:
  kind: queue
  text: Before you {ahead|is|are} {ahead} {ahead|car|cars}.
  length: 2
  wait: {label: Wait, hours: [1]}
  reached: end
end: {text: It comes., ending: Aboard}
"""
    played = started(small(tmp_path, scenes))
    assert "Before you are 2 cars." in told(played)
    assert "Before you is 1 car." in told(made(played, "wait"))
