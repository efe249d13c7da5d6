"""`python -m tests.oracle.mutants`: is each mistake in the prover noticed?

Each mutation is made in a copy of the game, which is then asked of the kept stories and of 500 fixed ones, until one differs.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.oracle.mutations import MUTATIONS, Mutation

ROOT = Path(__file__).parents[2]
STORIES = 500
SEED = 1
SECONDS = 1_800


def outcome(mutation: Mutation, stories: int) -> str:
    """What became of it: the first line that differs, or "" where nothing does."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "game", Path(folder) / "game", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "tests", Path(folder) / "tests", ignore=shutil.ignore_patterns("__pycache__"))
        file = Path(folder) / "game" / mutation.file
        text = file.read_text("utf-8")
        if text.count(mutation.old) != 1:
            return f"STALE: {mutation.file} has {text.count(mutation.old)} times {mutation.old!r}"
        file.write_text(text.replace(mutation.old, mutation.new), "utf-8")
        command = [sys.executable, "-m", "tests.oracle", "--kept", "--first", "--processes", "1"]
        command += ["--seed", str(SEED), "--most", "800", "--stories", str(stories)]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return "no answer in half an hour"
    told = [line for line in done.stdout.splitlines() if line.startswith("first: ")]
    return told[0].removeprefix("first: ") if told else "" if done.returncode == 0 else done.stderr[-300:]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.mutants", description=__doc__)
    parser.add_argument("--only", help="the number of one mutation")
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    numbered = [(n, each) for n, each in enumerate(MUTATIONS, start=1) if chosen.only is None or n == int(chosen.only)]
    caught = harmless = wrong = 0
    with ThreadPoolExecutor(chosen.processes) as pool:
        for (number, mutation), said in zip(numbered, pool.map(lambda each: outcome(each[1], chosen.stories), numbered), strict=True):
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
