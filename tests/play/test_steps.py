"""What exactly happens in a step, sentence by sentence."""

from pathlib import Path

import pytest

from game.check.lint import lint
from game.play.engine import open_choices, step
from game.play.evaluate import MEMORY
from game.play.playthrough import NotOpenError, facts_met
from game.play.record import Carried, Entry
from tests.small import closed, load_small, made, offered, small, started, told, value


def test_the_choice_does_its_part_before_its_outcome_and_each_from_top_to_bottom(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        """\
start:
  text: You have {money}.
  choices:
    - label: Play
      do: [money = 10, money += 5, coat = true]
      result: Then you have {money}.
      outcomes:
        - {id: win, do: [money += money, papers = foreign], result: "You win, {money}, {papers}."}
""",
    )
    played = made(started(story), "play")
    assert told(played) == ["Then you have 30.", "You win, 30, foreign.", "You have 30."]
    assert value(played, "money") == 30
    assert value(played, "coat") == 1


def test_an_outcomes_way_on_overrides_its_choices(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        """\
start:
  choices:
    - label: Ask
      go: yard
      outcomes:
        - {id: there, go: hall}
        - {id: here}
hall: {ending: Hall}
yard: {ending: Yard}
""",
    )
    assert made(started(story), "ask/there").scene.id == "hall"
    assert made(started(story), "ask/here").scene.id == "yard"


def test_a_choice_without_a_way_on_stays_and_the_passage_is_shown_anew(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        """\
start:
  text:
    - first: You are new here.
      again: You know the place.
    - {if: coat, text: You are warm.}
    - {if: visited(start), text: You have been here before.}
  choices:
    - {label: Take the coat, do: coat = true}
    - {label: Leave, go: yard}
yard: {text: A yard., go: start}
""",
    )
    played = started(story)
    assert told(played) == ["You are new here."]
    played = made(played, "take-the-coat")
    assert told(played) == ["You are new here.", "You are warm."]
    assert told(made(played, "leave", "go")) == ["You know the place.", "You are warm.", "You have been here before."]


# ---- facts ----

FACTS = """\
start:
  text:
    - |
      [Once](fact:fare).
    - if: coat
      text: "[Twice](fact:rule)."
    - if: knows(fare)
      text: You have met the fare before.
  choices:
    - {label: Ask about it, if: knows(fare)}
    - label: "Read [the rule](fact:rule)"
      id: read
      result: "[Long](fact:delay)."
      go: yard
    - label: Wait
      because: storm
      outcomes:
        - {id: short, because: rule, go: yard}
        - {id: long, because: delay, go: yard}
    - {label: Closed, if: coat, locked: "[Not now](fact:storm)."}
yard:
  text:
    - {if: knows(delay), text: You know how long it takes.}
    - {if: not knows(delay), text: You don't know how long it takes.}
  choices:
    - {label: Back, id: home, go: start}
    - {label: Storm, if: knows(storm)}
    - {label: Rule, if: knows(rule)}
"""


def test_a_fact_is_met_when_the_passage_that_links_to_it_is_shown(tmp_path: Path) -> None:
    played = started(small(tmp_path, FACTS))
    assert list(facts_met(played)) == ["fare"]  # and not `rule`, whose block isn't shown, nor those of labels and reasons


def test_a_passage_does_not_know_its_own_facts_but_its_choices_do(tmp_path: Path) -> None:
    played = started(small(tmp_path, FACTS))
    assert told(played) == ["Once."]
    assert offered(played) == ["ask-about-it", "read", "wait"]
    assert told(made(played, "ask-about-it")) == ["Once.", "You have met the fare before."]


def test_a_result_that_is_told_is_known_to_the_next_passage(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, FACTS)), "read")
    assert told(played, "text") == ["You know how long it takes."]
    assert list(facts_met(played)) == ["fare", "delay"]
    assert offered(played) == ["home"]


