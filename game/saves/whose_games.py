"""Where a game's files are, whose they are, and reading them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct, field

from game.disk.atomic import discard, put, stale_files
from game.disk.file_lock import Lock, LockedError, hold
from game.disk.filesystem import Disk
from game.saves.envelope import LARGEST, Format
from game.saves.file_names import FINISHED, folder_name, home_mark, is_slot_id, random_id, slot_on_its_way
from game.saves.read_save import Generation, read_save
from game.saves.save_errors import SaveError
from game.saves.slot import SAVE, Slot
from game.source.identity import SHIPPED, Identity, identity_of
from game.text.clean import clean_line

Whose = str | Identity
"""A story: by what tells it from all others, or by the id alone, and then whatever folder the games of it were played from."""


class Store(Struct, frozen=True):
    """The saved games below a folder, which need not exist. `lock` raises what `game.disk.file_lock.hold` raises."""

    folder: Path
    files: Disk = field(default_factory=Disk)
    lock: Callable[[Path], Lock] = hold
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    form: Format = SAVE
    new_id: Callable[[], str] = random_id

    def story_folder(self, story: str) -> Path:
        return self.folder / folder_name(story)

    def path(self, slot: Slot) -> Path:
        """The file of a game's newest save. Raises SaveError where its id can't be one."""
        if not is_slot_id(slot.id):
            raise SaveError(f"There is no saved game called {clean_line(slot.id, limit=40)}.")
        return self.story_folder(slot.story) / f"{slot.id}.json"

    def lock_path(self, slot: Slot) -> Path:
        return self.path(slot).with_suffix(".lock")

    def read(self, slot: Slot) -> Generation:
        """The newest save of a game that can be read; changes nothing, whoever plays it. Raises a SaveError that says what is wrong."""
        path = self.path(slot)
        found = read_save(self.files, self.form, path)
        if folder_name(found.slot.story) != path.parent.name:
            raise SaveError(f"This game belongs to another story, {clean_line(found.slot.story, limit=80)}. Nothing was changed.")
        return found

    # ---- whose a game is ----

    def belongs(self, story: Whose, folder: Path, home: str) -> bool:
        """Whether a game in `folder`, played from the story's folder with the mark `home`, is a game of this story.

        Two stories may have one id, as where a folder was copied; each has the games that were played from its own folder.
        A folder that isn't there any more was moved or lies on another computer: its games go with the id.
        """
        own = folder.name == folder_name(story if isinstance(story, str) else story.id)
        if isinstance(story, str):
            return own
        if home == story.mark:
            return True
        if not home:  # saved before games said so, by the name of the story's folder
            return SHIPPED not in (story.id, story.name)
        return own and not self._still_there(folder, home, story.id)

    def folders(self) -> list[Path]:
        """The folders of all stories. Raises OSError."""
        try:
            return [self.folder / name for name in sorted(self.files.names(self.folder)) if folder_name(name) == name]
        except FileNotFoundError:
            return []

    def folders_of(self, story: Whose) -> list[Path]:
        """Where the games of a story may lie: by its id, and by its folder's name, which was its id before it declared one."""
        ids = (story,) if isinstance(story, str) else dict.fromkeys((story.id, story.name or story.id))
        return [self.story_folder(each) for each in ids]

    def twin_of(self, story: Whose) -> Path | None:
        """Another folder in which there is a story that declares the same id and has been played."""
        if isinstance(story, str) or not story.declared:
            return None
        folder = self.story_folder(story.id)
        try:
            marks = [mark for name in sorted(self.files.names(folder)) if (mark := home_mark(name)) and mark != story.mark]
        except OSError:
            return None
        return next((self._home(folder, mark) for mark in marks if self._still_there(folder, mark, story.id)), None)

    def tell_home(self, story: Identity) -> None:
        """Keep where a story's folder is, beside its games. Raises OSError."""
        path = self.story_folder(story.id) / f"{story.mark}.home"
        text = story.home.encode("utf-8", "surrogateescape")
        if story.home and self._home(path.parent, story.mark) is None:
            put(self.files, path, text)

    def _home(self, folder: Path, mark: str) -> Path | None:
        """The folder of a story with this mark, where that was kept."""
        try:
            home = self.files.read(folder / f"{mark}.home", LARGEST).decode("utf-8", "surrogateescape")
        except OSError:
            return None
        return Path(home) if Identity("", home=home).mark == mark else None

    def _still_there(self, folder: Path, mark: str, story: str) -> bool:
        home = self._home(folder, mark)
        try:
            return home is not None and (home / "story.yaml").is_file() and identity_of(home).id == story
        except (OSError, ValueError):
            return False

    # ---- what a crash left ----

    def sweep(self, ours: Slot) -> None:
        """Remove what a crash left of files on their way: those of `ours`, whose lock is held, and of games that nobody plays.

        Raises OSError where the folder can't be listed.
        """
        folder = self.story_folder(ours.story)
        for path, becomes in (*stale_files(self.files, folder), *stale_files(self.files, folder / FINISHED)):
            slot_id = slot_on_its_way(becomes)
            if slot_id == ours.id:
                discard(self.files, path)
            elif slot_id is not None:
                try:
                    lock = self.lock(folder / f"{slot_id}.lock")
                except LockedError:
                    continue
                discard(self.files, path)
                lock.release()
