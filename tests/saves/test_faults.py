"""Each operation of the disk fails in turn, in each way that disks fail: what was saved stays, and the player is told."""

import errno
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.saves import Finish, OpenSave, SaveError, Saves, Slot
from game.saves.settings import change_settings, load_settings

from .disks import ROOT, FaultyDisk, MemoryDisk, Tree, no_lock

FOLDER = ROOT / "saves"
STORY = "good_neighbours"
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR, errno.EROFS, errno.EDQUOT)
CHANGING = {"create", "write", "link", "replace", "make_folder", "unlink", "remove_folder"}


def saves_on(disk: MemoryDisk | FaultyDisk) -> Saves:
    return Saves(FOLDER, disk, no_lock, lambda: datetime(2026, 9, 21, tzinfo=UTC))  # type: ignore[arg-type]


def write(save: OpenSave, number: int, finish: Finish | None = None) -> str:
    return save.write({"number": number}, role="graduate", where="Kitchen", decisions=number, finish=finish)


def a_game(writes: int = 4) -> tuple[Tree, Slot]:
    disk = MemoryDisk()
    with saves_on(disk).begin(STORY) as save:
        for number in range(1, writes + 1):
            write(save, number)
    return disk.tree(), save.slot


GAME, SLOT = a_game()
FILE = FOLDER / STORY / f"{SLOT.id}.json"


def fails_at(nth: int, number: int) -> Callable[[int, str], int | None]:
    return lambda count, _: number if count == nth else None


def every_fault(tree: Tree, attempt: Callable[[FaultyDisk], None]) -> Iterator[tuple[MemoryDisk, bool]]:
    """The disk after `attempt`, for each operation that fails in each way; and whether the player was told."""
    faults = 0
    for late in (False, True):
        for number in ERRORS:
            nth = 0
            while True:
                nth += 1
                disk = MemoryDisk.holding(tree)
                faulty = FaultyDisk(disk, fails_at(nth, number), late=late)
                told = ""
                try:
                    attempt(faulty)
                except SaveError as error:
                    told = error.sentence
                assert told == "" or (told.endswith(".") and told.isprintable())
                yield disk, bool(told)
                if faulty.count < nth:
                    break
                faults += 1
    assert faults >= 2 * len(ERRORS) * 3


def no_temporary_files(disk: MemoryDisk) -> bool:
    return not any(path.name.endswith(".new") for path in disk.tree())


def test_a_write_that_fails_leaves_the_save_before_it() -> None:
    def attempt(disk: FaultyDisk) -> None:
        with saves_on(disk).open(SLOT) as save:
            write(save, 5)

    for disk, told in every_fault(GAME, attempt):
        loaded = saves_on(disk).read(SLOT)
        assert loaded.notice == ""
        assert loaded.payload["number"] in ((4, 5) if told else (5,))
        assert no_temporary_files(disk)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("number", ERRORS)
def test_the_window_that_failed_saves_again_when_it_can(number: int, late: bool) -> None:
    failed_at = nth = 0
    while failed_at == nth:
        nth += 1
        disk = MemoryDisk.holding(GAME)
        faulty = FaultyDisk(disk, lambda *_: None, late=late)
        with saves_on(faulty).open(SLOT) as save:
            start = faulty.count
            faulty.fails = fails_at(start + nth, number)
            try:
                write(save, 5)
            except SaveError:
                pass
            failed_at = min(nth, faulty.count - start)
            faulty.fails = lambda *_: None
            assert write(save, 6) == ""
            assert save.slot.id == SLOT.id, "the same game goes on under the same id"
        assert [slot.decisions for slot in saves_on(disk).slots()] == [6]
        assert {name[len(SLOT.id) :] for name in disk.names(FILE.parent)} == {".json", ".json.1", ".json.2"}
    assert nth > 8


