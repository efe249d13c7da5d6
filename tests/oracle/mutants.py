"""`python -m tests.oracle.mutants`: is each mistake in the prover noticed?

Each mutation is made in a copy of the game, which is then asked of the kept stories and of 500 fixed ones, until one differs.
What the oracle says of these is worked out once for all mutations.
"""

import argparse
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.oracle.__main__ import kept_that_differs
from tests.oracle.answers import Answers, TooLargeError, answers
from tests.oracle.compare import compare
from tests.oracle.files import as_text
from tests.oracle.generator import generate
from tests.oracle.mutations import MUTATIONS, Mutation
from tests.oracle.reading import Story, read

ROOT = Path(__file__).parents[2]
STORIES = 500
SEED = 1
MOST = 800
SECONDS = 1_800

Known = tuple[int, dict[str, str], Story, Answers]


def known(stories: int) -> Iterator[Known]:
    """The fixed stories, each with its seed and with what the oracle says of it; without those that are too large for it."""
    for seed in range(SEED, SEED + stories):
        text = as_text(generate(seed))
        story = read(text)
        try:
            yield seed, text, story, answers(story, MOST)
        except TooLargeError:
            continue


def first_difference(file: Path) -> str:
    """Of the kept stories and those in the file; "" where there is none."""
    if line := kept_that_differs():
        return line
    with tempfile.TemporaryDirectory() as folder:
        for seed, text, story, said in pickle.loads(file.read_bytes()):
            try:
                found = compare(text, Path(folder), known=(story, said)).differences
            except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to this story
                found = [f"error: {type(error).__name__}: {error}"]
            if found:
                return f"seed {seed}, {found[0]}"
    return ""


def outcome(mutation: Mutation, asked: Path) -> str:
    """What became of it: the first line that differs, or "" where nothing does."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "game", Path(folder) / "game", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "tests", Path(folder) / "tests", ignore=shutil.ignore_patterns("__pycache__"))
        file = Path(folder) / "game" / mutation.file
        text = file.read_text("utf-8")
        if text.count(mutation.old) != 1:
            return f"STALE: {mutation.file} has {text.count(mutation.old)} times {mutation.old!r}"
        file.write_text(text.replace(mutation.old, mutation.new), "utf-8")
        command = [sys.executable, "-m", "tests.oracle.mutants", "--asked", str(asked)]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return "no answer in half an hour"
    told = [line for line in done.stdout.splitlines() if line.startswith("first: ")]
    return told[0].removeprefix("first: ") if told else "" if done.returncode == 0 else done.stderr[-300:]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.mutants", description=__doc__)
    parser.add_argument("--only", type=int, nargs="+", help="the numbers of some mutations")
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--asked", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.asked is not None:
        found = first_difference(chosen.asked)
        print(f"first: {found}" if found else "nothing differs")
        return 1 if found else 0
    numbered = [(n, each) for n, each in enumerate(MUTATIONS, start=1) if not chosen.only or n in chosen.only]
    caught = harmless = wrong = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(chosen.processes) as pool:
        asked = Path(folder) / "stories"
        asked.write_bytes(pickle.dumps(list(known(chosen.stories))))
        for (number, mutation), said in zip(numbered, pool.map(lambda each: outcome(each[1], asked), numbered), strict=True):
            if said.startswith("STALE") or bool(said) == bool(mutation.harmless):
                wrong += 1
                told = said or "NOT NOTICED"
            elif said:
                caught += 1
                told = f"noticed: {said[:110]}"
            else:
                harmless += 1
                told = f"changes no answer: {mutation.harmless}"
            print(f"{number:2} {mutation.file}: {mutation.why}\n     {told}", flush=True)
    print(f"{caught} noticed, {harmless} that change no answer, {wrong} neither")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
