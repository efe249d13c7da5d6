"""Every limit of the language, one below, at and one above."""

import sys
from pathlib import Path

import pytest

from game.library.load import Loaded, load
from game.story.expressions import DEEPEST, MOST_PARTS
from game.story.language.parse import MOST_CHARACTERS, MOST_DEPTH, MOST_DIGITS, MOST_TOKENS
from tests.language.scopes import condition, refusal


@pytest.mark.parametrize("length", [MOST_CHARACTERS - 1, MOST_CHARACTERS])
def test_a_condition_may_have_300_characters(length: int) -> None:
    text = "coat and" + " " * (length - len("coat and") - len("hat")) + "hat"
    assert len(text) == length
    condition(text)


def test_a_condition_may_not_have_301_characters() -> None:
    error = refusal("coat and" + " " * (MOST_CHARACTERS + 1 - len("coat and") - len("hat")) + "hat")
    assert (error.code, error.message) == ("expression-too-long", "this has 301 characters; at most 300 are allowed")


@pytest.mark.parametrize("tokens", [MOST_TOKENS - 1, MOST_TOKENS])
def test_a_condition_may_have_100_words_and_signs(tokens: int) -> None:
    condition(with_tokens(tokens))


def test_a_condition_may_not_have_101_words_and_signs() -> None:
    text = with_tokens(MOST_TOKENS + 1)
    error = refusal(text)
    assert error.code == "expression-too-long"
    assert "101 words and signs" in error.message
    assert error.start == len(text) - 1  # the one too many


def with_tokens(count: int) -> str:
    """`-1+1+1... > 1` of so many tokens; an even number has the minus."""
    text = "-" * (1 - count % 2) + "1" + "+1" * ((count - 3) // 2) + ">1"
    assert sum(sign in "+->1" for sign in text) == count
    return text


@pytest.mark.parametrize("opening", ["(", "not ", "-", "max(-"])
@pytest.mark.parametrize(("over", "fits"), [(-1, True), (0, True), (1, False)])
def test_a_condition_may_be_nested_20_deep(opening: str, over: int, fits: bool) -> None:
    times = MOST_DEPTH - 1 + over
    if opening == "max(-":
        text = ("max(-" * (times // 2) + "-" * (times % 2)) + "1" + ",1)" * (times // 2) + " > 0"
    elif opening == "-":
        text = "-" * times + "1 > 0"
    else:
        text = opening * times + "coat" + (")" * times if opening == "(" else "")
    if fits:
        condition(text)
    else:
        error = refusal(text)
        assert error.code == "expression-too-long"
        assert "nested more than 20 deep" in error.message


@pytest.mark.parametrize("digits", [MOST_DIGITS - 1, MOST_DIGITS])
def test_a_number_may_have_nine_digits(digits: int) -> None:
    condition(f"money < {'9' * digits}")


def test_a_number_may_not_have_ten_digits() -> None:
    error = refusal(f"money < {'9' * (MOST_DIGITS + 1)}")
    assert (error.code, error.start, error.length) == ("bad-number", 8, 10)


# ---- named conditions that stand on each other ----


def story_with(folder: Path, conditions: str, asked: str = "coat") -> Loaded:
    folder.joinpath("story.yaml").write_text(
        "title: Names\nroles:\n  one: {title: One, blurb: One., start: hall}\nvariables:\n  coat: {type: flag}\n"
        f"  money: {{type: int, max: 9}}\nconditions:\n{conditions}",
        "utf-8",
    )
    folder.joinpath("scenes.yaml").write_text(
        f"hall:\n  choices:\n    - {{label: Out, go: end}}\n    - {{label: Wait, if: {asked}, go: end}}\nend: {{ending: Out}}\n", "utf-8"
    )
    return load(folder)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_chain_of_200_named_conditions_is_told_and_never_recursed_into(tmp_path: Path, backwards: bool) -> None:
    lines = ["  c0: coat\n", *(f"  c{n}: not (c{n - 1})\n" for n in range(1, 200))]
    before = sys.getrecursionlimit()
    loaded = story_with(tmp_path, "".join(reversed(lines) if backwards else lines), "c10")
    assert sys.getrecursionlimit() == before
    assert [problem.code for problem in loaded.problems] == ["expression-too-long"]
    assert f"at most {DEEPEST}" in loaded.problems[0].message


def test_named_conditions_may_be_nested_100_deep_and_no_deeper(tmp_path: Path) -> None:
    # `not c` puts two parts, itself and the name, on top of what the name means.
    def chain(count: int) -> str:
        return "  c0: coat\n" + "".join(f"  c{n}: not c{n - 1}\n" for n in range(1, count))

    depth_of_last = DEEPEST // 2
    assert story_with(tmp_path, chain(depth_of_last), f"c{depth_of_last - 1}").story is not None
    loaded = story_with(tmp_path, chain(depth_of_last), f"not c{depth_of_last - 1}")
    assert [problem.code for problem in loaded.problems] == ["expression-too-long"]


def test_named_conditions_may_ask_a_thousand_things_and_no_more(tmp_path: Path) -> None:
    # c3 asks 3 things; twice c3 by name, with `and`, is 2 * (3 + 1) + 1 = 9, and so on: 3, 9, 21, 45, ..., 765, 1,533.
    lines = "  c3: money > 1\n" + "".join(f"  c{n}: c{n - 1} and c{n - 1}\n" for n in range(4, 11))
    assert story_with(tmp_path, lines).story is not None
    loaded = story_with(tmp_path, lines + "  c11: c10 and c10\n")
    assert [(problem.code, problem.place.line) for problem in loaded.problems] == [("expression-too-long", 16)]
    assert f"asks 1,533 things; at most {MOST_PARTS:,} are allowed" in loaded.problems[0].message


def test_a_bomb_of_names_goes_off_nowhere(tmp_path: Path) -> None:
    """Two hundred lines that would stand for thirty to the two hundredth."""
    lines = ["  c0: coat\n", *(f"  c{n}: {' and '.join([f'c{n - 1}'] * 30)}\n" for n in range(1, 200))]
    loaded = story_with(tmp_path, "".join(lines), "c199")
    assert loaded.story is None
    assert {problem.code for problem in loaded.problems} == {"expression-too-long"}
    assert len(loaded.problems) == 1  # what stands on it is not told again


def test_a_ring_of_names_is_told_once(tmp_path: Path) -> None:
    loaded = story_with(tmp_path, "  a: b\n  b: c or coat\n  c: a and coat\n  d: coat and b\n", "a")
    assert [problem.code for problem in loaded.problems] == ["condition-loop"]
    assert "a -> b -> c -> a" in loaded.problems[0].message
