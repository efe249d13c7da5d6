"""Whose a story is and where its facts come from: said in its files, shown where somebody looks for it."""

import io
import zipfile
from pathlib import Path

import msgspec
import pytest

from game.cli.main import main
from game.story.phrases import credits_of, source_in_words
from tests.small import FACTS, STORY, load_small, small, write_small

SCENES = "start:\n  text: The quay.\n  choices: [{label: Wait, do: coat = true, go: pier}]\npier: {text: It comes., ending: Aboard}\n"
CREDITS = 'author: Ana Quispe\nlicence: CC BY 4.0\nversion: "2"\nurl: https://school.example/ferry\n'
SAID = "By Ana Quispe · version 2 · CC BY 4.0 · https://school.example/ferry"


def test_a_story_says_whose_it_is(tmp_path: Path) -> None:
    assert credits_of(small(tmp_path / "one", SCENES, story=STORY + CREDITS)) == SAID
    assert credits_of(small(tmp_path / "other", SCENES)) == ""


def test_it_stands_on_paper_line_by_line_and_in_a_pack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    write_small(tmp_path / "ferry", SCENES, story=f"id: ferry-bcdfghjk\n{STORY}{CREDITS}")
    assert main(["paper", "ferry", "--role", "visitor"]) == 0
    assert SAID in capsys.readouterr().out.replace("\\", "")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["play", "ferry", "--plain"]) == 0
    assert SAID in " ".join(capsys.readouterr().out.split())
    assert main(["pack", "ferry"]) == 0
    about = msgspec.json.decode(zipfile.ZipFile("ferry.zip").read("ferry/pack.json"))
    assert (about["author"], about["licence"]) == ("Ana Quispe", "CC BY 4.0")


def test_a_source_that_nobody_published_says_what_it_is_and_whose(tmp_path: Path) -> None:
    facts = FACTS.replace("publisher: The Gazette", "kind: interview, by: her niece")
    story = small(tmp_path, SCENES, facts=facts)
    assert "interview by her niece" in source_in_words(story, next(iter(story.facts.values())))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("publisher: The Gazette, ", "", "missing-key"),
        ("publisher: The Gazette", "publisher: The Gazette, kind: talk", "wrong-type"),
        ("publisher: The Gazette", "publisher: The Gazette, url: javascript:alert(1)", "wrong-type"),
        ("publisher: The Gazette", "publisher: The Gazette, url: /2022/9", "wrong-type"),
    ],
)
def test_what_is_missing_or_no_address_is_told(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert old in FACTS
    codes = [problem.code for problem in load_small(tmp_path, SCENES, facts=FACTS.replace(old, new)).problems]
    assert code in codes
