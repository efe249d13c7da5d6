"""The report and the card of a game that has just ended, saved from within the game."""

from pathlib import Path
from typing import Literal

from game.disk.homes import reports_folder
from game.disk.named_files import write_beside
from game.document.html import as_page
from game.document.markdown import as_markdown
from game.play.looking_back.end_card import EndCard
from game.play.playthrough import Playthrough
from game.report.account import GameRecord, account_of
from game.report.card_files import card_svg, card_text
from game.report.student_document import student_document
from game.saves import SaveError
from game.saves.answers import Answers, read_answers
from game.session.game_session import GameSession
from game.text.clean import clean_line

Form = Literal["md", "html"]


def take_along(session: GameSession, form: Form) -> str:
    """Write the report of a game that somebody plays, with what was said in it. Returns a sentence that says where it is.
    Raises NotWrittenError.
    """
    said: Answers | None = None
    without = ""
    if session.saves is not None and session.save is not None:
        try:
            said = read_answers(session.saves, session.save.slot)
        except SaveError as error:
            without = f" {error.sentence}"
    path = save_report(session.played, form, nickname=session.nickname, said=said)
    return f"{_where(path)}{without}"


def save_report(played: Playthrough, form: Form, *, nickname: str = "", said: Answers | None = None, folder: Path | None = None) -> Path:
    """Write the report of a playthrough into a folder (by default `reports_folder()`, which is made), under a name that no
    other file there has. Returns the file, to be told. Raises NotWrittenError, whose words are a sentence for the player.
    """
    document = student_document(account_of(played, GameRecord(nickname=nickname, said=said)))
    text = as_page(document) if form == "html" else as_markdown(document)
    return write_beside(folder if folder is not None else reports_folder(), f"{_name(played)}.{form}", text)


def save_card(played: Playthrough, card: EndCard, *, folder: Path | None = None) -> str:
    """Write the card as a picture and as a text, under names that no other file has. Returns a sentence that says where they
    are. Raises NotWrittenError.
    """
    into = folder if folder is not None else reports_folder()
    name = f"{_name(played)}-{played.scene.id}-card".replace("_", "-")
    picture = write_beside(into, f"{name}.svg", card_svg(card))
    text = write_beside(into, f"{name}.txt", "\n".join([*card_text(card), ""]))
    return _where(picture, text)


def _where(*paths: Path) -> str:
    """Each file on a line of its own, so that no name is broken where it is copied from, and then the folder."""
    names = [clean_line(path.name, limit=1_000) for path in paths]
    return "\n".join(["Saved as", *names, f"in {clean_line(str(paths[0].parent), limit=1_000)}"])


def _name(played: Playthrough) -> str:
    return f"{clean_line(played.program.story.identity.name)}-{played.program.role.id}".replace("_", "-")
