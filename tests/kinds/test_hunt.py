"""A hunt, played through."""

from pathlib import Path

import pytest

from game.play.playthrough import because_of
from game.play.view import view
from tests.kinds.ways import nobody_is_stuck
from tests.small import STORY, closed, load_small, made, offered, small, started, told, value

NIGHT = """\
start: {choices: [{label: Look, go: night}]}
night:
  kind: hunt
  text: "{tries} looks left."
  tries: 3
  do: [hours += 1, battery -= 1]
  offers:
    - {id: plane, label: Look for a plane, price: 90, chance: 2 in 6, because: fare, go: sky, recall: flew}
    - id: train
      label: Look for a train
      price: 15
      chance: 2 in 6
      because: delay
      missed_because: rule
      do: trust += 1
      result: "A berth. {money} crowns are left."
      missed: "Nothing. {tries} looks left."
      go: rails
      recall: took the train
    - {id: bus, label: Look for a bus, chance: 1 in 2, missed: No bus.}
    - {id: taxi, label: Look for a taxi, price: 1, chance: 0 in 6, missed: No taxi.}
  choices: [{label: Ring, visit: call}]
  empty: morning
call: {text: A call., go: back}
sky: {ending: Sky}
rails: {text: "You {recall}.", ending: Rails}
morning: {text: "You {recall}.", choices: [{label: Again, go: night}, {label: Out, go: out}]}
out: {ending: Out}
"""


def test_each_look_uses_a_try_and_costs_what_a_look_costs(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, NIGHT)), "look")
    assert told(played) == ["3 looks left."]
    played = made(played, "look-train/missed")
    assert told(played) == ["Nothing. 2 looks left.", "2 looks left."]
    assert (value(played, "hours"), value(played, "battery"), value(played, "money")) == (1, 7, 20)
    assert because_of(played, 2) == "rule"


def test_a_price_is_paid_when_it_is_found_and_only_then(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, NIGHT)), "look", "look-train/missed", "look-train/found")
    assert (played.scene.id, value(played, "money"), value(played, "trust")) == ("rails", 5, 1)
    assert told(played) == ["A berth. 5 crowns are left.", "You took the train."]
    assert because_of(played, 3) == "delay"


def test_what_was_missed_is_not_recalled(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, NIGHT)), "look", "look-train/missed", "look-bus/missed", "last-train/missed")
    assert told(played, "text") == ["You kept your own counsel."]


def test_what_is_too_dear_is_shown_with_its_price(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, NIGHT)), "look")
    assert closed(played) == {"look-plane": "It costs 90 and you have 20."}
    assert offered(played) == ["look-train", "look-bus", "look-taxi", "ring", "leave"]


def test_the_last_look_that_fails_ends_it(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, NIGHT)), "look", "look-bus/missed", "look-taxi/missed")
    assert offered(played) == ["last-train", "last-bus", "last-taxi", "ring", "leave"]
    assert closed(played).keys() == {"last-plane"}
    played = made(played, "last-bus/missed")
    assert (told(played, "result"), played.scene.id) == (["No bus."], "morning")
    assert told(made(played, "again")) == ["3 looks left."]


def test_what_is_found_and_leads_nowhere_lets_you_look_on_while_there_are_looks(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, NIGHT)), "look", "look-bus/found")
    assert (played.scene.id, value(played, "night_tries")) == ("night", 2)
    assert made(played, "look-bus/found", "last-bus/found").scene.id == "morning"


def test_the_last_look_can_fail_in_other_words(tmp_path: Path) -> None:
    own = NIGHT.replace("missed: No bus.", "missed: No bus., missed_last: No bus any more.")
    played = made(started(small(tmp_path, own)), "look", "look-bus/missed")
    assert told(played, "result") == ["No bus."]
    assert told(made(played, "look-bus/missed"), "result") == ["No bus."]
    assert told(made(played, "look-bus/missed", "last-bus/missed"), "result") == ["No bus any more."]


def test_an_offer_that_can_be_looked_for_once_is_gone_then_whichever_look_it_was(tmp_path: Path) -> None:
    own = NIGHT.replace("{id: bus, label: Look for a bus,", "{id: bus-17, once: true, label: Look for a bus,")
    story = small(tmp_path, own)
    played = made(started(story), "look", "look-bus-17/missed")
    assert offered(played) == ["look-train", "look-taxi", "ring", "leave"]
    played = made(played, "look-taxi/missed")
    assert offered(played) == ["last-train", "last-taxi", "ring", "leave"]
    again = made(played, "last-taxi/missed", "again")
    assert offered(again) == ["look-train", "look-taxi", "ring", "leave"]
    last = made(started(story), "look", "look-taxi/missed", "look-taxi/missed", "last-bus-17/missed", "again")
    assert "look-bus-17" not in offered(last)


