"""The pages agree with each other and with the project: links, the tree, what is generated, what is typed."""

import argparse
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml
from textual.binding import Binding

from docs.make import outdated, schema_text
from docs.make_pictures import PICTURED
from game.cli.commands import parser
from game.cli.exit_codes import Exit
from game.cli.main import main
from game.plain.pages import HELP
from game.tui.app import NeighboursApp
from game.tui.pages.saved_games_screen import LongMenu
from game.tui.play.play_screen import PlayScreen
from game.tui.preview.author_play import MendingScreen, PreviewScreen
from game.tui.running import STOPPED_BY
from game.tui.widgets.base_screen import GameScreen, Overlay

from .pages import FOOTBRIDGE, PAGES, TOP, anchors, fences, inline_code, links, prose

SHELLS = ("sh", "powershell")
PLAYING = TOP / "docs" / "playing.md"
PLACEHOLDERS = {
    "STORY": "docs/footbridge",
    "ROLE": "errand",
    "N": "7",
    "NAME": "ada",
    "ID": "k7f2q",
    "CODE": "unknown-scene",
    "FILE": "played.yaml",
    "URL": "https://school.example",
}


# ---- links ----


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        assert "//" not in link, "the pages stand alone"
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


def test_every_page_can_be_found_from_the_first() -> None:
    found, waiting = {TOP / "README.md"}, [TOP / "README.md"]
    while waiting:
        page = waiting.pop()
        for link in links(page):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target not in found:
                found.add(target)
                waiting.append(target)
    assert set(PAGES) - found == {TOP / "CHANGELOG.md", TOP / "docs" / "README.md"}, "these two are looked for by their names"


# ---- what is generated ----


def test_the_generated_pages_are_up_to_date() -> None:
    assert [path.name for path in outdated()] == [], "run `python -m docs.make`"


def test_the_command_writes_the_schema_that_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == Exit.FINE
    assert capsys.readouterr().out == schema_text()


# ---- the tree ----


def test_the_readme_shows_every_folder() -> None:
    (tree,) = [fence.text for fence in fences(TOP / "README.md") if fence.language == "text"]
    shown: set[str] = set()
    above = ""
    for line in tree.splitlines():
        name = line.split()[0]
        above = above if line.startswith(" ") else name
        shown.add(above + name if line.startswith(" ") else name)
    assert all((TOP / folder).is_dir() for folder in shown)
    built = {"build/", "dist/"}
    there = {f"{folder.relative_to(TOP).as_posix()}/" for parent in (TOP, TOP / "game") for folder in parent.iterdir() if kept(folder)}
    assert there - built == shown


def kept(folder: Path) -> bool:
    if not folder.is_dir() or folder.name.startswith((".", "__")) or folder.name.endswith(".egg-info"):
        return False
    return any(path.is_file() and path.suffix != ".pyc" for path in folder.rglob("*"))


# ---- commands ----


def typed() -> Iterator[tuple[str, list[str]]]:
    """(where, the arguments) of every `neighbours ...` in a block for a shell, or in a line of text."""
    for page in PAGES:
        for fence in fences(page):
            if fence.language in SHELLS:
                for line in fence.text.splitlines():
                    for command in re.split(r"&&|;|\|", line):
                        yield from ((str(fence), arguments) for arguments in own(command))
        if page.name != "problems.md":
            for code in inline_code(page):
                yield from ((page.name, arguments) for arguments in own(code.partition("|")[0]))


def own(command: str) -> Iterator[list[str]]:
    match = re.match(r" *(?:\.venv[/\\](?:bin|Scripts)[/\\])?neighbours\b(?P<arguments>[^<>]*)", command)
    if match is not None:
        yield [PLACEHOLDERS.get(word, word) for word in shlex.split(match["arguments"])]


COMMANDS = sorted({(where, tuple(arguments)) for where, arguments in typed()})


@pytest.mark.parametrize(("where", "arguments"), COMMANDS, ids=str)
def test_every_command_that_is_told_exists(where: str, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    if len(arguments) == 1 and arguments[0] in {command for command, _ in options_of(parser())}:
        return  # a command by its name, which may need more
    if {"--help", "--version"} & set(arguments):
        with pytest.raises(SystemExit, match="0"):
            parser().parse_args(arguments)
        return
    try:
        options = parser().parse_args(arguments)
    except SystemExit:
        pytest.fail(f"{where}: {capsys.readouterr().err}")
    story = getattr(options, "story", None) if arguments[:1] in (("new",), ("report",)) else getattr(options, "name", None)
    assert (
        story in (None, "my_story", "../scenes/my_story", "rainy_day", "scenes/rainy_day", "my_story.zip", "FILE.zip")
        or (TOP / story / "story.yaml").is_file()
    )


def test_commands_that_only_tell_something_are_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(TOP)
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path))
    ran = 0
    for where, arguments in COMMANDS:
        if {"--fix", "--dry-run"} & set(arguments):
            continue  # these change a story, or fail where there is something to change
        if arguments[:1] in (("schema",), ("check",)) and not {"my_story", "rainy_day"} & {Path(argument).name for argument in arguments}:
            assert main(arguments) == Exit.FINE, where
            ran += 1
    assert ran >= 3
    assert main(["games"]) == Exit.FINE
    assert "No game is saved" in capsys.readouterr().out


