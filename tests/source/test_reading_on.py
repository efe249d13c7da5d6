"""One slip that breaks the grammar hides nothing but the scene that it stands in."""

from pathlib import Path

import pytest

from game.source.decoding import decode
from game.source.yaml_tree import MOST_TEARS, EventParser, read_parts
from tests.small import load_small

from .helpers import both_parsers, places, plain

SOUND = "attic:\n  text: Dust.\n  ending: Dust\n"
BROKEN = {
    "a colon in a text": "hall:\n  text: He said: stay\n  go: attic\n",
    "a quote that is never closed": 'hall:\n  text: "He said stay\n  go: attic\n',
    "a bracket that is never closed": "hall:\n  text: a\n  recalls: [one, two\n  go: attic\n",
    "a line at the wrong column": "hall:\n  text: a\n   go: attic\n",
    "a name without its colon": "hall\n  text: a\n  go: attic\n",
    "a text that isn't indented": "hall:\n  text: |\n  He said\n  go: attic\n",
    "a hash that touches its bar": "hall:\n  text: |#3\n    Roses\n  go: attic\n",
    "an odd space": "hall:\n\u00a0 text: a\n  go: attic\n",
}


@both_parsers
@pytest.mark.parametrize("slip", BROKEN)
def test_what_stands_before_and_after_is_read(slip: str, parser: EventParser) -> None:
    text = "cellar:\n  text: Wine.\n  go: attic\n" + BROKEN[slip] + SOUND + "yard:\n  text: He said: go\n  go: attic\nlast: {ending: Out}\n"
    file, decoded, problems = decode(text.encode(), "scenes.yaml")
    reading = read_parts(file, decoded, problems, parser=parser)
    assert not reading.whole
    found = plain(reading.tree)
    assert found["attic"] == {"text": "Dust.", "ending": "Dust"}
    assert found["last"] == {"ending": "Out"}
    assert "yard" not in found
    assert len(problems) == 2
    assert places(problems)[1] == ("stray-colon", text[: text.index("He said: go")].count("\n") + 1, 16)


@both_parsers
def test_a_name_that_stands_on_both_sides_of_the_break_is_told(parser: EventParser) -> None:
    file, text, problems = decode((SOUND + BROKEN["a colon in a text"] + SOUND).encode(), "scenes.yaml")
    read_parts(file, text, problems, parser=parser)
    assert places(problems) == [("stray-colon", 5, 16), ("duplicate-key", 7, 1)]


@both_parsers
def test_reading_is_taken_up_again_only_so_often(parser: EventParser) -> None:
    text = "".join(f"s{number}:\n  text: He said: stay\n" for number in range(3 * MOST_TEARS))
    file, decoded, problems = decode(text.encode(), "scenes.yaml")
    assert not read_parts(file, decoded, problems, parser=parser).whole
    assert [problem.code for problem in problems] == ["stray-colon"] * (MOST_TEARS + 1)


def test_a_check_tells_what_is_wrong_in_the_scenes_that_can_be_read(tmp_path: Path) -> None:
    """And not that the scene which can't be read is missing wherever something leads to it."""
    scenes = (
        "start:\n  text: The quay.\n  choices:\n    - {label: Wait, if: mony > 5, go: kiosk}\n    - {label: Pay, go: pier}\n"
        "kiosk:\n  text: A sign: closed.\n  go: start\n"
        "pier: {text: It comes., endin: Aboard}\n"
    )
    problems = load_small(tmp_path, scenes).problems
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("unknown-variable", 4),
        ("stray-colon", 7),
        ("unknown-key", 9),  # and not that something is missing, which is the same slip
    ]


def test_a_name_that_stands_nowhere_is_told_beside_a_scene_that_cannot_be_read(tmp_path: Path) -> None:
    scenes = (
        "start:\n  text: The [quay](fact:fair).\n  choices:\n    - {label: Wait, go: kisok}\n    - {label: Pay, go: kiosk}\n"
        "kiosk:\n  text: A sign: closed.\n  go: start\n"
    )
    told = [(problem.code, problem.place.line) for problem in load_small(tmp_path, scenes).problems]
    assert told == [("unknown-fact", 2), ("unknown-scene", 4), ("stray-colon", 7)]


def test_a_fact_that_stands_nowhere_is_told_beside_a_ledger_that_cannot_be_read(tmp_path: Path) -> None:
    scenes = "start:\n  text: The [quay](fact:fare) and the [wait](fact:dely).\n  ending: Out\n"
    facts = "sources:\n  gazette: {title: T, publisher: P, date: 2022-09-28}\nfacts:\n  fare:\n    says: No: yes\n"
    problems = load_small(tmp_path, scenes, facts=facts).problems
    assert [(problem.code, problem.place.line) for problem in problems] == [("stray-colon", 5), ("unknown-fact", 2)]


def test_half_a_ledger_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    scenes = "start:\n  text: The [quay](fact:fare).\n  ending: Out\n"
    facts = "sources:\n  gazette: {title: T: U, publisher: P, date: 2022-09-28}\nfacts:\n  fare: {says: No: yes}\n"
    problems = load_small(tmp_path, scenes, facts=facts).problems
    assert [(problem.code, problem.place.line) for problem in problems] == [("text-in-brackets", 2), ("text-in-brackets", 4)]
