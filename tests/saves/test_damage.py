"""Damaged saves: each is noticed, the one before it is opened, the player is told, and nothing is thrown away."""

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.saves import (
    DamagedSaveError,
    Finish,
    NewerSaveError,
    OpenSave,
    SaveError,
    Saves,
    Slot,
)
from game.saves.envelope import Format, seal
from game.saves.slot import SAVE

from .disks import ROOT, MemoryDisk, no_lock

FOLDER = ROOT / "saves"
STORY = "good_neighbours"
NOON = datetime(2026, 9, 21, 12, tzinfo=UTC)
ONE_BEFORE = (
    "The newest save of this game is damaged, so you go on from the one before it: "
    "your last choice may be missing. The damaged file is kept."
)
TWO_BEFORE = (
    "The two newest saves of this game are damaged, so you go on from the one before them: "
    "your last choices may be missing. The damaged files are kept."
)
MISSING = "The newest save of this game is missing, so you go on from the one before it: your last choice may be missing."


def saves_on(disk: MemoryDisk, form: Format | None = None) -> Saves:
    return Saves(FOLDER, disk, no_lock, lambda: NOON, form or SAVE)


def payload(number: int) -> dict[str, object]:
    return {
        "role": "graduate",
        "seed": 7,
        "entries": [["kitchen", "wait", None], ["line", "ask", "two-days"]],
        "place": "Oral ü",
        "number": number,
    }


def write(save: OpenSave, number: int) -> str:
    return save.write(payload(number), role="graduate", where="The tail of the line", decisions=number)


def a_game(writes: int = 4) -> tuple[MemoryDisk, Slot, Path]:
    disk = MemoryDisk()
    with saves_on(disk).begin(STORY, "Ada") as save:
        for number in range(1, writes + 1):
            write(save, number)
    return disk, save.slot, FOLDER / STORY / f"{save.slot.id}.json"


def flips(sealed: bytes) -> Iterator[bytes]:
    for place in range(len(sealed)):
        for bit in range(8):
            yield sealed[:place] + bytes([sealed[place] ^ 1 << bit]) + sealed[place + 1 :]


def hand_edits(sealed: bytes, count: int = 200) -> Iterator[bytes]:
    """What people do to a save in an editor."""
    chance = random.Random(22)
    text = sealed.decode()
    numbers = [place for place, letter in enumerate(text) if letter.isdigit()]
    for _ in range(count):
        place, other = sorted(chance.sample(range(len(text)), 2))
        match chance.randrange(8):
            case 0:
                place = chance.choice(numbers)
                edited = text[:place] + str((int(text[place]) + chance.randrange(1, 10)) % 10) + text[place + 1 :]
            case 1:
                edited = text[:place] + text[other:]
            case 2:
                edited = text[:place] + text[place:other] * 2 + text[other:]
            case 3:
                edited = text[:place] + chance.choice('"{}[],:\\ \n9éx') + text[place:]
            case 4:
                edited = text.replace("graduate", "shopkeeper")
            case 5:
                edited = text.replace(chance.choice(["Ada", "wait", "seed", "data", "sha256"]), "Bob")
            case 6:
                edited = text[:place] + text[place:other].swapcase() + text[other:]
            case _:
                edited = json.dumps(json.loads(text), indent=2) if chance.random() < 0.2 else "\ufeff" + text[place:]
        yield edited.encode()


def detected_or_identical(damaged: Iterator[bytes]) -> tuple[int, int]:
    """Open a game whose newest save is each of `damaged`; returns how many were noticed, and how many meant the same."""
    disk, slot, path = a_game(4)
    tree = disk.tree()
    noticed = same = 0
    for content in damaged:
        disk = MemoryDisk.holding({**tree, path: content})
        with saves_on(disk).open(slot) as save:
            if save.notice == "":
                assert save.payload == payload(4), "a save is never silently another one"
                same += 1
                continue
            noticed += 1
            assert save.notice == ONE_BEFORE
            assert save.payload == payload(3)
        kept = {name: disk.read(path.with_name(name), 1 << 22) for name in disk.names(path.parent)}
        assert kept == {
            f"{path.name}.damaged-20260921T120000Z": content,
            path.name: tree[path.with_name(path.name + ".1")],
            f"{path.name}.1": tree[path.with_name(path.name + ".2")],
        }
        with saves_on(disk).open(slot) as again:
            assert again.notice == "", "it is told once"
            assert again.payload == payload(3)
    return noticed, same


def test_every_truncation_is_noticed() -> None:
    disk, _, path = a_game()
    sealed = disk.read(path, 10_000)
    noticed, same = detected_or_identical(sealed[:length] for length in range(len(sealed)))
    assert (noticed, same) == (len(sealed) - 1, 1), "only the newline at the end says nothing"


