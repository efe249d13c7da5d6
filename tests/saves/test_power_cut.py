"""Wherever the power is cut, the last save that was acknowledged is there, or the one that was on its way."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.disk.atomic import put, write_all
from game.saves import Finish, OpenSave, SaveError, Saves
from game.saves.envelope import DamagedError, Format, seal, unseal
from game.saves.settings import change_settings, load_settings

from .disks import ROOT, MemoryDisk, no_lock

FOLDER = ROOT / "home" / "saves"
FORM = Format("good-neighbours-save")
NOON = datetime(2026, 9, 21, 12, tzinfo=UTC)


@dataclass
class Outcome:
    states: int = 0
    unreadable: int = 0
    lost: int = 0


def saves_on(disk: MemoryDisk) -> Saves:
    return Saves(FOLDER, disk, no_lock, lambda: NOON)


def watched(disk: MemoryDisk) -> MemoryDisk:
    disk.moments = [disk.moment()]
    return disk


def write(save: OpenSave, number: int, finish: Finish | None = None) -> None:
    payload = {"entries": [["kitchen", f"choice-{each}"] for each in range(number)]}
    assert save.write(payload, role="graduate", where=f"Scene {number}", decisions=number, finish=finish) == ""


def cut_everywhere(disk: MemoryDisk, acknowledged: list[tuple[int, int]], look: Callable[[MemoryDisk], int | None]) -> Outcome:
    """Cut the power after each operation. `acknowledged` is a list of (how many operations there had been, save's number);
    `look` opens what is left and returns the number of the save that it finds, 0 for none, None for one that can't be read.
    """
    outcome = Outcome()
    seen: set[tuple[int, tuple[tuple[Path, bytes | None], ...]]] = set()
    assert disk.moments is not None
    for operations, moment in enumerate(disk.moments):
        promised = max((number for count, number in acknowledged if count <= operations), default=0)
        for tree in moment.after_power_cut():
            key = (promised, tuple(sorted(tree.items())))
            if key in seen:
                continue
            seen.add(key)
            outcome.states += 1
            found = look(MemoryDisk.holding(tree))
            if found is None:
                outcome.unreadable += 1
            elif found < promised or found > promised + 1:
                outcome.lost += 1
    return outcome


def done(disk: MemoryDisk) -> int:
    assert disk.moments is not None
    return len(disk.moments) - 1


def latest_and_on(disk: MemoryDisk) -> int | None:
    """Open the only game there is; then go on with it, which must work whatever the power cut left."""
    saves = saves_on(disk)
    slots = saves.slots("good_neighbours")
    assert len(slots) <= 1
    if not slots:
        return 0
    try:
        with saves.open(slots[0]) as save:
            found = save.slot.decisions
            assert save.payload == {"entries": [["kitchen", f"choice-{each}"] for each in range(found)]}
            write(save, 40)
    except SaveError:
        return None
    assert saves.read(slots[0]).slot.decisions == 40
    return found


def test_a_new_game_survives_every_power_cut() -> None:
    disk = watched(MemoryDisk())
    acknowledged = []
    with saves_on(disk).begin("good_neighbours") as save:
        for number in range(1, 6):
            write(save, number)
            acknowledged.append((done(disk), number))
    outcome = cut_everywhere(disk, acknowledged, latest_and_on)
    assert (outcome.unreadable, outcome.lost) == (0, 0)
    assert outcome.states > 150


def test_it_does_where_files_have_no_second_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links on this file system")

    monkeypatch.setattr(MemoryDisk, "link", refuse)
    test_a_new_game_survives_every_power_cut()


@pytest.mark.parametrize("damaged", [1, 2])
def test_setting_a_damaged_save_aside_survives_every_power_cut(damaged: int) -> None:
    disk = MemoryDisk()
    with saves_on(disk).begin("good_neighbours") as save:
        for number in range(1, 5):
            write(save, number)
    slot = save.slot
    tree = disk.tree()
    for ending in ("", ".1")[:damaged]:
        tree[FOLDER / "good_neighbours" / f"{slot.id}.json{ending}"] = b"damage"
    disk = watched(MemoryDisk.holding(tree))
    good = 4 - damaged
    with saves_on(disk).open(slot) as save:
        assert save.slot.decisions == good
        recovered = done(disk)
        write(save, good + 1)

    def look(after: MemoryDisk) -> int | None:
        found = latest_and_on(after)
        assert list(after.tree().values()).count(b"damage") == damaged, "what was damaged is kept"
        return found

    outcome = cut_everywhere(disk, [(0, good), (recovered, good), (done(disk), good + 1)], look)
    assert (outcome.unreadable, outcome.lost) == (0, 0)
    assert outcome.states > 20


def test_a_finished_game_is_recorded_before_it_says_that_it_is_finished() -> None:
    disk = watched(MemoryDisk())
    acknowledged = []
    with saves_on(disk).begin("good_neighbours", "Ada") as save:
        write(save, 1)
        acknowledged.append((done(disk), 1))
        write(save, 2, Finish("room", frozenset({"waiting_times"}), {"place_in_line": "given"}))
        acknowledged.append((done(disk), 2))

    def look(after: MemoryDisk) -> int | None:
        saves = saves_on(after)
        left = saves.finished("good_neighbours", "Ada")
        assert not left.notice
        if any(slot.finished for slot in saves.slots()):
            assert left.endings == {("graduate", "room")}
            assert left.facts == {"waiting_times"}
            assert left.echoes == {"place_in_line": "given"}
        return latest_and_on(after)

    outcome = cut_everywhere(disk, acknowledged, look)
    assert (outcome.unreadable, outcome.lost) == (0, 0)


def test_a_deleted_game_stays_deleted() -> None:
    disk = MemoryDisk()
    with saves_on(disk).begin("good_neighbours") as save:
        for number in range(1, 5):
            write(save, number)
    watched(disk)
    saves_on(disk).delete(save.slot)
    assert disk.moments is not None
    for moment in disk.moments:
        for tree in moment.after_power_cut():
            slots = saves_on(MemoryDisk.holding(tree)).slots()
            assert all(slot.readable for slot in slots), "half deleted is not damaged"
    for tree in disk.moments[-1].after_power_cut():
        assert saves_on(MemoryDisk.holding(tree)).slots() == ()


def test_settings_survive_every_power_cut() -> None:
    file = ROOT / "config" / "settings.json"
    disk = watched(MemoryDisk())
    acknowledged = []
    for width in (1, 2, 3):
        change_settings(file, {"text_width": width}, disk)
        acknowledged.append((done(disk), width))

    def look(after: MemoryDisk) -> int | None:
        settings, notice = load_settings(file, after)
        return None if notice else settings.text_width % 72

    outcome = cut_everywhere(disk, acknowledged, look)
    assert (outcome.unreadable, outcome.lost) == (0, 0)


# ---- the test is tested: every wrong order of the same steps must be caught ----

Routine = Callable[[MemoryDisk, Path, bytes], None]


def in_place(disk: MemoryDisk, path: Path, data: bytes, *, sync: bool = False) -> None:
    file = disk.truncate(path)
    write_all(disk, file, data)
    if sync:
        disk.sync(file)


def in_place_and_sync(disk: MemoryDisk, path: Path, data: bytes) -> None:
    in_place(disk, path, data, sync=True)


def _on_its_way(disk: MemoryDisk, path: Path, data: bytes, *, sync: bool) -> tuple[int, Path]:
    temporary = path.with_name(path.name + ".new")
    file = disk.create(temporary)
    write_all(disk, file, data)
    if sync:
        disk.sync(file)
    return file, temporary


def rename_without_sync(disk: MemoryDisk, path: Path, data: bytes) -> None:
    _, temporary = _on_its_way(disk, path, data, sync=False)
    disk.replace(temporary, path)


def rename_then_sync(disk: MemoryDisk, path: Path, data: bytes) -> None:
    file, temporary = _on_its_way(disk, path, data, sync=False)
    disk.replace(temporary, path)
    disk.sync(file)
    disk.sync_folder(path.parent)


def no_folder_sync(disk: MemoryDisk, path: Path, data: bytes) -> None:
    _, temporary = _on_its_way(disk, path, data, sync=True)
    disk.replace(temporary, path)


def outcome_of(routine: Routine) -> Outcome:
    path = ROOT / "save.json"
    disk = watched(MemoryDisk.holding({path: seal(FORM, {"number": 0})}))
    acknowledged = []
    for number in (1, 2, 3):
        routine(disk, path, seal(FORM, {"number": number}))
        acknowledged.append((done(disk), number))

    def look(after: MemoryDisk) -> int | None:
        try:
            number = unseal(FORM, after.read(path, 10_000))["number"]
        except (DamagedError, FileNotFoundError):
            return None
        assert isinstance(number, int)
        return number

    return cut_everywhere(disk, acknowledged, look)


def test_the_right_order_is_let_through() -> None:
    outcome = outcome_of(put)
    assert (outcome.unreadable, outcome.lost) == (0, 0)
    assert outcome.states > 20


@pytest.mark.parametrize(
    ("routine", "unreadable", "lost"),
    [
        (in_place, True, True),
        (in_place_and_sync, True, False),
        (rename_without_sync, True, True),
        (rename_then_sync, True, False),
        (no_folder_sync, False, True),
    ],
)
def test_every_wrong_order_is_caught(routine: Routine, unreadable: bool, lost: bool) -> None:
    outcome = outcome_of(routine)
    assert (outcome.unreadable > 0, outcome.lost > 0) == (unreadable, lost)


def test_a_game_whose_folder_was_not_synced_would_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders above a new save count as well."""
    sync_folder = MemoryDisk.sync_folder
    monkeypatch.setattr(
        MemoryDisk, "sync_folder", lambda self, folder: sync_folder(self, folder) if folder.name == "good_neighbours" else None
    )
    disk = watched(MemoryDisk())
    with saves_on(disk).begin("good_neighbours") as save:
        write(save, 1)
    monkeypatch.undo()
    outcome = cut_everywhere(disk, [(done(disk), 1)], latest_and_on)
    assert outcome.lost > 0


def test_pending_names_come_in_every_combination() -> None:
    disk = watched(MemoryDisk.holding({ROOT / "a": b"1", ROOT / "b": b"2"}))
    disk.replace(ROOT / "a", ROOT / "c")
    disk.unlink(ROOT / "b")
    assert disk.moments is not None
    found = {tuple(sorted(path.name for path in tree)) for tree in disk.moments[-1].after_power_cut()}
    assert found == {("a", "b"), ("b", "c"), ("a",), ("c",)}
    assert len(list(itertools.chain.from_iterable(moment.after_power_cut() for moment in disk.moments))) == 1 + 2 + 4
