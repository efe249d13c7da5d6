"""How a role is written, counted: how long its sentences are, on what its results open and close, and words that name nobody.

What is counted in English alone is counted by what certainly is such a word, so there may be a few more.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean, pstdev

from game.check.stats.reading_grade import is_english
from game.story.link_targets import scenes_from
from game.story.model import Story
from game.story.prose import Prose, paragraphs
from game.story.shown_texts import Kind, ShownText, texts_of

SHORT_SENTENCE, SHORT_CLOSING = 6, 9  # words

_READ: frozenset[Kind] = frozenset(("passage", "result", "part"))
_WORDED: frozenset[Kind] = _READ | {"label", "reason"}
# A full stop with its quotation marks, before what doesn't go on in a small letter: "Why?" she asks.
_BREAK = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?…]+[\"”’)]*\s+(?=[\"“‘(]*[^\sa-z\"“‘(])")
_PRONOUN = re.compile(r"(?:he|she|it|they|him|them|his|her|hers|its|their|theirs)\b", re.IGNORECASE)
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


def styles_of(story: Story) -> dict[str, StyleFigures]:
    """By role. A text that stands several times in a scene counts once; a claim, which is told in a ledger's words, doesn't."""
    texts = [text for text in texts_of(story) if text.kind in _WORDED and not text.prose.claim]
    english = is_english(story)
    found = {}
    for role in story.roles.values():
        there = scenes_from(story, role.id)
        parts = {part.id for part in role.parts}
        own: dict[tuple[str, Kind, Prose], ShownText] = {}
        for text in texts:
            if text.scene in there or (text.kind == "part" and text.name in parts):
                own.setdefault((text.scene, text.kind, text.prose), text)
        found[role.id] = _style(list(own.values()), english=english)
    return found


def _style(texts: Iterable[ShownText], *, english: bool) -> StyleFigures:
    lengths = [length for text in texts if text.kind in _READ for length in _lengths(text.prose.text)]
    results = [text for text in texts if text.kind == "result" and _lengths(text.prose.text)]
    return StyleFigures(
        sum(sum(_lengths(text.prose.text)) for text in texts),
        len(lengths),
        round(fmean(lengths), 1) if lengths else 0.0,
        round(pstdev(lengths), 1) if lengths else 0.0,
        sum(1 for length in lengths if length <= SHORT_SENTENCE),
        len(results),
        tuple(_place(text) for text in results if _lengths(text.prose.text)[-1] <= SHORT_CLOSING),
        _english(texts, results) if english else None,
    )


def _english(texts: Iterable[ShownText], results: Iterable[ShownText]) -> EnglishFigures:
    vague = [match for text in texts for match in _VAGUE.finditer(_words(text.prose.text))]
    return EnglishFigures(
        tuple(_place(text) for text in results if not text.person and _PRONOUN.match(_words(text.prose.text))),
        tuple(_place(text) for text in texts for _ in _ones(text.prose.text)),
        *(sum(1 for match in vague if match[group]) for group in (1, 2, 3)),
    )


def _place(text: ShownText) -> str:
    return text.name or (f"{text.scene}/{text.choice}" if text.choice else text.scene)


def _ones(text: str) -> Iterator[re.Match[str]]:
    if "one" in text or "One" in text:
        yield from _ONE.finditer(_words(text))


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    return "\n\n".join("".join(span.text for span in paragraph) for paragraph in paragraphs(text))


@lru_cache(maxsize=4096)
def _lengths(text: str) -> tuple[int, ...]:
    """The words of each sentence; a paragraph's end is a sentence's end."""
    parts = (part for paragraph in _words(text).split("\n\n") for part in _BREAK.split(paragraph))
    return tuple(words for part in parts if (words := sum(any(map(str.isalnum, word)) for word in part.split())))
