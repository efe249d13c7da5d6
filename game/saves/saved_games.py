"""Saved games: one small file for each, written after every choice, in a folder for each story.

    <folder>/<story>/k7f2q.json            the newest; k7f2q.json.1 and .2 are the two before it
    <folder>/<story>/k7f2q.lock            held by the window that plays it
    <folder>/<story>/k7f2q.json.damaged-*  what could not be read, kept
    <folder>/<story>/k7f2q.answers.json    what was said about the lesson in that game: see game.saves.answers
    <folder>/<story>/3f09ab12cd45.home     where a story's folder is, by the mark that the games say: see game.source.identity
    <folder>/<story>/finished/*.json       what finished games leave behind

What is kept (the payload) is a dict of JSON values, and nothing here looks into it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from game.disk.atomic import TEMPORARY
from game.disk.file_lock import LockedError
from game.disk.filesystem import why
from game.saves.envelope import BEGINNING
from game.saves.file_names import FINISHED, home_mark, is_record, owner_of, slot_of, slot_on_its_way
from game.saves.finished_records import FinishedGames, gather, move_records
from game.saves.open_save import OpenSave
from game.saves.save_errors import ElsewhereError, SaveError
from game.saves.slot import Slot
from game.saves.whose_games import Store, Whose
from game.source.identity import Identity

_ANCIENT = datetime.min.replace(tzinfo=UTC)
_AHEAD = timedelta(days=2)  # how far a clock may be wrong, or in another zone, before what it says isn't believed


class Saves(Store, frozen=True):
    """The saved games below a folder, which need not exist: `Saves(saves_folder())`."""

    # ---- looking ----

    def slots(self, story: Whose | None = None) -> tuple[Slot, ...]:
        """The saved games, of one story or of all, the one played last first. Raises SaveError where they can't be listed.

        What says that it was played in days to come stands behind the others: the clock was wrong then.
        """
        try:
            folders = self.folders() if story is None else self.folders_of(story)
            slots = ((folder, slot) for folder in folders for slot in self._slots_in(folder))
            found = [slot for folder, slot in slots if story is None or self.belongs(story, folder, slot.home)]
        except OSError as error:
            raise SaveError(f"The saved games could not be listed: {why(error, self.folder, 'read')}.") from error
        soon = max(self.now(), _ANCIENT) + _AHEAD

        def last(slot: Slot) -> tuple[bool, datetime, str]:
            return slot.updated is not None and slot.updated <= soon, slot.updated or _ANCIENT, slot.id

        return tuple(sorted(found, key=last, reverse=True))

    def is_of(self, slot: Slot, story: Identity) -> bool:
        """Whether a game is one of this story."""
        folder = self.story_folder(slot.story)
        return folder in self.folders_of(story) and self.belongs(story, folder, slot.home)

    def finished(self, story: Whose, nickname: str | None = None) -> FinishedGames:
        """What the finished games of a story have left: all players', or one's. Raises SaveError."""
        try:
            found = gather(self.files, self.folders_of(story), lambda folder, home: self.belongs(story, folder, home))
        except OSError as error:
            raise SaveError(f"The finished games could not be listed: {why(error, self.folder, 'read')}.") from error
        return FinishedGames(tuple(game for game in found.games if nickname in (None, game.nickname)), found.notice)

    # ---- playing ----

    def begin(self, story: Whose, nickname: str = "") -> OpenSave:
        """A new game, with an id that no other has. Nothing of it is on the disk before its first write."""
        identity = story if isinstance(story, Identity) else Identity(story)
        return OpenSave(self, Slot(identity.id, self.new_id(), nickname, home=identity.mark), identity)

    def open(self, slot: Slot) -> OpenSave:
        """A saved game, to go on with. Raises a SaveError that says what is wrong."""
        return OpenSave(self, slot)

    def move(self, before: Identity, after: Identity) -> int:
        """Give the games that were played from a story's folder to the id that the story has now. Returns how many couldn't be
        moved; these are left where they are. Raises SaveError where they can't be listed."""
        left = 0
        for slot in self.slots(before):
            if slot.readable and slot.home == before.mark:
                try:
                    with self.open(slot) as save:
                        left += save.read_only
                        save.belong_to(after)
                except SaveError:
                    left += 1
        for folder in self.folders_of(before):
            try:
                move_records(self.files, folder, self.story_folder(after.id), before.mark, after.id)
            except OSError:
                left += 1
        return left

    # ---- deleting ----

    def delete(self, slot: Slot) -> None:
        """Delete a game: each generation of it, what was set aside, and what was said about the lesson.

        What it left when it was finished stays. Raises ElsewhereError where it is being played, SaveError where it can't be deleted.
        """
        try:
            self._delete(self.path(slot).parent, slot.id)
        except OSError as error:
            raise self._not_deleted(error) from error

    def delete_all(self) -> None:
        """Delete every game and every record of a finished one.

        Raises ElsewhereError where one is being played and SaveError where one can't be deleted; all others are gone then.
        """
        kept: ElsewhereError | None = None
        failed: OSError | None = None
        try:
            folders = self.folders()
        except OSError as error:
            raise self._not_deleted(error) from error
        for folder in folders:
            try:
                steps = [partial(self._delete, folder, slot_id) for slot_id in self._ids_in(folder)]
            except OSError as error:
                failed = error
                continue
            for step in (*steps, partial(self._delete_records, folder)):
                try:
                    step()
                except ElsewhereError as error:
                    kept = error
                except OSError as error:
                    failed = error
        if failed is not None:
            raise self._not_deleted(failed) from failed
        if kept is not None:
            raise ElsewhereError("A game that is open in another window was kept. Close it there, then delete again.") from kept

    # ---- within ----

    def _names(self, folder: Path) -> list[str]:
        """What is in a folder of ours; nothing where there is none, or only a link to one."""
        try:
            return sorted(self.files.names(folder))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _slots_in(self, folder: Path) -> Iterator[Slot]:
        for slot_id in sorted({slot_id for name in self._names(folder) if (slot_id := slot_of(name))}):
            unknown = Slot(folder.name, slot_id, readable=False)
            try:
                yield self.read(unknown).slot
            except SaveError:
                yield unknown

    def _ids_in(self, folder: Path) -> list[str]:
        return sorted({slot_id for name in self._names(folder) if (slot_id := _game_of(name))})

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
                if slot_id == _game_of(name) and not name.endswith(".lock"):
                    self.files.unlink(folder / name)
            self.files.sync_folder(folder)
        finally:
            lock.release()

    def _delete_records(self, folder: Path) -> None:
        """Delete what finished games left, copies that a synchronising service made, and where the stories lay; then the folders,
        where nothing else is in them."""
        place, names = folder / FINISHED, self._names(folder)
        for name in self._names(place) if FINISHED in names else ():
            match = TEMPORARY.fullmatch(name)
            if is_record(match["name"] if match else name) or self._is_ours(place / name):
                self.files.unlink(place / name)
        self._remove_if_empty(place)
        played = any(_game_of(name) for name in names)
        for name in names:
            match = TEMPORARY.fullmatch(name)
            is_home = home_mark(match["name"] if match else name) is not None
            if (is_home and not played) or (owner_of(name) is None and self._is_ours(folder / name)):
                self.files.unlink(folder / name)
        self._remove_if_empty(folder)

    def _is_ours(self, path: Path) -> bool:
        """Whether the game wrote a file, whatever it is called."""
        try:
            return path.suffix == ".json" and self.files.read(path, len(BEGINNING)) == BEGINNING
        except OSError:
            return False

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


def _game_of(name: str) -> str | None:
    """The id of the game that a file is of, also one that is still on its way."""
    match = TEMPORARY.fullmatch(name)
    return slot_on_its_way(match["name"]) if match else owner_of(name)
