"""A process that plays: what the tests start, kill, crowd and starve.

    python player.py kill FOLDER TIMES      fork a writer TIMES times, kill it at a random moment, look at what it left
    python player.py turns FOLDER NAME N    append N entries to the one game, each in a window of its own
    python player.py stay FOLDER NAME N     append N entries to the one game in one window, where locks don't work
    python player.py full FOLDER BYTES      save a game that outgrows BYTES, then be given room
    python player.py class FOLDER GAMES N   GAMES processes at once, each with N choices in a game of its own

Each prints one line of JSON.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from game.disk.file_lock import Lock
from game.saves import ElsewhereError, OpenSave, SaveError, Saves, Slot

STORY = "good_neighbours"


def write(save: OpenSave, entries: list[str]) -> str:
    return save.write({"entries": entries}, role="graduate", where=f"Scene {len(entries)}", decisions=len(entries))


def kill(folder: Path, times: int) -> dict[str, int]:
    """A writer says through a pipe which save it was told is on the disk; after its end that one must be there."""
    chance = random.Random(9)
    saves = Saves(folder)
    with saves.begin(STORY) as save:
        start = time.perf_counter()
        for _ in range(10):
            count(save, 0)
        longest = min((time.perf_counter() - start) / 10 * 3, 0.03)  # of three saves: soon enough to hit each step of them
        slot = save.slot
    unreadable = lost = written = further = before = 0
    for _ in range(times):
        ours, its = os.pipe()
        ready, opened = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ours)
            write_until_killed(saves, slot, its, opened)
        os.close(its)
        os.close(opened)
        os.read(ready, 1)  # the game is open
        time.sleep(chance.uniform(0.0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = b"".join(iter(lambda pipe=ours: os.read(pipe, 65536), b""))  # type: ignore[misc]
        os.close(ours)
        os.close(ready)
        acknowledged = max((int(number) for number in said.split()), default=before)
        try:
            loaded = saves.read(slot)
        except SaveError:
            unreadable += 1
            continue
        unreadable += bool(loaded.notice)
        found = loaded.slot.decisions
        lost += found < acknowledged
        further += found > acknowledged
        written += found - before
        before = found
    old = time.time() - 7200
    left = list(folder.rglob(".*.new"))
    for path in left:
        os.utime(path, (old, old))
    saves.open(slot).close()
    return {
        "unreadable": unreadable,
        "lost": lost,
        "written": written,
        "further": further,
        "left": len(left),
        "unswept": len(list(folder.rglob("*.new"))),
    }


def count(save: OpenSave, number: int) -> None:
    assert save.write({"number": number, "entries": ["choice"] * 100}, role="graduate", where="Line", decisions=number) == ""


def write_until_killed(saves: Saves, slot: Slot, acknowledge: int, opened: int) -> None:
    try:
        save = saves.open(slot)
        number = save.slot.decisions
        os.write(opened, b"!")
        while True:
            number += 1
            count(save, number)
            os.write(acknowledge, b"%d\n" % number)
    finally:
        os._exit(1)


def turns(folder: Path, name: str, count: int) -> dict[str, int]:
    saves = Saves(folder)
    refused = 0
    for number in range(count):
        while True:
            with saves.open(saves.slots(STORY)[0]) as save:
                assert save.payload is not None
                if not save.read_only:
                    assert write(save, [*save.payload["entries"], f"{name}{number}"]) == ""
                    break
                try:
                    write(save, [])
                except ElsewhereError:
                    refused += 1
            time.sleep(0.0005)
    return {"refused": refused}


def stay(folder: Path, name: str, count: int) -> dict[str, list[str]]:
    saves = Saves(folder, lock=lambda path: Lock(path, None))
    told = []
    mine: list[str] = []
    save = saves.open(saves.slots(STORY)[0])
    for number in range(count):
        mine.append(f"{name}{number}")
        if notice := write(save, mine):
            told.append(notice)
    save.close()
    return {"told": told, "slot": [save.slot.id]}


def full(folder: Path, limit: int) -> dict[str, object]:
    import resource

    saves = Saves(folder)
    with saves.begin(STORY) as save:
        write(save, ["first"])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        said = []
        for _ in range(2):
            try:
                write(save, ["x" * limit])
            except SaveError as error:
                said.append(error.sentence)
        between = saves.read(save.slot).payload["entries"]
        left = [path.name for path in folder.rglob(".*.new")]
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        write(save, ["second"])
    return {"said": said, "between": between, "left": left, "after": saves.read(save.slot).payload["entries"]}


def class_of(folder: Path, games: int, count: int) -> dict[str, int]:
    children = []
    for _ in range(games):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                with Saves(folder).begin(STORY, str(os.getpid())) as save:
                    for number in range(1, count + 1):
                        assert write(save, [str(os.getpid())] * number) == ""
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    return {"failed": sum(os.waitpid(child, 0)[1] != 0 for child in children)}


if __name__ == "__main__":
    task, folder, *rest = sys.argv[1:]
    match task:
        case "kill":
            said: object = kill(Path(folder), int(rest[0]))
        case "turns":
            said = turns(Path(folder), rest[0], int(rest[1]))
        case "stay":
            said = stay(Path(folder), rest[0], int(rest[1]))
        case "full":
            said = full(Path(folder), int(rest[0]))
        case "class":
            said = class_of(Path(folder), int(rest[0]), int(rest[1]))
    print(json.dumps(said))
