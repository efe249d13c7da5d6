"""What is rare, written by turns: each story is made to hold one node or effect in one place, and one pair of them.

So each combination that the coverage table has comes up every so many stories, however unlikely it is by chance.
"""

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, NamedTuple

from game.source.schema.story_keys import CONDITION
from tests.oracle.coverage import wanted, why
from tests.oracle.files import Files, as_text
from tests.oracle.grammar import Draw, Grammar, Names
from tests.oracle.labels import effect_label, labels_of
from tests.oracle.language import condition, effect
from tests.oracle.places import Found, asks_in, found_in, kind_of
from tests.oracle.reading import Story, read

TRIES = 400
"""How many conditions or effects are drawn until one has what is wished for."""


class Wish(NamedTuple):
    """`place` is where, "" for anywhere; `labels` are nodes of one condition or amount, `effects` those of one list."""

    place: str = ""
    labels: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()

    @property
    def kinds(self) -> list[str]:
        """The kinds of scenes that it takes."""
        found = [kind_of(self.place)] if self.place else []
        return [*filter(None, found), *(["hunt"] if "a kind's flag" in self.labels and "hunt" not in found else [])]


def wishes_of(seed: int) -> tuple[Wish, ...]:
    """The two of a seed."""
    single, pairs = _rounds()
    return single[seed % len(single)], pairs[seed % len(pairs)]


@cache
def turns() -> dict[str, tuple[Wish, int]]:
    """By what is counted, the wish for it, and how many stories there are until it has its turn once more."""
    found = {}
    for each in _rounds():
        for wish in each:
            name = " / ".join(wish.labels) or " then ".join(wish.effects)
            found[f"{wish.place}: {name}" if wish.place else name] = wish, len(each)
    return found


@cache
def _rounds() -> tuple[list[Wish], list[Wish]]:
    every = {what: [each for each in sorted(names) if not why(each)] for what, names in wanted().items()}
    single = [Wish(place, labels=(label,)) for place, label in (each.split(": ") for each in every["nodes"])]
    single += [Wish(place, effects=(label,)) for place, label in (each.split(": ") for each in every["effects"])]
    pairs = [Wish(labels=tuple(each.split(" / "))) for each in every["node_pairs"]]
    pairs += [Wish(effects=tuple(each.split(" then "))) for each in every["effect_pairs"]]
    for each in (single, pairs):
        Random(len(each)).shuffle(each)
    return single, pairs


def grant(wish: Wish, files: Files, names: Names, draw: Draw) -> bool:
    """Write it into the story; whether the story has a place for it, and the names."""
    if not all(_can(names, label) for label in (*wish.labels, *wish.effects)):
        return False
    spots = [(found, key) for found in found_in(files) for key in found.record.keys if _takes(wish, found, key)]
    if not spots:
        return False
    found, key = draw.one(spots)
    return _Writer(read(as_text(files)), names, draw, found, key).write(wish)


def _can(names: Names, label: str) -> bool:
    """Whether the story has a name that a label takes."""
    asked: tuple[tuple[tuple[str, ...], Any], ...] = (
        (("flag",), names.flags),
        (("an enum", "words", "a word", "enum"), len(names.enums) > len(names.echoes)),
        (("an echo", "echo"), names.echoes),
        (("days", "a day", "hour", "day", "date", "the clock", "clock"), names.clock),
        (("a kind's number",), names.own),
        (("a kind's flag",), names.own_flags),
        (("a named condition",), names.conditions),
    )
    last = label.split(" of ")[-1]
    return all(has for words, has in asked if last in words or label.split()[0] in words or (label == "a flag" and "flag" in words))


def _takes(wish: Wish, found: Found, key: str) -> bool:
    """Whether it can be written under a key. Effects may be added where none are; a condition only takes another's place,
    since it would shut what is always open."""
    asked, raw = asks_in(found.record, key), found.raw
    if asked is None or (wish.place and wish.place != f"{found.record.name}.{key}"):
        return False
    if asked is CONDITION:
        return key in raw and not wish.effects
    return key in raw or not ("locked" in raw and "if" not in raw)


class _Writer:
    def __init__(self, story: Story, names: Names, draw: Draw, found: Found, key: str) -> None:
        declared = key == "conditions"  # a named condition may ask for those before it alone
        self.names = replace(names, conditions=names.conditions[:-1]) if declared else names
        self.story, self.draw, self.found, self.key = story, draw, found, key
        self.grammar, self.here = Grammar(draw, self.names), found.scene

    def write(self, wish: Wish) -> bool:
        raw, key = self.found.raw, self.key
        if asks_in(self.found.record, key) is CONDITION:
            text = self._condition(wish.labels)
            if text and isinstance(raw[key], dict):
                raw[key][list(raw[key])[-1]] = text
            elif text:
                raw[key] = text
            return bool(text)
        texts = [self._effect(label) for label in wish.effects] if wish.effects else [self._changing(wish.labels)]
        if not all(texts):
            return False
        raw[key] = texts[0] if len(texts) == 1 and self.draw.chance(0.5) else texts
        return True

    def _condition(self, labels: tuple[str, ...]) -> str:
        """A condition that has every label, "" where none was drawn."""
        texts = []
        for label in labels:
            drawn = (self.grammar.condition(self.here, 1) for _ in range(TRIES))
            texts.append(next((text for text in drawn if label in self._labels(text)), ""))
        if not all(texts):
            return ""
        return f" {self.draw.one(('and', 'or', 'and not', 'or not', '==', '!='))} ".join(f"({text})" for text in texts)

    def _labels(self, text: str) -> set[str]:
        return set(labels_of(self.story, condition(text), self.here))

    def _changing(self, labels: tuple[str, ...]) -> str:
        """An effect whose amount has every label."""
        for _ in range(TRIES // 4):
            text = self.grammar.effect(self.here)
            if set(labels) <= set(labels_of(self.story, effect(text).amount, self.here)):
                return text
        text = self._condition(labels) if self.names.flags else ""
        return text and f"{self.draw.one(self.names.flags)} = {text}"

    def _effect(self, label: str) -> str:
        drawn = (self.grammar.effect(self.here) for _ in range(TRIES))
        return next((text for text in drawn if effect_label(self.story, effect(text)) == label), "")
