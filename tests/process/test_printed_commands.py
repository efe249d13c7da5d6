"""Every command that is printed is pasted into a shell, with names that a shell would act on."""

import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from game.cli.commands import parser
from game.cli.exit_codes import Exit
from game.cli.main import main
from game.tui.running import last_words
from tests.process.command import FERRY, Computer
from tests.small import write_small

NAMES = (
    "O'Brien",
    "$(touch canary)",
    "`touch canary`",
    "two  spaces",
    "x; touch canary",
    "x && touch canary",
    '"; touch canary; "',
    "-rf",
    "*",
    "~",
    "#1",
    "=ls",
    "Выпускница",
    "渡し船",
    "“boat”",
)
STORY = "title: The pier\nroles:\n  guest: {title: A guest, blurb: Somebody., start: start}\nvariables: {wet: {type: flag}}\n"
SCENES = """\
start:
  choices:
    - {label: Walk on, go: stuck}
    - {label: Walk back, do: wet = true, go: start}
    - {label: Stay, go: home}
stuck:
  choices:
    - {label: Look, if: wet and not wet, go: home}
home: {ending: On the pier}
"""
PLAYTEST = "says: The guest stays.\nrole: guest\nchoices: [stay]\nend: {ending: home}\ntranscript:\n  - It rains.\n"


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A name, and a story in a folder that is called so, in the folder that commands are typed in."""
    desk = tmp_path / "desk"
    write_small(desk / request.param, SCENES, story=STORY, facts="", glossary="")
    monkeypatch.chdir(desk)
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    return str(request.param)


def words(line: str) -> list[str]:
    """What the command gets where the line is pasted into a shell, in which nothing else may happen."""
    before = sorted(Path().iterdir())
    script = f'neighbours() {{ printf "%s\\0" "$@"; }}\n{line}'
    done = subprocess.run(["sh", "-c", script], capture_output=True, timeout=60, check=True)
    assert done.stderr == b""
    assert sorted(Path().iterdir()) == before, "something was run"
    return done.stdout.decode().split("\0")[:-1]


def printed(said: str) -> list[str]:
    """The commands in what was said: what begins with `neighbours` up to the end of the line."""
    return [line[line.index("neighbours ") :] for line in said.splitlines() if "neighbours " in line]


def said_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(arguments)
    told = capsys.readouterr()
    return told.out + told.err


def dashed(name: str) -> list[str]:
    return ["--", name] if name.startswith("-") else [name]


def test_what_a_proof_and_a_walk_have_found_can_be_played(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb, least in (("prove", 2), ("walk", 1)):
        lines = printed(said_by(capsys, verb, *(["--games", "20"] if verb == "walk" else []), *dashed(name)))
        assert len(lines) >= least
        for line in lines:
            options = parser().parse_args(words(line))
            assert (options.name, options.role) == (name, "guest")
            monkeypatch.setattr(sys, "stdin", StringIO())
            assert main(words(line)) == Exit.FINE, line
        capsys.readouterr()


def test_what_a_test_prints_can_be_typed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (told,) = printed(said_by(capsys, "test", *dashed(name)))
    record = parser().parse_args(words(told[: told.rindex("`")]))
    assert (record.name, record.record) == (name, f"{name}/tests/NAME.yaml")
    (Path(name) / "tests").mkdir()
    (Path(name) / "tests" / "stays.yaml").write_text(PLAYTEST, "utf-8")
    told = said_by(capsys, "test", *dashed(name))
    lines = [parser().parse_args(words(line)) for line in printed(told)]
    assert lines, told
    assert {line.name for line in lines} == {name}


def test_what_new_prints_can_be_typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = printed(said_by(capsys, "new", "rainy_day"))
    assert len(lines) >= 5
    for line in lines:
        typed = line.partition("  ")[0]
        assert parser().parse_args(words(typed)).name == "rainy_day"


def test_what_play_prints_goes_on_with_the_game(tmp_path: Path) -> None:
    """The real command, for a player and a story of the same odd name."""
    computer = Computer(tmp_path)
    computer.desk.mkdir()
    for number, name in enumerate(NAMES):
        shutil.copytree(FERRY, computer.desk / name)
        before = sorted(computer.desk.iterdir())
        story = computer.run("play", "--role", "visitor", f"--nickname={name}", *dashed(name), typed="1\n1\n")
        line = story.out.splitlines()[-1].strip()
        assert line.startswith("neighbours play"), story.said
        if number % 3 == 0:  # a third of them by the real command, the others by its words
            again = computer.shell(line)
            assert again.code == 0, again.said
            assert "A door with a bell." in again.out
        assert sorted(computer.desk.iterdir()) == before


def test_what_the_app_says_at_the_end_can_be_typed(name: str) -> None:
    for saved in (True, False):
        told = last_words(saved=saved, nickname=name)
        line = told[told.index("`") + 1 : told.rindex("`")]
        assert parser().parse_args(words(line)).nickname == name
