"""What may be shown before it can be known: facts before their day, and echoes before the hour at which they are left.

Every scene is explored at every hour at which it may be entered, with the clock known and everything else open. What
is found may be impossible for another reason, so it is a warning; what isn't found can't happen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from game.play.evaluate import Where
from game.play.playthrough import facts_told
from game.prove.partial import hours_after, value_at
from game.story.edges import Moment, Way, ways_on
from game.story.language.tree import Constant, Expression, Variable, parts
from game.story.model import News, Role, Scene, Story


@dataclass(frozen=True, slots=True)
class EarlyFact:
    """A fact that a scene, or a choice made in it, may show on a day before its own."""

    scene: str
    fact: str
    day: date


@dataclass(frozen=True, slots=True)
class EarlyEcho:
    """Values of an echo that a scene may show at an hour before any at which its role may leave them.

    `shown` and `left` are the earliest hours of each, in the clock's zone.
    """

    scene: str
    echo: str
    values: tuple[str, ...]
    shown: datetime
    left: datetime


@dataclass(frozen=True, slots=True)
class Hour:
    """A scene at an hour of the clock, and each way out of it that may be open then, with the hour at its end."""

    scene: Scene
    hours: int
    where: Where
    onward: tuple[tuple[Way, int], ...]


Hours = Mapping[str, Sequence[Hour]]
"""By role, every scene at every hour at which the role may be in it, by the clock alone."""


def hours_of(story: Story) -> Hours:
    """Nothing where there is no clock, and nothing that has its day or its hour."""
    if story.clock is None or not (any(fact.day for fact in story.facts.values()) or _echoes(story)):
        return {}
    return {role.id: list(_hours(story, role)) for role in story.roles.values()}


def early_facts(story: Story, hours: Hours) -> list[EarlyFact]:
    """Each scene and fact once, with the earliest day on which it may be shown, in the story's order."""
    dated = {name: fact.day for name, fact in story.facts.items() if fact.day is not None}
    found: dict[tuple[str, str], date] = {}
    for role, each in hours.items() if dated else ():
        for scene, fact, ordinal in _shown(story, role, each):
            if fact in dated:
                day = date.fromordinal(ordinal)
                if day < dated[fact]:
                    found[scene, fact] = min(day, found.get((scene, fact), day))
    order = {name: number for number, name in enumerate(story.scenes)}
    return [
        EarlyFact(scene, fact, day)
        for (scene, fact), day in sorted(found.items(), key=lambda item: (order.get(item[0][0], -1), item[0][1]))
    ]


def early_echoes(story: Story, hours: Hours) -> list[EarlyEcho]:
    """Each scene and echo once, in the story's order.

    Only what another role's choices set to a plain value is asked for.
    """
    clock, echoes = story.clock, _echoes(story)
    if clock is None or not echoes:
        return []
    left = _left(story, hours)
    found: dict[tuple[str, str, int], int] = {}
    for role, each in hours.items():
        others = {name for name, source in echoes.items() if source != role}
        asked = {name: list(_asked(scene, others)) for name, scene in story.scenes.items()}
        for hour in each:
            for condition, echo in asked[hour.scene.id]:
                for value in range(1, len(story.variables[echo].values)):
                    key = (hour.scene.id, echo, value)
                    if hour.hours < min(left.get((echo, value), 0), found.get(key, hour.hours + 1)) and _says(
                        condition, clock.variable, echo, value, hour
                    ):
                        found[key] = hour.hours
    order = {name: number for number, name in enumerate(story.scenes)}
    told: list[EarlyEcho] = []
    for scene, echo in sorted({key[:2] for key in found}, key=lambda key: (order[key[0]], key[1])):
        values = sorted(value for *key, value in found if key == [scene, echo])
        told.append(
            EarlyEcho(
                scene,
                echo,
                tuple(story.variables[echo].values[value] for value in values),
                clock.start + timedelta(hours=min(found[scene, echo, value] for value in values)),
                clock.start + timedelta(hours=min(left[echo, value] for value in values)),
            )
        )
    return told


def _echoes(story: Story) -> dict[str, str]:
    """The echoes, with the roles that leave them."""
    return {name: variable.echo for name, variable in story.variables.items() if variable.echo}


