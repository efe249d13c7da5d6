"""A queue, played through."""

from collections import Counter
from pathlib import Path

import pytest

from game.play.playthrough import because_of, facts_met, skip
from game.play.view import view
from tests.kinds.ways import nobody_is_stuck
from tests.small import STORY, closed, load_small, made, offered, small, started, told, value

LINE = """\
start: {choices: [{label: Join, go: line}]}
line:
  kind: queue
  title: "{ahead} ahead"
  place: harbour
  text:
    - "{ahead} families ahead. You have been here {waited} hours."
    - {if: start_over, text: again}
  length: 4
  wait: {label: Wait for the line to move, hours: [3, 9, 14], do: battery -= 1, because: delay, result: "It moves: {ahead}, {waited}."}
  moments: [{at: 2, visit: tea}, {at: 4, visit: rumour}]
  leave: {label: Turn round, do: trust += 1, because: rule, result: You turn., recall: turned round, go: home}
  choices:
    - {label: Sing, once: true, do: trust += 1}
    - {label: Look at the sea, visit: sea}
  reached: barrier
  skip: {says: The line moves., take: wait}
tea: {text: Tea., choices: [{label: Drink, do: battery += 1}, {label: Back, go: back}]}
rumour: {text: A rumour., go: back}
sea: {text: The sea., go: back}
barrier: {text: The barrier., choices: [{label: Join again, go: line}, {label: Pass, go: over}]}
over: {ending: Over}
home: {text: "You {recall}.", ending: Home}
""".replace("    - {if: start_over, text: again}\n", "    - {if: visited(line), text: Again here.}\n")


def test_it_moves_until_the_barrier_each_move_as_long_as_chance_makes_it(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, LINE)), "join")
    assert (view(played).scene.title, told(played)) == ("4 ahead", ["4 families ahead. You have been here 0 hours."])
    assert offered(played) == ["wait", "sing", "look-at-the-sea", "leave"]
    played = made(played, "wait/9-hours")
    assert told(played) == ["It moves: 3, 9.", "3 families ahead. You have been here 9 hours."]
    assert (value(played, "hours"), value(played, "battery")) == (9, 7)
    assert because_of(played, 2) == "delay"
    played = made(played, "wait-2/14-hours")
    assert played.scene.id == "tea"
    played = made(played, "drink", "back")
    assert told(played, "text") == ["2 families ahead. You have been here 23 hours."]
    assert value(played, "battery") == 7
    played = made(played, "wait/3-hours")
    assert offered(played) == ["wait-last", "sing", "look-at-the-sea", "leave"]
    played = made(played, "wait-last/3-hours")
    assert told(played) == ["It moves: 0, 29.", "A rumour."]
    assert made(played, "go").scene.id == "barrier"


def test_all_its_waits_are_one_choice_to_whoever_looks(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, LINE)), "join")
    for step in ("wait/3-hours", "wait-2/3-hours", "back", "wait/3-hours"):
        assert [option.label for option in view(played).options if option.id.startswith("wait")] in ([], ["Wait for the line to move"])
        assert closed(played) == {}
        played = made(played, step)


def test_each_of_its_hours_is_equally_likely(tmp_path: Path) -> None:
    story = small(tmp_path, LINE)
    fell = Counter(made(started(story, seed=seed), "join", "wait").entries[-1].outcome for seed in range(900))
    assert fell.keys() == {"3-hours", "9-hours", "14-hours"}
    assert all(250 < count < 350 for count in fell.values())


def test_hours_that_are_listed_twice_are_twice_as_likely(tmp_path: Path) -> None:
    story = small(tmp_path, LINE.replace("[3, 9, 14]", "[3, 9, 3]"))
    wait = story.scenes["line"].choices[0]
    assert [(outcome.id, outcome.weight) for outcome in wait.outcomes] == [("3-hours", 2), ("9-hours", 1)]


def test_a_wait_that_always_takes_the_same_leaves_nothing_to_chance(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, LINE.replace("[3, 9, 14]", "[5]"))), "join", "wait")
    assert played.entries[-1].outcome == ""
    assert value(played, "hours") == 5


def test_leaving_does_what_the_author_says(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, LINE)), "join", "wait/3-hours", "leave")
    assert told(played) == ["You turn.", "You turned round."]
    assert value(played, "trust") == 1
    assert {"delay", "rule"} <= facts_met(played).keys()


def test_coming_back_goes_on_where_it_was_and_joining_again_begins_anew(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, LINE)), "join", "wait/3-hours", "look-at-the-sea", "go")
    assert told(played) == ["3 families ahead. You have been here 3 hours."]
    played = made(played, "sing", "wait-2/3-hours", "back", "wait/3-hours", "wait-last/3-hours", "go", "join-again")
    assert told(played) == ["4 families ahead. You have been here 0 hours.", "Again here."]
    assert offered(played) == ["wait", "look-at-the-sea", "leave"]  # what can be done once was done


