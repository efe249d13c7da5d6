"""Text to an untyped tree: a lexer and a Pratt parser, with limits and with messages for the commonest slips.

There is no dot, no quoted text, no call on a value and no loop in the grammar, so nothing can be escaped from.
"""

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from game.story.language.tree import WEEKDAYS
from game.text.names import IN_A_WORD, NAME, is_name, name_of, odd_letter

MOST_CHARACTERS = 300
MOST_TOKENS = 100
MOST_DEPTH = 20
MOST_DIGITS = 9

FUNCTIONS = ("visited", "knows", "chosen", "min", "max")
WORDS = ("and", "or", "not", "true", "false")
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HOUR = "[0-9]{1,2}:[0-9]{2}"
_TOKEN = re.compile(
    rf"[ \t\n]*+(?:(?P<slip>===|!==|=>|=<|<>|:=|\*\*|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9]))|(?P<date>{_DAY}(?:[ \t]+{_HOUR})?(?![\w-]))"
    rf"|(?P<moment>(?:from|until)[ \t]+(?:{_DAY}|(?i:{'|'.join(WEEKDAYS)}))(?:[ \t]+{_HOUR})?(?![\w:-]))"
    r"|(?P<chosen>chosen\([^()]*/[^()]*\))"
    rf"|(?P<number>[0-9]+(?![\w.]))|(?P<name>{NAME}(?![{IN_A_WORD}.'\"]))|(?P<operator>==|!=|<=|>=|\+=|-=|[<>=+\-*(),]))"
)
_SPACES = " \t\n"
_BINDING = {"or": 1, "and": 2, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6}
NO_VALUE = ("none", "null", "nil", "undefined")
NO_VALUE_HELP = (
    "every variable has a value: a flag is asked for by `not name`, a number by `name == 0`, an echo that isn't set by `unknown`"
)
NO_FRACTIONS = (
    "every number is a whole one: round it, or let the variable count something smaller, such as cents for crowns; "
    "the clock goes by whole hours"
)
EFFECT_HELP = "write `hours += 8` or `thermos = false`"
ONE_CHOICE = "`chosen` asks for one choice of one scene"
CHOICE_HELP = "the choice stands in the brackets with its scene: `chosen(scene/choice)`"
_ASKS = {"visited": "write `visited(scene)`", "knows": "write `knows(fact)`", "chosen": CHOICE_HELP}
_NAME_IT = "give a part of it a name under `conditions:` in story.yaml"


class LanguageError(Exception):
    """Something is wrong with a condition or an effect: where in its text, and what to do. A length of 0 is all of it."""

    def __init__(self, code: str, message: str, start: int, length: int = 1, label: str = "", help: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.start = start
        self.length = length
        self.label = label
        self.help = help


class Token(Struct, frozen=True):
    kind: str  # "chosen" and "moment" with all that belongs to them, "date", "number", "name", "operator" or "end"
    text: str
    start: int

    def error(self, code: str, message: str, label: str = "", help: str = "") -> LanguageError:
        """What is wrong at this word or sign."""
        return LanguageError(code, message, self.start, len(self.text), label, help)


class Leaf(Struct, frozen=True):
    """A name, a number or a date, not yet understood."""

    token: Token


class Branch(Struct, frozen=True):
    """An operator with its operands, or a function with its arguments."""

    token: Token
    operands: tuple["Raw", ...]
    call: bool = False


Raw = Leaf | Branch


class RawEffect(Struct, frozen=True):
    target: Token
    operator: Token
    value: Raw


def leaves(raw: Raw) -> Iterator[Token]:
    """Every name, number and date that a value is asked of; not the names in `visited()`, `knows()` and `chosen()`."""
    waiting = [raw]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Leaf):
            if part.token.kind not in ("chosen", "moment"):
                yield part.token
        elif not (part.call and part.token.text in ("visited", "knows")):
            waiting += reversed(part.operands)


def tokens_of(text: str, *, sets: bool = False) -> list[Token]:
    """The words and signs, and an "end" after the last. `sets` says that it is an effect. Raises LanguageError."""
    if len(text) > MOST_CHARACTERS:
        message = f"this has {len(text):,} characters; at most {MOST_CHARACTERS} are allowed"
        raise LanguageError("expression-too-long", message, 0, 0, help=_NAME_IT)
    tokens: list[Token] = []
    bare = text.rstrip(_SPACES)
    at = 0
    for match in _TOKEN.finditer(bare):
        if match.start() != at:
            break
        kind, word, at = match.lastgroup or "", match[match.lastindex or 0], match.end()
        if kind == "slip":
            raise _slip(word, at - len(word), sets)
        if kind == "name" and not word.isascii() and not is_name(word):
            raise _bad_word(word, at - len(word))
        tokens.append(Token(kind, word, at - len(word)))
    if at < len(bare):
        raise _unreadable(bare, len(bare) - len(bare[at:].lstrip(_SPACES)))
    if len(tokens) > MOST_TOKENS:
        message = f"this has {len(tokens)} words and signs; at most {MOST_TOKENS} are allowed"
        raise tokens[MOST_TOKENS].error("expression-too-long", message, help=_NAME_IT)
    tokens.append(Token("end", "", len(text.rstrip())))
    return tokens