@pytest.mark.parametrize(("outcome", "met"), [("short", ["fare", "storm", "rule"]), ("long", ["fare", "storm", "delay"])])
def test_a_consequence_meets_the_facts_that_it_names(outcome: str, met: list[str], tmp_path: Path) -> None:
    played = made(started(small(tmp_path, FACTS)), f"wait/{outcome}")
    assert sorted(facts_met(played)) == sorted(met)
    assert ("storm" in offered(played), "rule" in offered(played)) == (True, outcome == "short")


def test_what_is_met_in_an_earlier_role_is_known_from_the_start_and_not_met_again(tmp_path: Path) -> None:
    played = started(small(tmp_path, FACTS), carried=Carried(frozenset({"delay", "fare", "gone"})))
    assert told(played) == ["Once.", "You have met the fare before."]
    assert list(facts_met(played)) == ["fare"]


# ---- visits ----

VISITS = """\
start:
  text:
    - {first: New., again: Again.}
    - {if: visited(kiosk), text: You had tea.}
  choices:
    - {label: Have tea, visit: kiosk, do: money -= 1, result: You cross the street.}
    - {label: Have tea and leave, visit: kiosk, go: pier}
    - label: Perhaps tea
      visit: kiosk
      outcomes:
        - {id: then, go: pier}
        - {id: no}
    - {label: Leave, go: pier}
kiosk:
  text:
    - Tea.
    - {if: visited(kiosk), text: The woman knows you.}
  choices:
    - {label: Drink, once: true, do: trust += 1, result: It is hot.}
    - {label: Go back, go: back, result: You go back.}
    - {label: Run, go: yard}
yard: {text: A yard., choices: [{label: On, go: pier}, {label: Home, go: start}]}
pier:
  text:
    - {first: The pier., again: The pier again.}
  choices:
    - {label: Round, go: start}
"""


def test_a_visit_comes_back_to_the_scene_without_entering_it(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, VISITS)), "have-tea")
    assert told(played) == ["You cross the street.", "Tea."]
    played = made(played, "drink", "go-back")
    assert told(played) == ["You go back.", "New.", "You had tea."]
    assert played.scene.id == "start"
    assert value(played, "money") == 19


def test_a_visit_with_a_way_on_enters_that_afterwards(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, VISITS)), "have-tea-and-leave")
    assert played.scene.id == "kiosk"
    played = made(played, "go-back")
    assert told(played) == ["You go back.", "The pier."]
    assert told(made(played, "round", "have-tea-and-leave", "go-back"), "text") == ["The pier again."]


@pytest.mark.parametrize(("outcome", "scene"), [("then", "pier"), ("no", "start")])
def test_the_outcome_may_say_where_a_visit_comes_back_to(outcome: str, scene: str, tmp_path: Path) -> None:
    assert made(started(small(tmp_path, VISITS)), f"perhaps-tea/{outcome}", "go-back").scene.id == scene


def test_any_other_way_out_of_a_visit_ends_it(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, VISITS)), "have-tea-and-leave", "run", "home", "have-tea", "go-back")
    assert played.scene.id == "start"  # and not the pier, to which the first visit would have led


def test_a_second_visit_knows_the_first(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, VISITS)), "have-tea", "go-back", "have-tea")
    assert told(played, "text") == ["Tea.", "The woman knows you."]


def test_staying_in_a_visit_keeps_the_way_back(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, VISITS)), "have-tea", "drink")
    assert played.scene.id == "kiosk"
    assert offered(played) == ["go-back", "run"]
    assert made(played, "go-back").scene.id == "start"


# ---- what is open ----

CHOICES = """\
start:
  choices:
    - {label: Once, once: true}
    - {label: Once if coat, if: coat, locked: You have no coat., once: true}
    - {label: Hidden, if: coat}
    - {label: Locked, if: coat, locked: "You have no coat, and {money} crowns."}
    - {label: Door, locked: It is painted on.}
    - {label: Door with words, locked: Nailed up., result: Never told., because: rule, recall: never}
    - {label: Take it, do: coat = true}
    - {label: Leave it, do: coat = false}
"""


