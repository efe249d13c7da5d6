"""What was said about a lesson: kept beside its game, whatever the disk does, and gone with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.saves import DamagedSaveError, NewerSaveError, SaveError, Saves, Slot
from game.saves.answers import Answer, Answers, Written, answers_of, read_answers, write_answers
from game.saves.envelope import Format, seal
from tests.saves.disks import FaultyDisk, MemoryDisk, no_lock
from tests.saves.test_faults import every_fault, no_temporary_files
from tests.saves.test_power_cut import FOLDER, NOON, cut_everywhere, done, saves_on, watched

BEFORE = Answer("wait", "How long is the wait?", "days", "Up to three days", 2, right=True)
AFTER = Answer("wait", "Who counts the hours?", "ministry", "The ministry", 4, right=False)
WEIGHED = Answer("clerk", "What does the clerk weigh?", "queue", "The queue behind you", 1, right=None)
TEXT = Written("feelings", "word", "One word for now?", "Tired [b]\x1b[31m, said \ud800 “Ada”")


def a_game(saves: Saves, nickname: str = "Ada") -> Slot:
    with saves.begin("good_neighbours", nickname) as save:
        save.write({}, role="graduate", where="The kitchen", decisions=1)
        return save.slot


def test_what_was_said_is_read_as_it_was_said(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    slot = a_game(saves)
    assert read_answers(saves, slot) == Answers("good_neighbours", slot.id, "Ada")
    said = replace(read_answers(saves, slot), before=(BEFORE, WEIGHED), asked_before=True)
    write_answers(saves, slot, said)
    write_answers(saves, slot, replace(read_answers(saves, slot), after=(AFTER,), debrief=(TEXT,)))
    again = read_answers(Saves(tmp_path), slot)
    assert again.before == (BEFORE, WEIGHED)
    assert again.after == (AFTER,)
    assert again.debrief == (TEXT,)
    assert (again.asked_before, again.asked_after) == (True, False)
    assert again.when is not None
    assert again.to("before", "wait") == BEFORE
    assert again.to("after", "clerk") is None
    assert again.written("feelings", "word") == TEXT


def test_a_player_s_answers_are_found_in_all_of_their_games(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    first, second, other = a_game(saves), a_game(saves), a_game(saves, "Ben")
    for slot, answer in ((first, BEFORE), (second, WEIGHED), (other, BEFORE)):
        write_answers(saves, slot, replace(read_answers(saves, slot), before=(answer,)))
    assert [said.slot for said in answers_of(saves, "good_neighbours", "Ada")] == [first.id, second.id]
    assert len(answers_of(saves, "good_neighbours")) == 3
    assert answers_of(saves, "another") == ()


def test_a_deleted_game_takes_its_answers_with_it(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    kept, gone = a_game(saves), a_game(saves)
    for slot in (kept, gone):
        write_answers(saves, slot, replace(read_answers(saves, slot), debrief=(TEXT,)))
    assert len(saves.slots()) == 2, "answers are no games"
    saves.delete(gone)
    assert [said.slot for said in answers_of(saves, "good_neighbours")] == [kept.id]
    saves.delete_all()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_answers_survive_every_power_cut() -> None:
    disk = watched(MemoryDisk())
    saves = saves_on(disk)
    slot = a_game(saves)
    acknowledged = [(done(disk), 0)]
    for count in (1, 2, 3):
        write_answers(saves, slot, Answers("", "", before=(BEFORE,) * count))
        acknowledged.append((done(disk), count))

    def look(after: MemoryDisk) -> int | None:
        return len(read_answers(saves_on(after), slot).before)

    outcome = cut_everywhere(disk, acknowledged, look)
    assert (outcome.unreadable, outcome.lost) == (0, 0)
    assert outcome.states > 20


def test_answers_stay_as_they_were_whatever_fails() -> None:
    disk = MemoryDisk()
    saves = saves_on(disk)
    slot = a_game(saves)
    write_answers(saves, slot, Answers("", "", before=(BEFORE,)))

    def attempt(disk: FaultyDisk) -> None:
        write_answers(Saves(FOLDER, disk, no_lock, lambda: NOON), slot, Answers("", "", before=(BEFORE, WEIGHED)))

    told_of = 0
    for after, told in every_fault(disk.tree(), attempt):
        found = len(read_answers(saves_on(after), slot).before)
        assert found in ((1, 2) if told else (2,))
        assert no_temporary_files(after)
        told_of += told
    assert told_of > 3


def test_damaged_answers_are_told_and_set_aside_by_the_next_write(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    slot = a_game(saves)
    write_answers(saves, slot, Answers("", "", before=(BEFORE,)))
    file = next(tmp_path.rglob("*.answers.json"))
    file.write_bytes(file.read_bytes().replace(b"days", b"Days"))
    with pytest.raises(DamagedSaveError, match=r"can't be read: .*\.answers\.json is damaged"):
        read_answers(saves, slot)
    assert answers_of(saves, "good_neighbours") == ()
    write_answers(saves, slot, Answers("", "", after=(AFTER,)))
    assert read_answers(saves, slot).after == (AFTER,)
    assert len(list(tmp_path.rglob("*.answers.json.damaged-*"))) == 1
    saves.delete(slot)
    assert not list(tmp_path.rglob("*answers*"))


@pytest.mark.parametrize(
    "change",
    [
        {"before": [{"question": "wait"}]},
        {"before": "none"},
        {"after": [["wait"]]},
        {"asked_after": 1},
        {"when": "yesterday"},
        {"nickname": None},
        {"debrief": [{"phase": "what", "prompt": "p", "asked": "?", "wrote": 3}]},
        {"before": [{"question": "w", "asked": "?", "option": "o", "chose": "!", "confidence": 5, "right": None}]},
        {"before": [{"question": "w", "asked": "?", "option": "o", "chose": "!", "confidence": True, "right": None}]},
    ],
)
def test_answers_of_another_shape_are_damaged(tmp_path: Path, change: dict[str, object]) -> None:
    saves = Saves(tmp_path)
    slot = a_game(saves)
    data: dict[str, object] = {
        "story": "good_neighbours", "slot": slot.id, "nickname": "", "before": [], "after": [], "debrief": [],
        "asked_before": False, "asked_after": False, "when": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip
    file = saves.path(slot).with_name(f"{slot.id}.answers.json")
    file.write_bytes(seal(Format("good-neighbours-answers"), data))
    assert read_answers(saves, slot).before == ()
    file.write_bytes(seal(Format("good-neighbours-answers"), {**data, **change}))
    with pytest.raises(DamagedSaveError):
        read_answers(saves, slot)


def test_a_newer_version_s_answers_are_left_alone(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    slot = a_game(saves)
    file = saves.path(slot).with_name(f"{slot.id}.answers.json")
    file.write_bytes(newer := seal(Format("good-neighbours-answers", 2), {}))
    with pytest.raises(NewerSaveError, match="format 2"):
        read_answers(saves, slot)
    with pytest.raises(NewerSaveError, match="left as they are"):
        write_answers(saves, slot, Answers("", "", before=(BEFORE,)))
    assert file.read_bytes() == newer
    assert [path.name for path in file.parent.iterdir() if path.name.endswith(".new")] == []


def test_an_answer_that_is_too_long_for_a_file_is_told_and_what_was_there_stays(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    slot = a_game(saves)
    write_answers(saves, slot, Answers("", "", before=(BEFORE,)))
    with pytest.raises(SaveError, match="grown too long"):
        write_answers(saves, slot, Answers("", "", debrief=(replace(TEXT, wrote="x" * 2_000_000),)))
    assert read_answers(saves, slot).before == (BEFORE,)
