"""Reports and views that are told as if they were established, in English.

A fact of the kind `report` or `view` is what somebody says or thinks. Where a passage links to one, the sentence says
whose word it is: it has a verb or a noun of saying, names somebody who vouches for it, leaves it open (may, seems), or
stands in somebody's mouth.
"""

import re
from collections.abc import Collection, Iterator

from game.check.rules.violation import Violation, in_text
from game.story.model import Fact, Story
from game.story.prose import LINK, link_of
from game.story.shown_texts import ShownText

_SAID = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|tell(?:s|ing)?|told|report(?:s|ed|edly|ing|er|ers)?|according to|calls?(?![- ]?up)|called(?! up)"
    r"|claim(?:s|ed)?|think(?:s|ing)?|thought|believe(?:s|d)?|expect(?:s|ed)?|complain(?:s|ed|ts?)?|warn(?:s|ed|ings?)?|argu(?:e|es|ed|ments?)"
    r"|writ(?:e|es|ing|ten)|wrote|views?|opinions?|observers?|critics?|experts?|analysts?|activists?"
    r"|in the eyes of|look(?:s|ed)? (?:up)?on as|reckons?|hear(?:s|d)?|asks?|asked|answer(?:s|ed)?|swears?|describ(?:e|es|ed)"
    r"|jokes?|rumou?rs?|word is|may|might|could|seem(?:s|ed)?|looks? like|unclear|nobody knows|hard to (?:say|tell|foretell|judge)"
    r"|guess(?:es|ed)?|suspect(?:s|ed)?"
    r"|insist(?:s|ed)?|admit(?:s|ted)?|fear(?:s|ed)?|mention(?:s|ed)?|quot(?:e|es|ed)|accus(?:e|es|ed))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’')*]*\s+(?=[\"“‘'(*\[A-Z0-9])")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_DULL = frozenset(("about", "after", "their", "there", "these", "those", "which", "whose", "where", "while", "works", "other"))


def unattributed(story: Story, texts: Collection[ShownText]) -> Iterator[Violation]:
    found: dict[tuple[str, bool], list[tuple[str, int, int]]] = {}
    for text in texts:
        if not any(story.facts[fact].kind in ("report", "view") for fact in text.prose.facts):
            continue
        key = (text.prose.text, bool(text.person))
        if key not in found:
            found[key] = list(_told_as_events(story, *key))
        for fact, start, end in found[key]:
            kind = story.facts[fact].kind
            message = f"{text.what} tells `{fact}` as if it were established; it is a {kind}"
            help = f"say whose word it is, in the same sentence: {story.facts[fact].by}"
            yield in_text(text, "told-as-fact", message, help, start, end)


def _told_as_events(story: Story, text: str, speaks: bool) -> Iterator[tuple[str, int, int]]:
    """(fact, start and end of the link's words) for each link that nobody vouches for."""
    breaks = [0, *(match.end() for match in _PARAGRAPH.finditer(text)), len(text)]
    for match in LINK.finditer(text):
        link = link_of(match["target"])
        if link is None or link[0] != "fact" or story.facts[link[1]].kind not in ("report", "view"):
            continue
        first = max(at for at in breaks if at <= match.start())
        last = min(at for at in breaks if at >= match.end())
        if _in_speech(text, first, match.start(), speaks, last):
            continue
        if not _attributed(_around(text, first, match.start(), match.end(), last), story.facts[link[1]]):
            yield link[1], *match.span("words")


def _in_speech(text: str, first: int, at: int, speaks: bool, last: int) -> bool:
    before = text[first:at]
    if speaks and not re.search(r'["“]', text[first:last]):
        return True
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _around(text: str, first: int, start: int, end: int, last: int) -> str:
    """The sentence, or sentences, in which the characters from `start` to `end` stand."""
    breaks = [first, *(first + match.end() for match in _SENTENCE.finditer(text[first:last])), last]
    return text[max(at for at in breaks if at <= start) : min(at for at in breaks if at >= end)]


def _attributed(sentence: str, fact: Fact) -> bool:
    words = LINK.sub(lambda match: match["words"], sentence)
    if _SAID.search(words):
        return True
    vouching = {word.lower() for word in re.findall(r"[^\W\d_]{5,}|[A-Z][\w.]+", fact.by)} - _DULL
    return bool(vouching & {word.lower().strip(".") for word in re.findall(r"[^\W\d_][\w.]*", words)})
