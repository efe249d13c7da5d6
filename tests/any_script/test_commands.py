"""Stories with names in Cyrillic and in Spanish letters, through every command that an author or a player types."""

import shlex
import unicodedata
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main
from tests.any_script.stories import write_russian, write_spanish

needs_layout = pytest.mark.skipif(find_spec("fast_sugiyama") is None, reason="fast-sugiyama isn't installed")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    write_russian(tmp_path / "reka")
    write_spanish(tmp_path / "valle")
    return tmp_path


def typed(line: str, answers: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", StringIO(answers))
    return main(shlex.split(line))


@pytest.mark.parametrize("story", ["reka", "valle"])
def test_a_story_in_its_own_letters_is_checked_proved_and_tested(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", story]) == Exit.FINE, capsys.readouterr().out
    assert main(["prove", story]) == Exit.FINE
    assert "PROVED: every state can reach an ending" in capsys.readouterr().out
    assert main(["test", story]) == Exit.FINE
    assert main(["walk", story, "--games", "50"]) == Exit.FINE


@pytest.mark.parametrize(("story", "scenes"), [("reka", ("берег_реки", "бабушка")), ("valle", ("montaña", "señal"))])
@pytest.mark.parametrize("form", [pytest.param("html", marks=needs_layout), "dot", "mermaid"])
def test_its_map_has_its_scenes(story: str, scenes: tuple[str, str], form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", story, "--format", form]) == Exit.FINE
    told = capsys.readouterr().out
    assert all(scene in told for scene in scenes)


@pytest.mark.parametrize(("story", "role", "words"), [("reka", "внук", "мокрая"), ("valle", "niña", "otoño")])
def test_it_can_be_put_on_paper(story: str, role: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paper", story, "--role", role]) == Exit.FINE
    assert words in capsys.readouterr().out
    assert main(["guide", story]) == Exit.FINE


def test_a_game_is_saved_gone_on_with_and_reported(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("play reka --plain --role внук --path 'knows:мост_закрыт взять пойти-вброд/упал'", "q\n", monkeypatch) == 0
    assert "Холодно." in capsys.readouterr().out
    assert typed("play reka --plain", "1\n", monkeypatch) == Exit.FINE
    assert "Бабушка рада." in capsys.readouterr().out
    assert main(["games"]) == Exit.FINE
    game = capsys.readouterr().out.split()[0]
    assert main(["report", game, "--story", "reka"]) == Exit.FINE
    assert "Отдать место" in capsys.readouterr().out
    assert typed("play reka --plain --role лодочник", "q\n", monkeypatch) == Exit.FINE
    assert "Говорят о тебе." in capsys.readouterr().out, "what one role left behind is found by another"


def test_names_on_the_command_line_may_have_their_accents_by_themselves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    role = unicodedata.normalize("NFD", "niña")
    assert typed(f"play valle --plain --role {role} --path esperar", "q\n", monkeypatch) == Exit.FINE
    assert "montaña" in capsys.readouterr().out


def test_a_part_is_played_by_its_name(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("play reka --plain --role внук --part берег", "2\n", monkeypatch) == Exit.FINE
    assert "Что дальше?" in capsys.readouterr().out
