"""The one door for text.

Whatever an author, a student, a file name or a save says passes `clean` before it reaches a screen, standard
output, an error message or an export. The loader refuses the same characters (see `source.text`), so in a story
that loads nothing is replaced here; this door is for names, saves, paths and quoted lines.
"""

import re

LONGEST = 20_000
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Characters that act on a terminal or hide in text: C0 but newline, DEL, C1, bidirectional controls, zero-width space,
# word joiner and other invisible operators, byte-order mark, soft hyphen, Hangul fillers, interlinear marks, surrogates,
# noncharacters. ZWJ and ZWNJ are not among them: Persian, Hindi and emoji are spelt with them.
UNSAFE_RANGES = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff"
    "\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
)
TAGS = "\U000e0000-\U000e007f"

# Tag characters spell the flags of England, Scotland and Wales after a black flag, and smuggle text anywhere else.
FLAGS = "\U0001f3f4(?:{})\U000e007f".format(
    "|".join("".join(chr(0xE0000 + ord(letter)) for letter in region) for region in ("gbeng", "gbsct", "gbwls"))
)

_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNSAFE = re.compile(f"[{UNSAFE_RANGES}]")
_TAG = re.compile(f"(?P<flag>{FLAGS})|[{TAGS}]")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOO_MANY_MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")


def clean(text: str, *, limit: int = LONGEST) -> str:
    """`text` with everything that could act on a terminal made visible as U+FFFD, at most `limit` characters long.

    Line breaks of every kind become a newline and a tab four spaces; at most four combining marks stay on a letter.
    Cleaning twice changes nothing more.
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    # What is far beyond the limit isn't looked at; what is left over at the end is cut below.
    too_long = len(text) > limit
    text = _BREAKS.sub("\n", text[: limit + 1]).replace("\t", "    ")
    text = _TOO_MANY_MARKS.sub(r"\1", _untag(_UNSAFE.sub(REPLACEMENT, text)))
    if too_long or len(text) > limit:
        # A flag that is cut in two is no flag any more.
        text = _untag(text[: limit - 1]) + "…"
    return text


def _untag(text: str) -> str:
    return _TAG.sub(lambda match: match["flag"] or REPLACEMENT, text)


def clean_line(text: str, *, limit: int = 200) -> str:
    """`clean` for what must stay on one line: names, labels, titles. Line breaks become spaces."""
    return clean(" ".join(clean(text, limit=limit * 4).split()), limit=limit)
