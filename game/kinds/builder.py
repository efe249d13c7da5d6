"""How a kind makes plain scenes: new nodes that keep the places of the author's.

A made scene may have keys that no author can write, since a bracket can't begin a key of a story:
`(enter)` effects that happen at every entry but not on coming back; `(when)` a list of conditions that must all hold
for a choice or a block of text to be there at all (an author's `if` with `locked` shows a choice closed), of which
`{(not): condition}` asks for the contrary; `(person)` whom a scene is with, or whose words a choice's result is; `(claim)`
the fact that a block of text tells without its voucher, or that a choice decides about; `(prints)` in which way a choice
prints it; `(counts)` the variable with what is still to come of a scene, and `(progress)` a line that tells it; `(spare)`
for a choice that need never be open; `(search)` for a choice whose first outcome is that something is found.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from game.problems import Place
from game.source.nodes import ListNode, MapNode, Node, Scalar
from game.source.schema.shapes import Key, Needed, OneOf, Report

ENTER = "(enter)"
WHEN = "(when)"
NOT = "(not)"
MET = "(person)"
CLAIM = "(claim)"
PRINTS = "(prints)"
COUNTS = "(counts)"
PROGRESS = "(progress)"
SPARE = "(spare)"
SEARCH = "(search)"


def kind_key(name: str) -> Key:
    """The key that says which kind a scene is of."""
    return Needed(OneOf((name,)), f"This is {'an' if name[0] in 'aeiou' else 'a'} {name}.", name)


class Context(Struct, frozen=True):
    """What a kind may ask of the story, and where to put problems.

    `clock` is the clock's variable, "" where there is none; `clock_missing` is false where the story has a clock that
    can't be read, which is reported already. `variables` has the type of each that the author declared, and `facts` the
    ledger: each fact as its author wrote it.
    """

    clock: str
    clock_missing: bool
    variables: Mapping[str, str]
    facts: Mapping[str, MapNode]
    report: Report

    def ask_for_clock(self, scene: MapNode, what: str) -> None:
        """Tell the author of a kind that needs a clock that there is none."""
        if self.clock_missing:
            help = "declare `clock: {start: 2022-09-21 18:00, variable: hours}` in story.yaml"
            self.report("no-clock", scene.values.get("kind", scene), f"{what} needs a clock", help=help)


class Expansion(Struct, frozen=True):
    """A kind's scene made plain, the variables that it keeps, and the people that it brings."""

    scene: MapNode
    variables: Mapping[str, MapNode] = field(default_factory=dict)
    people: Mapping[str, MapNode] = field(default_factory=dict)


Value = Node | str | Mapping[str, "Value | None"] | Sequence["Value"]
"""What a node is made of: a text, `name: value` lines, a list, or a node of the author's as it stands."""


class Made(Scalar):
    """A text that stands in no file. Whatever is wrong with it is reported at the author's node that it was made for."""

    of: Node

    def like(self, value: str) -> Scalar:
        return text(self.of, value)

    def place(self, start: int = 0, length: int | None = None) -> Place:  # noqa: ARG002 - the whole of it is one place
        return self.of.place()


def text(like: Node, value: str) -> Scalar:
    """A text at the place of `like`."""
    return Made(value, "", like.line, like.column, like.file, like)


def many(like: Node, items: Sequence[Value]) -> ListNode:
    """A list at the place of `like`."""
    return ListNode([_node(like, item) for item in items], like.line, like.column, like.file)


def record(like: Node, values: Mapping[str, Value | None]) -> MapNode:
    """`name: value` lines at the place of `like`; names with None are left out."""
    kept = {name: _node(like, value) for name, value in values.items() if value is not None}
    return MapNode({name: text(value, name) for name, value in kept.items()}, kept, like.line, like.column, like.file)


def _node(like: Node, value: Value) -> Node:
    if isinstance(value, str):
        return text(like, value)
    if isinstance(value, Mapping):
        return record(like, value)
    return many(like, value) if isinstance(value, Sequence) else value


def negated(condition: Node) -> Node:
    """That the condition doesn't hold, for a list of `(when)`."""
    return record(condition, {NOT: condition})


def renamed(node: MapNode, names: Mapping[str, str]) -> MapNode:
    """The record with `{short}` in its texts made into `{long}`: a kind's own variables as its author writes them."""
    values = {name: _renamed(value, names) for name, value in node.values.items()}
    return MapNode(node.keys, values, node.line, node.column, node.file)


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    if isinstance(node, MapNode):
        return renamed(node, names)
    if isinstance(node, ListNode):
        return ListNode([_renamed(item, names) for item in node.items], node.line, node.column, node.file)
    if "{" not in node.value:
        return node
    value = node.value
    for short, long in names.items():
        for end in "}|":
            value = value.replace(f"{{{short}{end}", f"{{{long}{end}")
    return node.like(value)


def counter(like: Node, low: int, high: int, start: int, says: str) -> MapNode:
    """The declaration of a number that a kind keeps; `says` is what it counts."""
    return record(like, {"type": "int", "min": str(low), "max": str(high), "start": str(start), "says": says})


def mark(like: Node, says: str) -> MapNode:
    """The declaration of something that has happened or not, which `says` names."""
    return record(like, {"type": "flag", "says": says})


def plain(
    scene: MapNode,
    choices: Sequence[Value],
    *,
    out: Sequence[Value] = (),
    enter: Sequence[Value] | None = None,
    person: Node | None = None,
    counts: str | None = None,
    progress: Value | None = None,
) -> MapNode:
    """The kind's scene as a plain one: its own head, the made choices first, then the author's own, then the ways `out`.

    `counts` is the variable with what is still to come, which starts at its highest, and `progress` the line that tells it.
    """
    kept: dict[str, Value | None] = {
        key: scene.get(key) for key in ("kind", "title", "place", "picture", "text", "enter", "skip", "was", "quiet")
    }
    leave = scene.map("leave")
    left = [record(leave, {"id": "leave", **leave.values})] if leave is not None else []
    kept |= {ENTER: enter, MET: person, COUNTS: counts, PROGRESS: progress}
    return record(scene, {**kept, "choices": [*choices, *scene.each("choices"), *out, *left]})
