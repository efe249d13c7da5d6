"""What generated stories contain, counted: keys by the record that they stand in, nodes of the language by the key that they
stand in, and pairs of each in one record, one condition and one list of effects.

The rows come from the game's own table of keys and its tree of the language, so what is added there is a hole here until
the generator writes it or `HOLES` says why it needn't.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any, get_args

import yaml

from game.kinds import SCENES
from game.source.schema.shapes import ByKind, Either, Flag, ListOf, MapOf, OneOf, Record, Shape
from game.source.schema.story_keys import CONDITION, EFFECT, FILES
from game.story.language import tree
from tests.oracle.language import Effect, Node, condition, effect
from tests.oracle.reading import Story, read

PLAYED = ("story.yaml", "facts.yaml", "news.yaml", "scenes.yaml")

_SIGNS = ("==", "!=", "<", "<=", ">", ">=")


def _compared(what: str, *signs: str) -> tuple[str, ...]:
    return tuple(f"{sign} of {what}" for sign in signs)


#: The labels that a node of the language can have here, by its class in the game.
NODES: dict[str, tuple[str, ...]] = {
    "Constant": ("a number", "a day", "true or false", "a word"),
    "VariableRead": ("an int", "a flag", "an enum", "an echo", "the clock", "a kind's number", "a kind's flag"),
    "ClockRead": ("hour", "day", "date"),
    "Visited": ("visited(here)", "visited(elsewhere)"),
    "Knows": ("knows",),
    "Compare": (
        *_compared("numbers", *_SIGNS),
        *_compared("days", *_SIGNS),
        *_compared("words", *_SIGNS[:2]),
        *_compared("truths", *_SIGNS[:2]),
    ),
    "Logic": ("and", "or"),
    "Not": ("not",),
    "Arithmetic": ("+", "-", "*", "negative"),
    "Extreme": ("min", "max"),
    "NamedCondition": ("a named condition",),
}  # fmt: skip
TRUTHS = ("true or false", "a flag", "a condition")
EFFECTS = (
    *(f"int {sign} {amount}" for sign in ("=", "+=", "-=") for amount in ("constant", "variable", "itself", "sum")),
    *("clock += constant", "clock += variable", "clock += sum"),
    *("flag = true or false", "flag = itself", "flag = condition", "enum = word", "enum = variable", "echo = word", "echo = variable"),
)

#: Why something is never written. A pattern of what is missing, as it is printed, and the reason.
HOLES: tuple[tuple[str, str], ...] = (
    (r"story\.yaml\.(language( = \w+)?|note|imagined|quiet|borders)$", "told beside the play; play asks for none of it"),
    (r"a border\.", "drawn on the map alone"),
    (r"(a scene|a queue|a hunt|a registration|an encounter|a sorting)\.quiet$", "exempts from warnings, which are compared whole"),
    (r"a place\.country$", "told by the map alone"),
    (r"a source\.path$", "told beside the play"),
    (r"a person\.(work|wants|she|host) = false$", "counted by a check alone"),
    (r"(always|never|conditions): visited\(here\)$", "a promise and a named condition stand in no scene"),
    (
        r"conditions: a named condition$",
        "a named condition may not ask for one that is declared after it, and the first has none before it",
    ),
)


@dataclass
class Seen:
    """Counts by what is printed."""

    keys: Counter[str] = field(default_factory=Counter)
    key_pairs: Counter[str] = field(default_factory=Counter)
    nodes: Counter[str] = field(default_factory=Counter)
    node_pairs: Counter[str] = field(default_factory=Counter)
    effects: Counter[str] = field(default_factory=Counter)
    effect_pairs: Counter[str] = field(default_factory=Counter)
    stories: int = 0

    def add(self, other: "Seen") -> None:
        self.stories += other.stories
        for name in ("keys", "key_pairs", "nodes", "node_pairs", "effects", "effect_pairs"):
            getattr(self, name).update(getattr(other, name))


def nodes_of_the_language() -> set[str]:
    """The classes of nodes that the game's language has."""
    return {each.__name__ for each in get_args(tree.Expression)}


