"""Saved games as accounts of playthroughs: the choices made again in the story as it is now."""

from collections.abc import Callable, Iterable, Sequence

from game.play.program import Program, compile_role
from game.play.record import NotASaveError, from_data
from game.play.resume import resume
from game.report.account import Account, GameRecord, account_of
from game.saves.handed_in_games import Collected
from game.story.model import Story
from game.text.clean import clean_line

StoryOf = Callable[[str], Story | None]
"""A story by its id, or None where there is none of that name that can be played."""


class NotReplayedError(Exception):
    """A game that can't be played again; the message is a sentence that says why."""


def replay_all(games: Iterable[Collected], story_of: StoryOf) -> tuple[list[Account], list[str]]:
    """The accounts; and sentences on the games that can't be played again: one for each, and one for all games of a missing story."""
    accounts: list[Account] = []
    left_out: list[str] = []
    missing: dict[str, list[Collected]] = {}
    programs: dict[tuple[str, str], Program] = {}
    for game in games:
        try:
            if story_of(game.slot.story) is None:
                missing.setdefault(game.slot.story, []).append(game)
            else:
                accounts.append(replay(game, story_of, programs))
        except NotReplayedError as error:
            left_out.append(str(error))
    return accounts, [*left_out, *(_missing(games) for games in missing.values())]


def _missing(games: Sequence[Collected]) -> str:
    """Why games of a story that isn't here are left out."""
    name, story = _name(games[0]), clean_line(games[0].slot.story, limit=80)
    if len(games) == 1:
        return f"{name} is a game of the story {story}, which isn't here: --story names its folder."
    return f"{len(games):,} games are of the story {story}, which isn't here: --story names its folder. One of them is {name}."


def _name(game: Collected) -> str:
    return clean_line(f"{game.name}{game.path.suffix}")


def replay(game: Collected, story_of: StoryOf, programs: dict[tuple[str, str], Program] | None = None) -> Account:
    """Raises NotReplayedError."""
    programs = {} if programs is None else programs
    name, story = _name(game), story_of(game.slot.story)
    if story is None:
        raise NotReplayedError(_missing([game]))
    try:
        saved = from_data(game.payload)
        if saved.role not in story.roles:
            raise NotReplayedError(f"{name} plays {clean_line(saved.role, limit=80)}, a role that {story.title} no longer has.")
        key = (story.id, saved.role)
        if key not in programs:
            programs[key] = compile_role(story, saved.role)
        resumed = resume(programs[key], saved)
    except NotASaveError as error:
        raise NotReplayedError(f"{name} can't be read: {error}.") from error
    kept = GameRecord(clean_line(game.name), clean_line(game.slot.nickname), game.slot.updated, game.said)
    return account_of(resumed.played, kept, (*game.notices, *resumed.notices))
