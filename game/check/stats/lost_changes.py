"""What choices change and nothing reads afterwards, by links alone: what is found here is lost in every game.

It is the liveness of compilers (see `game.states.liveness`) with texts: backwards from every scene, what may still be read
before it is set anew. A scene reads a variable where a condition of it asks for it or a text of it shows it, and a choice
where its result shows it or an effect takes its value. What stands at the top of the screen is read at once. The clock
doesn't count, nor echoes, which other roles read, nor what a kind of scene keeps for itself, nor what a promise asks for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.story.language.tree import Constant, Effect, Expression, VariableRead, parts
from game.story.link_targets import Moment, Way, moments_from
from game.story.model import At, Choice, Scene, Story
from game.story.prose import Prose

Names = frozenset[str]
NONE: Names = frozenset()


@dataclass(frozen=True, slots=True)
class VariableChange:
    """Of a variable, by a choice in a scene."""

    scene: str
    choice: str
    at: At
    effect: Effect

    @property
    def place(self) -> str:
        return f"{self.scene}/{self.choice}"


def changes_of(story: Story, scenes: Iterable[Scene]) -> tuple[VariableChange, ...]:
    """The changes that count, each once, in the story's order."""
    counted = _counted(story)
    made = (
        VariableChange(scene.id, choice.id, choice.at, effect)
        for scene in scenes
        for choice in scene.choices
        for effect in _effects(choice)
    )
    return tuple(change for change in made if change.effect.variable in counted)


def lost_changes(story: Story) -> tuple[VariableChange, ...]:
    """The changes that nothing reads wherever the choice leads. Those of choices to which no link leads aren't among them."""
    counted = _counted(story)
    moments = moments_from(story, {role.start for role in story.roles.values()} | {part.start for part in story.parts})
    live = _live(story, moments)
    lost: dict[VariableChange, bool] = {}
    for moment, ways in moments.items():
        for way in ways:
            for effect, after in _backwards(story, way, live):
                if effect.variable in counted:
                    change = VariableChange(moment.scene, way.choice.id, way.choice.at, effect)
                    lost[change] = lost.get(change, True) and effect.variable not in after
    return tuple(change for change in changes_of(story, story.scenes.values()) if lost.get(change))


def _counted(story: Story) -> Names:
    clock = story.clock.variable if story.clock is not None else ""
    asked = (condition for promise in story.promises for condition in (promise.always, promise.never) if condition is not None)
    promised = {name for condition in asked for name in _read(condition)}
    return frozenset(
        name
        for name, variable in story.variables.items()
        if not (name == clock or variable.kind or variable.echo or variable.show or name in promised)
    )


def _effects(choice: Choice) -> Iterator[Effect]:
    """Those that can happen, each once."""
    outcomes = (outcome.effects for outcome in choice.outcomes if outcome.weight)
    yield from dict.fromkeys(effect for effects in (choice.effects, *outcomes) for effect in effects if not choice.door)


def _live(story: Story, moments: dict[Moment, tuple[Way, ...]]) -> dict[Moment, Names]:
    """What may still be read once a moment is come to."""
    told = {end: NONE.union(*(_read(condition) for condition in part.conditions)) for part in story.parts for end in part.ends}
    shown = {end: _shown(part.texts) for part in story.parts for end in part.ends}
    live = {
        moment: _read_in(story.scenes[moment.scene]) | told.get(moment.scene, NONE) | shown.get(moment.scene, NONE) for moment in moments
    }
    before: dict[Moment, set[Moment]] = {}
    for moment, ways in moments.items():
        for way in ways:
            before.setdefault(way.target, set()).add(moment)
    waiting = dict.fromkeys(moments)
    while waiting:
        moment, _ = waiting.popitem()  # the last first, since most links lead onwards
        found = live[moment].union(*(_before(story, way, live) for way in moments[moment]))
        if found != live[moment]:
            live[moment] = found
            waiting.update(dict.fromkeys(before.get(moment, ())))
    return live


def _before(story: Story, way: Way, live: dict[Moment, Names]) -> Names:
    """What may be read once the choice is made."""
    found = _after(story, way, live)
    for effect, after in _backwards(story, way, live):
        found = (after - {effect.variable} if effect.operator == "=" else after) | _read(effect.value)
    return found


def _backwards(story: Story, way: Way, live: dict[Moment, Names]) -> Iterator[tuple[Effect, Names]]:
    """The effects of a way, the last one first, each with what may be read after it."""
    found = _after(story, way, live)
    for effect in reversed((*way.choice.effects, *(way.outcome.effects if way.outcome is not None else ()))):
        yield effect, found
        found = (found - {effect.variable} if effect.operator == "=" else found) | _read(effect.value)


def _after(story: Story, way: Way, live: dict[Moment, Names]) -> Names:
    results = (part.result for part in (way.choice, way.outcome) if part is not None)
    entered = story.scenes[way.target.scene].enter
    return live[way.target].union(_shown(results), *(_read(effect.value) for effect in entered))


def _read_in(scene: Scene) -> Names:
    texts = [prose for block in scene.blocks for prose in block.texts]
    texts += [prose for choice in scene.choices for prose in (choice.label, choice.locked) if prose is not None]
    return _shown((*texts, scene.progress)).union(*(_read(condition) for condition in scene.conditions))


def _shown(texts: Iterable[Prose | None]) -> Names:
    return frozenset(name for prose in texts if prose is not None for name in prose.variables)


def _read(expression: Expression) -> Names:
    if type(expression) is Constant:
        return NONE
    return frozenset(part.name for part in parts(expression) if isinstance(part, VariableRead))
