"""What of a story decides how it plays, as one short text: ids, conditions, effects and targets, but no prose.

Two stories with the same fingerprint give the same states for the same choices.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from weakref import WeakKeyDictionary

from game.story.language.tree import Effect, Expression, NamedCondition, parts, shown
from game.story.model import Choice, Outcome, Scene, Story, WayBranch

_KNOWN: "WeakKeyDictionary[Story, str]" = WeakKeyDictionary()  # a story never changes, and neither does what is known of it


def fingerprint(story: Story) -> str:
    if story not in _KNOWN:
        _KNOWN[story] = sha256("".join(f"{line}\n" for line in _lines(story)).encode()).hexdigest()[:32]
    return _KNOWN[story]


def know_fingerprint(story: Story, known: str) -> None:
    """Take it from who kept it together with the story."""
    _KNOWN[story] = known


def _lines(story: Story) -> Iterator[str]:
    if story.clock is not None:
        yield f"clock {story.clock.start.isoformat()} {story.clock.variable} {story.clock.ahead / 60:g}"
    for role in story.roles.values():
        yield f"role {role.id} {role.start} {sorted(role.values)}"
        for part in role.parts:
            yield f"part {part.id} {part.start} {sorted(part.values)} {part.ends}"
    for variable in story.variables.values():
        yield f"variable {variable.name} {variable.type} {variable.start} {variable.low} {variable.high} {variable.values} {variable.echo}"
    for item in story.news:
        yield f"news {item.hours} {item.facts} {item.roles} {item.places}"
    for scene in story.scenes.values():
        yield from _scene(story, scene)


def _scene(story: Story, scene: Scene) -> Iterator[str]:
    utc = f"{story.places[scene.place].ahead / 60:g}" if scene.place else ""
    yield f"scene {scene.id} {scene.place} {utc} {bool(scene.ending)} {_effects(scene.enter)}"
    for block in scene.blocks:
        facts = [prose.facts if prose is not None else "-" for prose in (block.text, block.first, block.again)]
        yield f" block {_condition(block.condition)} {facts}"
    for choice in scene.choices:
        yield from _choice(choice)


def _choice(choice: Choice) -> Iterator[str]:
    result = _results(choice)
    conditions = f"{_condition(choice.when)} {_condition(choice.condition)} {choice.locked is not None} {choice.door} {choice.once}"
    does = f"{_effects(choice.effects)} {choice.because} {result} {choice.go} {choice.visit}{_branches(choice.branches)}"
    yield f" choice {choice.id} {conditions} {does}"
    for outcome in choice.outcomes:
        told = _results(outcome)
        does = f"{_effects(outcome.effects)} {outcome.because} {told} {outcome.go}{_if(outcome.condition)}{_branches(outcome.branches)}"
        yield f"  outcome {outcome.id} {outcome.weight} {does}"


@lru_cache(maxsize=4096)
def _effects(effects: tuple[Effect, ...]) -> str:
    return "; ".join(f"{effect.variable} {effect.operator} {shown(effect.value)}" for effect in effects)


def _results(part: Choice | Outcome) -> str:
    """The facts of a plain result, as before there were parts; and each part's with its condition."""
    if len(part.results) == 1 and part.results[0].condition is None:
        return str(part.results[0].text.facts if part.results[0].text is not None else ())
    return "".join(f"{_if(block.condition)} {[prose.facts for prose in block.texts]}" for block in part.results) or "()"


def _branches(branches: tuple[WayBranch, ...]) -> str:
    return "".join(f"{_if(branch.condition)} go {branch.go}" for branch in branches)


def _if(condition: Expression | None) -> str:
    """Nothing where there is none, so that a story without has the same fingerprint as before there were any."""
    return "" if condition is None else f" if {_condition(condition)}"


@lru_cache(maxsize=4096)
def _condition(condition: Expression | None) -> str:
    if condition is None:
        return "-"
    meanings = {part.name: shown(part.meaning) for part in parts(condition) if isinstance(part, NamedCondition)}
    return f"{shown(condition)} {meanings}" if meanings else shown(condition)
