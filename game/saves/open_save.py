"""A game that is being played: held by one window, and written after every choice."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from game.disk.atomic import discard, make_folders, put
from game.disk.file_lock import Lock, LockedError
from game.disk.filesystem import why
from game.saves.envelope import LARGEST, DamagedError, NewerError, TooLargeError, seal, unseal
from game.saves.file_names import ANSWERS, GENERATIONS, generation
from game.saves.finished_records import Finish, record
from game.saves.generations import keep_previous, recover, set_aside
from game.saves.read_save import read
from game.saves.save_errors import ElsewhereError, SaveError, not_saved
from game.saves.slot import Slot, to_data
from game.saves.synchronised_copies import take_copies
from game.saves.whose_games import Store
from game.source.identity import Identity
from game.text.clean import clean_line

MOVED = "This game was also played in another window. Nothing was overwritten: what you do here is now saved as a game of its own."
TOO_LARGE = "Your last choice could not be saved: this game has grown too long for a save. What was saved before is safe."


class _OverwritingError(Exception):
    """The file holds a save that this window has neither read nor written."""


class OpenSave(AbstractContextManager["OpenSave"]):
    """A game in the window that plays it. Close it, or use it in a `with`; use it from one thread.

    `slot` says what was last saved; `payload` is the game as it was when it was opened, None where it is new; `notice` is
    what to tell the player before the first passage, else empty; `read_only` is true where another window plays it.

    Two windows are kept apart twice over: by a lock, and, for network drives on which locks don't work, by looking before
    each write whether the file still holds what this window last read or wrote. The bytes are compared and not a count of
    writes: two windows that have both just made their seventh write agree in the count.
    """

    def __init__(self, store: Store, slot: Slot, new_for: Identity | None = None) -> None:
        """A game that is there, or a new one, `new_for` a story."""
        self.slot = slot
        self.payload: dict[str, Any] | None = None
        self.notice = ""
        self.read_only = False
        self._store = store
        self._lock: Lock | None = None
        self._ours: tuple[bytes, ...] = ()  # what the file may hold without anybody else having written it
        self._kept: bytes | None = None  # what this window last kept as the generation before
        self._trouble: int | None = None  # the number of the error that the last attempt to write met
        self._untold = new_for  # the story whose folder is to be told beside its games
        if new_for is None:
            self._open()
        else:
            self._begin()

    # ---- opening ----

    def _begin(self) -> None:
        try:
            self._take_new_slot()
            self._store.sweep(self.slot)
            self.notice = take_copies(self._store, self._path.parent, self._free_slot)
        except OSError as error:
            self._play_unsaved(error)

    def _open(self) -> None:
        try:
            self._lock = self._store.lock(self._store.lock_path(self.slot))
        except LockedError as error:
            self.read_only = True
            self.notice = _elsewhere(error.host)
        except FileNotFoundError:
            pass  # there is no folder, so there is no such game, as reading it is about to say
        except OSError as error:
            self._play_unsaved(error)
        try:
            found = self._store.read(self.slot)
        except SaveError:
            self.close()
            raise
        self.slot, self.payload, self._ours = found.slot, found.payload, (found.sealed,)
        self.notice = " ".join(filter(None, (found.notice, self.notice)))
        if self._lock is None:
            return
        try:
            if found.generation:
                recover(self._store.files, self._path, found, self._store.now())
            self._store.sweep(self.slot)
            self.notice = " ".join(filter(None, (self.notice, take_copies(self._store, self._path.parent, self._free_slot))))
        except OSError:
            pass  # the game is loaded; if the disk has a fault, the next write will say so

    def _play_unsaved(self, error: OSError) -> None:
        self._trouble = error.errno
        self.notice = (
            f"This game can't be saved for now: {why(error, self._path.parent)}. You can play all the same; each choice tries again."
        )

    # ---- writing ----

    def write(
        self, payload: Mapping[str, Any], *, role: str, where: str, decisions: int, part: str = "", finish: Finish | None = None
    ) -> str:
        """Save the game; when this returns, it would survive a power cut. Returns what to tell the player, mostly nothing.

        `finish` is given with the write that comes to an ending, and is recorded with it. Raises ElsewhereError where the
        game is read-only, and SaveError where it can't be saved: what was saved before is safe, and the next write tries
        again. Raises TypeError or ValueError for a payload that is no JSON.
        """
        if self.read_only:
            raise ElsewhereError(_elsewhere(""))
        ending = finish.ending if finish else ""
        told = {"role": role, "part": part, "where": where, "decisions": decisions, "ending": ending}
        slot = replace(self.slot, **told, updated=self._store.now())
        try:
            sealed = seal(self._store.form, to_data(slot, payload))
            notice = self._hold()
            if self._untold is not None:
                self._store.tell_home(self._untold)
                self._untold = None
            if finish:  # first: the save says that it is finished, so then the record must be there
                record(self._store.files, self._path.parent, replace(slot, id=self.slot.id), finish, self._store.now())
            notice = self._put(sealed) or notice
        except TooLargeError as error:
            raise SaveError(TOO_LARGE) from error
        except OSError as error:
            repeated, self._trouble = error.errno == self._trouble, error.errno
            raise not_saved(error, self._path.parent, repeated=repeated) from error
        self._trouble = None
        self.slot = replace(slot, id=self.slot.id)
        return notice

    @property
    def held(self) -> bool:
        """Whether this window has the game to itself; a copy has no file of its own before its first write."""
        return self._lock is not None

    def go_on_with_a_copy(self) -> None:
        """Make this a game of its own, which the next write saves under a new id. For a window that may only read."""
        self.close()
        self._ours, self._kept, self.read_only = (), None, False

    def belong_to(self, story: Identity) -> None:
        """Make this a game of a story in whose folder it may not lie yet, or that it doesn't say it was played from.

        A game that lay elsewhere is saved anew among those of the story, with what was said about the lesson in it, and then
        deleted where it was. Raises SaveError where that can't be done; the game is then where it was.
        """
        before, self._untold = self.slot, story
        self.slot = replace(before, story=story.id, home=story.mark)
        elsewhere = self._store.story_folder(story.id) != self._store.story_folder(before.story)
        if self.payload is None or not self._ours or self.read_only or not elsewhere:
            return  # a copy that is yet to be written leaves the game where it is
        old, lock, ours, files = self._store.path(before), self._lock, self._ours, self._store.files
        said = old.with_name(f"{before.id}{ANSWERS}")
        self._lock, self._ours, self._kept = None, (), None
        try:
            self._hold()
            self._store.tell_home(story)
            self._put(seal(self._store.form, to_data(self.slot, self.payload)))
            try:
                put(files, self._path.with_name(f"{self.slot.id}{ANSWERS}"), files.read(said, LARGEST))
                files.unlink(said)
            except FileNotFoundError:
                pass
            for number in reversed(range(len(GENERATIONS))):  # the newest goes last
                discard(files, generation(old, number))
        except OSError as error:
            self.close()
            self.slot, self._lock, self._ours = before, lock, ours
            raise not_saved(error, self._path.parent) from error
        if lock is not None:
            lock.release()

    def close(self) -> None:
        """Let the next window play the game."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- within ----

    @property
    def _path(self) -> Path:
        return self._store.path(self.slot)

    def _put(self, sealed: bytes) -> str:
        """Write to this game's file, or to a new one where somebody else has written to this. Returns what to tell the player."""
        notice = ""
        try:
            self._put_here(sealed)
        except FileNotFoundError:  # somebody has removed the folder
            make_folders(self._store.files, self._path.parent)
            self._put_here(sealed)
        except _OverwritingError:
            self.close()
            self._take_new_slot()
            self._put_here(sealed)
            notice = MOVED
        self._ours = (sealed,)
        return notice

    def _put_here(self, sealed: bytes) -> None:
        put(self._store.files, self._path, sealed, ready=lambda _: self._make_room(sealed))

    def _make_room(self, sealed: bytes) -> None:
        """Keep what is there as the generation before, if it is this game's own."""
        try:
            there = read(self._store.files, self._path)
        except FileNotFoundError:
            self._ours = (sealed,)
            return
        if there not in self._ours:
            try:
                unseal(self._store.form, there)
            except DamagedError:
                set_aside(self._store.files, self._path, self._path, self._store.now())
                self._ours = (sealed,)
                return
            except NewerError as error:
                raise _OverwritingError from error
            raise _OverwritingError
        if there != self._kept:  # a write that failed after this must not push the older generations out when it is tried again
            keep_previous(self._store.files, self._path)
            self._kept = there
        # From here on the file may hold the new save, even if the disk then reports an error.
        self._ours = (there, sealed)

    def _hold(self) -> str:
        """Make sure of the lock, which may not have been taken where the disk was full. Returns what to tell the player."""
        if self._lock is not None:
            return ""
        if not self._ours:
            self._take_new_slot()
            return ""
        make_folders(self._store.files, self._path.parent)
        try:
            self._lock = self._store.lock(self._store.lock_path(self.slot))
        except LockedError:
            self._take_new_slot()
            return MOVED
        return ""

    def _take_new_slot(self) -> None:
        make_folders(self._store.files, self._path.parent)
        self.slot, self._lock = self._free_slot()
        self._ours = ()

    def _free_slot(self, wish: str = "") -> tuple[Slot, Lock]:
        """An id of this story's games that no file has, locked: the one wished for, or another."""
        while True:
            slot, wish = replace(self.slot, id=wish or self._store.new_id()), ""
            try:
                lock = self._store.lock(self._store.lock_path(slot))
            except LockedError:
                continue
            try:
                taken = (f"{slot.id}.json", f"{slot.id}{ANSWERS}")
                if not any(name.startswith(taken) for name in self._store.files.names(self._path.parent)):
                    return slot, lock
            except OSError:
                lock.release()
                raise
            lock.release()


def _elsewhere(host: str) -> str:
    window = f"in a window on the computer {clean_line(host, limit=60)}" if host else "in another window"
    return f"This game is open {window}, so here it can only be read. Close it there to play on here, or go on with a copy."
