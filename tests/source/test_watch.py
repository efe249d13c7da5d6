"""Noticing that a file of a story has changed, and nothing else."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game.source.watch import COARSEST, differs, look, loses


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "more").mkdir()
    (tmp_path / "story.yaml").write_text("title: A", "utf-8")
    (tmp_path / "more" / "scenes.YML").write_text("start:", "utf-8")
    return tmp_path


def age(path: Path) -> None:
    """Let the file be older than any file system's clock is coarse."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - 2 * COARSEST))


def same_size_and_time(folder: Path) -> None:
    path = folder / "story.yaml"
    status = path.stat()
    path.write_text("title: B", "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def renamed_over(folder: Path) -> None:
    (folder / "new").write_text("title: B", "utf-8")
    (folder / "new").replace(folder / "story.yaml")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "story.yaml").write_text("title: Another", "utf-8"),
        lambda folder: (folder / "more" / "scenes.YML").unlink(),
        lambda folder: (folder / "more" / "scenes.YML").rename(folder / "scenes.yml"),
        lambda folder: (folder / "facts.yaml").write_text("", "utf-8"),
        lambda folder: (folder / "more").rename(folder / "less"),
        same_size_and_time,
        renamed_over,
    ],
)
def test_a_change_is_seen(folder: Path, change: Callable[[Path], object]) -> None:
    before = look(folder)
    change(folder)
    assert differs(before, look(folder, before))


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        lambda folder: (folder / "story.yaml").touch(),
        lambda folder: (folder / "story.yaml").write_text("title: A", "utf-8"),
        lambda folder: (folder / ".story.yaml.swp").write_text("x", "utf-8"),
        lambda folder: (folder / "notes.txt").write_text("x", "utf-8"),
        lambda folder: age(folder / "story.yaml"),
    ],
)
def test_what_is_no_change_is_none(folder: Path, change: Callable[[Path], object]) -> None:
    before = look(folder)
    change(folder)
    after = look(folder, before)
    assert not differs(before, after)
    assert not differs(after, look(folder, after))


def test_a_file_that_rests_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (folder / "story.yaml", folder / "more" / "scenes.YML"):
        age(path)
    before = look(folder)
    opened: list[Path] = []
    really = Path.open
    monkeypatch.setattr(Path, "open", lambda path, *how, **more: opened.append(path) or really(path, *how, **more))
    assert not differs(before, look(folder, before))
    assert opened == []
    monkeypatch.undo()
    (folder / "story.yaml").write_text("title: C", "utf-8")
    assert differs(before, look(folder, before))


def test_what_goes_or_is_emptied_may_come_back(folder: Path) -> None:
    before = look(folder)
    (folder / "new.yaml").write_text("", "utf-8")
    assert not loses(before, look(folder, before))
    (folder / "story.yaml").write_text("", "utf-8")
    assert loses(before, look(folder, before))
    (folder / "story.yaml").unlink()
    assert loses(before, look(folder, before))


def test_a_folder_that_is_gone_or_is_a_file(tmp_path: Path) -> None:
    assert look(tmp_path / "nowhere") == {}
    (tmp_path / "file").write_text("x", "utf-8")
    assert look(tmp_path / "file") == {}


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_links_and_pipes_are_seen_and_not_followed(folder: Path) -> None:
    before = look(folder)
    (folder / "link.yaml").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.yaml")
    after = look(folder, before)
    assert set(after) - set(before) == {"link.yaml", "pipe.yaml"}
    assert differs(before, after)
