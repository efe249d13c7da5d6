"""What the command ends with, by what it has found."""

from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.text.clean import clean
from tests.small import write_small

FINE = "start:\n  text: The pier is empty.\n  ending: On the pier\n"
HINT = FINE.replace("empty.", f"empty. {'The water is cold and black and it is not far and it is cold and ' * 3}")
WARNING = FINE + "attic:\n  text: Nobody comes here.\n  ending: In the attic\n"
ERROR = FINE + "attic:\n  text: Nobody comes here.\n  go: nowhere\n"


@pytest.mark.parametrize(
    ("scenes", "code", "strict"),
    [
        (FINE, Exit.FINE, Exit.FINE),
        (HINT, Exit.FINE, Exit.FINE),
        (WARNING, Exit.FINE, Exit.PROBLEMS),
        (ERROR, Exit.PROBLEMS, Exit.PROBLEMS),
    ],
    ids=["fine", "hint", "warning", "error"],
)
def test_a_check_fails_for_errors_and_where_it_is_strict_for_warnings(
    scenes: str, code: Exit, strict: Exit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = "title: The pier\nroles:\n  guest: {title: A guest, blurb: Somebody., start: start}\n"
    folder = str(write_small(tmp_path / "pier", scenes, story=plain, facts="", glossary=""))
    for options, wanted in (((), code), (("--strict",), strict), (("--fix",), code), (("--fix", "--strict"), strict)):
        assert main(["check", folder, *options]) == wanted, clean(capsys.readouterr().err)


def test_a_proof_tells_by_its_code_whether_it_is_whole(tmp_path: Path) -> None:
    plain = "title: The pier\nroles:\n  guest: {title: A guest, blurb: Somebody., start: start}\n"
    scenes = "start:\n  choices:\n    - {label: Walk, go: end}\nend:\n  ending: On the pier\n"
    stuck = "start:\n  choices:\n    - {label: Walk, go: stuck}\n    - {label: Stay, go: end}\nend:\n  ending: On the pier\nstuck:\n"
    stuck += "  choices:\n    - {label: Never, if: not start.walk, go: end}\n"
    proved = str(write_small(tmp_path / "proved", scenes, story=plain, facts="", glossary=""))
    refuted = str(write_small(tmp_path / "refuted", stuck, story=plain, facts="", glossary=""))
    assert main(["prove", proved]) == Exit.FINE
    assert main(["prove", refuted]) == Exit.PROBLEMS
    assert main(["prove", "docs/footbridge", "--limit", "1"]) == Exit.BOUNDED
