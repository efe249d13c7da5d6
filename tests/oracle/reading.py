"""A story's files as plain values: what stands in them, with the defaults that docs/keys.md tells.

The files come as PyYAML reads them with every scalar a text. Scenes stay the dictionaries that their author wrote.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from math import ceil
from pathlib import Path
from typing import Any

import yaml

from tests.oracle.language import Node, Value, condition, effect, parts

Raw = dict[str, Any]
_LINK = re.compile(r"\[([^\]]*)\]\((fact|term|imagined)(?::(\w+))?\)")
OWN_FILES = ("story.yaml", "facts.yaml", "glossary.yaml", "news.yaml", "lesson.yaml")
PROMISES = ("ends_within", "always", "never", "minutes", "reaches", "meets", "meets_at_least")


@dataclass
class Variable:
    """`words` are an enum's. `mine` marks a number that a kind of scene keeps for itself."""

    type: str
    start: Value
    low: int = 0
    high: int = 0
    clamp: bool = False
    words: tuple[str, ...] = ()
    echo_of: str = ""
    mine: bool = False


@dataclass
class Fact:
    kind: str
    by: str
    says: str
    day: int | None


@dataclass
class News:
    hours: int
    text: str
    fact: str
    roles: list[str]
    places: list[str]


@dataclass
class Promise:
    role: str
    kind: str  # one of PROMISES
    value: Any


@dataclass
class Scene:
    """`raw` is what the author wrote; `blocks` the blocks of its passage, each with every key that is there."""

    name: str
    raw: Raw
    blocks: list[Raw]

    @property
    def kind(self) -> str:
        return str(self.raw.get("kind", ""))

    @property
    def ending(self) -> bool:
        return "ending" in self.raw

    @property
    def goes_on(self) -> bool:
        """Whether there is nothing to choose."""
        return "go" in self.raw


@dataclass
class Part:
    """`alone` is the story in which the part is all of its role; `later` is the one in which the role begins where the part does,
    None where that is where it does in any case."""

    role: str
    id: str
    minutes: int
    alone: "Story"
    later: "Story | None"


@dataclass
class Story:
    roles: dict[str, tuple[str, dict[str, Value]]]  # where each starts, and what it starts with
    variables: dict[str, Variable]
    conditions: dict[str, Node]
    scenes: dict[str, Scene]
    facts: dict[str, Fact]
    news: list[News]
    promises: list[Promise]
    places: dict[str, timedelta]  # how far each is ahead of universal time
    people: dict[str, Raw]
    clock: str = ""
    clock_start: datetime = field(default_factory=lambda: datetime(2000, 1, 1))
    utc: timedelta = timedelta(0)
    pace: int = 130  # words that are read in a minute
    parts: list[Part] = field(default_factory=list)

    def value_of(self, variable: str, typed: str) -> Value:
        kind = self.variables[variable].type
        return typed == "true" if kind == "flag" else int(typed) if kind == "int" else typed

    @cached_property
    def asked_of(self) -> "Asked":
        return Asked(self)


class Asked:
    """What the story asks for: of all that happens only this is worth remembering, so that states are few."""

    def __init__(self, story: Story) -> None:
        self.facts, self.visits, self.choices = set[str](), set[str](), set[tuple[str, str]]()
        self.promised = {str(each.value) for each in story.promises if each.kind == "meets"}
        nodes = [*story.conditions.values(), *(condition(str(each.value)) for each in story.promises if each.kind in ("always", "never"))]
        for scene in story.scenes.values():
            nodes += asked_in(scene.raw)
            if any("first" in block or "again" in block for block in scene.blocks):
                self.visits.add(scene.name)
        for node in nodes:
            for part in parts(node):
                if part[0] == "knows":
                    self.facts.add(part[1])
                elif part[0] == "visited":
                    self.visits.add(part[1])
                elif part[0] == "chosen":
                    self.choices.add(part[1:])


def asked_in(raw: Any, key: str = "") -> Iterator[Node]:
    """Every condition, and every amount of an effect, in what an author wrote."""
    if isinstance(raw, dict):
        for name, value in raw.items():
            yield from asked_in(value, name)
    elif isinstance(raw, list):
        for value in raw:
            yield from asked_in(value, key)
    elif key == "if":
        yield condition(raw)
    elif key in ("do", "enter"):
        yield effect(raw).amount


def links(text: str) -> list[str]:
    """The facts that a text links to."""
    return [name for _, what, name in _LINK.findall(text) if what == "fact"]


def without_links(text: str) -> str:
    return _LINK.sub(lambda link: link[1], text)


def read_folder(folder: Path) -> Story:
    return read({path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))})


def read(files: dict[str, str]) -> Story:
    loaded: dict[str, Raw] = {name: yaml.load(text, yaml.CBaseLoader) or {} for name, text in files.items()}
    parts = [(role, id, raw) for role, each in loaded["story.yaml"]["roles"].items() for id, raw in each.pop("parts", {}).items()]
    story = _read(loaded)
    for role, id, raw in parts:
        later = _read(_beginning(loaded, role, raw))
        story.parts.append(
            Part(role, id, int(raw["minutes"]), _read(_alone(loaded, role, raw)), later if later.roles[role] != story.roles[role] else None)
        )
    asked = story.asked_of
    for part in story.parts:  # what earlier games leave is what any of them asks for
        asked.facts |= part.alone.asked_of.facts
        asked.visits |= part.alone.asked_of.visits
        asked.choices |= part.alone.asked_of.choices
        part.alone.__dict__["asked_of"] = asked
        if part.later is not None:
            part.later.__dict__["asked_of"] = asked
    return story


