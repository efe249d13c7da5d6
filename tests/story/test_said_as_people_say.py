"""Conditions and effects as a person says them: each is told where it is, with the line that mends it, which can be read."""

from pathlib import Path

import pytest

from game.problems import Problem
from tests.small import load_small

SCENES = """\
start:
  title: The quay
  text: The quay.
  choices:
    - label: Wait
      LINE
      go: harbour_hut
    - {label: Sit, go: harbour_hut}
harbour_hut: {title: The old hut, text: It comes., ending: Aboard}
"""

# what was typed after `if:` -> the condition that mends it, what the carets stand under
CONDITIONS = {
    "has coat": ("coat", "has"),
    "has the coat": ("coat", "has the"),
    "after friday": ("from friday", "after friday"),
    "since Friday 15:00": ("from friday 15:00", "since Friday 15:00"),
    "before friday, 15:00": ("until friday 15:00", "before friday, 15:00"),
    "Friday, 15:00": ("from friday 15:00", "Friday, 15:00"),
    "friday 15:00": ("from friday 15:00", "friday 15:00"),
    "coat and on friday at 15:00": ("coat and from friday 15:00", "on friday at 15:00"),
    "from friday 3 pm": ("from friday 15:00", "3 pm"),
    "until friday 9:30 am": ("until friday 9:30", "9:30 am"),
    "date >= friday 15:00": ("from friday 15:00", "date >= friday 15:00"),
    "date < friday": ("until friday", "date < friday"),
    "date == friday": ("weekday == friday", "date == friday"),
    "date is a friday": ("weekday == friday", "date is a friday"),
    "after 15:00": ("hour >= 15", "after 15:00"),
    "coat and before 15:00": ("coat and hour < 15", "before 15:00"),
    "from friday 15": ("from friday 15:00", "from friday 15"),
    "date after 2022-09-23": ("from 2022-09-23", "date after 2022-09-23"),
    "friday and hour >= 15": ("weekday == friday and hour >= 15", "friday"),
    "on fridays": ("weekday == friday", "on fridays"),
    "date >= 2022-09-23T15": ("date >= 2022-09-23 15:00", "2022-09-23T15"),
    "date >= 2022-09-23 15:00 and has coat": ("date >= 2022-09-23 15:00 and coat", "has"),
    "chosen start/sit": ("chosen(start/sit)", "chosen start/sit"),
    "chose(start/sit)": ("chosen(start/sit)", "chose(start/sit)"),
    "has chosen start.sit and coat": ("chosen(start/sit) and coat", "has chosen start.sit"),
    "chosen(start, sit)": ("chosen(start/sit)", "chosen(start, sit)"),
    "chosen sit": ("chosen(start/sit)", "chosen sit"),
    "chosen(sit)": ("chosen(start/sit)", "chosen(sit)"),
    "chosen(Sit) and coat": ("chosen(start/sit) and coat", "chosen(Sit)"),
    "chose(sit)": ("chosen(start/sit)", "chose(sit)"),
    "not chose sit": ("not chosen(start/sit)", "chose sit"),
    "you have chosen sit, coat": ("chosen(start/sit) and coat", "you have"),
    "you have coat": ("coat", "you have"),
    "has_coat": ("coat", "has_coat"),
    "has(coat)": ("coat", "has(coat)"),
    "no coat": ("not coat", "no"),
    "without a coat": ("not coat", "without a"),
    "hasn't coat": ("not coat", "hasn't"),
    "has no coat": ("not coat", "has no"),
    "not has coat": ("not coat", "has"),
    "coat then": ("coat", "then"),
    "if coat": ("coat", "if"),
    "unless coat": ("not coat", "unless coat"),
    "either coat or thermos": ("coat or thermos", "either"),
    "coat, money > 2": ("coat and money > 2", ","),
    "coat; money > 2": ("coat and money > 2", ";"),
    "no coat, thermos": ("not coat and thermos", "no"),
    "coat && thermos": ("coat and thermos", "&&"),
    "coat || thermos": ("coat or thermos", "||"),
    "coat AND thermos": ("coat and thermos", "AND"),
    "coat plus thermos": ("coat and thermos", "plus"),
    "coat is true": ("coat == true", "is"),
    "coat = yes": ("coat == true", "="),
    "coat == yes": ("coat == true", "== yes"),
    "coat == on": ("coat == true", "== on"),
    "coat == no": ("coat == false", "== no"),
    "coat yes": ("coat", "yes"),
    "coat off": ("not coat", "coat off"),
    "coat == 1": ("coat", "=="),
    "Coat": ("coat", "Coat"),
    "$coat": ("coat", "$"),
    "coat?": ("coat", "?"),
    "money": ("money > 0", "money"),
    "coat and money": ("coat and money > 0", "money"),
    "money = 5": ("money == 5", "="),
    "money is 5": ("money == 5", "is"),
    "money isn't 5": ("money != 5", "isn't"),
    "money at least 5": ("money >= 5", "at least"),
    "money is more than 5": ("money > 5", "is more than"),
    "money less than five": ("money < 5", "less than"),
    "money > 5 crowns": ("money > 5", "crowns"),
    "hours > 2 hours": ("hours > 2", "hours"),
    "money > $5": ("money > 5", "$"),
    "5 < money < 9": ("5 < money and money < 9", "<"),
    "'money: 5'": ("money == 5", ":"),
    "papers is foreign": ("papers == foreign", "is"),
    "papers == 'foreign'": ("papers == foreign", "'"),
    "papers == Foreign": ("papers == foreign", "Foreign"),
    "hour >= 15:00": ("hour >= 15", "15:00"),
    "hour > 3pm": ("hour > 15", "3pm"),
    "hour < 12 am": ("hour < 0", "12 am"),
    "visited harbour_hut": ("visited(harbour_hut)", "visited harbour_hut"),
    "visited(The old hut)": ("visited(harbour_hut)", "The"),
    "visited the old hut": ("visited(harbour_hut)", "visited the old hut"),
    "not visited('harbour_hut')": ("not visited(harbour_hut)", "'"),
    "been to harbour_hut": ("visited(harbour_hut)", "been to harbour_hut"),
    "seen(harbour_hut)": ("visited(harbour_hut)", "seen(harbour_hut)"),
    "The old hut": ("visited(harbour_hut)", "The"),
    "harbour_hut": ("visited(harbour_hut)", "harbour_hut"),
    "knows fare": ("knows(fare)", "knows fare"),
    "knows about fare": ("knows(fare)", "knows about fare"),
}

