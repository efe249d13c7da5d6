"""Measure the game: python benchmarks/run.py [WHAT ...]: start, keys, load, check, steps, prove, walk, map. README.md says what is what."""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the game of this checkout, wherever else one is installed

from checking import checking
from generate import write_story
from loading import Loading, loading
from mapping import mapping
from proving import Proving, counted, proving
from starting import first_paint, next_paint
from stepping import Steps, steps_a_second
from walking import missing, walking

from game.library.load import load

SIZES = (1_000, 10_000)
SECONDS = 2.0  # of each kind of random play
FRAME = 1 / 60  # second
CHOICES_WALKED = 3_000_000

Row = tuple[str, str, str, str, str]
HEADING: Row = ("", "the game", "beside it", "ratio", "target")


def start(rounds: int) -> Iterator[Row]:
    pair = first_paint(rounds)
    yield _row("first passage painted", _ms(statistics.median(pair.game)), _ms(statistics.median(pair.minimal)), pair.ratio, "at most 1.4")
    pair = first_paint(max(3, rounds // 2), afresh=True)
    yield _row("the same at a story's first start", _ms(statistics.median(pair.game)), _ms(statistics.median(pair.minimal)), pair.ratio)


def keys(rounds: int) -> Iterator[Row]:
    pair = next_paint(5 * rounds)
    yield _row("next passage painted, median", _ms(statistics.median(pair.game)), _ms(statistics.median(pair.minimal)), pair.ratio)
    game, minimal = (statistics.quantiles(seconds, n=20)[-1] for seconds in (pair.game, pair.minimal))
    yield _row("next passage painted, 95 % within", _ms(game), _ms(minimal), game / minimal)


def loads(rounds: int) -> Iterator[Row]:
    measured: list[Loading] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            written = write_story(Path(folder), size)
            this = loading(Path(folder), max(3, rounds * SIZES[0] // size))
        measured.append(this)
        yield _row(f"load {size:,} scenes, {written / 1e6:.1f} MB", _ms(min(this.loads)), _ms(min(this.events)), this.ratio, "at most 3")
        yield (f"memory at {size:,} scenes", f"{this.peak:,.0f} MB", f"{this.before:,.0f} MB", "", "")
    small, large = (min(each.loads) for each in measured)
    yield _row(f"load {SIZES[1] // SIZES[0]} times the scenes", _ms(large), _ms(small), large / small, f"near {SIZES[1] // SIZES[0]}")


def checks(rounds: int) -> Iterator[Row]:
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_story(Path(folder), size)
            each = checking(Path(folder), max(3, rounds * SIZES[0] // size)).seconds
        events, whole = each["events"], each["load"] + each["structure"]
        yield _row(f"check {size:,} scenes: load and structure", _ms(whole), _ms(events), whole / events, "at most 3")
        yield _row(f"rules of structure, {size:,} scenes", _ms(each["structure"]), _ms(events), each["structure"] / events)
        yield _row(f"rules of prose, {size:,} scenes", _ms(each["prose"]), _ms(events), each["prose"] / events)


def steps(_: int) -> Iterator[Row]:
    measured: list[Steps] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_story(Path(folder), size)
            story = load(Path(folder)).story
        assert story is not None, "the generated story has problems"
        measured.append(this := steps_a_second(story, SECONDS))
        yield _row(f"steps a second, {size:,} scenes: bare, shown", f"{this.bare:,.0f}", f"{this.shown:,.0f}", this.bare / this.shown)
    small, large = (each.bare for each in measured)
    yield _row(f"bare steps, {SIZES[1] // SIZES[0]} times the scenes", f"{large:,.0f}", f"{small:,.0f}", large / small)


def proofs(_: int) -> Iterator[Row]:
    measured: list[Proving] = []
    for size, target in ((100, ""), (1_000, "at most 5 s"), (10_000, "at most 60 s")):
        with tempfile.TemporaryDirectory() as folder:
            write_story(Path(folder), size)
            measured.append(this := proving(Path(folder)))
            yield (
                f"prove {size:,} scenes: {this.verdict}",
                _s(this.answers),
                _s(this.reading),
                f"{this.answers / this.reading:.2f}",
                target,
            )
            yield ("  and the routes told", _s(this.answers + this.routes), "", "", "")
            yield ("  memory", f"{this.peak:,.0f} MB", "", "", "under 1 GB")
            if size <= 1_000:
                for count in counted(Path(folder)):
                    more = "" if count.complete else "more than "
                    yield (f"  states, {count.reduction}", f"{more}{count.states:,}", _s(count.seconds), "", "")
            yield ("  states looked at", f"{this.states:,}", "", "", "")
    for before, after in pairwise(measured):
        yield _row("prove ten times the scenes", _s(after.answers), _s(before.answers), after.answers / before.answers, "near 10")


def _s(seconds: float) -> str:
    return f"{seconds:,.2f} s"


def walks(rounds: int) -> Iterator[Row]:
    inkjs = Path(os.environ["INKJS"]) if os.environ.get("INKJS") else None
    lacking = missing(inkjs)
    if lacking:
        yield f"inkjs is skipped: {lacking}", "", "", "", ""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_story(Path(folder), size)
            this = walking(Path(folder), max(2, rounds // 4), CHOICES_WALKED, None if lacking else inkjs)
        what = f"choices a second, {size:,} scenes"
        if not lacking:
            yield _row(f"{what}: walk", f"{this.shared:,.0f}", f"{this.inkjs:,.0f}", this.shared / this.inkjs)
            ratio = this.alone / this.inkjs_alone
            yield _row("  of the processor, one process", f"{this.alone:,.0f}", f"{this.inkjs_alone:,.0f}", ratio, "at least 20")
        else:
            yield (f"{what}: walk", f"{this.shared:,.0f}", "", "", "")


def maps(rounds: int) -> Iterator[Row]:
    for what, columns, rows, seconds in mapping(rounds):
        yield _row(
            f"{what} drawn at {columns} by {rows}", f"{1000 * seconds:.1f} ms", f"{1000 * FRAME:.1f} ms", seconds / FRAME, "at most 1"
        )


BENCHMARKS: dict[str, Callable[[int], Iterator[Row]]] = {
    "start": start,
    "keys": keys,
    "load": loads,
    "check": checks,
    "steps": steps,
    "prove": proofs,
    "walk": walks,
    "map": maps,
}


def _row(what: str, game: str, beside: str, ratio: float, target: str = "") -> Row:
    return what, game, beside, f"{ratio:.2f}", target


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def _print(row: Sequence[str]) -> None:
    what, *figures = row
    print(f"{what:<44}" + "".join(f"{figure:>13}" for figure in figures), flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description="Measure the game beside something that the same machine does in the same minute.")
    arguments.add_argument("what", nargs="*", metavar="WHAT", help=f"{', '.join(BENCHMARKS)} (default: all)")
    arguments.add_argument("--rounds", type=int, default=11, help="how often each thing is measured (default: 11)")
    options = arguments.parse_args()
    if unknown := set(options.what) - BENCHMARKS.keys():
        arguments.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    _print(HEADING)
    for name, benchmark in BENCHMARKS.items():
        if name in (options.what or BENCHMARKS):
            for row in benchmark(options.rounds):
                _print(row)


if __name__ == "__main__":
    main()
