"""Problems as people, programs and builds read them."""

import json
import re

import pytest

from game.problems import Place, Problem
from game.problems.show import WIDEST, as_github, as_json, as_text, summary
from game.text.cells import cells
from game.text.clean import clean


def _problem(text: str, column: int, length: int = 1, **more: str) -> Problem:
    place = Place("scenes/a.yaml", int(more.pop("line", "41")), column, length, text)
    return Problem(more.pop("code", "stray-colon"), more.pop("message", "something is wrong"), place, **more)


def test_a_problem_looks_like_this() -> None:
    problem = _problem("      go: queue_dwan", 11, 10, label="did you mean `queue_dawn`?", help="a scene's id is the word before its colon")
    assert as_text([problem], colour=False) == (
        "error[stray-colon]: something is wrong\n"
        "  --> scenes/a.yaml:41:11\n"
        "   |\n"
        "41 |       go: queue_dwan\n"
        "   |           ^^^^^^^^^^ did you mean `queue_dawn`?\n"
        "   = help: a scene's id is the word before its colon\n"
        "\n"
        "1 problem in 1 file"
    )


def test_in_a_terminal_nothing_is_broken_within_a_word() -> None:
    help, command = "a scene's id is the word before its colon", 'neighbours play scenes/a --role visitor --path "a b c d e f"'
    problem = _problem(
        "      go: queue_dwan  # " + "and so on " * 9,
        11,
        10,
        label="did you mean?",
        help=help,
        message="there is no scene `queue_dwan`",
        command=command,
    )
    assert as_text([problem], colour=False, width=44) == (
        "error[stray-colon]: there is no scene\n"
        "    `queue_dwan`\n"
        "  --> scenes/a.yaml:41:11\n"
        "   |\n"
        "41 |       go: queue_dwan  # and so on and…\n"
        "   |           ^^^^^^^^^^ did you mean?\n"
        "   = help: a scene's id is the word before\n"
        "           its colon; play it:\n"
        '           neighbours play scenes/a --role visitor --path "a b c d e f"\n'
        "\n"
        "1 problem in 1 file"
    )
    told = as_text([problem], colour=True, width=44)
    assert re.sub("\x1b\\[[0-9;]*m", "", told) == as_text([problem], colour=False, width=44)


def test_a_problem_without_a_line_has_no_caret() -> None:
    problem = Problem("no-story", "there is no story.yaml", Place("scenes"), "did you mean x?", "look again")
    assert as_text([problem], colour=False) == (
        "error[no-story]: there is no story.yaml\n --> scenes\n  = did you mean x?\n  = help: look again\n\n1 problem in 1 file"
    )


