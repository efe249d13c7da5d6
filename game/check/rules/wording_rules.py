"""Words and signs to look at twice: figures without a source, words that judge people, feelings that are told, accents that are
spelt out, all in English; emoji that terminals and screen readers disagree about, and texts without words.

Every distinct text is looked through once.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from game.check.rules.violation import Violation, in_section, in_text
from game.source.nodes import SourceFile
from game.story.model import At, Story
from game.story.prose import LINK, link_of
from game.story.shown_texts import Kind, ShownText

Found = tuple[int, int]

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_MEASURES = "days|weeks|months|years|decades|kilomet(?:re|er)s|miles|degrees|roubles|tenge|som|somoni|dollars|euros|per cent|percent"


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern in which a space may be a line's end."""
    return re.compile(text.replace(" ", r"\s+"), re.IGNORECASE)


# Plain counts in a scene ("two suitcases", "window four") need no source. Digits and large numbers do. So do shares of a
# whole and how long, how far or how dear something is; in words they may still be plain counts.
_BESIDE_NO_LETTER = r"(?<![^\W_])(?-i:(?<![A-Z]{2}-))"  # H2O, A4 and COVID-19 are names
_LARGE_NUMBER = rf"\b(?:(?:one|{_NUMBERS})(?:-\w+)? )?(?:hundred|thousand|million|billion|dozen)s?\b"
_FIGURE = _pattern(rf"{_BESIDE_NO_LETTER}\d+(?:[,.]\d+)*|{_LARGE_NUMBER}")
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
_TOLD: frozenset[Kind] = frozenset(("passage", "result", "news", "skip", "part"))


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
    for code, kinds, signs, wanted, allowed, message, help in _RULES:
        found: dict[tuple[str, bool], list[Found]] = {}
        for shown in texts:
            if shown.kind not in kinds or shown.prose.claim:
                continue  # a claim is told in the ledger's own words
            text = shown.prose.text
            if signs.isdisjoint(words[text]):
                continue
            key = (text, bool(shown.person))
            if key not in found:
                spans = [*allowed(*key), *(match.span("target") for match in LINK.finditer(text))]
                found[key] = [each.span() for each in wanted.finditer(text) if not any(a <= each.start() < b for a, b in spans)]
            for start, end in found[key][:1]:
                word = " ".join(text[start:end].split())
                yield in_text(shown, code, message.format(word=word, what=shown.what), help.format(word=word), start, end)


def _sourced(text: str, _: bool) -> list[Found]:
    """Links to facts and what is marked as made up; a link to a term is no source."""
    return [match.span() for match in LINK.finditer(text) if (link := link_of(match["target"])) is not None and link[0] != "term"]


def _speech(text: str, speaks: bool) -> list[Found]:
    """Where somebody speaks: between quotation marks; in a person's own words without any, everywhere."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return [(0, len(text))] if speaks and not quoted else quoted


def _speech_or_named(text: str, speaks: bool) -> list[Found]:
    """What somebody says is theirs, and a word may be spoken of."""
    return [*_speech(text, speaks), *(match.span() for match in _NAMED.finditer(text))]


_EVERYWHERE: frozenset[Kind] = frozenset((*_TOLD, "label", "reason"))
# The code; where it is looked for; the words of which a text has one; the pattern; where it may stand in a text; message and help.
_RULES: tuple[tuple[str, frozenset[Kind], frozenset[str], re.Pattern[str], Callable[[str, bool], list[Found]], str, str], ...] = (
    (
        "loose-figure",
        _EVERYWHERE,
        _OF_FIGURES,
        _FIGURE,
        _sourced,
        "the figure “{word}” in {what} has no source",
        "link it to its fact, or mark it as made up: `[{word}](imagined)`",
    ),
    (
        "loose-measure",
        _EVERYWHERE,
        _OF_MEASURES,
        _MEASURE,
        _sourced,
        "“{word}” in {what} may be a claim, and has no source",
        "link it to its fact, or mark it as made up: `[{word}](imagined)`",
    ),
    (
        "loaded-word",
        _EVERYWHERE,
        _OF_PEOPLE,
        _LOADED,
        _speech_or_named,
        "“{word}” in {what} judges people before the reader can",
        "write who they are and what they do: newcomers, people who arrived",
    ),
    (
        "told-feeling",
        _TOLD,
        _OF_FEELINGS,
        _FEELING,
        _speech,
        "“{word}” in {what} tells what it could show",
        "write what is seen and done; what it is like, the reader knows",
    ),
    (
        "phonetic-accent",
        _EVERYWHERE,
        _OF_ACCENTS,
        _ACCENT,
        lambda *_: [],
        "“{word}” in {what} spells out an accent",
        "write the words as anybody's; how somebody speaks is in what they say",
    ),
)


# ---- signs ----

# Signs that change the one before them: how wide it is, and what is read aloud, depends on the terminal. Joiners are
# letters' business in many languages, so only those between pictures count.
_PICTURE = "[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_CHANGED = re.compile(
    f".[\ufe0e\ufe0f]\u20e3?|[0-9#*]\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|[\U0001f3fb-\U0001f3ff]|{_PICTURE}\u200d", re.DOTALL
)


def emoji(story: Story, files: Mapping[str, SourceFile]) -> Iterator[Violation]:
    """Looked for in the files, since such a sign may stand in any text; remarks are left alone."""
    scenes: dict[str, list[At]] = {}
    owner = {scene.at: scene.id for scene in story.scenes.values()}
    for at in owner:
        scenes.setdefault(at.path, []).append(at)
    for path, file in files.items():
        if file.text.isascii():
            continue
        for number, text in enumerate(file.lines, start=1):
            if text.isascii() or text.lstrip().startswith("#"):
                continue
            match = _CHANGED.search(text)
            if match is not None:
                above = [at for at in scenes.get(path, ()) if at.line <= number]
                scene = owner[max(above, key=lambda at: at.line)] if above else ""
                message = "this sign is of a different width on every terminal, and screen readers spell it out"
                help = "write it in words, or take a sign that needs no variation selector"
                yield Violation("emoji", message, At(path, number), scene, (match.group(),), help)


def symbols(story: Story, texts: Collection[ShownText]) -> Iterator[Violation]:
    """What is told by signs alone: no letter, no digit, no value."""
    for text in texts:
        words = text.prose.text.strip()
        if words and not any(letter.isalnum() for letter in words):
            help, start = "say it in words; a sign may stand beside them", words.partition("\n")[0]
            yield Violation("symbols-alone", f"{text.what} has no words", text.at, text.scene, (start,), help, text.file)
    for variable in story.variables.values():
        if variable.show and not any(letter.isalpha() for letter in variable.show) and not variable.kind:
            message = f"`{variable.name}` is shown as `{variable.show}`, which has no words"
            yield in_section("symbols-alone", message, variable.name, "variables", 'name what is counted: `show: "{} roubles"`')
