"""The week drawn in rows: a lane for each role across the days, and on it the life that was played."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from textual.content import Content

from game.play.looking_back.journey import hour_in_words
from game.play.looking_back.lives import begins_at, of_role
from game.session.story_week import StoryWeek
from game.story.model import Role
from game.story.phrases import WEEKDAYS, part_in_words
from game.story.prose import paragraphs
from game.text.words import counted
from game.tui.pages.role_estimate import RoleEstimate
from game.tui.safe_text import NOTHING, column, joined, line, plain, prose, together

NARROWEST_DAY = 2  # columns; where there are fewer the roles are rows without days
BEGINS, TRACK, LIVED, PLACE, END, STOPPED = "○", "┄", "━", "●", "◆", "▶"
CROSSING, LINK, MIDNIGHT = "╋", "╎", "┊"
DAY = 24
DATED = 7  # columns of a day from which the first and the last one have their dates
Cell = tuple[str, str]  # a sign and its looks, which are ours


class WeekChart:
    """The rows of a week that are `width` columns wide; a life that was lived has the colour of its role, of those in `accents`."""

    def __init__(self, week: StoryWeek, estimates: Mapping[str, RoleEstimate], accents: Sequence[str], width: int) -> None:
        self._week, self._estimates = week, estimates
        self._accents = {role: accents[number % len(accents)] for number, role in enumerate(week.story.roles)}
        longest = max((line(role.title).cell_length for role in week.story.roles.values()), default=0)
        self._label = min(longest, max(10, width // 5)) + 2
        self._columns = width - self._label
        clock = week.story.clock
        self._drawn = clock is not None and len(week.days) * NARROWEST_DAY <= self._columns
        if clock is not None and week.days:
            midnight = datetime(week.days[0].year, week.days[0].month, week.days[0].day)
            self._before = (clock.start - midnight) // timedelta(hours=1)  # hours of the first day before the clock starts

    def days(self) -> Content | None:
        """The names of the days, above the lanes; None where there is no room for them or no clock."""
        if not self._drawn:
            return None
        room = self._columns // len(self._week.days)
        names = [WEEKDAYS[day.weekday()][: 3 if room > 3 else 1] for day in self._week.days]
        if room >= DATED:
            names = [f"{names[0]} {self._week.days[0].day}", *names[1:-1], f"{names[-1]} {self._week.days[-1].day}"][: len(names)]
        text = " " * self._label
        for number, name in enumerate(names):
            text = text.ljust(self._label + self._columns * number // len(names)) + name
        return plain(text, "$muted")

    def lane(self, role: Role) -> Content:
        """A role's name, and its life or how it would run."""
        label = column(role.title, self._label, "bold")
        if role.id in self._week.lives:
            label = label.stylize(self._accents[role.id])
        if not self._drawn:
            return together(label, line(self._week.endings_of(role.id), "$muted"))
        return together(label, _in_runs(self._cells(role)))

    def places(self, role: Role) -> Content:
        """The places on a lane, to stand below it: those that were come to, or where the role would begin. One that has no room is
        left out."""
        if not self._drawn:
            return NOTHING
        story, life = self._week.story, self._week.lives.get(role.id)
        start = story.scenes[role.start].place
        named = [(begins_at(story, role), story.places[start].name)] if start else []
        if life is not None:
            named = [(stop.from_hour or 0, stop.place.name) for stop in life.stops]
        cells = self._empty()
        self._link(cells, role, below=True)
        free = 0
        for hour, name in named:
            at, long = self._at(hour), line(name).cell_length
            at += 2 if cells[at][0] == LINK else 0
            if at + long > self._columns:
                at = self._at(hour) - long - 1
            if free <= at:
                cells[at : at + long] = [(sign, "$muted") for sign in line(name).plain]
                free = at + long + 1
        return together(plain(" " * self._label), _in_runs(cells))

    def _empty(self) -> list[Cell]:
        cells: list[Cell] = [(" ", "")] * self._columns
        for number in range(1, len(self._week.days)):
            cells[self._columns * number // len(self._week.days)] = (MIDNIGHT, "$rule")
        return cells

    def _cells(self, role: Role) -> list[Cell]:
        cells = self._empty()
        life, estimate = self._week.lives.get(role.id), self._estimates.get(role.id)
        begins = begins_at(self._week.story, role)
        if life is None:
            if estimate is not None and estimate.last_hour is not None:
                self._line(cells, begins, estimate.last_hour, (TRACK, "$muted"))
            self._link(cells, role)
            cells[self._at(begins)] = (BEGINS, "bold")
            return cells
        self._link(cells, role)
        accent = self._accents[role.id]
        self._line(cells, life.first, life.last, (LIVED, accent))
        for stop in life.stops:
            cells[self._at(stop.from_hour or 0)] = (PLACE, f"bold {accent}")
        cells[self._at(life.last)] = (END if life.ended else STOPPED, f"bold {accent}")
        for crossing in of_role(self._week.crossings, role.id):
            cells[self._at(crossing.hour)] = (CROSSING, "bold $news")
        return cells

    def _link(self, cells: list[Cell], role: Role, *, below: bool = False) -> None:
        """Join the two ends of each crossing that this lane, or the row below it, lies between."""
        order = list(self._week.story.roles)
        for crossing in self._week.crossings:
            upper, lower = sorted(order.index(each) for each in crossing.roles)
            if upper < order.index(role.id) + (0.5 if below else 0) < lower:
                cells[self._at(crossing.hour)] = (LINK, "$news")

    def _line(self, cells: list[Cell], first: int, last: int, cell: Cell) -> None:
        for at in range(self._at(first), self._at(last) + 1):
            cells[at] = cell

    def _at(self, hour: int) -> int:
        """The column of an hour; what lies outside the days stands at their edge."""
        at = (hour + self._before) * self._columns // (len(self._week.days) * DAY)
        return max(0, min(at, self._columns - 1))


def _in_runs(cells: Iterable[Cell]) -> Content:
    runs = groupby(cells, key=lambda cell: cell[1])
    return together(*(plain("".join(sign for sign, _ in run)).stylize(look) for look, run in runs))


def told_of_role(week: StoryWeek, name: str, estimate: RoleEstimate | None, *, first: bool) -> Content:
    """What stands below the lanes of the role that one stands on; with `first` no more than how to begin
    and who that is."""
    role, proposed, lived = week.story.roles[name], week.next, week.lives.get(name)
    begins = plain(f"Enter begins {'as' if lived is None else 'again as'} {role.title}.", "bold")
    if parts := week.parts_of(role):
        begins = plain(f"Enter begins as {role.title}: “{parts[0].title}”, {part_in_words(parts[0])}, or the whole role.", "bold")
    if name in week.unfinished:
        begins = plain(f"Enter goes on as {role.title}, or starts anew.", "bold")
    blurb = prose(paragraphs(role.blurb.text))
    if first:
        return joined("\n", [begins, blurb])
    minutes = f"about {counted(estimate.minutes, 'minute')}" if estimate is not None and estimate.minutes is not None else ""
    about = joined("  ·  ", [begins, line(minutes, "$muted"), line(week.endings_of(name), "$muted")], "$muted")
    tied = f"See the other side. {proposed.tie.says}" if proposed.tie is not None and proposed.role == name else ""
    crossed = [
        together(plain(f"{CROSSING} ", "bold $news"), line(f"{_title(week, each.other(name))}: {each.place}, {hour_in_words(each.moment)}"))
        for each in of_role(week.crossings, name)
    ]
    return joined("\n", [about, blurb, plain(tied), joined("   ", crossed)])


def _title(week: StoryWeek, role: str) -> str:
    return week.story.roles[role].title
