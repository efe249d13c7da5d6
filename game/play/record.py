"""What a playthrough is, as values that outlive the program: what was carried in, and the choices made, all by name.

A save, a test, a transcript and a counterexample are made of these.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct, ValidationError, convert, field, to_builtins

Value = bool | int | str
"""What a variable holds, as a save says it: true or false, a number, or an enum's word."""

NOTHING: Mapping[str, Any] = MappingProxyType({})

_KINDS = {"str": "text", "int": "a whole number", "bool": "true or false", "array": "a list", "object": "names with values"}


class Entry(Struct, frozen=True, array_like=True):
    """One choice that was made, kept as a list. `outcome` is "" where nothing was left to chance; `skipped` marks a skipped scene."""

    scene: str
    choice: str
    outcome: str = ""
    skipped: bool = False


class Carried(Struct, frozen=True):
    """What a role starts with: facts met in earlier roles, and the values that echoes were left with."""

    facts: frozenset[str] = frozenset()
    echoes: Mapping[str, str] = field(default_factory=lambda: NOTHING)


class Checkpoint(Struct, frozen=True):
    """A state by name: where the entries led.

    `back` is the scene that a visit returns to ("" where there is none), `back_enters` whether it is entered anew.
    `entered` and `entered_again` are scenes, `used` once-only choices as (scene, choice), `met` facts. `gone` are values
    of variables that the story no longer had when this was saved.
    """

    scene: str
    back: str = ""
    back_enters: bool = False
    values: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    entered: frozenset[str] = frozenset()
    entered_again: frozenset[str] = frozenset()
    used: frozenset[tuple[str, str]] = frozenset()
    met: frozenset[str] = frozenset()
    gone: Mapping[str, Value] = field(default_factory=lambda: NOTHING)


class Saved(Struct, frozen=True):
    """A playthrough as it is kept. `part` is the part of the role that is played, "" for the whole.

    `fingerprint` is that of the story it was played on. `earlier` are entries that can be read but no longer undone,
    since the story has changed under them; `base` is then where the entries start.
    """

    story: str
    fingerprint: str
    role: str
    seed: int
    carried: Carried
    entries: tuple[Entry, ...]
    checkpoint: Checkpoint
    earlier: tuple[Entry, ...] = ()
    base: Checkpoint | None = None
    part: str = ""


class NotASaveError(Exception):
    """Data that isn't a playthrough; the message says where it goes wrong."""


def to_data(saved: Saved) -> dict[str, Any]:
    """The playthrough as JSON values. Only of skipped scenes an entry says whether they were."""
    data: dict[str, Any] = to_builtins(saved, order="deterministic", enc_hook=dict)
    for key in ("entries", "earlier"):
        data[key] = [entry if entry[3] else entry[:3] for entry in data[key]]
    if not saved.part:
        del data["part"]
    return data


def from_data(data: Mapping[str, Any]) -> Saved:
    """The playthrough in JSON values. Raises NotASaveError where a name is missing or of the wrong type."""
    try:
        return convert(data, Saved)
    except ValidationError as error:
        raise NotASaveError(_in_words(str(error))) from error


def _in_words(message: str) -> str:
    """What msgspec says, in the words of a sentence: "checkpoint.back should be text"."""
    what, _, path = message.removesuffix("`").partition(" - at `")
    where = path.removeprefix("$").removeprefix(".") or "it"
    if missing := re.fullmatch("Object missing required field `(.*)`?", what):
        return f"{where} has no {missing[1].rstrip('`')}"
    expected = re.match("Expected `([a-z]+)", what)
    return f"{where} should be {_KINDS.get(expected[1] if expected else '', 'otherwise')}"
