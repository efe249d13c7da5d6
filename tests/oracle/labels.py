"""What nodes of the language and effects are called where they are counted.

The rows come from the game's tree of the language, so what is added there is missed here until it has a label.
"""

from collections.abc import Iterator
from typing import get_args

from game.story.language import tree
from tests.oracle.language import Effect, Node
from tests.oracle.reading import Story

_SIGNS = ("==", "!=", "<", "<=", ">", ">=")


def _compared(what: str, *signs: str) -> tuple[str, ...]:
    return tuple(f"{sign} of {what}" for sign in signs)


#: The labels that a node of the language can have here, by its class in the game.
NODES: dict[str, tuple[str, ...]] = {
    "Constant": ("a number", "a day", "true or false", "a word"),
    "VariableRead": ("an int", "a flag", "an enum", "an echo", "the clock", "a kind's number", "a kind's flag", "chosen"),
    "ClockRead": ("hour", "day", "date", "weekday", "moment"),
    "Visited": ("visited(here)", "visited(elsewhere)"),
    "Knows": ("knows",),
    "Compare": (
        *_compared("numbers", *_SIGNS),
        *_compared("days", *_SIGNS),
        *_compared("words", *_SIGNS[:2]),
        *_compared("truths", *_SIGNS[:2]),
    ),
    "Logic": ("and", "or"),
    "Not": ("not",),
    "Arithmetic": ("+", "-", "*", "negative"),
    "Extreme": ("min", "max"),
    "NamedCondition": ("a named condition",),
}  # fmt: skip
EFFECTS = (
    *(f"int {sign} {amount}" for sign in ("=", "+=", "-=") for amount in ("constant", "variable", "itself", "sum")),
    *("clock += constant", "clock += variable", "clock += sum"),
    *("flag = true or false", "flag = itself", "flag = condition", "enum = word", "enum = variable", "echo = word", "echo = variable"),
)


def nodes_of_the_language() -> set[str]:
    """The classes of nodes that the game's language has."""
    return {each.__name__ for each in get_args(tree.Expression)}


def inside(node: Node) -> Iterator[Node]:
    yield node
    for operand in node[1:]:
        if isinstance(operand, tuple):
            yield from inside(operand)


def _kind(story: Story, node: Node) -> str:
    """Whether a node is a truth, a number, a day or a word."""
    match node:
        case ("number" | "+" | "-" | "*" | "min" | "max" | "negative", *_):
            return "numbers"
        case ("date", _) | ("name", "date") | ("instant", *_):
            return "days"
        case ("name", "hour" | "day"):
            return "numbers"
        case ("name", name) if name in story.variables:
            return {"int": "numbers", "enum": "words", "flag": "truths"}[story.variables[name].type]
        case ("name", name) if name not in story.conditions:
            return "words"
    return "truths"


def _name(story: Story, name: str) -> str:
    variable = story.variables.get(name)
    if name in ("hour", "day", "date", "weekday"):
        return name
    if variable is None:
        return "a named condition" if name in story.conditions else "a word"
    if variable.mine:
        return "a kind's number" if variable.type == "int" else "a kind's flag"
    if variable.echo_of:
        return "an echo"
    return "the clock" if name == story.clock else {"int": "an int", "enum": "an enum", "flag": "a flag"}[variable.type]


def labels_of(story: Story, node: Node, scene: str) -> Iterator[str]:
    for part in inside(node):
        match part:
            case ("number", _):
                yield "a number"
            case ("date", _):
                yield "a day"
            case ("truth", _):
                yield "true or false"
            case ("name", name):
                yield _name(story, name)
            case ("from" | "until" | "instant", *_):
                yield "moment"
            case ("visited", name):
                yield "visited(here)" if name == scene else "visited(elsewhere)"
            case ("==" | "!=" | "<" | "<=" | ">" | ">=" as sign, left, right):
                kinds = {_kind(story, left), _kind(story, right)}
                yield f"{sign} of {min(kinds)}"
            case (label, *_):
                yield label


def effect_label(story: Story, each: Effect) -> str:
    variable = story.variables[each.variable]
    target = "clock" if each.variable == story.clock else "echo" if variable.echo_of else variable.type
    match each.amount:
        case ("name", name) if name == each.variable:
            amount = "itself" if target in ("int", "flag") else "variable"
        case ("number", _) | ("negative", ("number", _)):
            amount = "constant"
        case ("truth", _):
            amount = "true or false"
        case ("name", name) if name in story.variables and target != "flag":
            amount = "variable"
        case _:
            amount = {"flag": "condition", "enum": "word", "echo": "word"}.get(target, "sum")
    return f"{target} {each.operator} {amount}"
