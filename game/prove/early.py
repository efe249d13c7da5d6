"""What may be shown before it can be known: facts before their day, and echoes before the hour at which they are left.

Every scene is looked at with every hour at which it may be entered, with the clock known and of everything else the bounds.
What is found may be impossible for another reason, so it is a warning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from game.play.evaluate import Where, where_in
from game.play.playthrough import facts_behind
from game.states.abstract import UNKNOWN, Asked, Range, clock_range, range_of
from game.story.language.tree import ClockRead, Constant, Effect, Expression, VariableRead, parts
from game.story.link_targets import Moment, Way, ways_on
from game.story.model import News, Role, Scene, Story, Variable, result_blocks

WIDEST = 72
"""Hours: of an amount of time that may be anything between further bounds, only the least is followed."""


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
class SceneHour:
    """A scene at an hour of the clock, and each way out of it that may be open then, with the hour at its end."""

    story: Story
    scene: Scene
    hours: int
    where: Where
    onward: list[tuple[Way, int]] = field(default_factory=list)

    @property
    def day(self) -> int:
        return self.where.day + (self.where.hour + self.hours) // 24

    def may_be(self, expression: Expression, echoes: Mapping[str, int] | None = None) -> Range:
        """What an expression may come out as at this hour, where some echoes are known."""
        clock = self.story.clock
        known = {**(echoes or {}), **({clock.variable: self.hours} if clock is not None else {})}

        def of(asked: Asked) -> Range:
            match asked:
                case VariableRead(name) if name in known:
                    return known[name], known[name]
                case VariableRead(name):
                    return self.story.variables[name].low, self.story.variables[name].high
                case ClockRead(part):
                    return clock_range(part, self.where, (self.hours, self.hours))
                case _:
                    return UNKNOWN

        return range_of(expression, of)


SceneHours = Mapping[str, Sequence[SceneHour]]
"""By role, every scene at every hour at which the role may be in it, by the clock alone."""


def hours_of(story: Story) -> SceneHours:
    """Nothing where there is no clock, and nothing that has its day or its hour."""
    if story.clock is None or not (any(fact.day for fact in story.facts.values()) or _echoes(story)):
        return {}
    return {role.id: list(_hours(story, role)) for role in story.roles.values()}


def early_facts(story: Story, hours: SceneHours) -> list[EarlyFact]:
    """Each scene and fact once, with the earliest day on which it may be shown, in the story's order."""
    dated = {name: fact.day.toordinal() for name, fact in story.facts.items() if fact.day is not None}
    found: dict[tuple[str, str], int] = {}
    for role, each in hours.items() if dated else ():
        for scene, fact, day in _shown(story, role, each):
            if day < dated.get(fact, 0):
                found[scene, fact] = min(day, found.get((scene, fact), day))
    order = list(story.scenes)
    return [EarlyFact(*key, date.fromordinal(found[key])) for key in sorted(found, key=lambda key: (order.index(key[0]), key[1]))]


def early_echoes(story: Story, hours: SceneHours) -> list[EarlyEcho]:
    """Each scene and echo once, in the story's order.

    Only what another role's choices set to a plain value is asked for.
    """
    clock, echoes = story.clock, _echoes(story)
    if clock is None or not echoes:
        return []
    left = _left(story, hours)
    found: dict[tuple[str, str], dict[int, int]] = {}  # by scene and echo, the earliest hour at which each value may be shown
    for role, each in hours.items():
        others = {name for name, source in echoes.items() if source != role}
        asked = {name: list(_asked(scene, others)) for name, scene in story.scenes.items()}
        for hour in each:
            for condition, echo in asked[hour.scene.id]:
                shown = found.setdefault((hour.scene.id, echo), {})
                for value in range(1, len(story.variables[echo].values)):
                    before = min(left.get((echo, value), 0), shown.get(value, hour.hours + 1))
                    if hour.hours < before and _says(condition, echo, value, hour):
                        shown[value] = hour.hours
    order = list(story.scenes)
    return [
        EarlyEcho(
            scene,
            echo,
            tuple(story.variables[echo].values[value] for value in sorted(shown)),
            clock.start + timedelta(hours=min(shown.values())),
            clock.start + timedelta(hours=min(left[echo, value] for value in shown)),
        )
        for (scene, echo), shown in sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
        if shown
    ]


def _echoes(story: Story) -> dict[str, str]:
    """The echoes, with the roles that leave them."""
    return {name: variable.echo for name, variable in story.variables.items() if variable.echo}


def _left(story: Story, hours: SceneHours) -> dict[tuple[str, int], int]:
    """The earliest hour at which each value of an echo may be left behind; nothing of one that is worked out."""
    found: dict[tuple[str, int], int] = {}
    worked_out: set[str] = set()
    for role, each in hours.items():
        mine = {name for name, source in _echoes(story).items() if source == role}
        for hour in each if mine else ():
            for way, after in hour.onward:
                changes = [(effect, hour.hours) for effect in _effects(way)]
                changes += [(effect, after) for effect in story.scenes[way.target.scene].enter]
                for effect, when in changes:
                    if effect.variable in mine and isinstance(effect.value, Constant):
                        key = (effect.variable, effect.value.value)
                        found[key] = min(when, found.get(key, when))
                    elif effect.variable in mine:
                        worked_out.add(effect.variable)
    return {(name, value): when for (name, value), when in found.items() if name not in worked_out}