def test_every_flipped_bit_is_noticed() -> None:
    disk, _, path = a_game()
    sealed = disk.read(path, 10_000)
    noticed, same = detected_or_identical(flips(sealed))
    assert noticed + same == len(sealed) * 8
    assert same <= sealed.count(b"\\u00") * 2, "a letter of an escape may be large or small"


def test_hand_edits_are_noticed() -> None:
    disk, _, path = a_game()
    noticed, same = detected_or_identical(hand_edits(disk.read(path, 10_000)))
    assert noticed + same == 200
    assert same < 20


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 600,
        b"null",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"format": "good-neighbours-save/1", "sha256": 1, "data": {}}',
        b'{"format": "good-neighbours-save/0", "sha256": "", "data": "{}"}',
        b"x" * (1 << 21),
        "ü".encode("utf-16"),
    ],
)
def test_what_was_never_a_save_is_noticed(content: bytes) -> None:
    assert detected_or_identical(iter([content])) == (1, 0)


DATA = {"story": STORY, "nickname": "", "role": "", "where": "", "decisions": 1, "updated": NOON.isoformat(), "ending": "", "payload": {}}


@pytest.mark.parametrize("payload", ["NaN", "1e999", "-Infinity", '{"a": 1, "a": 2}', "9" * 5000, "[" * 50_000, "{", ""])
def test_a_right_checksum_is_not_enough(payload: str) -> None:
    """Someone who computes a checksum still can't make the game stumble."""
    honest = json.loads(seal(Format("good-neighbours-save"), DATA))
    text = honest["data"].replace('"payload":{}', f'"payload":{{"x":{payload}}}')
    checksum = hashlib.sha256(f"{honest['format']}\n{text}".encode()).hexdigest()
    assert detected_or_identical(iter([json.dumps({**honest, "data": text, "sha256": checksum}).encode()])) == (1, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"decisions": "many"},
        {"decisions": True},
        {"payload": []},
        {"updated": "yesterday"},
        {"updated": "2026-09-21"},
        {"updated": 3},
        {"updated": "0001-01-01T00:00:00+23:59"},
        {"updated": "9999-12-31T23:00:00-23:59"},
        {"role": None},
    ],
)
def test_a_save_of_another_shape_is_noticed(change: dict[str, object]) -> None:
    assert detected_or_identical(iter([seal(Format("good-neighbours-save"), {**DATA, **change})])) == (1, 0)


def test_another_kind_of_file_is_no_save() -> None:
    assert detected_or_identical(iter([seal(Format("good-neighbours-finished"), DATA)])) == (1, 0)


def test_two_damaged_saves_lead_to_the_one_before_them() -> None:
    disk, slot, path = a_game()
    for name in ("", ".1"):
        disk.contents[disk._number(path.with_name(path.name + name))] = b"damage"
    with saves_on(disk).open(slot) as save:
        assert (save.notice, save.payload) == (TWO_BEFORE, payload(2))
        write(save, 3)
    assert sorted(disk.names(path.parent)) == [
        path.name,
        f"{path.name}.1",
        f"{path.name}.damaged-20260921T120000Z",
        f"{path.name}.damaged-20260921T120000Z-2",
    ]
    assert saves_on(disk).read(slot).payload == payload(3)


def test_where_all_are_damaged_nothing_is_touched() -> None:
    disk, slot, path = a_game()
    for name in ("", ".1", ".2"):
        disk.contents[disk._number(path.with_name(path.name + name))] = b"damage"
    before = disk.tree()
    with pytest.raises(DamagedSaveError) as told:
        saves_on(disk).open(slot)
    assert (
        told.value.sentence == f"This game can't be read: every save of it is damaged. The files were left as they are, in {path.parent}."
    )
    assert disk.tree() == before
    assert [(each.id, each.readable) for each in saves_on(disk).slots()] == [(slot.id, False)]
    saves_on(disk).delete(slot)
    assert saves_on(disk).slots() == ()


def test_a_save_that_was_removed_by_hand_leads_to_the_one_before_it() -> None:
    disk, slot, path = a_game()
    disk.unlink(path)
    assert [each.decisions for each in saves_on(disk).slots()] == [3]
    with saves_on(disk).open(slot) as save:
        assert (save.notice, save.payload) == (MISSING, payload(3))
    with saves_on(disk).open(slot) as save:
        assert save.notice == ""


