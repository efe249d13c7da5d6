"""Ids made from words: what saved games call a choice whose author gave it no id."""

import re
import unicodedata

LONGEST = 60
_GAP = re.compile(r"[\W_]+")
_ASCII_WORDS = bytes(ord(chr(number).lower()) if number < 128 and chr(number).isalnum() else ord(" ") for number in range(256))


def slug(text: str) -> str:
    """NFC, casefolded letters and digits with `-` between, at most 60 characters; cut between words where possible."""
    if text.isascii():  # as nearly every text is: letters have one form, and no fold but to small ones
        words = b"-".join(text.encode("ascii").translate(_ASCII_WORDS).split()).decode("ascii")
    else:
        words = _GAP.sub("-", unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())).strip("-")
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST + 1]
    return cut.rpartition("-")[0] or cut[:LONGEST]


def words_of_slug(id: str) -> str:
    """An id as words again, for a choice that the story no longer has."""
    return id.replace("-", " ").replace("_", " ").strip().capitalize()
