"""What the disk, the clock and other programs do that nobody would think of: nothing is lost, and nothing untrue is said."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.disk.atomic import stale_files
from game.disk.file_lock import hold
from game.disk.filesystem import Disk
from game.disk.homes import saves_folder
from game.library.find_stories import all_stories
from game.library.ready import DIGEST, ready
from game.saves import Finish, Saves, change_settings, load_settings
from game.saves.envelope import seal
from game.saves.finished_records import RECORD
from game.saves.handed_in_games import collected_below
from tests.saves.disks import ROOT, MemoryDisk, no_lock

NOON = datetime(2026, 9, 21, 12, tzinfo=UTC)


def test_a_file_on_its_way_that_arrives_while_it_is_looked_at_is_no_trouble() -> None:
    class Arriving(MemoryDisk):
        def age(self, path: Path) -> float:
            raise FileNotFoundError(path)

    disk = Arriving()
    saves = Saves(ROOT / "saves", disk, no_lock, lambda: NOON)
    with saves.begin("tea") as save:
        save.write({}, role="guest", where="Hall", decisions=1)
    disk.create(saves.path(save.slot).with_name(f".{save.slot.id}.json.01234567.new"))
    with saves.open(save.slot) as again:
        assert again.notice == ""
    assert stale_files(disk, saves.path(save.slot).parent) == []


def test_a_lock_is_taken_where_a_file_is_never_the_one_at_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on some network drives, which number a file otherwise for whoever has it open."""
    monkeypatch.setattr(os.path, "samestat", lambda *_: False)
    lock = hold(tmp_path / "a.lock")
    lock.release()
    with Saves(tmp_path).begin("tea") as save:
        assert save.write({}, role="guest", where="Hall", decisions=1) == ""


def test_a_game_dated_in_days_to_come_is_not_the_last_for_ever(tmp_path: Path) -> None:
    def played(now: datetime) -> str:
        with Saves(tmp_path, now=lambda: now).begin("tea") as save:
            save.write({}, role="guest", where="Hall", decisions=1)
        return save.slot.id

    ahead, today, tomorrow = played(NOON + timedelta(days=27_000)), played(NOON), played(NOON + timedelta(days=1))
    saves = Saves(tmp_path, now=lambda: NOON + timedelta(hours=1))
    assert [slot.id for slot in saves.slots()] == [tomorrow, today, ahead]
    with saves.open(saves.slots()[2]) as save:
        save.write({}, role="guest", where="Hall", decisions=2)
    assert [slot.id for slot in saves.slots()] == [tomorrow, ahead, today], "it was played today"


