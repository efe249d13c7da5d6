"""What stands behind a moment of play, as values for whoever writes the story: why each choice is open or closed, part by
part, and what the last step changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec.structs import replace

from game.play.engine import Standing, standing
from game.play.evaluate import MEMORY, SCENE, State, Where, compile_value
from game.play.playthrough import Playthrough, facts_met
from game.play.program import CompiledChoice, Program
from game.play.view import plain_text, words_for
from game.story.language.tree import (
    WEEKDAYS,
    ClockPart,
    ClockRead,
    Expression,
    Logic,
    NamedCondition,
    Not,
    VariableRead,
    Visited,
    parts,
    shown,
)
from game.story.link_targets import targets_of
from game.story.model import At, Scene

Key = Literal["kind", "if", "once", "door"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of a condition as an author would type it, and whether it holds.

    `values` are the names in it with their values in words. What is made of parts has them in `inside`; its `text` is then
    a condition's name, `all of these`, `one of these` or `not this`.
    """

    text: str
    holds: bool
    values: tuple[tuple[str, str], ...] = ()
    inside: tuple["Asked", ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that decides on a choice, whether it lets the choice be, and what it asks.

    `if` and `once` are the author's keys; `kind` is what the scene's kind asks, and a `door` is there to be seen closed.
    """

    key: Key
    holds: bool
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class ChoiceNow:
    """A choice of the present scene. `leads` are the scenes it may lead to, `back`, or nothing where it stays."""

    id: str
    label: str
    at: At
    standing: Standing
    leads: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class VariableNow:
    """A variable's value in words; `before` is what it was before the last step, "" where that is the same."""

    name: str
    value: str
    before: str
    kept_by: str  # the scene whose kind keeps it, or ""


@dataclass(frozen=True, slots=True)
class ConditionNow:
    """A named condition; `changed` is whether the last step made it what it is."""

    name: str
    asked: Asked
    changed: bool


@dataclass(frozen=True, slots=True)
class Insight:
    """`facts` are those met so far, in order, each with whether it was met just now."""

    scene: Scene
    choices: tuple[ChoiceNow, ...]
    variables: tuple[VariableNow, ...]
    conditions: tuple[ConditionNow, ...]
    facts: tuple[tuple[str, bool], ...]


def insight(played: Playthrough) -> Insight:
    """What stands behind the last turn.

    A named condition that no scene asks for can only be evaluated where the program remembers what it asks: compile the role
    with the story's conditions as `asked`.
    """
    last = len(played.turns) - 1
    facts = tuple((fact, bool(last) and turn == last) for fact, turn in facts_met(played).items())
    program, now = played.program, played.state
    before = played.turns[last - 1].state if last else now
    variables, conditions = tuple(_variables(program, before, now)), tuple(_conditions(program, before, now))
    return Insight(played.scene, tuple(_choices(played)), variables, conditions, facts)


def asked_in(expression: Expression, program: Program, state: State) -> Asked:
    """The condition in the state's scene, part by part."""
    where = _where(expression, program, state)

    def ask(part: Expression) -> Asked:
        holds = bool(compile_value(part, where, program.places, program.clock, program.bits)(state))
        match part:
            case NamedCondition(name, meaning):
                return Asked(name, holds, inside=(ask(meaning),))
            case Logic(operator, _, _):
                words = "all of these" if operator == "and" else "one of these"
                return Asked(words, holds, inside=tuple(ask(operand) for operand in _operands(part, operator)))
            case Not(Logic() | NamedCondition() as operand):
                return Asked("not this", holds, inside=(ask(operand),))
            case _:
                return Asked(shown(part), holds, tuple(dict.fromkeys(_values(part, where, program, state))))

    return ask(expression)


def _where(expression: Expression, program: Program, state: State) -> Where:
    """The present scene. Where it never asks whether it was visited before, `visited` of it means what it does elsewhere."""
    where = program.where(program.scene(state[SCENE]).scene)
    asks = any(isinstance(part, Visited) and part.scene == where.scene for part in parts(expression))
    return replace(where, scene="") if asks and where.scene not in program.bits.again else where


def _operands(expression: Expression, operator: str) -> Iterator[Expression]:
    """What a row of the same `and` or `or` joins, in order."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Logic) and part.operator == operator:
            waiting += [part.right, part.left]
        else:
            yield part


def _clock_words(part: ClockPart, value: int) -> str:
    match part:
        case "date":
            return date.fromordinal(value).isoformat()
        case "moment":
            return f"{date.fromordinal(value // 1440).isoformat()} {value // 60 % 24:02}:{value % 60:02}"
        case "weekday":
            return WEEKDAYS[value]
        case _:
            return str(value)


def _values(expression: Expression, where: Where, program: Program, state: State) -> Iterator[tuple[str, str]]:
    for part in parts(expression):
        if isinstance(part, VariableRead):
            yield part.name, words_for(program.story.variables[part.name], state[program.places[part.name]])
        elif isinstance(part, ClockRead):
            value = compile_value(part, where, program.places, program.clock, program.bits)(state)
            yield "date" if part.part == "moment" else part.part, _clock_words(part.part, value)


def _choices(played: Playthrough) -> Iterator[ChoiceNow]:
    program, state = played.program, played.state
    for number, compiled in enumerate(played.compiled.choices):
        choice = compiled.choice
        label = plain_text(choice.label, program, state)
        stands = standing(program, state, number)
        reasons = tuple(_reasons(compiled, program, state))
        leads = (choice.visit,) if choice.visit else targets_of(choice)
        yield ChoiceNow(choice.id, label, choice.at, stands, leads, reasons)


def _reasons(compiled: CompiledChoice, program: Program, state: State) -> Iterator[Reason]:
    choice = compiled.choice
    if compiled.used:
        yield Reason("once", not state[MEMORY] & compiled.used)
    if choice.when is not None:
        asked = asked_in(choice.when, program, state)
        yield Reason("kind", asked.holds, asked)
    if choice.door:
        yield Reason("door", False)
    if choice.condition is not None:
        asked = asked_in(choice.condition, program, state)
        yield Reason("if", asked.holds, asked)


def _variables(program: Program, before: State, now: State) -> Iterator[VariableNow]:
    for name, variable in program.story.variables.items():
        place = program.places[name]
        was = words_for(variable, before[place]) if before[place] != now[place] else ""
        yield VariableNow(name, words_for(variable, now[place]), was, variable.kind)


def _conditions(program: Program, before: State, now: State) -> Iterator[ConditionNow]:
    for name, expression in program.story.conditions.items():
        named = NamedCondition(name, expression)
        asked = asked_in(named, program, now)
        yield ConditionNow(name, asked, asked_in(named, program, before).holds != asked.holds)
