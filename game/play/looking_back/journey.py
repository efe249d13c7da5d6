"""The route of a playthrough: its places in order with their hours, and what the map shows of it."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from game.geography.atlas import GeoPoint
from game.geography.map_drawing import SIGNS, Charted, MapMark
from game.play.evaluate import SCENE
from game.play.playthrough import Playthrough, facts_met, undo
from game.play.view import moment_of
from game.story.link_targets import linked
from game.story.model import Border, Location, Story
from game.story.phrases import WEEKDAYS
from game.text.clean import clean_line

LONGEST_NAME = 28  # characters of a place's name on the map


class Stop(Struct, frozen=True):
    """A stay at a place. `came` is a local time, `from_hour` and `to_hour` are the story's own hours; all are None where the
    story has no clock, or has changed since.
    """

    place: Location
    came: datetime | None = None
    from_hour: int | None = None
    to_hour: int | None = None

    @property
    def spot(self) -> GeoPoint:
        return GeoPoint(self.place.lat, self.place.lon)

    @property
    def left(self) -> datetime | None:
        """The local time at which it ended; None where that isn't known."""
        if self.came is None or self.from_hour is None or self.to_hour is None:
            return None
        return self.came + timedelta(hours=self.to_hour - self.from_hour)


def journey(played: Playthrough) -> tuple[Stop, ...]:
    """Every stay, oldest first; scenes without a place change nothing."""
    stops: list[Stop] = []
    for stop in (*_before(played), *_since(played)):
        if stops and stops[-1].place.id == stop.place.id:
            stops[-1] = replace(stops[-1], to_hour=stop.to_hour)
        else:
            stops.append(stop)
    return tuple(stops)


class Leg(Struct, frozen=True):
    """The way from one stay to the next."""

    start: Stop
    end: Stop

    @property
    def hours(self) -> int:
        """How long it took; 0 where that isn't known."""
        return self.end.from_hour - self.start.to_hour if self.end.from_hour is not None and self.start.to_hour is not None else 0


def last_leg(played: Playthrough) -> Leg | None:
    """The change of place that the last choice has brought, if it has brought one."""
    stops = journey(played)
    return Leg(stops[-2], stops[-1]) if len(stops) > max(1, len(journey(undo(played)))) else None


def _before(played: Playthrough) -> Iterator[Stop]:
    """Places of choices that were made before the story changed: their hours are no longer known."""
    story = played.program.story
    for entry in played.earlier:
        scene = story.scene_called(entry.scene)
        if scene is not None and scene.place:
            yield Stop(story.places[scene.place])


def _since(played: Playthrough) -> Iterator[Stop]:
    program = played.program
    for turn in played.turns:
        scene = program.scene(turn.state[SCENE]).scene
        if scene.place:
            moment = moment_of(program, scene, turn.state)
            hour = turn.state[program.clock] if moment is not None else None
            yield Stop(program.story.places[scene.place], moment, hour, hour)


def outstanding(played: Playthrough) -> tuple[Border, ...]:
    """The borders about which a fact has been met, as this person or as somebody else."""
    met = facts_met(played)
    return tuple(border for border in played.program.story.borders if border.fact in met or border.fact in played.carried.facts)


def charted(played: Playthrough, aims: Collection[str] = ()) -> Charted:
    """What the map shows: where the player is gets its name first, then what they point at (`aims`, by the ids of places), then
    where they have been, the newest first, where they may yet come, and where others do."""
    stops = journey(played)
    hours: dict[str, list[str]] = {}
    for stop in stops:
        hours.setdefault(stop.place.id, []).extend(filter(None, [_stay(stop, now=stop is stops[-1])]))
    marks: dict[str, MapMark] = {}
    for number, stop in enumerate(reversed(stops)):
        if stop.place.id not in marks:
            name = clean_line(stop.place.name, limit=LONGEST_NAME)
            told = ", ".join(hours[stop.place.id])
            last = hours[stop.place.id][-1:]
            names = dict.fromkeys((f"{name} {told}".strip(), " ".join([name, *last]), name))
            marks[stop.place.id] = MapMark(stop.spot, tuple(names), "here" if number == 0 else "been")
    story, role = played.program.story, played.program.role
    ahead = {scene.place for scene in linked(story, [role.start])}
    for place in story.places.values() if marks else ():
        if place.id not in marks:
            name = clean_line(place.name, limit=LONGEST_NAME)
            marks[place.id] = MapMark(GeoPoint(place.lat, place.lon), (name,), "ahead" if place.id in ahead else "others")
    for aim in aims:
        if marks[aim].kind != "here":
            marks[aim] = replace(marks[aim], kind="aim")
    ordered = sorted(marks.values(), key=lambda mark: list(SIGNS).index(mark.kind))
    countries = tuple(border.countries for border in outstanding(played))
    return Charted(tuple(ordered), tuple(stop.spot for stop in stops), countries)


def spots_of(story: Story) -> tuple[GeoPoint, ...]:
    """Where the story's places lie: what its map has to show."""
    return tuple(GeoPoint(place.lat, place.lon) for place in story.places.values())


def _stay(stop: Stop, *, now: bool) -> str:
    """`Wed 18:00 to Thu 06:00`, `since Wed 18:00` where one still is; "" where the hours aren't known."""
    if stop.came is None:
        return ""
    came = hour_in_words(stop.came)
    if stop.left is None or stop.left == stop.came:
        return came
    return f"since {came}" if now else f"{came} to {hour_in_words(stop.left)}"


def hour_in_words(moment: datetime) -> str:
    """Wed 18:00."""
    return f"{WEEKDAYS[moment.weekday()][:3]} {moment:%H:%M}"
