"""What a report tells of one playthrough, as values; and saved games as such accounts, their choices made again in the story as it
is now. A skipped scene leaves no trace: neither its text, nor its choice, nor a fact that was met in it alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from game.play.looking_back.ledger import Ledger, ledger
from game.play.playthrough import Playthrough, choice_of, facts_behind, news_of, passage_of, results_of
from game.play.program import Program
from game.play.record import NotASaveError, from_data
from game.play.resume import program_of, resume
from game.play.transcript import Decision, decisions
from game.play.view import Passage, View, view
from game.saves.answers import Answers
from game.saves.handed_in_games import Collected
from game.story.model import Fact, Story
from game.text.clean import clean_line


@dataclass(frozen=True, slots=True)
class GameRecord:
    """What is known of a game beside its playthrough: whose it is (or ""), when its last choice was made, and what was
    said before and after. `name` tells it from others in a collection: a file's name, or a game's id."""

    name: str = ""
    nickname: str = ""
    updated: datetime | None = None
    said: Answers | None = None


@dataclass(frozen=True, slots=True)
class AccountStep:
    """A moment and the choice that was made in it, if one was. `read` is what was read there: of a scene that was read just
    before and hasn't changed, only what is new. `after` is what came of the choice before the next scene: results, news."""

    view: View
    read: tuple[Passage, ...]
    again: bool  # in the same scene as the step before
    decision: Decision | None
    after: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Account:
    played: Playthrough
    kept: GameRecord
    steps: tuple[AccountStep, ...]
    facts: tuple[Fact, ...]
    ledger: Ledger
    before: tuple[Decision, ...]  # choices made before the story changed: they can only be listed
    notices: tuple[str, ...] = ()

    @property
    def ending(self) -> str:
        """The title of the ending, or "" where the game isn't finished."""
        return self.steps[-1].view.ending

    @property
    def ending_told(self) -> str:
        """The same, where it ends a part and its role goes on with that said."""
        return self.ending if self.played.part_over is None else f"{self.ending} (the end of a part)"


def account_of(played: Playthrough, kept: GameRecord, notices: tuple[str, ...] = ()) -> Account:
    everything = list(decisions(played))
    earlier = tuple(decision for decision in everything if decision.made is None and not decision.skipped)
    made = [decision for decision in everything if decision.made is not None]
    return Account(played, kept, tuple(_steps(played, made)), _facts(played), ledger(played), earlier, notices)


def _steps(played: Playthrough, made: list[Decision]) -> Iterator[AccountStep]:
    views = [view(played, turn) for turn in range(len(played.turns))]
    shown: tuple[str, tuple[Passage, ...]] = ("", ())
    for turn, now in enumerate(views):
        decision = made[turn] if turn < len(made) else None
        skipped = decision is not None and decision.skipped
        passage = () if skipped else tuple(part for part in now.parts if part.kind in ("text", "recalls"))
        news = tuple(part for part in now.parts if part.kind == "news") if turn == 0 else ()
        again = now.scene.id == shown[0]
        read = () if again and passage == shown[1] else passage
        after: tuple[Passage, ...] = ()
        if turn + 1 < len(views):
            after = tuple(part for part in views[turn + 1].parts if part.kind in ("result", "news"))
        if not skipped:
            shown = (now.scene.id, passage)
        yield AccountStep(now, (*news, *read), again, None if skipped else decision, after)


def _facts(played: Playthrough) -> tuple[Fact, ...]:
    """The facts met, in order."""
    story = played.program.story
    met = dict.fromkeys(fact for turn in range(len(played.turns)) for fact in _facts_shown(played, turn))
    if played.base is not None:
        met.update(dict.fromkeys(sorted(played.base.met)))
    return tuple(story.facts[name] for name in met if name in story.facts)


def _facts_shown(played: Playthrough, turn: int) -> Iterator[str]:
    """The facts of a turn, without those of a choice or a passage that was skipped."""
    entry = played.turns[turn].entry
    if entry is not None and not entry.skipped and (found := choice_of(played, entry)) is not None:
        yield from facts_behind(*found)
        yield from (fact for prose in results_of(played, turn) for fact in prose.facts)
    for item in news_of(played, turn):
        yield from item.facts
    if turn == len(played.entries) or not played.entries[turn].skipped:
        for _, prose in passage_of(played, turn):
            yield from prose.facts


# ---- saved games ----

StoryOf = Callable[[str], Story | None]
"""A story by its id, or None where there is none of that name that can be played."""


class NotReplayedError(Exception):
    """A game that can't be played again; the message is a sentence that says why."""


def replay_all(games: Iterable[Collected], story_of: StoryOf) -> tuple[list[Account], list[str]]:
    """The accounts; and sentences on the games that can't be played again: one for each, and one for all games of a missing story."""
    accounts: list[Account] = []
    left_out: list[str] = []
    missing: dict[str, list[Collected]] = {}
    programs: dict[tuple[str, str, str], Program] = {}
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


def replay(game: Collected, story_of: StoryOf, programs: dict[tuple[str, str, str], Program] | None = None) -> Account:
    """Raises NotReplayedError."""
    programs = {} if programs is None else programs
    name, story = _name(game), story_of(game.slot.story)
    if story is None:
        raise NotReplayedError(_missing([game]))
    try:
        saved = from_data(game.payload)
        if saved.role not in story.roles:
            raise NotReplayedError(f"{name} plays {clean_line(saved.role, limit=80)}, a role that {story.title} no longer has.")
        key = (story.id, saved.role, saved.part)
        if key not in programs:
            programs[key] = program_of(story, saved)
        resumed = resume(programs[key], saved)
    except NotASaveError as error:
        raise NotReplayedError(f"{name} can't be read: {error}.") from error
    kept = GameRecord(clean_line(game.name), clean_line(game.slot.nickname), game.slot.updated, game.said)
    return account_of(resumed.played, kept, (*game.notices, *resumed.notices))
