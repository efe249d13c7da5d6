"""How long a story takes to load, beside the least that reading it can take: its bare YAML events.

`loading.py FOLDER ROUNDS` measures in a process of its own, so that its peak of memory is that of one size of story,
and prints one line of JSON.
"""

import gc
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from game.library.load import load

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Loading:
    """Seconds of the processor in each round, and the peak of memory in MB: of the interpreter with the game imported, and after a load."""

    events: list[float]
    loads: list[float]
    before: float
    peak: float

    @property
    def ratio(self) -> float:
        """The best round of each: what else the machine does only ever adds."""
        return min(self.loads) / min(self.events)


def loading(folder: Path, rounds: int) -> Loading:
    """Measure in another process."""
    command = [sys.executable, str(HERE / "loading.py"), str(folder), str(rounds)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(HERE.parent)})
    return Loading(**json.loads(done.stdout))


def measure(folder: Path, rounds: int) -> Loading:
    """Bare events and loads by turns, with the collector off as the command has it while it loads."""
    gc.disable()
    before = _megabytes()
    peak = 0.0
    events: list[float] = []
    loads: list[float] = []
    for _ in range(rounds):
        started = time.process_time()
        loaded = load(folder)
        loads.append(time.process_time() - started)
        if loaded.story is None:
            raise SystemExit(f"the story in {folder} has problems: see `neighbours check`")
        peak = peak or _megabytes()
        del loaded
        gc.collect()
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))]
        started = time.process_time()
        for text in texts:
            for _event in yaml.parse(text, Loader=yaml.CSafeLoader):
                pass
        events.append(time.process_time() - started)
    return Loading(events, loads, before, peak)


def _megabytes() -> float:
    """The peak of this process. What the system tells of a process includes its parent's; Linux has a better figure."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = (line.split() for line in status.read_text(encoding="ascii").splitlines())
        return next(int(line[1]) for line in lines if line[0] == "VmHWM:") / (1 << 10)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / (1 << 10)


if __name__ == "__main__":
    print(json.dumps(asdict(measure(Path(sys.argv[1]), int(sys.argv[2])))))
