"""Ids made from words: what saved games call a choice whose author gave it no id."""

import re
import unicodedata

LONGEST = 60
_GAP = re.compile(r"[\W_]+")


def slug(text: str) -> str:
    """NFC, casefolded letters and digits with `-` between, at most 60 characters; cut between words where possible."""
    # Nearly every text is ASCII, in which letters have one form and no fold but to small ones.
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    words = _GAP.sub("-", folded).strip("-")
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST + 1]
    return cut.rpartition("-")[0] or cut[:LONGEST]


def words_of_slug(id: str) -> str:
    """An id as words again, for a choice that the story no longer has."""
    return id.replace("-", " ").replace("_", " ").strip().capitalize()
