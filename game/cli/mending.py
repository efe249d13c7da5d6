"""`neighbours check STORY --fix`: mend what is safe to mend, in place, and tell each change; or show the changes first."""

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TextIO

from game.check.mending.mend import Mended, mend
from game.cli.checking import check
from game.cli.main import FINE, PROBLEMS, WrongUseError
from game.cli.opening import find
from game.cli.replacing_files import path_of, rewrite
from game.source.folder import Listing, RawFile, story_files
from game.text.clean import clean, clean_line
from game.text.plurals import counted

_INSTALLED = Path(__file__).parents[1] / "scenes"


def mend_story(name: str | None, form: str, *, dry_run: bool) -> int:
    """Exit code 1 where problems are left, or, on a dry run, where something would be changed."""
    if name is None:
        raise WrongUseError("Name the story that is to be mended: neighbours check STORY --fix")
    found = find(name)
    if found.folder.resolve().is_relative_to(_INSTALLED):
        raise WrongUseError(f"{name} came with the game. Mend a copy: neighbours new NAME --from {name}")
    listing = story_files(found.folder, found.shown)
    mended = mend(found.folder, listing)
    out = sys.stdout if form == "text" else sys.stderr
    if dry_run:
        return _show(listing, mended, out)
    _write(found.folder, listing, mended, out)
    return check(name, form)


def _pairs(before: Listing, after: Listing) -> list[tuple[RawFile, RawFile]]:
    """Each file that is changed, as it was and as it is to be."""
    every = zip((*before.files, *before.tests), (*after.files, *after.tests), strict=True)
    return [(old, new) for old, new in every if old.raw != new.raw]


def _show(listing: Listing, mended: Mended, out: TextIO) -> int:
    pairs = _pairs(listing, mended.listing)
    for old, new in pairs:
        before, after = (each.raw.decode("utf-8-sig").splitlines() for each in (old, new))
        for line in unified_diff(before, after, fromfile=old.path, tofile=new.path, lineterm=""):
            print(clean(line), file=out)
    print("Nothing was written." if pairs else "There is nothing that --fix mends.", file=out)
    return PROBLEMS if pairs else FINE


def _write(folder: Path, listing: Listing, mended: Mended, out: TextIO) -> None:
    pairs = _pairs(listing, mended.listing)
    for old, new in pairs:
        rewrite(path_of(folder, old), old.raw, new.raw)
        for change in mended.changes:
            if change.path == new.path:
                print(f"{clean_line(change.path, limit=1_000)}:{change.line}: {clean_line(change.says)}", file=out)
    if mended.changes:
        print(f"Mended {counted(len(mended.changes), 'place')} in {counted(len(pairs), 'file')}.", file=out)
    else:
        print("There was nothing that --fix mends.", file=out)
