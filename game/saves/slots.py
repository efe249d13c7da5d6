"""What a save says about itself, so that a shelf can be drawn without playing anything."""

from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

from msgspec import Struct

from game.saves.envelope import DamagedError, Format

SAVE = Format("good-neighbours-save")


class Slot(Struct, frozen=True):
    """A saved game. `story` and `id` say which; the rest is what the last write said about it.

    `where` is the title of the scene it stopped at, `decisions` how many have been made, `updated` when the last one was
    (with its time zone), `ending` the id of the ending it came to, else empty. Where `readable` is false nobody knows more
    than `story` and `id`, and `Saves.open` says why.
    """

    story: str
    id: str
    nickname: str = ""
    role: str = ""
    where: str = ""
    decisions: int = 0
    updated: datetime | None = None
    ending: str = ""
    readable: bool = True

    @property
    def finished(self) -> bool:
        return bool(self.ending)


def to_data(slot: Slot, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What is written for a slot and its payload."""
    return {
        "story": slot.story,
        "nickname": slot.nickname,
        "role": slot.role,
        "where": slot.where,
        "decisions": slot.decisions,
        "updated": slot.updated.isoformat() if slot.updated else None,
        "ending": slot.ending,
        "payload": payload,
    }


def from_data(slot_id: str, data: Mapping[str, Any]) -> tuple[Slot, dict[str, Any]]:
    """The slot and payload that were written. Raises DamagedError where they are not of that shape."""
    decisions, updated, payload = data.get("decisions"), data.get("updated"), data.get("payload")
    if type(decisions) is not int or not isinstance(payload, dict):
        raise DamagedError("not a save")
    slot = Slot(
        story=_text(data, "story"),
        id=slot_id,
        nickname=_text(data, "nickname"),
        role=_text(data, "role"),
        where=_text(data, "where"),
        decisions=decisions,
        updated=moment(updated),
        ending=_text(data, "ending"),
    )
    return slot, payload


def moment(text: object) -> datetime:
    """A time with its zone, as ISO 8601 writes it. Raises DamagedError."""
    try:
        parsed = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError as error:
        raise DamagedError(str(error)) from error
    # In the first year and the last one some other zone has no time for it.
    if parsed is None or parsed.tzinfo is None or not MINYEAR < parsed.year < MAXYEAR:
        raise DamagedError("not a time")
    return parsed


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise DamagedError(f"no {key}")
    return value
