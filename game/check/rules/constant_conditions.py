"""Conditions, and parts of them, that always hold or never do: a bound that can't be passed, a value that nothing sets,
two comparisons that exclude each other."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from game.check.rules.name_rules import effects_of, set_at_starts
from game.check.rules.possible_values import Domains, Ranges
from game.check.rules.violation import Violation
from game.states.abstract import Asked
from game.story.language import tree
from game.story.language.tree import Expression, shown
from game.story.link_targets import told_by
from game.story.model import At, Story, result_blocks

_TRUTH: Ranges = ((0, 1),)
_FALSE: Ranges = ((0, 0),)


def domains_of(story: Story, linked: Collection[str], taught: Collection[str]) -> Domains:
    """What everything that a condition asks for may be: declared bounds, the values that something sets, the scenes that
    links lead to and the facts that something teaches."""
    given = _given(story)

    def of(asked: Asked) -> Ranges:
        match asked:
            case tree.VariableRead(name):
                return given[name]
            case tree.Visited(scene):
                return _TRUTH if scene in linked else _FALSE
            case tree.Knows(fact):
                return _TRUTH if fact in taught else _FALSE
            case tree.ClockRead(part):
                return _clock(story, part)

    return Domains(of)


def _given(story: Story) -> dict[str, Ranges]:
    """What each variable may hold. A flag or an enum holds what something sets it to; where nothing does, that is taught
    once, and not again at every condition."""
    values = {name: {variable.start} for name, variable in story.variables.items() if variable.type != "int"}
    for name, value in set_at_starts(story):
        if name in values:
            values[name].add(value)
    for effect in effects_of(story):
        if effect.variable in values:
            if isinstance(effect.value, tree.Constant):
                values[effect.variable].add(effect.value.value)
            else:
                del values[effect.variable]
    whole = {name: ((variable.low, variable.high),) for name, variable in story.variables.items()}
    return {**whole, **{name: tuple((value, value) for value in sorted(some)) for name, some in values.items() if len(some) > 1}}


def _clock(story: Story, part: str) -> Ranges:
    clock = story.clock
    if clock is None or part == "hour":
        return ((0, 23),)
    begins = [clock.local(place) for place in (None, *story.places.values())]
    first, last = min(begins), max(begins) + timedelta(hours=story.variables[clock.variable].high)
    if part == "weekday":
        return ((0, 6),)
    if part == "moment":
        return ((_minutes(first), _minutes(last)),)
    before = 1 - clock.start.toordinal() if part == "day" else 0
    return ((before + first.toordinal(), before + last.toordinal()),)


def _minutes(moment: datetime) -> int:
    return 60 * (24 * moment.toordinal() + moment.hour) + moment.minute


def constant(story: Story, domains: Domains) -> Iterator[Violation]:
    """Every condition that an author wrote and that comes out the same whatever happens, or has a part that does.

    Promises are left out: those should.
    """
    judged: dict[int, list[tuple[str, str, str]]] = {}  # each text is judged once, however often it stands
    for condition, by_kind, at, scene, name in conditions_of(story):
        if id(condition) not in judged:
            judged[id(condition)] = list(_judge(story, domains, condition, whole=by_kind))
        for code, part, why in judged[id(condition)]:
            message = f"`{part}` {'can never hold' if code == 'never-true' else 'always holds'}" + (f": {why}" if why else "")
            never = "change the comparison, or take out what hangs on it"
            help = never if code == "never-true" else "take the condition out, or change it"
            yield Violation(code, message, at, scene, (name,) if name else (part, "if:"), help, section="conditions" if name else "")


def conditions_of(story: Story) -> Iterator[tuple[Expression, bool, At | None, str, str]]:
    """Each condition; whether a kind of scene made it of an author's conditions; and where it stands: a scene, or its own name."""
    for name, condition in story.conditions.items():
        yield condition, False, None, "", name
    for part in story.parts:
        yield from ((condition, False, part.at, "", "") for condition in part.conditions)
    for scene in story.scenes.values():
        for block in scene.blocks:
            if block.condition is not None:
                yield block.condition, False, scene.at, scene.id, ""
        for choice in scene.choices:
            if choice.condition is not None:
                yield choice.condition, False, choice.at, scene.id, ""
            asked = [outcome.condition for outcome in choice.outcomes if outcome.condition is not None]
            told = [block.condition for block in result_blocks(*told_by(choice)) if block.condition is not None]
            ways = [branch.condition for branch in choice.every_branch]
            yield from ((condition, False, choice.at, scene.id, "") for condition in (*asked, *ways, *told))
            if choice.when is not None and not asked:
                yield choice.when, True, choice.at, scene.id, ""


def _judge(story: Story, domains: Domains, condition: Expression, *, whole: bool = False) -> Iterator[tuple[str, str, str]]:
    """(code, the part, why) for the condition, or for each part of it that comes out the same whatever the rest does. Of a `whole`
    that a kind of scene has made, only that it never holds."""
    if whole:
        if not domains.possible(condition):
            yield "never-true", shown(_culprit(domains, condition)), "what must hold before it excludes it"
        return
    if isinstance(condition, tree.NamedCondition | tree.Constant):
        return  # a named condition is reported where it is declared; `if: true` is what somebody meant
    for holds, code in ((True, "never-true"), (False, "always-true")):
        if not domains.possible(condition, holds=holds):
            part = _culprit(domains, condition) if holds else condition
            yield code, shown(part), _why(story, domains, part, holds)
            return
    match condition:
        case tree.Logic(_, left, right):
            yield from _judge(story, domains, left)
            yield from _judge(story, domains, right)
        case tree.Not(operand):
            yield from _judge(story, domains, operand)
        case _:
            pass


def _culprit(domains: Domains, condition: Expression) -> Expression:
    """The smallest part that keeps the condition from ever holding."""
    if isinstance(condition, tree.Logic) and condition.operator == "and":
        for part in (condition.left, condition.right):
            if not domains.possible(part):
                return _culprit(domains, part)
    return condition


def _why(story: Story, domains: Domains, part: Expression, holds: bool) -> str:
    match part:
        case tree.Not(operand):
            return _why(story, domains, operand, not holds)
        case tree.Visited(scene) if holds:
            return f"nothing leads to `{scene}`"
        case tree.Knows(fact) if holds:
            return f"nothing tells `{fact}`"
        case tree.Logic("and", _, _) if holds:
            return "its parts exclude each other"
        case tree.Logic("or", _, _) if not holds:
            return "one of its parts always does"
        case (
            tree.VariableRead(name)
            | tree.Compare(_, tree.VariableRead(name), tree.Constant())
            | tree.Compare(_, tree.Constant(), tree.VariableRead(name))
        ):
            return _bounds(story, domains, name)
        case _:
            return ""


def _bounds(story: Story, domains: Domains, name: str) -> str:
    variable = story.variables[name]
    if variable.type == "int":
        return f"`{name}` lies between {variable.low:,} and {variable.high:,}"
    words = variable.values or ("false", "true")
    given = [f"`{words[value]}`" for low, high in domains.of(tree.VariableRead(name)) for value in range(low, high + 1)]
    return f"`{name}` is only ever {' or '.join(given)}"
