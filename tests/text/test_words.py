"""The words of the game go through one door, by which another language comes; and a story's own words are in its language."""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from game.play.playthrough import Playthrough
from game.play.view import meters, view
from game.report.account import GameRecord, account_of
from game.report.student_document import student_document
from game.text import words
from game.text.words import words_in
from tests.small import FACTS, STORY, made, offered, small, started, told

GERMAN = {
    "Go on": "Weiter",
    "You {recall}.": "Du {recall}.",
    "kept your own counsel": "hast alles für dich behalten",
    "and": "und",
    "yes": "ja",
    "no": "nein",
    "You skip what happens here.": "Du überspringst, was hier geschieht.",
    ("step", "steps"): ("Schritt", "Schritte", "Schritten"),
}
HEAD = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=n == 1 ? 0 : n < 5 ? 1 : 2;\n"
SCENES = """\
start:
  text: "A coat: {coat}. A thermos: {thermos}."
  go: middle
middle:
  choices:
    - {label: Give it up, recall: hast die Bank abgetreten, go: third}
third:
  choices:
    - {label: Wait, recall: hast gewartet, go: end}
    - {label: Say nothing, go: quiet}
end: {text: "Du {recall}.", recalls: [middle/give-it-up, third/wait], ending: Am Kai}
quiet: {ending: Still, recalls: [middle/give-it-up]}
"""


def write_catalogue(file: Path, messages: Mapping[str | tuple[str, ...], str | tuple[str, ...]]) -> None:
    """A catalogue in the form of gettext: the GNU manual, "The Format of GNU MO Files"."""
    joined = {"\0".join(key) if isinstance(key, tuple) else key: "\0".join(m) if isinstance(m, tuple) else m for key, m in messages.items()}
    rows = sorted((key.encode(), text.encode()) for key, text in {"": HEAD, **joined}.items())
    place = 28 + 16 * len(rows)
    tables, texts = [b"", b""], b""
    for column in (0, 1):
        for row in rows:
            tables[column] += struct.pack("<II", len(row[column]), place + len(texts))
            texts += row[column] + b"\0"
    file.parent.mkdir(parents=True)
    file.write_bytes(struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, 0) + b"".join(tables) + texts)


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    write_catalogue(tmp_path / "locale" / "de" / "LC_MESSAGES" / "neighbours.mo", GERMAN)
    monkeypatch.setattr(words, "LOCALES", tmp_path / "locale")
    words_in.cache_clear()
    yield
    words_in.cache_clear()


def begun(folder: Path, language: str) -> Playthrough:
    story = f"language: {language}\n{STORY}".replace("{type: flag}", "{type: flag, show: Coat}")
    return started(small(folder, SCENES, story=story, facts=FACTS))


@pytest.mark.usefixtures("german")
def test_the_words_that_a_story_says_by_itself_are_in_its_language(tmp_path: Path) -> None:
    played = begun(tmp_path / "story", "de")
    assert told(played) == ["A coat: nein. A thermos: ja."]
    assert [option.label for option in view(played).options] == ["Weiter"]
    assert offered(played) == ["go"], "saved games know the choice by its id in any language"
    way = made(played, "go", "give-it-up")
    assert told(made(way, "wait")) == ["Du hast die Bank abgetreten und hast gewartet."]
    assert told(made(way, "say-nothing"), "recalls") == ["Du hast die Bank abgetreten."]
    assert "Du hast die Bank abgetreten." in repr(student_document(account_of(made(way, "say-nothing"), GameRecord())))
    assert all("yes" not in meter.text and "no" not in meter.text.split() for meter in meters(played.program, played.state))


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("language", ["en", "fr", "other"])
def test_where_there_is_no_catalogue_they_are_english(tmp_path: Path, language: str) -> None:
    played = begun(tmp_path / "story", language)
    assert [option.label for option in view(played).options] == ["Go on"]


@pytest.mark.usefixtures("german")
def test_a_language_may_have_more_forms_of_a_number_than_two() -> None:
    said = [words_in("de").counted(number, "step") for number in (1, 3, 7)]
    assert said == ["1 Schritt", "3 Schritte", "7 Schritten"]
    assert [words_in("en").counted(number, "step") for number in (1, 3000)] == ["1 step", "3,000 steps"]
    assert words_in("de-AT").say("Go on") == "Weiter", "the wider language is nearer than English"
    assert words_in("de").in_a_row(["a", "b", "c"]) == "a, b und c"


def test_a_language_names_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_catalogue(tmp_path / "LC_MESSAGES" / "neighbours.mo", GERMAN)
    (tmp_path / "locale").mkdir()
    monkeypatch.setattr(words, "LOCALES", tmp_path / "locale")
    words_in.cache_clear()
    for language in ("..", "../..", str(tmp_path), "", "de/../.."):
        assert words_in(language).say("Go on") == "Go on"
    words_in.cache_clear()
