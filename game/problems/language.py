"""Codes for conditions and effects."""

from game.problems.code import Code
from game.problems.keys import PIER, SCENE, STORY


def _pay(condition: str) -> str:
    choices = f"    - {{label: Pay, if: {condition}, go: pier}}\n    - {{label: Wait, go: pier}}\n"
    return f"start:\n  text: The ferry has left.\n  choices:\n{choices}{PIER}"


def _wait(effect: str) -> str:
    return f"start:\n  text: The ferry has left.\n  choices:\n    - {{label: Wait, do: {effect}, go: pier}}\n{PIER}"


LANGUAGE: tuple[Code, ...] = (
    Code(
        "unknown-function",
        "error",
        "There is no such function.",
        "The functions are `visited(scene)`, `knows(fact)`, `min(a, b)` and `max(a, b)`.",
        wrong=_pay("seen(pier)"),
        right=_pay("visited(pier)"),
    ),
    Code(
        "wrong-types",
        "error",
        "Unlike things are compared, counted or set.",
        "A number is compared with a number, an enum with one of its values; a flag is true or false and stands alone. "
        "So a door that would never open is found before anybody stands before it.",
        wrong=_pay("money"),
        right=_pay("money > 0"),
    ),
    Code(
        "bad-expression",
        "error",
        "A condition or an effect that can't be read.",
        "A condition compares: `money >= 500 and not coat`. An effect sets: `hours += 8`, `coat = true`. "
        "Two comparisons in a row are written `a < b and b < c`.",
        wrong=_pay("money = 5"),
        right=_pay("money == 5"),
    ),
    Code(
        "bad-sign",
        "error",
        "A sign that isn't part of the language of conditions.",
        "The signs are `== != < <= > >= + - *` and brackets; the words are `and`, `or` and `not`. "
        "Names are in lower-case letters; values need no quotation marks.",
        wrong=_pay("coat && money > 5"),
        right=_pay("coat and money > 5"),
    ),
    Code(
        "bad-number",
        "error",
        "A number or a date that can't be read.",
        "Numbers are whole and written with digits alone; dates are written 2022-09-27.",
        wrong=_pay("money >= 0.5"),
        right=_pay("money >= 1"),
    ),
    Code(
        "expression-too-long",
        "error",
        "A condition or an effect that is too long or nested too deep.",
        "At most 300 characters, 100 words and signs and 20 brackets inside each other; with all that its named conditions "
        "stand for, at most 1,000 questions. Give a part of it a name under `conditions:` in story.yaml.",
        wrong=_pay("(" * 25 + "coat" + ")" * 25),
        right=_pay("coat"),
    ),
    Code(
        "condition-loop",
        "error",
        "A named condition that asks for itself.",
        "A named condition may ask for others, but not in a circle.",
        wrong=STORY + "conditions:\n  late: early or hours > 5\n  early: not late\n" + SCENE,
        right=STORY + "conditions:\n  late: hours > 5\n  early: not late\n" + SCENE,
    ),
    Code(
        "clock-set",
        "error",
        "The clock is set or turned back.",
        "Time only goes forward: add to the clock's variable with `+=`. `hour`, `day` and `date` follow from it.",
        wrong=_wait("hours = 9"),
        right=_wait("hours += 9"),
    ),
    Code(
        "out-of-bounds",
        "error",
        "A value outside a variable's bounds.",
        "Every number has a least and a greatest value, so that everything that can happen can be tried.",
        wrong=_wait("money = 5000"),
        right=_wait("money = 50"),
    ),
)
