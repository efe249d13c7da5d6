"""The worst files of one mebibyte that we know: each is read or refused in little time and memory."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

MEBIBYTE = 1 << 20


def _fill(part: str, before: str = "", after: str = "") -> Callable[[], str]:
    size = len(part.encode("utf-8", "surrogateescape"))
    return lambda: before + part * ((MEBIBYTE - len(before + after)) // size) + after


SHAPES: dict[str, Callable[[], str]] = {
    "brackets": _fill("["),
    "braces": _fill("{"),
    "braces with names": _fill("{a: "),
    "brackets in pairs": _fill("[]", "a: [", "]"),
    "closing brackets": _fill("]"),
    "dashes": _fill("- "),
    "dashes on lines": _fill("-\n", "a:\n"),
    "deep dashes": lambda: "a:\n" + "".join(" " * depth + "-\n" for depth in range(1_400)),
    "many names": lambda: "".join(f"k{number}: v\n" for number in range(90_000))[:MEBIBYTE],
    "many names in braces": lambda: "{" + "".join(f"k{number}: v, " for number in range(70_000))[: MEBIBYTE - 10] + "}",
    "the same name": _fill("a: b\n"),
    "many words in brackets": _fill("a,", "a: [", "]"),
    "one long word": _fill("a", "a: "),
    "one long name": _fill("a", "", ": b\n"),
    "one long line of spaces": _fill(" ", "a: b", "c"),
    "spaces before a colon": _fill(" ", "a", ": b: c\n"),
    "blank lines": _fill("\n", "a: b\n"),
    "blank lines in a text": _fill("\n", "a: x\n", "  y\n"),
    "long text after a bar": _fill("  word word word\n", "a: |\n"),
    "lines that fall back": _fill("a: |\n  b\n c\n"),
    "escapes": _fill("\\e", 'a: "', '"\n'),
    "bad escapes": _fill("\\ud800", 'a: "', '"\n'),
    "quotes": _fill('"'),
    "apostrophes": _fill("'"),
    "an open quote": _fill("a\n", 'a: "'),
    "colons": _fill(": "),
    "colons without spaces": _fill("a:b\n"),
    "question marks": _fill("? "),
    "tags": _fill("!a ", "a: "),
    "anchors": _fill("&a b\n"),
    "aliases": _fill("*a, ", "a: [", "]"),
    "directives": _fill("%a\n"),
    "documents": _fill("---\n"),
    "comments": _fill("#\n"),
    "hashes": _fill(" #a\n", "a:"),
    "cut texts": _fill("- a #3\n", "a:\n"),
    "dashes in folded texts": _fill("  - b\n", "a: x\n"),
    "tabs": _fill("\t"),
    "tabs in lines": _fill("a:\tb\n"),
    "no-break spaces": _fill("\u00a0a: b\n"),
    "control characters": _fill("\x01"),
    "invisible characters": _fill("\u200b"),
    "tag characters": _fill("\U000e0041"),
    "combining marks": _fill("\u0301", "a: x"),
    "bytes that aren't UTF-8": _fill("\udcff"),
    "a file of NUL": _fill("\0"),
    "missing spaces": _fill("- a:b\n", "a:\n"),
    "missing spaces on one line": _fill("a:b ", "a: "),
    "commas": _fill(",", "a: {", "}"),
    "names without values": _fill("a,", "a: {", "}"),
    "block scalars": _fill("- |\n", "a:\n"),
    "billion laughs": lambda: "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(20_000))[:MEBIBYTE],
    "merge keys": _fill("<<: {a: b}\n"),
}  # fmt: skip

_PROGRAM = """
import sys, tracemalloc
from pathlib import Path
from game.problems.show import as_text
from game.source.decoding import decode
from game.source.yaml_tree import FASTEST, PythonParser, read_tree

for path in map(Path, sys.stdin.read().splitlines()):
    print(path.stem, end=" ", flush=True)
    raw = path.read_bytes()
    for parser, size in ((FASTEST, len(raw)), (PythonParser, 30_000)):
        tracemalloc.start()
        file, text, problems = decode(raw[:size], "a.yaml")
        tree = read_tree(file, text, problems, parser=parser)
        assert tree is not None or problems
        for problem in problems:
            assert 1 <= problem.place.line <= max(1, len(file.lines)), problem
            assert 1 <= problem.place.column <= len(problem.place.text) + 1, problem
        as_text(problems, colour=True)
        print(tracemalloc.get_traced_memory()[1] >> 20, end=" ")
        tracemalloc.stop()
        del file, text, problems, tree
    print()
"""


@pytest.fixture(scope="module")
def peaks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """The most memory, in MiB, that each shape took with either parser. All of them are read in a process of their own,
    because a parser that overflows its stack takes the process with it."""
    folder = tmp_path_factory.mktemp("worst")
    for number, build in enumerate(SHAPES.values()):
        (folder / f"{number}.yaml").write_bytes(build().encode("utf-8", "surrogateescape")[:MEBIBYTE])
    paths = "\n".join(str(folder / f"{number}.yaml") for number in range(len(SHAPES)))
    root = Path(__file__).parent.parent.parent
    # Far more than it takes: only a shape that hangs gets there.
    command = [sys.executable, "-c", _PROGRAM]
    done = subprocess.run(command, cwd=root, input=paths, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, f"shape {list(SHAPES)[done.stdout.count(chr(10))]}: {done.stderr[-2_000:]}"
    rows = (line.split() for line in done.stdout.splitlines())
    return {list(SHAPES)[int(number)]: [int(peak) for peak in most] for number, *most in rows}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_worst_files_are_read_or_refused(shape: str, peaks: dict[str, list[int]]) -> None:
    assert max(peaks[shape]) <= 100