def test_two_windows_that_change_settings_at_once_keep_both_changes(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    code = (
        "import sys; from pathlib import Path; from game.saves import change_settings\n"
        "for number in range(40): change_settings(Path(sys.argv[1]), {f'{sys.argv[2]}{number}': number})"
    )
    windows = [subprocess.Popen([sys.executable, "-c", code, str(file), name]) for name in ("one", "other")]
    assert [window.wait(60) for window in windows] == [0, 0]
    assert len(load_settings(file)[0].others) == 80
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_settings_are_changed_although_a_window_has_stopped_in_the_midst_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.saves.edited_file.PATIENCE", 0.05)
    lock = hold(tmp_path / ".settings.json.lock")
    assert change_settings(tmp_path / "settings.json", {"theme": "dark"}).theme == "dark"
    lock.release()


@pytest.mark.parametrize("number", ["9" * 4300, str(1 << 53), "-" + "9" * 4000])
def test_a_record_with_a_number_beyond_all_counting_stops_no_ending(number: str, tmp_path: Path) -> None:
    saves = Saves(tmp_path)

    def finish(ending: str) -> None:
        with saves.begin("tea") as save:
            save.write({}, role="guest", where="Hall", decisions=1, finish=Finish(ending))

    finish("street")
    (record,) = tmp_path.rglob("finished/*.json")
    data = json.loads(json.loads(record.read_text())["data"])
    record.with_name("bcdfg-01234567.json").write_bytes(seal(RECORD, {**data, "ending": "other", "number": int(number)}))
    finish("room")
    finish("yard")
    assert {ending for _, ending in saves.finished("tea").endings} >= {"street", "room", "yard"}


def test_finished_games_are_numbered_past_the_highest_also_where_one_is_gone(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    for ending in ("street", "room", "yard"):
        with saves.begin("tea") as save:
            save.write({}, role="guest", where="Hall", decisions=1, finish=Finish(ending, (), {"tea": ending}))
        if ending == "room":
            next(path for path in tmp_path.rglob("finished/*.json") if b"street" in path.read_bytes()).unlink()
    assert [(game.ending, game.number) for game in saves.finished("tea").games] == [("room", 2), ("yard", 3)]
    assert saves.finished("tea").echoes == {"tea": "yard"}


def story_at(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "story.yaml").write_text("title: Tea\nroles: {guest: {title: A guest, blurb: You, start: hall}}\n", encoding="utf-8")
    (folder / "scenes.yaml").write_text("hall: {text: A hall., ending: Out}\n", encoding="utf-8")
    return folder


def test_a_story_kept_with_bytes_that_are_no_letters_is_read_from_its_files(tmp_path: Path) -> None:
    folder, cache = story_at(tmp_path / "tea"), tmp_path / "cache"
    assert ready(folder, "tea", cache).story is not None
    (kept,) = cache.iterdir()
    data = kept.read_bytes()
    mark, inside = data[:DIGEST], data[2 * DIGEST :]
    at = inside.index(b"A hall")
    forged = inside[:at] + b"\xff\xfe" + inside[at + 2 :]
    kept.write_bytes(mark + sha256(forged).digest() + forged)
    story = ready(folder, "tea", cache).story
    assert story is not None
    assert story.scenes["hall"].ending == "Out"


def test_what_other_programs_keep_in_the_cache_stays(tmp_path: Path) -> None:
    folder, cache = story_at(tmp_path / "tea"), tmp_path / "cache"
    cache.mkdir()
    others = [cache / f"mine-{number}.story" for number in range(30)] + [cache / ".notes.01234567.new"]
    for path in others:
        path.write_text("mine", encoding="utf-8")
        os.utime(path, (1, 1))
    assert ready(folder, "tea", cache).story is not None
    assert all(path.exists() for path in others)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere names are Unicode")
def test_a_folder_whose_name_is_no_unicode_keeps_no_other_story_from_being_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    story_at(Path(os.fsdecode(os.fsencode(tmp_path) + b"/scenes/caf\xe9")))
    story_at(tmp_path / "scenes" / "tea")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    names = [found.name for found in all_stories()]
    assert {"tea", "caf\ufffd"} <= set(names)
    assert all(found.identity.name.encode() for found in all_stories())
    assert main(["play", "tea", "--plain", "--role", "guest"]) == Exit.FINE
    assert "A hall." in capsys.readouterr().out


def test_a_home_of_somebody_who_is_not_there_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert saves_folder({"NEIGHBOURS_HOME": "~nosuchuser/x"}) == tmp_path / "~nosuchuser" / "x" / "saves"


def test_many_collected_games_are_read_and_twins_among_them_found(tmp_path: Path) -> None:
    files = Disk()
    saves = Saves(ROOT, MemoryDisk(), no_lock)
    for number in range(60):
        with saves.begin("tea", f"player {number // 2}") as save:
            save.write({"n": number // 2}, role="guest", where="Hall", decisions=1)
        sealed = saves.files.read(saves.path(save.slot), 1 << 20)
        (tmp_path / f"{number}.json").write_bytes(sealed)
    twin = (tmp_path / "7.json").read_bytes()
    (tmp_path / "copy.json").write_bytes(twin)
    found = collected_below(tmp_path, files)
    assert len(found.games) == 60
    assert found.others == ("copy is the same game as 7, and counted once.",)