def _left(story: Story, hours: Hours) -> dict[tuple[str, int], int]:
    """The earliest hour at which each value of an echo may be left behind; nothing of one that is worked out."""
    found: dict[tuple[str, int], int] = {}
    worked_out: set[str] = set()
    for role, each in hours.items():
        mine = {name for name, source in _echoes(story).items() if source == role}
        for hour in each if mine else ():
            for way, after in hour.onward:
                effects = (*way.choice.effects, *(way.outcome.effects if way.outcome is not None else ()))
                changes = [(effect, hour.hours) for effect in effects]
                changes += [(effect, after) for effect in story.scenes[way.target.scene].enter]
                for effect, when in changes:
                    if effect.variable in mine and isinstance(effect.value, Constant):
                        key = (effect.variable, effect.value.value)
                        found[key] = min(when, found.get(key, when))
                    elif effect.variable in mine:
                        worked_out.add(effect.variable)
    return {(name, value): when for (name, value), when in found.items() if name not in worked_out}


def _asked(scene: Scene, echoes: set[str]) -> Iterator[tuple[Expression, str]]:
    """Every condition of a scene that asks for an echo, with the echo."""
    for condition in scene.conditions:
        for name in {part.name for part in parts(condition) if isinstance(part, Variable)} & echoes:
            yield condition, name


def _says(condition: Expression, clock: str, echo: str, value: int, hour: Hour) -> bool:
    """Whether a condition may hold because an echo has this value: it can't where nothing was left behind."""
    without, having = ({clock: hour.hours, echo: each} for each in (0, value))
    if value_at(condition, without, hour.hours, hour.where) != 0:
        return False
    return value_at(condition, having, hour.hours, hour.where) != 0


def _shown(story: Story, role: str, hours: Sequence[Hour]) -> Iterator[tuple[str, str, int]]:
    """Every (scene, fact, day's ordinal) that the role may come to, news included."""
    assert story.clock is not None
    clock, begun = story.clock.variable, hours[0]
    for item in story.news:  # what has come already is heard at the very start
        if item.hours <= begun.hours and _hears(item, role, begun.scene):
            yield from ((begun.scene.id, fact, _day(begun.where, begun.hours)) for fact in item.facts)
    for hour in hours:
        scene, today = hour.scene, _day(hour.where, hour.hours)
        for block in scene.blocks:
            if block.condition is None or value_at(block.condition, {clock: hour.hours}, hour.hours, hour.where) != 0:
                for prose in block.texts:
                    yield from ((scene.id, fact, today) for fact in prose.facts)
        for way, after in hour.onward:
            there = _day(_where(story, story.scenes[way.target.scene]), after)
            yield from ((scene.id, fact, there) for fact in facts_told(way.choice, way.outcome))
            for item in story.news:
                if hour.hours < item.hours <= after and _hears(item, role, story.scenes[way.target.scene]):
                    yield from ((scene.id, fact, there) for fact in item.facts)


def _hears(item: News, role: str, scene: Scene) -> bool:
    return (not item.roles or role in item.roles) and (not item.places or scene.place in item.places)


def _hours(story: Story, role: Role) -> Iterator[Hour]:
    assert story.clock is not None
    clock, most = story.clock.variable, story.variables[story.clock.variable].high
    starts_at = dict(role.values).get(clock, story.variables[clock].start)
    seen = {(Moment(role.start), starts_at)}
    waiting = list(seen)
    while waiting:
        moment, hours = waiting.pop()
        scene = story.scenes[moment.scene]
        where = _where(story, scene)
        onward: list[tuple[Way, int]] = []
        for choice in scene.choices:
            if any(value_at(condition, {clock: hours}, hours, where) == 0 for condition in choice.conditions):
                continue
            for way in ways_on(moment, [choice]):
                after = hours_after(choice.effects, clock, hours, most, where)
                after = hours_after(way.outcome.effects, clock, after, most, where) if way.outcome is not None else after
                onward.append((way, after))
                arrived = (way.target, after)
                if arrived not in seen:
                    seen.add(arrived)
                    waiting.append(arrived)
        yield Hour(scene, hours, where, tuple(onward))


def _where(story: Story, scene: Scene) -> Where:
    assert story.clock is not None
    utc = story.places[scene.place].utc if scene.place else story.clock.utc
    return Where(scene.id, story.clock.start.hour + utc - story.clock.utc, story.clock.start.toordinal())


def _day(where: Where, hours: int) -> int:
    return where.day + (where.hour + hours) // 24