def records() -> dict[str, Record]:
    """Every record of the table of keys that is played, by its name."""
    found: dict[str, Record] = {}

    def walk(shape: Shape) -> None:
        if isinstance(shape, Record):
            if shape.name not in found:
                found[shape.name] = shape
                for key in shape.keys.values():
                    walk(key.shape)
        elif isinstance(shape, MapOf):
            walk(shape.value)
        elif isinstance(shape, ListOf):
            walk(shape.item)
        elif isinstance(shape, Either):
            walk(shape.scalar)
            walk(shape.record)
        elif isinstance(shape, ByKind):
            for each in (shape.plain, *shape.kinds.values()):
                walk(each)

    for name in PLAYED:
        walk(FILES.get(name, SCENES))
    return found


def places(of: Shape) -> list[str]:
    """The keys whose value is a condition, or effects, as `record.key`."""
    found = []
    for name, record in records().items():
        for key, each in record.keys.items():
            inner = each.shape
            while isinstance(inner, ListOf | MapOf):
                inner = inner.item if isinstance(inner, ListOf) else inner.value
            if inner is of:
                found.append(f"{name}.{key}")
    return found


def count_story(seen: Seen, text: dict[str, str]) -> None:
    """Add what stands in a story's files."""
    story = read(text)
    seen.stories += 1
    for name, written in text.items():
        _count(seen, story, yaml.load(written, yaml.CBaseLoader), FILES.get(name, SCENES), "", "")


def _count(seen: Seen, story: Story, raw: Any, shape: Shape, place: str, scene: str) -> None:
    if isinstance(shape, ByKind):
        shape = shape.kinds[raw["kind"]] if "kind" in raw else shape.plain
    if isinstance(shape, Either):
        shape = shape.record if isinstance(raw, dict | list) else shape.scalar
    if isinstance(shape, ListOf):
        if shape.item is EFFECT:
            _count_effects(seen, story, raw if isinstance(raw, list) else [raw], place, scene)
        for item in raw if isinstance(raw, list) else [raw]:
            _count(seen, story, item, shape.item, place, scene)
    elif isinstance(shape, MapOf):
        for name, value in raw.items():
            _count(seen, story, value, shape.value, place, scene or (name if shape is SCENES else ""))
    elif isinstance(shape, Record):
        known = [key for key in raw if key in shape.keys]
        seen.keys.update(f"{shape.name}.{key}" for key in known)
        seen.key_pairs.update(f"{shape.name}: {one} and {other}" for one, other in combinations(sorted(known), 2))
        for key in known:
            _count(seen, story, raw[key], shape.keys[key].shape, f"{shape.name}.{key}", scene)
    elif isinstance(shape, OneOf | Flag):
        seen.keys[f"{place} = {raw}"] += 1
    elif shape is CONDITION:
        labels = list(_labels(story, condition(raw), scene))
        seen.nodes.update(f"{place}: {label}" for label in labels)
        seen.node_pairs.update(" / ".join(pair) for pair in combinations(sorted(set(labels)), 2))


def _count_effects(seen: Seen, story: Story, texts: list[str], place: str, scene: str) -> None:
    done = [effect(text) for text in texts]
    labels = [_effect(story, each) for each in done]
    seen.effects.update(f"{place}: {label}" for label in labels)
    for each in done:
        seen.nodes.update(f"{place}: {label}" for label in _labels(story, each.amount, scene))
    for place_of, (first, second) in enumerate(combinations(range(len(done)), 2)):
        if place_of > 20:
            break
        reads = " of what was set" if ("name", done[first].variable) in set(_inside(done[second].amount)) else ""
        seen.effect_pairs[f"{labels[first]} then {labels[second]}"] += 1
        if reads:
            seen.effect_pairs[f"{labels[first]} then {labels[second]}{reads}"] += 1


def _inside(node: Node) -> Iterator[Node]:
    yield node
    for operand in node[1:]:
        if isinstance(operand, tuple):
            yield from _inside(operand)


