"""The one door for the words that a player reads, by which catalogues of other languages can come.

A message is written in English where it is used, and looked up by that in the catalogue of its language; without one it
stays English. There are two languages at once: that of the app and of messages, `_("Nothing has happened yet.")`, and that
of a story, whose own words stand among its author's: `words_in(story.language).say("You {recall}.", recall=...)`.
A catalogue is a file of gettext, `locale/LANGUAGE/LC_MESSAGES/neighbours.mo` in this folder, and is only read where a
story or the app isn't in English. Nothing decides anything by a message's words.
"""

from collections.abc import Sequence
from functools import lru_cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALES = Path(__file__).with_name("locale")


class Words:
    """The words of one language."""

    __slots__ = ("_catalogue",)

    def __init__(self, catalogue: NullTranslations) -> None:
        self._catalogue = catalogue

    def say(self, message: str, **values: object) -> str:
        """The message, with `values` where it has their names in braces."""
        said = self._catalogue.gettext(message)
        return said.format(**values) if values else said

    def counted(self, number: int, one: str, many: str = "") -> str:
        """`1 choice`, `2,000 choices`; `many` where it isn't `one` with an s. A language may have more forms than two."""
        return f"{number:,} {self._catalogue.ngettext(one, many or one + 's', number)}"

    def in_a_row(self, words: Sequence[str], last: str = "and") -> str:
        """`a`, `a and b`, `a, b and c`; "" where there are none."""
        return f" {self.say(last)} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


@lru_cache
def words_in(language: str) -> Words:
    """The words of a language by its tag, such as `kk` or `pt-BR`; English where there is no catalogue of it."""
    if language == "en" or not language.replace("-", "").isalnum():
        return Words(NullTranslations())
    return Words(translation("neighbours", str(LOCALES), [language.replace("-", "_")], fallback=True))


INTERFACE = words_in("en")
_ = INTERFACE.say
counted = INTERFACE.counted
in_a_row = INTERFACE.in_a_row


def capital(text: str) -> str:
    """With a capital in front; the rest stays."""
    return text[:1].upper() + text[1:]
