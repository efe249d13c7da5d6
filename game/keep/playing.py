"""A game that is being played: held by one window, and written after every choice."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from game.keep.atomic import TEMPORARY, discard, make_folders, put
from game.keep.envelope import DamagedError, NewerError, TooLargeError, seal, unseal
from game.keep.errors import ElsewhereError, SaveError, not_saved, why
from game.keep.finished import Finish, record
from game.keep.generations import keep_original, keep_previous, read, recover, set_aside
from game.keep.lock import Lock, LockedError
from game.keep.names import FINISHED, random_id
from game.keep.slots import Slot, to_data
from game.keep.store import Store

STALE = 3600.0  # seconds after which a temporary file is no longer being written

ELSEWHERE = "This game is open in another window, so here it can only be read. Close the other window to play on, or go on with a copy."
MOVED = "This game was also played in another window. Nothing was overwritten: what you do here is now saved as a game of its own."
TOO_LARGE = "Your last choice could not be saved: this game has grown too long for a save. What was saved before is safe."


class _OverwritingError(Exception):
    """There is a save that this window has neither read nor written."""


class OpenSave:
    """A game in the window that plays it. Close it, or use it in a `with`.

    `slot` says what was last saved; `payload` is the game as it was when it was opened, None where it is new; `notice` is
    what to tell the player before the first passage, else empty; `read_only` is true where another window plays it.

    Two windows are kept apart twice over: by a lock, and, for network drives on which locks don't work, by looking before
    each write whether the file still holds what this window last read or wrote. A generation counter would say the same
    of two windows that both wrote their seventh save; the bytes don't.
    """

    def __init__(self, store: Store, slot: Slot, *, existing: bool = False) -> None:
        self.slot = slot
        self.payload: dict[str, Any] | None = None
        self.notice = ""
        self.read_only = False
        self._store = store
        self._lock: Lock | None = None
        self._ours: tuple[bytes, ...] = ()  # what the file may hold without anybody else having written it
        self._trouble: int | None = None  # the number of the last write's error
        if existing:
            self._open()
        else:
            self._begin()

    # ---- opening ----

    def _begin(self) -> None:
        try:
            make_folders(self._store.files, self._path.parent)
            self._take_new_slot()
            self._sweep()
        except OSError as error:
            self._trouble = error.errno
            self.notice = (
                f"This game can't be saved for now: {why(error, self._store.folder)}. You can play all the same; each choice tries again."
            )

    def _open(self) -> None:
        try:
            self._lock = self._store.lock(self._store.lock_path(self.slot))
        except LockedError as error:
            self.read_only = True
            self.notice = ELSEWHERE.replace("another window", f"a window on the computer {error.host}") if error.host else ELSEWHERE
        except FileNotFoundError:
            pass  # there is no folder, so there is no game, as reading it will say
        except OSError as error:
            self._trouble = error.errno
            self.notice = (
                f"This game can't be saved for now: {why(error, self._store.folder)}. You can play all the same; each choice tries again."
            )
        try:
            loaded, found = self._store.load(self.slot)
        except SaveError:
            self.close()
            raise
        self.slot, self.payload = loaded.slot, loaded.payload
        self._ours = (found.sealed,)
        self.notice = " ".join(filter(None, (loaded.notice, self.notice)))
        if self._lock is not None:
            try:
                if found.generation:
                    recover(self._store.files, self._path, found, self._store.now())
                if found.opened.number != self._store.form.number:
                    keep_original(self._store.files, self._path, found)
                self._sweep()
            except OSError:
                pass  # the game is loaded; whatever may be wrong with the disk, the next write will say

    # ---- writing ----

    def write(self, payload: Mapping[str, Any], *, role: str, where: str, decisions: int, finish: Finish | None = None) -> str:
        """Save the game; when this returns, it would survive a power cut. Returns what to tell the player, mostly nothing.

        `finish` is given with the write that comes to an ending, and is recorded before it. Raises ElsewhereError where the
        game is read-only, and SaveError where it can't be saved: what was saved before is safe, and the next write tries
        again. Raises TypeError or ValueError for a payload that is no JSON.
        """
        if self.read_only:
            raise ElsewhereError(ELSEWHERE)
        slot = replace(
            self.slot, role=role, where=where, decisions=decisions, ending=finish.ending if finish else "", updated=self._store.now()
        )
        try:
            sealed = seal(self._store.form, to_data(slot, payload))
            self._hold()
            if finish:
                record(self._store.files, self._path.parent, slot, finish, self._store.now())
            notice = self._put(sealed)
        except TooLargeError as error:
            raise SaveError(TOO_LARGE) from error
        except OSError as error:
            repeated, self._trouble = error.errno == self._trouble, error.errno
            raise not_saved(error, self._path.parent, repeated=repeated) from error
        self._trouble = None
        self.slot = replace(slot, id=self.slot.id)
        return notice

    def go_on_with_a_copy(self) -> None:
        """Make this a game of its own, which the next write saves under a new id. For a window that may only read."""
        self._leave()
        self.slot = replace(self.slot, id=random_id())
        self.read_only = False

    def close(self) -> str:
        """Let the next window play the game. Returns what to tell the player, mostly nothing."""
        notice = ""
        if self._lock is not None and self._ours:
            try:
                if not self._is_ours():
                    notice = self._put(self._ours[-1])
            except OSError:
                pass  # what was written has been acknowledged, and this was only to make sure
        self._leave()
        return notice

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    # ---- within ----

    @property
    def _path(self) -> Path:
        return self._store.path(self.slot)

    def _put(self, sealed: bytes) -> str:
        """Write to this game's file, or to a new one where somebody else has written to this."""
        try:
            put(self._store.files, self._path, sealed, before=lambda: self._make_room(sealed))
            notice = ""
        except _OverwritingError:
            self._leave()
            self._take_new_slot()
            put(self._store.files, self._path, sealed, before=lambda: self._make_room(sealed))
            notice = MOVED
        self._ours = (sealed,)
        return notice

    def _make_room(self, sealed: bytes) -> None:
        """Keep what is there as the generation before, if it is this game's own."""
        try:
            there = read(self._store.files, self._path)
        except FileNotFoundError:
            there = None
        if there is not None and there not in self._ours:
            try:
                unseal(self._store.form, there)
            except DamagedError:
                set_aside(self._store.files, self._path, self._path, self._store.now())
                there = None
            except NewerError as error:
                raise _OverwritingError from error
            else:
                raise _OverwritingError
        if there is not None:
            keep_previous(self._store.files, self._path)
        # From here on the file may hold the new save, even if the disk then reports an error.
        self._ours = (*self._ours[-1:], sealed)

    def _is_ours(self) -> bool:
        try:
            return read(self._store.files, self._path) in self._ours
        except FileNotFoundError:
            return True

    def _hold(self) -> None:
        """Make sure of the lock, which could not be taken at the start where the disk was full or read-only."""
        if self._lock is not None:
            return
        make_folders(self._store.files, self._path.parent)
        if not self._ours or self.payload is None:
            self._take_new_slot()
            return
        try:
            self._lock = self._store.lock(self._store.lock_path(self.slot))
        except LockedError:
            self._take_new_slot()

    def _take_new_slot(self) -> None:
        """Lock an id that no file has."""
        while True:
            self.slot = replace(self.slot, id=random_id())
            try:
                lock = self._store.lock(self._store.lock_path(self.slot))
            except LockedError:
                continue
            if not any(name.startswith(f"{self.slot.id}.json") for name in self._store.files.names(self._path.parent)):
                self._lock = lock
                return
            lock.release()

    def _leave(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _sweep(self) -> None:
        """Remove what a crash left behind of files on their way: only old ones, and of other games only what nobody plays."""
        folder = self._path.parent
        for place in (folder, folder / FINISHED):
            try:
                names = self._store.files.names(place)
            except FileNotFoundError:
                continue
            for name in names:
                match = TEMPORARY.fullmatch(name)
                if match is None or self._store.files.age(place / name) < STALE:
                    continue
                if match["name"].startswith(self.slot.id):
                    discard(self._store.files, place / name)
                    continue
                try:
                    lock = self._store.lock(folder / f"{match['name'][:5]}.lock")
                except LockedError:
                    continue
                discard(self._store.files, place / name)
                lock.release()
