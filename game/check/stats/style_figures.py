"""How a role is written, counted: how long its sentences are, on what its results open and close, and words that name nobody.

What is counted in English alone is counted by what certainly is such a word, so there may be a few more.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from msgspec import Struct

from game.check.stats.reading_grade import is_english
from game.story.link_targets import scenes_from
from game.story.model import Story
from game.story.prose import paragraphs
from game.story.shown_texts import Kind, ShownText, texts_of

SHORT_SENTENCE, SHORT_CLOSING = 6, 9  # words

_READ: frozenset[Kind] = frozenset(("passage", "result", "part"))
_WORDED: frozenset[Kind] = _READ | {"label", "reason"}
# A full stop with its quotation marks, before what doesn't go on in a small letter: "Why?" she asks.
_BREAK = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?…]+[\"”’)]*\s+(?=[\"“‘(]*[^\sa-z\"“‘(])")
_PRONOUN = re.compile(r"(?:he|she|it|they|him|them|his|her|hers|its|their|theirs)\b", re.IGNORECASE)
_WORD = re.compile(r"\S*\w\S*")
_VAGUE = re.compile(r"\b(?:(some(?:body|one))|(nobody|no one)|(every(?:body|one)))\b", re.IGNORECASE)
_MAY = r"(?:can|could|may|might|must|should|would|will|ought|need|used to|never|always)\b|can[’']t|cannot|\w+n[’']t\b"
# "One" that means anybody: with a verb after "if", "as", "how"; with "can", "may" after "and"; "what does one say"; "one's own".
_ONE = re.compile(
    rf"""\b(?:as|if|how|where|when|what|whatever|whether|because|unless|until|whom|why|though|while|than)\s+one\s+
            (?:{_MAY}|(?!this|its|his|us\b|\w*(?:ss|us)\b)\w+s\b)
    |\b(?:and|but|or|so)\s+one\s+(?:{_MAY}) | (?<=[a-z,]\s)that\s+one\s+(?:{_MAY}|has\b|means\b|needs\b)
    |(?:^|[.!?…][\"”’]*\s+[\"“‘]?)One\s+(?:{_MAY})
    |\b(?i:what|how|where|when|why|whom)\s+(?:do|does|did|can|could|may|must|should|would|will)\s+one\b
    |\b(?:with|of|to|in|on|from|for|at|by|into|over|under|behind|all|like|as|on)\s+one[’']s\b | \boneself\b""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class EnglishFigures:
    """`open_on_pronoun` and `impersonal_one` are places: `scene/choice`, or a scene. The others are how often a word stands there."""

    open_on_pronoun: tuple[str, ...]
    impersonal_one: tuple[str, ...]
    somebody: int
    nobody: int
    everybody: int


@dataclass(frozen=True, slots=True)
class StyleFigures:
    """`words`: of passages, results, labels and reasons; `mean` and `spread` (its standard deviation): of the words in a sentence.
    `short`: sentences of six words or fewer. `close_short`: the results whose last sentence has nine words or fewer, as
    `scene/choice`. `english` is None in any other language."""

    words: int
    sentences: int
    mean: float
    spread: float
    short: int
    results: int
    close_short: tuple[str, ...]
    english: EnglishFigures | None

    @property
    def short_share(self) -> float | None:
        return round(self.short / self.sentences, 3) if self.sentences else None

    @property
    def close_short_share(self) -> float | None:
        return round(len(self.close_short) / self.results, 3) if self.results else None

    @property
    def pronoun_share(self) -> float | None:
        return round(len(self.english.open_on_pronoun) / self.results, 3) if self.results and self.english is not None else None

    def per_thousand(self, count: int) -> float:
        return round(count * 1000 / self.words, 1) if self.words else 0.0


class _Measured(Struct, frozen=True):
    """Of a text, whoever reads it. `lengths`: the words of each sentence; `vague`: how often it says somebody, nobody, everybody."""

    lengths: tuple[int, ...]
    on_pronoun: bool
    ones: int
    vague: tuple[int, int, int]


def styles_of(story: Story) -> dict[str, StyleFigures]:
    """By role. A text that stands several times in a scene counts once; a claim, which is told in a ledger's words, doesn't."""
    texts = [text for text in texts_of(story) if text.kind in _WORDED and not text.prose.claim]
    known = {words: _measured(words) for words in {text.prose.text for text in texts}}  # each distinct text is looked through once
    english = is_english(story)
    found = {}
    for role in story.roles.values():
        there = scenes_from(story, role.id)
        parts = {part.id for part in role.parts}
        own: dict[tuple[str, Kind, str], ShownText] = {}
        for text in texts:
            if text.scene in there or (text.kind == "part" and text.name in parts):
                own.setdefault((text.scene, text.kind, text.prose.text), text)
        found[role.id] = _style([(text, known[text.prose.text]) for text in own.values()], english=english)
    return found


def _measured(text: str) -> _Measured:
    words = "\n\n".join("".join(span.text for span in paragraph) for paragraph in paragraphs(text))
    counts = [len(_WORD.findall(sentence)) for paragraph in words.split("\n\n") for sentence in _BREAK.split(paragraph)]
    vague = [0, 0, 0]
    for match in _VAGUE.finditer(words) if "one" in words or "ody" in words else ():
        vague[int(match.lastindex or 1) - 1] += 1
    ones = sum(1 for _ in _ONE.finditer(words)) if "one" in words or "One" in words else 0
    return _Measured(tuple(filter(None, counts)), bool(_PRONOUN.match(words)), ones, (vague[0], vague[1], vague[2]))


def _style(texts: Sequence[tuple[ShownText, _Measured]], *, english: bool) -> StyleFigures:
    lengths = [length for text, measured in texts if text.kind in _READ for length in measured.lengths]
    results = [(text, measured) for text, measured in texts if text.kind == "result" and measured.lengths]
    return StyleFigures(
        sum(sum(measured.lengths) for _, measured in texts),
        len(lengths),
        round(fmean(lengths), 1) if lengths else 0.0,
        round(pstdev(lengths), 1) if lengths else 0.0,
        sum(1 for length in lengths if length <= SHORT_SENTENCE),
        len(results),
        tuple(_place(text) for text, measured in results if measured.lengths[-1] <= SHORT_CLOSING),
        _english(texts, results) if english else None,
    )


def _english(texts: Sequence[tuple[ShownText, _Measured]], results: Sequence[tuple[ShownText, _Measured]]) -> EnglishFigures:
    return EnglishFigures(
        tuple(_place(text) for text, measured in results if measured.on_pronoun and not text.person),
        tuple(_place(text) for text, measured in texts for _ in range(measured.ones)),
        *(sum(measured.vague[which] for _, measured in texts) for which in range(3)),
    )


def _place(text: ShownText) -> str:
    return text.name or (f"{text.scene}/{text.choice}" if text.choice else text.scene)
