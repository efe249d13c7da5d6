"""What YAML allows and a story doesn't, reported where it stands.

The reading goes on after each of these. So what can't stay as it is gets mended or dropped here, and the check of
shapes that follows doesn't trip over it a second time.
"""

import re
from typing import Any

import yaml
from msgspec.structs import replace

from game.problems import Place, Problem
from game.source.decoding import bad_character
from game.source.escapes import bad_escape
from game.source.lines import above, look
from game.source.nodes import ListNode, MapNode, Mark, Node, Scalar, SourceFile
from game.source.prescan import NO_SPACE_AFTER_COLON, NO_SPACE_AFTER_DASH, ODD
from game.source.slips.columns import how_far, missing_dash
from game.source.yaml_problems import USE_BAR, no_space_after_colon, no_space_after_dash, odd_space, order_word, text_beside_bar
from game.text.names import NAME

LONGEST_TEXT = 20_000
LONGEST_NAME = 64

MOST_PROBLEMS = 100
"""How many problems of one file are reported before its reading stops."""

OF_OTHER_FILES = frozenset(("yaml-alias", "yaml-anchor", "yaml-tag", "yaml-merge", "key-not-text"))
"""What stands in great numbers in files that aren't stories."""

MOST_OF_A_CODE = 3
"""How many of each of them are reported."""

DROPPED = "-" * (LONGEST_NAME + 1)
"""A name that can't stay, until `mend` takes it out with its value. A name as long as this is itself dropped."""

Names = dict[str, Scalar | Mark]
"""The names of a mapping while it is read: most of them only as the mark of their place."""

Frame = tuple[list[Node] | None, Names, dict[str, Node], str | None]
"""A structure that is being filled: the items of a list, or None and a mapping's names and values; and the name that
waits for its value."""

_LINE_START = re.compile(" *(?:- +)*")
_NAME_IN_BRACES = re.compile(rf"\{{ *(?P<name>{NAME}) *\}} *:(?= |\Z)")
_HASH = re.compile(" +(?=#)")
_COMMENT = re.compile("(?:^| )#.*")
_HASH_BESIDE_BAR = re.compile("[|>][-+0-9]*#")
# One space before the sign, and no space or a number after it, as in `Room #3`: hardly meant as a comment.
_HARDLY_COMMENT = re.compile(r" #(?:[^ ]| \d)")


class Enough(Exception):  # noqa: N818 - it isn't an error of ours, it ends the reading
    """Reading this file any further would help nobody."""