def _kind(story: Story, node: Node) -> str:
    """Whether a node is a truth, a number, a day or a word."""
    match node:
        case ("number" | "+" | "-" | "*" | "min" | "max" | "negative", *_):
            return "numbers"
        case ("date", _) | ("name", "date"):
            return "days"
        case ("name", "hour" | "day"):
            return "numbers"
        case ("name", name) if name in story.variables:
            return {"int": "numbers", "enum": "words", "flag": "truths"}[story.variables[name].type]
        case ("name", name) if name not in story.conditions:
            return "words"
    return "truths"


def _name(story: Story, name: str) -> str:
    variable = story.variables.get(name)
    if name in ("hour", "day", "date"):
        return name
    if variable is None:
        return "a named condition" if name in story.conditions else "a word"
    if variable.mine:
        return "a kind's number" if variable.type == "int" else "a kind's flag"
    if variable.echo_of:
        return "an echo"
    return "the clock" if name == story.clock else {"int": "an int", "enum": "an enum", "flag": "a flag"}[variable.type]


def _labels(story: Story, node: Node, scene: str) -> Iterator[str]:
    for part in _inside(node):
        match part:
            case ("number", _):
                yield "a number"
            case ("date", _):
                yield "a day"
            case ("truth", _):
                yield "true or false"
            case ("name", name):
                yield _name(story, name)
            case ("visited", name):
                yield "visited(here)" if name == scene else "visited(elsewhere)"
            case ("==" | "!=" | "<" | "<=" | ">" | ">=" as sign, left, right):
                kinds = {_kind(story, left), _kind(story, right)}
                yield f"{sign} of {min(kinds)}"
            case (label, *_):
                yield label


def _effect(story: Story, each: Effect) -> str:
    variable = story.variables[each.variable]
    target = "clock" if each.variable == story.clock else "echo" if variable.echo_of else variable.type
    match each.amount:
        case ("name", name) if name == each.variable:
            amount = "itself" if target in ("int", "flag") else "variable"
        case ("number", _) | ("negative", ("number", _)):
            amount = "constant"
        case ("truth", _):
            amount = "true or false"
        case ("name", name) if name in story.variables and target != "flag":
            amount = "variable"
        case _:
            amount = {"flag": "condition", "enum": "word", "echo": "word"}.get(target, "sum")
    return f"{target} {each.operator} {amount}"


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
    return {"keys": keys, "nodes": nodes, "effects": effects, "node_pairs": pairs, "effect_pairs": effect_pairs}


def why(missing: str) -> str:
    """The reason why something is never written, or ""."""
    return next((reason for pattern, reason in HOLES if re.search(pattern, missing)), "")


def told(seen: Seen) -> Iterator[str]:
    """The table: what there should be, what there is, and each hole with its reason."""
    yield f"{seen.stories:,} stories"
    for what, every in wanted().items():
        counts: Counter[str] = getattr(seen, what)
        missing = sorted(every - counts.keys())
        explained = [(each, why(each)) for each in missing]
        yield f"{what}: {len(every) - len(missing):,} of {len(every):,}; {sum(not reason for _, reason in explained)} holes unexplained"
        for each, reason in explained:
            yield f"    {each}: {reason or 'UNEXPLAINED'}"
    yield f"pairs of keys in one record: {len(seen.key_pairs):,} different"
    yield f"effects that read what an effect before them set: {sum(n for name, n in seen.effect_pairs.items() if name.endswith('set')):,}"
    yield ""
    yield "nodes by the key that they stand in"
    rows = [label for some in NODES.values() for label in some]
    columns = [*places(CONDITION), *places(EFFECT)]
    for number, column in enumerate(columns, start=1):
        yield f"  {number:2} {column}"
    yield f"  {'':20}" + "".join(f"{number:>6}" for number in range(1, len(columns) + 1))
    for row in rows:
        yield f"  {row:20}" + "".join(f"{seen.nodes[f'{column}: {row}']:>6}" for column in columns)