def test_what_a_hunt_remembers_of_an_offer_is_its_own_and_can_be_asked_for(tmp_path: Path) -> None:
    own = NIGHT.replace("{id: bus,", "{id: bus, once: true,").replace(
        "morning: {text:", "morning: {text: [{if: night_bus_tried, text: A bus.},"
    )
    own = own.replace('"You {recall}.", choices: [{label: Again', '"You {recall}."], choices: [{label: Again')
    story = small(tmp_path, own)
    assert story.variables["night_bus_tried"].kind == "night"
    played = made(started(story), "look", "look-bus/missed", "leave")
    assert told(played, "text") == ["A bus.", "You kept your own counsel."]
    taken = own.replace("{id: taxi,", "{id: bus-b, label: B, once: true, chance: 1 in 2}\n    - {id: taxi,")
    taken = taken.replace(
        "out: {ending",
        "night_bus: {kind: hunt, tries: 1, offers: [{id: b, label: B, once: true, chance: 1 in 2}], empty: out}\nout: {ending",
    )
    problems = load_small(tmp_path / "taken", taken).problems
    assert [(problem.code, problem.message) for problem in problems] == [
        ("name-taken", "the scene `night` keeps a variable `night_bus_b_tried` too")
    ]


def test_an_offer_asks_for_what_it_takes_as_a_choice_does(tmp_path: Path) -> None:
    hidden = NIGHT.replace("{id: bus,", "{id: bus, if: trust > 0,")
    assert offered(made(started(small(tmp_path / "hidden", hidden)), "look")) == ["look-train", "look-taxi", "ring", "leave"]
    shut = NIGHT.replace("{id: bus,", "{id: bus, if: trust > 0, locked: They know you.,")
    played = made(started(small(tmp_path / "shut", shut)), "look")
    assert closed(played) == {"look-plane": "It costs 90 and you have 20.", "look-bus": "They know you."}
    shown = NIGHT.replace("{id: bus,", "{id: bus, if: not coat, locked: They know you.,")
    assert "look-bus" in offered(made(started(small(tmp_path / "shown", shown)), "look"))


def test_an_offer_with_a_price_tells_each_of_its_two_reasons(tmp_path: Path) -> None:
    own = NIGHT.replace("{id: plane,", "{id: plane, if: coat, locked: Not in that shirt.,")
    played = made(started(small(tmp_path / "shirt", own)), "look")
    assert closed(played) == {"shut-plane": "Not in that shirt."}
    for now in (played, made(played, "look-bus/missed", "look-bus/missed")):
        labels = [option.label for option in view(now).options]
        assert labels[:4] == ["Look for a plane", "Look for a train", "Look for a bus", "Look for a taxi"]
    own = own.replace("if: coat", "if: not coat")
    played = made(started(small(tmp_path / "coat", own)), "look")
    assert closed(played) == {"look-plane": "It costs 90 and you have 20."}
    rich = made(started(small(tmp_path / "rich", own), "captain"), "look", "look-train/missed", "look-taxi/missed")
    assert closed(rich) == {"last-plane": "It costs 90 and you have 50."}


def test_the_author_says_how_an_offer_is_too_dear(tmp_path: Path) -> None:
    own = NIGHT.replace("  tries: 3", "  tries: 3\n  dear: Es kostet [{price}](imagined), und du hast {money}.")
    assert closed(made(started(small(tmp_path, own)), "look")) == {"look-plane": "Es kostet 90, und du hast 20."}


def test_a_visit_from_it_changes_nothing(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, NIGHT)), "look", "look-bus/missed", "ring", "go")
    assert told(played) == ["2 looks left."]


def test_stopping_leads_where_the_last_failed_look_does_or_where_the_author_says(tmp_path: Path) -> None:
    assert made(started(small(tmp_path, NIGHT)), "look", "leave").scene.id == "morning"
    own = NIGHT.replace(
        "  empty: morning", "  leave: {label: Go to bed, do: trust += 2, result: You sleep., recall: slept, go: rails}\n  empty: morning"
    )
    played = made(started(small(tmp_path, own)), "look", "leave")
    assert (value(played, "trust"), told(played)) == (2, ["You sleep.", "You slept."])


@pytest.mark.parametrize(("chance", "outcomes"), [("0 in 6", {"missed"}), ("6 in 6", {"found"}), ("3 in 6", {"found", "missed"})])
def test_its_odds_are_those_that_are_told(chance: str, outcomes: set[str], tmp_path: Path) -> None:
    story = small(tmp_path, NIGHT.replace("chance: 1 in 2", f"chance: {chance}"))
    fell = [made(started(story, seed=seed), "look", "look-bus").entries[-1].outcome for seed in range(400)]
    assert set(fell) == outcomes
    if len(outcomes) == 2:
        assert 150 < fell.count("found") < 250


