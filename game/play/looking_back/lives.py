"""The week of a story as it was lived: each life from its first hour to its last, and where two were at one place at one hour."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations

from msgspec import Struct

from game.play.looking_back.journey import Stop, journey
from game.play.looking_back.ties import Tie
from game.play.playthrough import Playthrough
from game.story.model import Location, Role, Story


class Life(Struct, frozen=True):
    """The way of one game on the story's clock; `stops` are its stays whose hours are known."""

    role: str
    first: int
    last: int
    stops: tuple[Stop, ...] = ()
    ended: bool = False


class Crossing(Struct, frozen=True):
    """Two lives at one place at one hour: `hour` is the first on the story's clock, `moment` the same in local time."""

    hour: int
    moment: datetime
    place: str
    roles: tuple[str, str]

    def other(self, role: str) -> str:
        return self.roles[1] if self.roles[0] == role else self.roles[0]


class NextRole(Struct, frozen=True):
    """Who to be next. `tie` is what ties that role to the game that was finished last; None where nothing does."""

    role: str
    tie: Tie | None = None


def life(played: Playthrough) -> Life | None:
    """None in a story without a clock."""
    if played.program.story.clock is None:
        return None
    hours = [turn.state[played.program.clock] for turn in played.turns]
    stops = tuple(stop for stop in journey(played) if stop.from_hour is not None)
    return Life(played.program.role.id, min(hours), max(hours), stops, played.ended)


def begins_at(story: Story, role: Role) -> int:
    """The hour of the story's clock at which a role begins; 0 where there is none."""
    if story.clock is None:
        return 0
    name = story.clock.variable
    return dict(role.values).get(name, story.variables[name].start)


def crossings(story: Story, lives: Iterable[Life]) -> tuple[Crossing, ...]:
    """Where two lives were at one place at one hour, once for each two and each place, in the order of the hours."""
    found: dict[tuple[str, str, str], Crossing] = {}
    for one, other in combinations(lives, 2):
        for here in one.stops:
            for there in other.stops:
                crossing = _crossing(story, one, here, other, there)
                if crossing is not None:
                    found.setdefault((one.role, other.role, crossing.place), crossing)
    return tuple(sorted(found.values(), key=lambda crossing: crossing.hour))


def _crossing(story: Story, one: Life, here: Stop, other: Life, there: Stop) -> Crossing | None:
    assert story.clock is not None  # there are no lives without one
    if one.role == other.role or here.place.id != there.place.id:
        return None
    if here.from_hour is None or here.to_hour is None or there.from_hour is None or there.to_hour is None:
        return None
    hour = max(here.from_hour, there.from_hour)
    if hour > min(here.to_hour, there.to_hour):
        return None
    return Crossing(hour, local(story, hour, here.place), here.place.name, (one.role, other.role))


def local(story: Story, hour: int, place: Location | None = None) -> datetime:
    """An hour of the story's clock as a date and a time, in its own zone or in a place's. The story has a clock."""
    assert story.clock is not None
    return story.clock.local(place) + timedelta(hours=hour)


def days_of(story: Story, hours: Collection[int]) -> tuple[date, ...]:
    """Every day from that on which the first role begins to the last on which something happens; `hours` are those of what was lived."""
    if story.clock is None:
        return ()
    known = [*hours, *(begins_at(story, role) for role in story.roles.values()), *(item.hours for item in story.news)]
    first, last = local(story, min(known)).date(), local(story, max(known)).date()
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def next_role(story: Story, finished: Sequence[str], tied: Iterable[Tie] = ()) -> NextRole:
    """Who is proposed, when the roles in `finished` have been played to an end, the last one at the end, and `tied` are its ties.

    Of those who haven't been played the one with the strongest tie, else the first; when all have been, whoever was played longest ago.
    """
    waiting = [role for role in story.roles if role not in finished]
    if not waiting:
        return NextRole(max(story.roles, key=list(reversed(finished)).index))
    return next((NextRole(tie.role, tie) for tie in tied if tie.role in waiting), NextRole(waiting[0]))


def next_in_words(story: Story, proposed: NextRole) -> str:
    """`Be the other side: The cinema. You met Raushan.`"""
    title = story.roles[proposed.role].title
    return f"Be the other side: {title}. {proposed.tie.says}" if proposed.tie is not None else f"Be somebody else: {title}."


def of_role(crossed: Iterable[Crossing], role: str) -> Iterator[Crossing]:
    return (crossing for crossing in crossed if role in crossing.roles)
