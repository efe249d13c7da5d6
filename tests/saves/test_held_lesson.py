"""Whether a lesson is on: what is kept of it, and what becomes of a file that somebody has edited."""

import errno
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game.saves import HeldLesson, SaveError, end_lesson, held_lesson, hold_lesson, lesson_file

from .disks import ROOT, FaultyDisk, MemoryDisk

NOW = datetime(2024, 3, 4, 10, 0, tzinfo=UTC)
HELD = HeldLesson("good_neighbours", "desk", NOW + timedelta(minutes=25))


def test_a_lesson_is_on_until_it_is_ended(tmp_path: Path) -> None:
    file = tmp_path / "new" / "lesson.json"
    assert held_lesson(file, NOW) == (None, "")
    assert not end_lesson(file)
    assert not file.parent.exists(), "looking makes nothing"
    hold_lesson(file, HELD)
    assert held_lesson(file, NOW) == (HELD, "")
    hold_lesson(file, HeldLesson())
    assert held_lesson(file, NOW + timedelta(days=9)) == (HeldLesson(), ""), "another one takes its place, without what the first had"
    assert end_lesson(file)
    assert held_lesson(file, NOW) == (None, "")
    assert list(file.parent.iterdir()) == []


def test_a_lesson_with_a_bell_is_over_the_next_day(tmp_path: Path) -> None:
    hold_lesson(tmp_path / "lesson.json", HELD)
    assert held_lesson(tmp_path / "lesson.json", NOW.replace(hour=23)) == (HELD, "")
    assert held_lesson(tmp_path / "lesson.json", NOW + timedelta(days=1)) == (None, "")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe{}", b'{"role": NaN}', b'{"role": "a", "role": "b"}', b"\0" * 50])
def test_a_file_that_cannot_be_understood_is_set_aside_and_asks_nobody(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "lesson.json"
    file.write_bytes(content)
    held, notice = held_lesson(file, NOW)
    (kept,) = tmp_path.iterdir()
    assert held is None
    assert notice == f"Whether a lesson is on could not be understood, so none is; the file is kept as {kept.name}."
    assert kept.read_bytes() == content


@pytest.mark.parametrize("bell", [3, "", "soon", "2024-03-04T10:25:00", "0001-01-01T00:00:00+00:00", ["2024-03-04T10:25:00+00:00"]])
def test_of_an_edited_file_what_is_not_known_is_told_and_the_rest_holds(tmp_path: Path, bell: object) -> None:
    file = tmp_path / "lesson.json"
    file.write_text(json.dumps({"role": "desk", "bell": bell, "from_a_newer_version": 7}))
    told = "A lesson is on, but not all that was said of it could be understood: bell, from_a_newer_version."
    assert held_lesson(file, NOW) == (HeldLesson(role="desk"), told)


def test_what_it_tells_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "lesson.json"
    file.write_text(json.dumps({"\x1b[2J\n\u202e": [], "role": "\x1b[2Jdesk"}))
    held, notice = held_lesson(file, NOW)
    assert held is not None
    assert (held.role + notice).isprintable()


def test_a_file_that_cannot_be_read_or_written_is_told_and_left() -> None:
    file, disk = ROOT / "here" / "lesson.json", MemoryDisk()
    hold_lesson(file, HELD, disk)  # type: ignore[arg-type]
    before = disk.tree()
    faulty = FaultyDisk(disk, lambda *_: errno.EIO)
    held, notice = held_lesson(file, NOW, faulty)  # type: ignore[arg-type]
    assert (held, notice) == (None, "Whether a lesson is on could not be read, so none is: the disk reported an error.")
    for change in (lambda: hold_lesson(file, HeldLesson(), faulty), lambda: end_lesson(file, faulty)):  # type: ignore[arg-type]
        with pytest.raises(SaveError, match="the disk reported an error"):
            change()
    assert disk.tree() == before


def test_it_lies_beside_the_saves(tmp_path: Path) -> None:
    assert lesson_file({"NEIGHBOURS_HOME": str(tmp_path)}) == tmp_path / "lesson.json"
