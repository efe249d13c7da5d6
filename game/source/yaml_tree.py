"""YAML to nodes.

Only the parser's events are used, and no part of YAML that builds objects from them: so nothing recurses, no alias is
expanded, no tag is obeyed, and no word becomes a number or a date. What a story has no use for (anchors, tags, merge
keys, a second document) is refused where it stands, and reading goes on to find the rest. Where the grammar itself is
broken, `slips` says in plain words what was probably meant, and reading goes on from the next name at the left edge.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from game.problems import Problem
from game.source.nodes import ListNode, MapNode, Node, Scalar, SourceFile
from game.source.prescan import prepare
from game.source.refusals import LONGEST_TEXT, Enough, Frame, Names, Refusals, Torn
from game.source.slips import diagnose
from game.text.names import NAME, composed

MOST_VALUES = 50_000
"""How many values (texts, lists and mappings) a file may have. Names aren't counted."""

DEEPEST = 20
"""How many lists and mappings may stand inside each other."""

MOST_TEARS = 20
"""How often the reading of one file is taken up again after broken grammar."""

_NAME_AT_THE_EDGE = re.compile(rf"^{NAME}:(?=[ \n])", re.MULTILINE)

EventParser = Callable[[str], Any]
"""Text to an object with `get_event()`: the next event, or None after the last one."""


class PythonParser:
    """PyYAML's own parser, for where libyaml is missing: many times as slow, and stricter with signs between brackets."""

    def __init__(self, text: str) -> None:
        self._loader: Any = yaml.SafeLoader(text)

    def get_event(self) -> Any:
        try:
            return self._loader.get_event()
        except (ValueError, OverflowError, IndexError, RecursionError) as error:  # its stumbles over bad input
            raise yaml.YAMLError from error


def _fastest() -> EventParser:
    try:
        from yaml._yaml import CParser
    except ImportError:
        return PythonParser
    return CParser


FASTEST = _fastest()


@dataclass(frozen=True, slots=True)
class TreeRead:
    """`tree` is what stands in the file, or None. Where it isn't `whole`, parts couldn't be read and are missing."""

    tree: MapNode | None
    whole: bool


def read_tree(file: SourceFile, text: str, problems: list[Problem], *, parser: EventParser = FASTEST) -> MapNode | None:
    """The names and values of a file as `decode` returned it; what is wrong is added to `problems`.

    None where there is no whole tree to be had: broken grammar, a limit passed, a file that is a list or a sentence.
    With other problems the tree comes back, mended where what was meant is plain, so that its shape can be checked as
    well.
    """
    reading = read_parts(file, text, problems, parser=parser)
    return reading.tree if reading.whole else None


def read_parts(file: SourceFile, text: str, problems: list[Problem], *, parser: EventParser = FASTEST) -> TreeRead:
    """As `read_tree`, but where the grammar is broken what stands before and after that place is read all the same.

    What is broken belongs to one name at the left edge (a scene), which is left out, and reading is taken up again at
    the next such name. So one slip doesn't hide what else is wrong.
    """
    prepared = prepare(file, text, problems) if text or not problems else None  # what can't be decoded is reported, and empty
    if prepared is None:
        return TreeRead(None, whole=False)
    fit, suspects = prepared
    refusals = Refusals(file, problems, suspects)
    parts: list[list[Node]] = []
    rest, line, whole = fit, 0, True
    try:
        while rest:
            parts.append([])
            try:
                _read(file, parser(rest).get_event, refusals, parts[-1])
                break
            except Torn as torn:
                whole = False
                rest, line = _from_the_next_name(fit, max(line, torn.line)) if len(parts) <= MOST_TEARS else ("", 0)
                for root in parts[-1]:
                    if isinstance(root, MapNode):
                        root.drop_last()  # what was being read when the grammar broke
    except Enough:
        refusals.finish()
        return TreeRead(None, whole=False)
    refusals.finish()
    if whole:
        return TreeRead(refusals.names_at_the_top(parts[0][0] if parts[0] else None), whole=True)
    return TreeRead(refusals.joined([root for part in parts for root in part if isinstance(root, MapNode)]), whole=False)