class Torn(Exception):  # noqa: N818 - as above
    """What stands at `line` can't be read any further, but what comes below it may."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class Refusals:
    """What one reading of a file finds. `good_names` are names that need no second look."""

    __slots__ = ("_braced", "_dropped", "_left", "_more", "_run_together", "file", "good_names", "problems", "suspects")

    def __init__(self, file: SourceFile, problems: list[Problem], suspects: frozenset[int]) -> None:
        self.file = file
        self.problems = problems
        self.suspects = suspects
        self.good_names: set[str] = set()
        self._left = MOST_PROBLEMS
        self._more: dict[str, int] = {}  # how often each of `OF_OTHER_FILES` was found
        self._braced: set[tuple[int, int]] = set()  # the line and column of each brace that a name stands in
        self._dropped: list[tuple[Names, dict[str, Node]]] = []
        self._run_together: list[Names] = []  # items of a list without a dash between them, reported once

    def add(self, problem: Problem) -> None:
        self.report(problem.code, problem.message, problem.place, problem.label, problem.help)

    def replace(self, problem: Problem) -> None:
        """Add `problem` in the place of what was reported at the same spot."""
        spot = (problem.place.path, problem.place.line, problem.place.column)
        self.problems[:] = [other for other in self.problems if (other.place.path, other.place.line, other.place.column) != spot]
        self.add(problem)

    def report(self, code: str, message: str, place: Place, label: str = "", help: str = "") -> None:
        if code in OF_OTHER_FILES:
            self._more[code] = self._more.get(code, 0) + 1
            if self._more[code] > MOST_PROBLEMS:
                raise Enough
            if self._more[code] > MOST_OF_A_CODE:
                return
        if not self._left:
            self.problems.append(Problem("too-many-problems", "there is more wrong from here on", place, help="mend what is listed first"))
            raise Enough
        self._left -= 1
        self.problems.append(Problem(code, message, place, label, help))

    def name(self, node: Scalar, names: Names, values: dict[str, Node]) -> str:
        """The name that `node` is among `names`, or `DROPPED` where it can't be one."""
        name = node.value
        if name in names:
            self._twice(node, name, names, values)
        elif not name:
            self.report("empty-key", "a name is missing before this colon", node.place(), help="write a name before the colon")
        elif len(name) > LONGEST_NAME and " " in name:
            message = "a colon and a space in a text read as the end of a name"
            self.report("stray-colon", message, node.place(), "this reads as a name", USE_BAR)
        elif len(name) > LONGEST_NAME:
            help = "if it is text with a colon in it, put `|` before it and the text on the next line"
            message = f"this name has {len(name):,} characters; the most is {LONGEST_NAME}"
            self.report("key-too-long", message, node.place(), help=help)
        elif name == "<<" and not node.style:
            help = "write the lines out where they belong"
            self.report("yaml-merge", "`<<` would copy one part of the file into another", node.place(), help=help)
        else:
            self.good_names.add(name)
            return name
        return self.dropped(names, values)

    def _twice(self, node: Scalar, name: str, names: Names, values: dict[str, Node]) -> None:
        """A name that stands among these names already: mostly because what starts anew here doesn't look so to YAML."""
        if any(names is known for known in self._run_together):
            return
        first = self._scalar(names, name)
        parent = next((line for line in above(self.file, node.line) if line.first < node.column), None)
        before = next(reversed(values)) if values else ""
        value = values.get(before)
        if parent is not None and parent.dashes and parent.start == node.column and first.line == parent.number:
            self._run_together.append(names)
            self.add(missing_dash(self.file, look(self.file, node.line), f"`{name[:40]}` on line {first.line} starts an item too"))
        elif parent is not None and parent.first == 1 and isinstance(value, Scalar) and not value.value and before != name:
            scene = self._scalar(names, before)
            help = "the name of a scene starts at column 1, and what belongs to it is indented below it"
            message = f"`{before[:40]}:` stands among what belongs to `{parent.name[:40]}`"
            self.report("wrong-indent", message, scene.place(), how_far(scene.column, 1), help)
            raise Torn(scene.line)
        else:
            help = "rename one of them or join the two: YAML would keep one and lose the other"
            message = f"`{name[:40]}` stands here twice"
            self.report("duplicate-key", message, node.place(), f"the first is on line {first.line}", help)

    def dropped(self, names: Names, values: dict[str, Node]) -> str:
        self._dropped.append((names, values))
        return DROPPED

    def finish(self) -> None:
        """Take out what was dropped, and say how much of a sort there is beside what was reported."""
        for code, count in self._more.items():
            if count > MOST_OF_A_CODE:
                at = max(number for number, problem in enumerate(self.problems) if problem.code == code)
                message = f"{self.problems[at].message}; {count - MOST_OF_A_CODE:,} more like it follow"
                self.problems[at] = replace(self.problems[at], message=message)
        self._more.clear()
        for names, values in self._dropped:
            names.pop(DROPPED, None)
            values.pop(DROPPED, None)

    def order(self, event: Any) -> str:
        """`!word` or `&word` before a value. Gives back the word."""
        place = self._start(event)
        word = place.text[place.column - 1 :].split(" ", 1)[0]
        # A value may have both, in either order; the first one is reported.
        self.add(order_word(self.file, place.line, place.column))
        return word

    def text_with_order(self, event: Any, text: Scalar) -> Scalar:
        """The text with the word that YAML took from it."""
        word = self.order(event)
        line, start, end = event.start_mark.line, event.start_mark.column, event.end_mark.column
        if text.style or event.end_mark.line != line:
            return text
        return Scalar(self.file.lines[line][start : max(end, start + len(word))], "", text.line, text.column, self.file)

    def alias(self, event: Any) -> Scalar:
        """`*word`, as the text that was typed."""
        node = Scalar(f"*{event.anchor}", "", event.start_mark.line + 1, event.start_mark.column + 1, self.file)
        self.add(order_word(self.file, node.line, node.column))
        return node

    def escapes(self, event: Any, node: Scalar) -> None:
        """A text in double quotes that has a character which can't be seen."""
        found = bad_character(node.value)
        if not found:
            return
        start, end = event.start_mark, event.end_mark
        problem = bad_escape(self.file, (start.line + 1, start.column + 1), (end.line + 1, end.column + 1))
        if problem is None:
            problem = Problem("bad-character", f"{found} can't stand in a story", node.place())
        self.add(problem)

    def too_deep(self, mark: Mark, deepest: int) -> None:
        place = self.file.place(mark.line + 1, mark.column + 1)
        self.report("too-deep", f"this is nested more than {deepest} deep", place, help=USE_BAR)
        raise Enough

    def too_many_brackets(self, mark: Mark, depth: int, deepest: int) -> None:
        """Brackets that are nested so deep that the parser has given up on them; at `mark` it was `depth` deep."""
        for line in range(mark.line, len(self.file.lines)):
            for column, sign in enumerate(self.file.lines[line]):
                if (line, column) >= (mark.line, mark.column):
                    depth += (sign in "[{") - (sign in "]}")
                    if depth > deepest:
                        self.too_deep(yaml.Mark("", 0, line, column, "", 0), deepest)

    def too_many(self, node: Node, most: int) -> None:
        help = "split it: scenes may stand in as many files as you like"
        self.report("too-many-values", f"this file has more than {most:,} values", node.place(), help=help)
        raise Enough

    def structure_as_name(self, event: Any, names: Names, values: dict[str, Node]) -> str:
        place = self._start(event)
        braced = _NAME_IN_BRACES.match(place.text, place.column - 1)
        if braced is not None and braced["name"] not in names:
            name = braced["name"]
            self._braced.add((place.line, place.column))
            help = "a name stands without braces; in a text they show a value"
            place = self.file.place(place.line, place.column, braced.end() - place.column)
            self.report("key-not-text", "a name can't stand in braces", place, f"did you mean `{name}:`?", help)
            names[name] = Scalar(name, "", place.line, place.column, self.file)
            return name
        sign = place.text[place.column - 1 : place.column]
        what = f"start with `{sign}`" if sign in ("[", "{") else "be a list or hold other names"
        self.report("key-not-text", f"a name can't {what}", place, help=USE_BAR)
        names[DROPPED] = Scalar("", "", place.line, place.column, self.file)
        return self.dropped(names, values)

    def long_text(self, node: Scalar) -> None:
        help = "make several blocks or scenes of it"
        message = f"this text has {len(node.value):,} characters; the most is {LONGEST_TEXT:,}"
        self.report("text-too-long", message, node.place(), help=help)

    def no_value(self, text: Scalar, names: Names, values: dict[str, Node], name: str, around: Frame) -> tuple[str, Scalar]:
        """An empty value: that of `text:`, or of a name without a colon, which is a slip.

        `{ahead}`, or what follows a comma in `{text: Three days, he says}`. Gives back the name and the text, which
        stands right after its colon whatever the parser says.
        """
        if name == DROPPED:
            return name, text
        colon = self._colon_before(text)
        if colon is not None:
            return name, text if colon == (text.line, text.column - 1) else Scalar("", "", colon[0], colon[1] + 1, self.file)
        line = self._line(text.line - 1)
        key = self._scalar(names, name)
        del names[name]
        before = self.file.lines[key.line - 1][: key.column - 1].rstrip()
        spaceless = NO_SPACE_AFTER_COLON.match(key.value)
        if spaceless is not None:
            self.add(no_space_after_colon(self.file, key.line, key.column - 1 + spaceless.end(), spaceless["name"]))
            if spaceless["name"] not in names:
                start = spaceless.end()
                names[spaceless["name"]] = Scalar(spaceless["name"], "", key.line, key.column, self.file)
                return spaceless["name"], Scalar(key.value[start:].lstrip(ODD), "", key.line, key.column + start, self.file)
        elif before.endswith("?"):
            place = self.file.place(key.line, len(before))
            label = "YAML takes it for the start of a name"
            self.report("reserved-start", "a text can't start with `?` and a space", place, label, USE_BAR)
        elif (key.line, len(before)) in self._braced or (before.endswith("{") and _NAME_IN_BRACES.match(line, len(before) - 1)):
            pass  # reported as a name, or by the parser, to which the colon after the brace is broken grammar
        elif before.endswith("{") and line[text.column - 1 :].lstrip().startswith("}"):
            place = self.file.place(key.line, len(before), key.column + len(key.value) - len(before) + 1)
            self.report("braces-at-start", "a text can't start with `{`", place, "YAML takes it for the start of a list of names", USE_BAR)
            _replace_last(around, Scalar(f"{{{key.value}}}", "", key.line, len(before), self.file))
        else:
            help = "put quotes round a text that has a comma, or write the names on lines of their own"
            message = f"`{key.value[:40]}` has no value"
            self.report("comma-in-braces", message, key.place(), "between { and } a comma starts the next name", help)
        names[DROPPED] = key
        return self.dropped(names, values), text

    def folded_dash(self, event: Any, node: Scalar) -> None:
        """A dash that was meant as an item and reads as more of the text above."""
        for line in range(node.line + 1, event.end_mark.line + 2):
            shown = self.file.lines[line - 1]
            text = shown.lstrip(" ")
            if text.startswith("- "):
                help = "start the dash at the same column as the dash above; if it is part of the text, write the text with `|`"
                message, label = "this line starts with a dash but reads as more of the text above", f"the text starts on line {node.line}"
                self.report("wrong-indent", message, self.file.place(line, len(shown) - len(text) + 1), label, help)
                return

    def look_closer(self, event: Any, node: Scalar, *, is_name: bool) -> Node:
        """A plain text that starts or ends on a line which `prepare` found odd: the node to go on with."""
        if node.style in ("|", ">") and (hash := _HASH_BESIDE_BAR.match(self.file.lines[node.line - 1], node.column - 1)):
            self.add(text_beside_bar(self.file, node.line, hash.end()))
            raise Torn(node.line)
        if node.style:
            return node
        self._hash(event, node)
        if node.value.endswith('"') and node.value.count('"') % 2:
            help = "take it out, or put another at the start of the text"
            message, label = "this quote closes nothing", "no quote opens this text"
            self.report("lone-quote", message, self.file.place(event.end_mark.line + 1, event.end_mark.column), label, help)
        line = self.file.lines[node.line - 1]
        if not _LINE_START.fullmatch(line, 0, node.column - 1):
            return node
        if node.value.startswith(tuple(ODD)) and (is_name or node.value.lstrip(ODD).startswith("- ")):
            self.add(odd_space(self.file, node.line, node.column))
            raise Torn(node.line)
        dash = NO_SPACE_AFTER_DASH.match(line)
        if dash is not None and dash.end() == node.column:
            self.add(no_space_after_dash(self.file, node.line, node.column))
            node = Scalar(node.value[1:].lstrip(ODD), "", node.line, node.column + 1, self.file)
        colon = NO_SPACE_AFTER_COLON.match(node.value)
        if colon is None:
            return node
        self.add(no_space_after_colon(self.file, node.line, node.column - 1 + colon.end(), colon["name"]))
        name = node.like(colon["name"])
        if is_name:
            return name
        value = Scalar(node.value[colon.end() :].lstrip(ODD), "", node.line, node.column + colon.end(), self.file)
        return MapNode({name.value: name}, {name.value: value}, node.line, node.column, self.file)

    def names_at_the_top(self, root: Node | None) -> MapNode | None:
        if isinstance(root, MapNode):
            return root
        if root is None or (isinstance(root, Scalar) and not root.value and not root.style):
            self.report("empty-file", "there is nothing in this file", self.file.place(1, 1), help="write something in it, or delete it")
        else:
            what = "a list" if isinstance(root, ListNode) else "plain text"
            help = "start with a name and a colon at the left edge, such as `kitchen:`, and indent what belongs to it"
            message = f"this file is {what}, not names with values"
            self.report("not-a-mapping", message, self.file.place(root.line, root.column), help=help)
        return None

    def joined(self, parts: list[MapNode]) -> MapNode | None:
        """The names at the left edge of all the parts that could be read."""
        names: Names = {}
        values: dict[str, Node] = {}
        for part in parts:
            for name, value in part.items():
                key = part.keys[name]
                if name in names:
                    self.name(key, names, values)
                else:
                    names[name], values[name] = key, value
        return MapNode(names, values, parts[0].line, parts[0].column, self.file) if names else None

    def _hash(self, event: Any, node: Scalar) -> None:
        end = event.end_mark
        line = self._line(end.line)
        hash = _HASH.match(line, end.column)
        if hash is None or (node.value and not _HARDLY_COMMENT.match(line, end.column)):
            return
        help = "if it is text, put `|` where the text starts, and the text on the next line; if it is a comment, put two spaces before it"
        message, label = "what follows this `#` is left out", "YAML takes it for a comment"
        self.report("text-cut-by-hash", message, self.file.place(end.line + 1, hash.end() + 1, len(line) - hash.end()), label, help)

    def _line(self, index: int) -> str:
        """A line counted from 0; the end of the file may be given as one line more."""
        return self.file.lines[index] if index < len(self.file.lines) else ""

    def _scalar(self, names: Names, name: str) -> Scalar:
        key = names[name]
        return key if isinstance(key, Scalar) else Scalar(name, "", key.line + 1, key.column + 1, self.file)

    def _colon_before(self, text: Scalar) -> tuple[int, int] | None:
        """The line and column of the colon that nothing but space and comments divides from an empty text."""
        shown = self._line(text.line - 1)[: text.column - 1]
        for line in range(text.line, 0, -1):
            bare = shown.rstrip(" ")
            if bare:
                return (line, len(bare)) if bare.endswith(":") else None
            shown = _COMMENT.sub("", self._line(line - 2)) if line > 1 else ""
        return None

    def _start(self, event: Any) -> Place:
        return self.file.place(event.start_mark.line + 1, event.start_mark.column + 1)


def _replace_last(frame: Frame, node: Node) -> None:
    """Put `node` in the place of what was added last to the structure of a frame."""
    items, _, values, _ = frame
    if items is not None:
        items[-1] = node
    elif values:
        values[next(reversed(values))] = node
