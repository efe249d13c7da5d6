"""`neighbours check`: every problem in a story's files. Starts without importing textual."""

import sys

from game.cli.main import FINE, PROBLEMS
from game.cli.opening import find, tell
from game.text.clean import clean_line


def check_or_mend(name: str | None, form: str, *, explain: str | None, fix: bool, dry_run: bool) -> int:
    if explain is not None:
        from game.cli.explaining import explain_code

        return explain_code(explain)
    if fix or dry_run:
        from game.cli.mending import mend_story

        return mend_story(name, form, dry_run=dry_run)
    return check(name, form)


def check(name: str | None, form: str) -> int:
    from game.check.lint import lint_and_grade
    from game.library.load import load  # with all that reads YAML, which a command that only finds a story may not need
    from game.problems.show import as_github, as_json, fails

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
        tell(problems)
    else:
        print(f"{clean_line(found.shown, limit=1_000)}: no problems found.")
    return PROBLEMS if fails(problems) else FINE
