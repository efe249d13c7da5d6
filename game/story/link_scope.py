"""What every part of the linker needs: the names that exist, and a prose reader that checks against them."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import fields

from game.problems.codes import names_found_by
from game.source.nodes import MapNode, Node, Scalar
from game.source.schema.shapes import Report
from game.story.model import Variable
from game.story.prose import LINK, VARIABLE, Prose, forms_in, link_of
from game.text.names import IN_A_WORD, name_of
from game.text.plurals import WRONG_FORMS, how_many_forms

#: Names that prose may show and that are no variables: `{recall}` lists what the player's choices left to recall.
SPECIAL = ("recall",)
NOTHING = Prose("")
_HOW_TO_LINK = (
    "write `[words](fact:name)`, `[words](term:name)` or `[words](imagined)`; put a space before the round bracket if no link is meant"
)
_TO_THE_WEB = "nothing is opened from a story: give the source its `url` in facts.yaml, and link the words to a fact of it"
_TO_A_PICTURE = "a picture is a text file in the story's folder `pictures`, and a scene or a place names it with `picture`"
_BY_TARGET: Mapping[str, str] = MappingProxyType(
    {"http": _TO_THE_WEB, "https": _TO_THE_WEB, "mailto": _TO_THE_WEB}
    | dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"), _TO_A_PICTURE)
)
_A_LINK = "a link is written `[words](fact:name)`, without a space outside the words"

# The round part of a link, with or without what should stand before it.
_BRACE_AND_NAME = re.compile(rf"\{{[ \t]*([^\W\d_][{IN_A_WORD}]*)(?:[ \t]*\}})?")
_TARGET_ALONE = re.compile(
    r"(?:(?<=\])(?P<gap>[ \n]+))?(?P<target>\((?:fact|term):(?:(?P<spaced>[^()\n]*[ ][^()\n]*)\)|[^\s()]*\)?))"
    r"|(?<=\])(?P<before>[ \n]+)\(imagined\)"
)


T = TypeVar("T", bound=Struct)


class Linking(Struct):
    """Collections of names, by what they name. Prose is read once for each distinct text."""

    report: Report
    scenes: Collection[str]
    facts: Collection[str]
    terms: Collection[str]
    variables: Mapping[str, Variable | None] = MappingProxyType({})  # None for what is only shown
    language: str = "en"
    _prose: dict[str, Prose] = field(default_factory=dict)

    def known(self, node: Node | None, names: Collection[str], what: str, help: str = "") -> str:
        """The name in `node`, or "" where there is none or nothing is called so (which is reported)."""
        if not isinstance(node, Scalar):
            return ""
        if node.value in names:
            return node.value
        self.report.unknown(what, node, node.value, names, help or HELP.get(what, ""))
        return ""

    def scene(self, node: Node | None) -> str:
        return self.known(node, self.scenes, "scene")

    def quiet(self, node: MapNode) -> frozenset[str]:
        """The rules that `quiet:` names."""
        rules = node.map("quiet")
        if rules is None:
            return frozenset()
        known = names_found_by("checking")
        for name in rules:
            if name not in known:
                self.report.unknown("rule", rules.keys[name], name, known, message=f"there is no rule `{name[:40]}` to be quiet about")
        return frozenset(rules)

    def prose(self, node: Node | None) -> Prose:
        """The passage in `node`, its links and variables checked; empty where there is none."""
        if not isinstance(node, Scalar):
            return NOTHING
        known = self._prose.get(node.value)
        if known is None:
            known = self._read(node)
            self._prose[node.value] = known
        return known

    def some_prose(self, node: Node | None) -> Prose | None:
        return None if node is None else self.prose(node)

    def record(self, made: type[T], node: MapNode, **given: object) -> T:
        """What stands in `node` as a value: each field that isn't given is read from the key of its name, as its type says."""
        for name, read, has_default in _fields(made):
            if name not in given and (name in node.values or not has_default):
                given[name] = read(self, node, name)
        return made(**given)

    def _read(self, node: Scalar) -> Prose:
        text = node.value.strip("\n")
        links, shows = "[" in text, "{" in text
        meant = text.count("(fact:") + text.count("(term:") + text.count("(imagined)") if "(" in text else 0
        if not (meant or links or shows):
            return Prose(text)
        facts: list[str] = []
        terms: list[str] = []
        for match in LINK.finditer(node.value) if links else ():
            words, target = match.groups()
            link = link_of(target)
            if link is not None or target.startswith(("fact:", "term:")):
                meant -= 1
            if link is None:
                self._bad_link(node, target, match.start("target"))
            elif link[0] != "imagined":
                what, name = link
                names = self.facts if what == "fact" else self.terms
                if name not in names:
                    start = match.end("target") - len(name)
                    self.report.unknown(what, node.place(start, len(name)), name, names, HELP[what])
                elif name not in (found := facts if what == "fact" else terms):
                    found.append(name)
            if link is not None and not words.strip():
                help = "put the words that carry it between the square brackets"
                self.report("empty-text", node.place(match.start(), len(match[0])), "this link has no words", help=help)
        if meant:
            self._broken_links(node)
        variables: dict[str, None] = {}
        for match in VARIABLE.finditer(node.value) if shows else ():
            variables[match[1]] = None
            if match["forms"] is not None:
                self._check_forms(node, match)
            if match[1] not in self.variables and match[1] not in SPECIAL:
                place, message = node.place(match.start(), len(match[0])), f"there is no variable `{match[1]}` to show"
                self.report.unknown("variable", place, match[1], self.variables, "words in {braces} show a variable's value", message)
        if shows and text.count("{") > sum(1 for _ in VARIABLE.finditer(text)):
            self._broken_braces(node)
        return Prose(text, tuple(facts), tuple(terms), tuple(variables))

    def _check_forms(self, node: Scalar, match: re.Match[str]) -> None:
        """A word that goes with a number has as many forms as its language, or one."""
        place = node.place(match.start(), len(match[0]))
        variable = self.variables.get(match[1])
        if variable is not None and variable.type != "int":
            self.report("wrong-types", place, f"`{match[1]}` is no number, and only a number has words that go with it")
        elif help := how_many_forms(forms_in(match), self.language):
            self.report("wrong-forms", place, WRONG_FORMS, help=help)

    def _broken_braces(self, node: Scalar) -> None:
        """What was meant as a value and would be shown as it was typed."""
        for match in _BRACE_AND_NAME.finditer(node.value):
            name = match[1].lower()
            if match[0] != f"{{{name}}}" and (name in self.variables or name in SPECIAL):
                self.report(
                    "unknown-variable",
                    node.place(match.start(), len(match[0])),
                    f"`{match[0]}` shows what is typed here, and no value",
                    f"did you mean `{{{name}}}`?",
                    "a value is written `{name}`, in lower-case letters and without a space",
                )

    def _broken_links(self, node: Scalar) -> None:
        """What was meant as a link and would be shown as it was typed."""
        whole = {match.start("target") - 1 for match in LINK.finditer(node.value)}
        for match in _TARGET_ALONE.finditer(node.value):
            if match.start("target") in whole:
                continue
            if match["target"][-1] != ")" and node.value[match.start() - 1 : match.start()] == "]":
                place = node.place(match.start("target"), len(match["target"]))
                self.report("broken-link", place, "the round bracket of this link isn't closed", "is a `)` missing?", _A_LINK)
                continue
            gap = "gap" if match["gap"] else "before" if match["before"] else ""
            if gap:
                message, label = "the two brackets of a link must touch", "take out the space before the round bracket"
                place = node.place(match.end(gap), 1)
            else:
                spaces = match["spaced"] is not None
                message = "there is a space in this link" if spaces else "this link has no words in square brackets before it"
                label = "" if spaces else "is a `]` missing?"
                place = node.place(match.start("target"), len(match["target"]))
            self.report("broken-link", place, message, label, _A_LINK)

    def _bad_link(self, node: Scalar, target: str, start: int) -> None:
        head, _, name = target.partition(":")
        meant = name_of(name)
        help = _BY_TARGET.get(head.lower() if name else "." + target.lower().rpartition(".")[2], _HOW_TO_LINK)
        if head in ("fact", "term") and meant != name:
            label = f"did you mean `{head}:{meant}`?" if meant in (self.facts if head == "fact" else self.terms) else ""
        elif target in self.facts or target in self.terms:
            label = f"did you mean `{'fact' if target in self.facts else 'term'}:{target}`?"
        else:
            label = self.report.nearest(head, ("fact", "term", "imagined")) if head else ""
        self.report(
            "unknown-link",
            node.place(start, len(target) or 1),
            f"a link can't point to `{target[:60]}`",
            label,
            help,
        )


