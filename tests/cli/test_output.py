"""Where a page goes, and in which form, by what is typed behind `-o`."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main

FOOTBRIDGE = str(Path(__file__).parents[2] / "docs" / "footbridge")
GUIDE = ("guide", FOOTBRIDGE, "--limit", "100")
PAPER = ("paper", FOOTBRIDGE, "--role", "errand")
GRAPH = ("graph", FOOTBRIDGE)
COMMANDS = (GUIDE, PAPER, GRAPH, ("report", "all"))


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize("arguments", [GUIDE, PAPER, GRAPH], ids=lambda arguments: arguments[0])
def test_a_dash_is_standard_output(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == Exit.FINE
    without = capsys.readouterr().out
    assert main([*arguments, "-o", "-"]) == Exit.FINE
    assert capsys.readouterr().out == without
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("name", ["page.pdf", "page.docx", "page", "page.html.gz", ".html"])
def test_an_ending_that_says_no_form_is_refused_with_those_that_do(
    arguments: tuple[str, ...], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "-o", name]) == Exit.WRONG_USE
    said = capsys.readouterr().err
    assert name in said
    assert re.search(r"ends in \..+ or \.html|ends in \..+\.html", said)
    assert "--format" in said
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "name", "begins"),
    [
        (PAPER, "page.HTML", "<!doctype html>"),
        (PAPER, "page.htm", "<!doctype html>"),
        (PAPER, "page.markdown", "# "),
        ((*PAPER, "--format", "html"), "page.anything", "<!doctype html>"),
        (GRAPH, "map.mmd", "---\n"),
        (GRAPH, "map.dot", "digraph"),
    ],
    ids=str,
)
def test_a_file_is_written_as_it_ends(arguments: tuple[str, ...], name: str, begins: str) -> None:
    assert main([*arguments, "-o", name]) == Exit.FINE
    assert Path(name).read_text("utf-8").startswith(begins)


@pytest.mark.parametrize("number", ["0", "1000000000", "-1", "x", "1.5"])
def test_a_limit_says_from_where_to_where_it_goes(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["prove", FOOTBRIDGE, f"--limit={number}"])
    assert ended.value.code == Exit.WRONG_USE
    assert "from 1 to 999999999" in capsys.readouterr().err


def test_what_is_write_protected_is_not_mended(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "pier"]) == Exit.FINE
    playtest = next(Path("pier/tests").glob("*.yaml"))
    playtest.write_text(playtest.read_text("utf-8") + "transcript:\n  - It rains otherwise.\n", "utf-8")
    playtest.chmod(0o444)
    before = playtest.read_bytes()
    capsys.readouterr()
    assert main(["test", "pier", "--accept"]) == Exit.WRONG_USE
    assert "is protected against writing" in capsys.readouterr().err
    assert playtest.read_bytes() == before
    playtest.chmod(0o644)
    assert main(["test", "pier", "--accept"]) == Exit.FINE


def test_a_path_may_stand_in_a_file_that_begins_with_a_mark(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["prove", FOOTBRIDGE, "--format", "json"]) == Exit.FINE
    (role, *_) = json.loads(capsys.readouterr().out)["roles"]
    Path("way.txt").write_text(role["routes"]["decisions"]["least"]["way"], "utf-8-sig")
    monkeypatch.setattr("sys.stdin", StringIO())
    assert main(["play", FOOTBRIDGE, "--role", role["role"], "--path", "way.txt", "--plain"]) == Exit.FINE
    assert "The end:" in capsys.readouterr().out
