"""An untyped tree to a typed one: every name is known, every comparison compares like with like.

Types are `truth`, `number`, `date` and one for each enum (and echo). A comparison that can be typed never raises when
it is evaluated, whatever the state.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import cast

from msgspec import Struct

from game.problems import nearest
from game.story.language.parse import NO_VALUE, NO_VALUE_HELP, Branch, LanguageError, Leaf, Raw, RawEffect, Token
from game.story.language.tree import (
    Arithmetic,
    ArithmeticOperator,
    ClockPart,
    ClockRead,
    Compare,
    Comparison,
    Constant,
    Effect,
    EffectOperator,
    Expression,
    Extreme,
    ExtremeOperator,
    Knows,
    Logic,
    LogicOperator,
    NamedCondition,
    Not,
    VariableRead,
    Visited,
)

CLOCK_PARTS: tuple[ClockPart, ...] = ("hour", "day", "date")
_MEANT = {
    **dict.fromkeys(("yes", "on"), "true"),
    **dict.fromkeys(("no", "off"), "false"),
    **{"visited": "visited(scene)", "knows": "knows(fact)", "min": "min(a, b)", "max": "max(a, b)"},
}
RESERVED = frozenset({*CLOCK_PARTS, "and", "or", "not", "true", "false", "visited", "knows", "min", "max", "unknown"})


class Type(Struct, frozen=True):
    """`values` are those of an enum, in order; a truth, a number and a date have none."""

    name: str
    values: tuple[str, ...] = ()


TRUTH = Type("truth")
NUMBER = Type("number")
DATE = Type("date")


class NameScope(Struct, frozen=True):
    """What a name may mean. `condition` gives the tree of a named condition; what it raises is passed on."""

    variables: Mapping[str, Type]
    conditions: Collection[str]
    condition: Callable[[Token], Expression]
    scenes: Collection[str]
    facts: Collection[str]
    clock: str = ""  # the variable that counts the hours, or ""
    nearest: Callable[[str, Iterable[str]], str] = nearest


def typed_condition(raw: Raw, scope: NameScope) -> Expression:
    """Raises LanguageError."""
    expression, kind = _typed(raw, scope)
    if kind is not TRUTH:
        token = raw.token
        subject = f"`{token.text[:40]}` alone" if isinstance(raw, Leaf) else "this"
        raise LanguageError(
            "wrong-types",
            f"{subject} is {_a(kind)}, not a condition",
            token.start,
            len(token.text),
            help="compare it: `money >= 500`, `papers == internal`",
        )
    return expression


def typed_effect(raw: RawEffect, scope: NameScope) -> Effect:
    """Raises LanguageError."""
    name = raw.target.text
    target = scope.variables.get(name)
    if target is None:
        raise _unknown(raw.target, scope, "variable")
    operator = raw.operator.text
    if operator != "=" and target is not NUMBER:
        raise LanguageError("wrong-types", f"`{operator}` counts, but `{name}` is {_a(target)}", raw.operator.start, 2, "write `=`")
    if name == scope.clock and operator != "+=":
        raise LanguageError("clock-set", f"`{name}` is the clock: it only goes forward", raw.operator.start, len(operator), "write `+=`")
    value, kind = _against(raw.value, target, scope)
    if kind != target:
        raise LanguageError(
            "wrong-types", f"`{name}` is {_a(target)}, but this is {_a(kind)}", raw.value.token.start, len(raw.value.token.text)
        )
    return Effect(name, cast("EffectOperator", operator), value)


def _a(kind: Type) -> str:
    if kind.values:
        return "one of " + ", ".join(f"`{value}`" for value in kind.values[:8])
    return {"truth": "true or false", "number": "a number", "date": "a date"}[kind.name]


def _unknown(token: Token, scope: NameScope, what: str = "name") -> LanguageError:
    of = next((variable for variable, kind in scope.variables.items() if token.text in kind.values), "")
    if of:
        message = f"`{token.text[:40]}` is a value of `{of}`, and can only be compared with that or given to it"
        return LanguageError("wrong-types", message, token.start, len(token.text))
    known = [*scope.variables, *scope.conditions, *CLOCK_PARTS] if what == "name" else [*scope.variables]
    name = token.text
    if name in scope.conditions:
        return LanguageError("unknown-variable", f"`{name[:40]}` is a named condition, not a variable", token.start, len(name))
    if name in CLOCK_PARTS:
        help = f"add to the clock: `{scope.clock or 'hours'} += 8`"
        return LanguageError("clock-set", f"`{name}` follows from the clock and can't be set", token.start, len(name), help=help)
    if name in NO_VALUE:
        return LanguageError("unknown-variable", f"there is no `{name}` here", token.start, len(name), help=NO_VALUE_HELP)
    label = f"write `{_MEANT[name]}`" if name in _MEANT else scope.nearest(name, known)
    help = "variables are declared under `variables:` in story.yaml"
    return LanguageError("unknown-variable", f"there is no {what} `{name[:40]}`", token.start, len(name), label, help)


def _typed(raw: Raw, scope: NameScope) -> tuple[Expression, Type]:
    if isinstance(raw, Leaf):
        return _leaf(raw.token, scope)
    token = raw.token
    if raw.call:
        return _call(raw, scope)
    if token.text == "not":
        return Not(_wanted(raw.operands[0], TRUTH, scope)), TRUTH
    if token.text in ("and", "or"):
        left, right = (_wanted(operand, TRUTH, scope) for operand in raw.operands)
        return Logic(cast("LogicOperator", token.text), left, right), TRUTH
    if token.text == "-" and len(raw.operands) == 1:
        value = _wanted(raw.operands[0], NUMBER, scope)
        if isinstance(value, Constant):
            return Constant(-value.value, f"-{value.shown}"), NUMBER
        return Arithmetic("-", Constant(0, "0"), value), NUMBER
    if token.text in ("+", "-", "*"):
        left, right = (_wanted(operand, NUMBER, scope) for operand in raw.operands)
        return Arithmetic(cast("ArithmeticOperator", token.text), left, right), NUMBER
    return _comparison(raw, scope), TRUTH


def _leaf(token: Token, scope: NameScope) -> tuple[Expression, Type]:
    name = token.text
    if token.kind == "number":
        return Constant(int(name), name), NUMBER
    if token.kind == "date":
        try:
            return Constant(date.fromisoformat(name).toordinal(), name), DATE
        except ValueError:
            raise LanguageError("bad-number", f"there is no day {name}", token.start, len(name)) from None
    if name in ("true", "false"):
        return Constant(int(name == "true"), name), TRUTH
    if name in CLOCK_PARTS:
        part: ClockPart = name
        if not scope.clock:
            raise LanguageError("no-clock", f"`{name}` needs a clock", token.start, len(name), help="declare `clock:` in story.yaml")
        return ClockRead(part), DATE if part == "date" else NUMBER
    kind = scope.variables.get(name)
    if kind is not None:
        return VariableRead(name), kind
    if name in scope.conditions:
        return NamedCondition(name, scope.condition(token)), TRUTH
    raise _unknown(token, scope)


def _call(raw: Branch, scope: NameScope) -> tuple[Expression, Type]:
    name = raw.token.text
    if name in ("min", "max"):
        if len(raw.operands) < 2:
            raise LanguageError("bad-expression", f"`{name}` needs two values or more", raw.token.start, len(name))
        return Extreme(cast("ExtremeOperator", name), tuple(_wanted(operand, NUMBER, scope) for operand in raw.operands)), NUMBER
    if len(raw.operands) != 1 or not isinstance(raw.operands[0], Leaf) or raw.operands[0].token.kind != "name":
        raise LanguageError(
            "bad-expression",
            f"`{name}` needs one name",
            raw.token.start,
            len(name),
            help="such as `visited(harbour)` or `knows(waiting_times)`",
        )
    token = raw.operands[0].token
    known, what = (scope.scenes, "scene") if name == "visited" else (scope.facts, "fact")
    if token.text not in known:
        raise LanguageError(
            f"unknown-{what}", f"there is no {what} `{token.text[:40]}`", token.start, len(token.text), scope.nearest(token.text, known)
        )
    return (Visited(token.text) if name == "visited" else Knows(token.text)), TRUTH


def _wanted(raw: Raw, wanted: Type, scope: NameScope) -> Expression:
    expression, kind = _typed(raw, scope)
    if kind is not wanted:
        token = raw.token
        help = "compare it: `money >= 500`, `papers == internal`" if wanted is TRUTH else "only numbers can be counted with"
        raise LanguageError("wrong-types", f"this must be {_a(wanted)}, but it is {_a(kind)}", token.start, len(token.text), help=help)
    return expression


def _comparison(raw: Branch, scope: NameScope) -> Expression:
    operator = cast("Comparison", raw.token.text)
    first, second = raw.operands
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
        raise LanguageError("wrong-types", message, raw.token.start, len(operator), help=help)
    if operator not in ("==", "!=") and kind not in (NUMBER, DATE):
        raise LanguageError(
            "wrong-types", f"`{operator}` needs an order, and {_a(kind)} has none", raw.token.start, len(operator), "use `==` or `!=`"
        )
    return Compare(operator, left, right)


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


def _against(raw: Raw, wanted: Type, scope: NameScope) -> tuple[Expression, Type]:
    """Type `raw` where a value of `wanted` is compared with or set: a bare word there may be an enum's value."""
    if wanted.values and isinstance(raw, Leaf) and raw.token.kind == "name" and raw.token.text not in scope.variables:
        word = raw.token.text
        if word not in wanted.values:
            raise LanguageError(
                "unknown-value",
                f"`{word[:40]}` isn't one of the values",
                raw.token.start,
                len(word),
                scope.nearest(word, wanted.values),
                f"it can be {', '.join(f'`{value}`' for value in wanted.values[:12])}",
            )
        return Constant(wanted.values.index(word), word), wanted
    return _typed(raw, scope)
