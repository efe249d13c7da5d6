"""What a save says about itself, so that a shelf can be drawn without playing anything."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from game.saves.envelope import DamagedError, Format, Moment, checked_moment, typed

SAVE = Format("good-neighbours-save")

_WRITTEN = ("story", "nickname", "role", "where", "decisions", "updated", "ending")
_WHERE_SO = ("home", "part")  # written where there is something to write


class Slot(Struct, frozen=True):
    """A saved game. `story` and `id` say which; the rest is what the last write said about it.

    `where` is the title of the scene it stopped at, `decisions` how many have been made, `updated` when the last one was
    (with its time zone), `ending` the id of the ending it came to, else empty. `part` is the part of the role that is
    played, empty for the whole and once the role has ended. `home` is the mark of the story's folder (see
    `game.source.identity`), empty where that came with the game and in older saves. Where `readable` is false nobody knows
    more than `story` and `id`, and `Saves.open` says why.
    """

    story: str
    id: str
    nickname: str = ""
    role: str = ""
    where: str = ""
    decisions: int = 0
    updated: Moment | None = None
    ending: str = ""
    home: str = ""
    part: str = ""
    readable: bool = True

    def __post_init__(self) -> None:
        checked_moment(self.updated)

    @property
    def finished(self) -> bool:
        return bool(self.ending)

    @property
    def goes_on(self) -> bool:
        """Whether its role isn't over: it was left on the way, or at the end of a part."""
        return not self.ending or bool(self.part)


def to_data(slot: Slot, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is written for a slot and its payload."""
    data = asdict(slot)
    written = {key: data[key] for key in (*_WRITTEN, *(key for key in _WHERE_SO if data[key]))}
    return {**written, "updated": slot.updated.isoformat() if slot.updated else None, "payload": payload}


def from_data(slot_id: str, data: Mapping[str, Any]) -> tuple[Slot, dict[str, Any]]:
    """The slot and payload that were written. Raises DamagedError where they are not of that shape."""
    payload = data.get("payload")
    if not isinstance(payload, dict) or data.get("updated") is None or any(key not in data for key in _WRITTEN):
        raise DamagedError("not a save")
    written = {key: data[key] for key in (*_WRITTEN, *_WHERE_SO) if key in data}
    return typed({**written, "id": slot_id}, Slot), payload
