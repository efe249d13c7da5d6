"""Ids made from words: what saved games call a choice whose author gave it no id."""

import re
import unicodedata

LONGEST = 60
_GAP = re.compile(r"[\W_]+")
_ASCII_GAPS = {number: " " for number in range(128) if not chr(number).isalnum()}


def slug(text: str) -> str:
    """NFC, casefolded letters and digits with `-` between, at most 60 characters; cut between words where possible."""
    if text.isascii():  # as nearly every text is: letters have one form, and no fold but to small ones
        words = "-".join(text.lower().translate(_ASCII_GAPS).split())
    else:
        words = _GAP.sub("-", unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())).strip("-")
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST + 1]
    return cut.rpartition("-")[0] or cut[:LONGEST]


def words_of_slug(id: str) -> str:
    """An id as words again, for a choice that the story no longer has."""
    return id.replace("-", " ").replace("_", " ").strip().capitalize()
