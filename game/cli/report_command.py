"""`neighbours report`: what played games tell afterwards. Starts without importing textual."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from game.cli.exit_codes import Exit, ProblemsError, WrongUseError
from game.cli.open_story import find
from game.cli.output_files import as_text, form_of, put
from game.cli.play_command import story_to_play
from game.disk.named_files import NotWrittenError, refuse_existing, refuse_others, write_new
from game.disk.paths import is_file, is_folder
from game.library.find_stories import all_stories
from game.report.account import Account
from game.report.class_document import class_document
from game.report.csv_tables import ANSWERS, DECISIONS, GAMES, answer_rows, as_csv, decision_rows, game_rows
from game.report.json_data import CLASS_FORM, cleaned, report_data
from game.report.replayed import NotReplayedError, replay, replay_all
from game.report.student_document import student_document
from game.report.xapi import BASE, as_lines
from game.saves import SaveError, Saves, saves_folder
from game.saves.handed_in_games import Collection, collected_at, collected_below
from game.story.model import Story
from game.text.clean import clean_line
from game.text.words import in_a_row

ALL = "all"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a report is to be written. `out` is a file, or None for standard output."""

    form: str
    story: str | None
    out: str | None
    force: bool
    salt: str | None
    home_page: str | None


def report(
    which: str | None, form: str | None, *, story: str | None, out: str | None, force: bool, salt: str | None, home_page: str | None
) -> int:
    wish = Wish(form_of(form, out, ("md", "html", "json", "csv")), story, out, force, salt, home_page)
    try:
        if which == ALL or (which is not None and is_folder(Path(which))):
            return _report_many(which, wish)
        account = replay(collected_at(_file_of(which)), _stories(wish.story))
    except (SaveError, NotReplayedError) as error:
        raise ProblemsError(clean_line(str(error), limit=1_000)) from error
    if wish.form == "json":
        return _put(_as_json(report_data(account)), wish)
    code = _tables([account], wish)
    return code if code is not None else _put(as_text(student_document(account), wish.form), wish)


def _report_many(which: str, wish: Wish) -> int:
    """The games below a folder, or those on this computer that came to an ending."""
    folder = saves_folder() if which == ALL else Path(which)
    found = collected_below(folder) if is_folder(folder) else Collection(())
    games = [game for game in found.games if which != ALL or game.slot.finished]
    told = replay_all(games, _stories(wish.story))
    left_out = (*found.damaged, *told.left_out)
    for sentence in (*left_out, *found.others):
        print(f"Not counted: {clean_line(sentence, limit=1_000)}", file=sys.stderr)
    if not told.accounts:
        where = "on this computer that came to an ending" if which == ALL else f"below {clean_line(which)} that can be told"
        raise ProblemsError(f"There is no game {where}.")
    if wish.form == "json":
        whole = {"report": CLASS_FORM, "games": [report_data(account) for account in told.accounts], "not_counted": list(left_out)}
        _put(_as_json(whole), wish)
    elif _tables(told.accounts, wish) is None:
        _put(as_text(class_document(told.accounts, left_out), wish.form), wish)
    return Exit.PROBLEMS if left_out else Exit.FINE


def _tables(accounts: Sequence[Account], wish: Wish) -> int | None:
    """Rows and statements, which are written alike for one game and for many; None where another form is wished."""
    if wish.form == "xapi":
        salt = wish.salt if wish.salt is not None else token_hex(16)
        return _put("".join(f"{line}\n" for line in as_lines(accounts, salt=salt, home_page=wish.home_page or BASE)), wish)
    if wish.form != "csv":
        return None
    texts = {"": as_csv(DECISIONS, decision_rows(accounts)), "-games": as_csv(GAMES, game_rows(accounts))}
    if answers := list(answer_rows(accounts)):
        texts["-answers"] = as_csv(ANSWERS, answers)
    if wish.out is None:
        sys.stdout.write(texts[""].replace("\r\n", "\n"))
        return Exit.FINE
    path = Path(wish.out)
    try:
        refuse_others(path)
        files = {path.with_name(f"{path.stem}{more}{path.suffix}"): text for more, text in texts.items()}
        if not wish.force:
            refuse_existing(files)
        for file, text in files.items():
            write_new(file, text, force=wish.force, mark=True)
    except NotWrittenError as error:
        raise WrongUseError(str(error)) from error
    print(f"The tables are in {in_a_row([clean_line(str(file), limit=1_000) for file in files])}.")
    return Exit.FINE


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


def _stories(named: str | None) -> Callable[[str], Story | None]:
    """The stories of games, by their ids: those that have a name, and the one that was named. A game can't name a path."""
    stories = [*all_stories(), *([find(named)] if named is not None else [])]
    # A game says its story's id, or the name that the folder had before the story declared one.
    found = {each.name: each for each in stories} | {each.identity.id: each for each in stories}
    known: dict[str, Story | None] = {}

    def story_of(name: str) -> Story | None:
        if name not in known:
            known[name] = story_to_play(found[name]) if name in found else None
        return known[name]

    return story_of


def _as_json(data: dict[str, Any]) -> str:
    return json.dumps(cleaned(data), indent=1, ensure_ascii=False) + "\n"


def _put(text: str, wish: Wish) -> int:
    return put(text, wish.out, "The report", "Open it in a browser." if wish.form == "html" else "", force=wish.force)