_SLIPS = (
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("&", "write `and`"),
    ("|", "write `or`"),
    ("!", "write `not`"),
    ("≥", "write `>=`"),
    ("≤", "write `<=`"),
    ("≠", "write `!=`"),
    ("×", "write `*`"),
    ("−", "write `-`"),
    ("–", "write `-`"),
    ("//", "there is no division"),
    ("/", "there is no division"),
    ("÷", "there is no division"),
    ("%", "there are no percentages"),
    ("#", "a comment starts with a space and #, outside of quotation marks"),
)


def _slip(sign: str, at: int, sets: bool) -> LanguageError:
    """A sign of another language, or a number with commas: `1,000` would read as two values."""
    if sign[0].isdigit():
        help = "write digits alone, such as 30000; between two values put a space after the comma"
        message = f"`{sign}` isn't a whole number"
        return LanguageError("bad-number", message, at, len(sign), f"did you mean `{sign.replace(',', '')}`?", help)
    meant = {"===": "==", "!==": "!=", "=>": ">=", "=<": "<=", "<>": "!=", ":=": "=" if sets else "=="}.get(sign)
    return LanguageError("bad-sign", f"`{sign}` isn't part of the language", at, len(sign), f"write `{meant}`" if meant else "")


def _unreadable(text: str, at: int) -> LanguageError:
    rest = text[at:]
    if rest[0] in "\"'“”„‘’‚«»`":
        return LanguageError("bad-sign", "quotation marks aren't needed here", at, 1, help="write the word alone: `papers == internal`")
    for sign, mend in _SLIPS:
        if rest.startswith(sign):
            return LanguageError("bad-sign", f"`{sign}` isn't part of the language", at, len(sign), mend)
    if match := re.match(r"\d[\w.]*", rest):
        fraction = "." in match.group()
        help = NO_FRACTIONS if fraction else "write digits alone, such as 30000"
        return LanguageError("bad-number", f"`{match.group()[:40]}` isn't a whole number", at, match.end(), help=help)
    if match := re.match(rf"\w[{IN_A_WORD}.]*", rest):
        return _bad_word(match.group(), at)
    if unicodedata.category(rest[0])[0] in "CMZ":  # what can't be seen by itself is called by its name
        name = unicodedata.name(rest[0], "control character").lower()
        help = "type an ordinary space" if rest[0].isspace() else "take it out: delete around it and type again"
        return LanguageError("bad-sign", f"a {name} isn't part of the language", at, 1, help=help)
    return LanguageError("bad-sign", f"`{rest[0]}` isn't part of the language", at, 1)


def _bad_word(word: str, at: int) -> LanguageError:
    shown, length = word[:40], len(word)
    if odd := odd_letter(word):
        return LanguageError("bad-sign", f"`{shown}` has a letter that looks like another", at, length, odd)
    if word.lower() != word and "." not in word and word[0] != "_":
        if word.lower() in NO_VALUE:
            return LanguageError("bad-sign", f"there is no `{shown}` here", at, length, help=NO_VALUE_HELP)
        help = "names are in lower-case letters"
        return LanguageError("bad-sign", f"`{shown}` has capital letters", at, length, f"did you mean `{word.lower()[:40]}`?", help)
    if is_name(meant := name_of(word)) and "." not in word and word[0] != "_":
        return LanguageError("bad-sign", f"`{shown}` has letters of an unusual form", at, length, f"did you mean `{meant[:40]}`?")
    help = "names are lower-case letters, digits and _; there are no dots"
    return LanguageError("bad-sign", f"`{shown}` can't be read here", at, length, help=help)