def _effects(way: Way) -> tuple[Effect, ...]:
    return (*way.choice.effects, *(way.outcome.effects if way.outcome is not None else ()))


def _asked(scene: Scene, echoes: set[str]) -> Iterator[tuple[Expression, str]]:
    """Every condition of a scene that asks for an echo, with the echo."""
    for condition in scene.conditions:
        for name in {part.name for part in parts(condition) if isinstance(part, VariableRead)} & echoes:
            yield condition, name


def _says(condition: Expression, echo: str, value: int, hour: SceneHour) -> bool:
    """Whether a condition may hold because an echo has this value: it can't where nothing was left behind."""
    return not any(hour.may_be(condition, {echo: 0})) and any(hour.may_be(condition, {echo: value}))


def _shown(story: Story, role: str, hours: Sequence[SceneHour]) -> Iterator[tuple[str, str, int]]:
    """Every (scene, fact, day's ordinal) that the role may come to, news included."""
    assert story.clock is not None
    begun, clock = hours[0], story.variables[story.clock.variable]
    for item in story.news:  # what has come already is heard at the very start
        if item.hours <= begun.hours and _hears(item, role, begun.scene):
            yield from ((begun.scene.id, fact, begun.day) for fact in item.facts)
    for hour in hours:
        scene = hour.scene
        for block in scene.blocks:
            if block.condition is None or any(hour.may_be(block.condition)):
                for prose in block.texts:
                    yield from ((scene.id, fact, hour.day) for fact in prose.facts)
        for way, after in hour.onward:
            there = _at(story, way.target.scene, after)
            done = [_at(story, scene.id, hours) for hours in _hours_after(hour, _effects(way), clock)]
            yield from ((scene.id, fact, there.day) for fact in _told_on(way, done))
            for item in story.news:
                if hour.hours < item.hours <= after and _hears(item, role, there.scene):
                    yield from ((scene.id, fact, there.day) for fact in item.facts)


def _told_on(way: Way, done: Sequence[SceneHour]) -> Iterator[str]:
    """The facts of what comes of a choice, at the hours at which its effects may be done."""
    yield from facts_behind(way.choice, way.outcome)
    for block in result_blocks(way.choice, way.outcome):
        if block.condition is None or any(any(each.may_be(block.condition)) for each in done):
            yield from (fact for prose in block.texts for fact in prose.facts)


def _hears(item: News, role: str, scene: Scene) -> bool:
    return (not item.roles or role in item.roles) and (not item.places or scene.place in item.places)


def _hours(story: Story, role: Role) -> Iterator[SceneHour]:
    assert story.clock is not None
    clock = story.variables[story.clock.variable]
    begun = _at(story, role.start, dict(role.values).get(clock.name, clock.start))
    seen = {(Moment(role.start), hours) for hours in _hours_after(begun, begun.scene.enter, clock)}
    waiting = list(seen)
    while waiting:
        moment, hours = waiting.pop()
        here = _at(story, moment.scene, hours)
        for choice in here.scene.choices:
            if all(any(here.may_be(condition)) for condition in choice.conditions):
                for way in ways_on(moment, [choice]):
                    if way.outcome is not None and way.outcome.condition is not None and not any(here.may_be(way.outcome.condition)):
                        continue
                    done = {hours for hours in _hours_after(here, _effects(way), clock) if _taken(_at(story, moment.scene, hours), way)}
                    for after in _arrivals(way, story, done, clock):
                        here.onward.append((way, after))
                        if (way.target, after) not in seen:
                            seen.add((way.target, after))
                            waiting.append((way.target, after))
        yield here


def _taken(here: SceneHour, way: Way) -> bool:
    """Whether a way on may be the one of several that is taken, once its effects are done."""
    return all((holds in here.may_be(condition)) or here.may_be(condition) == UNKNOWN for condition, holds in way.asks)


def _arrivals(way: Way, story: Story, hours: set[int], clock: Variable) -> set[int]:
    """The hours on arrival: where a scene is entered, after what that does. Coming back may be an entry or not."""
    there = story.scenes[way.target.scene]
    if way.kind == "stay" or all(effect.variable != clock.name for effect in there.enter):
        return hours
    entered = {after for each in hours for after in _hours_after(_at(story, there.id, each), there.enter, clock)}
    return entered | hours if way.kind == "back" else entered


def _hours_after(here: SceneHour, effects: Sequence[Effect], clock: Variable) -> set[int]:
    """The hours that the effects may lead to."""
    found = {here.hours}
    for effect in effects:
        if effect.variable == clock.name:
            after = set[int]()
            for hours in found:
                amounts = _at(here.story, here.scene.id, hours).may_be(effect.value)
                low, high = (min(clock.high, hours + max(0, amount)) for amount in amounts)
                after.update(range(low, (high if high - low <= WIDEST else low) + 1))
            found = after
    return found


def _at(story: Story, scene: str, hours: int) -> SceneHour:
    assert story.clock is not None
    there = story.scenes[scene]
    return SceneHour(story, there, hours, where_in(story, there))