def test_hidden_locked_and_closed_for_good(tmp_path: Path) -> None:
    played = started(small(tmp_path, CHOICES))
    assert offered(played) == ["once", "take-it", "leave-it"]
    assert closed(played) == {
        "once-if-coat": "You have no coat.",
        "locked": "You have no coat, and 20 crowns.",
        "door": "It is painted on.",
        "door-with-words": "Nailed up.",
    }
    warm = made(played, "take-it")
    assert offered(warm) == ["once", "once-if-coat", "hidden", "locked", "take-it", "leave-it"]
    assert closed(warm) == {"door": "It is painted on.", "door-with-words": "Nailed up."}


@pytest.mark.parametrize("choice", ["hidden", "locked", "door", "nothing", "Once", ""])
def test_what_is_not_open_cannot_be_chosen(choice: str, tmp_path: Path) -> None:
    played = started(small(tmp_path, CHOICES))
    with pytest.raises(NotOpenError):
        made(played, choice)


def test_what_was_used_is_hidden_and_never_locked(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, CHOICES)), "once", "take-it", "once-if-coat", "leave-it")
    assert offered(played) == ["take-it", "leave-it"]
    assert "once-if-coat" not in closed(played)
    with pytest.raises(NotOpenError):
        made(played, "once")


def test_the_open_choices_of_the_engine_are_those_of_the_view(tmp_path: Path) -> None:
    story = small(tmp_path, CHOICES)
    for choices in ([], ["take-it"], ["once", "take-it", "once-if-coat"]):
        played = made(started(story), *choices)
        ids = [played.scene.choices[number].id for number in open_choices(played.program, played.state)]
        assert ids == offered(played)


# ---- going on ----


def test_a_scene_with_a_way_on_and_no_choices_is_a_menu_of_one_and_one_open_choice_is_no_decision(tmp_path: Path) -> None:
    story = small(tmp_path, "start: {text: Here., go: yard}\nyard: {text: There., choices: [{label: Stop, go: out}]}\nout: {ending: Out}\n")
    played = started(story)
    assert offered(played) == ["go"]
    played = made(played, "go", "stop")
    assert played.entries == (Entry("start", "go"), Entry("yard", "stop"))
    assert (played.made, played.decisions, played.ended) == (2, 0, True)


def test_an_ending_offers_nothing(tmp_path: Path) -> None:
    played = started(small(tmp_path, "start: {text: Here., ending: Out}\n"))
    assert (played.ended, offered(played)) == (True, [])


# ---- bounds ----


@pytest.mark.parametrize(
    ("effect", "name", "expected"),
    [
        ("money += 500", "money", 100),
        ("money -= 500", "money", 0),
        ("money = 3 * money", "money", 60),
        ("debt -= 9", "debt", -5),
        ("debt = -money", "debt", -5),
        ("battery += 1", "battery", 8),
        ("money += money * money * money * money * money * money", "money", 100),
        ("hours += 999", "hours", 400),
        ("hours += debt - 3", "hours", 0),
    ],
)
def test_an_effect_that_would_pass_a_bound_stops_there(effect: str, name: str, expected: int, tmp_path: Path) -> None:
    assert value(made(started(small(tmp_path, f'start: {{choices: [{{label: Do, do: "{effect}"}}]}}\n')), "do"), name) == expected


def test_each_effect_stops_at_the_bound_before_the_next(tmp_path: Path) -> None:
    story = small(tmp_path, "start: {choices: [{label: Do, do: [money += 500, money -= 30]}]}\n")
    assert value(made(started(story), "do"), "money") == 70


def test_an_enum_is_compared_and_given_by_its_word(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        """\
start:
  text: "Your papers: {papers}, a thermos: {thermos}."
  choices:
    - {label: Swap, if: papers == internal, do: [papers = foreign, thermos = papers == internal]}
    - {label: Show, if: foreign == papers}
""",
    )
    played = started(story)
    assert offered(played) == ["swap"]
    played = made(played, "swap")
    assert told(played) == ["Your papers: foreign, a thermos: no."]
    assert offered(played) == ["show"]


