"""Conditions and effects of a story's files: each distinct text is parsed and typed once."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

from msgspec.structs import replace

from game.kinds.builder import NOT
from game.source.nodes import ListNode, MapNode, Node, Scalar
from game.source.schema.shapes import Report
from game.story.chosen import AskedChoice, flag_of
from game.story.language.meant import Meant, conditions, effects, way_on
from game.story.language.parse import EFFECT_HELP, MOST_CHARACTERS, LanguageError, Raw, Token, leaves, parse_condition, parse_effect
from game.story.language.tree import Constant, Effect, Expression, Logic, Not, size_and_depth
from game.story.language.typed import NUMBER, TRUTH, NameScope, Type, typed_condition, typed_effect
from game.story.model import Clock, Variable

MOST_PARTS = 1_000
"""How many things a condition may ask, those that its named conditions ask counted in: two lines of names that name
each other could stand for more than there is time for."""

DEEPEST = 100


def types_of(variables: Mapping[str, Variable]) -> dict[str, Type]:
    plain = {"flag": TRUTH, "int": NUMBER}
    return {name: plain.get(variable.type) or Type("enum", variable.values) for name, variable in variables.items()}


MENDED = frozenset(("bad-expression", "bad-sign", "bad-number", "unknown-function", "unknown-variable", "unknown-value", "wrong-types"))
"""What may be mended by other words."""

EACH_ALONE = "each effect is an item of a list: between [ and ] with a comma after it, or on a line of its own with a dash"
GO_HELP = "`go` is a key of its own, beside `do` and in the same column"

IF_HELP = "let a choice with an `if` have it: two choices, one with the condition and one without"


class BrokenNameError(Exception):
    """A named condition that can't be read is used. It is reported where it is declared, and nowhere else."""


T = TypeVar("T", Expression, Effect)
Unreadable = LanguageError | BrokenNameError


