"""Records of finished games: which endings were reached, which facts met, which echoes left.

Each is a file of its own, `finished/<id of the game>-<checksum>.json`, so two windows never write the same one, and a
game that comes to the same ending in the same way twice is recorded once.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from game.saves.atomic import make_folders, put
from game.saves.envelope import DamagedError, Format, NewerError, seal, unseal
from game.saves.filesystem import FileSystem
from game.saves.generations import read
from game.saves.save_names import FINISHED
from game.saves.slots import Slot, moment

RECORD = Format("good-neighbours-finished")


class Finish(Struct, frozen=True):
    """What a playthrough leaves behind: the id of its ending, the ids of the facts met, and its echoes' values by name."""

    ending: str
    facts: Collection[str] = ()
    echoes: Mapping[str, str] = field(default_factory=dict)


class FinishedGame(Struct, frozen=True):
    """A playthrough that came to an ending. `number` counts a story's finished games in the order they were finished."""

    story: str
    slot: str
    nickname: str
    role: str
    ending: str
    facts: frozenset[str]
    echoes: Mapping[str, str]
    number: int
    when: datetime


class FinishedGames(Struct, frozen=True):
    """Finished games, oldest first. `notice` is a sentence for the player where one could not be read, else empty."""

    games: tuple[FinishedGame, ...] = ()
    notice: str = ""

    @property
    def facts(self) -> frozenset[str]:
        """The facts met in any of them."""
        return frozenset().union(*(game.facts for game in self.games))

    @property
    def echoes(self) -> dict[str, str]:
        """Each echo's value by its name, from the latest game that left it."""
        return {name: value for game in self.games for name, value in game.echoes.items()}

    @property
    def endings(self) -> frozenset[tuple[str, str]]:
        """The endings reached, each as (role, ending)."""
        return frozenset((game.role, game.ending) for game in self.games)


def record(files: FileSystem, folder: Path, slot: Slot, finish: Finish, now: datetime) -> None:
    """Record that `slot` came to an ending, in the story's `folder`. Raises OSError."""
    what = {"role": slot.role, "ending": finish.ending, "facts": sorted(set(finish.facts)), "echoes": dict(sorted(finish.echoes.items()))}
    checksum = hashlib.sha256(json.dumps(what).encode("ascii")).hexdigest()[:8]
    numbers = [game.number for game in gather(files, folder).games]
    data = {
        "story": slot.story,
        "slot": slot.id,
        "nickname": slot.nickname,
        **what,
        "number": max(numbers, default=0) + 1,
        "when": now.isoformat(),
    }
    make_folders(files, folder / FINISHED)
    put(files, folder / FINISHED / f"{slot.id}-{checksum}.json", seal(RECORD, data))


def gather(files: FileSystem, folder: Path, nickname: str | None = None) -> FinishedGames:
    """The finished games in a story's folder: all, or one player's. Raises OSError where the folder can't be listed."""
    try:
        names = sorted(files.names(folder / FINISHED))
    except FileNotFoundError:
        return FinishedGames()
    games, unread = [], 0
    for name in names:
        if not name.endswith(".json"):
            continue
        try:
            games.append(_from_data(unseal(RECORD, read(files, folder / FINISHED / name)).data))
        except FileNotFoundError:
            continue  # deleted since the folder was listed
        except (OSError, DamagedError, NewerError):
            unread += 1
    mine = (game for game in games if nickname is None or game.nickname == nickname)
    return FinishedGames(tuple(sorted(mine, key=lambda game: (game.number, game.when, game.slot))), _notice(unread))


def _notice(unread: int) -> str:
    match unread:
        case 0:
            return ""
        case 1:
            return "The record of one finished game can't be read, so its ending isn't counted; the file was left as it is."
        case _:
            return (
                f"The records of {unread} finished games can't be read, so their endings aren't counted; the files were left as they are."
            )


def _from_data(data: Mapping[str, Any]) -> FinishedGame:
    facts, echoes, number = data.get("facts"), data.get("echoes"), data.get("number")
    texts = {key: data.get(key) for key in ("story", "slot", "nickname", "role", "ending")}
    if not (
        all(isinstance(value, str) for value in texts.values())
        and isinstance(facts, list)
        and all(isinstance(fact, str) for fact in facts)
        and isinstance(echoes, dict)
        and all(isinstance(value, str) for value in echoes.values())
        and type(number) is int
    ):
        raise DamagedError("not a record")
    return FinishedGame(facts=frozenset(facts), echoes=echoes, number=number, when=moment(data.get("when")), **texts)  # type: ignore[arg-type]
