"""Shapes: what a node of a file may look like.

A shape checks a node, says itself in words for the guide, and writes itself as JSON Schema for editors. The table of
the story's own keys is in `layout`; this module knows nothing of stories.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Protocol

from msgspec import Struct

from game.problems import Place, Problem, nearest
from game.source.nodes import ListNode, MapNode, Node, Scalar
from game.source.schema.meant_keys import meant_key, what_to_do
from game.text.names import ID, SLUG_ID, is_name, is_slug, letter_in_words, looks, name_of, odd_letter
from game.text.words import counted, in_a_row

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})\Z")
DECIMAL = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,6})?\Z")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}\Z")
ODDS = re.compile(r"(0|[1-9][0-9]{0,3}) in ([1-9][0-9]{0,3})\Z")


MOST_COMPARED = 60_000
"""How many names are compared with what was typed instead of them: half a second's worth, so that a story in which
thousands of names are wrong is reported as soon as one with a few."""


class Report:
    """Where shapes and the linker put what they find."""

    __slots__ = ("_left", "_questions", "problems")

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self._left = MOST_COMPARED
        self._questions: dict[tuple[str, tuple[str, ...]], str] = {}

    def unknown(self, what: str, at: Node | Place, name: str, known: Iterable[str], help: str = "", message: str = "") -> None:
        """Nothing of this sort is called so; `message` says it where "there is no" doesn't fit."""
        self(f"unknown-{what}", at, message or f"there is no {what} `{name[:60]}`", self.nearest(name, known), help)

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """As `game.problems.nearest`, until so much has been asked that nobody reads on; then there is no question."""
        key = (word, tuple(known))
        if key not in self._questions and self._left > 0:
            self._left -= len(key[1])
            self._questions[key] = _twin(*key) or nearest(*key)
        return self._questions.get(key, "")

    def __call__(self, code: str, at: Node | Place, message: str, label: str = "", help: str = "") -> None:
        place = at if isinstance(at, Place) else at.place()
        self.problems.append(Problem(code, message, place, label, help))


def _twin(word: str, known: tuple[str, ...]) -> str:
    """As `nearest`, for a name that is one of the known ones to the eye and has a letter of another alphabet."""
    same = looks(word)
    for name in known if any(not letters.isascii() for letters in (word, *known)) else ():
        if looks(name) == same and len(name) == len(word):
            letter = next(letter for letter, typed in zip(name, word, strict=True) if letter != typed)
            return f"did you mean `{name}`? It looks the same, but its `{letter}` is a {letter_in_words(letter)}"
    return ""


JSON = dict[str, Any]


class Shape(Protocol):
    """`words` finishes the sentence "this must be ...", and `schema` adds to `records` what it refers to.

    `check` reports what is wrong with a node, takes out what can't be used inside it, and says whether the node itself
    can be. So whoever reads it afterwards finds values of the right form or none, and has nothing to check a second time.
    """

    @property
    def words(self) -> str: ...

    def check(self, node: Node, report: Report) -> bool: ...

    def schema(self, records: JSON, /) -> JSON: ...


