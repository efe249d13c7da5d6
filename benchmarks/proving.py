"""How long a proof takes, each in a process of its own; and how many states there are with and without each reduction.

python benchmarks/proving.py FOLDER     a line of figures as JSON
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))  # the game of this checkout

from game.library.load import load
from game.play.program import compile_role
from game.prove.explore import explore
from game.prove.live import everything
from game.prove.proof import prove
from game.prove.routes.report import RoleRoutes, routes_of_role
from game.prove.slices import Slice

MOST_SETS = 100_000
"""A count of states is given up after so many sets, and told as "more than"."""


@dataclass(frozen=True)
class Proving:
    """One proof. Seconds are the processor's: to read the files, to find the answers, and to tell of the routes, which
    `neighbours prove` does as well. `peak` is the most memory that the process had, in MB. `played` are the states visited
    in the engine and `states` those in slices, in `sets`.
    """

    verdict: str
    reading: float
    answers: float
    routes: float
    peak: float
    played: int
    states: int
    sets: int


@dataclass(frozen=True)
class Count:
    """The states of a role explored as one whole. `complete` is false where there are more."""

    reduction: str
    states: int
    sets: int
    seconds: float
    complete: bool


def proving(folder: Path) -> Proving:
    """Prove the story in a new process."""
    ran = subprocess.run([sys.executable, __file__, str(folder)], capture_output=True, text=True, check=True)
    return Proving(**json.loads(ran.stdout))


def counted(folder: Path) -> list[Count]:
    """The states of the first role: all of them, and with each reduction on top of those before it."""
    story = load(folder).story
    assert story is not None, "the story has problems"
    program = compile_role(story, next(iter(story.roles)))
    rows = []
    for reduction, part, lives in (
        ("every variable apart", Slice(), everything(program)),
        ("only live ones", Slice(), None),
        ("only what choices ask for", Slice(bounds=frozenset(), texts=frozenset()), None),
    ):
        started = time.process_time()
        found = explore(program, part, lives=lives, limit=MOST_SETS)
        seconds = time.process_time() - started
        rows.append(Count(reduction, found.states, sum(map(len, found.reached)), seconds, found.complete))
    return rows


class _Timed:
    """Calls a function and adds up the processor's seconds that it takes."""

    def __init__(self, function: Callable[..., RoleRoutes]) -> None:
        self.function, self.seconds = function, 0.0

    def __call__(self, *arguments: Any, **named: Any) -> RoleRoutes:
        started = time.process_time()
        try:
            return self.function(*arguments, **named)
        finally:
            self.seconds += time.process_time() - started


def _prove_here(folder: Path) -> Proving:
    started = time.process_time()
    story = load(folder).story
    assert story is not None, "the story has problems"
    read = time.process_time()
    routes = _Timed(routes_of_role)
    with patch("game.prove.proof.routes_of_role", routes):
        proof = prove(story)
    proved = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    played, states, sets = (sum(getattr(role, name) for role in proof.roles) for name in ("played", "states", "sets"))
    return Proving(proof.verdict, read - started, proved - read - routes.seconds, routes.seconds, peak, played, states, sets)


if __name__ == "__main__":
    print(json.dumps(asdict(_prove_here(Path(sys.argv[1])))))
