"""All problems at once: a story with twenty slips of twenty kinds tells twenty problems, each at its place."""

from pathlib import Path

import pytest

from tests.small import load_small

# Each line with a slip ends in a comment: the code, and the words that the caret stands under.
SCENES = """\
start:
  tittle: The quay  #! unknown-key: tittle
  place: harbor  #! unknown-place: harbor
  text:
    - |
      The quay is empty.
    - if: mony > 5  #! unknown-variable: mony
      text: A coin.
    - mirra: Nobody is here.  #! unknown-person: mirra
  choices:
    - label: Wait
      do: coat += 1  #! wrong-types: +=
      go: peer  #! unknown-scene: peer
    - label: wait!  #! duplicate-id: wait!
      if: money = 5  #! bad-expression: =
      go: pier
    - label: Pay
      if: coat && late  #! bad-sign: &&
      do: [money -= 5, papers = forein]  #! unknown-value: forein
      because: fair  #! unknown-fact: fair
      result: He nods.
      go: pier
    - label: Pay {money}  #! needs-id: Pay {money}
      go: pier
    - label: Ask
      visit: kiosk
      once: yes  #! wrong-type: yes
    - label: Swim
      outcomes:
        - {chance: 0, result: No., go: pier}  #! no-chance: -
    - label: Sail
      do: hours = 5  #! clock-set: =
      go: kiosk
kiosk:
  text: Tea is sold here.
  go: back  #! back-without-visit: back
Pier 2: {text: It comes., ending: Aboard}  #! bad-id: Pier 2
pier:
  text: ""  #! empty-text: ""
  ending: Aboard
  recalls: [start/weight]  #! unknown-choice: start/weight
office:
  kind: registration
  opens: 18
  closes: 9  #! closed-all-day: 9
  windows: [form]
  granted: pier
"""


def slips(text: str) -> list[tuple[int, str, str]]:
    """(line, code, words) of every slip that a comment announces."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        _, mark, slip = line.partition("#! ")
        if mark:
            code, _, words = slip.partition(": ")
            found.append((number, code, words))
    return found


def test_twenty_slips_are_twenty_problems_each_under_its_words(tmp_path: Path) -> None:
    expected = slips(SCENES)
    assert len(expected) == len({code for _, code, _ in expected}) == 20
    loaded = load_small(tmp_path, SCENES)
    assert loaded.story is None
    told = []
    for problem in loaded.problems:
        place = problem.place
        assert place.path == "ferry/scenes.yaml"
        told.append((place.line, problem.code, place.text[place.column - 1 :][: place.length]))
    assert told == expected


@pytest.mark.parametrize("without", range(20))
def test_mending_one_leaves_the_others(without: int, tmp_path: Path) -> None:
    """So none of them hangs on another: a line taken as it was in a right story takes away its own problem alone."""
    expected = slips(SCENES)
    mends = {
        "unknown-key": "  title: The quay",
        "unknown-place": "  place: harbour",
        "unknown-variable": "    - if: money > 5",
        "unknown-person": "    - mira: Nobody is here.",
        "wrong-types": "      do: coat = true",
        "unknown-scene": "      go: pier",
        "duplicate-id": "    - label: Wait a day",
        "bad-expression": "      if: money == 5",
        "bad-sign": "      if: coat and late",
        "unknown-value": "      do: [money -= 5, papers = foreign]",
        "unknown-fact": "      because: fare",
        "needs-id": "    - label: Pay all",
        "wrong-type": "      once: true",
        "no-chance": "        - {chance: 1, result: No., go: pier}",
        "clock-set": "      do: hours += 5",
        "back-without-visit": "  go: pier",
        "bad-id": "pier_2: {text: It comes., ending: Aboard}",
        "empty-text": "  text: It comes.",
        "unknown-choice": "",
        "closed-all-day": "  closes: 19",
    }
    line, code, _ = expected[without]
    lines = SCENES.splitlines()
    lines[line - 1] = mends[code]
    loaded = load_small(tmp_path, "\n".join(lines))
    assert [(problem.place.line, problem.code) for problem in loaded.problems] == [slip[:2] for slip in expected if slip[0] != line]


def test_two_thousand_wrong_names_are_all_reported(tmp_path: Path) -> None:
    """However many names are compared with however many scenes: this test would take hours if it were all with all."""
    wrong = "".join(
        f"old_{n}:\n  text: Here.\n  choices: [{{label: On, go: place_{n}_x}}, {{label: Off, go: pier}}]\n" for n in range(2_000)
    )
    unnamed = "".join(f"place_{n}_y: {{text: There., ending: End}}\n" for n in range(2_000))
    loaded = load_small(tmp_path, "start: {text: Here., go: pier}\npier: {text: It comes., ending: Aboard}\n" + wrong + unnamed)
    assert [problem.code for problem in loaded.problems] == ["unknown-scene"] * 2_000
    assert loaded.problems[0].label == "did you mean `place_0_y`?"


def test_a_value_of_the_wrong_form_makes_no_second_problem(tmp_path: Path) -> None:
    scenes = """\
start:
  kind: queue
  text: A line.
  length: 9999
  wait: {hours: [1, many]}
  reached: office
office:
  kind: registration
  opens: 18
  closes: 99
  windows: [form]
  granted: pier
pier: {text: It comes., ending: Aboard}
"""
    loaded = load_small(tmp_path, scenes)
    assert [(problem.code, problem.place.line) for problem in loaded.problems] == [("wrong-type", 4), ("wrong-type", 5), ("wrong-type", 10)]
