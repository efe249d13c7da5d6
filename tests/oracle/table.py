"""The table of what generated stories contain: what there should be, what there is, and each hole with its reason.

A reason is asked for, never listed: where a place stands, what the game refuses, how rare something is by its turn.
"""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

from game.library.load import load
from game.source.schema.story_keys import CONDITION, EFFECT
from tests.oracle.coverage import Seen, wanted, why
from tests.oracle.files import Files, as_text, write
from tests.oracle.generator import generate, redrawn
from tests.oracle.grammar import Draw
from tests.oracle.labels import NODES
from tests.oracle.places import found_in, places
from tests.oracle.wishes import turns

FEW = 3.0
"""What is expected less often than this among so many stories may well be missing (once in twenty times)."""
ASKED = 6
"""In how many stories the game is asked whether two keys can stand together."""


def told(seen: Seen) -> Iterator[str]:
    yield f"{seen.stories:,} stories"
    unexplained = 0
    for what, every in wanted().items():
        counts: Counter[str] = getattr(seen, what)
        reasons: dict[str, list[str]] = {}
        for each in sorted(every - counts.keys()):
            reasons.setdefault(_reason(seen, what, each), []).append(each)
        missing = sum(map(len, reasons.values()))
        unexplained += len(reasons.get("", ()))
        yield f"{what.replace('_', ' ')}: {len(every) - missing:,} of {len(every):,}"
        for reason, holes in sorted(reasons.items()):
            yield f"    {reason or 'UNEXPLAINED'} ({len(holes)}): {'; '.join(holes)}"
    yield f"holes unexplained: {unexplained}"
    yield f"effects that read what an effect before them set: {sum(n for name, n in seen.effect_pairs.items() if name.endswith('set')):,}"
    yield ""
    yield "nodes by the key that they stand in"
    rows = [label for some in NODES.values() for label in some]
    columns = [*places(CONDITION), *places(EFFECT)]
    for number, column in enumerate(columns, start=1):
        yield f"  {number:2} {column}"
    yield f"  {'':20}" + "".join(f"{number:>6}" for number in range(1, len(columns) + 1))
    for row in rows:
        yield f"  {row:20}" + "".join(f"{seen.nodes[f'{column}: {row}']:>6}" for column in columns)


def _reason(seen: Seen, what: str, missing: str) -> str:
    """Why none of the stories has it, or ""."""
    if reason := why(missing):
        return reason
    if what == "key_pairs":
        name, _, pair = missing.partition(": ")
        one, two = pair.split(" and ")
        expected = seen.keys[f"{name}.{one}"] * seen.keys[f"{name}.{two}"] / max(1, seen.records[name])
        return _rare(expected) if expected < FEW else _refused(name, one, two)
    if what == "keys":
        return ""
    wish, turn = turns()[missing]
    if redrawn(Draw(0), [wish]) is None:
        return ""
    return _rare(seen.stories / turn) if seen.stories / turn < FEW else ""


def _rare(expected: float) -> str:
    return f"rare, expected in {expected:.0f} of so many stories" if expected >= 1 else "rare, expected in less than one of so many stories"


def _refused(name: str, one: str, two: str) -> str:
    """The problem that the game finds wherever both keys stand in a record, or ""."""
    codes: set[str] | None = None
    asked = 0
    with TemporaryDirectory() as folder:
        for seed in range(200):
            files = generate(seed)
            if load(write(as_text(files), Path(folder))).errors:
                continue
            for both in _with_both(files, name, one, two):
                loaded = load(write(as_text(both), Path(folder)))
                found = {problem.code for problem in loaded.errors}
                codes = found if codes is None else codes & found
                asked += 1
            if asked >= ASKED or codes == set():
                break
    return f"refused by the game as {', '.join(sorted(codes))}" if codes else ""


def _with_both(files: Files, name: str, one: str, two: str) -> Iterator[Files]:
    """The story with one record's key copied to another that has the other key; none where no two are so."""
    theirs = [found.raw for found in found_in(files) if found.record.name == name]
    for key, other in ((one, two), (two, one)):
        given = next((raw[other] for raw in theirs if other in raw), None)
        place = next((number for number, raw in enumerate(theirs) if key in raw and other not in raw), None)
        if given is not None and place is not None:
            made = deepcopy(files)
            [found.raw for found in found_in(made) if found.record.name == name][place][other] = given
            yield made