def _beginning(loaded: dict[str, Raw], role: str, part: Raw) -> dict[str, Raw]:
    """The story whose role begins where a part does, without parts."""
    changed = deepcopy(loaded)
    theirs = changed["story.yaml"]["roles"][role]
    theirs["start"] = part.get("start", theirs["start"])
    theirs["set"] = {**theirs.get("set", {}), **part.get("set", {})}
    return changed


def _alone(loaded: dict[str, Raw], role: str, part: Raw) -> dict[str, Raw]:
    """The story in which a part is all of its role: at its ends `told` is read, and nothing follows; at its start `before` is."""
    changed = _beginning(loaded, role, part)
    start = changed["story.yaml"]["roles"][role]["start"]
    for file, scenes in changed.items():
        if file in OWN_FILES or file.startswith("tests/"):
            continue
        for name in part.get("ends", ()):
            if name in scenes and "ending" not in scenes[name]:
                kept = {key: scenes[name][key] for key in ("place", "enter", "was") if key in scenes[name]}
                scenes[name] = {**kept, "ending": part["title"], **({"text": part["told"]} if "told" in part else {})}
        if "before" in part and start in scenes:
            scenes[start]["text"] = [{"first": part["before"]}, *listed(scenes[start].get("text"))]
    return changed


def _read(loaded: dict[str, Raw]) -> Story:
    top = loaded["story.yaml"]
    story = Story({}, {}, {}, {}, {}, [], [], {}, dict(top.get("people", {})))
    if "clock" in top:
        story.clock = top["clock"]["variable"]
        story.clock_start = datetime.strptime(top["clock"]["start"], "%Y-%m-%d %H:%M")
        story.utc = _zone(top["clock"].get("utc", "0"))
    for name, raw in top.get("variables", {}).items():
        story.variables[name] = _variable(raw)
    for name, raw in top.get("echoes", {}).items():
        story.variables[name] = Variable("enum", "unknown", words=("unknown", *raw["values"]), echo_of=raw["from"])
    for name, raw in top["roles"].items():
        given = {variable: story.value_of(variable, typed) for variable, typed in raw.get("set", {}).items()}
        story.roles[name] = (raw["start"], given)
    story.places = {name: _zone(raw["utc"]) if "utc" in raw else story.utc for name, raw in top.get("places", {}).items()}
    story.conditions = {name: condition(text) for name, text in top.get("conditions", {}).items()}
    for name, raw in loaded.get("facts.yaml", {}).get("facts", {}).items():
        day = date.fromisoformat(raw["from"]).toordinal() if "from" in raw else None
        story.facts[name] = Fact(raw["kind"], raw["by"], raw["says"].strip(), day)
    for raw in loaded.get("news.yaml", {}).get("news", []):
        item = News(_hours(story, raw["at"]), raw["text"], raw.get("fact", ""), raw.get("roles", []), raw.get("places", []))
        story.news.append(item)
    story.news.sort(key=lambda item: item.hours)
    story.pace = int(top.get("pace", story.pace))
    for raw in top.get("promises", []):
        story.promises += [Promise(raw.get("role", ""), kind, raw[kind]) for kind in PROMISES if kind in raw]
    for file, scenes in loaded.items():
        if file not in OWN_FILES and not file.startswith("tests/"):
            for name, raw in scenes.items():
                _scene(story, name, raw)
    return story


def _variable(raw: Raw) -> Variable:
    if raw["type"] == "flag":
        return Variable("flag", raw.get("start") == "true")
    if raw["type"] == "enum":
        return Variable("enum", raw.get("start", raw["values"][0]), words=tuple(raw["values"]))
    low, high = int(raw.get("min", 0)), int(raw["max"])
    return Variable("int", int(raw.get("start", 0 if low <= 0 <= high else low)), low, high, raw.get("clamp") == "true")


def _zone(typed: str) -> timedelta:
    hours, _, minutes = typed.partition(":")
    ahead = timedelta(hours=abs(int(hours)), minutes=int(minutes or 0))
    return -ahead if hours.startswith("-") else ahead


def _hours(story: Story, at: str) -> int:
    if at.isdecimal():
        return int(at)
    return max(0, ceil((datetime.strptime(at, "%Y-%m-%d %H:%M") - story.clock_start) / timedelta(hours=1)))


def _scene(story: Story, name: str, raw: Raw) -> None:
    from tests.oracle.kinds import blocks_of, numbers_of

    scene = Scene(name, raw, [])
    story.scenes[name] = scene
    scene.blocks = blocks_of(story, scene)
    story.variables |= numbers_of(scene)


def listed(value: Any) -> list[Any]:
    """A list; a single value stands for a list of one."""
    return [] if value is None else value if isinstance(value, list) else [value]
