"""What a player has of a story, as its shelf shows it: what was found in it, the lives that were played, and who to be next."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from game.play.looking_back.doors import endings_of
from game.play.looking_back.lives import Crossing, Life, NextRole, crossings, days_of, life, next_role
from game.play.looking_back.ties import ties
from game.play.playthrough import Playthrough
from game.play.record import NotASaveError, from_data
from game.play.resume import OtherRoleError, program_of, resume
from game.saves import FinishedGames, HeldLesson, SaveError, Saves, Slot
from game.story.model import Role, RolePart, Story
from game.text.words import counted


class StoryWeek(Struct, frozen=True):
    """`endings` are the ids of those that each role has, `found` of those that this player has come to. `facts` is how many facts
    were met in finished games. `lives` has one life for each role that was played, `days` is empty in a story without a clock. `unfinished`
    are the games that each role can go on with, the last one of each. `others` is how many games everybody else has, by their
    nicknames, "" for those without one. `lesson` is whether one is on with this story.
    """

    story: Story
    endings: Mapping[str, Sequence[str]]
    found: Mapping[str, frozenset[str]]
    facts: int
    lives: Mapping[str, Life]
    crossings: tuple[Crossing, ...]
    days: tuple[date, ...]
    next: NextRole
    unfinished: Mapping[str, Slot]
    others: Mapping[str, int]
    lesson: bool = False

    def parts_of(self, role: Role) -> Sequence[RolePart]:
        """The parts of a role that come before the whole of it: in a lesson, all that it has."""
        return role.parts if self.lesson else ()

    def totals(self) -> str:
        """`2 of 39 endings, 26 of 74 facts`; nothing where nothing was played to an end."""
        found = sum(map(len, self.found.values()))
        if not found:
            return ""
        endings = f"{found} of {counted(sum(map(len, self.endings.values())), 'ending')}"
        return f"{endings}, {self.facts} of {counted(len(self.story.facts), 'fact')}" if self.story.facts else endings

    def endings_of(self, role: str) -> str:
        """`2 of 12 endings`; nothing where the role has none, or none was found."""
        found, all_of_them = self.found[role], self.endings[role]
        return f"{len(found)} of {counted(len(all_of_them), 'ending')}" if found else ""


def shelf_of(nickname: str) -> str:
    """Whose shelf it is: `Ada's shelf`."""
    return f"{nickname}'s shelf" if nickname else "the shelf without a nickname"


def story_week(story: Story, saves: Saves, nickname: str, held: HeldLesson | None = None) -> StoryWeek:
    """What can't be read isn't in it; whoever begins or opens a game is told why. `held` is the lesson that is on, with any story."""
    first = held.first_of(story.id) if held is not None else ""
    try:
        finished, slots = saves.finished(story.identity, nickname), saves.slots(story.identity)
    except SaveError:
        finished, slots = FinishedGames(), ()
    endings = {role.id: endings_of(story, role) for role in story.roles.values()}
    reached = {(game.role, story.name_now(game.ending)) for game in finished.games}
    found = {role: frozenset(ending for ending in of_role if (role, ending) in reached) for role, of_role in endings.items()}
    mine = [slot for slot in slots if slot.nickname == nickname and slot.readable]
    games = _games(story, saves, mine)
    lives = {role: lived for role, game in games.items() if (lived := life(game)) is not None}
    played = [game.role for game in finished.games if game.role in story.roles]
    last = games.get(played[-1]) if played else None
    by_itself = next_role(story, played, ties(last) if last is not None and last.ended else ())
    hours = [hour for life in lives.values() for hour in (life.first, life.last)]
    return StoryWeek(
        story,
        endings,
        found,
        len(finished.facts & story.facts.keys()),
        lives,
        crossings(story, lives.values()),
        days_of(story, hours),
        NextRole(first) if first in story.roles and first not in played else by_itself,
        {slot.role: slot for slot in reversed(mine) if slot.goes_on and slot.role in story.roles},
        Counter(slot.nickname for slot in slots if slot.nickname != nickname and slot.readable),
        held is not None and held.is_of(story.id),
    )


def _games(story: Story, saves: Saves, slots: Iterable[Slot]) -> dict[str, Playthrough]:
    """Of each role the finished game that was played last, else the one that can be gone on with."""
    games: dict[str, Playthrough] = {}
    for slot in sorted(slots, key=lambda slot: not slot.finished):
        if slot.role in story.roles and slot.role not in games:
            try:
                saved = from_data(saves.read(slot).payload)
                games[slot.role] = resume(program_of(story, saved), saved).played
            except (SaveError, NotASaveError, OtherRoleError):
                continue
    return games
