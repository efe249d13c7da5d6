"""`neighbours games`: what is saved on this computer, and deleting it."""

from game.cli.exit_codes import Exit, WrongUseError
from game.plain.plain_text import columns
from game.saves import Saves, Slot, saves_folder
from game.source.identity import name_in
from game.text.clean import clean_line
from game.text.words import counted


def list_or_delete(delete: str | None) -> int:
    return list_games() if delete is None else delete_games(delete)


def list_games() -> int:
    slots = Saves(saves_folder()).slots()
    if not slots:
        print("No game is saved on this computer.")
        return Exit.FINE
    print(columns([(slot.id, _line(slot)) for slot in slots]))
    print("\n`neighbours games --delete ID` deletes one, `--delete all` every game.")
    return Exit.FINE


def _line(slot: Slot) -> str:
    if not slot.readable:
        return f"{name_in(slot.story)}: can't be read, and is left as it is"
    updated = slot.updated.astimezone().strftime("%Y-%m-%d %H:%M") if slot.updated is not None else ""
    state = f"ended: {slot.where}" if slot.finished else f"at: {slot.where}"
    role = f"{slot.role} ({slot.part})" if slot.part else slot.role
    parts = [slot.nickname, f"{name_in(slot.story)}, {role}", state, counted(slot.decisions, "decision"), updated]
    return clean_line(" · ".join(part for part in parts if part))


def delete_games(which: str) -> int:
    saves = Saves(saves_folder())
    slots = saves.slots()
    if which == "all":
        saves.delete_all()
        print(f"Deleted {counted(len(slots), 'game')}.")
        return Exit.FINE
    slot = next((slot for slot in slots if slot.id == which), None)
    if slot is None:
        raise WrongUseError(f"There is no game `{which}`. `neighbours games` lists them.")
    saves.delete(slot)
    print(f"Deleted the game {which}.")
    return Exit.FINE
