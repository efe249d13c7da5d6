"""A report of the game that has just ended, saved from within the game."""

from pathlib import Path
from typing import Literal

from game.clean import clean_line
from game.document.markdown import as_markdown
from game.document.page import as_page
from game.keep import SaveError
from game.keep.answers import Answers, read_answers
from game.keep.files import write_beside
from game.keep.places import reports_folder
from game.play.playthrough import Playthrough
from game.report.account import Kept, account_of
from game.report.student import student_document
from game.sitting import Sitting

Form = Literal["md", "html"]


def take_along(sitting: Sitting, form: Form, *, folder: Path | None = None) -> str:
    """Write the report of a game that somebody sits at, with what was said in it, as `save_report` does. Returns a sentence
    that says where it is. Raises NotWrittenError.
    """
    said: Answers | None = None
    without = ""
    if sitting.saves is not None and sitting.save is not None:
        try:
            said = read_answers(sitting.saves, sitting.save.slot)
        except SaveError as error:
            without = f" {error.sentence}"
    path = save_report(sitting.played, form, nickname=sitting.nickname, said=said, folder=folder)
    return f"Saved as {clean_line(str(path), limit=1_000)}.{without}"


def save_report(played: Playthrough, form: Form, *, nickname: str = "", said: Answers | None = None, folder: Path | None = None) -> Path:
    """Write the report of a playthrough into a folder (by default `reports_folder()`, which is made), under a name that no
    other file there has. Returns the file, to be told. Raises NotWrittenError, whose words are a sentence for the player.
    """
    document = student_document(account_of(played, Kept(nickname=nickname, said=said)))
    text = as_page(document) if form == "html" else as_markdown(document)
    name = f"{played.program.story.id}-{played.program.role.id}.{form}".replace("_", "-")
    return write_beside(folder if folder is not None else reports_folder(), name, text)
