"""YAML to nodes.

Only the parser's events are used, and no part of YAML that builds objects from them: so nothing recurses, no alias is
expanded, no tag is obeyed, and no word becomes a number or a date. What a story has no use for (anchors, tags,
directives, merge keys, a second document) is refused where it stands, and reading goes on to find the rest.
"""

from collections.abc import Callable
from typing import Any
from unicodedata import normalize

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from game.problems import Place, Problem
from game.source.nodes import Mapping, Node, Scalar, Sequence, SourceFile
from game.source.text import bad_character

MOST_NODES = 50_000
"""How many values (texts, lists and mappings; names aren't counted) a file may have."""

DEEPEST = 20
LONGEST_TEXT = 20_000
LONGEST_KEY = 64

EventParser = Callable[[str], Any]
"""Text to an object with `get_event()`: the next event, or None after the last."""


def python_parser(text: str) -> Any:
    """PyYAML's own parser, for where libyaml is missing; it says the same and is six times slower."""
    return yaml.SafeLoader(text)


try:
    from yaml.cyaml import CParser

    FASTEST: EventParser = CParser
    HAS_LIBYAML = True
except ImportError:
    FASTEST = python_parser
    HAS_LIBYAML = False


def read_tree(file: SourceFile, text: str, problems: list[Problem], *, parser: EventParser = FASTEST) -> Mapping | None:
    """The names and values of a file, or None where there are none to be had; what is wrong is added to `problems`."""
    try:
        return _read(file, text, problems, parser)
    # These five are what the two parsers raise on bad input.
    except (yaml.YAMLError, ValueError, OverflowError, IndexError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problems.append(Problem("yaml-syntax", f"this can't be read: {getattr(error, 'problem', error)}", file.place(line, column)))
        return None


def _read(file: SourceFile, text: str, problems: list[Problem], parser: EventParser) -> Mapping | None:
    def problem(code: str, message: str, place: Place, label: str = "", help: str = "") -> None:
        problems.append(Problem(code, message, place, label, help))

    def marked(event: Any, length: int = 1) -> Place:
        return file.place(event.start_mark.line + 1, event.start_mark.column + 1, length)

    root: Node | None = None
    documents = 0
    nodes = 0
    key: str | None = None
    keys: dict[str, Scalar] | None = None
    values: dict[str, Node] = {}
    items: list[Node] = []
    node: Node
    # The structures around the present one: their names (None for a list), values, items, and the name waited for.
    outer: list[tuple[dict[str, Scalar] | None, dict[str, Node], list[Node], str | None]] = []
    at_root = True

    for event in iter(parser(text).get_event, None):
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            mark = event.start_mark
            style = event.style or ""
            node = Scalar(value, style, mark.line + 1, mark.column + 1, file)
            if event.anchor is not None or event.tag is not None:
                _anchor_or_tag(event, problem, marked)
            if len(value) > LONGEST_TEXT:
                problem(
                    "text-too-long",
                    f"this text has {len(value):,} characters; the most is {LONGEST_TEXT:,}",
                    node.place(),
                    help="cut it into several blocks or scenes",
                )
            if style == '"' and not value.isprintable():
                found = bad_character(value)
                if found:
                    problem(
                        "bad-character",
                        f"{found} can't stand in a story",
                        node.place(),
                        "written as an escape",
                        "take the escape (the backslash and what follows it) out",
                    )
            if keys is not None and key is None and not at_root:
                if not value.isascii():
                    value = normalize("NFC", value)
                if value in keys:
                    problem(
                        "duplicate-key",
                        f"`{value}` is there already, on line {keys[value].line}",
                        node.place(),
                        help="rename one of them, or join the two",
                    )
                elif not value:
                    problem("empty-key", "a name is missing before the colon", node.place(), help="write a name before the colon")
                elif len(value) > LONGEST_KEY:
                    problem(
                        "key-too-long",
                        f"this name has {len(value):,} characters; the most is {LONGEST_KEY}",
                        node.place(),
                        help="if this is text, put `|` after the name and the text on the next line",
                    )
                elif value == "<<" and not style:
                    problem(
                        "yaml-merge",
                        "`<<` would copy one part of a file into another, which stories don't do",
                        node.place(),
                        help="write the lines out",
                    )
                keys.setdefault(value, node)
                key = value
                continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            keys, values, items, key = outer.pop()
            if not outer:
                at_root = True
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            mark = event.start_mark
            line, column = mark.line + 1, mark.column + 1
            if event.anchor is not None or event.tag is not None:
                _anchor_or_tag(event, problem, marked)
            if len(outer) >= DEEPEST:
                problem(
                    "too-deep",
                    f"this is nested more than {DEEPEST} deep",
                    marked(event),
                    help="if these brackets are text, put `|` after the name and the text on the next line",
                )
                return None
            if keys is not None and key is None and not at_root:
                problem(
                    "key-not-text",
                    "a name must be plain words, not a list or a mapping",
                    marked(event),
                    help="if this is text, put it in quotes",
                )
                return None
            inner_items: list[Node] = []
            inner_values: dict[str, Node] = {}
            inner_keys: dict[str, Scalar] | None = None
            if kind is MappingStartEvent:
                inner_keys = {}
                node = Mapping(inner_keys, inner_values, line, column, file)
            else:
                node = Sequence(inner_items, line, column, file)
        elif kind is AliasEvent:
            problem(
                "yaml-alias",
                f"`*{event.anchor}` stands for something marked elsewhere, which stories don't do",
                marked(event, len(event.anchor) + 1),
                help="if this is text, put it in quotes",
            )
            node = Scalar("*" + event.anchor, "", event.start_mark.line + 1, event.start_mark.column + 1, file)
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                problem("second-document", "`---` starts a second story in the same file", marked(event, 3), help="take this line out")
                break
            if event.version or event.tags:
                problem(
                    "yaml-directive",
                    "a line that starts with `%` gives YAML orders, which stories don't do",
                    file.place(1, 1),
                    help="take this line out",
                )
            continue
        else:
            continue

        nodes += 1
        if nodes > MOST_NODES:
            problem(
                "too-many-nodes",
                f"this file has more than {MOST_NODES:,} values",
                marked(event),
                help="split it: scenes may stand in as many files as you like",
            )
            return None
        if at_root:
            root = node
        elif keys is None:
            items.append(node)
        else:
            assert key is not None
            values.setdefault(key, node)
            key = None
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            outer.append((keys, values, items, key))
            keys, values, items, key = inner_keys, inner_values, inner_items, None
            at_root = False

    if isinstance(root, Mapping):
        return root
    if root is None or (isinstance(root, Scalar) and not root.value and not root.style):
        problem("empty-file", "there is nothing in this file", file.place(1, 1), help="write something in it, or delete it")
    else:
        what = "a list" if isinstance(root, Sequence) else "a text"
        problem(
            "not-a-mapping",
            f"this file is {what}, not names with values",
            file.place(root.line, root.column),
            help="start with a name and a colon, such as `kitchen:`",
        )
    return None


def _anchor_or_tag(event: Any, problem: Callable[..., None], marked: Callable[..., Place]) -> None:
    if event.anchor is not None:
        problem(
            "yaml-anchor",
            f"`&{event.anchor}` marks this for use elsewhere, which stories don't do",
            marked(event, len(event.anchor) + 1),
            help="if this is text, put it in quotes",
        )
    if event.tag is not None:
        problem(
            "yaml-tag",
            "a word that starts with `!` gives YAML orders, which stories don't do",
            marked(event),
            help="if this is text, put it in quotes",
        )
