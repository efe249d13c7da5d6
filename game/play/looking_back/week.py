"""The week as it ran for one person, day by day, beside what was reported on each of those days.

A dated fact that was met is shown; one that wasn't stays closed, and only its day is known. While the story runs, days
that haven't come yet aren't there; at its end all of them are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from game.play.evaluate import SCENE
from game.play.playthrough import Playthrough, facts_met, news_of
from game.play.view import heading, moment_of, plain_text
from game.story.model import News
from game.story.phrases import WEEKDAYS

NO_WEEK = "This story has no clock, so there are no days to lay side by side."


class WeekHour(Struct, frozen=True):
    """A scene on arrival: its local time, its place and its title ("" where it has none)."""

    moment: datetime
    place: str
    title: str


class DayReport(Struct, frozen=True):
    """What was met of what was reported on a day. `fact` is "" for news that tells no fact of the ledger; `earlier` says
    that it was met as somebody else.
    """

    says: str
    by: str
    fact: str = ""
    earlier: bool = False


class Day(Struct, frozen=True):
    """`closed` is how much more was reported on this day that hasn't been met."""

    day: date
    hours: tuple[WeekHour, ...] = ()
    reported: tuple[DayReport, ...] = ()
    closed: int = 0


def closed_in_words(day: Day) -> str:
    """What is to be said of that which wasn't met, without telling any of it."""
    name = WEEKDAYS[day.day.weekday()]
    more = " more" if day.reported else ""
    if day.closed == 1:
        return f"Something{more} was reported on {name} that you haven't met."
    return f"{day.closed:,}{more} things were reported on {name} that you haven't met."


def week(played: Playthrough) -> tuple[Day, ...]:
    """The days on which something happened or was reported, in order; none in a story without a clock."""
    clock = played.program.story.clock
    if clock is None:
        return ()
    hours: dict[date, list[WeekHour]] = defaultdict(list)
    reported: dict[date, list[DayReport]] = defaultdict(list)
    closed: Counter[date] = Counter()
    for hour in _hours(played):
        hours[hour.moment.date()].append(hour)
    last = max((*hours, clock.start.date()))
    for day, told in _reports(played, clock.start):
        if day > last and not played.ended:
            continue
        if told is None:
            closed[day] += 1
        else:
            reported[day].append(told)
    return tuple(Day(day, tuple(hours[day]), tuple(reported[day]), closed[day]) for day in sorted({*hours, *reported, *closed}))


def _hours(played: Playthrough) -> Iterator[WeekHour]:
    program = played.program
    before: WeekHour | None = None
    for turn in played.turns:
        scene = program.scene(turn.state[SCENE]).scene
        moment = moment_of(program, scene, turn.state)
        if moment is None:
            continue
        place = program.story.places[scene.place].name if scene.place else ""
        hour = WeekHour(moment, place, heading(scene.title or scene.ending, program, turn.state))
        if before is None or (hour.title, hour.place) != (before.title, before.place):
            yield hour
        before = hour


def _reports(played: Playthrough, start: datetime) -> Iterator[tuple[date, DayReport | None]]:
    """Everything dated, in the order of its days; None where it hasn't been met."""
    story, role = played.program.story, played.program.role.id
    met, earlier = facts_met(played), played.carried.facts
    heard = {item for number in range(len(played.turns)) for item in news_of(played, number)}
    dated: dict[str, date] = {name: fact.day for name, fact in story.facts.items() if fact.day is not None}
    alone: list[tuple[date, News]] = []
    for item in story.news:
        if not item.roles or role in item.roles:
            day = (start + timedelta(hours=item.hours)).date()
            if item.fact:
                dated.setdefault(item.fact, day)
            elif not item.text.facts:
                alone.append((day, item))
    for name, day in sorted(dated.items(), key=lambda pair: pair[1]):
        fact = story.facts[name]
        if name in met or name in earlier:
            says = plain_text(fact.says, played.program, played.state)
            yield day, DayReport(says, fact.by, name, earlier=name not in met)
        else:
            yield day, None
    for day, item in alone:
        yield day, DayReport(plain_text(item.text, played.program, played.state), "") if item in heard else None