class _ExpressionParser:
    __slots__ = ("at", "depth", "tokens")

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        """The next token; the end is never passed."""
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def close(self, opened: Token) -> None:
        """Take the bracket that closes `opened`, which is a bracket or a function's name."""
        token = self.token
        if token.text == ")":
            self.at += 1
            return
        if token.kind == "end":
            raise opened.error("bad-expression", "the bracket that opens here isn't closed")
        raise token.error("bad-expression", f"a `)` is missing before `{token.text[:40]}`")

    def expression(self, binding: int = 0) -> Raw:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            message = f"this is nested more than {MOST_DEPTH} deep"
            raise LanguageError("expression-too-long", message, self.token.start, max(1, len(self.token.text)), help=_NAME_IT)
        left = self.prefix()
        while True:
            token = self.token
            if token.text == "=":
                raise LanguageError("bad-expression", "`=` sets a value; it doesn't compare", token.start, 1, "write `==`")
            strength = _BINDING.get(token.text, 0)
            if strength <= binding:
                break
            self.at += 1
            right = self.expression(strength)
            if strength == 4 and self.token.text in COMPARISONS:
                raise self.token.error("bad-expression", "two comparisons in a row can't be read", help="write `a < b and b < c`")
            left = Branch(token, (left, right))
        self.depth -= 1
        return left

    def prefix(self) -> Raw:
        token = self.take()
        match token.kind, token.text:
            case "end", _:
                raise self.unfinished()
            case "number", text:
                if len(text) > MOST_DIGITS:
                    raise token.error("bad-number", f"a number has at most {MOST_DIGITS} digits")
                if text[0] == "0" and len(text) > 1:
                    label = f"write `{int(text)}`"
                    raise token.error("bad-number", f"`{text}` begins with a nought", label)
                return self.alone(Leaf(token))
            case "date" | "chosen" | "moment", _:
                return self.alone(Leaf(token))
            case _, "(":
                inner = self.expression()
                self.close(token)
                return self.alone(inner)
            case _, "not":
                return Branch(token, (self.expression(3),))
            case _, "-":
                return Branch(token, (self.expression(6),))
            case "name", text if text not in ("and", "or"):
                return self.alone(self.call(token) if self.token.text == "(" else Leaf(token))
        help = "a name or a number belongs here"
        raise token.error("bad-expression", f"`{token.text}` can't stand here", help=help)

    def unfinished(self) -> LanguageError:
        if self.at == 0:
            return LanguageError("bad-expression", "there is nothing here", 0, 0, help="write what must hold, or take the key out")
        last = self.tokens[self.at - 1]
        return last.error("bad-expression", f"something is missing after `{last.text[:40]}`")

    def alone(self, raw: Raw) -> Raw:
        """Two values side by side have no operator between them."""
        token = self.token
        if token.kind not in ("number", "date", "name", "chosen", "moment") and token.text != "(":
            return raw
        if token.text in ("and", "or"):
            return raw
        if isinstance(raw, Leaf) and raw.token.text in _ASKS:
            help = _ASKS[raw.token.text]
            raise raw.token.error("bad-expression", f"`{raw.token.text}` asks for what stands in its brackets", help=help)
        label = "write `==`" if token.text in ("is", "equals", "equal") else ""
        help = "put `and`, `or` or a comparison between the two; a value of several words isn't possible"
        raise token.error("bad-expression", f"`{token.text[:40]}` can't follow here", label, help)

    def call(self, name: Token) -> Raw:
        if name.text not in FUNCTIONS:
            help = "the functions are `visited(scene)`, `knows(fact)`, `chosen(scene/choice)`, `min(a, b)` and `max(a, b)`"
            raise name.error("unknown-function", f"there is no function `{name.text[:40]}`", help=help)
        if name.text == "chosen":
            raise name.error("bad-expression", ONE_CHOICE, help=CHOICE_HELP)
        self.at += 1
        arguments: list[Raw] = []
        if self.token.text != ")":
            arguments.append(self.expression())
            while self.token.text == ",":
                self.at += 1
                arguments.append(self.expression())
        self.close(name)
        return Branch(name, tuple(arguments), call=True)

    def finish(self, *, sets: bool = False) -> None:
        token = self.token
        if token.kind == "end":
            return
        help = ""
        if token.text in ("=", "+=", "-=", ","):
            help = "write one effect a line, as a list" if sets else "put `and` or `or` between two conditions"
        if not sets and token.text in ("+=", "-="):
            message = f"`{token.text}` changes a variable, and a condition only asks"
            raise token.error("bad-expression", message, help="what a choice changes stands under `do`")
        if token.text == ")":
            help = "no bracket was opened for it"
        raise token.error("bad-expression", f"`{token.text}` can't stand here", help=help)


def parse_condition(text: str) -> Raw:
    """Raises LanguageError."""
    parser = _ExpressionParser(tokens_of(text))
    raw = parser.expression()
    parser.finish()
    return raw


def parse_effect(text: str) -> RawEffect:
    """`name = value`, `name += value` or `name -= value`. Raises LanguageError."""
    parser = _ExpressionParser(tokens_of(text, sets=True))
    target = parser.take()
    operator = parser.token
    if target.kind != "name" or target.text in (*WORDS, *FUNCTIONS):
        message = "an effect starts with the variable that changes"
        raise LanguageError("bad-expression", message, target.start, max(1, len(target.text)), help=EFFECT_HELP)
    if operator.text not in ("=", "+=", "-="):
        label = "write `=`" if operator.text == "==" else f"write `{operator.text}=`" if operator.text in ("+", "-") else ""
        at = target if operator.kind == "end" else operator
        raise at.error("bad-expression", "an effect sets a variable", label, EFFECT_HELP)
    parser.take()
    value = parser.expression()
    parser.finish(sets=True)
    return RawEffect(target, operator, value)
