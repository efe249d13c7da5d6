"""Which of an author's words goes with a number: `1 boat`, `2 boats`; `1 лодка`, `2 лодки`, `5 лодок`.

The rules are those of Unicode's CLDR for whole numbers (Language Plural Rules), for the languages that a story can say it is
written in. Where a language needs one form after every number, an author writes one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType


def _one_or_more(number: int) -> int:
    return 0 if number == 1 else 1


def _up_to_one(number: int) -> int:
    return 0 if number in (0, 1) else 1


def _east_slavic(number: int) -> int:
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


def _polish(number: int) -> int:
    return 0 if number == 1 else 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


_RULES: Mapping[str, tuple[int, Callable[[int], int]]] = MappingProxyType(
    {"fr": (2, _up_to_one), "pt": (2, _up_to_one), "ru": (3, _east_slavic), "uk": (3, _east_slavic), "pl": (3, _polish)}
)
WORD_BESIDE = re.compile(r"\{\|([^{}\n]*)\}")
"""In what is shown of a number, the word that goes with it, in all its forms: `{} {|crown|crowns}`."""

WRONG_FORMS = "a word that goes with a number has other forms than these"


def how_many_forms(forms: Sequence[str], language: str) -> str:
    """How many forms there must be, as a sentence for an author, where these aren't right; else ""."""
    most = _RULES.get(language, (2, _one_or_more))[0]
    if len(forms) in (1, most) and all(form.strip() for form in forms):
        return ""
    beside = "1 and 2" if most == 2 else "1, 2 and 5"
    return f"with | between them, write the forms that stand beside {beside}; or one, where it never changes"


def fitting(forms: Sequence[str], number: int, language: str) -> str:
    """The form that goes with a number; the only one where there is one."""
    return forms[0] if len(forms) == 1 else forms[_RULES.get(language, (2, _one_or_more))[1](abs(number))]


def with_word(shows: str, number: int, language: str) -> str:
    """What is shown of a number, with the words that go with it."""
    return WORD_BESIDE.sub(lambda match: fitting(match[1].split("|"), number, language), shows)


def without_number(shows: str) -> str:
    """The same where no number is known: in the last of its forms, which most numbers have."""
    return WORD_BESIDE.sub(lambda match: match[1].rpartition("|")[2], shows)
