"""`python -m tests.oracle --stories 20000 --seed 1`: thousands of stories, the game's answers beside the oracle's.

Where it is stopped by Ctrl+C, it tells what it has found by then.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from random import SystemRandom

from game.library.load import load
from tests.oracle import mended_files, on_paper
from tests.oracle.answers import MOST_STATES, answers
from tests.oracle.compare import Compared, compare
from tests.oracle.coverage import Seen, count_story
from tests.oracle.files import Files, as_text, write
from tests.oracle.files import load as read_files
from tests.oracle.generator import generate
from tests.oracle.play import play
from tests.oracle.reading import read
from tests.oracle.shrink import shrink
from tests.oracle.tally import Piece, Tally

PIECE = 50
KEPT = Path(__file__).parent / "kept"


def ask(seed: int, folder: Path, seen: Seen | None = None, most: int = MOST_STATES) -> Compared:
    """Everything that is compared of the story of a seed: proofs, and games at random."""
    text = as_text(generate(seed))
    found = compare(text, folder, most)
    if seen is not None:
        count_story(seen, text)
    if found.verdict:
        found.differences += play(read(text), found.game, seed)
    return found


def ask_products(seed: int, folder: Path) -> Compared:
    """What `check --fix` writes, and what a book on paper leads to."""
    story = load(write(as_text(generate(seed)), folder)).story
    if story is None:
        return Compared(why="refused")
    found = Compared("PLAYED", list(on_paper.differences(story, seed)))
    found.differences += mended_files.differences(generate(seed), folder, seed)
    return found


def _piece(seeds: range, products: bool, most: int) -> Piece:
    piece = Piece()
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            try:
                found = ask_products(seed, Path(folder)) if products else ask(seed, Path(folder), piece.seen, most)
            except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to this story
                found = Compared("ERROR", [f"error: {type(error).__name__}: {error}"])
            found.game = None  # a linked story is much to send
            piece.found.append((seed, found))
    return piece


def smallest(files: Files, kind: str, folder: Path) -> Files:
    """The story made small while a difference of this kind stays."""

    def differs(smaller: Files) -> bool:
        text = as_text(smaller)
        found = compare(text, folder)
        if found.verdict and kind.startswith("play-"):
            found.differences += play(read(text), found.game, 0, games=40)
        return kind in found.kinds

    return shrink(files, differs)


def run(seeds: range, processes: int, *, products: bool = False, most: int = MOST_STATES) -> Iterator[Piece]:
    """The stories of some seeds, a piece at a time, in whatever order they are done."""
    pieces = [range(at, min(at + PIECE, seeds.stop)) for at in range(seeds.start, seeds.stop, PIECE)]
    if processes < 2:
        for piece in pieces:
            yield _piece(piece, products, most)
        return
    with ProcessPoolExecutor(processes) as pool:
        for done in as_completed([pool.submit(_piece, piece, products, most) for piece in pieces]):
            yield done.result()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--stories", type=int, default=20_000, help="how many stories (20000)")
    parser.add_argument("--seed", type=int, help="the first story's seed (a new one each time)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many at once (as many as there are processors)")
    parser.add_argument("--shrink", type=int, default=2, help="how many stories of each kind of difference to make small (2)")
    parser.add_argument("--keep", type=Path, help="a folder for the stories that differ")
    parser.add_argument("--products", action="store_true", help="ask of `check --fix` and of books on paper, not of proofs")
    parser.add_argument("--most", type=int, default=MOST_STATES, help="leave stories out with more states than this (4000)")
    parser.add_argument("--kept", action="store_true", help="begin with the kept stories")
    parser.add_argument("--first", action="store_true", help="stop at the first story that differs")
    parser.add_argument("--coverage", action="store_true", help="print what the stories contain, and what none of them does")
    chosen = parser.parse_args()
    first = chosen.seed if chosen.seed is not None else SystemRandom().randrange(1 << 30)
    print(f"seeds {first} to {first + chosen.stories - 1}", flush=True)
    if chosen.kept and (line := kept_that_differs()):
        print(f"first: {line}")
        return 1
    tally = Tally()
    try:
        for piece in run(range(first, first + chosen.stories), chosen.processes, products=chosen.products, most=chosen.most):
            tally.add(piece)
            for seed, found in piece.found:
                if found.differences:
                    print(f"seed {seed}: {found.differences[0][:200]}", flush=True)
                    if chosen.first:
                        print(f"first: seed {seed}, {found.differences[0]}")
                        return 1
            if tally.stories // 500 > (tally.stories - len(piece.found)) // 500:
                print(f"{tally.stories:,} stories, {tally.different} differ, {tally.seconds:.0f} s", flush=True)
    except KeyboardInterrupt:
        print(f"stopped after {tally.stories:,} stories", flush=True)
    for line in tally.lines(coverage=chosen.coverage):
        print(line, flush=True)
    for kind, seeds in tally.examples.items():
        for seed in seeds[: 0 if chosen.products else chosen.shrink]:
            _show(kind, seed, chosen.keep)
    return 1 if tally.different else 0


def kept_that_differs() -> str:
    """The first difference among the kept stories, or ""."""
    with tempfile.TemporaryDirectory() as folder:
        for kept in sorted(KEPT.iterdir()):
            try:
                found = compare(as_text(read_files(kept)), Path(folder))
            except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to this story
                return f"{kept.name}, error: {type(error).__name__}: {error}"
            if found.differences:
                return f"{kept.name}, {found.differences[0]}"
    return ""


def _show(kind: str, seed: int, keep: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        small = smallest(generate(seed), kind, Path(folder))
        found = compare(as_text(small), Path(folder))
    print(f"\n---- seed {seed}, {kind}\n" + "\n".join(found.differences))
    for name, text in as_text(small).items():
        if name != "facts.yaml" or "facts" in text:
            print(f"# {name}\n{text}")
    if keep is not None:
        small_text = as_text(small)
        kept = write(small_text, keep / f"{kind}-{seed}")
        story = read(small_text)
        (kept / "right.txt").write_text("".join(f"{line}\n" for line in answers(story).lines(story)), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
