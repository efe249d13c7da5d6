"""A sorting, played through."""

from pathlib import Path

import pytest

from game.check.lint import lint
from game.kinds.sorting import verdict
from game.plain.pages import xray_text
from game.play.playthrough import because_of, facts_met
from game.play.view import view
from game.source.schema.story_keys import FACT_KINDS
from tests.kinds.ways import nobody_is_stuck
from tests.small import FACTS, closed, load_small, made, offered, small, started, told, value

LEDGER = f"""\
{FACTS}\
  gloom: {{says: The ferry will never come back., kind: view, by: a baker; the bread is his own, source: gazette, at: 6}}
  voices: {{says: "Somebody heard [bells](term:quay) from 2 ships.", kind: report, by: the night watch, source: gazette, at: 7}}
"""
DESK = """\
start: {choices: [{label: Sit down, go: desk}]}
desk:
  kind: sorting
  place: harbour
  text:
    - "{left} on the desk."
    - if: desk_left == 4
      text: The lamp hums.
  claims:
    - storm
    - fact: delay
      text:
        - mira: "*So long?*"
        - {if: coat, text: You button your coat.}
      stronger: {result: The telephone rings., do: trust += 2, visit: call, because: rule, recall: printed hours that nobody counted}
      fits: Mira nods.
    - rule
    - fact: gloom
      cut: Into the stove.
      stronger: {recall: made a prophet of a baker}
  own: the harbour office
  ways:
    vouched: {label: Name them, if: money >= 8, locked: No space., do: money -= 8}
    happened: {do: money -= 4, because: fare}
    opinion: {do: money -= 1}
  fits: It stands.
  stronger: {result: Who says so?, do: trust += 1}
  weaker: {result: Is it in doubt?, do: debt += 1}
  cut: Into the drawer.
  leave: {label: Go home, go: out}
  sorted: press
call: {text: "The office is on the telephone: [no](fact:rule).", go: back}
press: {text: "You {recall}.", ending: Press}
out: {ending: Out}
"""


def test_a_claim_lies_there_without_its_voucher_and_is_met_once_it_is_decided(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, DESK, facts=LEDGER)), "sit-down")
    assert told(played) == ["4 on the desk.", "The lamp hums.", "A storm closed the harbour."]
    assert facts_met(played) == {}
    played = made(played, "happened-storm")
    assert told(played, "result") == ["It stands.", "The ledger says: event, the Gazette."]
    assert list(facts_met(played)) == ["fare", "storm"]
    assert told(played, "text") == ["3 on the desk.", "The wait takes from three to fourteen hours.", "So long?"]


def test_the_ways_are_offered_in_the_authors_order_with_their_words_and_costs(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, DESK, facts=LEDGER)), "sit-down")
    assert [option.label for option in view(played).options] == [
        "Name them",
        "Print it as something that happened",
        "Print it as somebody's opinion",
        "Leave it out",
        "Go home",
    ]
    played = made(played, "vouched-storm", "vouched-delay")
    assert (value(played, "money"), closed(played)) == (4, {"vouched-rule": "No space."})
    played = made(played, "cut-rule")
    assert (value(played, "money"), told(played, "result")) == (4, ["Into the drawer.", "The ledger says: policy, the harbour office."])


def test_what_comes_of_it_follows_from_the_ledger(tmp_path: Path) -> None:
    story = small(tmp_path, DESK, facts=LEDGER)
    played = made(started(story), "sit-down", "opinion-storm")
    assert (told(played, "result")[0], value(played, "debt")) == ("Is it in doubt?", 1)
    played = made(played, "cut-delay", "happened-rule")
    assert told(played, "result")[0] == "It stands.", "the office's word is the paper's own"
    played = made(played, "vouched-gloom")
    assert played.scene.id == "press"
    assert told(played) == ["Who says so?", "The ledger says: view, a baker; the bread is his own.", "You made a prophet of a baker."]


def test_a_claims_own_answer_is_told_instead_and_done_on_top(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, DESK, facts=LEDGER)), "sit-down", "cut-storm", "happened-delay")
    assert (played.scene.id, value(played, "trust"), value(played, "money")) == ("call", 3, 16)
    assert because_of(played, len(played.turns) - 1) == "rule"
    assert told(played)[0] == "The telephone rings."
    played = made(played, "go")
    assert (played.scene.id, told(played)[0]) == ("desk", "2 on the desk.")
    played = made(started(small(tmp_path, DESK, facts=LEDGER)), "sit-down", "cut-storm", "vouched-delay")
    assert told(played, "result")[0] == "Mira nods."
    assert because_of(played, len(played.turns) - 1) == "delay", "what a claim can bear is the reason"


def test_the_last_claim_may_bring_a_visit_too(tmp_path: Path) -> None:
    scenes = DESK.replace("stronger: {recall: made", "stronger: {visit: call, recall: made")
    played = made(started(small(tmp_path, scenes, facts=LEDGER)), "sit-down", "cut-storm", "cut-delay", "cut-rule", "happened-gloom")
    assert played.scene.id == "call"
    assert made(played, "go").scene.id == "press"


