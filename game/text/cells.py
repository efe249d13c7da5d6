"""How many columns a text takes in a terminal."""

import unicodedata

_JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"
_SKINS = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def cells(text: str) -> int:
    """The width of `text` on one line: two for what East Asia writes wide and for emoji, none for combining marks.

    Terminals differ on a few scripts (Devanagari, new emoji); nothing can be right in all of them.
    """
    if text.isascii():
        return len(text)
    width = 0
    last = 0
    previous = ""
    for character in text:
        number = ord(character)
        if previous == _JOINER or (number in _SKINS and last == 2):
            # Part of the emoji before it.
            own = 0
        elif character == EMOJI_STYLE:
            own = 2 - last if last == 1 else 0
        elif number in _FLAG_LETTERS:
            # Two letters make a flag of two cells.
            own = 1
        elif unicodedata.category(character) in ("Mn", "Me", "Cf"):
            own = 0
        else:
            own = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        width += own
        if own:
            last = own
        previous = character
    return width


def fitted(text: str, most: int, *, whole: bool = True) -> str:
    """At most so many columns of a text; an ellipsis stands for what is cut, or was where the text isn't `whole`."""
    if whole and cells(text) <= most:
        return text
    while text and cells(text) > most - 1:
        text = text[: -max(1, (cells(text) - most) // 2)]
    return text + "…"
