"""Texts that try to act: on the terminal, on the app, or on who reads them. The loader refuses most; names and saves may hold any."""

from collections.abc import Callable, Mapping
from itertools import count
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from game.story.model import Story
from game.story.prose import Prose

SEQUENCES = (
    "\x1b]52;c;aGVsbG8=\x07",  # writes the clipboard
    "\x1b]52;c;?\x07",  # reads it
    "\x1b]52;c;aGVsbG8=",  # swallows what follows
    "\x1b]0;title\x07",
    "\x1b]2;title\x1b\\",
    "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1b_application\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
    "\x1b[2J",
    "\x1b[3J",
    "\x1b[?1049l",
    "\x1b[?1003h",
    "\x1b[?25h",
    "\x1b[6n",
    "\x1b[c",
    "\x1b[31;5m",
    "\x1b[10;10H",
    "\x1bc",
    "\x1b7",
    "\x9b2J",
    "\x9d52;c;aGVsbG8=\x9c",
    "\x90q\x9c",
    "\x85next",
    "\x00null",
    "\x07bell",
    "\x08\x08back",
    "\x0bvertical\x0cform",
    "\x0eshift\x0f",
    "\x7fdelete",
    "a\rb",
    "a\u2028b\u2029c",
    "a\tb",
)
HIDDEN = (
    "\u202eright to left\u202c",
    "\u2066isolate\u2069",
    "\u200emark\u200f\u061c",
    "\u200bzero\u2060\ufeff\u00ad",
    "\U000e0041\U000e0042\U000e007f",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319",
    "\ud800surrogate",
    "\ufffe\U0001ffff",
    "\u3164\u115f\uffa0",
)
MARKUP = (
    "[/]",
    "[/b]",
    "[/",
    '[a="b',
    "[link=http://example.org]x[/link]",
    r"\[b]x[/b] \ ",
    "[@click=app.boom]boom[/]",
    "[@click=app.screenshot('save.json','.')]x[/]",
    "[b]bold[/b] [red on blue]x",
    "$primary ${x} %s {x} {0}",
    "[$accent]x[/$accent]",
)
PAYLOADS = SEQUENCES + HIDDEN + MARKUP

_TEXTS = {"title", "name", "by", "term", "ending", "recall", "show", "publisher", "work", "wants"}


def poisoned(story: Story, start: int) -> Story:
    """The story with a payload in each of its texts, the first of them number `start`; its ids are as they were.

    Half a character is not among them: no file that can be read as UTF-8 has one.
    """
    whole = [text for text in PAYLOADS if "\ud800" not in text]
    numbers = count(start)

    def payload() -> str:
        return whole[next(numbers) % len(whole)]

    return _poisoned(story, payload)


def _poisoned(value: Any, payload: Callable[[], str]) -> Any:
    if isinstance(value, Prose):
        links = "".join(f" [x{payload().replace('[', '').replace(']', '')}](fact:{fact})" for fact in value.facts)
        return replace(value, text=payload() + links, variables=())
    if isinstance(value, Mapping):
        return MappingProxyType({key: _poisoned(each, payload) for key, each in value.items()})
    if isinstance(value, tuple):
        return tuple(_poisoned(each, payload) for each in value)
    if isinstance(value, Struct) and type(value).__module__ == "game.story.model":
        changes = {}
        for field in fields(value):
            old = getattr(value, field.name)
            if field.name in _TEXTS and isinstance(old, str):
                changes[field.name] = payload() if old else old
            else:
                changes[field.name] = _poisoned(old, payload)
        return replace(value, **changes)
    return value
