"""`neighbours report`: what played games tell afterwards. Starts without importing textual."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from game.clean import clean_line
from game.cli.checking import find
from game.cli.main import FINE, PROBLEMS, WrongUseError
from game.document.markdown import as_markdown
from game.document.page import as_page
from game.keep import SaveError, Saves, saves_folder
from game.keep.collected import collected_at
from game.ready import ready
from game.report.account import Account
from game.report.data import cleaned, report_data
from game.report.games import CantTellError, tell_one
from game.report.student import student_document
from game.report.write import NotWrittenError, write_new
from game.stories import Found, all_stories
from game.story.model import Story


def report(which: str | None, form: str, *, story: str | None, out: str | None, force: bool) -> int:
    try:
        account = tell_one(collected_at(_file_of(which)), _stories(story))
    except (SaveError, CantTellError) as error:
        print(f"neighbours: {clean_line(str(error), limit=1_000)}", file=sys.stderr)
        return PROBLEMS
    return _put(_written(account, form), out, force=force)


def _file_of(which: str | None) -> Path:
    """The file of the game that was named: by its path, by its id, or the last one. Raises WrongUseError, SaveError."""
    if which is not None and Path(which).is_file():
        return Path(which)
    saves = Saves(saves_folder())
    slots = saves.slots()
    if which is None:
        readable = [slot for slot in slots if slot.readable]
        if not readable:
            raise WrongUseError("No game is saved on this computer. Name the file of one, or play first: `neighbours play`.")
        return saves.path(readable[0])
    slot = next((slot for slot in slots if slot.id == which), None)
    if slot is None:
        raise WrongUseError(f"There is no file and no game `{which}`. `neighbours games` lists the games on this computer.")
    return saves.path(slot)


def _stories(named: str | None) -> Callable[[str], Story | None]:
    """The stories of games, by their ids: those that have a name, and the one that was named. A game can't name a path."""
    found = {each.id: each for each in all_stories()}
    if named is not None:
        given = find(named)
        found[given.id] = given
    known: dict[str, Story | None] = {}

    def story_of(name: str) -> Story | None:
        if name not in known:
            known[name] = _load(found[name]) if name in found else None
        return known[name]

    return story_of


def _load(found: Found) -> Story | None:
    made = ready(found.folder, found.shown)
    if made.story is None:
        from game.cli.checking import tell_errors

        tell_errors(found, made.errors)
    return made.story


def _written(account: Account, form: str) -> str:
    if form == "json":
        return json.dumps(cleaned(report_data(account)), indent=1, ensure_ascii=False) + "\n"
    document = student_document(account)
    return as_page(document) if form == "html" else as_markdown(document)


def _put(text: str, out: str | None, *, force: bool) -> int:
    if out is None:
        sys.stdout.write(text)
        return FINE
    try:
        write_new(Path(out), text, force=force)
    except NotWrittenError as error:
        raise WrongUseError(str(error)) from error
    print(f"The report is in {clean_line(out, limit=1_000)}.{' Open it in a browser.' if out.endswith(('.html', '.htm')) else ''}")
    return FINE
