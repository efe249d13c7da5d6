"""What choices change and nothing reads afterwards, by links alone: what is found here is lost in every game.

It is the liveness of compilers (see `game.states.liveness`) with texts: backwards from every scene, what may still be read
before it is set anew. A scene reads a variable where a condition of it asks for it or a text of it shows it, and a choice
where its result shows it or an effect takes its value. What stands at the top of the screen is read at once. The clock
doesn't count, nor echoes, which other roles read, nor what a kind of scene keeps for itself, nor what a promise asks for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from game.story.language.tree import Constant, Effect, Expression, VariableRead, parts
from game.story.link_targets import Moment, Way, moments_from
from game.story.model import At, Choice, Scene, Story, result_blocks, result_texts
from game.story.prose import Prose

Names = int  # a set of variables


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
    counted, reads = _counted(story), _Reads(story)
    moments = moments_from(story, {role.start for role in story.roles.values()} | {part.start for part in story.parts})
    live = _live(moments, reads)
    lost: dict[tuple[str, str, Effect], bool] = {}
    for moment, ways in moments.items():
        for way in ways:
            if not (effects := _happens(way)):
                continue
            after = live[way.target] | reads.on(way)
            for effect in reversed(effects):
                if effect.variable in counted:
                    key = (moment.scene, way.choice.id, effect)
                    lost[key] = lost.get(key, True) and not after & reads.bits[effect.variable]
                after = reads.before(effect, after)
    return tuple(change for change in changes_of(story, story.scenes.values()) if lost.get((change.scene, change.choice, change.effect)))


class _Reads:
    """What is read where: sets of variables, a bit for each."""

    def __init__(self, story: Story) -> None:
        self.bits = {name: 1 << number for number, name in enumerate(story.variables)}
        self._known: dict[int, Names] = {}  # by the identity of an expression
        self._entered = {name: self._any(effect.value for effect in scene.enter) for name, scene in story.scenes.items() if scene.enter}
        self._at_end: dict[str, Names] = {}
        for part in story.parts:
            for end in part.ends:
                self._at_end[end] = self._at_end.get(end, 0) | self._any(part.conditions) | self._shown(part.texts)
        self.scenes = {name: self._in(scene) for name, scene in story.scenes.items()}

    def on(self, way: Way) -> Names:
        """What is read after the effects of a way, before its target: by its results, by what decides between several ways, and by what
        the target's entry does."""
        found = self._any(condition for condition, _ in way.asks)
        found |= self._shown(result_texts(way.choice, way.outcome))
        found |= self._any(block.condition for block in result_blocks(way.choice, way.outcome) if block.condition is not None)
        return found | self._entered.get(way.target.scene, 0)

    def before(self, effect: Effect, after: Names) -> Names:
        return (after & ~self.bits[effect.variable] if effect.operator == "=" else after) | self._read(effect.value)

    def _in(self, scene: Scene) -> Names:
        texts = [prose for block in scene.blocks for prose in block.texts]
        texts += [prose for choice in scene.choices for prose in (choice.label, choice.locked) if prose is not None]
        return self._shown((*texts, scene.progress)) | self._any(scene.conditions) | self._at_end.get(scene.id, 0)

    def _shown(self, texts: Iterable[Prose | None]) -> Names:
        found = 0
        for prose in texts:
            for name in prose.variables if prose is not None else ():
                found |= self.bits.get(name, 0)  # `{recall}` is none
        return found

    def _any(self, expressions: Iterable[Expression]) -> Names:
        found = 0
        for expression in expressions:
            found |= self._read(expression)
        return found

    def _read(self, expression: Expression) -> Names:
        if type(expression) is Constant:
            return 0
        known = self._known.get(id(expression))
        if known is None:
            known = 0
            for part in parts(expression):
                if isinstance(part, VariableRead):
                    known |= self.bits[part.name]
            self._known[id(expression)] = known
        return known


def _counted(story: Story) -> frozenset[str]:
    clock = story.clock.variable if story.clock is not None else ""
    asked = (condition for promise in story.promises for condition in (promise.always, promise.never) if condition is not None)
    promised = {part.name for condition in asked for part in parts(condition) if isinstance(part, VariableRead)}
    return frozenset(
        name
        for name, variable in story.variables.items()
        if not (name == clock or not variable.declared or variable.echo or variable.show or name in promised)
    )


def _effects(choice: Choice) -> Iterator[Effect]:
    """Those that can happen, each once."""
    outcomes = (outcome.effects for outcome in choice.outcomes if outcome.weight)
    yield from dict.fromkeys(effect for effects in (choice.effects, *outcomes) for effect in effects if not choice.door)


def _live(moments: Mapping[Moment, tuple[Way, ...]], reads: _Reads) -> dict[Moment, Names]:
    """What may still be read once a moment is come to."""
    live = {moment: reads.scenes[moment.scene] for moment in moments}
    before: dict[Moment, list[Moment]] = {}
    kept: dict[Moment, list[tuple[Moment, Names, Names]]] = {}  # of each way: what it reads itself, and what goes through it
    for moment, ways in moments.items():
        leads = kept[moment] = []
        for way in ways:
            read, through = reads.on(way), -1
            for effect in reversed(_happens(way)):
                read, through = reads.before(effect, read), through & reads.before(effect, -1)
            leads.append((way.target, read, through))
            before.setdefault(way.target, []).append(moment)
    waiting = dict.fromkeys(moments)
    while waiting:
        moment, _ = waiting.popitem()  # the last first, since most links lead onwards
        found = live[moment]
        for target, read, through in kept[moment]:
            found |= read | (live[target] & through)
        if found != live[moment]:
            live[moment] = found
            waiting.update(dict.fromkeys(before.get(moment, ())))
    return live


def _happens(way: Way) -> tuple[Effect, ...]:
    return (*way.choice.effects, *way.outcome.effects) if way.outcome is not None else way.choice.effects