def _typed(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"`{node.value.strip()[:40]}`" if node.value.strip() else "nothing"
    return "a list" if isinstance(node, ListNode) else "`name: value` lines"


def _refuse(shape: Shape, node: Node, report: Report, label: str = "", help: str = "", code: str = "wrong-type") -> bool:
    report(code, node, f"this must be {shape.words}, not {_typed(node)}", label, help)
    return False


class Text(Struct, frozen=True):
    """Words, shown as they were typed. `most` characters, and on one line where `line` says so."""

    words: str = "text"
    line: bool = False
    most: int = 20_000
    empty: bool = False
    joins: str = ""  # what stands between the items of a list, or a name and its value, where they were written for this text

    def _joined(self, node: ListNode | MapNode) -> str:
        """The one line that was probably meant by a list or by `name: value` lines."""
        if isinstance(node, ListNode):
            items = [item.value for item in node.items if isinstance(item, Scalar)]
            return f" {self.joins} ".join(items) if self.joins == "and" and len(items) == len(node.items) > 0 else ""
        pairs = [(name, value.value) for name, value in node.items() if isinstance(value, Scalar)]
        sign = "==" if self.joins == "and" else self.joins
        return f" {self.joins} ".join(f"{name} {sign} {value}" for name, value in pairs) if len(pairs) == 1 == len(node.values) else ""

    def check(self, node: Node, report: Report) -> bool:
        if not isinstance(node, Scalar):
            if self.joins and (meant := self._joined(node)):
                help = "write it on one line, after the colon"
                return _refuse(self, node, report, f"did you mean `{meant}`?", help)
            begins = "with a colon in them read as `name: value`" if isinstance(node, MapNode) else "that begin with [ or - read as a list"
            return _refuse(self, node, report, help=f"words {begins}; write them after a | on lines of their own")
        if not node.value or node.value.isspace():
            if not self.empty:
                help = "write the words after the colon, or take the key out; a # starts a comment"
                report("empty-text", node, f"this must be {self.words}, but nothing stands here", help=help)
        elif len(node.value) > self.most:
            report("too-long", node, f"this has {len(node.value):,} characters; at most {self.most:,} fit")
        elif self.line and "\n" in node.value.strip("\n"):
            report("too-long", node, f"this must be {self.words} on one line")
        return True

    def schema(self, _: JSON, /) -> JSON:
        return {"type": ["string", "number", "boolean", "null"], "description": self.words}


def minutes_ahead(typed: str) -> int:
    """A time zone as minutes ahead of UTC: 330 for `5:30`."""
    hours, _, minutes = typed.lstrip("+-").partition(":")
    return (-1 if typed[0] == "-" else 1) * (int(hours) * 60 + int(minutes or 0))


class Pattern(Struct, frozen=True):
    """A word of a certain form.

    `test` may refuse what the pattern lets through (the thirty-first of September); `mended` makes of a slip what was
    probably meant, to be asked. A wrong id is `kept`, since what names it elsewhere does so as it was typed.
    """

    words: str
    pattern: re.Pattern[str]
    help: str = ""
    code: str = "wrong-type"
    test: Callable[[str], bool] | None = None
    mended: Callable[[str], str] | None = None
    kept: bool = False

    def check(self, node: Node, report: Report) -> bool:
        typed = node.value if isinstance(node, Scalar) else None
        if typed is not None and self.pattern.match(typed) and (self.test is None or self.test(typed)):
            return True
        question = self._question(typed) if typed is not None else ""
        return _refuse(self, node, report, question, self.help, self.code) or (self.kept and typed is not None)

    def _question(self, typed: str) -> str:
        if self.mended is not None and (odd := odd_letter(typed)):
            return odd
        meant = self.mended(typed) if self.mended is not None else ""
        if meant != typed and self.pattern.match(meant) and (self.test is None or self.test(meant)):
            return f"did you mean `{meant}`?"
        return ""

    def schema(self, _: JSON, /) -> JSON:
        return {"type": ["string", "number", "boolean"], "pattern": _in_schema(self.pattern), "description": self.words}


def _in_schema(pattern: re.Pattern[str]) -> str:
    return "^" + pattern.pattern.replace(r"\Z", "$")


class Whole(Struct, frozen=True):
    """A whole number from `least` to `most`."""

    least: int = -999_999_999
    most: int = 999_999_999

    @property
    def words(self) -> str:
        if self.least <= -999_999_999:
            return "a whole number"
        if self.most >= 999_999_999:
            return f"a whole number, {self.least:,} or more"
        return f"a whole number from {self.least:,} to {self.most:,}"

    def check(self, node: Node, report: Report) -> bool:
        typed = node.value if isinstance(node, Scalar) else ""
        if WHOLE.match(typed):
            return self.least <= int(typed) <= self.most or _refuse(self, node, report)
        with_signs = re.fullmatch(r"-?[\d,_ ]{2,12}", typed)
        return _refuse(
            self, node, report, help="write the digits alone, with no comma, space or nought in front" if with_signs else DIGITS_ALONE
        )

    def schema(self, _: JSON, /) -> JSON:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


DIGITS_ALONE = "write digits alone, such as 12"


class Flag:
    words = "`true` or `false`"

    def check(self, node: Node, report: Report) -> bool:
        if isinstance(node, Scalar) and node.value in ("true", "false"):
            return True
        typed = node.value.lower() if isinstance(node, Scalar) else ""
        meant = _TRUTHS.get(typed, typed if typed in ("true", "false") else "")
        label = f"did you mean `{meant}`?" if meant else ""
        help = "yes, no, on and off are words here, not answers" if typed in _TRUTHS else ""
        return _refuse(self, node, report, label, help)

    def schema(self, _: JSON, /) -> JSON:
        return {"type": "boolean"}


_TRUTHS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


class OneOf(Struct, frozen=True):
    """One of a few words. `meant` has words that somebody may write for one of them."""

    options: tuple[str, ...]
    meant: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        return "one of " + ", ".join(f"`{option}`" for option in self.options)

    def check(self, node: Node, report: Report) -> bool:
        if isinstance(node, Scalar) and node.value in self.options:
            return True
        meant = dict(self.meant).get(node.value.lower(), "") if isinstance(node, Scalar) else ""
        label = f"did you mean `{meant}`?" if meant else nearest(node.value, self.options) if isinstance(node, Scalar) else ""
        return _refuse(self, node, report, label)

    def schema(self, _: JSON, /) -> JSON:
        return {"enum": list(self.options)}


class ListOf(Struct, frozen=True):
    """A list, or (where `one` says so) a single item written without one."""

    item: Shape
    one: bool = False
    least: int = 0
    most: int = 2_000

    @property
    def words(self) -> str:
        return f"{self.item.words}, or a list of them" if self.one else f"a list of {self.item.words}"

    def check(self, node: Node, report: Report) -> bool:
        if isinstance(node, ListNode):
            if not self.least <= len(node.items) <= self.most:
                wanted = f"at least {self.least}" if len(node.items) < self.least else f"at most {self.most:,}"
                report("wrong-type", node, f"this list has {counted(len(node.items), 'item')}; it needs {wanted}")
            half = _second_half(node) if isinstance(self.item, Text) else None
            check = self.item.check
            node.items[:] = [item for item in node.items if check(item, report)]
            if half is not None:
                message = f"`{half.value[:40]}` is an item of its own"
                help = (
                    "if it is more of the text before it, put quotes round the whole text, or give each item a line of its own with a dash"
                )
                report("comma-in-brackets", half, message, "between [ and ] a comma starts the next item", help)
            return True
        if self.one:
            return self.item.check(node, report)
        help = "start each item on its own line with a dash and a space: `- `"
        report("wrong-type", node, f"this must be a list, not {_typed(node)}", help=help)
        return False

    def schema(self, records: JSON) -> JSON:
        many: JSON = {"type": "array", "items": self.item.schema(records), "minItems": self.least}
        return {"anyOf": [self.item.schema(records), many]} if self.one else many


def _second_half(node: ListNode) -> Scalar | None:
    """What a comma in a sentence has cut off, in a list that stands between brackets."""
    for first, second in pairwise(node.items):
        if not (isinstance(first, Scalar) and isinstance(second, Scalar)) or first.style or second.style:
            continue
        begins = first.value[:1].isupper() and first.value[-1:] not in _ENDS and second.value[:1].islower()
        if begins and second.value[-1:] in _ENDS and node.place().text[node.column - 1 : node.column] == "[":
            return second
    return None


_ENDS = (".", "?", "!", "…")


class MapOf(Struct, frozen=True):
    """Ids that name values of one shape. `inner` are names that belong into such a value, one step further in."""

    value: Shape
    words: str
    key: re.Pattern[str] = ID
    most: int = 20_000
    least: int = 0
    inner: tuple[str, ...] = ()

    def check(self, node: Node, report: Report) -> bool:
        if not isinstance(node, MapNode):
            if not (isinstance(node, Scalar) and not node.value and not node.style):
                _refuse(self, node, report, help="each line here is a name, a colon, a space and a value")
            return False
        if len(node.values) > self.most:
            report("too-long", node, f"there are {len(node.values):,} {self.words.partition(' and ')[0]} here; at most {self.most:,} fit")
        if len(node.values) < self.least:
            report("wrong-type", node, f"this has {counted(len(node.values), 'name')}; it needs at least {self.least}")
        check, matches = self.value.check, is_name if self.key is ID else self.key.match
        stray = self.inner and [name for name, value in node.items() if self._is_stray(name, value)]
        before_stray = {above for above, name in pairwise(node) if name in stray} if stray else ()
        unfit: list[str] = []
        for name, value in node.values.items():
            if not matches(name):
                label = odd_letter(name) or (f"did you mean `{meant}`?" if matches(meant := name_of(name)) else "")
                report("bad-id", node.keys[name], f"`{name[:40]}` can't be a name here", label, f"{A_NAME} and has at most 64 of them")
            if self._is_stray(name, value):
                message = f"`{name}:` stands where the names of {self.words} stand"
                help = "put two spaces before it, and before each line that belongs to it"
                report("wrong-indent", node.keys[name], message, "2 spaces too few", help)
                unfit.append(name)
            elif name in before_stray:  # what it lacks stands right below it
                found = Report([])
                check(value, found)
                report.problems += [problem for problem in found.problems if problem.code != "missing-key"]
            elif not check(value, report):
                unfit.append(name)
        for name in unfit:
            del node.values[name]
        return True

    def _is_stray(self, name: str, value: Node) -> bool:
        return name in self.inner and not isinstance(value, MapNode)

    def schema(self, records: JSON) -> JSON:
        values = {_in_schema(self.key): self.value.schema(records)}
        schema: JSON = {"type": ["object", "null"], "patternProperties": values, "additionalProperties": False}
        return {**schema, "type": "object", "minProperties": self.least} if self.least else schema


class Key(Struct, frozen=True):
    """One key of a record: its shape, what it says in the guide, its default in words and an example value."""

    shape: Shape
    says: str
    default: str = ""
    example: str = ""
    required: bool = False


def Needed(shape: Shape, says: str, example: str = "") -> Key:  # noqa: N802 - it stands where a `Key` does
    """A key that must be there."""
    return Key(shape, says, "", example, required=True)


class Record:
    """`name: value` lines with fixed keys.

    `others` lets further keys through if they are ids (a person who speaks in a block of text). `instead` are
    keys of which at least one must be there.
    """

    def __init__(self, name: str, keys: dict[str, Key], others: Shape | None = None, instead: tuple[str, ...] = ()) -> None:
        self.name = name
        self.keys = keys
        self.others = others
        self.instead = instead
        self.required = tuple(name for name, key in keys.items() if key.required)
        self.checks: dict[str, Callable[[Node, Report], bool]] = {name: key.shape.check for name, key in keys.items()}

    @property
    def words(self) -> str:
        return self.name

    def _question(self, node: Node) -> str:
        """`flag` alone, where `{type: flag}` is all that is needed, is asked about."""
        if isinstance(node, Scalar) and node.value in ("true", "false") and {"type", "start"} <= self.keys.keys():
            return f"did you mean `{{type: flag, start: {node.value}}}`?"
        if not isinstance(node, Scalar) or len(self.required) != 1 or "\n" in node.value or len(node.value) > 40:
            return ""
        tried = Report([])
        self.checks[self.required[0]](node, tried)
        return "" if tried.problems else f"did you mean `{{{self.required[0]}: {node.value}}}`?"

    def check(self, node: Node, report: Report) -> bool:
        if not isinstance(node, MapNode):
            message = f"{self.name} must be `name: value` lines, not {_typed(node)}"
            report("wrong-type", node, message, self._question(node), _record_help(node, self.keys))
            return False
        keys, check_of = self.keys, self.checks.get
        meant: set[str] = set()
        unfit: list[str] = []
        for name, value in node.values.items():
            check = check_of(name)
            if check is not None:
                if not check(value, report):
                    unfit.append(name)
            elif self.others is not None and is_name(name_of(name)) and " " not in name:
                if not self.others.check(value, report):  # somebody's name, or a slip for one: the linker asks
                    unfit.append(name)
            elif self.others is not None and " " in name and "{" not in (place := node.keys[name].place()).text[: place.column - 1]:
                message = "a colon and a space in a text read as the end of a name"
                help = "put `|` before it, and the text on the next line, indented"
                report("stray-colon", place, message, "this reads as a name", help)
            else:
                at = node.keys[name].place()
                before, typed = at.text[: at.column - 1], value.value if isinstance(value, Scalar) else ""
                question, help = what_to_do(name, keys, typed, before)
                close = "" if help else meant_key(name, keys, node.values)
                help = help or "it may have " + listed(keys)
                if not close and not question and " " in name and "{" in before:
                    help = "a comma inside { } starts a new key: put the words in quotation marks, or on lines of their own"
                meant.add(close)
                label = f"did you mean `{close}`?" if close else question
                report("unknown-key", at, f"{self.name} has no key `{name[:40]}`", label, help)
        for name in unfit:
            del node.values[name]
        for name in self.required:
            if name not in node and name not in meant:
                says, example = keys[name].says, keys[name].example
                help = f"{says.rstrip('.')}, such as `{name}: {example}`" if example and "\n" not in example else says
                report("missing-key", node, f"{self.name} needs `{name}`", help=help)
        if self.instead and not any(name in node or name in meant for name in self.instead):
            help = "; ".join(
                f"`{name}`: {self.keys[name].says[:1].lower()}{self.keys[name].says[1:].rstrip('.')}" for name in self.instead[:4]
            )
            report("missing-key", node, f"{self.name} needs {listed(self.instead, 'or')}", help=help)
        return True

    def schema(self, records: JSON) -> JSON:
        """A reference: a record is written once, into `records`."""
        if self.slug not in records:
            records[self.slug] = {}  # where it holds itself, that is enough
            records[self.slug] = self._definition(records)
        return {"$ref": f"#/definitions/{self.slug}"}

    @property
    def slug(self) -> str:
        return self.name.removeprefix("a ").removeprefix("an ").removeprefix("the ").replace(" ", "-")

    def _definition(self, records: JSON) -> JSON:
        properties = {
            name: {**key.shape.schema(records), "markdownDescription": key.says + (f" Default: {key.default}." if key.default else "")}
            for name, key in self.keys.items()
        }
        definition: JSON = {"type": "object", "title": self.name, "properties": properties}
        definition["additionalProperties"] = self.others.schema(records) if self.others is not None else False
        if self.required:
            definition["required"] = list(self.required)
        if self.instead:
            definition["anyOf"] = [{"required": [name]} for name in self.instead]
        return definition


def _record_help(node: Node, keys: dict[str, Key]) -> str:
    if isinstance(node, Scalar):
        name = node.value.partition(":")[0].strip()
        if ":" in node.value and (name in keys or nearest(name, keys)):
            return f"put a space after the colon: `{name}: ...`"
    if isinstance(node, ListNode):
        return "take the dashes out, so that each line is a name, a colon, a space and a value"
    return "each line is a name, a colon, a space and a value"


class Either(Struct, frozen=True):
    """A text in short or a record in full: the node's own form decides."""

    scalar: Shape
    record: Shape

    @property
    def words(self) -> str:
        return f"{self.scalar.words} or {self.record.words}"

    def check(self, node: Node, report: Report) -> bool:
        return (self.scalar if isinstance(node, Scalar) else self.record).check(node, report)

    def schema(self, records: JSON) -> JSON:
        return {"anyOf": [self.scalar.schema(records), self.record.schema(records)]}


class ByKind(Struct, frozen=True):
    """A record whose shape is chosen by what one of its keys says."""

    key: str
    plain: Record
    kinds: dict[str, Record]
    words: str = "a scene"

    def check(self, node: Node, report: Report) -> bool:
        shape = self.plain
        if isinstance(node, MapNode) and (kind := node.values.get(self.key)) is not None:
            chosen = self.kinds.get(kind.value) if isinstance(kind, Scalar) else None
            if chosen is None:
                return OneOf(tuple(self.kinds)).check(kind, report)
            shape = chosen
        return shape.check(node, report)

    def schema(self, records: JSON) -> JSON:
        rule: JSON = self.plain.schema(records)
        for kind, record in self.kinds.items():
            test = {"properties": {self.key: {"const": kind}}, "required": [self.key]}
            rule = {"if": test, "then": record.schema(records), "else": rule}
        return rule


def listed(names: Iterable[str], last: str = "and") -> str:
    """`a`, `b` and `c`."""
    return in_a_row([f"`{name}`" for name in names], last)


def _reads(read: Callable[[str], object]) -> Callable[[str], bool]:
    """Whether a text can be read as a value: the thirty-first of September is no day."""

    def reads(text: str) -> bool:
        try:
            read(text)
        except ValueError:
            return False
        return True

    return reads


is_date = _reads(date.fromisoformat)
is_moment = _reads(lambda text: datetime.strptime(text, "%Y-%m-%d %H:%M"))


A_NAME = "a name is letters of any script (in lower case where there are two), digits and _, starts with a letter"


def ref(words: str) -> Pattern:
    """The id of something that must exist; whether it does is the linker's question."""
    return Pattern(words, ID, A_NAME, "bad-id", is_name, mended=name_of)


ID_SHAPE = ref("a name")
SLUG_SHAPE = Pattern(
    "an id",
    SLUG_ID,
    "an id is letters of any script (in lower case where there are two), digits, - and _",
    "bad-id",
    is_slug,
    mended=lambda text: name_of(text).replace("_", "-"),
    kept=True,
)
DATE_SHAPE = Pattern("a date such as 2022-09-27", DATE, "year, month and day with dashes", test=is_date)
MOMENT_SHAPE = Pattern("a day and an hour such as 2022-09-21 18:00", MOMENT, "year-month-day, a space, hour:minute", test=is_moment)
ODDS_SHAPE = Pattern(
    "odds such as `2 in 6`",
    ODDS,
    "two whole numbers with `in` between them, the first no larger",
    test=lambda text: int(text.split()[0]) <= int(text.split()[2]),
)
ZONE_SHAPE = Pattern(
    "hours ahead of UTC such as 5, -3 or 5:30",
    re.compile(r"[+-]?(?:0|[1-9][0-9]?)(?::(?:00|15|30|45))?\Z"),
    "they lie between -12 and 14",
    test=lambda text: -720 <= minutes_ahead(text) <= 840,
)
LATITUDE_SHAPE = Pattern(
    "degrees north such as 51.23", DECIMAL, "-90 is the south pole and 90 the north pole", test=lambda text: abs(float(text)) <= 90
)
LONGITUDE_SHAPE = Pattern(
    "degrees east such as 51.37", DECIMAL, "west of Greenwich they are negative", test=lambda text: abs(float(text)) <= 180
)
