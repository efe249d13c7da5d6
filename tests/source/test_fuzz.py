"""Good files and bad ones with accidents: nothing but problems comes of it, each inside its file.

`READING_FUZZ=250000 pytest tests/source/test_fuzz.py` makes it longer, `READING_FUZZ_SEED` makes it other.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from game.problems import Problem
from game.problems.codes import CODES
from game.problems.show import as_github, as_json, as_text
from game.source.decoding import decode
from game.source.yaml_tree import read_tree
from game.text.clean import clean

from .helpers import CORPUS, placed
from .mutations import mutations
from .test_slips import HEAD, SLIPS

COUNT = int(os.environ.get("READING_FUZZ", "20000"))
SEED = int(os.environ.get("READING_FUZZ_SEED", "2022"))
SCENES = Path(__file__).parent.parent.parent / "scenes"


def _seeds() -> list[bytes]:
    files = [path.read_bytes() for path in sorted(CORPUS.glob("*/*.yaml"))]
    scenes = [path.read_bytes() for path in sorted(SCENES.rglob("*.yaml"))]
    parts = [raw[start : start + 1_500] for raw in scenes for start in (0, 4_000)]
    slips = [(HEAD + typed).encode() for typed, *_ in SLIPS.values()]
    return [raw for raw in (*files, *parts, *slips) if len(raw) < 4_000]


def _check(raw: bytes) -> tuple[object, list[Problem]]:
    """Everything that came of a file, for comparing."""
    file, text, problems = decode(raw, "a.yaml")
    tree = read_tree(file, text, problems)
    for problem in problems:
        place = problem.place
        assert problem.code in CODES, problem
        assert 1 <= place.line <= max(1, len(file.lines)), problem
        assert place.text == (file.lines[place.line - 1] if file.lines else ""), problem
        assert 1 <= place.column <= len(place.text) + 1, problem
        assert place.length >= 1, problem
    assert tree is not None or any(CODES[problem.code].severity == "error" for problem in problems)
    return placed(tree), problems


def _cases(count: int) -> Iterator[tuple[int, bytes]]:
    return enumerate(mutations(_seeds(), SEED, count))


def test_an_accident_is_told_inside_its_file() -> None:
    shown = 0
    for number, raw in _cases(COUNT):
        try:
            _, problems = _check(raw)
            if number % 50 == 0 and problems:
                text = as_text(problems, colour=False)
                assert clean(text, limit=10**9) == text
                as_json(problems)
                as_github(problems)
                shown += 1
        except Exception as error:
            raise AssertionError(f"case {number} of seed {SEED}: {raw!r}") from error
    assert shown > COUNT // 200
