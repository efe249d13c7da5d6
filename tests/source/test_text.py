"""Bytes to text."""

import pytest

from game.source.decoding import LARGEST_FILE, MOST_CHARACTERS, decode

from .helpers import places, read


def test_plain_text_comes_back_with_its_lines() -> None:
    file, text, problems = decode("a: б\nc: 日本\n".encode(), "here/a.yaml")
    assert (text, problems) == ("a: б\nc: 日本\n", [])
    assert file.path == "here/a.yaml"
    assert file.lines == ("a: б", "c: 日本", "")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_count_alike(ending: str) -> None:
    file, text, problems = decode(f"a: 1{ending}b: 2{ending}".encode(), "a.yaml")
    assert (text, problems) == ("a: 1\nb: 2\n", [])
    assert len(file.lines) == 3


def test_a_byte_order_mark_is_dropped_once() -> None:
    assert decode(b"\xef\xbb\xbfa: 1\n", "a.yaml")[1:] == ("a: 1\n", [])
    _, _, problems = decode(b"\xef\xbb\xbf\xef\xbb\xbfa: 1\n", "a.yaml")
    assert places(problems) == [("bad-character", 1, 1)]


@pytest.mark.parametrize("text", ["title: Café\n", "kitchen:\n  text: На столе стоят капли.\n  ending: Дома\n", "hall: {text: 他说}\n"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_another_unicode_encoding_is_all_that_is_reported(encoding: str, text: str) -> None:
    _, decoded, problems = decode(text.encode(encoding), "a.yaml")
    assert (decoded, places(problems)) == ("", [("not-utf8", 1, 1)])
    assert encoding.upper()[:6] in problems[0].message
    assert "save it as UTF-8" in problems[0].help


@pytest.mark.parametrize("raw", [b"PK\x03\x04\x14\x00\x08\x00", b"\x89PNG\r\n\x1a\n\x00", b"{\\rtf1 Hello", bytes(range(256)) * 4])
def test_a_file_that_is_no_text_is_one_problem(raw: bytes) -> None:
    assert [problem.code for problem in read(raw)[1]] == ["not-text"]


def test_a_file_that_cant_be_decoded_isnt_called_empty() -> None:
    for raw in ("hall: {ending: End}\n".encode("utf-16"), b"#" * (LARGEST_FILE + 1)):
        assert "empty-file" not in [problem.code for problem in read(raw)[1]]


def test_old_windows_text_is_told_once_with_its_letter() -> None:
    _, text, problems = decode("title: Café\nnote: déjà\n".encode("cp1252"), "a.yaml")
    assert places(problems) == [("not-utf8", 1, 11)]
    assert "0xE9" in problems[0].message
    assert "3 such places" in problems[0].message
    assert "“é”" in problems[0].label
    assert text == "title: Caf�\nnote: d�j�\n"


def test_a_file_may_have_a_mebibyte_and_no_byte_more() -> None:
    assert decode(b"#" * LARGEST_FILE, "a.yaml")[2] == []
    _, text, problems = decode(b"#" * (LARGEST_FILE + 1), "a.yaml")
    assert (text, places(problems)) == ("", [("file-too-big", 1, 1)])


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\0", "U+0000 NUL"),
        ("\x1b", "U+001B ESCAPE"),
        ("\x7f", "U+007F DELETE"),
        ("\x85", "U+0085 NEXT LINE"),
        ("\x9b", "U+009B"),
        ("\xad", "U+00AD SOFT HYPHEN"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\u2060", "U+2060 WORD JOINER"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u3164", "U+3164 HANGUL FILLER"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\uffff", "U+FFFF not a character"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
    ],
)
def test_a_character_that_cant_be_seen_is_named_with_its_place(character: str, name: str) -> None:
    file, text, problems = decode(f"a: 1\nb: x{character}y\n".encode(), "a.yaml")
    assert places(problems) == [("bad-character", 2, 5)]
    assert problems[0].message.startswith(name)
    assert text == "a: 1\nb: x�y\n"
    assert file.lines[1] == "b: x�y"


def test_all_bad_characters_are_told_at_once_up_to_a_limit() -> None:
    _, _, problems = decode(b"a: \x01\nb: \x02\x03\n", "a.yaml")
    assert places(problems) == [("bad-character", 1, 4), ("bad-character", 2, 4), ("bad-character", 2, 5)]
    _, _, problems = decode(b"a long line of words and \x01" * 5_000, "a.yaml")
    assert len(problems) == MOST_CHARACTERS + 1
    assert "more" in problems[-1].message


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم",  # ZWNJ
        "क्‍ष",  # ZWJ
        "👩‍👩‍👧",
        "👍🏽",
        "e\u0301\u0323",
        "❤️",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "�",
        "no\u00a0break",
    ],
)
def test_what_people_write_with_passes(text: str) -> None:
    assert decode(text.encode(), "a.yaml")[1:] == (text, [])


def test_tag_characters_beyond_the_three_flags_are_refused() -> None:
    hidden = "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "evil") + "\U000e007f"
    _, text, problems = decode(hidden.encode(), "a.yaml")
    assert len(problems) == 5
    assert text == "🏴" + "�" * 5


def test_a_bad_byte_and_a_bad_character_are_both_told() -> None:
    _, _, problems = decode(b"a: \x1b\nb: \xe9\n", "a.yaml")
    assert sorted(places(problems)) == [("bad-character", 1, 4), ("not-utf8", 2, 4)]
