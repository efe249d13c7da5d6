"""Conditions and effects of a story's files: each distinct text is parsed and typed once."""

from collections.abc import Collection, Mapping

from game.source.nodes import Node, Scalar, Sequence
from game.source.shapes import Report
from game.story.language.parse import LanguageError, Raw, Token, parse_condition, parse_effect
from game.story.language.tree import Effect, Expression, Logic
from game.story.language.typed import Scope, Type, typed_condition, typed_effect


class Expressions:
    """Reads a story's conditions and effects in one scope, and reports what is wrong with them where they stand."""

    def __init__(
        self,
        variables: Mapping[str, Type],
        named: Mapping[str, Scalar],
        scenes: Collection[str],
        facts: Collection[str],
        clock: str,
        report: Report,
    ) -> None:
        self._named = named
        self._report = report
        self._parsing: list[str] = []
        self._meanings: dict[str, Expression | LanguageError] = {}
        self._conditions: dict[str, Expression | LanguageError] = {}
        self._effects: dict[str, Effect | LanguageError] = {}
        self._scope = Scope(variables, named.keys(), self._meaning, scenes, facts, clock)

    def named(self) -> dict[str, Expression]:
        """The named conditions; those that can't be read are reported and left out."""
        meanings = {}
        for name, scalar in self._named.items():
            try:
                meanings[name] = self._meaning(Token("name", name, 0))
            except LanguageError as error:
                self._tell(error, scalar)
        return meanings

    def condition(self, node: Node | None) -> Expression | None:
        """The condition in `node`, or None where there is none or it can't be read (which is reported)."""
        if not isinstance(node, Scalar):
            return None
        known = self._conditions.get(node.value)
        if known is None:
            try:
                known = typed_condition(self._raw(node.value), self._scope)
            except LanguageError as error:
                known = error
            self._conditions[node.value] = known
        if isinstance(known, LanguageError):
            self._tell(known, node)
            return None
        return known

    def all_of(self, node: Node | None) -> Expression | None:
        """One condition that asks for all of a list of them."""
        if not isinstance(node, Sequence):
            return self.condition(node)
        whole: Expression | None = None
        for item in node.items:
            part = self.condition(item)
            if part is not None:
                whole = part if whole is None else Logic("and", whole, part)
        return whole

    def effects(self, node: Node | None) -> tuple[Effect, ...]:
        if node is None:
            return ()
        read = (self._effect(item) for item in (node.items if isinstance(node, Sequence) else [node]))
        return tuple(effect for effect in read if effect is not None)

    def _effect(self, node: Node) -> Effect | None:
        if not isinstance(node, Scalar):
            return None
        known = self._effects.get(node.value)
        if known is None:
            try:
                known = typed_effect(parse_effect(node.value), self._scope)
            except LanguageError as error:
                known = error
            self._effects[node.value] = known
        if isinstance(known, LanguageError):
            self._tell(known, node)
            return None
        return known

    def _raw(self, text: str) -> Raw:
        return parse_condition(text)

    def _meaning(self, token: Token) -> Expression:
        name = token.text
        known = self._meanings.get(name)
        if known is None:
            if name in self._parsing:
                loop = " -> ".join([*self._parsing[self._parsing.index(name) :], name])
                raise LanguageError("condition-loop", f"the condition `{name}` asks for itself: {loop}", token.start, len(name))
            self._parsing.append(name)
            try:
                known = typed_condition(self._raw(self._named[name].value), self._scope)
            except LanguageError as error:
                known = error
            finally:
                self._parsing.pop()
            self._meanings[name] = known
        if isinstance(known, LanguageError):
            raise (
                LanguageError("broken-condition", f"the named condition `{name}` can't be read", token.start, len(name))
                if token.start or self._parsing
                else known
            )
        return known

    def _tell(self, error: LanguageError, node: Scalar) -> None:
        self._report(error.code, node.place(error.start, error.length), error.message, error.label, error.help)
