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
from game.prove.proof import prove
from game.prove.routes.report import RoleRoutes, routes_of
from game.states.carry_in import Pasts
from game.states.explorer import explored
from game.states.liveness import Links, Liveness, Scope
from game.states.packed import Packing
from game.states.reads import Reads

MOST_STATES = 500_000
"""A count of states is given up after so many, and told as "more than"."""


@dataclass(frozen=True)
class Proving:
    """One proof. Seconds are the processor's: to read the files, to find the answers, and to tell of the routes, which
    `neighbours prove` does as well. `peak` is the most memory that the process had, in MB. `states` were looked at.
    """

    verdict: str
    reading: float
    answers: float
    routes: float
    peak: float
    states: int


@dataclass(frozen=True)
class Count:
    """The states of a role explored as one whole. `complete` is false where there are more."""

    reduction: str
    states: int
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
    reads = Reads(compile_role(story, next(iter(story.roles))))
    links, pasts = Links(reads), Pasts((), known={0})
    rows = []
    for reduction, asked in (
        ("every variable apart", Scope(always=reads.memory | sum(reads.variable.values()))),
        ("only live ones", Scope(told=True)),
        ("only what choices ask for", Scope()),
    ):
        started = time.process_time()
        live = Liveness(links, asked)
        graph = explored(Packing(live), pasts.starts(reads, live.start)[0], MOST_STATES)
        rows.append(Count(reduction, len(graph.states), time.process_time() - started, graph.complete))
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
    routes = _Timed(routes_of)
    with patch("game.prove.proof.routes_of", routes):
        proof = prove(story)
    proved = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    states = sum(role.states for role in proof.roles)
    return Proving(proof.verdict, read - started, proved - read - routes.seconds, routes.seconds, peak, states)


if __name__ == "__main__":
    print(json.dumps(asdict(_prove_here(Path(sys.argv[1])))))
