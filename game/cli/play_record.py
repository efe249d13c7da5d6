"""`neighbours play --record`: a played game, written as a playthrough that must keep working."""

from collections.abc import Callable
from pathlib import Path

from game.check.playtests.playtest_writing import playtest_file
from game.cli.author.new_command import SCHEMA_FILE
from game.cli.exit_codes import Exit, WrongUseError
from game.cli.open_story import find, story_of
from game.disk.paths import is_file, is_folder, is_there
from game.library.load import load
from game.play.pasted_line import path_text
from game.play.playthrough import Playthrough
from game.play.record import NotASaveError, from_data
from game.play.resume import in_the_whole_role, program_of, resume
from game.saves import SaveError, Saves, Slot, saves_folder
from game.text.clean import clean_line


def play_and_record(file: str, name: str | None, nickname: str, play: Callable[[], int]) -> int:
    """Play, and write the game to `file` when it stops, however it stops: it is the one that was saved last."""
    _check(file)
    saves = Saves(saves_folder())
    before = {(slot.story, slot.id): slot.updated for slot in _slots(saves)}
    code = play()
    slots = [slot for slot in _slots(saves) if slot.readable and nickname in ("", slot.nickname)]
    changed = [slot for slot in slots if before.get((slot.story, slot.id)) != slot.updated]
    if not changed:
        raise WrongUseError("No choice was made, so nothing is recorded.")
    _write(_playthrough(saves, changed[0], name), file)
    if code in (Exit.FINE, Exit.INTERRUPTED):  # else there may be nobody left to tell
        print(f"Recorded in {clean_line(file, limit=1_000)}. `neighbours test` plays what is in a story's folder `tests`.")
    return code


def _check(file: str) -> None:
    """Refuse a file that can't be written before anybody plays for it. Raises WrongUseError."""
    path = Path(file)
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise WrongUseError(f"The game is recorded in a file that ends in .yaml, and `{file}` doesn't.")
    if is_there(path):
        raise WrongUseError(f"There is a file {file} already, and it stays as it is. Record in another one.")
    if not is_folder(path.parent) and not is_folder(path.parent.parent):
        raise WrongUseError(f"There is no folder {path.parent.parent} in which {path.parent.name} could be made.")


def _slots(saves: Saves) -> tuple[Slot, ...]:
    try:
        return saves.slots()
    except SaveError as error:
        raise WrongUseError(f"A game that can't be saved can't be recorded. {error.sentence}") from error


def _playthrough(saves: Saves, slot: Slot, name: str | None) -> Playthrough:
    found = find(name)
    if not saves.is_of(slot, found.identity):
        found = story_of(slot, saves)  # another story was taken from the shelf
    story = load(found.folder).story
    try:
        saved = from_data(saves.read(slot).payload)
        if story is None:
            raise WrongUseError("The story or the game can't be read any more, so nothing is recorded.")
        if saved.role not in story.roles:
            raise WrongUseError(f"{story.title} no longer has the role {saved.role}, so nothing is recorded.")
        played = resume(program_of(story, saved), saved).played
    except SaveError as error:
        raise WrongUseError(f"The game can't be recorded. {error.sentence}") from error
    except NotASaveError as error:
        raise WrongUseError(f"The game can't be recorded: {error}.") from error
    if played.program.part is None:
        return played
    whole = in_the_whole_role(played).played
    if whole.base is not None:
        raise WrongUseError("A part that begins later than its role isn't recorded: a playthrough begins where the role does.")
    return whole


def _write(played: Playthrough, file: str) -> None:
    path = Path(file)
    try:
        text = playtest_file(played)
        path.parent.mkdir(exist_ok=True)
        text = _schema_line(path) + text
        with path.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except OSError as error:
        line = path_text(played.carried, played.entries)
        raise WrongUseError(f"{file} can't be written: {error.strerror or error}. The game as a --path: {line}") from error


def _schema_line(path: Path) -> str:
    """The line that tells an editor which schema to use, where one lies beside the story or the stories."""
    for up in ("../", "../../"):
        if is_file(Path(f"{path.parent / up}/{SCHEMA_FILE}")):
            return f"# yaml-language-server: $schema={up}{SCHEMA_FILE}\n"
    return ""