def test_a_shelf_shows_the_save_that_would_be_opened_and_changes_nothing() -> None:
    disk, slot, path = a_game()
    disk.contents[disk._number(path)] = b"damage"
    before = disk.tree()
    saves = saves_on(disk)
    assert [(each.id, each.decisions, each.readable) for each in saves.slots()] == [(slot.id, 3, True)]
    assert saves.read(slot).notice == ONE_BEFORE
    assert disk.tree() == before


def test_damage_while_a_game_is_played_is_set_aside_by_the_next_write() -> None:
    disk, slot, path = a_game()
    with saves_on(disk).open(slot) as save:
        disk.contents[disk._number(path)] = b"damage"
        assert write(save, 5) == ""
        assert save.slot.id == slot.id
    assert disk.read(path.with_name(f"{path.name}.damaged-20260921T120000Z"), 100) == b"damage"
    assert saves_on(disk).read(slot).payload == payload(5)


def test_a_newer_save_is_refused_and_never_written() -> None:
    disk, slot, path = a_game()
    data = {"story": STORY, "something": "else"}
    for newest in (seal(Format("good-neighbours-save", 2), data), seal(Format("good-neighbours-save", 12), data)):
        disk.contents[disk._number(path)] = newest
        before = disk.tree()
        with pytest.raises(
            NewerSaveError, match=r"newer version of Good Neighbours, in save format \d+\. Nothing was changed; update the game"
        ):
            saves_on(disk).open(slot)
        assert disk.tree() == before
        assert [each.readable for each in saves_on(disk).slots()] == [False]


def test_a_save_that_another_version_makes_newer_meanwhile_is_not_overwritten() -> None:
    disk, slot, path = a_game()
    with saves_on(disk).open(slot) as save:
        newer = seal(Format("good-neighbours-save", 2), {"story": STORY})
        disk.contents[disk._number(path)] = newer
        assert write(save, 5).startswith("This game was also played in another window.")
        assert save.slot.id != slot.id
    assert disk.read(path, 10_000) == newer
    assert saves_on(disk).read(save.slot).payload == payload(5)


def test_a_future_envelope_that_we_cannot_check_is_left_alone() -> None:
    disk, slot, path = a_game()
    disk.contents[disk._number(path)] = b'{"format": "good-neighbours-save/2", "sha256": "of another kind", "data": "{}"}'
    before = disk.tree()
    with pytest.raises(NewerSaveError):
        saves_on(disk).open(slot)
    assert disk.tree() == before


def test_a_save_from_another_story_is_refused() -> None:
    disk, slot, path = a_game()
    disk.make_folder(FOLDER / "other")
    disk.link(path, FOLDER / "other" / path.name)
    before = disk.tree()
    with pytest.raises(SaveError, match=r"belongs to another story, good_neighbours\. Nothing was changed\."):
        saves_on(disk).open(Slot("other", slot.id))
    assert disk.tree() == before


@pytest.mark.parametrize("name", ["../../etc", "", "k7f2q/..", "CON", "nul", "k7f2q\0", "aaaaa", "k7f2q.json", "k7f2q\n", "\x1b[2J"])
def test_no_id_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(SaveError) as told:
        saves_on(MemoryDisk()).open(Slot(STORY, name))
    assert told.value.sentence.isprintable()
    with pytest.raises(SaveError):
        saves_on(MemoryDisk()).delete(Slot(STORY, name))


def test_a_game_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(SaveError, match=r"There is no saved game called k7f2q\."):
        saves_on(MemoryDisk()).open(Slot(STORY, "k7f2q"))


def test_a_record_that_cannot_be_read_is_told_and_left() -> None:
    disk = MemoryDisk()
    for number in range(3):
        with saves_on(disk).begin(STORY) as save:
            save.write({}, role="graduate", where="Room", decisions=1, finish=Finish(f"ending_{number}"))
    folder = FOLDER / STORY / "finished"
    names = sorted(disk.names(folder))
    for count, name in enumerate(names[:2], start=1):
        disk.contents[disk._number(folder / name)] = b"damage"
        left = saves_on(disk).finished(STORY)
        assert len(left.endings) == 3 - count
        assert left.notice.startswith("The record of one finished game" if count == 1 else "The records of 2 finished games")
    assert sorted(disk.names(folder)) == names


def test_every_flipped_bit_of_a_record_is_noticed() -> None:
    disk = MemoryDisk()
    with saves_on(disk).begin(STORY) as save:
        save.write({}, role="graduate", where="Room", decisions=1, finish=Finish("room", {"a_fact"}, {"echo": "given"}))
    before = saves_on(disk).finished(STORY)
    folder = FOLDER / STORY / "finished"
    number = disk._number(folder / disk.names(folder)[0])
    for content in flips(disk.contents[number]):
        disk.contents[number] = content
        left = saves_on(disk).finished(STORY)
        assert left == before or left.notice