# what was typed after `do:` -> what mends it, what the carets stand under
EFFECTS = {
    "coat": ("coat = true", "coat"),
    "take coat": ("coat = true", "take coat"),
    "has the coat": ("coat = true", "has the coat"),
    "lose coat": ("coat = false", "lose coat"),
    "no coat": ("coat = false", "no coat"),
    "not coat": ("coat = false", "not coat"),
    "'!coat'": ("coat = false", "!coat"),
    "coat == true": ("coat = true", "coat =="),
    "coat is true": ("coat = true", "coat is"),
    "coat = yes": ("coat = true", "= yes"),
    "coat = off": ("coat = false", "= off"),
    "coat = True": ("coat = true", "True"),
    "coat = !coat": ("coat = not coat", "= !"),
    "coat += true": ("coat = true", "+="),
    "set coat to true": ("coat = true", "set"),
    "money == 5": ("money = 5", "money =="),
    "money + 5": ("money += 5", "+"),
    "money =+ 5": ("money += 5", "money =+"),
    "money++": ("money += 1", "money++"),
    "money *= 2": ("money = money * 2", "money *="),
    "add 5 to money": ("money += 5", "5"),
    "pay 5 money": ("money -= 5", "5"),
    "-5 money": ("money -= 5", "-"),
    "money += 5 crowns": ("money += 5", "+= 5 crowns"),
    "money += five": ("money += 5", "five"),
    "money += 5;": ("money += 5", ";"),
    "papers = 'foreign'": ("papers = foreign", "'"),
    "money += 5, coat = true": ("[money += 5, coat = true]", "money += 5, coat = true"),
    "hours += 2 and coat = false": ("[hours += 2, coat = false]", "hours += 2 and coat = false"),
    "money += 5 then take coat": ("[money += 5, coat = true]", "money += 5 then take coat"),
    "coat, thermos": ("[coat = true, thermos = true]", "coat, thermos"),
    "goto harbour_hut": ("go: harbour_hut", "goto harbour_hut"),
    "The old hut": ("go: harbour_hut", "The old hut"),
}


def told(folder: Path, line: str) -> Problem:
    (problem,) = load_small(folder, SCENES.replace("LINE", line)).problems
    assert problem.place.line == 6
    assert problem.message
    return problem


def carets(problem: Problem) -> str:
    place = problem.place
    return place.text[place.column - 1 :][: place.length]