def test_a_role_sets_its_own_start(tmp_path: Path) -> None:
    story = small(tmp_path, 'start: {text: "You have {money}.", ending: Out}\n')
    assert told(started(story, "visitor")) == ["You have 20."]
    assert told(started(story, "captain")) == ["You have 50."]


def test_states_differ_only_where_the_story_asks(tmp_path: Path) -> None:
    """What no condition and no text reads has no bit, or the prover would tell states apart that never differ."""
    story = small(tmp_path, "start: {text: '[A](fact:fare)', go: yard}\nyard: {choices: [{label: A, go: start}, {label: B, go: start}]}\n")
    played = started(story)
    assert made(played, "go", "a").state == played.state == made(played, "go", "b").state
    assert played.state[MEMORY] == 0


def test_a_step_is_a_function_of_its_state(tmp_path: Path) -> None:
    played = started(small(tmp_path, VISITS))
    before = played.state
    after = step(played.program, before, 0)
    assert step(played.program, before, 0) == after
    assert played.state == before
    assert hash(after)


HUNT_AGAIN = """\
start: {text: A., go: doors}
doors:
  kind: hunt
  tries: 3
  text: "{tries} left."
  offers:
    - {id: bell, label: Ring, chance: 1 in 1, result: "You have {tries} tries.", go: doors}
  empty: end
end: {text: Out., ending: Out}
"""


def test_a_result_shows_the_numbers_that_were_when_it_was_told(tmp_path: Path) -> None:
    """A kind's own numbers start anew on entering, and results are told before the next scene is entered."""
    rung = made(started(small(tmp_path, HUNT_AGAIN)), "go", "look-bell")
    assert told(rung, "result", "text") == ["You have 2 tries.", "3 left."]


# ---- ways on that branch ----

WAYS = """\
start:
  text: The market.
  choices:
    - {label: Spend, if: money >= 15, do: money -= 5, because: fare}
    - label: Look for a bed
      do: money -= 5
      result: "[It costs more now](fact:rule)."
      go:
        - {if: knows(storm), to: yard}
        - {if: money >= 15, to: inn}
        - {if: knows(rule) and coat, to: hall}
        - to: barn
    - {label: Take a coat, once: true, do: coat = true}
    - label: Toss
      go: inn
      outcomes:
        - {id: heads}
        - {id: tails, go: [{if: coat, to: hall}, {to: barn}]}
    - {label: Knock, visit: door}
door:
  text: A door. [Somebody has locked it](fact:storm).
  choices:
    - {label: Push, do: trust += 1, go: [{if: trust > 1, to: hall}, {to: back}]}
yard: {text: A yard., go: [{if: coat, to: inn}, {to: barn}]}
inn: {text: A bed., ending: In a bed}
hall: {text: A hall., ending: In the hall}
barn: {text: Straw., ending: In the straw}
"""


@pytest.mark.parametrize(
    ("choices", "scene"),
    [
        (["look-for-a-bed"], "inn"),  # with 15 left
        (["spend", "look-for-a-bed"], "barn"),
        (["spend", "take-a-coat", "look-for-a-bed"], "hall"),  # what its own result tells is known by then
        (["knock", "push", "look-for-a-bed"], "yard"),
        (["knock", "push", "look-for-a-bed", "go"], "barn"),
        (["take-a-coat", "knock", "push", "look-for-a-bed", "go"], "inn"),
        (["knock", "push"], "start"),
        (["knock", "push", "knock", "push"], "hall"),
        (["toss/heads"], "inn"),
        (["toss/tails"], "barn"),
        (["take-a-coat", "toss/tails"], "hall"),
    ],
)
def test_the_first_way_that_holds_is_taken_once_the_effects_are_done(choices: list[str], scene: str, tmp_path: Path) -> None:
    assert made(started(small(tmp_path, WAYS)), *choices).scene.id == scene


