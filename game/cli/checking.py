"""`neighbours check`: every problem in a story's files. Starts without importing textual."""

import os
import sys
from collections.abc import Sequence

from game.clean import clean_line
from game.cli.main import FINE, PROBLEMS, WrongUseError
from game.problems import Problem
from game.stories import SHIPPED, Found, NoStoryError, find_story


def check(name: str | None, form: str) -> int:
    from game.load import load  # with all that reads YAML, which a command that only finds a story may not need
    from game.problems.show import as_github, as_json, as_text, fails
    from game.prove.lint import lint_and_grade

    found = find(name)
    loaded = load(found.folder, shown=found.shown)
    linted = lint_and_grade(loaded)
    problems = [*loaded.problems, *linted.problems]
    for rule, why in linted.skipped.items():
        print(f"{rule} was skipped: {why}", file=sys.stderr)
    if form == "json":
        print(as_json(problems))
    elif form == "github":
        if problems:
            print(as_github(problems))
    elif problems:
        print(as_text(problems, colour=colourful()), file=sys.stderr)
    else:
        print(f"{clean_line(found.shown, limit=1_000)}: no problems found.")
    return PROBLEMS if fails(problems) else FINE


def find(name: str | None) -> Found:
    """The story that was named, the one in this folder, or the shipped one. Raises WrongUseError."""
    try:
        return find_story(name if name is not None else SHIPPED)
    except NoStoryError as error:
        raise WrongUseError(str(error)) from error


def tell_errors(found: Found, errors: Sequence[Problem], done: str = "played", form: str = "text") -> None:
    """What keeps a story from being played; warnings are for `check`. `done` ends "can't be ... before these are mended".

    On standard error, and for a program, with the form "json", on standard output.
    """
    from game.problems.show import as_json, as_text, summary

    if form == "json":
        print(as_json(errors))
    else:
        print(as_text(errors, colour=colourful()), file=sys.stderr)
    print(f"{clean_line(found.shown, limit=1_000)} can't be {done} before these are mended: {summary(errors)}.", file=sys.stderr)


def colourful() -> bool:
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
