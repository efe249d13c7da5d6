"""How likely it is what chance decides, in words: told of what can be chosen, never what it brings."""

from pathlib import Path

import pytest

from game.play.odds import HIDDEN, odds
from game.play.playthrough import choose
from tests.small import small, started

HUNT = """\
start:
  kind: hunt
  text: "Looks left: {{tries}}."
  tries: 2
  offers:
    - {{id: deck, label: A place on deck, chance: {chance}, because: fare, missed: Gone., go: end}}
    - {{id: cabin, label: A cabin, price: 90, chance: 3 in 6, because: fare, missed: Gone., go: end}}
  empty: end
end: {{text: End., ending: End}}
"""
OUTCOMES = """\
start:
  text: A coin.
  choices:
    - {{label: Toss, outcomes: [{outcomes}]}}
    - {{label: Leave, go: end}}
end: {{text: End., ending: End}}
"""


@pytest.mark.parametrize(
    ("chance", "says"),
    [
        ("2 in 6", "It is found one time in three."),
        ("3 in 6", "It is found one time in two."),
        ("4 in 6", "It is found two times in three."),
        ("5 in 13", "It is found five times in 13."),
        ("6 in 6", "It is found for certain."),
        ("0 in 6", HIDDEN),
    ],
)
def test_a_look_says_how_often_it_finds(tmp_path: Path, chance: str, says: str) -> None:
    """Also the last one; what is closed is left out, since nobody can try it."""
    played = started(small(tmp_path, HUNT.format(chance=chance)))
    assert [(each.label, each.says) for each in odds(played)] == [("A place on deck", says)]
    if chance != "6 in 6":
        last = choose(played, "look-deck", "missed")
        assert [each.says for each in odds(last)] == [says]


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ((1, 1), "It can come out in two ways, each as likely as the other."),
        ((2, 2, 2), "It can come out in three ways, each as likely as the others."),
        ((1, 2), "It can come out in two ways: two times in three and one time in three."),
        ((3, 1, 2), "It can come out in three ways: one time in two, one time in three and one time in six."),
        ((3, 0, 1), "It can come out in two ways: three times in four and one time in four."),
    ],
)
def test_a_choice_says_in_how_many_ways_it_can_come_out(tmp_path: Path, weights: tuple[int, ...], says: str) -> None:
    outcomes = ", ".join(f"{{chance: {weight}, result: 'Way {number}.', go: end}}" for number, weight in enumerate(weights))
    (told,) = odds(started(small(tmp_path, OUTCOMES.format(outcomes=outcomes))))
    assert (told.label, told.says) == ("Toss", says)
    assert "Way" not in told.says


def test_what_is_certain_is_left_to_nobody(tmp_path: Path) -> None:
    certain = OUTCOMES.format(outcomes="{chance: 3, result: Heads., go: end}, {chance: 0, result: Tails., go: end}")
    assert list(odds(started(small(tmp_path, certain)))) == []
