"""Text to an untyped tree: a lexer and a Pratt parser, with limits and with messages for the commonest slips.

There is no dot, no quoted text, no call on a value and no loop in the grammar, so nothing can be escaped from.
"""

import re
from dataclasses import dataclass

MOST_CHARACTERS = 300
MOST_TOKENS = 100
MOST_DEPTH = 20
MOST_DIGITS = 9

FUNCTIONS = ("visited", "knows", "min", "max")
WORDS = ("and", "or", "not", "true", "false")
_TOKEN = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2}(?![\w-]))|(?P<number>\d+(?![\w.]))|(?P<name>[a-z][a-z0-9_]*(?![\w.'\"]))"
    r"|(?P<operator>==|!=|<=|>=|\+=|-=|[<>=+\-*(),])|(?P<space>[ \t\n]+)"
)
_BINDING = {"or": 1, "and": 2, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6}


class LanguageError(Exception):
    """Something is wrong with a condition or an effect: where in its text, and what to do."""

    def __init__(self, code: str, message: str, start: int, length: int = 1, label: str = "", help: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.start = start
        self.length = length
        self.label = label
        self.help = help


@dataclass(frozen=True, slots=True)
class Token:
    kind: str  # "date", "number", "name", "operator" or "end"
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A name, a number or a date, not yet understood."""

    token: Token


@dataclass(frozen=True, slots=True)
class Branch:
    """An operator with its operands, or a function with its arguments."""

    token: Token
    operands: tuple["Raw", ...]
    call: bool = False


Raw = Leaf | Branch


@dataclass(frozen=True, slots=True)
class RawEffect:
    target: Token
    operator: Token
    value: Raw


def tokens_of(text: str) -> list[Token]:
    if len(text) > MOST_CHARACTERS:
        raise LanguageError(
            "expression-too-long",
            f"this has {len(text):,} characters; at most {MOST_CHARACTERS} are allowed",
            0,
            help="give a part of it a name under `conditions:` in story.yaml",
        )
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        if match.lastgroup != "space":
            tokens.append(Token(str(match.lastgroup), match.group(), at))
        at = match.end()
    if len(tokens) > MOST_TOKENS:
        raise LanguageError(
            "expression-too-long",
            f"this has {len(tokens)} words and signs; at most {MOST_TOKENS} are allowed",
            tokens[MOST_TOKENS].start,
            help="give a part of it a name under `conditions:` in story.yaml",
        )
    tokens.append(Token("end", "", len(text.rstrip())))
    return tokens


_SLIPS = (
    ("&&", "write `and`"),
    ("||", "write `or`"),
    ("!", "write `not`"),
    ("≥", "write `>=`"),
    ("≤", "write `<=`"),
    ("≠", "write `!=`"),
    ("×", "write `*`"),
    ("−", "write `-`"),
    ("–", "write `-`"),
    ("//", "division isn't part of the language"),
    ("/", "division isn't part of the language"),
    ("%", "division isn't part of the language"),
    ("\N{NO-BREAK SPACE}", "this is a no-break space; type an ordinary one"),
    ("#", "a comment starts with a space and #, outside of quotation marks"),
)


def _unreadable(text: str, at: int) -> LanguageError:
    rest = text[at:]
    if rest[0] in "\"'“”‘’«»`":
        return LanguageError("bad-sign", "quotation marks aren't needed here", at, 1, help="write the word alone: `papers == internal`")
    for sign, mend in _SLIPS:
        if rest.startswith(sign):
            return LanguageError("bad-sign", f"`{sign}` isn't part of the language", at, len(sign), mend)
    if match := re.match(r"\d[\d_]*(,\d{3})+|\d+[._]\w+", rest):
        return LanguageError(
            "bad-number", f"`{match.group()}` isn't a whole number", at, match.end(), help="write digits alone, such as 30000"
        )
    if match := re.match(r"\w[\w.]*", rest):
        word = match.group()
        if word.isascii() and word.lower() != word and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", word):
            return LanguageError(
                "bad-sign",
                f"`{word[:40]}` has capital letters",
                at,
                len(word),
                f"did you mean `{word.lower()[:40]}`?",
                "names are in lower-case letters",
            )
        if not word.isascii():
            return LanguageError(
                "bad-sign",
                f"`{word[:40]}` has a letter that looks like another, or an accent",
                at,
                len(word),
                help="names are written with the letters a to z, digits and _",
            )
        return LanguageError(
            "bad-sign",
            f"`{word[:40]}` can't be read here",
            at,
            len(word),
            help="names are lower-case letters, digits and _; there are no dots",
        )
    return LanguageError("bad-sign", f"`{rest[0]}` isn't part of the language", at, 1)


class _Parser:
    __slots__ = ("at", "depth", "tokens")

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def expect(self, text: str, after: str) -> None:
        token = self.token
        if token.text != text or token.kind != "operator":
            raise LanguageError("bad-expression", f"a `{text}` is missing after {after}", token.start, max(1, len(token.text)))
        self.at += 1

    def expression(self, binding: int = 0) -> Raw:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise LanguageError(
                "expression-too-long",
                f"this is nested more than {MOST_DEPTH} deep",
                self.token.start,
                help="give a part of it a name under `conditions:` in story.yaml",
            )
        left = self.prefix()
        while True:
            token = self.token
            strength = _BINDING.get(token.text, 0) if token.kind in ("operator", "name") else 0
            if token.text == "=":
                raise LanguageError("bad-expression", "`=` sets a value; it doesn't compare", token.start, 1, "write `==`")
            if strength <= binding:
                break
            self.at += 1
            right = self.expression(strength)
            if strength == 4 and self.token.text in ("==", "!=", "<", "<=", ">", ">="):
                raise LanguageError(
                    "bad-expression",
                    "two comparisons in a row can't be read",
                    self.token.start,
                    len(self.token.text),
                    help="write `a < b and b < c`",
                )
            left = Branch(token, (left, right))
        self.depth -= 1
        return left

    def prefix(self) -> Raw:
        token = self.take()
        if token.kind == "end":
            raise LanguageError("bad-expression", "something is missing at the end", token.start, 1)
        if token.kind in ("number", "date"):
            if len(token.text) > MOST_DIGITS and token.kind == "number":
                raise LanguageError("bad-number", f"a number has at most {MOST_DIGITS} digits", token.start, len(token.text))
            if token.kind == "number" and token.text[0] == "0" and len(token.text) > 1:
                raise LanguageError(
                    "bad-number", f"`{token.text}` begins with a nought", token.start, len(token.text), f"write `{int(token.text)}`"
                )
            return self._alone(Leaf(token))
        if token.text == "(":
            inner = self.expression()
            self.expect(")", "the bracket that was opened")
            return self._alone(inner)
        if token.text == "not":
            return Branch(token, (self.expression(3),))
        if token.text == "-":
            return Branch(token, (self.expression(6),))
        if token.kind == "name" and token.text not in ("and", "or"):
            if self.token.text == "(":
                return self._alone(self.call(token))
            return self._alone(Leaf(token))
        raise LanguageError(
            "bad-expression", f"`{token.text}` can't stand here", token.start, len(token.text), help="a name or a number belongs here"
        )

    def _alone(self, raw: Raw) -> Raw:
        """Two values side by side have no operator between them."""
        token = self.token
        if token.kind in ("number", "date") or (token.kind == "name" and token.text not in ("and", "or")) or token.text == "(":
            raise LanguageError(
                "bad-expression",
                f"`{token.text}` can't follow here",
                token.start,
                len(token.text),
                help="put `and`, `or` or a comparison between the two; a value of several words isn't possible",
            )
        return raw

    def call(self, name: Token) -> Raw:
        if name.text not in FUNCTIONS:
            raise LanguageError(
                "unknown-function",
                f"there is no function `{name.text[:40]}`",
                name.start,
                len(name.text),
                help="the functions are `visited(scene)`, `knows(fact)`, `min(a, b)` and `max(a, b)`",
            )
        self.at += 1
        arguments: list[Raw] = []
        if self.token.text != ")":
            arguments.append(self.expression())
            while self.token.text == ",":
                self.at += 1
                arguments.append(self.expression())
        self.expect(")", f"`{name.text}(`")
        return Branch(name, tuple(arguments), call=True)


def parse_condition(text: str) -> Raw:
    """Raises LanguageError."""
    parser = _Parser(tokens_of(text))
    raw = parser.expression()
    _finish(parser)
    return raw


def parse_effect(text: str) -> RawEffect:
    """`name = value`, `name += value` or `name -= value`. Raises LanguageError."""
    parser = _Parser(tokens_of(text))
    target, operator = parser.take(), parser.token
    if target.kind != "name" or target.text in (*WORDS, *FUNCTIONS):
        raise LanguageError(
            "bad-expression",
            "an effect starts with the variable that changes",
            target.start,
            max(1, len(target.text)),
            help="write `hours += 8` or `thermos = false`",
        )
    if operator.text not in ("=", "+=", "-="):
        label = "write `=`" if operator.text == "==" else ""
        raise LanguageError(
            "bad-expression",
            "an effect sets a variable",
            operator.start,
            max(1, len(operator.text)),
            label,
            "write `hours += 8`, `money -= 500` or `thermos = false`",
        )
    parser.at += 1
    value = parser.expression()
    _finish(parser)
    return RawEffect(target, operator, value)


def _finish(parser: _Parser) -> None:
    token = parser.token
    if token.kind != "end":
        help = "write one effect a line, as a list" if token.text in ("=", "+=", "-=", ",") else ""
        raise LanguageError("bad-expression", f"`{token.text}` can't stand here", token.start, len(token.text), help=help)
