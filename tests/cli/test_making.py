"""`neighbours new` and `check --explain`: a story of one's own, and words about what is wrong with it."""

import json
from pathlib import Path

import pytest

from game.check.lint import lint
from game.cli.main import main
from game.library.find_stories import shipped_folder
from game.library.load import load
from game.play.playthrough import begin
from game.play.program import compile_role
from game.play.view import view
from game.problems.codes import CODES
from game.prove.proof import prove


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_story_is_checked_and_proved_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "rainy_day"]) == 0
    assert "neighbours check rainy_day" in capsys.readouterr().out
    loaded = load(Path("rainy_day"))
    assert loaded.story is not None, loaded.problems
    assert loaded.story.title == "Rainy day"
    assert [*loaded.problems, *lint(loaded).problems] == []
    assert prove(loaded.story).verdict == "PROVED"
    capsys.readouterr()
    assert main(["test", "rainy_day"]) == 0
    assert "1 playthrough, as written" in capsys.readouterr().out


def test_a_new_story_has_a_picture_of_its_place() -> None:
    assert main(["new", "rainy_day"]) == 0
    story = load(Path("rainy_day")).story
    assert story is not None
    assert set(story.places) == set(story.pictures)
    arrived = view(begin(compile_role(story, "passenger"), 1)).scenery
    assert arrived is not None
    assert "A bus stop in the rain" in arrived.in_words(story.language)


def test_its_files_name_the_schema_beside_them() -> None:
    assert main(["new", "rainy_day"]) == 0
    for file in Path("rainy_day").glob("*.yaml"):
        assert file.read_text("utf-8").startswith("# yaml-language-server: $schema=schema.json\n"), file
    for file in Path("rainy_day/tests").glob("*.yaml"):
        assert file.read_text("utf-8").startswith("# yaml-language-server: $schema=../schema.json\n"), file
    assert json.loads(Path("rainy_day/schema.json").read_text("utf-8"))["title"]


def test_a_copy_has_every_file_of_the_story(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "ours", "--from", "good_neighbours"]) == 0
    original = {file.relative_to(shipped_folder() / "good_neighbours") for file in (shipped_folder() / "good_neighbours").rglob("*.yaml")}
    assert {file.relative_to("ours") for file in Path("ours").rglob("*.yaml")} == original
    capsys.readouterr()
    assert main(["check", "ours"]) == 0


def test_it_goes_into_the_folder_of_stories_where_there_is_one() -> None:
    Path("scenes").mkdir()
    assert main(["new", "rainy_day"]) == 0
    assert Path("scenes/rainy_day/story.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["new", "Rainy Day"], "and start with a letter. Did you mean rainy_day?"),
        (["new", "../rainy"], "can't be a story's name"),
        (["new", "scenes"], "Stories are looked for in a folder `scenes`"),
        (["new", "scenes", "--from", "good_neighbours"], "Choose another name."),
        *((["new", name], f"No folder on Windows can be called `{name}`") for name in ("con", "nul", "aux", "prn", "com1", "lpt9")),
        (["new", "rainy", "--from", "no_such_story"], "There is no story `no_such_story`"),
        (["check", "--explain", "unknown-scen"], "did you mean `unknown-scene`?"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert told in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_a_name_that_only_begins_like_one_of_those_is_a_name(tmp_path: Path) -> None:
    for name in ("console", "com", "lpt", "aux_hall"):
        assert main(["new", name]) == 0
        assert (tmp_path / name / "story.yaml").is_file()


def test_nothing_is_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    Path("rainy_day").mkdir()
    Path("rainy_day/notes.txt").write_text("mine", encoding="utf-8")
    assert main(["new", "rainy_day"]) == 2
    assert "already" in capsys.readouterr().err
    assert [file.name for file in Path("rainy_day").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", CODES)
def test_every_code_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", name]) == 0
    told = capsys.readouterr().out
    assert f"[{name}]" in told
    assert CODES[name].meaning in told
