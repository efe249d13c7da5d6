"""What generated stories contain, counted: keys by the record that they stand in, nodes of the language and effects by their
place, and pairs of each in one record, one condition and one list of effects.

The rows come from the game's own table of keys and its tree of the language, so what is added there is a hole here until
the generator writes it or there is a reason why it needn't.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations, product

import yaml

from game.source.schema.shapes import Flag, OneOf
from game.source.schema.story_keys import CONDITION, EFFECT
from tests.oracle.labels import EFFECTS, NODES, effect_label, inside, labels_of
from tests.oracle.language import condition, effect
from tests.oracle.places import Found, asks_in, found_in, outside_scenes, places, records
from tests.oracle.reading import Story, read


@dataclass
class Seen:
    """Counts by what is printed."""

    records: Counter[str] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)
    key_pairs: Counter[str] = field(default_factory=Counter)
    nodes: Counter[str] = field(default_factory=Counter)
    node_pairs: Counter[str] = field(default_factory=Counter)
    effects: Counter[str] = field(default_factory=Counter)
    effect_pairs: Counter[str] = field(default_factory=Counter)
    stories: int = 0

    def add(self, other: "Seen") -> None:
        self.stories += other.stories
        for name in ("records", "keys", "key_pairs", "nodes", "node_pairs", "effects", "effect_pairs"):
            getattr(self, name).update(getattr(other, name))


def count_story(seen: Seen, text: dict[str, str]) -> None:
    """Add what stands in a story's files."""
    story = read(text)
    seen.stories += 1
    for found in found_in({name: yaml.load(written, yaml.CBaseLoader) for name, written in text.items()}):
        _count(seen, story, found)


def _count(seen: Seen, story: Story, found: Found) -> None:
    record, raw = found.record, found.raw
    known = [key for key in raw if key in record.keys]
    seen.records[record.name] += 1
    seen.keys.update(f"{record.name}.{key}" for key in known)
    seen.key_pairs.update(f"{record.name}: {one} and {other}" for one, other in combinations(sorted(known), 2))
    for key in known:
        place, value = f"{record.name}.{key}", raw[key]
        if isinstance(record.keys[key].shape, OneOf | Flag):
            seen.keys[f"{place} = {value}"] += 1
        asked = asks_in(record, key)
        if asked is EFFECT:
            _count_effects(seen, story, value if isinstance(value, list) else [value], place, found.scene)
        for text in (value.values() if isinstance(value, dict) else [value]) if asked is CONDITION else ():
            labels = list(labels_of(story, condition(text), found.scene))
            seen.nodes.update(f"{place}: {label}" for label in labels)
            seen.node_pairs.update(" / ".join(pair) for pair in combinations(sorted(set(labels)), 2))


def _count_effects(seen: Seen, story: Story, texts: list[str], place: str, scene: str) -> None:
    done = [effect(text) for text in texts]
    labels = [effect_label(story, each) for each in done]
    seen.effects.update(f"{place}: {label}" for label in labels)
    for each in done:
        seen.nodes.update(f"{place}: {label}" for label in labels_of(story, each.amount, scene))
    for place_of, (first, second) in enumerate(combinations(range(len(done)), 2)):
        if place_of > 20:
            break
        reads = " of what was set" if ("name", done[first].variable) in set(inside(done[second].amount)) else ""
        seen.effect_pairs[f"{labels[first]} then {labels[second]}"] += 1
        if reads:
            seen.effect_pairs[f"{labels[first]} then {labels[second]}{reads}"] += 1


# ---- what there should be ----


def wanted() -> dict[str, set[str]]:
    """What the stories should contain, by what is counted."""
    keys = set[str]()
    for name, record in records().items():
        for key, each in record.keys.items():
            keys.add(f"{name}.{key}")
            options = each.shape.options if isinstance(each.shape, OneOf) else ("true", "false") if isinstance(each.shape, Flag) else ()
            keys |= {f"{name}.{key} = {option}" for option in options}
    labels = [label for some in NODES.values() for label in some]
    nodes = {f"{place}: {label}" for place in [*places(CONDITION), *places(EFFECT)] for label in labels}
    effects = {f"{place}: {label}" for place, label in product(places(EFFECT), EFFECTS)}
    pairs = {" / ".join(sorted(pair)) for pair in combinations(labels, 2)}
    effect_pairs = {f"{first} then {second}" for first, second in product(EFFECTS, EFFECTS)}
    key_pairs = {f"{name}: {one} and {two}" for name, record in records().items() for one, two in combinations(sorted(record.keys), 2)}
    return {"keys": keys, "key_pairs": key_pairs, "nodes": nodes, "effects": effects, "node_pairs": pairs, "effect_pairs": effect_pairs}


def why(missing: str) -> str:
    """Why something can't stand in a place, or ""."""
    place, _, label = missing.rpartition(": ")
    if label == "visited(here)" and place.rpartition(".")[0] in outside_scenes():
        return "its place stands in no scene"
    return ""
