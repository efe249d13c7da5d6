"""The names that the tests of the language know."""

from game.story.language.parse import LanguageError, Token, parse_condition, parse_effect
from game.story.language.tree import Compare, Constant, Effect, Expression, VariableRead
from game.story.language.typed import NUMBER, TRUTH, NameScope, Type, typed_condition, typed_effect

PAPERS = Type("enum", ("internal", "foreign"))
PLACE = Type("enum", ("unknown", "kept", "given"))
VARIABLES = {"money": NUMBER, "debt": NUMBER, "hours": NUMBER, "coat": TRUTH, "hat": TRUTH, "papers": PAPERS, "place_in_line": PLACE}
RICH = Compare(">=", VariableRead("money"), Constant(500, "500"))


def _named(token: Token) -> Expression:
    assert token.text == "rich"
    return RICH


SCOPE = NameScope(VARIABLES, {"rich"}, _named, {"hall", "yard"}, {"fare", "delay"}, "hours")
WITHOUT_CLOCK = NameScope(VARIABLES, {"rich"}, _named, {"hall", "yard"}, {"fare", "delay"}, "")


def condition(text: str, scope: NameScope = SCOPE) -> Expression:
    return typed_condition(parse_condition(text), scope)


def effect(text: str, scope: NameScope = SCOPE) -> Effect:
    return typed_effect(parse_effect(text), scope)


def refusal(text: str, scope: NameScope = SCOPE, *, of_effect: bool = False) -> LanguageError:
    """What is wrong with the text; fails where nothing is."""
    try:
        read = effect(text, scope) if of_effect else condition(text, scope)
    except LanguageError as error:
        return error
    raise AssertionError(f"{text!r} was read as {read}")