def test_skipping_waits(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, LINE)), "join")
    skipped = skip(played)
    assert (skipped.entries[-1].choice, told(skipped, "skipped")) == ("wait", ["The line moves."])
    assert skip(made(played, "wait/3-hours")).entries[-1].choice == "wait-2"  # the first that is open, where `wait` isn't


def test_skipping_waits_where_every_wait_has_another_name(tmp_path: Path) -> None:
    short = LINE.replace("length: 4", "length: 1").replace("moments: [{at: 2, visit: tea}, {at: 4, visit: rumour}]", "moments: []")
    short = short.replace("{label: Look at the sea, visit: sea}", "{label: Tea, visit: tea}").replace(
        "{text: A rumour., go: back}", "{ending: R}"
    )
    played = made(started(small(tmp_path, short.replace("sea: {text: The sea., go: back}\n", ""))), "join")
    assert skip(played).entries[-1].choice == "wait-last"


@pytest.mark.parametrize("length", [1, 2, 5])
@pytest.mark.parametrize("moments", ["[]", "[{at: 1, visit: tea}]", "all"])
@pytest.mark.parametrize("leave", [True, False])
def test_nobody_is_stuck_in_it(length: int, moments: str, leave: bool, tmp_path: Path) -> None:
    every = "[" + ", ".join(f"{{at: {at}, visit: tea}}" for at in range(1, length + 1)) + "]"
    scenes = f"""\
start:
  kind: queue
  text: "{{ahead}}"
  length: {length}
  wait: {{hours: [1, 2]}}
  moments: {every if moments == "all" else moments}
  {"leave: {label: Leave, go: home}" if leave else "choices: [{label: Sing}]"}
  reached: over
tea: {{text: Tea., {"go: back" if moments != "[]" else "go: over"}}}
over: {{ending: Over}}
home: {{ending: Home}}
"""
    assert nobody_is_stuck(started(small(tmp_path, scenes))) == ({"over", "home"} if leave else {"over"})


def test_the_line_takes_at_least_and_at_most_what_its_hours_say(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, LINE)), "join")
    for hours, total in (("3", 12), ("14", 56)):
        through = made(played, f"wait/{hours}-hours", f"wait-2/{hours}-hours", "back", f"wait/{hours}-hours", f"wait-last/{hours}-hours")
        assert value(through, "line_waited") == value(through, "hours") == total


# what is replaced, by what -> (line, code, words under the caret)
PROBLEMS = {
    "a scene that isn't there": ("reached: barrier", "reached: barier", (16, "unknown-scene", "barier")),
    "a moment's scene": ("{at: 2, visit: tea}", "{at: 2, visit: te}", (11, "unknown-scene", "te")),
    "a moment after the end": ("{at: 4, visit: rumour}", "{at: 5, visit: rumour}", (11, "moment-too-late", "5")),
    "two moments at once": ("{at: 4, visit: rumour}", "{at: 2, visit: rumour}", (11, "moment-too-late", "2")),
    "an effect": ("do: battery -= 1", "do: batery -= 1", (10, "unknown-variable", "batery")),
    "a fact": ("because: delay", "because: delya", (10, "unknown-fact", "delya")),
    "a word in braces": ("It moves: {ahead}", "It moves: {behind}", (10, "unknown-variable", "{behind}")),
    "hours that are none": ("[3, 9, 14]", "[3, nine]", (10, "wrong-type", "nine")),
    "hours before the start": ("[3, 9, 14]", "[-3]", (10, "wrong-type", "-3")),
    "no hours": ("[3, 9, 14]", "[]", (10, "wrong-type", "[")),
    "a leave without a way": (", go: home}", "}", (12, "missing-key", "{")),
    "a length of nothing": ("length: 4", "length: 0", (9, "wrong-type", "0")),
    "a variable of its own": ("{label: Sing, once", "{label: Sing, if: line_ahed > 1, once", (14, "unknown-variable", "line_ahed")),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_is_wrong_in_it_is_told_in_the_authors_file(case: str, tmp_path: Path) -> None:
    old, new, expected = PROBLEMS[case]
    assert old in LINE
    problems = load_small(tmp_path, LINE.replace(old, new)).problems
    found = [(p.place.line, p.code, p.place.text[p.place.column - 1 :][: p.place.length]) for p in problems]
    assert [problem for problem in found if problem[1] != "back-without-visit"] == [expected]


def test_it_needs_a_clock(tmp_path: Path) -> None:
    story = "title: T\nroles: {one: {title: One, blurb: One., start: start}}\nvariables: {battery: {type: int, max: 9}}\n"
    scenes = "start: {kind: queue, length: 2, text: '{ahead}', wait: {hours: [1]}, reached: over}\nover: {ending: Over}\n"
    (problem,) = load_small(tmp_path, scenes, story=story).problems
    assert (problem.code, problem.place.line, problem.place.column, problem.message) == ("no-clock", 1, 15, "a queue needs a clock")


def test_a_clock_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    problems = load_small(tmp_path, LINE, story=STORY.replace("start: 2022-09-21 18:00", "start: noon")).problems
    assert [problem.code for problem in problems] == ["wrong-type"]
