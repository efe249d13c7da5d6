"""Conditions that ask for a day from which on something is so and for an hour beside it: true on each day from that hour on, and
false again every night."""

from collections.abc import Iterator

from game.check.rules.constant_conditions import conditions_of
from game.check.rules.violation import Violation
from game.story.language.tree import TURNED, ClockRead, Compare, Constant, Expression, Logic, Not, shown
from game.story.model import Story

_FROM, _UNTIL = (">", ">="), ("<", "<=", "==")
_HELP = "a moment is asked for as one: `from friday 15:00`; where each such day is meant, say until which `hour` as well"


def false_again(story: Story) -> Iterator[Violation]:
    """A day and an hour from which on something is so, in one condition without an end of either."""
    judged: dict[int, Expression | None] = {}  # each text is judged once, however often it stands
    for condition, by_kind, at, scene, name in conditions_of(story):
        if by_kind:
            continue
        if id(condition) not in judged:
            judged[id(condition)] = _since_a_day_and_an_hour(condition)
        part = judged[id(condition)]
        if part is not None:
            message = f"`{shown(part)}` is false again every night, until that hour"
            words = (name,) if name else (shown(part), "if:")
            yield Violation("false-again", message, at, scene, words, _HELP, section="conditions" if name else "")


def _since_a_day_and_an_hour(condition: Expression) -> Expression | None:
    """The first of what `and` joins in a condition that asks so. What a named condition asks is told where it is declared."""
    waiting = [condition]
    while waiting:
        match part := waiting.pop():
            case Logic("and", _, _):
                joined = list(_joined(part))
                if _has_no_end(joined):
                    return part
                waiting += joined
            case Logic(_, left, right):
                waiting += (right, left)
            case Not(operand):
                waiting.append(operand)
            case _:
                pass
    return None


def _joined(condition: Expression) -> Iterator[Expression]:
    match condition:
        case Logic("and", left, right):
            yield from _joined(left)
            yield from _joined(right)
        case _:
            yield condition


def _has_no_end(joined: list[Expression]) -> bool:
    asked = [each for part in joined for each in _asked(part)]
    ends = any(sign in _UNTIL or part == "weekday" for part, sign in asked)
    return not ends and {"hour", "day"} <= {"hour" if part == "hour" else "day" for part, sign in asked if sign in _FROM}


def _asked(condition: Expression) -> Iterator[tuple[str, str]]:
    """What of the clock a comparison asks for, and how: `hour` and `>=`."""
    match condition:
        case Compare(sign, ClockRead(part), Constant()):
            yield part, sign
        case Compare(sign, Constant(), ClockRead(part)):
            yield part, TURNED[sign]
        case _:
            pass
