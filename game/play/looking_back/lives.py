"""The week of a story as it was lived: each life from its first hour to its last, and where two were at one place at one hour."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations

from msgspec import Struct

from game.play.looking_back.journey import Stop, journey
from game.play.playthrough import Playthrough
from game.story.model import Role, Story


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
    """Who to be next. `place` is where somebody who was played has been too, and `by` who that was; both are empty where that isn't
    why."""

    role: str
    place: str = ""
    by: str = ""


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
    return Crossing(hour, local(story, hour, here.place.utc), here.place.name, (one.role, other.role))


def local(story: Story, hour: int, utc: int | None = None) -> datetime:
    """An hour of the story's clock as a date and a time, in its own zone or in another. The story has a clock."""
    assert story.clock is not None
    return story.clock.start + timedelta(hours=hour + (0 if utc is None else utc - story.clock.utc))


def days_of(story: Story, hours: Collection[int]) -> tuple[date, ...]:
    """Every day from that on which the first role begins to the last on which something happens; `hours` are those of what was lived."""
    if story.clock is None:
        return ()
    known = [*hours, *(begins_at(story, role) for role in story.roles.values()), *(item.hours for item in story.news)]
    first, last = local(story, min(known)).date(), local(story, max(known)).date()
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def next_role(story: Story, finished: Sequence[str], lives: Iterable[Life] = ()) -> NextRole:
    """Who is proposed, when the roles in `finished` have been played to an end, the last one at the end.

    Somebody who hasn't been played and begins where the last one has been; else the first who hasn't been played; else, when
    all have been, whoever was played longest ago.
    """
    waiting = [role for role in story.roles.values() if role.id not in finished]
    if not waiting:
        return NextRole(max(story.roles, key=list(reversed(finished)).index))
    last = next((life for life in lives if finished and life.role == finished[-1]), None)
    for stop in reversed(last.stops) if last is not None else ():
        for role in waiting:
            if story.scenes[role.start].place == stop.place.id:
                return NextRole(role.id, stop.place.name, finished[-1])
    return NextRole(waiting[0].id)


def next_in_words(story: Story, proposed: NextRole) -> str:
    """`Be the other side: The cinema. You were in Oral too.`"""
    title = story.roles[proposed.role].title
    return (
        f"Be the other side: {title}. You were in {proposed.place} too."
        if proposed.place
        else f"Be somebody else: {title}, or who you like."
    )


def of_role(crossed: Iterable[Crossing], role: str) -> Iterator[Crossing]:
    return (crossing for crossing in crossed if role in crossing.roles)
