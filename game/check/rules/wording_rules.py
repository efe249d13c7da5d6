"""Words to look at twice, in English: figures without a source, words that judge people, feelings that are told, accents
that are spelt out. Every distinct text is looked through once."""

import re
from collections.abc import Callable, Collection, Iterator

from game.check.rules.violation import Violation, in_text
from game.story.prose import LINK, link_of
from game.story.shown_texts import Part, ShownText

Found = tuple[int, int]

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_MEASURES = "days|weeks|months|years|decades|kilomet(?:re|er)s|miles|degrees|roubles|tenge|som|somoni|dollars|euros|per cent|percent"


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern in which a space may be a line's end."""
    return re.compile(text.replace(" ", r"\s+"), re.IGNORECASE)


# Plain counts in a scene ("two suitcases", "window four") need no source. Digits and large numbers do. So do shares of a
# whole and how long, how far or how dear something is; in words they may still be plain counts.
_FIGURE = _pattern(rf"\d+(?:[,.]\d+)*|\b(?:(?:one|{_NUMBERS})(?:-\w+)? )?(?:hundred|thousand|million|billion|dozen)s?\b")
_MEASURE = _pattern(rf"\b(?:two|three)[-\s](?:thirds|quarters|fifths)\b|\b(?:{_NUMBERS})(?:-\w+)? (?:{_MEASURES})\b")
_PEOPLE = "people|men|women|migrants|immigrants|russians|refugees|newcomers|arrivals|foreigners"
_LOADED = _pattern(
    r"\b(?:flood(?:ed|ing|s)?|influx(?:es)?|hordes?|swarm(?:ed|ing|s)?|herd(?:ed|ing)|illegals|fugitives?|dodgers?|refugees?|exotic"
    rf"|primitives?|(?:waves? of|invasion of|illegal) (?:{_PEOPLE}))\b|(?<=[’'\s])-?stans\b"
)
_EMOTIONS = (
    "afraid|frightened|scared|terrified|sad|unhappy|happy|angry|furious|ashamed|guilty|relieved|nervous|anxious|worried|lonely|proud"
    "|heartbroken|devastated|desperate|miserable|overwhelmed|homesick"
)
_FEELING = _pattern(
    r"\byou (?:suddenly |can't help but |begin to |start to )?(?:realis|realiz)e\b|\bsuddenly\b"
    rf"|\byou(?: are|'re|’re) (?:so |very |a little |too )?(?:{_EMOTIONS})\b"
    r"|\byou feel (?:so |very |a little |more |less |as if |that |like |nothing\b|good|bad|better|worse|sorry|empty|small|alone|guilt|fear"
    rf"|shame|relief|{_EMOTIONS})"
    r"|\bfills? you with\b|\byour heart (?:sinks|races|pounds|breaks|leaps|skips)\b"
)
_ODD = "zis|zat|zere|zey|zose|zink|vhat|vhere|vhy|vhen|vill|haff|eez|eet|wiz|dis|dat|dese|sez|wot|yoo|nossink|goot|mah"
_ACCENT = _pattern(rf"\b(?:{_ODD})\b|(?<![\w'’])['’](?:ello|ave|ow|im)\b")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_NAMED = re.compile(r"(?<![\w*])\*[^*\s]+(?: [^*\s]+)?\*(?![\w*])")  # a word or two in italics are spoken of, not used
_TOLD: frozenset[Part] = frozenset(("passage", "result", "news", "skip"))


# A text is looked through for a rule only if it has one of these words, which takes a tenth of the time.
_WORD = re.compile("[a-z]+|[0-9]")
_LARGE = ("hundred", "thousand", "million", "billion", "dozen")
_OF_FIGURES = frozenset((*"0123456789", *_LARGE, *(f"{number}s" for number in _LARGE)))
_OF_MEASURES = frozenset(("thirds", "quarters", "fifths", "cent", "kilometres", "kilometers", *_MEASURES.split("|")))
_OF_PEOPLE = frozenset(
    (
        *("flood", "flooded", "flooding", "floods", "influx", "influxes", "horde", "hordes", "swarm", "swarmed", "swarming", "swarms"),
        *("herded", "herding", "illegals", "fugitive", "fugitives", "dodger", "dodgers", "refugee", "refugees", "exotic", "primitive"),
        *("primitives", "wave", "waves", "invasion", "illegal", "stans"),
    )
)
_OF_FEELINGS = frozenset(("realise", "realize", "suddenly", "feel", "fill", "fills", "heart", *_EMOTIONS.split("|")))
_OF_ACCENTS = frozenset((*_ODD.split("|"), "ello", "ave", "ow", "im"))