@pytest.mark.parametrize(
    ("ways", "code", "says"),
    [
        ("[{if: coat, to: end}, {if: not coat, to: start}]", "last-way", "has no `if`"),
        ("[{to: end}, {if: coat, to: start}]", "last-way", "always taken"),
        ("[{if: coat, to: end}]", "wrong-type", "at least 2"),
        ("[{if: coat, go: end}, {to: start}]", "unknown-key", "no key `go`"),
        ("[{if: coat, to: end}, {else: start}]", "unknown-key", "stands without an `if`: `- to: street`"),
        ("[{if: coat, to: ende}, {to: start}]", "unknown-scene", "`ende`"),
        ("[{if: coart, to: end}, {to: start}]", "unknown-variable", "`coart`"),
    ],
)
def test_a_slip_of_a_way_on_is_told(ways: str, code: str, says: str, tmp_path: Path) -> None:
    scenes = f"start:\n  text: Here.\n  choices:\n    - {{label: On, go: {ways}}}\nend: {{text: There., ending: There}}\n"
    problems = load_small(tmp_path, scenes).problems
    assert [problem.code for problem in problems if says in f"{problem.message} {problem.help}"] == [code]


def test_the_way_back_from_a_visit_does_not_branch(tmp_path: Path) -> None:
    scenes = WAYS.replace("visit: door}", "visit: door, go: [{if: coat, to: inn}, {to: barn}]}")
    (problem,) = load_small(tmp_path, scenes).problems
    assert (problem.code, problem.message) == ("two-ways-on", "a visit comes back to one scene, so its `go` can't branch")


# ---- results in parts ----

PARTS = """\
start:
  text: The market.
  choices:
    - label: Pay
      do: money -= 5
      result:
        - "You have {money}."
        - {if: money < 15, text: It won't do for long.}
        - {if: not knows(fare), text: "[It has doubled](fact:fare)."}
        - {if: knows(fare), text: You knew.}
      outcomes:
        - id: coin
          do: coat = true
          result: {if: coat, text: Something is in the coat.}
          go: [{if: knows(fare), to: hall}, {to: start}]
    - label: Look
      result: [Nothing., {if: coat, text: But the coat is warm.}]
hall: {text: A hall., ending: In the hall}
"""


def test_a_part_of_a_result_is_told_where_it_holds_once_all_effects_are_done(tmp_path: Path) -> None:
    """What the parts teach is known only afterwards, and by then it is decided where to go."""
    played = made(started(small(tmp_path, PARTS)), "pay/coin")
    assert told(played, "result") == ["You have 15.", "It has doubled.", "Something is in the coat."]
    assert played.scene.id == "hall"
    again = made(started(small(tmp_path, PARTS), carried=Carried(frozenset({"fare"}))), "pay/coin")
    assert told(again, "result") == ["You have 15.", "You knew.", "Something is in the coat."]
    assert facts_met(again) == {}
    assert facts_met(played) == {"fare": 1}
    assert told(made(started(small(tmp_path, PARTS)), "look"), "result") == ["Nothing."]


def test_an_outcome_whose_result_has_parts_needs_an_id(tmp_path: Path) -> None:
    (problem,) = load_small(tmp_path, PARTS.replace("id: coin\n          do", "do")).problems
    assert (problem.code, problem.message) == ("needs-id", "an outcome whose result has parts needs an `id`")


@pytest.mark.parametrize(
    ("part", "code", "says"),
    [
        ("{if: coat, first: Here.}", "unknown-key", "no key `first`"),
        ("{if: coart, text: Here.}", "unknown-variable", "`coart`"),
        ("{if: coat}", "missing-key", "`text`"),
        ("{if: money > 100, text: Here.}", "never-true", "can never hold"),
    ],
)
def test_a_slip_of_a_part_is_told(part: str, code: str, says: str, tmp_path: Path) -> None:
    loaded = load_small(tmp_path, PARTS.replace("{if: coat, text: But the coat is warm.}", part))
    problems = [*loaded.problems, *(lint(loaded).problems if loaded.story is not None else ())]
    assert [problem.code for problem in problems if says in problem.message] == [code]
