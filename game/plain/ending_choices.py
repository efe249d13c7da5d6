"""The end of a role line by line: how it is summed up, what can be typed there, and who to be next."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.plain.plain_text import number_in
from game.plain.review_pages import pages_of, summary
from game.plain.role_list import choose_role
from game.play.playthrough import recalls_untold
from game.play.view import View, recalled
from game.session.game_session import GameSession, begin_game

if TYPE_CHECKING:
    from game.plain.line_game import PlainGame

NOT_YET = "That is for the end of a role."


def rows(session: GameSession) -> Iterator[tuple[str, str]]:
    """What can be typed once a role has ended, and what it does."""
    kept = "goes on from there in a new game, and this one is kept" if session.keeps_the_way else "goes back to there"
    yield "e", "looks back: what stood in your way, the doors still closed, what is reported"
    yield "j", f"shows your choices; j 3 {kept}"
    yield "save", "saves what you did as a page to print; save md as Markdown"
    if session.saves is not None:
        yield "r", "plays this role again, from the start"
        if len(session.played.program.story.roles) > 1:
            yield "b", "lets you be somebody else"
    yield "n", "is your notebook"
    yield "q", "quits; the next start goes on with a game that you have left, or asks again who you will be"


def tell(game: "PlainGame", shown: View) -> None:
    from game.plain import lesson_pages

    played = game.session.played
    game.say(f"The end: {shown.ending}")
    if told := recalls_untold(played):
        game.say("What you did:")
        for recall in told:
            game.say(recalled(played.program.story, recall), first=" -  ", indent="    ")
    game.page(summary(played, game.session.endings_found()))
    if (imagined := played.program.story.imagined) is not None:
        game.say("")
        game.prose(imagined)
    game.say("")
    for command, what in (*lesson_pages.rows(game.lesson_session), *rows(game.session)):
        game.say(what, first=f"{command:<6}", indent="      ")


def look_back(game: "PlainGame", rest: str) -> None:
    pages = pages_of(game.session.look_back())
    if 1 <= number_in(rest) <= len(pages):
        game.page(pages[number_in(rest) - 1].text)
    elif rest:
        game.say(f"There is no such page. Type e 1 to e {len(pages)}.")
    else:
        game.page("Looking back:")
        for number, page in enumerate(pages, start=1):
            game.say(page.title, first=f"e {number}  ", indent="     ")


def export(game: "PlainGame", rest: str) -> None:
    from game.disk.named_files import NotWrittenError
    from game.report.keepsake import take_along

    if rest not in ("", "html", "md"):
        game.say("Type save for a page to print, or save md for Markdown.")
        return
    try:
        game.say(take_along(game.session, "md" if rest == "md" else "html"))
    except NotWrittenError as error:
        game.say(str(error))


def next_game(game: "PlainGame", *, again: bool) -> GameSession | None:
    """A new game as the same person, or as whoever the player then chooses; None where they quit instead.

    The finished game stays as it is. Where games aren't kept there is no other: the same. Raises SaveError.
    """
    session = game.session
    story, saves, role = session.played.program.story, session.saves, session.played.program.role
    if saves is None:
        return session
    if not again:
        game.say("")
        ended = saves.finished(story.identity, session.nickname).endings
        chosen = choose_role(story, game.answers, game.out, game.width, ended)
        if chosen is None:
            return None
        role = chosen
    begun = begin_game(story, role.id, saves, seed=game.seed, nickname=session.nickname)
    session.close()
    return begun
