"""Copies that a synchronising service keeps of games that were played on two computers at once: each becomes a game."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from game.disk.file_lock import Lock
from game.saves.envelope import DamagedError, NewerError, unseal
from game.saves.file_names import ANSWERS, GENERATIONS, copied, generation, id_from
from game.saves.generations import set_aside
from game.saves.read_save import read
from game.saves.slot import Slot, from_data
from game.saves.whose_games import Store

COPIES = (
    "A game of this story was played on two computers at once. Nothing is lost: what the other one saved is a game of its own, "
    "on the shelf and in `neighbours games`."
)
OTHER_ANSWERS = (
    "The questions to a game of this story were answered on two computers. What was answered on the other one is kept beside it."
)


def take_copies(store: Store, folder: Path, free_slot: Callable[[str], tuple[Slot, Lock]]) -> str:
    """Make games of the copies in a story's folder; a copy of what is there anyway goes. `free_slot` gives a game's id, locked:
    the one that is wished for, or another.

    Returns what to tell the player. Raises OSError.
    """
    files, told = store.files, set()
    for name in sorted(files.names(folder)):
        original = copied(name)
        if original is None:
            continue
        try:
            sealed = read(files, folder / name)
            if any(_holds(store, generation(folder / original, number), sealed) for number in range(len(GENERATIONS))):
                files.unlink(folder / name)
            elif original.endswith(ANSWERS):
                set_aside(files, folder / original, folder / name, store.now())
                told.add(OTHER_ANSWERS)
            else:
                from_data(name[:5], unseal(store.form, sealed))
                # The id is made of what is in the copy, so that both computers make the same game of it.
                slot, lock = free_slot(id_from(hashlib.sha256(sealed).digest()))
                try:
                    files.replace(folder / name, store.path(slot))
                    files.sync_folder(folder)
                finally:
                    lock.release()
                told.add(COPIES)
        except (FileNotFoundError, DamagedError, NewerError):
            continue  # another window was first; or it is left as it is
    return " ".join(sorted(told))


def _holds(store: Store, path: Path, sealed: bytes) -> bool:
    try:
        return read(store.files, path) == sealed
    except OSError:
        return False
