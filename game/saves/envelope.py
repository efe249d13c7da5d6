"""The form of a saved file: a format with a number, a checksum, and JSON in a string. Here it shows whether a file is whole.

    {"format": "good-neighbours-save/1", "sha256": "...", "data": "{\"story\": ...}"}

The checksum covers the format and the data, so that each flipped bit shows. The envelope itself stays as it is for all
format numbers to come; what a number changes is the data.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Annotated, Any, NoReturn, TypeVar

from msgspec import Meta, Struct, ValidationError, convert

LARGEST = 1 << 20  # bytes of a file
BEGINNING = b'{"format": "good-neighbours-'
"""What every file in this form begins with."""

Moment = Annotated[datetime, Meta(tz=True)]
"""A time with its zone, as ISO 8601 writes it; see `checked_moment`."""

_T = TypeVar("_T")

_NUMBERED = re.compile(r"(?P<name>[a-z-]{1,40})/(?P<number>[1-9][0-9]{0,5})")
_KEYS = {"format", "sha256", "data"}


class DamagedError(Exception):
    """The bytes are not what was once written."""


class NewerError(Exception):
    """The bytes were written by a newer version of the game. `number` is their format's."""

    def __init__(self, number: int) -> None:
        super().__init__(f"format {number}")
        self.number = number


class TooLargeError(Exception):
    """The data would not fit in a file of `LARGEST` bytes, or lies too deep."""


class Format(Struct, frozen=True):
    """A kind of file."""

    name: str
    number: int = 1


def seal(form: Format, data: Mapping[str, Any]) -> bytes:
    """`data` in its envelope. Raises TooLargeError, and TypeError or ValueError where it is no JSON."""
    try:
        text = json.dumps(data, allow_nan=False, separators=(",", ":"))
    except RecursionError as error:
        raise TooLargeError from error
    label = f"{form.name}/{form.number}"
    envelope = {"format": label, "sha256": _checksum(label, text), "data": text}
    sealed = json.dumps(envelope, separators=(", ", ": ")).encode("ascii") + b"\n"
    if len(sealed) > LARGEST:
        raise TooLargeError
    try:
        unseal(form, sealed)  # what can't be read back, such as two keys that JSON spells alike, is never written
    except DamagedError as error:
        raise ValueError(f"this is not JSON: {error}") from error
    return sealed


def unseal(form: Format, sealed: bytes) -> dict[str, Any]:
    """The data of an envelope. Raises DamagedError or NewerError."""
    if len(sealed) > LARGEST:
        raise DamagedError("too large")
    try:
        envelope = parse(sealed.decode("ascii"))
    except UnicodeDecodeError as error:
        raise DamagedError(str(error)) from error
    if envelope.keys() != _KEYS or not all(isinstance(value, str) for value in envelope.values()):
        raise DamagedError("not an envelope")
    label, text, checksum = envelope["format"], envelope["data"], envelope["sha256"]
    match = _NUMBERED.fullmatch(label)
    if match is None or match["name"] != form.name:
        raise DamagedError("another format")
    number = int(match["number"])
    if number > form.number:
        # A flipped bit makes 3 of 1. Such a file is damaged; every other one is left to the version that wrote it.
        if any(checksum == _checksum(f"{form.name}/{ours}", text) for ours in range(1, form.number + 1)):
            raise DamagedError("another format number")
        raise NewerError(number)
    if checksum != _checksum(label, text):
        raise DamagedError("the checksum differs")
    return parse(text)


def _checksum(label: str, text: str) -> str:
    return hashlib.sha256(f"{label}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def parse(text: str) -> dict[str, Any]:
    """A JSON object, strictly: no key twice, no NaN. Raises DamagedError."""
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse, parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise DamagedError(str(error)) from error
    if not isinstance(value, dict):
        raise DamagedError("not an object")
    return value


def typed(data: object, kind: type[_T]) -> _T:
    """JSON values as the type that they were written from. Raises DamagedError where they aren't of that shape."""
    try:
        return convert(data, kind)
    except ValidationError as error:
        raise DamagedError(str(error)) from error


def checked_moment(when: datetime | None) -> None:
    """Raises ValueError in the first year and the last one, in which some other zone has no time for it."""
    if when is not None and not MINYEAR < when.year < MAXYEAR:
        raise ValueError("not a time")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key twice")
    return made


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _number(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("a number too large")
    return value
