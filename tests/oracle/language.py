"""Conditions and effects, read as the guide writes them and worked out by walking over them.

A node is a tuple: an operator and its operands. Values are those of Python: a flag is a bool, a number an int, an
enum's value a str, a day an ordinal. A name that is nothing else is a word of an enum.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, Protocol

Node = tuple[Any, ...]
Value = bool | int | str

_TOKEN = re.compile(
    r"\s*(?:((?:from|until) (?:\d{4}-\d\d-\d\d|[a-z]+)(?: \d+:\d\d)?|\d{4}-\d\d-\d\d(?: \d+:\d\d)?)"
    r"|(chosen\([^()]*\))|(\d+)|([^\W\d_]\w*)|(==|!=|<=|>=|\+=|-=|[<>=+\-*(),]))"
)
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


class Look(Protocol):
    """What a condition may ask for."""

    def value(self, name: str) -> Value: ...

    def visited(self, scene: str) -> bool: ...

    def knows(self, fact: str) -> bool: ...

    def now(self) -> datetime: ...

    def instant(self, day: str, hour: str) -> datetime: ...

    def chosen(self, scene: str, choice: str) -> bool: ...


class Effect(NamedTuple):
    variable: str
    operator: str
    amount: Node


class _Words:
    """The tokens of a text, taken one after the other."""

    def __init__(self, text: str) -> None:
        self.left: list[str] = []
        at, text = 0, text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise ValueError(f"can't be read from {text[at:]!r}")
            self.left.append(match[0].strip())
            at = match.end()

    def next(self) -> str:
        return self.left[0] if self.left else ""

    def take(self, *wanted: str) -> str:
        if not self.left or (wanted and self.left[0] not in wanted):
            raise ValueError(f"{wanted} expected before {self.left}")
        return self.left.pop(0)


def _either(words: _Words) -> Node:
    node = _both(words)
    while words.next() == "or":
        words.take()
        node = ("or", node, _both(words))
    return node


def _both(words: _Words) -> Node:
    node = _negated(words)
    while words.next() == "and":
        words.take()
        node = ("and", node, _negated(words))
    return node


def _negated(words: _Words) -> Node:
    if words.next() == "not":
        words.take()
        return ("not", _negated(words))
    return _compared(words)


def _compared(words: _Words) -> Node:
    left = _sum(words)
    if words.next() not in _COMPARISONS:
        return left
    return (words.take(), left, _sum(words))


def _sum(words: _Words) -> Node:
    node = _product(words)
    while words.next() in ("+", "-"):
        node = (words.take(), node, _product(words))
    return node


def _product(words: _Words) -> Node:
    node = _single(words)
    while words.next() == "*":
        node = (words.take(), node, _single(words))
    return node


def _single(words: _Words) -> Node:
    word = words.take()
    if word == "-":
        return ("negative", _single(words))
    if word == "(":
        node = _either(words)
        words.take(")")
        return node
    if word.startswith(("from ", "until ")):
        return tuple(word.split())  # `from` or `until`, a day, and an hour where there is one
    if word[0].isdigit() and ":" in word:
        return ("instant", *word.split())
    if word[0].isdigit():
        return ("date", date.fromisoformat(word).toordinal()) if "-" in word else ("number", int(word))
    if word.startswith("chosen("):
        return ("chosen", *(part.strip() for part in word.removeprefix("chosen(")[:-1].split("/")))
    if word in ("visited", "knows"):
        words.take("(")
        node = (word, words.take())
        words.take(")")
        return node
    if word in ("min", "max"):
        words.take("(")
        operands = [_sum(words)]
        while words.next() == ",":
            words.take()
            operands.append(_sum(words))
        words.take(")")
        return (word, *operands)
    return ("truth", word == "true") if word in ("true", "false") else ("name", word)


@cache
def condition(text: str) -> Node:
    words = _Words(text)
    node = _either(words)
    if words.left:
        raise ValueError(f"{text!r} can't be read from {words.left}")
    return node


@cache
def effect(text: str) -> Effect:
    words = _Words(text)
    variable, operator = words.take(), words.take("=", "+=", "-=")
    amount = _either(words)
    if words.left:
        raise ValueError(f"{text!r} can't be read from {words.left}")
    return Effect(variable, operator, amount)


def worked_out(node: Node, look: Look) -> Value:
    match node:
        case ("number" | "date" | "truth", value):
            return value  # type: ignore[no-any-return]
        case ("name", name):
            return look.value(name)
        case ("visited", scene):
            return look.visited(scene)
        case ("knows", fact):
            return look.knows(fact)
        case ("chosen", scene, choice):
            return look.chosen(scene, choice)
        case ("from", day, *hour):
            return look.now() >= look.instant(day, *hour or ["0:00"])
        case ("until", day, *hour):
            return look.now() < look.instant(day, *hour or ["0:00"])
        case (sign, ("name", "date"), ("instant", day, hour)):
            return _beside(sign, look.now(), look.instant(day, hour))
        case (sign, ("instant", day, hour), ("name", "date")):
            return _beside(sign, look.instant(day, hour), look.now())
        case ("not", inner):
            return not worked_out(inner, look)
        case ("negative", inner):
            return -worked_out(inner, look)  # type: ignore[operator]
        case ("and", left, right):
            return bool(worked_out(left, look)) and bool(worked_out(right, look))
        case ("or", left, right):
            return bool(worked_out(left, look)) or bool(worked_out(right, look))
        case ("min" | "max" as which, *operands):
            values = [worked_out(operand, look) for operand in operands]
            return min(values) if which == "min" else max(values)
    operator, first, second = node
    return _beside(operator, worked_out(first, look), worked_out(second, look))


def _beside(operator: str, a: Any, b: Any) -> Value:
    match operator:
        case "+":
            return a + b  # type: ignore[no-any-return]
        case "-":
            return a - b  # type: ignore[no-any-return]
        case "*":
            return a * b  # type: ignore[no-any-return]
        case "==":
            return bool(a == b)
        case "!=":
            return bool(a != b)
        case "<":
            return bool(a < b)
        case "<=":
            return bool(a <= b)
        case ">":
            return bool(a > b)
    return bool(a >= b)


def parts(node: Node) -> Iterator[Node]:
    """The node and everything inside it."""
    yield node
    for operand in node[1:]:
        if isinstance(operand, tuple):
            yield from parts(operand)
