"""YAML to nodes: what they hold, where they stand, and the limits."""

import pytest

from game.source.nodes import ListNode, MapNode, Scalar
from game.source.refusals import LONGEST_NAME, LONGEST_TEXT, MOST_PROBLEMS
from game.source.yaml_tree import DEEPEST, MOST_VALUES, EventParser

from .helpers import both_parsers, placed, places, plain, read


@both_parsers
@pytest.mark.parametrize("typed", ["no", "12:30", "null", "~", "1.10", "010", "0x1F", "1_000", "2024-01-31", "yes", "-5", "=", ".5", "1e3"])
def test_a_plain_word_stays_the_word_that_was_typed(typed: str, parser: EventParser) -> None:
    tree, problems = read(f"a: {typed}\n{typed}: b\nc: [{typed}]\n", parser)
    assert problems == []
    assert plain(tree) == {"a": typed, typed: "b", "c": [typed]}


@both_parsers
def test_every_node_knows_its_place_and_style(parser: EventParser) -> None:
    tree, problems = read("a: one\nb: 'two'\nc:\n  - \"three\"\n  -   four\n  - {e: f}\nd: |\n  five\nlast:\n", parser)
    assert problems == []
    assert tree is not None
    assert placed(tree.values["a"]) == ("one", "", 1, 4)
    assert placed(tree.values["b"]) == ("two", "'", 2, 4)
    e = ("e", ("e", "", 6, 6), ("f", "", 6, 9))
    assert placed(tree.values["c"]) == (4, 3, [("three", '"', 4, 5), ("four", "", 5, 7), (6, 5, [e])])
    assert placed(tree.values["d"]) == ("five\n", "|", 7, 4)
    assert placed(tree.values["last"]) == ("", "", 9, 6)
    assert (tree.line, tree.column) == (1, 1)
    assert [(key.value, key.line, key.column) for key in tree.keys.values()][:3] == [("a", 1, 1), ("b", 2, 1), ("c", 3, 1)]


@both_parsers
def test_folding_and_blank_lines_are_yamls(parser: EventParser) -> None:
    tree, _ = read("a: one\n  two\n\n  three\nb: >\n  one\n  two\n\n  three\nc: |-\n  one\n   two\n", parser)
    assert plain(tree) == {"a": "one two\nthree", "b": "one two\nthree\n", "c": "one\n two"}


@both_parsers
def test_names_that_are_the_same_letters_are_the_same_name(parser: EventParser) -> None:
    tree, problems = read("caf\u00e9: a\ncafe\u0301: b\n", parser)
    assert places(problems) == [("duplicate-key", 2, 1)]
    assert "line 1" in problems[0].label
    assert plain(tree) == {"caf\u00e9": "a"}


def test_a_part_of_a_text_is_found_in_its_line() -> None:
    tree, _ = read("a: one two two\nb: |\n\n    x two\n      y two two\nc: \"it's \\t two\"\nd: 'a\n  two'\n")
    assert tree is not None

    def place(name: str, nth: int) -> tuple[int, int, int]:
        node = tree.values[name]
        assert isinstance(node, Scalar)
        start = -1
        for _ in range(nth):
            start = node.value.index("two", start + 1)
        found = node.place(start, 3)
        return found.line, found.column, found.length

    assert [place("a", 1), place("a", 2)] == [(1, 8, 3), (1, 12, 3)]
    assert [place("b", 1), place("b", 2), place("b", 3)] == [(4, 7, 3), (5, 9, 3), (5, 13, 3)]
    assert place("c", 1) == (6, 13, 3)
    assert place("d", 1) == (8, 3, 3)


def test_a_part_that_isnt_in_the_lines_has_the_place_of_the_text() -> None:
    tree, _ = read('a: "caf\\u00e9 au lait"\n')
    assert tree is not None
    node = tree.values["a"]
    assert isinstance(node, Scalar)
    place = node.place(0, 4)
    assert (place.line, place.column) == (1, 4)


@both_parsers
def test_a_leading_line_of_dashes_is_fine(parser: EventParser) -> None:
    tree, problems = read("# a story\n---\na: b\n", parser)
    assert (plain(tree), problems) == ({"a": "b"}, [])


@both_parsers
def test_dots_at_the_very_end_are_fine(parser: EventParser) -> None:
    tree, problems = read("a: b\n...\n", parser)
    assert (plain(tree), problems) == ({"a": "b"}, [])


@both_parsers
def test_limits_hold_at_their_very_number(parser: EventParser) -> None:
    def codes(text: str) -> list[str]:
        return [problem.code for problem in read(text, parser)[1]]

    assert codes(f"a: {'x' * LONGEST_TEXT}\n") == []
    assert codes(f"a: {'x' * (LONGEST_TEXT + 1)}\n") == ["text-too-long"]
    assert codes(f"{'x' * LONGEST_NAME}: a\n") == []
    assert codes(f"{'x' * (LONGEST_NAME + 1)}: a\n") == ["key-too-long"]
    assert codes(f"a: {'[' * (DEEPEST - 1)}{']' * (DEEPEST - 1)}\n") == []
    assert codes(f"a: {'[' * DEEPEST}{']' * DEEPEST}\n") == ["too-deep"]


def test_a_file_may_have_so_many_values() -> None:
    # One mapping, one list, and the words in it.
    assert read("a:\n" + "- b\n" * (MOST_VALUES - 2))[1] == []
    tree, problems = read("a:\n" + "- b\n" * (MOST_VALUES - 1))
    assert tree is None
    assert places(problems) == [("too-many-values", MOST_VALUES, 3)]


@both_parsers
def test_reading_stops_after_a_hundred_problems(parser: EventParser) -> None:
    _, problems = read("a: b\n" * 1_000, parser)
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "too-many-problems"


@both_parsers
def test_names_that_cant_stay_leave_no_trace(parser: EventParser) -> None:
    tree, problems = read("a: b\na: c\n? [x]\n: d\n'': e\nlist: [{f: g, f: h}]\n", parser)
    assert [problem.code for problem in problems] == ["duplicate-key", "key-not-text", "empty-key", "duplicate-key"]
    assert plain(tree) == {"a": "b", "list": [{"f": "g"}]}
    assert tree is not None
    assert set(tree.keys) == set(tree.values) == {"a", "list"}


@both_parsers
def test_a_bad_character_in_an_escape_is_found_where_it_is(parser: EventParser) -> None:
    _, problems = read('a: "good \\x41 \\\\e bad \\e[2J"\n"k\\0": "\\u202e"\n', parser)
    assert places(problems) == [("bad-character", 1, 23), ("bad-character", 2, 3), ("bad-character", 2, 9)]
    assert "ESCAPE" in problems[0].message


def test_a_tree_is_mappings_sequences_and_scalars() -> None:
    tree, _ = read("a: [b]\n")
    assert isinstance(tree, MapNode)
    assert isinstance(tree.get("a"), ListNode)
    assert "a" in tree
    assert tree.get("b") is None
    assert list(tree) == ["a"]