def test_every_command_and_option_is_told() -> None:
    """`neighbours X --y` of the parser stands on the page about playing, with what it takes."""
    told = [row.split("|")[1] for row in prose(PLAYING).partition("## Every command")[2].splitlines() if row.startswith("| `")]
    for command, option in options_of(parser()):
        words = [re.escape(word) for word in ("neighbours", command, option) if word]
        assert any(re.search(f"`{'( [A-Z]+| on)? '.join(words)}[` ]", row) for row in told), " ".join(words)


def options_of(whole: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    (commands,) = [action for action in whole._actions if isinstance(action, argparse._SubParsersAction)]
    for name, sub in {"": whole, **commands.choices}.items():
        yield name, ""
        for action in sub._actions:
            if action.option_strings and action.dest != "help":
                yield name, action.option_strings[-1]


def test_the_exit_codes_are_told() -> None:
    rows = re.findall(r"^\| (\d+) \|", prose(PLAYING), re.MULTILINE)
    assert [int(row) for row in rows] == sorted({*Exit, *STOPPED_BY.values()})


def test_what_can_be_typed_line_by_line_is_told() -> None:
    page = prose(PLAYING).replace("`", "")
    for line in HELP.splitlines():
        keys, meaning = re.split(r"  +", line, maxsplit=1)
        assert f"| {keys} | {meaning} |" in page


KEY_NAMES = {
    "question_mark": "?",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "Esc",
    "pagedown": "PageDown",
    "pageup": "PageUp",
}


def test_the_keys_of_the_app_are_told() -> None:
    part = prose(PLAYING).partition("## Keys in the app")[2].partition("\n## ")[0]
    told = {key for row in part.splitlines() if row.startswith("|") for key in re.findall("`([^`]+)`", row.split("|")[1])}
    if {"1", "9"} <= told:
        told |= set("2345678")
    for owner in (NeighboursApp, PlayScreen, PreviewScreen, MendingScreen, LongMenu, GameScreen, Overlay):
        for binding in Binding.make_bindings(owner.BINDINGS):
            assert key_name(binding.key) in told, binding.tooltip


def key_name(key: str) -> str:
    if len(key) == 1:
        return key
    return KEY_NAMES.get(key) or "+".join(part.capitalize() for part in key.split("+"))


# ---- the pictures ----


@pytest.mark.parametrize("name", PICTURED)
def test_a_picture_stands_alone(name: str) -> None:
    svg = (TOP / "docs" / "pictures" / f"{name}.svg").read_text("utf-8")
    assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"@import|@font-face|<image|<script|url\((?!#)", svg)


def test_the_picture_of_the_game_shows_what_the_game_shows_now() -> None:
    """Where it doesn't, the story or the app has changed since it was taken."""
    shown, now = (words_of(svg) for svg in ((TOP / "docs" / "pictures" / "play.svg").read_text("utf-8"), PICTURED["play"]()))
    assert shown == now, "run `python -m docs.make_pictures`"


def words_of(svg: str) -> list[str]:
    return "".join(
        " ".join(text.itertext()) + "\n" for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ).split()


# ---- the schema ----


class Editor(yaml.SafeLoader):
    """YAML as editors read it (1.2): no dates, and true and false are the only truths."""


Editor.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), list("tf"))


def files_of(story: Path) -> list[Path]:
    return sorted(story.rglob("*.yaml"))


def schema_problems(text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(json.loads(schema_text()))
    return [error.message for error in validator.iter_errors(yaml.load(text, Editor))]


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize(
    "path",
    [path for story in (TOP / "scenes" / "good_neighbours", FOOTBRIDGE) for path in files_of(story)],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_an_editor_finds_nothing_wrong_with_a_story(path: Path) -> None:
    assert schema_problems(path.read_text("utf-8")) == []


def test_an_editor_finds_a_slip() -> None:
    text = (FOOTBRIDGE / "errand.yaml").read_text("utf-8")
    assert schema_problems(text.replace("choices:", "choises:", 1))
    assert schema_problems(text.replace("tries: 3", "tries: three", 1))
    test = (TOP / "scenes" / "good_neighbours" / "tests" / "same_kitchen.yaml").read_text("utf-8")
    assert schema_problems(test) == []
    assert schema_problems(test.replace("role: graduate", "role: the graduate", 1))
    assert schema_problems(test.replace("end:", "ending:", 1))


@pytest.mark.parametrize("path", files_of(TOP / "scenes") + files_of(FOOTBRIDGE), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_of_a_story_tells_editors_where_the_schema_is(path: Path) -> None:
    first = path.read_text("utf-8").partition("\n")[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match is not None
    assert (path.parent / match[1]).resolve() == TOP / "scenes" / "schema.json"