@pytest.mark.parametrize("typed", CONDITIONS)
def test_a_condition_is_told_with_the_one_that_was_meant(typed: str, tmp_path: Path) -> None:
    meant, under = CONDITIONS[typed]
    problem = told(tmp_path, f"if: {typed}")
    assert (problem.label, carets(problem)) == (f"did you mean `{meant}`?", under)
    assert load_small(tmp_path, SCENES.replace("LINE", f"if: {meant}")).problems == ()


@pytest.mark.parametrize("typed", EFFECTS)
def test_an_effect_is_told_with_the_one_that_was_meant(typed: str, tmp_path: Path) -> None:
    meant, under = EFFECTS[typed]
    problem = told(tmp_path, f"do: {typed}")
    assert (problem.label, carets(problem)) == (f"did you mean `{meant}`?", under)
    mended = SCENES.replace("LINE\n      go: harbour_hut", meant) if meant.startswith("go") else SCENES.replace("LINE", f"do: {meant}")
    assert load_small(tmp_path, mended).problems == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("if: coat: true", "did you mean `if: coat == true`?"),
        ("do: coat: true", "did you mean `do: coat = true`?"),
        ("if: money += 5", "what a choice changes stands under `do`"),
        ("if: money >= 0.5", "every number is a whole one"),
        ("do: hours += 0.5", "the clock goes by whole hours"),
        ("do: if coat then money += 5", "a choice with an `if`"),
        ("do: polish", "such as `hours += 1` or `coat = true`"),
    ],
)
def test_where_no_other_line_is_certain_what_to_do_is_said(line: str, words: str, tmp_path: Path) -> None:
    problem = told(tmp_path, line)
    assert words in f"{problem.label} {problem.help}"


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("go: The old hut", "harbour_hut"),
        ("go: the old hut.", "harbour_hut"),
        ("go: The quay", "start"),
        ("go: Harbour hut", "harbour_hut"),
        ("go: -> harbour_hut", "harbour_hut"),
        ("go: back to harbour_hut", "harbour_hut"),
        ("go: The hut", "harbour_hut"),
        ("visit: The old hut", "harbour_hut"),
        ("because: The fare has doubled.", "fare"),
        ("because: fact:fare", "fare"),
    ],
)
def test_a_title_in_the_place_of_an_id_is_told_with_the_id(typed: str, id: str, tmp_path: Path) -> None:
    line = typed if typed.startswith("because") else ""
    scenes = SCENES.replace("LINE", line) if line else SCENES.replace("LINE\n      go: harbour_hut", typed)
    (problem,) = load_small(tmp_path, scenes).problems
    key, _, words = typed.partition(": ")
    assert (problem.label, carets(problem)) == (f"did you mean `{id}`?", words)
    assert load_small(tmp_path, scenes.replace(typed, f"{key}: {id}")).problems == ()


@pytest.mark.parametrize(("key", "words", "id"), [("place", "The harbour", "harbour"), ("place", "The island", "island")])
def test_a_place_by_its_name_is_told_with_its_id(key: str, words: str, id: str, tmp_path: Path) -> None:
    (problem,) = load_small(tmp_path, f"start: {{{key}: {words}, text: Here., ending: Out}}\n").problems
    assert problem.label == f"did you mean `{id}`?"


@pytest.mark.parametrize("typed", ["friday and hour >= 15", "on friday and hour >= 15 and coat"])
def test_what_is_false_again_on_the_next_day_is_told_with_the_mend(typed: str, tmp_path: Path) -> None:
    assert told(tmp_path, f"if: {typed}").help == "that is false again on the next day; from that moment on it is `from friday 15:00`"
    assert told(tmp_path, "if: friday and hour < 15").help == ""


def test_a_choice_that_two_scenes_have_is_told_with_how_its_scene_is_named(tmp_path: Path) -> None:
    scenes = SCENES.replace("text: It comes., ending: Aboard", "text: It comes., choices: [{label: Sit, go: start}]")
    (problem,) = load_small(tmp_path, scenes.replace("LINE", "if: chosen sit")).problems
    assert (problem.label, problem.help) == ("", "the choice stands in the brackets with its scene: `chosen(scene/choice)`")


def test_nothing_is_proposed_that_would_not_be_read(tmp_path: Path) -> None:
    """`umbrella` isn't declared, so that to take the `has` away wouldn't help."""
    assert "umbrella`?" not in told(tmp_path, "if: has umbrella").label
