"""The shelf of saved games: what it lists, what one goes on with, what finished games leave, and what is deleted."""

import json
import os
import random
import string
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from game.saves import Finish, SaveError, Saves, Slot
from game.saves.file_names import folder_name, is_slot_id, owner_of, random_id

PROJECT = Path(__file__).parents[2]
STORY = "good_neighbours"
NOON = datetime(2026, 9, 21, 12, tzinfo=UTC)


class Clock:
    """A clock that moves on by a minute whenever it is looked at."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


def saves_in(folder: Path) -> Saves:
    return Saves(folder, now=Clock())


def play(
    saves: Saves, story: str = STORY, nickname: str = "", role: str = "graduate", finish: Finish | None = None, decisions: int = 1
) -> Slot:
    with saves.begin(story, nickname) as save:
        assert save.write({"seed": 7}, role=role, where="Kitchen", decisions=decisions, finish=finish) == ""
    return save.slot


# ---- looking ----


def test_there_is_nothing_where_nothing_was_saved(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "nowhere" / "saves")
    assert saves.slots() == ()
    assert saves.slots(STORY) == ()
    assert saves.finished(STORY).games == ()
    saves.delete_all()
    assert not (tmp_path / "nowhere").exists()


def test_a_game_that_was_begun_and_never_written_is_not_there(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    with saves.begin(STORY):
        assert saves.slots() == ()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_shelf_says_who_where_and_how_far(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    with saves.begin(STORY, "Ada [/] \x1b") as save:
        save.write({}, role="graduate", where="The tail of the line", decisions=7)
        assert save.slot.where == "The tail of the line"
    assert saves.slots() == (Slot(STORY, save.slot.id, "Ada [/] \x1b", "graduate", "The tail of the line", 7, NOON + timedelta(minutes=1)),)


def test_the_game_played_last_comes_first(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    first, second, other = play(saves), play(saves), play(saves, "another story")
    assert [slot.id for slot in saves.slots()] == [other.id, second.id, first.id]
    assert [slot.id for slot in saves.slots(STORY)] == [second.id, first.id]
    assert [slot.id for slot in saves.slots("another story")] == [other.id]
    with saves.open(first) as save:
        save.write({}, role="graduate", where="Line", decisions=2)
    assert saves.slots()[0] == save.slot


def test_a_game_is_finished_until_a_choice_is_taken_back(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    going_on = play(saves)
    finished = play(saves, finish=Finish("room"))
    assert finished.finished
    assert saves.slots()[0].ending == "room"
    assert saves.slots()[1] == going_on
    with saves.open(finished) as save:
        save.write({}, role="graduate", where="Kitchen", decisions=0)  # a choice was taken back
    assert saves.slots()[0] == save.slot
    assert not save.slot.finished


def test_payloads_come_back_as_they_were(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    payload = {
        "texts": ["", "ünï", "\ud800", "\x1b[2J", "\u202e", '"\\\n'],
        "numbers": [0, -1, 10**30, 1.5],
        "others": [True, False, None, {}, []],
    }
    with saves.begin(STORY) as save:
        save.write(payload, role="", where="", decisions=0)
    assert saves.read(save.slot).payload == payload


@settings(max_examples=150, deadline=None)
@given(
    payload=st.dictionaries(
        st.text(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters()),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=20,
        ),
    ),
    text=st.text(st.characters()),
)
def test_every_payload_comes_back_as_it_was(payload: dict[str, object], text: str) -> None:
    from .disks import ROOT, MemoryDisk, no_lock

    saves = Saves(ROOT / "saves", MemoryDisk(), no_lock)
    with saves.begin(text, text) as save:
        save.write(payload, role=text, where=text, decisions=3)
    loaded = saves.read(save.slot)
    assert loaded.payload == payload
    assert loaded.slot == save.slot == saves.slots()[0]


@pytest.mark.parametrize("payload", [{"x": float("nan")}, {"x": float("inf")}, {1: "a", "1": "b"}, {"x": {1, 2}}, {"x": b""}])
def test_what_is_no_json_is_not_written(tmp_path: Path, payload: dict[str, object]) -> None:
    saves = Saves(tmp_path)
    with saves.begin(STORY) as save:
        save.write({"good": True}, role="", where="", decisions=0)
        with pytest.raises((TypeError, ValueError)):
            save.write(payload, role="", where="", decisions=0)
    assert saves.read(save.slot).payload == {"good": True}


def test_a_game_too_long_for_a_save_is_told(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with saves.begin(STORY) as save:
        save.write({"good": True}, role="", where="", decisions=0)
        for payload in ({"entries": "x" * (1 << 20)}, {"entries": deep}):
            with pytest.raises(SaveError, match="grown too long for a save"):
                save.write(payload, role="", where="", decisions=0)
        save.write({"good": "again"}, role="", where="", decisions=0)
    assert saves.read(save.slot).payload == {"good": "again"}


def test_folders_that_are_not_ours_are_not_looked_into(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    slot = play(saves)
    backup = tmp_path / "My Backup"
    backup.mkdir()
    (backup / f"{slot.id}.json").write_bytes(saves.path(slot).read_bytes())
    (tmp_path / "a_file").write_text("")
    assert saves.slots() == (slot,)
    saves.delete_all()
    assert {path.name for path in tmp_path.rglob("*")} == {"My Backup", "a_file", f"{slot.id}.json"}


# ---- finished games ----


def test_finished_games_leave_facts_echoes_and_endings(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    play(saves, nickname="Ada", finish=Finish("room", {"waiting_times", "guide"}, {"place_in_line": "kept", "coat": "given"}))
    play(saves, nickname="Ada", role="nurse", finish=Finish("ward", ["guide", "north_full"], {"tea": "shared"}))
    play(saves, nickname="Bob", finish=Finish("border", {"plane"}, {"place_in_line": "given"}))
    play(saves, nickname="Ada", finish=Finish("doorstep", (), {"place_in_line": "given"}))
    play(saves, "another story", "Ada", finish=Finish("sea", {"tides"}))
    left = saves.finished(STORY, "Ada")
    assert left.facts == {"waiting_times", "guide", "north_full"}
    assert left.echoes == {"place_in_line": "given", "coat": "given", "tea": "shared"}, "the latest that left one counts"
    assert left.endings == {("graduate", "room"), ("nurse", "ward"), ("graduate", "doorstep")}
    assert [game.number for game in left.games] == [1, 2, 4]
    assert saves.finished(STORY).endings == left.endings | {("graduate", "border")}
    assert saves.finished(STORY, "nobody").games == ()


def test_the_order_of_finished_games_does_not_trust_the_clock(tmp_path: Path) -> None:
    for time, value in ((NOON, "kept"), (NOON - timedelta(hours=3), "given")):
        clock = Clock()
        clock.time = time
        saves = Saves(tmp_path, now=clock)
        play(saves, finish=Finish("room", (), {"place_in_line": value}))
    assert saves.finished(STORY).echoes == {"place_in_line": "given"}


def test_an_ending_reached_twice_in_the_same_way_counts_once_and_as_the_latest(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    with saves.begin(STORY) as save:
        for ending, value in (("room", "kept"), ("doorstep", "given"), ("room", "kept")):
            save.write({}, role="graduate", where="End", decisions=3, finish=Finish(ending, {"guide"}, {"place_in_line": value}))
    left = saves.finished(STORY)
    assert left.endings == {("graduate", "room"), ("graduate", "doorstep")}
    assert len(left.games) == 2
    assert left.echoes == {"place_in_line": "kept"}


def test_what_a_finished_game_left_stays_when_the_game_is_deleted(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    saves.delete(play(saves, finish=Finish("room", {"guide"})))
    assert saves.slots() == ()
    assert saves.finished(STORY).facts == {"guide"}


# ---- deleting ----


def test_deleting_one_game_leaves_the_others(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    kept, gone = play(saves), play(saves)
    for number in range(4):
        with saves.open(gone) as save:
            save.write({"n": number}, role="graduate", where="Line", decisions=number)
    saves.path(gone).write_text("damage")
    saves.open(gone).close()
    saves.delete(gone)
    assert saves.slots() == (kept,)
    assert sorted(path.name for path in saves.path(kept).parent.iterdir()) == [f"{kept.id}.json"]
    saves.delete(gone)


def test_everything_can_be_deleted_at_once_and_nothing_else_is(tmp_path: Path) -> None:
    saves = saves_in(tmp_path / "saves")
    for story in (STORY, "Ünï/../x", "con"):
        play(saves, story, finish=Finish("room"))
        play(saves, story)
    damaged = play(saves)
    saves.path(damaged).write_text("damage")
    (saves.path(damaged).with_name(".bcdfg.json.00000000.new")).write_text("on its way")
    saves.path(damaged).with_name("bcdfg.lock").write_text("")
    mine = saves.path(damaged).parent / "my notes.txt"
    mine.write_text("not a save")
    assert len(saves.slots()) == 7
    saves.delete_all()
    assert saves.slots() == ()
    assert [path for path in (tmp_path / "saves").rglob("*") if path.is_file()] == [mine]
    mine.unlink()
    saves.delete_all()
    assert list((tmp_path / "saves").iterdir()) == []


# ---- names ----


@pytest.mark.parametrize("story", ["good_neighbours", "a", "7days", "x" * 64, "two-words"])
def test_a_plain_story_has_a_folder_of_its_name(story: str) -> None:
    assert folder_name(story) == story


@given(
    st.text(st.characters())
    | st.sampled_from(["..", ".", "", "con", "NUL", "com1", "a/b", "a\\b", "C:x", "finished", "A", "a.", "x" * 65, "~", "a:b"])
)
def test_no_story_leads_out_of_the_folder(story: str) -> None:
    name = folder_name(story)
    assert set(name) <= set(string.ascii_lowercase + string.digits + "_-")
    assert 1 <= len(name) <= 64
    assert not name.startswith(("-", "_"))
    assert name not in {"con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10))}
    assert name == story or name[-9] == "-", "a changed name ends in a checksum of the whole"
    assert folder_name(name) == name


def test_stories_with_different_names_have_different_folders() -> None:
    stories = ["my story", "My Story", "my-story", "my/story", "mÿ story", "мой", "мои", "con", "con-", "CON", ""]
    assert len({folder_name(story) for story in stories}) == len(stories)


def test_ids_are_short_and_never_given_twice(tmp_path: Path) -> None:
    ids = [random_id() for _ in range(2000)]
    assert all(is_slot_id(each) and owner_of(f"{each}.json") == each for each in ids)
    assert len(set(ids)) > 1990
    saves = saves_in(tmp_path)
    taken = [play(saves), play(saves)]
    damaged = saves.path(taken[1])
    damaged.rename(damaged.with_name(f"{damaged.name}.damaged-20260921T120000Z"))
    again = iter([taken[0].id, taken[1].id, taken[0].id, "k7f2q"])
    assert play(replace(saves, new_id=lambda: next(again))).id == "k7f2q"


# ---- what a crash left ----


def test_only_our_own_old_files_on_their_way_are_swept(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    slot, other, busy = play(saves, finish=Finish("room")), play(saves), play(saves)
    folder = saves.path(slot).parent
    old = [f".{slot.id}.json.0123abcd.new", f".{other.id}.json.1.0123abcd.new", f"finished/.{slot.id}-0123abcd.json.0123abcd.new"]
    kept = [
        f".{slot.id}.json.89abcdef.new",  # young
        f".{busy.id}.json.0123abcd.new",  # its game is being played
        "notes.new",
        ".notes.0123abcd.new",
        f"{slot.id}.json.damaged-20260921T120000Z",
    ]
    with saves.open(busy):
        for name in (*old, *kept):
            (folder / name).write_text("")
            if name != kept[0]:
                os.utime(folder / name, (1, 1))
        saves.open(slot).close()
        assert [name for name in old if (folder / name).exists()] == []
        with saves.open(other) as save:
            assert not save.read_only, "sweeping lets go of it again"
        assert [name for name in kept if not (folder / name).exists()] == []
    saves.begin(STORY).close()
    assert not (folder / kept[1]).exists(), "its window is closed, and a new game sweeps as well"


# ---- the form ----


def test_saves_of_the_first_format_can_still_be_read(tmp_path: Path) -> None:
    """The files in `format_1` were written once and stay as they are, whatever becomes of the code."""
    original = Path(__file__).with_name("format_1")
    folder = tmp_path / STORY
    (folder / "finished").mkdir(parents=True)
    for path in original.rglob("*.json"):
        (folder / path.relative_to(original)).write_bytes(path.read_bytes())
    saves = Saves(tmp_path)
    (slot,) = saves.slots()
    assert slot == Slot(STORY, "k7f2q", "Ada", "graduate", "The tail of the line", 2, datetime(2026, 9, 21, 12, 30, tzinfo=UTC), "room")
    loaded = saves.read(slot)
    assert loaded.notice == ""
    assert loaded.payload == {
        "seed": 7,
        "entries": [["moscow_kitchen", "pack", None], ["queue_tail", "ask", "two-days"]],
        "place": "Oral ü",
    }
    left = saves.finished(STORY, "Ada")
    assert left.endings == {("graduate", "room")}
    assert left.facts == {"waiting_times"}
    assert left.echoes == {"place_in_line": "given"}


def test_a_save_is_json_that_a_person_can_look_at(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    slot = play(saves)
    envelope = json.loads(saves.path(slot).read_text("ascii"))
    assert envelope["format"] == "good-neighbours-save/1"
    assert len(envelope["sha256"]) == 64
    assert json.loads(envelope["data"])["payload"] == {"seed": 7}


def test_keep_is_cheap_to_import() -> None:
    code = "import sys, game.saves; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT).stdout.split()
    assert not {"textual", "rich", "yaml", "platformdirs", "socket", "random", "asyncio", "game.play", "game.story", "game.tui"} & set(
        modules
    )


def test_a_shelf_of_many_games_is_read_whole(tmp_path: Path) -> None:
    saves = saves_in(tmp_path)
    chance = random.Random(3)
    expected = {play(saves, nickname=str(number), decisions=chance.randrange(200)) for number in range(50)}
    assert set(saves.slots()) == expected
