"""An encounter, played through."""

from pathlib import Path

import pytest

from game.play.playthrough import because_of, skip
from game.play.view import view
from tests.kinds.ways import nobody_is_stuck
from tests.small import STORY, closed, load_small, made, offered, small, started, told, value

TALK = """\
start: {choices: [{label: Ring, go: landlady}]}
landlady:
  kind: encounter
  place: harbour
  with: {name: Saule, wants: quiet tenants, work: nurse}
  text:
    - She looks at your shoes.
    - landlady: "*Well?*"
  topics:
    - {say: Ask the rent, hears: "Half, with {money} crowns.", do: trust += 1, because: fare, recall: asked the rent}
    - {say: Tell her about the rule, if: knows(rule), hears: She nods., do: trust += 2}
    - {say: Show your coat, id: coat, if: coat, locked: You have none., hears: Wool.}
  leave: {label: Stand up, result: You stand up.}
  choices: [{label: Look out, visit: window}]
  ends:
    - {if: trust >= 3, go: room, do: money -= 5, because: delay, result: She gives you a key., recall: got a room}
    - {if: trust >= 1, id: maybe, go: doorstep}
    - {go: street, recall: left}
window: {text: "[A rule](fact:rule) is nailed to a tree.", go: back}
room: {text: "You {recall}.", ending: Room}
doorstep: {text: "You {recall}.", choices: [{label: Ring again, go: landlady}]}
street: {text: "You {recall}.", ending: Street}
"""


def test_each_topic_once_and_staying(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, TALK)), "ring")
    assert offered(played) == ["ask-the-rent", "look-out", "leave"]
    assert closed(played) == {"coat": "You have none."}
    played = made(played, "ask-the-rent")
    assert told(played) == ["Half, with 20 crowns.", "She looks at your shoes.", "Well?"]
    assert (because_of(played, 2), value(played, "trust")) == ("fare", 1)
    assert offered(played) == ["look-out", "maybe"]


def test_a_topic_may_need_what_has_been_learned(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, TALK)), "ring", "look-out", "go")
    assert offered(played) == ["ask-the-rent", "tell-her-about-the-rule", "look-out", "leave"]


def test_the_first_end_that_holds_is_taken_and_leaving_is_one_choice_to_whoever_looks(tmp_path: Path) -> None:
    story = small(tmp_path, TALK)
    ways = {
        (): ("leave", "street", ["You stand up.", "You left."]),
        ("ask-the-rent",): ("maybe", "doorstep", ["You stand up.", "You asked the rent."]),
        ("ask-the-rent", "look-out", "go", "tell-her-about-the-rule"): (
            "leave-1",
            "room",
            ["She gives you a key.", "You asked the rent and got a room."],
        ),
    }
    for topics, (choice, scene, words) in ways.items():
        played = made(started(story), "ring", *topics)
        leaving = [option for option in view(played).options if option.label == "Stand up"]
        assert [option.id for option in leaving] == [choice]
        played = made(played, choice)
        assert (played.scene.id, told(played)) == (scene, words)


def test_an_end_does_what_it_says(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, TALK)), "ring", "look-out", "go", "ask-the-rent", "tell-her-about-the-rule", "leave-1")
    assert value(played, "money") == 15
    assert because_of(played, len(played.turns) - 1) == "delay"


def test_who_comes_again_finds_what_was_said_said(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, TALK)), "ring", "ask-the-rent", "maybe", "ring-again")
    assert offered(played) == ["look-out", "maybe"]


def test_whom_you_meet_is_somebody(tmp_path: Path) -> None:
    story = small(tmp_path, TALK)
    assert story.scenes["landlady"].person == "landlady"
    person = story.people["landlady"]
    assert (person.name, person.work, person.wants) == ("Saule", "nurse", "quiet tenants")
    parts = view(made(started(story), "ring")).parts
    assert [part.person for part in parts] == ["", "landlady"]
    known = TALK.replace("with: {name: Saule, wants: quiet tenants, work: nurse}", "with: mira").replace("- landlady:", "- mira:")
    assert small(tmp_path, known).scenes["landlady"].person == "mira"


def test_without_words_of_the_authors_leaving_has_some(tmp_path: Path) -> None:
    scenes = "start: {kind: encounter, with: mira, topics: [{say: Ask, hears: No.}], ends: [{go: out}]}\nout: {ending: Out}\n"
    played = started(small(tmp_path, scenes))
    assert [(option.id, option.label) for option in view(played).options] == [("ask", "Ask"), ("leave", "Take your leave")]


def test_nobody_is_stuck_in_it(tmp_path: Path) -> None:
    story = small(tmp_path, TALK, story=STORY.replace("hours: {type: int, max: 400}", "hours: {type: int, max: 1}"))
    assert nobody_is_stuck(started(story)) == {"room", "street"}


PROBLEMS = {
    "a topic's condition": ("if: knows(rule), hears", "if: knows(rul), hears", (11, "unknown-fact", "rul")),
    "a topic's misspelt variable": ("if: coat, locked", "if: cot, locked", (12, "unknown-variable", "cot")),
    "an end's condition": ("if: trust >= 1, id", "if: trst >= 1, id", (17, "unknown-variable", "trst")),
    "the first end's condition": ("{if: trust >= 3, go", "{if: trust = 3, go", (16, "bad-expression", "=")),
    "an end's scene": ("go: doorstep}", "go: dorstep}", (17, "unknown-scene", "dorstep")),
    "an end's fact": ("because: delay", "because: delya", (16, "unknown-fact", "delya")),
    "no last end": ("{go: street, recall", "{if: coat, go: street, recall", (18, "no-last-end", "coat")),
    "an end that holds always": ("{if: trust >= 1, id: maybe", "{id: maybe", (17, "no-last-end", "{")),
    "an answer that is missing": ("hears: Wool.", "", (12, "missing-key", "{")),
    "two topics alike": ("id: coat, ", "id: ask-the-rent, ", (12, "duplicate-id", "ask-the-rent")),
    "a person without a name": ("with: {name: Saule, ", "with: {", (5, "missing-key", "{")),
    "somebody who isn't there": ("with: {name: Saule, wants: quiet tenants, work: nurse}", "with: saule", (5, "unknown-person", "saule")),
    "a speaker who isn't there": ("- landlady:", "- landlord:", (8, "unknown-person", "landlord")),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_is_wrong_in_it_is_told_in_the_authors_file(case: str, tmp_path: Path) -> None:
    old, new, expected = PROBLEMS[case]
    assert old in TALK
    problems = load_small(tmp_path, TALK.replace(old, new)).problems
    found = [(p.place.line, p.code, p.place.text[p.place.column - 1 :][: p.place.length]) for p in problems]
    speaker = [(8, "unknown-person", "landlady")] if case == "somebody who isn't there" else []
    assert found == [expected, *speaker]


def test_two_people_cannot_have_one_name(tmp_path: Path) -> None:
    scenes = TALK.replace("landlady", "mira")
    (problem,) = load_small(tmp_path, scenes).problems
    assert (problem.code, problem.place.line) == ("name-taken", 5)


def test_whoever_skips_an_encounter_takes_their_leave(tmp_path: Path) -> None:
    story = small(tmp_path, TALK.replace("Look out, visit", "Look out, once: true, visit"))
    played = skip(made(started(story), "ring"))
    assert (played.entries[-1].choice, played.scene.id) == ("leave", "street")
