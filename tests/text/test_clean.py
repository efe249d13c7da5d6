"""The one door for text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.text.clean import FLAGS, clean, clean_line

HIDDEN = "".join(
    map(chr, (0, 7, 8, 9, 11, 12, 13, 27, 127, 0x85, 0x9B, 0xAD, 0x61C, 0x200B, 0x200E, 0x202E, 0x2028, 0x2029, 0x2066, 0xFEFF))
)
TAGS = "".join(map(chr, range(0xE0020, 0xE0080)))
anything = st.text(st.characters() | st.sampled_from(HIDDEN + TAGS + "🏴\u0301\u200d\n \t\ud800\uffff"), max_size=80)


@given(anything, st.integers(5, 60))
def test_nothing_that_acts_or_hides_gets_through(text: str, limit: int) -> None:
    cleaned = clean(text, limit=limit)
    assert len(cleaned) <= limit
    bare = re.sub(FLAGS, "", cleaned)
    for character in bare:
        number = ord(character)
        assert character == "\n" or not (number < 0x20 or 0x7F <= number < 0xA0), ascii(character)
        assert not 0xD800 <= number <= 0xDFFF
        assert not 0xE0000 <= number <= 0xE007F
        assert unicodedata.bidirectional(character) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        assert character not in "\u200b\u2028\u2029\u2060\ufeff\u00ad"
    assert clean(cleaned, limit=limit) == cleaned
    cleaned.encode("utf-8")


@given(anything, st.integers(5, 60))
def test_a_line_is_one_line(text: str, limit: int) -> None:
    line = clean_line(text, limit=limit)
    assert "\n" not in line
    assert len(line) <= limit
    assert clean_line(line, limit=limit) == line


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u3164\uffa0\u115f\u1160"), max_size=80))
def test_what_can_be_seen_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\tb", "a    b"),
        ("\x1b]52;c;aGk=\x07", "�]52;c;aGk=�"),
        ("می‌خواهم 👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "می‌خواهم 👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4),
        ("a" * 30_000, "a" * 19_999 + "…"),
    ],
)
def test_examples(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_a_flag_that_the_limit_cuts_in_two_hides_nothing() -> None:
    flag = "🏴󠁧󠁢󠁷󠁬󠁳󠁿"
    for limit in range(2, 12):
        assert "\U000e0067" not in re.sub(FLAGS, "", clean(flag * 3, limit=limit))
