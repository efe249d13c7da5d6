"""`neighbours report`: what played games tell afterwards. Starts without importing textual."""

import json
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from secrets import token_hex

from game.cli.exit_codes import Exit, ProblemsError, WrongUseError
from game.cli.open_story import find
from game.cli.output_files import as_text, form_of, put
from game.cli.play_command import story_to_play
from game.disk.named_files import refuse_existing, refuse_others, write_new
from game.disk.paths import is_file, is_folder
from game.library.find_stories import all_stories
from game.report.account import Account, NotReplayedError, StoryOf, replay, replay_all
from game.report.class_document import class_document
from game.report.csv_tables import ANSWERS, DECISIONS, GAMES, answer_rows, as_csv, decision_rows, game_rows
from game.report.json_data import CLASS_FORM, cleaned, report_data
from game.report.student_document import student_document
from game.report.xapi import BASE, as_lines
from game.saves import SaveError, Saves, saves_folder
from game.saves.handed_in_games import Collection, collected_at, collected_below
from game.text.clean import clean_line
from game.text.words import in_a_row

ALL = "all"


def report(
    which: str | None, form: str | None, *, story: str | None, out: str | None, force: bool, salt: str | None, home_page: str | None
) -> int:
    written = form_of(form, out, ("md", "html", "json", "csv"))
    left_out: Sequence[str] | None = None
    try:
        if which == ALL or (which is not None and is_folder(Path(which))):
            accounts, left_out = _many(which, _stories(story))
        else:
            accounts = [replay(collected_at(_file_of(which)), _stories(story))]
    except (SaveError, NotReplayedError) as error:
        raise ProblemsError(clean_line(str(error), limit=1_000)) from error
    if written == "csv":
        _put_tables(accounts, out, force=force)
    else:
        text = _text(accounts, left_out, written, salt, home_page)
        put(text, out, "The report", "Open it in a browser." if written == "html" else "", force=force)
    return Exit.PROBLEMS if left_out else Exit.FINE


def _many(which: str, story_of: StoryOf) -> tuple[Sequence[Account], Sequence[str]]:
    """The games below a folder, or those on this computer that came to an ending; and sentences on what isn't counted."""
    folder = saves_folder() if which == ALL else Path(which)
    found = collected_below(folder) if is_folder(folder) else Collection(())
    accounts, left_out = replay_all([game for game in found.games if which != ALL or game.slot.finished], story_of)
    left_out = [*found.damaged, *left_out]
    for sentence in (*left_out, *found.others):
        print(f"Not counted: {clean_line(sentence, limit=1_000)}", file=sys.stderr)
    if not accounts:
        where = "on this computer that came to an ending" if which == ALL else f"below {clean_line(which)} that can be told"
        raise ProblemsError(f"There is no game {where}.")
    return accounts, left_out


def _text(accounts: Sequence[Account], left_out: Sequence[str] | None, form: str, salt: str | None, home_page: str | None) -> str:
    """`left_out` is None for the report of one game."""
    if form == "xapi":
        lines = as_lines(accounts, salt=salt if salt is not None else token_hex(16), home_page=home_page or BASE)
        return "".join(f"{line}\n" for line in lines)
    if form == "json":
        data = report_data(accounts[0])
        if left_out is not None:
            data = {"report": CLASS_FORM, "games": [report_data(account) for account in accounts], "not_counted": list(left_out)}
        return json.dumps(cleaned(data), indent=1, ensure_ascii=False) + "\n"
    return as_text(student_document(accounts[0]) if left_out is None else class_document(accounts, left_out), form)


def _put_tables(accounts: Sequence[Account], out: str | None, *, force: bool) -> None:
    """Each table in a file of its own; on standard output that of decisions. Raises NotWrittenError."""
    texts = {"": as_csv(DECISIONS, decision_rows(accounts)), "-games": as_csv(GAMES, game_rows(accounts))}
    if answers := list(answer_rows(accounts)):
        texts["-answers"] = as_csv(ANSWERS, answers)
    if out is None:
        sys.stdout.write(texts[""].replace("\r\n", "\n"))
        return
    path = Path(out)
    refuse_others(path)
    files = {path.with_name(f"{path.stem}{more}{path.suffix}"): text for more, text in texts.items()}
    if not force:
        refuse_existing(files)
    for file, text in files.items():
        write_new(file, text, force=force, mark=True)
    print(f"The tables are in {in_a_row([clean_line(str(file), limit=1_000) for file in files])}.")


def _file_of(which: str | None) -> Path:
    """The file of the game that was named: by its path, by its id, by its player, or the last one. A player's is their last.

    Raises WrongUseError, SaveError.
    """
    if which is not None and is_file(Path(which)):
        return Path(which)
    saves = Saves(saves_folder())
    slots = saves.slots()
    if which is None:
        readable = [slot for slot in slots if slot.readable]
        if not readable:
            raise WrongUseError("No game is saved on this computer. Name the file of one, or play first: `neighbours play`.")
        return saves.path(readable[0])
    slot = next((slot for slot in slots if slot.id == which), None) or next((slot for slot in slots if slot.nickname == which), None)
    if slot is None:
        raise WrongUseError(f"There is no file, no game and no player `{which}`. `neighbours games` lists the games on this computer.")
    return saves.path(slot)


def _stories(named: str | None) -> StoryOf:
    """The stories of games, by their ids: those that have a name, and the one that was named. A game can't name a path."""
    stories = [*all_stories(), *([find(named)] if named is not None else [])]
    # A game says its story's id, or the name that the folder had before the story declared one.
    found = {each.name: each for each in stories} | {each.identity.id: each for each in stories}
    return cache(lambda name: story_to_play(found[name]) if name in found else None)