def test_attempts_that_fail_do_not_push_the_older_saves_out() -> None:
    disk = MemoryDisk.holding(GAME)
    faulty = FaultyDisk(disk, lambda _, operation: errno.EIO if operation == "sync" else None)
    with saves_on(faulty).open(SLOT) as save:
        for number in range(5, 10):
            with pytest.raises(SaveError):
                write(save, number)
        assert disk.tree() == GAME
        faulty.fails = lambda _, operation: errno.EIO if operation == "replace" else None
        for number in range(5, 10):
            with pytest.raises(SaveError):
                write(save, number)
        assert disk.tree() == GAME

    class LastStep(MemoryDisk):
        """Refuses the last step of a save, when the one before it has its second name already."""

        def replace(self, source: Path, target: Path) -> None:
            if source.name.endswith(".new"):
                raise OSError(errno.EIO, "broken")
            super().replace(source, target)

    disk = LastStep.holding(GAME)
    with saves_on(disk).open(SLOT) as save:
        for number in range(5, 10):
            with pytest.raises(SaveError):
                write(save, number)
    kept = [disk.read(FILE.with_name(FILE.name + ending), 10_000) for ending in ("", ".1", ".2")]
    assert kept == [GAME[FILE], GAME[FILE], GAME[FILE.with_name(FILE.name + ".1")]]


def test_the_first_save_of_a_game_may_fail() -> None:
    def attempt(disk: FaultyDisk) -> None:
        with saves_on(disk).begin(STORY, "Ada") as save:
            write(save, 1)

    for disk, told in every_fault({}, attempt):
        slots = saves_on(disk).slots()
        assert all(slot.readable for slot in slots)
        assert len(slots) == 1 or (told and not slots)
        assert no_temporary_files(disk)


def test_a_damaged_save_is_kept_whatever_fails() -> None:
    def attempt(disk: FaultyDisk) -> None:
        with saves_on(disk).open(SLOT) as save:
            if save.payload == {"number": 3}:
                assert "damaged" in save.notice
            write(save, 5)

    for disk, told in every_fault({**GAME, FILE: b"damage"}, attempt):
        assert saves_on(disk).read(SLOT).payload["number"] in ((3, 5) if told else (5,))
        assert b"damage" in disk.tree().values()
        assert no_temporary_files(disk)


def test_a_game_that_could_not_be_recorded_as_finished_is_not_finished() -> None:
    def attempt(disk: FaultyDisk) -> None:
        with saves_on(disk).open(SLOT) as save:
            write(save, 5, Finish("room"))

    for disk, told in every_fault(GAME, attempt):
        saves = saves_on(disk)
        slot = saves.read(SLOT).slot
        recorded = bool(saves.finished(STORY).endings)
        assert recorded or not slot.finished
        assert told or slot.finished
        assert no_temporary_files(disk)


def test_deleting_may_fail_and_be_tried_again() -> None:
    for disk, told in every_fault(GAME, lambda disk: saves_on(disk).delete(SLOT)):
        slots = saves_on(disk).slots()
        assert [slot.decisions for slot in slots] in ([], [4]) if told else slots == (), "no older save takes the place of the newest"
        saves_on(disk).delete(SLOT)
        assert saves_on(disk).slots() == ()
    for disk, told in every_fault(GAME, lambda disk: saves_on(disk).delete_all()):
        saves_on(disk).delete_all()
        assert told or disk.names(FOLDER) == []
        assert disk.names(FOLDER) == []


def test_a_shelf_is_drawn_or_an_error_told() -> None:
    shelves = []
    for _, told in every_fault(GAME, lambda disk: shelves.append(saves_on(disk).slots())):
        shelf = shelves.pop() if not told else None
        assert shelf is None or [slot.id for slot in shelf] == [SLOT.id]


def test_settings_stay_as_they_were_whatever_fails() -> None:
    file = ROOT / "config" / "settings.json"
    disk = MemoryDisk()
    change_settings(file, {"theme": "dark"}, disk)

    def attempt(disk: FaultyDisk) -> None:
        change_settings(file, {"text_width": 60}, disk)  # type: ignore[arg-type]

    for after, told in every_fault(disk.tree(), attempt):
        settings, notice = load_settings(file, after)
        assert notice == ""
        assert settings.theme == "dark"
        assert settings.text_width in ((60, 72) if told else (60,))
        assert no_temporary_files(after)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is used up"),
        (errno.EFBIG, "files may not grow that large here"),
        (errno.EROFS, f"the folder {FOLDER / STORY} may not be written to"),
        (errno.EIO, "the disk reported an error"),
        (errno.ENAMETOOLONG, "the disk said: ENAMETOOLONG"),
    ],
)
def test_a_full_disk_is_told_once_and_forgotten_when_there_is_room(number: int, words: str) -> None:
    disk = MemoryDisk.holding(GAME)
    full = True
    faulty = FaultyDisk(disk, lambda _, operation: number if full and operation in CHANGING - {"unlink"} else None)
    with saves_on(faulty).open(SLOT) as save:
        assert save.notice == "", "reading needs no room"
        with pytest.raises(SaveError) as first:
            write(save, 5)
        assert first.value.sentence == (
            f"Your last choice could not be saved: {words}. You can play on, and each choice tries again; what was saved before is safe."
        )
        assert not first.value.repeated
        with pytest.raises(SaveError) as second:
            write(save, 6)
        assert second.value.repeated
        assert saves_on(disk).read(SLOT).payload == {"number": 4}
        full = False
        assert write(save, 7) == ""
        full = True
        with pytest.raises(SaveError) as third:
            write(save, 8)
        assert not third.value.repeated, "it went well in between"
    assert saves_on(disk).read(SLOT).payload == {"number": 7}
    assert no_temporary_files(disk)