class Expressions:
    """Reads a story's conditions and effects in one scope, and reports what is wrong with them where they stand.

    `named` are the declared conditions; `clock` counts the hours. `titles` gives the ids of
    scenes by their titles, `choices` each choice with its scene by its id; both are asked only where something can't be read.
    """

    def __init__(
        self,
        variables: Mapping[str, Variable],
        named: Mapping[str, Scalar],
        scenes: Collection[str],
        facts: Collection[str],
        clock: Clock | None,
        report: Report,
        titles: Callable[[], Mapping[str, str]],
        choices: Callable[[], Mapping[str, str]],
    ) -> None:
        self._report = report
        self._titles = titles
        self._choices = choices
        self._conditions: dict[str, Expression | Unreadable] = {}
        self._effects: dict[str, Effect | Unreadable] = {}
        self._sizes: dict[str, tuple[int, int]] = {}
        self._variables = variables
        self._node: Scalar | None = None  # what is being read
        self.chosen: dict[str, AskedChoice] = {}
        """The choices that conditions ask for, by the flags that remember them."""

        types = types_of(variables)
        counts, begins = (clock.variable, clock.start) if clock is not None else ("", None)
        self._scope = NameScope(types, named.keys(), self._meaning, scenes, facts, counts, self._flag_of, begins, report.nearest)
        self.named: dict[str, Expression] = {}
        """The named conditions that can be read, by name."""
        self._read_named(named)

    def condition(self, node: Node | None) -> Expression | None:
        """The condition in `node`, or None where there is none or it can't be read (which is reported)."""
        return self._read(node, self._conditions, self._new_condition)

    def all_of(self, node: Node | None) -> Expression | None:
        """One condition that asks for all of a kind's list of them; `{(not): condition}` asks for the contrary."""
        if not isinstance(node, ListNode):
            return None
        whole: Expression | None = None
        for item in node.items:
            part = self.condition(item.get(NOT) if isinstance(item, MapNode) else item)
            if part is not None:
                part = Not(part) if isinstance(item, MapNode) else part
                whole = part if whole is None else Logic("and", whole, part)
        return whole

    def effects(self, node: Node | None) -> tuple[Effect, ...]:
        if node is None:
            return ()
        items = node.items if isinstance(node, ListNode) else (node,)
        read = [self._read(item, self._effects, self._new_effect) for item in items]
        return tuple([effect for effect in read if effect is not None])

    def _read(self, node: Node | None, known: "dict[str, T | Unreadable]", new: Callable[[str], T]) -> T | None:
        if not isinstance(node, Scalar):
            return None
        found = known.get(node.value)
        if found is None:
            self._node = node
            try:
                found = new(node.value)
            except LanguageError as error:
                found = self._with_mend(error, node.value, is_effect=known is self._effects)
            except BrokenNameError as error:
                found = error
            known[node.value] = found
        if isinstance(found, LanguageError):
            self._tell(found, node)
        return None if isinstance(found, Exception) else found

    def _new_condition(self, text: str) -> Expression:
        condition = typed_condition(parse_condition(text), self._scope)
        self._measure(condition)
        return condition

    def _new_effect(self, text: str) -> Effect:
        effect = typed_effect(parse_effect(text), self._scope)
        self._measure(effect.value)
        self._check_amount(effect)
        return effect

    def _check_amount(self, effect: Effect) -> None:
        """A number that a variable is set to must lie between its bounds, and the clock can't be turned back."""
        if not isinstance(effect.value, Constant):
            return
        variable, amount = self._variables[effect.variable], effect.value.value
        if effect.operator == "=" and not variable.low <= amount <= variable.high and not variable.clamp:
            between = f"{variable.low:,} and {variable.high:,}"
            raise LanguageError("out-of-bounds", f"`{variable.name}` lies between {between}, so it can't be {amount:,}", 0, 0)
        if effect.operator == "+=" and effect.variable == self._scope.clock and amount < 0:
            raise LanguageError("clock-set", f"`{variable.name}` is the clock: it only goes forward", 0, 0)

    def _read_named(self, named: Mapping[str, Scalar]) -> None:
        """Each after those that it names, so that however long a chain they make nothing recurses."""
        parsed: dict[str, Raw] = {}
        for name, scalar in named.items():
            try:
                parsed[name] = parse_condition(scalar.value)
            except LanguageError as error:
                self._broken_name(error, scalar)
        for name, ring, token in _in_order(parsed):
            if token is not None:
                asks = " -> ".join(part[:40] for part in (*ring, ring[0]))
                message = f"the condition `{token.text[:40]}` asks for itself: {asks}"
                self._tell(token.error("condition-loop", message), named[name])
                continue
            self._node = named[name]
            try:
                meaning = typed_condition(parsed[name], self._scope)
                self._sizes[name] = self._measure(meaning)
            except BrokenNameError:
                continue
            except LanguageError as error:
                self._broken_name(error, named[name])
                continue
            self.named[name] = meaning

    def _flag_of(self, scene: str, choice: str, start: int) -> str:
        flag = flag_of(scene, choice)
        if self._node is not None and flag not in self.chosen:
            self.chosen[flag] = AskedChoice(flag, scene, choice, self._node, start)
        return flag

    def _meaning(self, token: Token) -> Expression:
        if token.text not in self.named:
            raise BrokenNameError
        return self.named[token.text]

    def _measure(self, expression: Expression) -> tuple[int, int]:
        size, depth = size_and_depth(expression, self._sizes)
        if size > MOST_PARTS or depth > DEEPEST:
            much = f"asks {size:,} things" if size > MOST_PARTS else f"is nested {depth:,} deep"
            most = f"{MOST_PARTS:,}" if size > MOST_PARTS else f"{DEEPEST:,}"
            message = f"with the conditions that it names this {much}; at most {most} are allowed"
            raise LanguageError("expression-too-long", message, 0, 0, help="let fewer conditions stand on each other")
        return size, depth

    def _broken_name(self, error: LanguageError, scalar: Scalar) -> None:
        self._tell(self._with_mend(error, scalar.value, is_effect=False), scalar)

    def _with_mend(self, error: LanguageError, text: str, *, is_effect: bool) -> LanguageError:
        """What is wrong, with the whole line as it should be where one that can be read says what was meant."""
        if len(text) > MOST_CHARACTERS or error.code not in MENDED:
            return error
        quiet, titles = replace(self._scope, nearest=lambda *_: "", chosen=lambda *_: ""), self._titles()
        if not is_effect:
            for meant in conditions(text, quiet, titles, self._choices()):
                if meant.text != text and _is_right(meant.text, lambda line: typed_condition(parse_condition(line), quiet)):
                    return _mended(error, f"did you mean `{meant.text}`?", meant.help, meant)
            return error
        for several in effects(text, quiet):
            if all(_is_right(one.text, lambda line: self._check_amount(typed_effect(parse_effect(line), quiet))) for one in several):
                if len(several) == 1:
                    return _mended(error, f"did you mean `{several[0].text}`?", "", several[0])
                items = ", ".join(one.text for one in several)
                return LanguageError(error.code, "these are several effects on one line", 0, 0, f"did you mean `[{items}]`?", EACH_ALONE)
        if scene := way_on(text, quiet, titles):
            return LanguageError(
                error.code, "this leads to a scene, and `do` changes variables", 0, 0, f"did you mean `go: {scene}`?", GO_HELP
            )
        if text.lower().startswith("if "):
            return LanguageError(error.code, "an effect has no condition of its own", error.start, error.length, help=IF_HELP)
        return _mended(error, error.label, self._examples()) if error.help == EFFECT_HELP else error

    def _examples(self) -> str:
        """How variables of this story are set."""
        ways = {"flag": "`{} = true`", "int": "`{} += 1`"}
        found: dict[str, str] = {}
        for name, variable in self._variables.items():
            if variable.type in ways:
                found.setdefault(variable.type, ways[variable.type].format(name))
        return f"write the variable, a sign and a value, such as {' or '.join(found.values())}" if found else EFFECT_HELP

    def _tell(self, error: LanguageError, node: Scalar) -> None:
        place = node.place(error.start, error.length) if error.length else node.place()
        self._report(error.code, place, error.message, error.label, error.help)


def _is_right(line: str, read: Callable[[str], object]) -> bool:
    try:
        read(line)
    except (LanguageError, BrokenNameError):
        return False
    return True


def _mended(error: LanguageError, label: str, help: str, meant: Meant | None = None) -> LanguageError:
    if meant is not None and meant.length:
        return LanguageError(error.code, meant.says, meant.start, meant.length, label, help)
    return LanguageError(error.code, error.message, error.start, error.length, label, help)


def _in_order(parsed: Mapping[str, Raw]) -> Iterator[tuple[str, list[str], Token | None]]:
    """The names of conditions, each after those that it names.

    Where some name each other in a ring, the ring comes first, with the name and the token at which it closes.
    """
    done: set[str] = set()
    for first in parsed:
        path = {} if first in done else {first: leaves(parsed[first])}
        while path:
            name = next(reversed(path))
            token = next((token for token in path[name] if token.text in parsed and token.text not in done), None)
            if token is None:
                del path[name]
                done.add(name)
                yield name, [], None
            elif token.text in path:
                around = list(path)
                yield name, around[around.index(token.text) :], token
            else:
                path[token.text] = leaves(parsed[token.text])