def _caret(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    return lines[3], lines[4]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a: 他说：好: x", 8),
        ("a: e\u0301e\u0301e\u0301: x", 10),
        ("a: 👩‍👩‍👧👍🏽: x", 11),
        ("a: ❤️🇰🇿: x", 8),
        ("\ta\tb: x", 5),
        ("a: ｘｙ한글: x", 8),
        ("a: می‌خواهم: x", 12),
    ],
)
def test_the_caret_stands_under_what_is_wrong(text: str, column: int) -> None:
    assert text[column - 1] == ":"
    line, caret = _caret(as_text([_problem(text, column)], colour=False))
    before = line[: line.rindex(":", 0, len(line) - 2) if line.count(":") > 1 else line.index(":")]
    assert caret.index("^") == cells(before)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("日本", 4),
        ("한글", 4),
        ("e\u0301", 1),
        ("שָׁ", 1),
        ("ภาษาไทย", 7),
        ("👍", 2),
        ("👍🏽", 2),
        ("👩‍👩‍👧", 2),
        ("❤", 1),
        ("❤️", 2),
        ("🇰🇿", 2),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),
        ("می‌خواهم", 7),
        ("�", 1),
    ],
)
def test_widths_are_those_of_terminals(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize("column", [1, 20, 99, 100, 101, 500, 999_000, 1_000_000])
def test_a_long_line_is_cut_to_what_stands_round_the_caret(column: int) -> None:
    text = "日x" * 500_000
    line, caret = _caret(as_text([_problem(text, column)], colour=False))
    assert cells(line) <= WIDEST + len("41 | ") + 1
    shown = line.removeprefix("41 | ")
    at = cells(caret.removeprefix("   | ").split("^")[0])
    wide = 0
    for character in shown:
        if wide == at:
            break
        wide += cells(character)
    assert character == text[column - 1]
    assert ("…" in shown[:3]) == (column > 20)


def test_a_long_mistake_is_cut_as_well() -> None:
    line, caret = _caret(as_text([_problem("a: " + "b" * 5_000, 4, 5_000, label="too long")], colour=False))
    assert len(line) <= WIDEST + 7
    assert caret.endswith("^ too long")
    assert len(caret) <= WIDEST


def test_a_caret_may_stand_after_the_end_of_a_line() -> None:
    line, caret = _caret(as_text([_problem("a: b", 5)], colour=False))
    assert (line, caret) == ("41 | a: b", "   |     ^")


def test_problems_come_in_the_order_of_their_places_and_are_counted() -> None:
    problems = [
        Problem("tab", "third", Place("b.yaml", 1, 1, 1, "x")),
        Problem("tab", "second", Place("a.yaml", 10, 1, 1, "x")),
        Problem("tab", "first", Place("a.yaml", 9, 3, 1, "  x")),
    ]
    text = as_text(problems, colour=False)
    assert [word for word in text.replace("\n", " ").split() if word in ("first", "second", "third")] == ["first", "second", "third"]
    assert text.endswith("\n\n3 problems in 2 files")
    assert "third" not in as_text(problems, colour=False, limit=2)
    assert "… and 1 more\n\n3 problems in 2 files" in as_text(problems, colour=False, limit=2)
    assert as_text([], colour=True) == ""


def test_warnings_are_counted_apart() -> None:
    error, warning = _problem("x", 1), _problem("x", 1, code="text-cut-by-hash")
    assert summary([error, warning, warning]) == "1 error and 2 warnings in 1 file"
    assert summary([warning]) == "1 warning in 1 file"
    assert summary([error]) == "1 problem in 1 file"


def test_colour_adds_nothing_but_colour() -> None:
    problems = [_problem("  a: b", 3, label="here", help="so"), _problem("  a: b", 3, code="text-cut-by-hash")]
    coloured = as_text(problems, colour=True)
    assert "\x1b[1;31m" in coloured
    assert "\x1b[1;33m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_text(problems, colour=False)


def test_nothing_in_a_problem_acts_on_the_terminal() -> None:
    evil = "\x1b]52;c;aGk=\x07\u202e\x9b2J"
    place = Place(f"a{evil}\n.yaml", 1, 3, 4, f"a: {evil}")
    problem = Problem("stray-colon", f"it says {evil}", place, f"or {evil}\n", f"and\n{evil}")
    text = as_text([problem], colour=False)
    assert clean(text) == text
    assert len(text.split("\n")) == 8
    shown = json.loads(as_json([problem]))[0]
    assert clean("".join(str(value) for value in shown.values())) == "".join(str(value) for value in shown.values())
    github = as_github([problem])
    assert clean(github) == github
    assert "\n" not in github


def test_json_has_what_a_program_needs() -> None:
    problem = _problem("  text: a: b", 10, 1, label="here", help="so")
    assert json.loads(as_json([problem])) == [
        {
            "code": "stray-colon",
            "severity": "error",
            "message": "something is wrong",
            "label": "here",
            "path": "scenes/a.yaml",
            "line": 41,
            "column": 10,
            "endColumn": 11,
            "help": "so",
        }
    ]
    assert json.loads(as_json([])) == []


def test_github_commands_are_escaped() -> None:
    place = Place("a,b:c%.yaml", 2, 3, 4, "  text")
    problem = Problem("text-cut-by-hash", "100 % wrong", place, "here", "first\nsecond, third: fourth")
    assert as_github([problem]) == (
        "::warning file=a%2Cb%3Ac%25.yaml,line=2,col=3,endColumn=7,title=text-cut-by-hash::"
        "100 %25 wrong; here%0Afirst second, third: fourth"
    )
