"""The real disk and real processes: killed, in each other's way, and out of room."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from game.disk.file_lock import Lock, LockedError, hold
from game.saves import DamagedSaveError, ElsewhereError, SaveError, Saves

PLAYER = Path(__file__).with_name("player.py")
PROJECT = Path(__file__).parents[2]
STORY = "good_neighbours"

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def play(task: str, folder: Path, *rest: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(PLAYER), task, str(folder), *map(str, rest)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )


def result(player: "subprocess.Popen[str]") -> Any:
    said, _ = player.communicate()
    assert player.returncode == 0
    return json.loads(said)


@forks
def test_a_thousand_killed_writers_lose_nothing(tmp_path: Path) -> None:
    said = result(play("kill", tmp_path / "saves", 1000))
    assert (said["unreadable"], said["lost"]) == (0, 0)
    assert said["written"] > 100, "they did write"
    assert said["left"] > 0, "they were killed while they wrote"
    assert said["unswept"] == 0


def one_game(folder: Path) -> Saves:
    saves = Saves(folder)
    with saves.begin(STORY) as save:
        save.write({"entries": []}, role="graduate", where="Kitchen", decisions=0)
    return saves


def test_two_processes_take_turns_and_lose_nothing(tmp_path: Path) -> None:
    saves = one_game(tmp_path)
    players = [play("turns", tmp_path, name, 500) for name in "ab"]
    for player in players:
        result(player)
    (slot,) = saves.slots()
    entries = saves.read(slot).payload["entries"]
    assert sorted(entries) == sorted(f"{name}{number}" for name in "ab" for number in range(500))


def test_without_locks_two_windows_part_and_are_told(tmp_path: Path) -> None:
    saves = one_game(tmp_path)
    players = [play("stay", tmp_path, name, 500) for name in "ab"]
    said = [result(player) for player in players]
    games = {tuple(saves.read(slot).payload["entries"]) for slot in saves.slots()}
    assert {tuple(f"{name}{number}" for number in range(500)) for name in "ab"} <= games
    assert len({each["slot"][0] for each in said}) == 2, "each has a game of its own"
    told = [notice for each in said for notice in each["told"]]
    assert 1 <= len(told) <= 2
    assert all("Nothing was overwritten" in notice for notice in told)


@forks
def test_a_class_of_thirty_saves_at_once(tmp_path: Path) -> None:
    assert result(play("class", tmp_path, 30, 40)) == {"failed": 0}
    saves = Saves(tmp_path)
    slots = saves.slots(STORY)
    assert len(slots) == 30
    assert len({slot.nickname for slot in slots}) == 30
    for slot in slots:
        assert saves.read(slot).payload == {"entries": [slot.nickname] * 40}


# ---- locks ----


def test_a_second_window_may_only_read_until_the_first_is_closed(tmp_path: Path) -> None:
    saves = one_game(tmp_path)
    (slot,) = saves.slots()
    with saves.open(slot) as first:
        with saves.open(slot) as second:
            assert second.read_only
            assert second.notice == (
                "This game is open in another window, so here it can only be read. Close it there to play on here, or go on with a copy."
            )
            assert second.payload == {"entries": []}
            with pytest.raises(ElsewhereError, match="open in another window"):
                second.write({"entries": ["mine"]}, role="graduate", where="Line", decisions=1)
            with pytest.raises(ElsewhereError, match=r"open in another window\. Close it there, then delete it\."):
                saves.delete(slot)
            with pytest.raises(ElsewhereError, match="was kept"):
                saves.delete_all()
        first.write({"entries": ["one"]}, role="graduate", where="Line", decisions=1)
    with saves.open(slot) as third:
        assert (third.read_only, third.notice, third.payload) == (False, "", {"entries": ["one"]})


def test_a_second_window_goes_on_with_a_copy(tmp_path: Path) -> None:
    saves = one_game(tmp_path)
    (slot,) = saves.slots()
    with saves.open(slot) as first, saves.open(slot) as second:
        second.go_on_with_a_copy()
        assert second.write({"entries": ["copy"]}, role="graduate", where="Line", decisions=1) == ""
        assert first.write({"entries": ["first"]}, role="graduate", where="Line", decisions=1) == ""
        assert second.write({"entries": ["copy", "two"]}, role="graduate", where="Line", decisions=2) == ""
        assert second.slot.id != slot.id
    assert saves.read(slot).payload == {"entries": ["first"]}
    assert saves.read(second.slot).payload == {"entries": ["copy", "two"]}
    assert len(saves.slots()) == 2


def test_two_windows_play_two_games_of_a_story(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    with saves.begin(STORY) as first, saves.begin(STORY) as second:
        for save in (first, second):
            assert save.write({"id": save.slot.id}, role="graduate", where="Kitchen", decisions=1) == ""
    assert {saves.read(slot).payload["id"] for slot in saves.slots()} == {first.slot.id, second.slot.id}


def test_a_game_that_is_open_on_another_computer_says_on_which(tmp_path: Path) -> None:
    saves = one_game(tmp_path)
    (slot,) = saves.slots()
    with saves.open(slot):
        lock = saves.lock_path(slot)
        assert json.loads(lock.read_text())["pid"] == os.getpid()
        lock.write_text('{"pid": 7, "host": "library-\\u001b[2J3"}')
        with saves.open(slot) as second:
            assert second.notice.startswith("This game is open in a window on the computer library-\ufffd[2J3, so here")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"host": 3}', b"\xff"])
def test_a_lock_file_that_a_crash_left_is_no_obstacle(tmp_path: Path, content: bytes) -> None:
    saves = one_game(tmp_path)
    (slot,) = saves.slots()
    saves.lock_path(slot).write_bytes(content)
    with saves.open(slot) as save:
        assert not save.read_only
        saves.lock_path(slot).write_bytes(content)
        with saves.open(slot) as second:
            assert second.read_only
    assert not saves.lock_path(slot).exists(), "it goes when the window is closed"


def test_a_lock_is_free_again_at_once_and_its_file_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    for _ in range(100):
        lock = hold(path)
        with pytest.raises(LockedError):
            hold(path)
        lock.release()
        assert not path.exists()


def test_a_game_that_cannot_be_opened_is_not_locked(tmp_path: Path) -> None:
    saves = one_game(tmp_path)
    (slot,) = saves.slots()
    saves.path(slot).write_text("damage")
    for _ in range(2):
        with pytest.raises(DamagedSaveError):
            saves.open(slot)
    saves.delete(slot)
    assert saves.slots() == ()


def test_a_window_that_moves_to_another_game_leaves_the_first_free(tmp_path: Path) -> None:
    saves = one_game(tmp_path)
    (slot,) = saves.slots()
    with saves.open(slot) as first:
        with replace(saves, lock=lambda path: Lock(path, None)).open(slot) as unlocked:
            unlocked.write({"entries": ["unlocked"]}, role="graduate", where="Line", decisions=1)
        assert first.write({"entries": ["first"]}, role="graduate", where="Line", decisions=1) == (
            "This game was also played in another window. Nothing was overwritten: what you do here is now saved as a game of its own."
        )
        assert first.write({"entries": ["first", "again"]}, role="graduate", where="Line", decisions=2) == ""
        with saves.open(slot) as other:
            assert not other.read_only
            assert other.payload == {"entries": ["unlocked"]}
        with saves.open(first.slot) as second:
            assert second.read_only
    assert saves.read(first.slot).payload == {"entries": ["first", "again"]}


def test_a_lock_that_could_not_be_taken_at_first_is_taken_later_or_the_player_told(tmp_path: Path) -> None:
    saves = one_game(tmp_path)
    (slot,) = saves.slots()
    full = True

    def lock(path: Path) -> Lock:
        if full:
            raise OSError(errno.ENOSPC, "no room")
        return hold(path)

    for taken in (False, True):
        full = True
        with replace(saves, lock=lock).open(slot) as late:
            assert late.notice == "This game can't be saved for now: the disk is full. You can play all the same; each choice tries again."
            full = False
            if taken:
                with saves.open(slot) as early:
                    assert not early.read_only
                    assert "saved as a game of its own" in late.write({"entries": ["late"]}, role="graduate", where="Line", decisions=1)
            else:
                assert late.write({"entries": ["soon"]}, role="graduate", where="Line", decisions=1) == ""
                with saves.open(slot) as early:
                    assert early.read_only
    assert saves.read(slot).payload == {"entries": ["soon"]}
    assert saves.read(late.slot).payload == {"entries": ["late"]}


def test_where_there_are_no_locks_one_plays_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    saves = one_game(tmp_path)
    monkeypatch.setattr(fcntl, "flock", none)
    with saves.open(saves.slots()[0]) as save:
        assert not save.read_only
        assert save.write({"entries": ["one"]}, role="graduate", where="Line", decisions=1) == ""


# ---- no room ----


def test_a_full_disk_keeps_the_save_before_it(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    said = result(play("full", tmp_path / "saves", 4096))
    assert said == {
        "said": [
            "Your last choice could not be saved: files may not grow that large here. "
            "You can play on, and each choice tries again; what was saved before is safe."
        ]
        * 2,
        "between": ["first"],
        "left": [],
        "after": ["second"],
    }


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB, where we may mount one."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("a small disk needs root on Linux")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("a small disk may not be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_really_full_disk(small_disk: Path) -> None:
    saves = Saves(small_disk / "saves")
    filler = small_disk / "filler"
    with saves.begin(STORY) as save:
        save.write({"entries": ["first"]}, role="graduate", where="Kitchen", decisions=1)
        with filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 512):
                    pass
            except OSError:
                pass
        with pytest.raises(SaveError, match="could not be saved: the disk is full"):
            save.write({"entries": ["x" * 5000]}, role="graduate", where="Kitchen", decisions=2)
        assert saves.read(save.slot).payload == {"entries": ["first"]}
        assert list(small_disk.rglob("*.new")) == []
        with saves.open(save.slot) as second:
            assert second.read_only
        with saves.begin(STORY) as unsaved, pytest.raises(SaveError, match="the disk is full"):
            unsaved.write({"entries": ["x" * 5000]}, role="graduate", where="Kitchen", decisions=2)
        filler.unlink()
        assert save.write({"entries": ["y" * 5000]}, role="graduate", where="Kitchen", decisions=2) == ""
    assert saves.read(save.slot).payload == {"entries": ["y" * 5000]}
    assert len(saves.slots()) == 1


def test_a_really_read_only_disk(small_disk: Path) -> None:
    saves = one_game(small_disk / "saves")
    (slot,) = saves.slots()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        with saves.open(slot) as save:
            assert "can't be saved for now" in save.notice
            assert save.payload == {"entries": []}
            with pytest.raises(SaveError, match="may not be written to") as told:
                save.write({"entries": ["one"]}, role="graduate", where="Line", decisions=1)
            assert told.value.repeated
        with saves.begin(STORY) as new:
            assert "can't be saved for now" in new.notice
        with pytest.raises(SaveError, match="Not everything could be deleted"):
            saves.delete(slot)
        assert saves.slots() == (slot,)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert saves.read(slot).payload == {"entries": []}


def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    saves = one_game(tmp_path)
    (slot,) = saves.slots()
    folder = saves.path(slot).parent
    folder.chmod(0o500)
    try:
        with saves.open(slot) as save:
            assert "can't be saved for now" in save.notice
            with pytest.raises(SaveError, match="may not be written to"):
                save.write({"entries": ["one"]}, role="graduate", where="Line", decisions=1)
    finally:
        folder.chmod(0o700)
    assert saves.read(slot).payload == {"entries": []}


@pytest.mark.skipif(sys.platform == "win32", reason="modes mean nothing there")
def test_nobody_else_may_read_what_is_kept(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        one_game(tmp_path / "home" / "saves")
    finally:
        os.umask(mask)
    for path in (tmp_path / "home").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
