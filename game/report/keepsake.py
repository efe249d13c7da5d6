"""A report of the game that has just ended, saved from within the game."""

from pathlib import Path
from typing import Literal

from game.document.markdown import as_markdown
from game.document.page import as_page
from game.keep.answers import Answers
from game.keep.places import reports_folder
from game.play.playthrough import Playthrough
from game.report.account import Kept, account_of
from game.report.student import student_document
from game.report.write import write_beside


def save_report(
    played: Playthrough, form: Literal["md", "html"], *, nickname: str = "", said: Answers | None = None, folder: Path | None = None
) -> Path:
    """Write the report of a playthrough into a folder (by default `reports_folder()`, which is made), under a name that no
    other file there has. Returns the file, to be told. Raises NotWrittenError, whose words are a sentence for the player.
    """
    document = student_document(account_of(played, Kept(nickname=nickname, said=said)))
    text = as_page(document) if form == "html" else as_markdown(document)
    name = f"{played.program.story.id}-{played.program.role.id}.{form}".replace("_", "-")
    return write_beside(folder if folder is not None else reports_folder(), name, text)
