"""An untyped tree to a typed one: every name is known, every comparison compares like with like.

Types are `truth`, `number`, `date` and one for each enum (and echo). A comparison that can be typed never raises when
it is evaluated, whatever the state.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import cast

from msgspec import Struct

from game.problems import nearest
from game.story.language import moments, tree
from game.story.language.parse import CHOICE_HELP, NO_VALUE, NO_VALUE_HELP, ONE_CHOICE, Branch, LanguageError, Leaf, Raw, RawEffect, Token
from game.text.names import is_name, is_slug

CLOCK_PARTS: tuple[tree.ClockPart, ...] = ("hour", "day", "date", "weekday")
_MEANT = {
    **dict.fromkeys(("yes", "on"), "true"),
    **dict.fromkeys(("no", "off"), "false"),
    **{"visited": "visited(scene)", "knows": "knows(fact)", "chosen": "chosen(scene/choice)", "min": "min(a, b)", "max": "max(a, b)"},
    **{day: f"weekday == {day}" for day in tree.WEEKDAYS},
}
RESERVED = frozenset({"hour", "day", "date", "and", "or", "not", "true", "false", "visited", "knows", "min", "max", "unknown"})


class Type(Struct, frozen=True):
    """`values` are those of an enum, in order; a truth, a number and a date have none."""

    name: str
    values: tuple[str, ...] = ()


TRUTH = Type("truth")
NUMBER = Type("number")
DATE = Type("date")
WEEKDAY = Type("weekday", tree.WEEKDAYS)
_OF_CLOCK = {"hour": NUMBER, "day": NUMBER, "date": DATE, "weekday": WEEKDAY}


class NameScope(Struct, frozen=True):
    """What a name may mean. `condition` gives the tree of a named condition; what it raises is passed on."""

    variables: Mapping[str, Type]
    conditions: Collection[str]
    condition: Callable[[Token], tree.Expression]
    scenes: Collection[str]
    facts: Collection[str]
    clock: str = ""  # the variable that counts the hours, or ""
    chosen: Callable[[str, str, int], str] = lambda *_: ""
    """The flag of a choice, by the scene and the id that were typed and where the id begins."""

    begins: datetime | None = None  # when the clock starts
    nearest: Callable[[str, Iterable[str]], str] = nearest


def typed_condition(raw: Raw, scope: NameScope) -> tree.Expression:
    """Raises LanguageError."""
    expression, kind = _typed(raw, scope)
    if kind is not TRUTH:
        token = raw.token
        subject = f"`{token.text[:40]}` alone" if isinstance(raw, Leaf) else "this"
        raise token.error(
            "wrong-types", f"{subject} is {_a(kind)}, not a condition", help="compare it: `money >= 500`, `papers == internal`"
        )
    return expression


def typed_effect(raw: RawEffect, scope: NameScope) -> tree.Effect:
    """Raises LanguageError."""
    name = raw.target.text
    target = scope.variables.get(name)
    if target is None:
        raise _unknown(raw.target, scope, "variable")
    operator = raw.operator.text
    if operator != "=" and target is not NUMBER:
        raise LanguageError("wrong-types", f"`{operator}` counts, but `{name}` is {_a(target)}", raw.operator.start, 2, "write `=`")
    if name == scope.clock and operator != "+=":
        raise raw.operator.error("clock-set", f"`{name}` is the clock: it only goes forward", "write `+=`")
    value, kind = _against(raw.value, target, scope)
    if kind != target:
        raise raw.value.token.error("wrong-types", f"`{name}` is {_a(target)}, but this is {_a(kind)}")
    return tree.Effect(name, cast("tree.EffectOperator", operator), value)


def _a(kind: Type) -> str:
    if kind.values:
        return "one of " + ", ".join(f"`{value}`" for value in kind.values[:8])
    return {"truth": "true or false", "number": "a number", "date": "a date"}[kind.name]


def _unknown(token: Token, scope: NameScope, what: str = "name") -> LanguageError:
    of = next((variable for variable, kind in scope.variables.items() if token.text in kind.values), "")
    if of:
        message = f"`{token.text[:40]}` is a value of `{of}`, and can only be compared with that or given to it"
        return token.error("wrong-types", message)
    known = [*scope.variables, *scope.conditions, *CLOCK_PARTS] if what == "name" else [*scope.variables]
    name = token.text
    if name in scope.conditions:
        return token.error("unknown-variable", f"`{name[:40]}` is a named condition, not a variable")
    if name in CLOCK_PARTS:
        help = f"add to the clock: `{scope.clock or 'hours'} += 8`"
        return token.error("clock-set", f"`{name}` follows from the clock and can't be set", help=help)
    if name in NO_VALUE:
        return token.error("unknown-variable", f"there is no `{name}` here", help=NO_VALUE_HELP)
    label = f"write `{_MEANT[name]}`" if name in _MEANT else scope.nearest(name, known)
    help = "variables are declared under `variables:` in story.yaml"
    return token.error("unknown-variable", f"there is no {what} `{name[:40]}`", label, help)


def _typed(raw: Raw, scope: NameScope) -> tuple[tree.Expression, Type]:
    if isinstance(raw, Leaf):
        return _leaf(raw.token, scope)
    token = raw.token
    if raw.call:
        return _call(raw, scope)
    if token.text == "not":
        return tree.Not(_wanted(raw.operands[0], TRUTH, scope)), TRUTH
    if token.text in ("and", "or"):
        left, right = (_wanted(operand, TRUTH, scope) for operand in raw.operands)
        return tree.Logic(cast("tree.LogicOperator", token.text), left, right), TRUTH
    if token.text == "-" and len(raw.operands) == 1:
        value = _wanted(raw.operands[0], NUMBER, scope)
        if isinstance(value, tree.Constant):
            return tree.Constant(-value.value, f"-{value.shown}"), NUMBER
        return tree.Arithmetic("-", tree.Constant(0, "0"), value), NUMBER
    if token.text in ("+", "-", "*"):
        left, right = (_wanted(operand, NUMBER, scope) for operand in raw.operands)
        return tree.Arithmetic(cast("tree.ArithmeticOperator", token.text), left, right), NUMBER
    return _comparison(raw, scope), TRUTH


def _leaf(token: Token, scope: NameScope) -> tuple[tree.Expression, Type]:
    name = token.text
    if token.kind == "number":
        return tree.Constant(int(name), name), NUMBER
    if token.kind == "moment":
        return moments.within(token, _start(token, scope)), TRUTH
    if token.kind == "chosen":
        return _chosen(token, scope), TRUTH
    if token.kind == "date":
        if ":" in token.text:
            raise token.error("wrong-types", "only `date` is compared with a day and an hour", help="write `date >= 2022-09-23 15:00`")
        try:
            return tree.Constant(date.fromisoformat(name).toordinal(), name), DATE
        except ValueError:
            raise token.error("bad-number", f"there is no day {name}") from None
    if name in ("true", "false"):
        return tree.Constant(int(name == "true"), name), TRUTH
    kind = scope.variables.get(name)
    if kind is None and name in CLOCK_PARTS:
        part: tree.ClockPart = name
        if not scope.clock:
            raise token.error("no-clock", f"`{name}` needs a clock", help="declare `clock:` in story.yaml")
        return tree.ClockRead(part), _OF_CLOCK[part]
    if kind is not None:
        return tree.VariableRead(name), kind
    if name in scope.conditions:
        return tree.NamedCondition(name, scope.condition(token)), TRUTH
    raise _unknown(token, scope)


def _start(token: Token, scope: NameScope) -> datetime:
    if scope.begins is None:
        raise token.error("no-clock", "a moment needs a clock", help="declare `clock:` in story.yaml")
    return scope.begins


def _chosen(token: Token, scope: NameScope) -> tree.Expression:
    inside = token.text[len("chosen(") : -1]
    scene, choice, *more = (part.strip() for part in inside.split("/"))
    if more or not (is_name(scene) and is_slug(choice)):
        raise LanguageError("bad-expression", ONE_CHOICE, token.start, len("chosen"), help=CHOICE_HELP)
    if scene not in scope.scenes:
        start = token.start + token.text.index(scene, len("chosen("))
        raise LanguageError("unknown-scene", f"there is no scene `{scene[:40]}`", start, len(scene), scope.nearest(scene, scope.scenes))
    return tree.VariableRead(scope.chosen(scene, choice, token.start + token.text.rindex(choice)))


def _call(raw: Branch, scope: NameScope) -> tuple[tree.Expression, Type]:
    name = raw.token.text
    if name in ("min", "max"):
        if len(raw.operands) < 2:
            raise raw.token.error("bad-expression", f"`{name}` needs two values or more")
        return tree.Extreme(cast("tree.ExtremeOperator", name), tuple(_wanted(operand, NUMBER, scope) for operand in raw.operands)), NUMBER
    if len(raw.operands) != 1 or not isinstance(raw.operands[0], Leaf) or raw.operands[0].token.kind != "name":
        raise raw.token.error("bad-expression", f"`{name}` needs one name", help="such as `visited(harbour)` or `knows(waiting_times)`")
    token = raw.operands[0].token
    known, what = (scope.scenes, "scene") if name == "visited" else (scope.facts, "fact")
    if token.text not in known:
        raise token.error(f"unknown-{what}", f"there is no {what} `{token.text[:40]}`", scope.nearest(token.text, known))
    return (tree.Visited(token.text) if name == "visited" else tree.Knows(token.text)), TRUTH


def _wanted(raw: Raw, wanted: Type, scope: NameScope) -> tree.Expression:
    expression, kind = _typed(raw, scope)
    if kind is not wanted:
        token = raw.token
        help = "compare it: `money >= 500`, `papers == internal`" if wanted is TRUTH else "only numbers can be counted with"
        raise token.error("wrong-types", f"this must be {_a(wanted)}, but it is {_a(kind)}", help=help)
    return expression


def _comparison(raw: Branch, scope: NameScope) -> tree.Expression:
    operator = cast("tree.Comparison", raw.token.text)
    first, second = raw.operands
    for asked, beside, sign in ((second, first, operator), (first, second, tree.TURNED[operator])):
        with_hour = isinstance(asked, Leaf) and asked.token.kind == "date" and ":" in asked.token.text
        if with_hour and isinstance(beside, Leaf) and beside.token.text == "date":
            return moments.compared(sign, asked.token, _start(asked.token, scope))
    if _bare_word(first, scope) and not _bare_word(second, scope):
        right, kind = _typed(second, scope)
        left, other = _against(first, kind, scope)
    else:
        left, kind = _typed(first, scope)
        right, other = _against(second, kind, scope)
    if kind != other:
        help = _how_to_compare(first, kind) or _how_to_compare(second, other)
        if DATE in (kind, other):
            help = "the day of the month isn't asked for; `date` is compared with a date"
        message = f"{_a(kind)} can't be compared with {_a(other)}"
        raise raw.token.error("wrong-types", message, help=help)
    if operator not in ("==", "!=") and kind not in (NUMBER, DATE):
        raise raw.token.error("wrong-types", f"`{operator}` needs an order, and {_a(kind)} has none", "use `==` or `!=`")
    return tree.Compare(operator, left, right)


def _bare_word(raw: Raw, scope: NameScope) -> bool:
    if not isinstance(raw, Leaf) or raw.token.kind != "name":
        return False
    name = raw.token.text
    return name not in scope.variables and name not in scope.conditions and name not in (*CLOCK_PARTS, "true", "false")


def _how_to_compare(raw: Raw, kind: Type) -> str:
    """How a name that is no number is asked for."""
    if not isinstance(raw, Leaf) or raw.token.kind != "name":
        return ""
    name = raw.token.text[:40]
    if kind.values:
        return f"`{name}` is asked for by a word: `{name} == {kind.values[-1]}`"
    return f"`{name}` is asked for alone: `{name}` or `not {name}`" if kind is TRUTH else ""


def _against(raw: Raw, wanted: Type, scope: NameScope) -> tuple[tree.Expression, Type]:
    """Type `raw` where a value of `wanted` is compared with or set: a bare word there may be an enum's value."""
    if wanted.values and isinstance(raw, Leaf) and raw.token.kind == "name" and raw.token.text not in scope.variables:
        word = raw.token.text
        if word not in wanted.values:
            raise raw.token.error(
                "unknown-value",
                f"`{word[:40]}` isn't one of the values",
                scope.nearest(word, wanted.values),
                f"it can be {', '.join(f'`{value}`' for value in wanted.values[:12])}",
            )
        return tree.Constant(wanted.values.index(word), word), wanted
    return _typed(raw, scope)