_READERS: dict[Any, Callable[[Linking, MapNode, str], object]] = {
    str: lambda _, node, key: node.text(key),
    bool: lambda _, node, key: node.flag(key),
    int: lambda _, node, key: node.number(key),
    float: lambda _, node, key: float(node.text(key, "0")),
    tuple[str, ...]: lambda _, node, key: node.texts(key),
    Prose: lambda linking, node, key: linking.prose(node.get(key)),
    Prose | None: lambda linking, node, key: linking.some_prose(node.get(key)),
    tuple[Prose, ...]: lambda linking, node, key: tuple(linking.prose(item) for item in node.each(key)),
    date: lambda _, node, key: date.fromisoformat(node.text(key)) if key in node.values else date.min,
}


@cache
def _fields(made: type[Struct]) -> tuple[tuple[str, Callable[[Linking, MapNode, str], object], bool], ...]:
    """The fields of a record that can be read by their type: name, how, and whether there is a default."""
    known = [field for field in fields(made) if field.type in _READERS]
    return tuple((field.name, _READERS[field.type], not field.required) for field in known)


HELP = {
    "source": "sources are declared under `sources:` in facts.yaml",
    "scene": "a scene's name is the word before its colon, at the start of a line",
    "fact": "facts are declared under `facts:` in facts.yaml",
    "term": "terms are declared under `terms:` in glossary.yaml",
    "person": "people are declared under `people:` in story.yaml",
    "place": "places are declared under `places:` in story.yaml",
    "picture": "a picture is a text file in the folder `pictures` of the story: `pictures/NAME.txt`",
    "role": "roles are declared under `roles:` in story.yaml",
}
