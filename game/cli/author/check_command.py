"""`neighbours check`: every problem in a story's files; with `--fix`, what is safe to mend is mended in place."""

import sys
import textwrap
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from game.cli.exit_codes import Exit, WrongUseError
from game.cli.open_story import find, tell
from game.problems import nearest
from game.problems.codes import CODES, Code
from game.text.clean import clean, clean_line
from game.text.shell import command_line
from game.text.words import counted

if TYPE_CHECKING:
    from game.check.mending.apply_mends import Mended
    from game.source.folder import Listing, RawFile

_INSTALLED = Path(__file__).parents[2] / "scenes"


def check_or_mend(name: str | None, form: str, *, explain: str | None, fix: bool, dry_run: bool, strict: bool) -> int:
    if explain is not None:
        return explain_code(explain)
    return mend_story(name, form, dry_run=dry_run, strict=strict) if fix or dry_run else check(name, form, strict=strict)


def check(name: str | None, form: str, *, strict: bool) -> int:
    from game.check.lint import lint
    from game.library.load import load  # with all that reads YAML, which a command that only finds a story may not need
    from game.problems.show import as_github, as_json, fails

    found = find(name)
    loaded = load(found.folder, shown=found.shown)
    linted = lint(loaded, graded=True)
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
    return Exit.PROBLEMS if fails(problems, strict=strict) else Exit.FINE


# ---- mending ----


def mend_story(name: str | None, form: str, *, dry_run: bool, strict: bool) -> int:
    """Exit code 1 where the check afterwards fails, or, on a dry run, where something would be changed."""
    from game.check.mending.apply_mends import mend
    from game.saves import Saves, saves_folder
    from game.source.folder import story_files

    if name is None:
        raise WrongUseError("Name the story that is to be mended: neighbours check STORY --fix")
    found = find(name)
    if found.folder.resolve().is_relative_to(_INSTALLED):
        raise WrongUseError(f"{clean_line(name)} came with the game. Mend a copy: {command_line('new', 'NAME', **{'from': name})}")
    listing = story_files(found.folder, found.shown)
    saves, before = Saves(saves_folder()), found.identity
    copied = saves.twin_of(before) is not None
    mended = mend(found.folder, listing, copied=copied)
    out = sys.stdout if form == "text" else sys.stderr
    if dry_run:
        return _show(listing, mended, out)
    _write(found.folder, listing, mended, out)
    if found.identity.id != before.id and saves.move(before, found.identity):
        print("A saved game of this story could not be given its new id, and is left as it is: is it open in another window?", file=out)
    return check(name, form, strict=strict)


def _pairs(before: "Listing", after: "Listing") -> list[tuple["RawFile", "RawFile"]]:
    """Each file that is changed, as it was and as it is to be."""
    every = zip((*before.files, *before.tests), (*after.files, *after.tests), strict=True)
    return [(old, new) for old, new in every if old.raw != new.raw]


def _show(listing: "Listing", mended: "Mended", out: TextIO) -> int:
    pairs = _pairs(listing, mended.listing)
    for old, new in pairs:
        before, after = (each.raw.decode("utf-8-sig").splitlines() for each in (old, new))
        for line in unified_diff(before, after, fromfile=old.path, tofile=new.path, lineterm=""):
            print(clean(line), file=out)
    print("Nothing was written." if pairs else "There is nothing that --fix mends.", file=out)
    return Exit.PROBLEMS if pairs else Exit.FINE


def _write(folder: Path, listing: "Listing", mended: "Mended", out: TextIO) -> None:
    from game.cli.output_files import path_of, refuse_to_rewrite, rewrite

    pairs = _pairs(listing, mended.listing)
    paths = [path_of(folder, old) for old, _ in pairs]
    for path in paths:
        refuse_to_rewrite(path)  # before the first is written
    for path, (old, new) in zip(paths, pairs, strict=True):
        rewrite(path, old.raw, new.raw)
        for change in mended.changes:
            if change.path == new.path:
                print(f"{clean_line(change.path, limit=1_000)}:{change.line}: {clean_line(change.says)}", file=out)
    if mended.changes:
        print(f"Mended {counted(len(mended.changes), 'place')} in {counted(len(pairs), 'file')}.", file=out)
    else:
        print("There was nothing that --fix mends.", file=out)


# ---- what a code means ----


def explain_code(name: str) -> int:
    """What a code means, why it matters, and how to mend it."""
    code = CODES.get(name)
    if code is None:
        hint = nearest(name, CODES)
        raise WrongUseError(f"There is no code `{name}`" + (f": {hint}" if hint else ". `neighbours check` prints codes in brackets."))
    print(explanation(code))
    return Exit.FINE


def explanation(code: Code) -> str:
    parts = [f"{code.severity}[{code.name}]: {code.meaning}", textwrap.fill(code.help, 80)]
    for title, example in (("Wrong:", code.wrong), ("Right:", code.right)):
        if example:
            parts.append(f"{title}\n{textwrap.indent(example.rstrip(), '    ')}")
    return "\n\n".join(parts)