def wordings(texts: Collection[ShownText]) -> Iterator[Violation]:
    words: dict[str, set[str]] = {}
    for shown in texts:
        if shown.prose.text not in words:
            words[shown.prose.text] = set(_WORD.findall(shown.prose.text.lower()))
    for code, parts, signs, find, message, help in _RULES:
        found: dict[tuple[str, bool], list[Found]] = {}
        for shown in texts:
            if shown.part not in parts or shown.prose.claim:
                continue  # a claim is told in the ledger's own words
            text = shown.prose.text
            if signs.isdisjoint(words[text]):
                continue
            key = (text, bool(shown.person))
            if key not in found:
                found[key] = list(find(text, bool(shown.person)))
            for start, end in found[key][:1]:
                word = " ".join(text[start:end].split())
                yield in_text(shown, code, message.format(word=word, what=shown.what), help.format(word=word), start, end)


def _figures(text: str, _: bool) -> Iterator[Found]:
    yield from _unsourced(_FIGURE, text)


def _measures(text: str, _: bool) -> Iterator[Found]:
    yield from _unsourced(_MEASURE, text)


def _unsourced(wanted: re.Pattern[str], text: str) -> Iterator[Found]:
    """Outside of links to facts and of what is marked as made up; a link to a term is no source."""
    links = [match.span() for match in LINK.finditer(text) if (link := link_of(match["target"])) is not None and link[0] != "term"]
    targets = [match.span("target") for match in LINK.finditer(text)]
    yield from _outside(wanted, text, [*links, *targets])


def _loaded(text: str, speaks: bool) -> Iterator[Found]:
    """What somebody says is theirs."""
    yield from _outside(_LOADED, text, [*_speech(text, speaks), *(match.span() for match in _NAMED.finditer(text)), *_targets(text)])


def _feelings(text: str, speaks: bool) -> Iterator[Found]:
    yield from _outside(_FEELING, text, _speech(text, speaks))


def _accents(text: str, _: bool) -> Iterator[Found]:
    yield from _outside(_ACCENT, text, _targets(text))


def _speech(text: str, speaks: bool) -> list[Found]:
    """Where somebody speaks: between quotation marks; in a person's own words without any, everywhere."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return [(0, len(text))] if speaks and not quoted else quoted


def _targets(text: str) -> list[Found]:
    return [match.span("target") for match in LINK.finditer(text)]


def _outside(wanted: re.Pattern[str], text: str, spans: Collection[Found]) -> Iterator[Found]:
    for match in wanted.finditer(text):
        if not any(start <= match.start() < end for start, end in spans):
            yield match.span()


_EVERYWHERE: frozenset[Part] = frozenset((*_TOLD, "label", "reason"))
_RULES: tuple[tuple[str, frozenset[Part], frozenset[str], Callable[[str, bool], Iterator[Found]], str, str], ...] = (
    (
        "loose-figure",
        _EVERYWHERE,
        _OF_FIGURES,
        _figures,
        "the figure “{word}” in {what} has no source",
        "link it to its fact, or mark it as made up: `[{word}](imagined)`",
    ),
    (
        "loose-measure",
        _EVERYWHERE,
        _OF_MEASURES,
        _measures,
        "“{word}” in {what} may be a claim, and has no source",
        "link it to its fact, or mark it as made up: `[{word}](imagined)`",
    ),
    (
        "loaded-word",
        _EVERYWHERE,
        _OF_PEOPLE,
        _loaded,
        "“{word}” in {what} judges people before the reader can",
        "write who they are and what they do: newcomers, people who arrived",
    ),
    (
        "told-feeling",
        _TOLD,
        _OF_FEELINGS,
        _feelings,
        "“{word}” in {what} tells what it could show",
        "write what is seen and done; what it is like, the reader knows",
    ),
    (
        "phonetic-accent",
        _EVERYWHERE,
        _OF_ACCENTS,
        _accents,
        "“{word}” in {what} spells out an accent",
        "write the words as anybody's; how somebody speaks is in what they say",
    ),
)
