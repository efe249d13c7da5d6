"""The real disk: what it is asked for, and what it makes of a disk's oddities."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from game.disk.atomic import make_folders, put, second_name
from game.disk.filesystem import PAUSE, Disk, patiently
from game.saves import Saves


def test_a_new_file_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("here")
    with pytest.raises(FileExistsError):
        Disk().create(path)
    with pytest.raises(FileExistsError):
        Disk().link(path, path)
    assert path.read_text() == "here"


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100_000)
    assert Disk().read(path, 70_000) == b"x" * 70_000
    assert Disk().read(path, 1 << 20) == b"x" * 100_000


def test_put_writes_all_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for content in (b"", b"x" * 300_000, b"y"):
        put(Disk(), path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_copy_stands_in_for_a_second_name(tmp_path: Path) -> None:
    class NoLinks(Disk):
        def link(self, source: Path, target: Path) -> None:
            raise OSError(errno.EPERM, f"no links between {source} and {target}")

    path = tmp_path / "a"
    path.write_bytes(b"content")
    for files, name in ((Disk(), "b"), (NoLinks(), "c")):
        second_name(files, path, tmp_path / name, 1 << 20)
        assert (tmp_path / name).read_bytes() == b"content"
    with pytest.raises(FileNotFoundError):
        second_name(NoLinks(), tmp_path / "missing", tmp_path / "d", 1 << 20)


def test_folders_are_made_up_to_the_first_that_is_there(tmp_path: Path) -> None:
    for _ in range(2):
        make_folders(Disk(), tmp_path / "a" / "b" / "c")
        assert (tmp_path / "a" / "b" / "c").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError):
        make_folders(Disk(), tmp_path / "file" / "b")


def test_a_drive_that_is_not_there_is_an_error_and_no_endless_search() -> None:
    class NoDrive(Disk):
        def make_folder(self, folder: Path) -> None:
            raise FileNotFoundError(folder)

    with pytest.raises(FileNotFoundError):
        make_folders(NoDrive(), Path("/a/b"))


@pytest.mark.parametrize("refused", range(12))
def test_a_virus_scanner_is_waited_for_half_a_second(refused: int) -> None:
    pauses: list[float] = []

    def replace() -> None:
        if len(pauses) < refused:
            raise PermissionError("in use")

    if refused < 10:
        patiently(replace, 10, pauses.append)
        assert pauses == [PAUSE] * refused
    else:
        with pytest.raises(PermissionError):
            patiently(replace, 10, pauses.append)
        assert len(pauses) == 9
    with pytest.raises(ZeroDivisionError):
        patiently(lambda: 1 // 0, 10, pauses.append)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_file_system_that_cannot_sync_folders_is_no_failure(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, "not here")

    monkeypatch.setattr(os, "fsync", refuse)
    Disk().sync_folder(tmp_path)


def test_a_folder_that_could_not_be_synced_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="broken"):
        Disk().sync_folder(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_or_a_folder_in_place_of_a_save_is_damage(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    with saves.begin("story") as save:
        for number in range(3):
            save.write({"number": number}, role="", where="", decisions=number)
    path = saves.path(save.slot)
    for number, make in ((1, os.mkfifo), (0, os.mkdir)):
        path.unlink()
        make(path)
        with saves.open(save.slot) as again:
            assert "damaged" in again.notice
            assert again.payload == {"number": number}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads what Linux says of system calls")
def test_each_save_is_synced_before_it_is_renamed_and_its_folder_after(tmp_path: Path) -> None:
    """The real disk does what the simulated one was asked for, in the same order."""
    code = f"""
import os, sys
from pathlib import Path
from game.saves import Saves
seen = []
sys.addaudithook(lambda event, arguments: seen.append(event) if event in ("os.rename", "os.link") else None)
fsync = os.fsync
os.fsync = lambda file: (seen.append("sync " + os.path.basename(os.readlink(f"/proc/self/fd/{{file}}"))), fsync(file))[1]
with Saves(Path({str(tmp_path)!r})).begin("story") as save:
    save.write({{}}, role="", where="", decisions=0)
    seen.clear()
    save.write({{}}, role="", where="", decisions=1)
print(*seen, sep="\\n")
"""
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    ).stdout.splitlines()
    assert said[0].startswith("sync .")
    assert said[0].endswith(".new")
    assert said[1:] == ["os.rename", "os.link", "os.rename", "sync story"]