def _from_the_next_name(text: str, line: int) -> tuple[str, int]:
    """The text below a line from the next name at the left edge on, and that name's line. Empty lines stand for what
    is above, so that lines are counted as in the file; nothing where there is no such name."""
    at = 0
    for _ in range(line):
        at = text.find("\n", at) + 1
        if not at:
            return "", 0
    match = _NAME_AT_THE_EDGE.search(text, at)
    if match is None:
        return "", 0
    above = line + text.count("\n", at, match.start())
    return "\n" * above + text[match.start() :], above + 1


def _read(file: SourceFile, next_event: Callable[[], Any], refusals: Refusals, roots: list[Node]) -> None:
    """One pass over the events, which puts what it reads into `roots`, also where it stops half-way.

    It goes round once for every word of a story, so what is usual stands here in local names, and what is seldom
    stands in `refusals`.
    """
    suspects = refusals.suspects
    good_names = refusals.good_names
    count = 0
    # The structure that is being filled: a list where there are `items`, else a mapping of `names` to `values`, in
    # which `name` is the one that waits for its value, or None where a name comes next.
    items: list[Node] | None = roots
    names: Names = {}
    values: dict[str, Node] = {}
    name: str | None = ""
    outer: list[Frame] = []
    node: Node
    event = None

    try:
        for event in iter(next_event, None):
            kind = type(event)

            if kind is ScalarEvent:
                mark = event.start_mark
                value = event.value if event.value.isascii() else composed(event.value)
                style = event.style or ""
                if name is None and value in good_names and value not in names and not style and event.tag is None and event.anchor is None:
                    # A name that was met before, as nearly all were.
                    names[value] = mark
                    name = value
                    continue
                text = Scalar(value, style, mark.line + 1, mark.column + 1, file)
                if event.tag is not None or event.anchor is not None:
                    text = refusals.text_with_order(event, text)
                if style == '"' and not value.isprintable():
                    refusals.escapes(event, text)
                node = text
                if suspects and (text.line in suspects or event.end_mark.line + 1 in suspects):
                    node = refusals.look_closer(event, text, is_name=name is None)
                    if isinstance(node, Scalar):
                        text, value = node, node.value
                if name is None:
                    name = refusals.name(text, names, values)
                    names[name] = text
                    continue
                if not value:
                    if items is None and not style:
                        name, text = refusals.no_value(text, names, values, name, outer[-1])
                        node = text
                elif len(value) > LONGEST_TEXT:
                    refusals.long_text(text)
                elif " - " in value and not style:
                    refusals.folded_dash(event, text)
                count += 1
                if count > MOST_VALUES:
                    refusals.too_many(node, MOST_VALUES)
                if items is not None:
                    items.append(node)
                else:
                    values[name] = node
                    name = None

            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                items, names, values, name = outer.pop()

            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.tag is not None or event.anchor is not None:
                    refusals.order(event)
                if len(outer) >= DEEPEST:
                    refusals.too_deep(event.start_mark, DEEPEST)
                mark = event.start_mark
                inner_items: list[Node] | None = None
                inner_names: Names = {}
                inner_values: dict[str, Node] = {}
                if kind is MappingStartEvent:
                    node = MapNode(inner_names, inner_values, mark.line + 1, mark.column + 1, file)
                else:
                    inner_items = []
                    node = ListNode(inner_items, mark.line + 1, mark.column + 1, file)
                count += 1
                if count > MOST_VALUES:
                    refusals.too_many(node, MOST_VALUES)
                if items is not None:
                    items.append(node)
                elif name is None:
                    name = refusals.structure_as_name(event, names, values)
                else:
                    values[name] = node
                    name = None
                outer.append((items, names, values, name))
                items, names, values, name = inner_items, inner_names, inner_values, None if inner_items is None else ""

            elif kind is AliasEvent:
                alias = refusals.alias(event)
                if name is None:
                    name = refusals.name(alias, names, values)
                    names[name] = alias
                elif items is not None:
                    items.append(alias)
                else:
                    values[name] = alias
                    name = None
    # Nothing but the parser raises this.
    except yaml.YAMLError as error:
        if event is not None and "nesting depth" in str(
            getattr(error, "problem", "")
        ):  # as libyaml from 0.2.6 on says before there is any event
            refusals.too_many_brackets(event.end_mark, len(outer), DEEPEST)
        problem = diagnose(file, error, event)
        refusals.replace(problem)
        raise Torn(problem.place.line) from error
