"""How many choices a second `neighbours walk` makes, beside inkjs playing the same story translated to ink.

inkjs comes from npm: `npm install inkjs` in any folder, which the variable INKJS then names. Without Node, or without
inkjs there, only the walk is measured.
"""

import gc
import json
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ink import in_ink

from game.library.load import load
from game.prove.walk import walk

HERE = Path(__file__).parent
CHOICES = 60  # about as many as a game of a generated story has


@dataclass(slots=True)
class Walking:
    """Choices in a second: of the walk in two processes in real time, of the walk in one process in time of the processor,
    and of inkjs in both (0 where it wasn't found)."""

    shared: float = 0.0
    alone: float = 0.0
    inkjs: float = 0.0
    inkjs_alone: float = 0.0


def walking(folder: Path, rounds: int, choices: int, inkjs: Path | None) -> Walking:
    """The best of some rounds, turn by turn: what else the machine does only ever adds. The story is loaded before, what
    `walk` makes of it is part of each round, and the collector is off, as the command has it."""
    gc.disable()
    story = load(folder).story
    assert story is not None, "the generated story has problems"
    role, games = next(iter(story.roles)), choices // CHOICES
    best = Walking()
    with tempfile.TemporaryDirectory() as scratch:
        twin = Path(scratch) / "twin.ink"
        twin.write_text(in_ink(story), encoding="utf-8")
        for turn in range(rounds):
            if inkjs is not None:
                _better(best, _inkjs(inkjs, twin, 3.0))
            real = time.perf_counter()
            _better(best, {"shared": walk(story, role, games, turn, share=True).choices / (time.perf_counter() - real)})
            own = time.process_time()
            _better(best, {"alone": walk(story, role, games, turn).choices / (time.process_time() - own)})
    return best


def _better(best: Walking, found: dict[str, float]) -> None:
    for name, value in found.items():
        setattr(best, name, max(getattr(best, name), value))


def missing(inkjs: Path | None) -> str:
    """What keeps inkjs from being measured, or nothing."""
    if inkjs is None:
        return "the variable INKJS names no folder with it"
    if shutil.which("node") is None:
        return "Node isn't installed"
    return "" if (inkjs / "node_modules" / "inkjs").is_dir() else f"there is no inkjs in {inkjs}: run `npm install inkjs` there"


def _inkjs(folder: Path, twin: Path, seconds: float) -> dict[str, float]:
    command = ["node", str(HERE / "walk_inkjs.cjs"), str(folder), str(twin), str(seconds)]
    done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {"inkjs": done["choices"] / done["seconds"], "inkjs_alone": done["choices"] / done["processor"]}
