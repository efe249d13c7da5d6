"""Saved games: one small file for each, written after every choice, in a folder for each story.

    <folder>/<story>/k7f2q.json            the newest; k7f2q.json.1 and .2 are the two before it
    <folder>/<story>/k7f2q.lock            held by the window that plays it
    <folder>/<story>/k7f2q.json.damaged-*  what could not be read, kept
    <folder>/<story>/k7f2q.answers.json    what was said about the lesson in that game: see game.saves.answers
    <folder>/<story>/finished/*.json       what finished games leave behind

What is kept (the payload) is a dict of JSON values, and nothing here looks into it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from game.saves.errors import ElsewhereError, SaveError, why
from game.saves.finished_records import FinishedGames, gather
from game.saves.open_game import OpenSave
from game.saves.save_lock import LockedError
from game.saves.save_names import FINISHED, folder_name, owner_of, slot_of
from game.saves.slots import Slot
from game.saves.store import Loaded, Store, notice_of
from game.saves.sweep import slot_on_its_way


class Saves(Store, frozen=True):
    """The saved games below a folder, which need not exist: `Saves(saves_folder())`."""

    # ---- looking ----

    def slots(self, story: str | None = None) -> tuple[Slot, ...]:
        """The saved games, of one story or of all, the one played last first. Raises SaveError where they can't be listed."""
        try:
            found = [slot for folder in self._folders(story) for slot in self._slots_in(folder)]
        except OSError as error:
            raise SaveError(f"The saved games could not be listed: {why(error, self.folder, 'read')}.") from error
        ancient = datetime.min.replace(tzinfo=UTC)
        return tuple(sorted(found, key=lambda slot: (slot.updated or ancient, slot.id), reverse=True))

    def latest(self, story: str | None = None) -> Slot | None:
        """The unfinished game that was played last, if there is one."""
        return next((slot for slot in self.slots(story) if slot.readable and not slot.finished), None)

    def read(self, slot: Slot) -> Loaded:
        """A game as it was saved; changes nothing, whoever plays it. Raises a SaveError that says what is wrong."""
        found = self.find(slot)
        return Loaded(found.slot, found.payload, notice_of(found))

    def finished(self, story: str, nickname: str | None = None) -> FinishedGames:
        """What the finished games of a story have left: all players', or one's. Raises SaveError."""
        try:
            return gather(self.files, self.story_folder(story), nickname)
        except OSError as error:
            raise SaveError(f"The finished games could not be listed: {why(error, self.folder, 'read')}.") from error

    # ---- playing ----

    def begin(self, story: str, nickname: str = "") -> OpenSave:
        """A new game, with an id that no other has. Nothing of it is on the disk before its first write."""
        return OpenSave(self, Slot(story, self.new_id(), nickname), existing=False)

    def open(self, slot: Slot) -> OpenSave:
        """A saved game, to go on with. Raises a SaveError that says what is wrong."""
        return OpenSave(self, slot, existing=True)

    # ---- deleting ----

    def delete(self, slot: Slot) -> None:
        """Delete a game: each generation of it, what was set aside, and what was said about the lesson.

        What it left when it was finished stays. Raises ElsewhereError where it is being played, SaveError where it can't be deleted.
        """
        try:
            self._delete(self.path(slot).parent, slot.id)
        except OSError as error:
            raise self._not_deleted(error) from error

    def delete_all(self, story: str | None = None) -> None:
        """Delete every game and every record of a finished one, of one story or of all.

        Raises ElsewhereError where one is being played, when the others are gone; SaveError where they can't be deleted.
        """
        kept = 0
        try:
            for folder in self._folders(story):
                for slot_id in self._ids_in(folder):
                    try:
                        self._delete(folder, slot_id)
                    except ElsewhereError:
                        kept += 1
                self._delete_records(folder)
                self._remove_if_empty(folder)
        except OSError as error:
            raise self._not_deleted(error) from error
        if kept:
            raise ElsewhereError("A game that is open in another window was kept. Close it there, then delete again.")

    # ---- within ----

    def _folders(self, story: str | None) -> list[Path]:
        if story is not None:
            return [self.story_folder(story)]
        try:
            return [self.folder / name for name in sorted(self.files.names(self.folder)) if folder_name(name) == name]
        except FileNotFoundError:
            return []

    def _names(self, folder: Path) -> list[str]:
        try:
            return sorted(self.files.names(folder))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _slots_in(self, folder: Path) -> Iterator[Slot]:
        for slot_id in sorted({slot_id for name in self._names(folder) if (slot_id := slot_of(name))}):
            unknown = Slot(folder.name, slot_id, readable=False)
            try:
                yield self.find(unknown).slot
            except SaveError:
                yield unknown

    def _ids_in(self, folder: Path) -> list[str]:
        names = self._names(folder)
        return sorted({slot_id for name in names if (slot_id := owner_of(name) or slot_on_its_way(name))})

    def _delete(self, folder: Path, slot_id: str) -> None:
        path = folder / f"{slot_id}.json"
        try:
            lock = self.lock(path.with_suffix(".lock"))
        except LockedError as error:
            raise ElsewhereError("This game is open in another window. Close it there, then delete it.") from error
        except FileNotFoundError:
            return
        try:
            # The newest goes last: whatever stops this half-way, no older save takes its place.
            for name in sorted(self.files.names(folder), key=lambda name: (name == path.name, name)):
                if slot_id in (owner_of(name), slot_on_its_way(name)) and not name.endswith(".lock"):
                    self.files.unlink(folder / name)
            self.files.sync_folder(folder)
        finally:
            lock.release()

    def _delete_records(self, folder: Path) -> None:
        place = folder / FINISHED
        for name in self._names(place):
            if name.endswith((".json", ".new")):
                self.files.unlink(place / name)
        self._remove_if_empty(place)

    def _remove_if_empty(self, folder: Path) -> None:
        try:
            if self.files.names(folder):
                return
        except (FileNotFoundError, NotADirectoryError):
            return
        self.files.remove_folder(folder)
        self.files.sync_folder(folder.parent)

    def _not_deleted(self, error: OSError) -> SaveError:
        return SaveError(f"Not everything could be deleted: {why(error, self.folder)}.")
