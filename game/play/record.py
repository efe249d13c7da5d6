"""What a playthrough is, as values that outlive the program: what was carried in, and the choices made, all by name.

A save, a test, a transcript and a counterexample are made of these.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from msgspec import Struct, field

_T = TypeVar("_T")


Value = bool | int | str
"""What a variable holds, as a save says it: true or false, a number, or an enum's word."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Entry(Struct, frozen=True):
    """One choice that was made. `outcome` is "" where nothing was left to chance; `skipped` marks a skipped scene."""

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
    """A playthrough as it is kept.

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


class NotASaveError(Exception):
    """Data that isn't a playthrough; the message says where it goes wrong."""


def to_data(saved: Saved) -> dict[str, Any]:
    """The playthrough as JSON values."""
    return {
        "story": saved.story,
        "fingerprint": saved.fingerprint,
        "role": saved.role,
        "seed": saved.seed,
        "carried": {"facts": sorted(saved.carried.facts), "echoes": dict(saved.carried.echoes)},
        "entries": [_entry_to_data(entry) for entry in saved.entries],
        "checkpoint": _checkpoint_to_data(saved.checkpoint),
        "earlier": [_entry_to_data(entry) for entry in saved.earlier],
        "base": None if saved.base is None else _checkpoint_to_data(saved.base),
    }


def _entry_to_data(entry: Entry) -> list[str | bool]:
    return [entry.scene, entry.choice, entry.outcome, *([True] if entry.skipped else [])]


def _checkpoint_to_data(point: Checkpoint) -> dict[str, Any]:
    return {
        "scene": point.scene,
        "back": point.back,
        "back_enters": point.back_enters,
        "values": dict(point.values),
        "entered": sorted(point.entered),
        "entered_again": sorted(point.entered_again),
        "used": [list(pair) for pair in sorted(point.used)],
        "met": sorted(point.met),
        "gone": dict(point.gone),
    }


def from_data(data: Mapping[str, Any]) -> Saved:
    """The playthrough in JSON values. Raises NotASaveError where a name is missing or of the wrong type."""
    if not isinstance(data, Mapping):
        raise NotASaveError("it should be names with values")
    read = _Reader(data, "")
    carried = _Reader(read.mapping("carried"), "carried.")
    return Saved(
        story=read.text("story"),
        fingerprint=read.text("fingerprint"),
        role=read.text("role"),
        seed=read.number("seed"),
        carried=Carried(frozenset(carried.words("facts")), MappingProxyType(carried.words_by_name("echoes"))),
        entries=read.entries("entries"),
        checkpoint=_checkpoint_from(read.mapping("checkpoint"), "checkpoint."),
        earlier=read.entries("earlier"),
        base=None if data.get("base") is None else _checkpoint_from(read.mapping("base"), "base."),
    )


def _checkpoint_from(data: Mapping[str, Any], where: str) -> Checkpoint:
    read = _Reader(data, where)
    return Checkpoint(
        scene=read.text("scene"),
        back=read.text("back"),
        back_enters=read.flag("back_enters"),
        values=MappingProxyType(read.values("values")),
        entered=frozenset(read.words("entered")),
        entered_again=frozenset(read.words("entered_again")),
        used=frozenset((pair[0], pair[1]) for pair in read.pairs("used")),
        met=frozenset(read.words("met")),
        gone=MappingProxyType(read.values("gone")) if "gone" in data else NOTHING,
    )


class _Reader(Struct, frozen=True):
    data: Mapping[str, Any]
    where: str

    def text(self, key: str) -> str:
        return self._typed(key, str, "text")

    def number(self, key: str) -> int:
        value = self.data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise NotASaveError(f"{self.where}{key} should be a whole number")
        return value

    def mapping(self, key: str) -> Mapping[str, Any]:
        return self._typed(key, dict, "names with values")

    def flag(self, key: str) -> bool:
        return self._typed(key, bool, "true or false")

    def values(self, key: str) -> dict[str, Value]:
        values = self.mapping(key)
        if not all(isinstance(name, str) and isinstance(value, bool | int | str) for name, value in values.items()):
            raise NotASaveError(f"{self.where}{key} should be names with true, false, a number or a word")
        return dict(values)

    def words_by_name(self, key: str) -> dict[str, str]:
        words = self.mapping(key)
        if not all(isinstance(name, str) and isinstance(word, str) for name, word in words.items()):
            raise NotASaveError(f"{self.where}{key} should be names with words")
        return dict(words)

    def words(self, key: str) -> list[str]:
        words: list[Any] = self._typed(key, list, "a list of texts")
        if not all(isinstance(word, str) for word in words):
            raise NotASaveError(f"{self.where}{key} should be a list of texts")
        return words

    def pairs(self, key: str) -> list[list[str]]:
        pairs: list[Any] = self._typed(key, list, "a list of pairs")
        if not all(isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in pairs):
            raise NotASaveError(f"{self.where}{key} should be a list of pairs")
        return pairs

    def entries(self, key: str) -> tuple[Entry, ...]:
        return tuple(self._entry(key, item) for item in self._typed(key, list, "a list of choices"))

    def _entry(self, key: str, item: object) -> Entry:
        if isinstance(item, list) and len(item) in (3, 4) and all(isinstance(part, str) for part in item[:3]) and item[3:] in ([], [True]):
            return Entry(item[0], item[1], item[2], len(item) == 4)
        raise NotASaveError(f"{self.where}{key} should be a list of choices")

    def _typed(self, key: str, kind: type[_T], words: str) -> _T:
        value = self.data.get(key)
        if not isinstance(value, kind):
            raise NotASaveError(f"{self.where}{key} should be {words}")
        return value