def test_in_a_read_only_place_one_plays_unsaved_and_is_told_once() -> None:
    faulty = FaultyDisk(MemoryDisk(), lambda _, operation: errno.EROFS if operation in CHANGING else None)
    with saves_on(faulty).begin(STORY) as save:
        assert save.notice == (
            f"This game can't be saved for now: the folder {FOLDER / STORY} may not be written to. "
            "You can play all the same; each choice tries again."
        )
        with pytest.raises(SaveError) as told:
            write(save, 1)
        assert told.value.repeated
        faulty.fails = lambda *_: None
        assert write(save, 2) == ""
    assert [slot.decisions for slot in saves_on(faulty).slots()] == [2]


def test_a_bad_sector_is_damage() -> None:
    class BadSector(MemoryDisk):
        def read(self, path: Path, limit: int) -> bytes:
            content = super().read(path, limit)
            if content == GAME[FILE]:
                raise OSError(errno.EIO, "unreadable sector")
            return content

    bad = BadSector.holding(GAME)
    with saves_on(bad).open(SLOT) as save:
        assert "damaged" in save.notice
        assert save.payload == {"number": 3}
        assert write(save, 5) == ""
    assert saves_on(bad).read(SLOT).payload == {"number": 5}
    assert GAME[FILE] in bad.tree().values()


def test_a_fault_that_passes_is_no_damage() -> None:
    disk = MemoryDisk.holding(GAME)
    reads = 0

    def first_read(_: int, operation: str) -> int | None:
        nonlocal reads
        reads += operation == "read"
        return errno.EIO if operation == "read" and reads == 1 else None

    with saves_on(FaultyDisk(disk, first_read)).open(SLOT) as save:
        assert (save.notice, save.payload) == ("", {"number": 4})
    assert disk.tree() == GAME


def test_a_save_that_may_not_be_read_is_left_where_it_is() -> None:
    disk = MemoryDisk.holding(GAME)
    faulty = FaultyDisk(disk, lambda _, operation: errno.EACCES if operation == "read" else None)
    with pytest.raises(SaveError, match=f"This game could not be read: the folder {FOLDER / STORY} may not be read"):
        saves_on(faulty).open(SLOT)
    assert disk.tree() == GAME


def test_a_folder_that_vanishes_is_made_again() -> None:
    disk = MemoryDisk()
    with saves_on(disk).begin(STORY) as save:
        write(save, 1)
        empty = MemoryDisk()
        disk.names_of, disk.contents = empty.names_of, empty.contents
        disk._durable_names = empty._durable_names
        assert write(save, 2) == ""
    assert saves_on(disk).read(save.slot).payload == {"number": 2}


def test_a_write_that_takes_nothing_is_an_error_and_no_endless_loop() -> None:
    class Stuck(MemoryDisk):
        def write(self, *_: object) -> int:
            return 0

    with saves_on(Stuck()).begin(STORY) as save, pytest.raises(SaveError, match="the disk reported an error"):
        write(save, 1)


def test_an_interrupted_write_clears_up() -> None:
    class Interrupted(MemoryDisk):
        def sync(self, *_: object) -> None:
            raise KeyboardInterrupt

    disk = Interrupted()
    with saves_on(disk).begin(STORY) as save, pytest.raises(KeyboardInterrupt):
        write(save, 1)
    assert no_temporary_files(disk)
