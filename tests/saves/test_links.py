"""Links are planted at every path that the game writes or deletes: nothing outside its own files ever changes.

The paths are those that it was seen to write and to delete, and not a list that somebody must keep.
"""

import io
import itertools
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from game.cli.exit_codes import WrongUseError
from game.cli.main import main
from game.disk.homes import cache_folder, saves_folder, settings_file
from game.disk.named_files import NotWrittenError, write_new
from game.library.load import load
from game.library.ready import ready
from game.report.keepsake import save_report
from game.saves import HeldLesson, SaveError, Saves, change_settings, hold_lesson, lesson_file
from game.saves.answers import Written, read_answers, write_answers
from game.session.game_session import begin_game, go_on
from game.tui.running import when_broken

STORY = "title: Tea\nid: tea\nroles: {guest: {title: A guest, blurb: You, start: hall}}\n"
SCENES = """hall:
  text: A hall.
  choices:
    - {label: Sit down, go: room}
    - {label: Go out, id: out, go: street}
room:
  text: A room.
  choices:
    - {label: Look, id: look, go: room}
    - {label: Go out, id: out, go: street}
street: {text: A street., ending: Out}
"""
TEST = "role: guest\nseed: 1\nchoices: [out]\ntranscript: |\n  Something else.\n"
IDS = ("bcdfg", "bcdfh", "bcdfj", "bcdfk", "bcdfm", "bcdfn")


class Watch:
    """The paths below a folder that are written, made, renamed or deleted, while it is on: a hook that Python calls."""

    def __init__(self) -> None:
        self.below: str | None = None
        self.seen: set[str] = set()
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.below is None:
            return
        paths: tuple[object, ...] = ()
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            paths = (path,) if writes else ()
        elif event in ("os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod"):
            paths = arguments[:1]
        elif event in ("os.rename", "os.link", "os.symlink"):
            paths = arguments[:2]
        for path in paths:
            if isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(self.below):  # noqa: PTH100
                self.seen.add(os.path.abspath(path))  # noqa: PTH100


@pytest.fixture(scope="module")
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    watch.below = None


