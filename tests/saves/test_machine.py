"""Whatever players, windows, disks and accidents do, in whatever order: what was acknowledged is there, and nothing is thrown away."""

import errno
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from game.saves import DamagedSaveError, ElsewhereError, Finish, OpenSave, SaveError, Saves, Slot

from .disks import ROOT, FaultyDisk, Locks, MemoryDisk, no_lock

FOLDER = ROOT / "home" / "saves"
STORY = "good_neighbours"
GENERATIONS = ("", ".1", ".2")


@dataclass
class Window:
    """A window, and the saves that it has read or written: those that it may replace."""

    save: OpenSave
    known: set[int] = field(default_factory=set)
    entries: int = 0


class Keeping(RuleBasedStateMachine):
    """The model reads the files with plain `json`, and knows which of them it has damaged itself."""

    @initialize()
    def start(self) -> None:
        self.disk = MemoryDisk()
        self.faulty = FaultyDisk(self.disk, lambda *_: None)
        self.locks = Locks()
        self.clock = datetime(2026, 9, 21, tzinfo=UTC)
        self.windows: list[Window] = []
        self.acknowledged: dict[str, set[int]] = {}  # by game: the saves of which one must be its newest
        self.ruined: set[bytes] = set()  # what damaged files hold
        self.to_be_kept: dict[str, set[bytes]] = {}  # by game: what the newest held when it was damaged
        self.endings: set[tuple[str, str]] = set()
        self.serial = self.ids = 0

    def saves(self, *, locks: bool = True) -> Saves:
        return Saves(FOLDER, self.faulty, self.locks.hold if locks else no_lock, self.now, new_id=self.new_id)  # type: ignore[arg-type]

    def now(self) -> datetime:
        self.clock += timedelta(seconds=1)
        return self.clock

    def new_id(self) -> str:
        """Not by chance, so that a failure can be repeated."""
        self.ids += 1
        return "".join("bcdfg"[self.ids // 5**place % 5] for place in range(5))

    def content(self, slot_id: str, ending: str) -> bytes | None:
        try:
            return self.disk.read(FOLDER / STORY / f"{slot_id}.json{ending}", 1 << 21)
        except FileNotFoundError:
            return None

    def truth(self, slot_id: str) -> int | None:
        """The save that should be opened, by its number; None where there is none that can be."""
        for ending in GENERATIONS:
            content = self.content(slot_id, ending)
            if content is not None and content not in self.ruined:
                payload = json.loads(json.loads(content)["data"])["payload"]
                assert isinstance(payload["serial"], int)
                return payload["serial"]
        return None

    def games(self) -> list[str]:
        names = self.disk.names(FOLDER / STORY) if FOLDER / STORY in self.disk.names_of else []
        return sorted({name[:5] for name in names if name[5:] in {f".json{ending}" for ending in GENERATIONS}})

    def open_windows(self, *, read_only: bool) -> list[Window]:
        return [window for window in self.windows if window.save.read_only == read_only]

    # ---- players ----

    @rule()
    def begin(self) -> None:
        self.windows.append(Window(self.saves().begin(STORY, "Ada")))

    @precondition(lambda self: self.games())
    @rule(data=st.data(), locks=st.booleans())
    def open(self, data: st.DataObject, locks: bool) -> None:
        slot_id = data.draw(st.sampled_from(self.games()))
        truth = self.truth(slot_id)
        try:
            save = self.saves(locks=locks).open(Slot(STORY, slot_id))
        except DamagedSaveError:
            assert truth is None
            return
        assert save.payload is not None
        assert save.payload["serial"] == truth
        self.windows.append(Window(save, {save.payload["serial"]}, save.payload["entries"]))

    @precondition(lambda self: self.open_windows(read_only=False))
    @rule(data=st.data(), back=st.integers(0, 3), ending=st.sampled_from([None, None, None, "room", "border"]))
    def write(self, data: st.DataObject, back: int, ending: str | None) -> None:
        """Make a choice, or take some back and make another."""
        window = data.draw(st.sampled_from(self.open_windows(read_only=False)))
        self.write_with(window, max(1, window.entries + 1 - back), ending)

    @precondition(lambda self: self.open_windows(read_only=False))
    @rule(
        data=st.data(),
        nth=st.integers(1, 14),
        number=st.sampled_from([errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINTR]),
        late=st.booleans(),
        lasting=st.booleans(),
        ending=st.sampled_from([None, "room"]),
    )
    def write_on_a_failing_disk(self, data: st.DataObject, nth: int, number: int, late: bool, lasting: bool, ending: str | None) -> None:
        window = data.draw(st.sampled_from(self.open_windows(read_only=False)))
        start = self.faulty.count
        changing = {"create", "write", "link", "replace", "make_folder"}
        self.faulty.late = late

        def fails(count: int, operation: str) -> int | None:
            return number if count == start + nth or (lasting and count > start + nth and operation in changing) else None

        self.faulty.fails = fails
        try:
            self.write_with(window, window.entries + 1, ending)
        finally:
            self.faulty.fails, self.faulty.late = lambda *_: None, False

    def write_with(self, window: Window, entries: int, ending: str | None, *, copy: bool = False) -> None:
        self.serial += 1
        before = {slot_id: self.truth(slot_id) for slot_id in self.games()}
        was = window.save.slot.id
        newest = self.content(was, "")
        foreign = newest is not None and newest not in self.ruined and before[was] not in window.known
        try:
            told = window.save.write(
                {"serial": self.serial, "entries": entries},
                role="graduate",
                where="Kitchen",
                decisions=entries,
                finish=Finish(ending) if ending else None,
            )
        except SaveError:
            now = window.save.slot.id
            assert self.truth(was) in (before.get(was), None if foreign else self.serial), (
                "a failed write leaves the old save or the whole new one"
            )
            for slot_id in {was, now} & set(self.games()):
                if self.truth(slot_id) == self.serial:
                    self.acknowledged[slot_id] = {self.serial}
            window.known.add(self.serial)
            return
        now = window.save.slot.id
        if foreign:
            assert now != was, "nothing is overwritten that this window has not seen"
            assert self.truth(was) == before[was]
        assert bool(told) == (now != was and was in before and not copy), "moving to another game is told, and nothing else is"
        assert now == was or now not in before
        assert self.truth(now) == self.serial
        self.acknowledged[now] = {self.serial}
        window.known = window.known | {self.serial} if now == was else {self.serial}
        window.entries = entries
        if ending:
            self.endings.add(("graduate", ending))

    @precondition(lambda self: self.open_windows(read_only=True))
    @rule(data=st.data())
    def only_read(self, data: st.DataObject) -> None:
        window = data.draw(st.sampled_from(self.open_windows(read_only=True)))
        before = self.disk.tree()
        try:
            window.save.write({"serial": -1, "entries": 0}, role="", where="", decisions=0)
        except ElsewhereError:
            assert self.disk.tree() == before
        else:
            raise AssertionError("a window that may only read has written")

    @precondition(lambda self: self.open_windows(read_only=True))
    @rule(data=st.data())
    def copy(self, data: st.DataObject) -> None:
        window = data.draw(st.sampled_from(self.open_windows(read_only=True)))
        window.save.go_on_with_a_copy()
        window.known = set()
        self.write_with(window, window.entries + 1, None, copy=True)

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        window = self.windows.pop(data.draw(st.integers(0, len(self.windows) - 1)))
        before = self.disk.tree()
        window.save.close()
        assert self.disk.tree() == before

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def kill(self, data: st.DataObject) -> None:
        window = self.windows.pop(data.draw(st.integers(0, len(self.windows) - 1)))
        if window.save._lock is not None:
            window.save._lock.release()

    @precondition(lambda self: self.games())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        slot_id = data.draw(st.sampled_from(self.games()))
        locked = FOLDER / STORY / f"{slot_id}.lock" in self.locks.holders
        before = self.disk.tree()
        try:
            self.saves().delete(Slot(STORY, slot_id))
        except ElsewhereError:
            assert locked
            assert self.disk.tree() == before
            return
        assert not locked
        assert slot_id not in self.games()
        assert not [path for path in self.disk.tree() if slot_id in path.name and "finished" not in path.parts]
        self.acknowledged.pop(slot_id, None)
        self.to_be_kept.pop(slot_id, None)

    # ---- accidents ----

    @precondition(lambda self: self.games())
    @rule(
        data=st.data(),
        generation=st.sampled_from(GENERATIONS),
        how=st.sampled_from(["cut", "flip", "zeros", "empty"]),
        at=st.integers(0, 2000),
    )
    def damage(self, data: st.DataObject, generation: str, how: str, at: int) -> None:
        slot_id = data.draw(st.sampled_from(self.games()))
        content = self.content(slot_id, generation)
        if content is None or content in self.ruined:
            return  # the same bit flipped twice would be no damage
        at %= len(content) - 1  # nor is it any to lose the newline at the end
        damaged = {
            "cut": content[:at],
            "flip": content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :],
            "zeros": content[:at] + bytes(len(content) - at),
            "empty": b"",
        }[how]
        path = FOLDER / STORY / f"{slot_id}.json{generation}"
        # Another name of the same file keeps what it holds, as after a copy: here one generation is damaged, not all.
        self.disk.unlink(path)
        self.disk.contents[self.disk.create(path)] = damaged
        self.ruined.add(damaged)
        if generation == "":
            kept = self.to_be_kept.setdefault(slot_id, set())
            kept.discard(content)
            kept.add(damaged)
            self.acknowledged.pop(slot_id, None)

    @precondition(lambda self: self.games())
    @rule(data=st.data())
    def remove_newest(self, data: st.DataObject) -> None:
        slot_id = data.draw(st.sampled_from(self.games()))
        content = self.content(slot_id, "")
        if content is not None:
            self.disk.unlink(FOLDER / STORY / f"{slot_id}.json")
            self.to_be_kept.get(slot_id, set()).discard(content)
            self.acknowledged.pop(slot_id, None)

    # ---- what always holds ----

    @invariant()
    def what_was_acknowledged_is_read(self) -> None:
        saves = Saves(FOLDER, self.disk, no_lock)
        before = self.disk.tree()
        shelf = {slot.id: slot for slot in saves.slots(STORY)}
        assert sorted(shelf) == self.games()
        for slot_id, slot in shelf.items():
            truth = self.truth(slot_id)
            assert slot.readable == (truth is not None)
            try:
                loaded = saves.read(Slot(STORY, slot_id))
            except DamagedSaveError:
                assert truth is None
            else:
                assert loaded.payload["serial"] == truth
                assert bool(loaded.notice) == (self.content(slot_id, "") in {*self.ruined, None})
                assert truth in self.acknowledged.get(slot_id, {truth})
        for slot_id in self.acknowledged:
            assert slot_id in shelf
        assert self.disk.tree() == before, "looking changes nothing"

    @invariant()
    def what_was_damaged_is_kept(self) -> None:
        everything = [content for content in self.disk.tree().values() if content is not None]
        for contents in self.to_be_kept.values():
            for content in contents:
                assert content in everything

    @invariant()
    def endings_are_recorded(self) -> None:
        left = Saves(FOLDER, self.disk, no_lock).finished(STORY)
        assert left.endings >= self.endings
        assert left.notice == ""

    @invariant()
    def nothing_is_left_lying_about(self) -> None:
        assert not [path for path in self.disk.tree() if path.name.endswith(".new")]


Keeping.TestCase.settings = settings(max_examples=200, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TestKeeping = Keeping.TestCase