VERDICTS = {
    "event": ("fits", "fits", "weaker"),
    "context": ("fits", "fits", "weaker"),
    "figure": ("stronger", "fits", "weaker"),
    "policy": ("stronger", "fits", "weaker"),
    "report": ("stronger", "fits", "weaker"),
    "view": ("stronger", "stronger", "fits"),
}


def test_what_each_kind_of_fact_can_bear() -> None:
    assert set(VERDICTS) == set(FACT_KINDS)
    ways = ("happened", "vouched", "opinion")
    for kind, expected in VERDICTS.items():
        assert tuple(verdict(way, kind, own=False) for way in ways) == expected
        mine = ("fits", *expected[1:]) if kind in ("figure", "policy") else expected
        assert tuple(verdict(way, kind, own=True) for way in ways) == mine
        assert verdict("cut", kind, own=False) == "cut"


def test_facts_and_a_way_on_are_enough(tmp_path: Path) -> None:
    scenes = "start: {kind: sorting, claims: [voices], sorted: out}\nout: {ending: Out}\n"
    played = started(small(tmp_path, scenes, facts=LEDGER))
    assert told(played) == ["Somebody heard bells from 2 ships."]
    assert offered(played) == ["happened-voices", "vouched-voices", "opinion-voices", "cut-voices"]
    played = made(played, "vouched-voices")
    assert (played.scene.id, told(played)) == ("out", ["The ledger says: report, the night watch."])


def test_the_author_says_how_the_voucher_is_told(tmp_path: Path) -> None:
    scenes = "start: {kind: sorting, claims: [voices], sorted: out, shows: SHOWS}\nout: {ending: Out}\n"
    for shows, expected in (('"Von: {by}."', "Von: the night watch."), ('"Look it up ({kind})"', "Look it up (report)")):
        played = made(started(small(tmp_path, scenes.replace("SHOWS", shows), facts=LEDGER)), "cut-voices")
        assert (told(played), list(facts_met(played))) == ([expected], ["voices"])


def test_the_ledgers_words_count_as_sourced_and_no_figure_in_them_is_loose(tmp_path: Path) -> None:
    scenes = "start: {kind: sorting, claims: [voices], sorted: out}\nout: {ending: Out}\n"
    loaded = load_small(tmp_path, scenes, facts=LEDGER)
    assert [problem for problem in lint(loaded).problems if problem.code == "loose-figure"] == []
    assert loaded.story is not None
    played = started(loaded.story)
    assert xray_text(played).startswith("SOURCED: Somebody heard (who vouches")


def test_nobody_is_stuck_in_it(tmp_path: Path) -> None:
    story = small(tmp_path, DESK, facts=LEDGER)
    assert nobody_is_stuck(started(story)) == {"press", "out"}


PROBLEMS = {
    "a fact that isn't there": ("    - rule\n", "    - rul\n", (17, "unknown-fact", "rul")),
    "a fact with words that isn't there": ("fact: delay", "fact: delya", (11, "unknown-fact", "delya")),
    "a fact that lies there twice": ("    - rule\n", "    - storm\n", (17, "duplicate-id", "storm")),
    "a voucher whom nobody knows": ("own: the harbour office", "own: the harbor office", (21, "unknown-voucher", "the harbor office")),
    "a way's condition": ("if: money >= 8", "if: mony >= 8", (23, "unknown-variable", "mony")),
    "a way that there isn't": ("    opinion: {do", "    opinions: {do", (25, "unknown-key", "opinions")),
    "an effect": ("do: trust += 2", "do: trst += 2", (15, "unknown-variable", "trst")),
    "a condition of the talk": ("if: coat, text", "if: cot, text", (14, "unknown-variable", "cot")),
    "a speaker who isn't there": ("- mira:", "- mirra:", (13, "unknown-person", "mirra")),
    "an answer's link": ("fits: Mira nods.", 'fits: "[Mira](fact:mira) nods."', (16, "unknown-fact", "mira")),
    "an answer's fact": ("because: rule, recall", "because: ruel, recall", (15, "unknown-fact", "ruel")),
    "a visit": ("visit: call", "visit: cal", (15, "unknown-scene", "cal")),
    "an answer that nothing brings": (
        "    - storm\n",
        "    - {fact: storm, stronger: Who says so?}\n",
        (10, "answer-never-comes", "stronger"),
    ),
    "what follows": ("sorted: press", "sorted: pres", (31, "unknown-scene", "pres")),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_is_wrong_in_it_is_told_in_the_authors_file(case: str, tmp_path: Path) -> None:
    old, new, expected = PROBLEMS[case]
    assert old in DESK
    problems = load_small(tmp_path, DESK.replace(old, new, 1), facts=LEDGER).problems
    found = [(p.place.line, p.code, p.place.text[p.place.column - 1 :][: p.place.length]) for p in problems]
    assert [problem for problem in found if problem[1] != "back-without-visit"] == [expected]


def test_a_ledger_that_cannot_be_read_is_told_and_nothing_that_follows_from_it(tmp_path: Path) -> None:
    problems = load_small(tmp_path, DESK, facts="facts: [").problems
    assert {problem.place.path for problem in problems} == {"ferry/facts.yaml"}