def everything(at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that the game writes and deletes, below one folder, each time by the same names. What is refused is refused."""
    count = itertools.count()
    monkeypatch.setattr(os, "urandom", lambda size: next(count).to_bytes(size, "big"))
    monkeypatch.setenv("NEIGHBOURS_HOME", str(at / "home"))
    monkeypatch.chdir(at / "work")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    folder = at / "work" / "tea"
    ids = itertools.cycle(IDS)
    saves = Saves(saves_folder(), new_id=lambda: next(ids))
    refused = (SaveError, NotWrittenError, WrongUseError, SystemExit)
    with suppress(*refused):
        change_settings(settings_file(), {"theme": "dark"})
        hold_lesson(lesson_file(), HeldLesson("tea"))
    when_broken(ValueError("a mistake"), settings_file().with_name("crash.txt"), "")
    story = ready(folder, "tea", cache_folder()).story or load(at / "story").story  # the files of the first may be links
    assert story is not None
    with suppress(*refused):
        game = begin_game(story, "guest", saves, seed=1, nickname="Ada")
        for choice in ("sit-down", "look", "look", "out"):
            game.choose(choice)
        assert game.save is not None
        slot = game.save.slot
        said = read_answers(saves, slot)
        write_answers(saves, slot, replace(said, debrief=(Written("feelings", "word", "One word?", "Tired"),)))
        game.close()
        saves.path(slot).with_name(f"{slot.id}.json").write_bytes(b"damage") if not saves.path(slot).is_symlink() else None
        game = go_on(story, slot, saves)
        game.back_to(0)
        game.close()
        save_report(game.played, "md")
        saves.delete(slot)
    with suppress(*refused):
        write_new(Path("out.html"), "a page", force=True)
    for typed in (
        ["pack", "tea", "--force"], ["check", "tea.zip"],
        ["check", "tea", "--fix"], ["test", "tea", "--accept"], ["new", "fresh"], ["new", "copy", "--from", "tea"],
        ["pack", "tea", "--force"], ["check", "tea.zip"],
        ["play", "tea", "--plain", "--role", "guest", "--path", "out", "--record", "tea/tests/more.yaml"],
        ["lesson", "on", "tea"], ["lesson", "off"], ["report", "--out", "report.md"], ["games", "--delete", "all"],
    ):  # fmt: skip
        with suppress(*refused):
            main(typed)


def prepared(at: Path) -> None:
    (at / "work" / "tea" / "tests").mkdir(parents=True)
    (at / "story").mkdir()
    for folder in (at / "work" / "tea", at / "story"):
        (folder / "story.yaml").write_text(STORY, encoding="utf-8")
        (folder / "scenes.yaml").write_text(SCENES, encoding="utf-8")
    (at / "work" / "tea" / "tests" / "way.yaml").write_text(TEST, encoding="utf-8")


def outside(at: Path) -> Path:
    """A folder of somebody's, in which nothing may change; some names in it are such as the game itself gives."""
    folder = at / "outside"
    (folder / "finished").mkdir(parents=True)
    for name in ("thesis.txt", "bcdfg.json", "bcdfg.lock", "bcdfg.answers.json", f"{'0' * 32}.story", "0123456789ab.home", "story.yaml"):
        (folder / name).write_text("mine", encoding="utf-8")
    (folder / "finished" / "bcdfg-01234567.json").write_text("mine", encoding="utf-8")
    (folder / ".bcdfg.json.01234567.new").write_text("mine", encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


ROOTS = {"home", "home/saves", "home/packs", "home/cache", "home/reports", "work", "work/tea"}
"""Where somebody chose to have the game's files: a link there is a choice, and is followed."""


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
def test_nothing_outside_changes_wherever_a_link_is(tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = itertools.count()

    def run(plant: str = "", kind: str = "") -> tuple[set[str], bool]:
        at = tmp_path / str(next(numbers))
        prepared(at)
        theirs = outside(tmp_path / f"theirs-{at.name}")
        for path in theirs.rglob("*"):
            if path.is_file():
                os.utime(path, (1, 1))
        before = contents(theirs)
        if plant:
            link = at / plant
            link.parent.mkdir(parents=True, exist_ok=True)
            if link.is_dir():
                return set(), True
            link.unlink(missing_ok=True)
            link.symlink_to(theirs / {"file": "thesis.txt", "folder": "", "dangling": "nothing"}[kind])
        watch.seen, watch.below = set(), str(at)
        try:
            with monkeypatch.context() as patch:
                everything(at, patch)
        finally:
            watch.below = None
        return {str(Path(path).relative_to(at)) for path in watch.seen}, contents(theirs) == before

    paths, _ = run()
    assert {"home/settings.json", "home/crash.txt", "home/saves/tea/bcdfh.lock", "work/tea/scenes.yaml", "work/out.html"} <= paths
    assert len(paths) > 40
    kinds = ("file", "folder", "dangling")
    planted = []
    for path in sorted(path for path in paths - ROOTS if "/copy/" not in path):  # copied as the first story is made
        # For a file on its way one is as good as another: nothing may be there at all.
        planted += [(path, kind) for kind in (kinds[:1] if path.endswith(".new") else kinds)]
    assert [(path, kind) for path, kind in planted if not run(path, kind)[1]] == []


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
@pytest.mark.parametrize("how", ["a link", "a second name"])
def test_a_lock_that_is_somebodys_file_is_no_lock_and_stays(how: str, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("mine", encoding="utf-8")
    folder = tmp_path / "saves" / "tea"
    folder.mkdir(parents=True)
    lock = folder / "bcdfg.lock"
    if how == "a link":
        lock.symlink_to(thesis)
    else:
        lock.hardlink_to(thesis)
    saves = Saves(tmp_path / "saves", new_id=lambda: "bcdfg")
    with saves.begin("tea") as save:
        assert save.write({"made": 1}, role="guest", where="Hall", decisions=1) == ""
    with saves.open(save.slot) as again:
        assert again.write({"made": 2}, role="guest", where="Hall", decisions=2) == ""
    assert saves.read(save.slot).payload == {"made": 2}
    assert thesis.read_text(encoding="utf-8") == "mine"


def test_deleting_all_games_deletes_nothing_else_and_goes_on_past_what_it_cannot(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    for story in ("coffee", "tea", "water"):
        with saves.begin(story) as save:
            save.write({}, role="guest", where="Hall", decisions=1)
    kept = {
        "tea/finished/notes.json": "{}",
        "tea/finished/plan.new": "mine",
        "coffee/finished": "a file",
        "stray": "a file where a story's folder might be",
        "tea/notes.home": "mine",
    }
    for name, text in kept.items():
        path = tmp_path / "saves" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "saves" / "tea" / "bcdfg.json" / "inside").mkdir(parents=True)
    with pytest.raises(SaveError, match="Not everything could be deleted"):
        saves.delete_all()
    left = {path.relative_to(tmp_path / "saves").as_posix() for path in (tmp_path / "saves").rglob("*") if path.is_file()}
    assert left == kept.keys()
    assert saves.slots("water") == ()


def test_a_copy_of_a_record_that_a_service_made_is_deleted_with_all_games(tmp_path: Path) -> None:
    from game.saves import Finish

    saves = Saves(tmp_path / "saves")
    with saves.begin("tea") as save:
        save.write({}, role="guest", where="Hall", decisions=1, finish=Finish("street"))
    (record,) = (tmp_path / "saves" / "tea" / "finished").iterdir()
    record.with_name("k7f2q-conflict (1).json").write_bytes(record.read_bytes())
    record.with_name("mine.json").write_text(json.dumps({"format": "of my own"}), encoding="utf-8")
    saves.delete_all()
    assert [path.name for path in (tmp_path / "saves").rglob("*") if path.is_file()] == ["mine.json"]