def test_it_pays_from_the_variable_that_it_names(tmp_path: Path) -> None:
    scenes = (
        NIGHT.replace("  tries: 3", "  tries: 1\n  pay: battery")
        .replace("price: 15", "price: 5")
        .replace("do: [hours += 1, battery -= 1]", "do: hours += 1")
    )
    played = made(started(small(tmp_path, scenes)), "look")
    assert closed(played) == {"last-plane": "It costs 90 and you have 8."}
    assert value(made(played, "last-train/found"), "battery") == 3


def test_what_is_too_dear_is_told_only_where_something_has_a_price(tmp_path: Path) -> None:
    scenes = "start: {kind: hunt, tries: 2, dear: Alas., offers: [{id: bus, label: Bus, chance: 1 in 2}], empty: out}\nout: {ending: Out}\n"
    (problem,) = load_small(tmp_path, scenes).problems
    assert (problem.code, problem.message) == ("missing-key", "this is never told, since no offer has a price")


def test_free_offers_need_no_purse(tmp_path: Path) -> None:
    story = "title: T\nroles: {one: {title: One, blurb: One., start: start}}\n"
    scenes = "start: {kind: hunt, tries: 2, offers: [{id: bus, label: Bus, chance: 1 in 2, go: out}], empty: out}\nout: {ending: Out}\n"
    assert offered(started(small(tmp_path, scenes, story=story), "one")) == ["look-bus", "leave"]


@pytest.mark.parametrize("tries", [1, 2, 3])
@pytest.mark.parametrize("leave", ["", "  leave: {label: Bed, go: out}\n"])
@pytest.mark.parametrize("money", [0, 1, 15, 90])
@pytest.mark.parametrize("once", ["", "once: true, if: not coat, "])
def test_nobody_is_stuck_in_it(tries: int, leave: str, money: int, once: str, tmp_path: Path) -> None:
    scenes = NIGHT.replace("{id: ", f"{{{once}id: ").replace("  tries: 3\n", f"  tries: {tries}\n{leave}")
    story = STORY.replace("start: 20,", f"start: {money},").replace(
        "hours: {type: int, max: 400}", "hours: {type: int, max: 12, clamp: true}"
    )
    ends = nobody_is_stuck(started(small(tmp_path, scenes, story=story)))
    assert "out" in ends
    assert ("rails" in ends, "sky" in ends) == (money >= 15, money >= 90)


PROBLEMS = {
    "a variable that isn't there": ("  tries: 3", "  tries: 3\n  pay: mony", (6, "unknown-variable", "mony")),
    "a variable that is no number": ("  tries: 3", "  tries: 3\n  pay: coat", (6, "wrong-types", "coat")),
    "odds that are none": ("chance: 1 in 2", "chance: 3 in 2", (20, "wrong-type", "3 in 2")),
    "odds in another form": ("chance: 1 in 2", "chance: 50%", (20, "wrong-type", "50%")),
    "a price in words": ("price: 15", "price: fifteen", (11, "wrong-type", "fifteen")),
    "a scene that isn't there": ("go: rails", "go: rail", (18, "unknown-scene", "rail")),
    "an empty that isn't there": ("empty: morning", "empty: mourning", (23, "unknown-scene", "mourning")),
    "a fact": ("missed_because: rule", "missed_because: rool", (14, "unknown-fact", "rool")),
    "an effect": ("do: trust += 1", "do: trust =+ 1", (15, "bad-expression", "trust =+")),
    "a cost of each look": ("hours += 1, battery", "hours = 1, battery", (6, "clock-set", "=")),
    "a word in braces": ('{tries} looks left."\n  tries', '{trys} looks left."\n  tries', (4, "unknown-variable", "{trys}")),
    "two offers alike": ("{id: taxi,", "{id: bus,", (21, "duplicate-id", "bus")),
    "two offers that would be remembered alike": (
        "{id: taxi,",
        "{id: b-s, label: B, chance: 1 in 2}\n    - {id: b_s,",
        (22, "duplicate-id", "b_s"),
    ),
    "a reason that nothing asks for": ("{id: taxi,", "{id: taxi, locked: Shut.,", (21, "missing-key", "locked")),
    "a condition": ("{id: taxi,", "{id: taxi, if: monny > 3,", (21, "unknown-variable", "monny")),
    "a word in braces of what is too dear": ("  tries: 3", "  tries: 3\n  dear: It costs {prize}.", (6, "unknown-variable", "{prize}")),
    "an offer without odds": ("chance: 1 in 2, ", "", (20, "missing-key", "{")),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_is_wrong_in_it_is_told_in_the_authors_file(case: str, tmp_path: Path) -> None:
    old, new, expected = PROBLEMS[case]
    assert old in NIGHT
    problems = load_small(tmp_path, NIGHT.replace(old, new)).problems
    found = [(p.place.line, p.code, p.place.text[p.place.column - 1 :][: p.place.length]) for p in problems]
    assert found == [expected]
