"""Saved games as accounts of playthroughs: the choices made again in the story as it is now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

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


class StoryMissingError(NotReplayedError):
    """A game of a story that isn't here."""

    def __init__(self, name: str, story: str) -> None:
        super().__init__(f"{name} is a game of the story {story}, which isn't here: --story names its folder.")
        self.name = name
        self.story = story


@dataclass(frozen=True, slots=True)
class ReplayedGames:
    """`left_out` are sentences on the games that can't be played again: one for each, and one for all games of a story that is missing."""

    accounts: tuple[Account, ...]
    left_out: tuple[str, ...] = ()


def replay_all(games: Iterable[Collected], story_of: StoryOf) -> ReplayedGames:
    accounts: list[Account] = []
    left_out: list[str] = []
    missing: dict[str, list[StoryMissingError]] = {}
    programs: dict[tuple[str, str], Program] = {}
    for game in games:
        try:
            accounts.append(replay(game, story_of, programs))
        except StoryMissingError as error:
            missing.setdefault(error.story, []).append(error)
        except NotReplayedError as error:
            left_out.append(str(error))
    for story, errors in missing.items():
        many = f"{len(errors):,} games are of the story {story}, which isn't here: --story names its folder. One of them is "
        left_out.append(str(errors[0]) if len(errors) == 1 else f"{many}{errors[0].name}.")
    return ReplayedGames(tuple(accounts), tuple(left_out))


def replay(game: Collected, story_of: StoryOf, programs: dict[tuple[str, str], Program] | None = None) -> Account:
    """Raises NotReplayedError."""
    programs = {} if programs is None else programs
    name, of = clean_line(f"{game.name}{game.path.suffix}"), clean_line(game.slot.story, limit=80)
    story = story_of(game.slot.story)
    if story is None:
        raise StoryMissingError(name, of)
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
