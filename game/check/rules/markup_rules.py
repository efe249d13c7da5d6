"""What an author means for the program, and a player reads: remarks, tags, lists and links of other tools within a text.

All of it is legal and shown as it was typed, so it is a hint and no error.
"""

import re
from collections.abc import Collection, Iterator

from game.check.rules.violation import Violation, in_text
from game.story.shown_texts import ShownText

_TAGS = "b|i|em|strong|u|s|br|p|span|div|img|a|h[1-6]|ul|ol|li|hr|font|center|small|sup|sub|code|pre"
_SIGNS = frozenset("#<>[]/-*•!")

# What is looked for, what is said of it, and what to do. The first that a text has is told.
_MEANT: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"<!--"), "the remark", "a remark begins with `#` and stands on a line above or below the text"),
    (
        re.compile(r"(?:^|(?<=\s))#+[ \t]+(?=\S)|(?:^|(?<=\s))#(?=TODO\b)", re.MULTILINE),
        "what follows `{word}`",
        "within a text `#` begins no remark and no heading: put a remark on a line above the text",
    ),
    (re.compile(r"(?:^|(?<=\s))//(?=\s)"), "what follows `//`", "a remark begins with `#` and stands on a line above or below the text"),
    (re.compile(r"\b(?:TODO|FIXME|XXX)\b"), "`{word}`", "put a remark on a line above the text, after a `#`"),
    (
        re.compile(rf"</?(?:{_TAGS})\b[^<>\n]*>", re.IGNORECASE),
        "the tag `{word}`",
        "a text has *emphasis*, **strong words** and links, and an empty line between paragraphs",
    ),
    (re.compile(r"\[\[[^\[\]\n]*\]\]"), "`{word}`", "a way on is a choice of the scene, with `label` and `go`"),
    (
        re.compile(r"^[ \t]*[-*•][ \t]+\S", re.MULTILINE),
        "the dash of a list",
        "a line's end is a space, so a list runs on in one line: write a sentence, or paragraphs with an empty line between them",
    ),
    (
        re.compile(r"https?://[^\s)]+"),
        "the address",
        "nothing can be opened from a story: give the source its `url` in facts.yaml, and link words to a fact of it",
    ),
)


def typed(texts: Collection[ShownText]) -> Iterator[Violation]:
    told: set[str] = set()
    for shown in texts:
        text = shown.prose.text
        if text in told or (_SIGNS.isdisjoint(text) and "TODO" not in text):
            continue
        told.add(text)
        for pattern, what, help in _MEANT:
            match = pattern.search(text)
            if match is not None:
                word = match[0].strip()
                message = f"a player reads {what.format(word=word[:40])} in {shown.what} as it stands here"
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield in_text(shown, "shown-as-typed", message, help, start, start + len(word))
                break
