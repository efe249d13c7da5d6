"""Records of finished games: which endings were reached, which facts met, which echoes left.

Each is a file of its own, `finished/<id of the game>-<checksum>.json`, so two windows never write the same one, and a
game that comes to the same ending in the same way twice is recorded once.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct, field
from msgspec.structs import asdict

from game.disk.atomic import make_folders, put
from game.disk.filesystem import Disk
from game.saves.envelope import DamagedError, Format, Moment, NewerError, checked_moment, seal, typed, unseal
from game.saves.file_names import FINISHED
from game.saves.read_save import read
from game.saves.slot import Slot

RECORD = Format("good-neighbours-finished")
MOST = 1 << 53  # the largest number of a record, which every program that reads JSON can tell from the next


class Finish(Struct, frozen=True):
    """What a playthrough leaves behind: the id of its ending, the ids of the facts met, and its echoes' values by name."""

    ending: str
    facts: Collection[str] = ()
    echoes: Mapping[str, str] = field(default_factory=dict)


class FinishedGame(Struct, frozen=True):
    """A playthrough that came to an ending. `number` counts a story's finished games in the order they were finished;
    `home` is that of its `Slot`."""

    story: str
    slot: str
    nickname: str
    role: str
    ending: str
    facts: frozenset[str]
    echoes: Mapping[str, str]
    number: Annotated[int, Meta(ge=-MOST, le=MOST)]
    when: Moment
    home: str = ""

    def __post_init__(self) -> None:
        checked_moment(self.when)


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


def record(files: Disk, folder: Path, slot: Slot, finish: Finish, now: datetime) -> None:
    """Record that `slot` came to an ending, in the story's `folder`. Raises OSError."""
    facts, echoes = frozenset(finish.facts), dict(sorted(finish.echoes.items()))
    what = {"role": slot.role, "ending": finish.ending, "facts": sorted(facts), "echoes": echoes}
    checksum = hashlib.sha256(json.dumps(what).encode("ascii")).hexdigest()[:8]
    number = min(max((game.number for game in gather(files, (folder,)).games), default=0) + 1, MOST)
    game = FinishedGame(slot.story, slot.id, slot.nickname, slot.role, finish.ending, facts, echoes, number, now, slot.home)
    make_folders(files, folder / FINISHED)
    data = {**asdict(game), "facts": sorted(facts), "when": now.isoformat()}
    put(files, folder / FINISHED / f"{slot.id}-{checksum}.json", seal(RECORD, data))


def gather(files: Disk, folders: Collection[Path], belongs: Callable[[Path, str], bool] | None = None) -> FinishedGames:
    """The finished games in a story's folders: all, or those of which `belongs` is true,
    which is asked for the folder and the game's home.

    Raises OSError where a folder can't be listed.
    """
    games, unread = [], 0
    for place in folders:
        try:
            names = sorted(files.names(place / FINISHED))
        except FileNotFoundError:
            continue
        for name in names:
            if not name.endswith(".json"):
                continue
            try:
                game = _game_in(read(files, place / FINISHED / name))
            except FileNotFoundError:
                continue  # deleted since the folder was listed
            except (OSError, DamagedError, NewerError):
                unread += 1
                continue
            if belongs is None or belongs(place, game.home):
                games.append(game)
    return FinishedGames(tuple(sorted(games, key=lambda game: (game.number, game.when, game.slot))), _notice(unread))


@lru_cache(maxsize=1024)
def _game_in(sealed: bytes) -> FinishedGame:
    """What a record says. Where a class plays, each end and each new game looks at all of them. Raises DamagedError, NewerError."""
    return typed(unseal(RECORD, sealed), FinishedGame)


def move_records(files: Disk, source: Path, target: Path, home: str, story: str) -> None:
    """Give the records of games with this `home` to another story. Raises OSError."""
    try:
        names = files.names(source / FINISHED) if source != target else []
    except FileNotFoundError:
        return
    for name in names:
        try:
            data = unseal(RECORD, read(files, source / FINISHED / name))
        except (DamagedError, NewerError):
            continue
        if data.get("home") == home:
            make_folders(files, target / FINISHED)
            put(files, target / FINISHED / name, seal(RECORD, {**data, "story": story}))
            files.unlink(source / FINISHED / name)


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
