"""What earlier games can have left behind when a role starts: facts that somebody can have met, echoes that somebody
can have set.

A way through the story may ask for a fact that nobody can learn, and then nobody can bring it along either. So scenes
are reached here along the links, with a condition taken to hold unless it asks for what nothing reached so far
teaches or sets, until nothing is added. That is more than can really happen, and never less.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from game.story.language.tree import Compare, Constant, Expression, Knows, Logic, Named, Not, Variable
from game.story.link_targets import leads_of, linked, outcomes_of
from game.story.model import Choice, Outcome, Scene, Story
from game.story.prose import Prose

NOTHING = 0  # what an echo holds before anybody has set it: `unknown`


@dataclass(frozen=True, slots=True)
class Left:
    """Facts by name; and for each echo the values it can have, as their places among the echo's values."""

    facts: frozenset[str]
    echoes: Mapping[str, frozenset[int]]


def can_be_left(story: Story) -> Left:
    """What some playthrough of some role may leave for the next one."""
    left = Left(
        frozenset(fact for item in story.news for fact in item.facts),
        {name: frozenset((NOTHING,)) for name, variable in story.variables.items() if variable.echo},
    )
    while True:
        scenes = list(_reached(story, left))
        facts = left.facts.union(fact for scene in scenes for fact in _taught(scene, left))
        echoes = {name: values.union(_set_in(story, scenes, left, name)) for name, values in left.echoes.items()}
        if facts == left.facts and echoes == left.echoes:
            return left
        left = Left(facts, echoes)


def _reached(story: Story, left: Left) -> Iterator[Scene]:
    starts = {role.start for role in story.roles.values()}
    return linked(story, starts, lambda choice: leads_of(choice) if _may_be_open(choice, left) else ())


def _ways(scene: Scene, left: Left) -> Iterator[tuple[Choice, Outcome | None]]:
    """What may be chosen, with each thing that it may bring."""
    for choice in scene.choices:
        if _may_be_open(choice, left):
            yield from ((choice, outcome) for outcome, _ in outcomes_of(choice))


def _taught(scene: Scene, left: Left) -> Iterator[str]:
    for block in scene.blocks:
        if _may_hold(block.condition, left):
            for prose in block.texts:
                yield from prose.facts
    for choice, outcome in _ways(scene, left):
        for part in (choice, outcome):
            if part is not None:
                yield from _facts(part.result)
                if part.because:
                    yield part.because


def _set_in(story: Story, scenes: list[Scene], left: Left, echo: str) -> Iterator[int]:
    for scene in scenes:
        for choice, outcome in _ways(scene, left):
            for effect in (*choice.effects, *(outcome.effects if outcome is not None else ())):
                if effect.variable == echo:
                    if isinstance(effect.value, Constant):
                        yield effect.value.value
                    else:
                        yield from range(len(story.variables[echo].values))


def _facts(prose: Prose | None) -> tuple[str, ...]:
    return prose.facts if prose is not None else ()


def _may_be_open(choice: Choice, left: Left) -> bool:
    return all(_may_hold(condition, left) for condition in choice.conditions)


def _may_hold(condition: Expression | None, left: Left) -> bool:
    return condition is None or True in _may_be(condition, left)


def _may_be(condition: Expression, left: Left) -> frozenset[bool]:
    """What the condition may come out as, false, true or both."""
    match condition:
        case Constant(value, _):
            return frozenset((bool(value),))
        case Named(_, meaning):
            return _may_be(meaning, left)
        case Not(operand):
            return frozenset(not each for each in _may_be(operand, left))
        case Logic(operator, first, second):
            both = (_may_be(first, left), _may_be(second, left))
            decides = operator == "or"
            found = {decides} if any(decides in each for each in both) else set[bool]()
            return frozenset(found | ({not decides} if all((not decides) in each for each in both) else set()))
        case Knows(fact) if fact not in left.facts:
            return frozenset((False,))
        case Compare("==" | "!=" as operator, Variable(name), Constant(value, _)) if name in left.echoes:
            equal = {value == each for each in left.echoes[name]}
            return frozenset(each == (operator == "==") for each in equal)
        case _:
            return frozenset((False, True))
