"""Facts that may be shown before their day.

Every scene is explored at every hour at which it may be entered, with the clock known and everything else open. What
is found may be impossible for another reason, so it is a warning; what isn't found can't happen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from game.play.evaluate import Where
from game.prove.graph.ways import Moment, ways_on
from game.prove.partial import hours_after, value_at
from game.story.model import Choice, Outcome, Role, Scene, Story
from game.story.prose import Prose


@dataclass(frozen=True, slots=True)
class EarlyFact:
    """A fact that a scene, or a choice made in it, may show on a day before its own."""

    scene: str
    fact: str
    day: date


def early_facts(story: Story) -> list[EarlyFact]:
    """Each scene and fact once, with the earliest day on which it may be shown, in the story's order."""
    clock = story.clock
    dated = {name for name, fact in story.facts.items() if fact.day is not None}
    if clock is None or not dated:
        return []
    found: dict[tuple[str, str], date] = {}
    for role in story.roles.values():
        for scene, fact, ordinal in _shown(story, role):
            if fact in dated:
                day, known = date.fromordinal(ordinal), story.facts[fact].day
                if known is not None and day < known:
                    found[scene, fact] = min(day, found.get((scene, fact), day))
    order = {name: number for number, name in enumerate(story.scenes)}
    return [
        EarlyFact(scene, fact, day)
        for (scene, fact), day in sorted(found.items(), key=lambda item: (order.get(item[0][0], -1), item[0][1]))
    ]


def _shown(story: Story, role: Role) -> Iterator[tuple[str, str, int]]:
    """Every (scene, fact, day's ordinal) that the role may come to, news included."""
    assert story.clock is not None
    clock, most = story.clock.variable, story.variables[story.clock.variable].high
    starts_at = dict(role.values).get(clock, story.variables[clock].start)
    seen = {(Moment(role.start), starts_at)}
    waiting = list(seen)
    while waiting:
        moment, hours = waiting.pop()
        scene = story.scenes[moment.scene]
        where = _where(story, scene)
        today = _day(where, hours)
        for block in scene.blocks:
            if block.condition is None or value_at(block.condition, {clock: hours}, hours, where) != 0:
                for prose in block.texts:
                    yield from ((scene.id, fact, today) for fact in prose.facts)
        for choice in scene.choices:
            if any(value_at(condition, {clock: hours}, hours, where) == 0 for condition in choice.conditions):
                continue
            for way in ways_on(moment, [choice]):
                after = hours_after(choice.effects, clock, hours, most, where)
                after = hours_after(way.outcome.effects, clock, after, most, where) if way.outcome is not None else after
                there = _where(story, story.scenes[way.target.scene])
                for fact in _told(choice, way.outcome):
                    yield scene.id, fact, _day(there, after)
                for item in story.news:
                    if hours < item.hours <= after and (not item.roles or role.id in item.roles):
                        yield from ((scene.id, fact, _day(there, after)) for fact in item.facts)
                arrived = (way.target, after)
                if arrived not in seen:
                    seen.add(arrived)
                    waiting.append(arrived)


def _told(choice: Choice, outcome: Outcome | None) -> Iterator[str]:
    for part in (choice, outcome):
        if part is not None:
            if part.because:
                yield part.because
            yield from _facts(part.result)


def _facts(prose: Prose | None) -> tuple[str, ...]:
    return prose.facts if prose is not None else ()


def _where(story: Story, scene: Scene) -> Where:
    assert story.clock is not None
    utc = story.places[scene.place].utc if scene.place else story.clock.utc
    return Where(scene.id, story.clock.start.hour + utc - story.clock.utc, story.clock.start.toordinal())


def _day(where: Where, hours: int) -> int:
    return where.day + (where.hour + hours) // 24
