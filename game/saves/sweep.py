"""Removing what a crash left behind of files on their way."""

from game.saves.atomic import TEMPORARY, discard
from game.saves.save_lock import LockedError
from game.saves.save_names import FINISHED, is_slot_id
from game.saves.slots import Slot
from game.saves.store import Store

STALE = 3600.0  # seconds after which nobody is still writing a file


def slot_on_its_way(name: str) -> str | None:
    """The id of the game that a temporary file is of, if it is one."""
    match = TEMPORARY.fullmatch(name)
    return match["name"][:5] if match and is_slot_id(match["name"][:5]) else None


def sweep(store: Store, ours: Slot) -> None:
    """Remove the stale temporary files of a story's games: those of `ours`, whose lock is held, and of games that nobody plays.

    Raises OSError where the folder can't be listed.
    """
    folder = store.story_folder(ours.story)
    for place in (folder, folder / FINISHED):
        try:
            names = store.files.names(place)
        except FileNotFoundError:
            continue
        for name in names:
            slot_id = slot_on_its_way(name)
            if slot_id is None or store.files.age(place / name) < STALE:
                continue
            if slot_id == ours.id:
                discard(store.files, place / name)
                continue
            try:
                lock = store.lock(folder / f"{slot_id}.lock")
            except LockedError:
                continue
            discard(store.files, place / name)
            lock.release()
