"""What somebody meant who wrote a condition or an effect as it is said, or as another language has it.

Only what can't be read comes here. The text is changed step by step into what the language has for it, and whoever asks
reads the result again: what isn't right then is never proposed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from game.story.language.tree import WEEKDAYS
from game.story.language.typed import NUMBER, TRUTH, NameScope
from game.text.slug import slug

Titles = Mapping[str, str]
"""Ids by what players read instead, in lower case: the titles of scenes."""

Choices = Mapping[str, str]
"""`scene/choice` by the ids of choices: of those that only one scene has."""

_ARTICLE = r"(?:(?:the|a|an|my|your)\s+)?"
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_QUOTES = "\"“”„«»`'‘’‚"
_A_FLAG_ALONE = "a flag is asked for by its name alone, or by `not` and its name"
_A_WORD = "a comparison is written with a sign: `==`, `!=`, `<`, `<=`, `>`, `>=`"
_HOURS = "`hour` is a whole number from 0 to 23"
_NO_QUOTES = "quotation marks aren't needed here"
_A_MOMENT = "a moment is written `from friday 15:00`, `until friday 15:00` or `date >= 2022-09-23 15:00`"
_A_WEEKDAY = "a day of the week is asked for by `weekday`"
_DAY_OR_WEEKDAY = rf"(\d{{4}}-\d\d-\d\d|{'|'.join(WEEKDAYS)})\b"
_AN_HOUR = r"(?:,?\s+(?:at\s+)?(\d\d?)(?::(\d\d)|\s*o['’]?clock)?(?=\s|$))?"
_ON = ("after", "since", "starting", "from")
_A_CHOICE = "a choice that was made is asked for by `chosen`, with its scene and its id in brackets"
_CHOSE = r"\b(?:has\s+)?(?:chosen?|picked|selected|made)"
_SINCE_AN_HOUR = re.compile(r"\b(?:weekday|date|day) == ([\w-]+) and hour (?:>=|==) (\d+)\b")


class Meant(Struct, frozen=True):
    """What was probably meant, and, where one word of the text tells it, what is wrong with that word and where it stands."""

    text: str
    says: str = ""
    start: int = 0
    length: int = 0
    help: str = ""


class _Step(Struct, frozen=True):
    pattern: re.Pattern[str]
    becomes: str | Callable[[re.Match[str]], str]
    says: str = ""  # with {} for what was typed


def _step(pattern: str, becomes: str | Callable[[re.Match[str]], str], says: str = "") -> _Step:
    return _Step(re.compile(pattern, re.IGNORECASE), becomes, says)


def _hour(hour: str | None, minute: str | None) -> str:
    return f" {hour}:{minute or '00'}" if hour else ""


def _of_24(match: re.Match[str]) -> str:
    """`15:30` for `3:30 pm`."""
    return f"{int(match[1]) % 12 + 12 * (match[3] in 'pP')}:{match[2] or '00'}"


_CONDITION = (
    _step(r"^\s*(?:only\s+)?(?:if|when)\b\s*:?\s*", "", "`{}` isn't written here: the key `if` says it already"),
    _step(r"\bthen\s*$", "", "`{}` isn't written here: the condition ends with its last word"),
    _step(r"\s+(?:and|or)\s*$", ""),
    _step(r"^\s*either\b\s*", "", "`{}` isn't written: `or` between the two is enough"),
    _step(r"\bis(?:n['’]?t|\s+not)\s+(?=true|yes|on\b)", "== not ", _A_WORD),
    _step(r"\b(?:is(?:n['’]?t|\s+not)|not\s+equal\s+to)\b", "!=", _A_WORD),
    _step(rf"[{_QUOTES}]", "", _NO_QUOTES),
    _step(r"[$@](?=\w)", "", "`{}` isn't written before a name here"),
    _step(r"\{\s*(\w+)\s*\}", r"\1", "braces show a value in a text; in a condition the name stands alone"),
    _step(r"[?.;]+\s*$", "", "`{}` isn't part of the language"),
    _step(r"(\d{4}-\d\d-\d\d)(?:[ ,]+|T)(?:at\s+)?(\d\d?)(?:h\b|:00(?::00)?|(?=\s|$))", r"\1 \2:00", _A_MOMENT),
    _step(r"\b(\d\d?)(?::(\d\d))?\s*([ap])m\b", _of_24, "hours are counted from 0 to 23"),
    _step(
        rf"\b(?:date|day|today)\s*(>=|<(?!=))\s*({'|'.join(WEEKDAYS)})\b{_AN_HOUR}",
        lambda match: f"{'from' if match[1] == '>=' else 'until'} {match[2].lower()}{_hour(match[3], match[4])}",
        _A_MOMENT,
    ),
    _step(
        rf"\b(?:date|day|today|it)\s*(?:==?|\bis\b(?:\s+a)?)\s*({'|'.join(WEEKDAYS)})\b(?!,?\s+(?:at\s+)?\d)",
        lambda match: f"weekday == {match[1].lower()}",
        _A_WEEKDAY,
    ),
    _step(
        r"(?:^|(?<=and )|(?<=or )|(?<=not ))\s*\b(after|since|from|before|until|till)\s+0?(\d\d?)(?::00|\s*o['’]?clock)(?=\s|$)",
        lambda match: f"hour {'>=' if match[1].lower() in _ON else '<'} {match[2]}",
        "the hour of the day is asked for by `hour`",
    ),
    _step(
        rf"(?:\b(?:date|it|day)\s+(?:is\s+)?)?\b(after|since|starting|before|till|until|by|from)\s+{_DAY_OR_WEEKDAY}{_AN_HOUR}",
        lambda match: f"{'from' if match[1].lower() in _ON else 'until'} {match[2].lower()}{_hour(match[3], match[4])}",
        _A_MOMENT,
    ),
    _step(
        rf"(?<!from )(?<!until )(?<![=<>] )\b(?:on\s+)?({'|'.join(WEEKDAYS)}),?\s+(?:at\s+)?(\d\d?)(?::(\d\d)|\s*o['’]?clock)?(?=\s|$)",
        lambda match: f"from {match[1].lower()}{_hour(match[2], match[3])}",
        _A_MOMENT,
    ),
    _step(
        rf"(?<!from )(?<!until )(?<!== )\b(?:on\s+(?:a\s+)?)?({'|'.join(WEEKDAYS)})s?\b(?!,?\s+(?:at\s+)?\d)(?!\s*==)",
        lambda match: f"weekday == {match[1].lower()}",
        _A_WEEKDAY,
    ),
    _step(r"(?<!\d )(?<!day )\b0?(\d\d?):\d\d\b", r"\1", _HOURS),
    _step(r"(?<=[^\W\d])\s*:\s*(?=\w)", " == ", _A_WORD),
    _step(r"\b(?:is\s+)?(?:at\s+least|no\s+less\s+than)\b", ">=", _A_WORD),
    _step(r"\b(?:is\s+)?(?:at\s+most|no\s+more\s+than|up\s+to)\b", "<=", _A_WORD),
    _step(r"\b(?:is\s+)?(?:(?:more|greater|later|bigger)\s+than|over|above|after)\b", ">", _A_WORD),
    _step(r"\b(?:is\s+)?(?:(?:less|fewer|smaller|earlier)\s+than|under|below|before)\b", "<", _A_WORD),
    _step(r"\b(?:is|are|equals?)\b(?:\s+equal)?(?:\s+to\b)?", "==", _A_WORD),
    _step(r"===?|:=", "=="),
    _step(r"!==|<>|≠", "!="),
    _step(r"=>|≥", ">="),
    _step(r"=<|≤", "<="),
    _step(r"(?<![<>=!+*-])=(?!=)", "==", "`=` sets a value; it doesn't compare"),
    _step(r"!(?!=)\s*", "not ", "`!` isn't part of the language"),
    _step(r"\s*(?:&&?|;|\bplus\b|\bbut\b|\band\s+also\b|,\s*and\b)\s*", " and ", "`{}` isn't part of the language"),
    _step(r"\s*(?:\|\|?|,?\s*\bor\s+else\b|,\s*or\b)\s*", " or ", "`{}` isn't part of the language"),
    _step(r"\s*,(?![^()]*\))\s*", " and ", "a comma can't join two conditions"),
    _step(r"^\s*unless\s+(\S+)\s*$", r"not \1", "`unless` isn't part of the language"),
    _step(r"^\s*unless\s+(.+)$", r"not (\1)", "`unless` isn't part of the language"),
    _step(
        _CHOSE + r"[\s(]+([\w-]+)\s*[/.:,]\s*([\w-]+)\)?",
        r"chosen(\1/\2)",
        _A_CHOICE,
    ),
    _step(
        rf"\b(?:(?:has|have|had|does|do|is)\s*n['’]?o?t\s+(?:have\s+|got\s+)?|(?:has|have)\s+no\s+|no\s+|without\s+|lacks\s+){_ARTICLE}(?=\w)",
        "not ",
        "`{}` isn't part of the language: " + _A_FLAG_ALONE,
    ),
    _step(
        rf"\b(?:(?:you|she|he|they|i)\s+)?(?:has|have|had|owns?|carry|carries|got|with)(?:\s+got)?\s+{_ARTICLE}(?=\w)",
        "",
        "`{}` isn't part of the language: " + _A_FLAG_ALONE,
    ),
    _step(r"\b(?:has|have)(?:_|\((?=\w+\)))(\w+)\)?", r"\1", "`{}` isn't part of the language: " + _A_FLAG_ALONE),
    _step(
        rf"\b(?:visited|seen|saw|(?:has\s+)?been(?:\s+(?:to|in|at))?|went\s+to|was\s+(?:in|at))[\s(]+{_ARTICLE}(\w+)\)?",
        r"visited(\1)",
        "a scene that somebody was in is asked for by `visited`, with its id in brackets",
    ),
    _step(
        rf"\b(?:knows?|knew|learnt|learned|read)(?:\s+about)?[\s(]+{_ARTICLE}(\w+)\)?",
        r"knows(\1)",
        "a fact that somebody has met is asked for by `knows`, with its name in brackets",
    ),
    _step(r"==\s*(?:yes|on)\b", "== true", "a flag is `true` or `false`"),
    _step(r"==\s*(?:no|off)\b", "== false", "a flag is `true` or `false`"),
    _step(r"(?<=\w)\s+(?:true|yes|on|set)\b", "", _A_FLAG_ALONE),
    _step(r"\b(\w+)(?<!\bnot)(?<!\band)(?<!\bor)\s+(?:false|no|off|unset)\b", r"not \1", _A_FLAG_ALONE),
    _step(r"(?<=\d)\s*(?!(?:and|or)\b)[a-z]\w*%?|(?<=\d)\s*%", "", "a number stands without what it counts"),
    _step(r"[£$€](?=\d)", "", "a number stands without what it counts"),
    _step(r"(\S+)\s*(<=?|>=?)\s*(\w+)\s*(<=?|>=?)\s*(\S+)", r"\1 \2 \3 and \3 \4 \5"),
)
_ONE_BY_ONE = re.compile(r"(\s+(?:and|or)\s+)")
_BARE = re.compile(r"(\(*)(not\s+)?([^\W\d_]\w*)(?:\s*(?:==|>=?)\s*(1|0))?(\)*)\Z")

_EFFECT = (
    _step(rf"[{_QUOTES}]", "", _NO_QUOTES),
    _step(r"[;.]+\s*$", "", "`{}` isn't part of the language"),
    _step(r"[$@](?=[^\W\d])", "", "`{}` isn't written before a name here"),
    _step(r"[£$€](?=\d)|(?<=\d)%", "", "a number stands without what it counts"),
    _step(r"^\s*(?:set|let|make|put|change)\s+(?=\w+\s*\S)", "", "`{}` isn't written: an effect starts with the variable that changes"),
    _step(rf"^\s*(?:add|gain|earn|get|receive|win)\s+(\d+)\s+(?:to\s+|of\s+)?{_ARTICLE}(\w+)", r"\2 += \1"),
    _step(rf"^\s*(?:subtract|pay|spend|lose|remove)\s+(\d+)\s+(?:from\s+|of\s+)?{_ARTICLE}(\w+)", r"\2 -= \1"),
    _step(r"^\s*([+-])\s*(\d+)\s+(\w+)\s*$", r"\3 \1= \2"),
    _step(r"^\s*(\w+)\s*([+-])\2\s*$", r"\1 \2= 1", "an effect says what the variable changes by"),
    _step(r"^(\s*\w+\s*)=([+-])\s*(?=\d)", r"\1\2= ", "the sign stands before the `=`"),
    _step(r"^\s*(\w+)\s*\*=\s*", r"\1 = \1 * ", "`*=` isn't part of the language"),
    _step(r"^\s*(\w+)\s*([+-])\s*(?=\w)", r"\1 \2= "),
    _step(
        rf"^\s*(?:not|no|lose|loses|drop|unset|clear|without|remove|forget|!)\s*{_ARTICLE}(\w+)\s*$",
        r"\1 = false",
        "`{}` isn't part of the language: an effect sets a variable",
    ),
    _step(
        rf"^\s*(?:take|takes|get|gets|gain|has|have|got|pick\s+up|set|now)\s+{_ARTICLE}(\w+)\s*$",
        r"\1 = true",
        "`{}` isn't part of the language: an effect sets a variable",
    ),
    _step(r"^\s*(\w+)\s*(?:===?|:=|:|\bis\s+now\b|\bis\b|\bto\b|\bbecomes\b|\bequals\b)\s*(?=\S)", r"\1 = ", "an effect sets a variable"),
    _step(r"=\s*!\s*", "= not ", "`!` isn't part of the language"),
    _step(r"=\s*(?:yes|on)\s*$", "= true", "a flag is `true` or `false`"),
    _step(r"=\s*(?:no|off)\s*$", "= false", "a flag is `true` or `false`"),
    _step(r"([+-]?=\s*-?\d+)\s*[a-z]+\s*$", r"\1", "a number stands without what it counts"),
    _step(r"^\s*(\w+)\s*\+=\s*(true|false)\s*$", r"\1 = \2"),
)
_BETWEEN_EFFECTS = re.compile(r"\s*(?:[,;\n]|&&?|\band\s+then\b|\band\b|\bthen\b|\bplus\b)\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_LONGEST_TITLE = 8  # in words
_WAY_ON = re.compile(rf"\s*(?:->|→|(?:go\s*to|go|goto|visit)\b\s*:?)?\s*{_ARTICLE}(?P<where>\S.*?)\s*\Z", re.IGNORECASE)


def conditions(text: str, scope: NameScope, titles: Titles, choices: Choices) -> Iterator[Meant]:
    """What may have been meant by a condition, the likeliest first."""
    steps = (
        _step(_CHOSE + r"(?:\s*\(\s*([^()/]+?)\s*\)|\s+([\w-]+)(?!\w*\s*[/(]))", lambda match: _chosen(match, choices), _A_CHOICE),
        *_CONDITION,
    )
    for typed in _with_ids(text, titles):
        meant = _changed(typed, steps)
        parts = " ".join(_each(part, scope) for part in _ONE_BY_ONE.split(_lower(meant.text, scope))).split()
        whole = " ".join(parts)
        since = _SINCE_AN_HOUR.search(whole)
        help = (
            f"that is false again on the next day; from that moment on it is `from {since[1]} {since[2]}:00`" if since is not None else ""
        )
        yield Meant(whole, meant.says, meant.start, meant.length, help)


def effects(text: str, scope: NameScope) -> Iterator[tuple[Meant, ...]]:
    """What may have been meant by an effect, the likeliest first: one effect or several."""
    yield (_effect(text, scope),)
    parts = [part for part in _BETWEEN_EFFECTS.split(text) if part.strip()]
    if len(parts) > 1:
        yield tuple(_effect(part, scope) for part in parts)


def way_on(text: str, scope: NameScope, titles: Titles) -> str:
    """The scene that an effect names, as only `go` does, or ""."""
    match = _WAY_ON.match(text.strip().strip(_QUOTES))
    where = match["where"].strip() if match is not None else ""
    for name in (where, where.lower().replace(" ", "_")):
        if name in scope.scenes and name not in scope.variables:
            return name
    return titles.get(text.strip().lower(), "") or titles.get(where.lower(), "") or titles.get(f"the {where.lower()}", "")


def _with_ids(text: str, titles: Titles) -> Iterator[str]:
    """The text as it is, and with an id where it has a title: the longest that there is."""
    yield text
    words = list(_WORD.finditer(text))
    for many in range(min(len(words), _LONGEST_TITLE), 0, -1):
        for first, last in zip(words, words[many - 1 :], strict=False):
            id = titles.get(text[first.start() : last.end()].lower(), "")
            if id:
                yield f"{text[: first.start()]}{id}{text[last.end() :]}"


def _changed(text: str, steps: Iterable[_Step]) -> Meant:
    """The text after all steps, and the first word of it that one of them has something to say of."""
    now, told = text, Meant("", "", len(text) + 1, 0)
    for step in steps:
        after = step.pattern.sub(step.becomes, now)
        if after == now:
            continue
        now, match = after, step.pattern.search(text)
        if step.says and match is not None and match[0].strip():
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            word = match[0].strip()
            if start < told.start:
                told = Meant("", step.says.format(word), start, len(word))
    return Meant(now.strip(), told.says, told.start, told.length)


def _chosen(match: re.Match[str], choices: Choices) -> str:
    """A choice with its scene, where its id or its words alone were typed and tell which one it is."""
    of = choices.get(slug((match[1] or match[2]).strip(_QUOTES)))
    return f"chosen({of})" if of is not None else match[0]


def _lower(text: str, scope: NameScope) -> str:
    """The text with small letters where only they make a name of it, and digits for the words of numbers."""
    text = _NUMBER_WORD.sub(lambda match: match[0] if match[0] in scope.variables else _NUMBERS[match[0].lower()], text)
    return re.sub(r"\b[^\W\d_]\w*", lambda match: match[0].lower(), text)


def _each(part: str, scope: NameScope) -> str:
    """One of the conditions that `and` and `or` join, with what a bare name in it was to ask."""
    match = _BARE.match(part.strip())
    if match is None:
        return part
    opens, no, name, amount, closes = match.groups("")
    kind = scope.variables.get(name)
    if kind is TRUTH:
        asks = f"not {name}" if bool(no) != (amount == "0") else name
    elif kind is NUMBER and not amount:
        asks = f"{name} == 0" if no else f"{name} > 0"
    elif kind is None and not amount and name in scope.scenes:
        asks = f"{no}visited({name})"
    elif kind is None and not amount and name in scope.facts:
        asks = f"{no}knows({name})"
    else:
        return part
    return f"{opens}{asks}{closes}"


def _effect(text: str, scope: NameScope) -> Meant:
    meant = _changed(text, _EFFECT)
    now = _lower(meant.text, scope)
    if scope.variables.get(now) is TRUTH:
        now = f"{now} = true"
    return Meant(now, meant.says, meant.start, meant.length)
