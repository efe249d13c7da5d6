"""Names that authors give to what is in their stories: which words can be one, in any script.

A name has letters, digits and `_`, as Unicode counts them for identifiers (UAX #31), in lower case where a script has
case. It is composed (NFC), so that one name has one form however it was typed, and no word of it mixes alphabets whose
letters look alike.
"""

import re
import unicodedata

LONGEST_NAME = 64

# Those of most languages, so that `{Anna}` and `{Анна}` in a text are no names.
_CAPITALS = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0386-\u038f\u0391-\u03ab\u0400-\u042f\u0531-\u0556"
# What isn't a letter by itself and belongs to the one before it, as a vowel of Hindi or a point of Hebrew.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711-\u074a\u07a6-\u07b0\u0900-\u0dff"
    "\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0fc6\u102b-\u109d\u1712-\u1773\u17b4-\u17d3\u180b-\u18a9\u1920-\u1bf3\ua806-\uabed"
)
IN_A_WORD = rf"\w{_MARKS}"
"""What stands between [ and ] in a pattern, for a letter, digit, `_` or mark of a word."""

NAME = rf"[^\W\d_{_CAPITALS}][^\W{_CAPITALS}]*+(?:[{_MARKS}]+[^\W{_CAPITALS}]*+)*"
"""A pattern for what looks like a name in a text; `is_name` says whether it is one."""

ID = re.compile(r"[^\x00-`{-\u00a9][^\x00-/:-^`{-\u00a9]{0,63}\Z")
"""A name, of which `is_name` asks more where it isn't in the letters a to z. An editor's schema has this alone."""

SLUG_ID = re.compile(r"[^\x00-/:-`{-\u00a9][^\x00-,./:-^`{-\u00a9]{0,63}\Z")
"""An id of a choice, of which `is_slug` asks more."""

_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
_ALIKE = str.maketrans(
    "аеорсухіјѕһкԁԛԝѵӏ" "ολαινρυκγχ" "օսհոզ" "ıɑ",
    "aeopcyxijshkdqwvl" "olaivpukyx" "ouhnq" "ia",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_KEPT = ("\u0e33", "\u0eb3")
_AM = re.compile(f"([{''.join(_KEPT)}])")


def composed(text: str) -> str:
    """The text in NFC: an accent and its letter are one character, where there is one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _usual(text: str) -> str:
    """The text in the usual letters: not those of double width, and no two that are joined. The vowels `am` of Thai and Lao,
    which Unicode would take apart, are usual."""
    return "".join(part if part in _KEPT else unicodedata.normalize("NFKC", part) for part in _AM.split(composed(text)))


def is_name(text: str) -> bool:
    if not ID.match(text):
        return False
    return text.isascii() or (text.isidentifier() and _usual(text.lower()) == text and not mixed(text))


def is_slug(text: str) -> bool:
    """Whether an id of a choice has letters, digits, `-` and `_` alone, and no capital among them; all ids that are made of
    words are such."""
    if not SLUG_ID.match(text):
        return False
    if text.isascii():
        return True
    letters = all(letter.isalnum() or letter == "-" or f"_{letter}".isidentifier() for letter in text)
    return letters and text in (composed(text.lower()), composed(text.casefold()))


def name_of(text: str) -> str:
    """The name that somebody probably meant: `Pier 2` is pier_2. Nothing where none can be made of the words."""
    text = _usual(text.strip("“”„‘’‚«»").lower())
    meant = re.sub(rf"[^{IN_A_WORD}]+", "_", text).strip("_")
    return meant if meant.isascii() or is_name(meant) else ""


def mixed(text: str) -> str:
    """The first letter in a word whose other letters are of another alphabet that looks much like its own; "" where none is.

    The letter is of the alphabet that fewer letters of the word are of.
    """
    words: list[str] = [] if text.isascii() else _WORD.findall(text)
    for word in words:
        found = {letter: _alphabet(letter) for letter in word}
        used = [alphabet for alphabet in map(found.__getitem__, word) if alphabet]
        if len(set(used)) > 1:
            fewest = min(reversed(dict.fromkeys(used)), key=used.count)
            return next(letter for letter in word if found[letter] == fewest)
    return ""


def _alphabet(letter: str) -> str:
    first = unicodedata.name(letter, "").partition(" ")[0]
    return first if first in _ALPHABETS else ""


def looks(text: str) -> str:
    """What two names share that can't be told apart by eye: Cyrillic `сор` and Latin `cop`."""
    return text if text.isascii() else composed(unicodedata.normalize("NFD", text).translate(_ALIKE))


def odd_letter(text: str) -> str:
    """In words, what keeps a text from being a name though it looks like one: a letter of another alphabet, or a sign that
    can't be seen. "" where neither is there."""
    if letter := mixed(text):
        return f"`{letter}` is a {letter_in_words(letter)}, and other letters of the word are not"
    unseen = next((sign for sign in text if not sign.isspace() and unicodedata.category(sign)[0] == "C"), "")
    return f"there is a {unicodedata.name(unseen, 'control character').lower()} in it, which can't be seen" if unseen else ""


def letter_in_words(letter: str) -> str:
    return unicodedata.name(letter or " ", "letter of its own").lower()
