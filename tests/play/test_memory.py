"""What is carried in from earlier roles, what is left behind, what is recalled and what is skipped."""

from pathlib import Path
from types import MappingProxyType

import pytest

from game.play.playthrough import NotOpenError, because_of, echoes_left, facts_met, recalls_untold, skip, terms_met, undo
from game.play.record import Carried, Entry
from game.play.transcript import decisions
from game.play.view import meters, options_of, view
from tests.small import STORY, load_small, made, offered, small, started, told, value

BENCH = """\
start:
  text: "The bench: {bench}."
  choices:
    - {label: Keep it, if: bench != kept, do: bench = kept}
    - {label: Give it, do: bench = given, go: out}
out: {ending: Out}
"""


def carried(**echoes: str) -> Carried:
    return Carried(frozenset(), MappingProxyType(echoes))


def test_an_echo_is_unknown_until_its_role_has_been_played(tmp_path: Path) -> None:
    story = small(tmp_path, BENCH)
    assert told(started(story, "captain")) == ["The bench: unknown."]
    assert told(started(story, "captain", carried=carried(bench="given"))) == ["The bench: given."]


@pytest.mark.parametrize("left", ["stolen", "", "unknown"])
def test_an_echo_with_a_word_that_the_story_does_not_know_is_unknown(left: str, tmp_path: Path) -> None:
    assert value(started(small(tmp_path, BENCH), "captain", carried=carried(bench=left, gone="kept")), "bench") == "unknown"


def test_the_role_itself_starts_anew(tmp_path: Path) -> None:
    played = started(small(tmp_path, BENCH), "visitor", carried=carried(bench="given"))
    assert value(played, "bench") == "unknown"
    assert echoes_left(made(played, "keep-it")) == {"bench": "kept"}
    assert echoes_left(made(played, "keep-it", "give-it")) == {"bench": "given"}


def test_a_role_leaves_its_own_echoes_alone(tmp_path: Path) -> None:
    assert echoes_left(started(small(tmp_path, BENCH), "captain", carried=carried(bench="given"))) == {}


def test_only_echoes_are_carried_in(tmp_path: Path) -> None:
    played = started(small(tmp_path, BENCH), "captain", carried=carried(papers="foreign", money="5"))
    assert (value(played, "papers"), value(played, "money")) == ("internal", 50)


# ---- recalls ----

RECALLS = """\
start:
  choices:
    - {label: Give the tea, once: true, recall: gave away your tea}
    - {label: Ring, recall: rang your mother}
    - label: Bet
      recall: bet on it
      outcomes:
        - {id: won, recall: won a coat}
        - {id: lost}
    - {label: Out, go: out}
    - {label: List, go: list}
  skip: {says: An evening passes., take: ring}
out: {text: "You {recall}.", ending: Out}
list: {text: It ends., ending: Listed, recalls: [start/ring, start/bet]}
"""


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ([], "You kept your own counsel."),
        (["ring"], "You rang your mother."),
        (["ring", "give-the-tea"], "You rang your mother and gave away your tea."),
        (["give-the-tea", "ring", "bet/won"], "You gave away your tea, rang your mother and won a coat."),
        (["bet/lost", "bet/won", "bet/lost"], "You bet on it and won a coat."),
        (["ring", "ring"], "You rang your mother."),
    ],
)
def test_an_ending_recalls_the_choices_that_were_made(choices: list[str], words: str, tmp_path: Path) -> None:
    assert told(made(started(small(tmp_path, RECALLS)), *choices, "out")) == [words]


def test_an_ending_may_name_the_choices_that_it_recalls(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, RECALLS)), "give-the-tea", "bet/won", "ring", "list")
    assert told(played, "text") == ["It ends."]
    assert told(played, "recalls") == ["You won a coat.", "You rang your mother."]


def test_a_named_recall_in_the_text_is_not_told_twice(tmp_path: Path) -> None:
    story = small(tmp_path, RECALLS.replace("text: It ends.", 'text: "You {recall}."'))
    played = made(started(story), "give-the-tea", "ring", "list")
    assert told(played) == ["You rang your mother."]


def test_what_is_taken_back_is_not_recalled(tmp_path: Path) -> None:
    played = undo(made(started(small(tmp_path, RECALLS)), "ring"))
    assert told(made(played, "out")) == ["You kept your own counsel."]


LONG_WAY = "start:\n  choices:\n" + "".join(
    f"    - {{label: Way {number}, once: true, recall: went {number}}}\n" for number in range(1, 16)
)
ENDS = """\
    - {label: Out, go: out}
    - {label: List, go: list}
    - {label: Bare, go: bare}
out: {text: "You {recall}.", ending: Out}
list: {text: It ends., ending: Listed, recalls: [start/way-1, start/way-2, start/way-3, start/way-4, start/way-5, start/way-6, start/way-7]}
bare: {text: It ends., ending: Bare}
"""


@pytest.mark.parametrize(
    ("made_of", "recalled"),
    [(2, [1, 2]), (3, [1, 2, 3]), (4, [1, 3, 4]), (5, [1, 3, 5]), (15, [1, 8, 15])],
)
def test_of_many_choices_an_ending_recalls_three_from_the_whole_way(made_of: int, recalled: list[int], tmp_path: Path) -> None:
    """The first, the last, and what lies halfway between: in its text, in the list of what you did, in the report."""
    choices = [f"way-{number}" for number in range(1, made_of + 1)]
    played = made(started(small(tmp_path, LONG_WAY + ENDS)), *choices)
    phrases = [f"went {number}" for number in recalled]
    assert told(made(played, "out")) == [f"You {', '.join(phrases[:-1])} and {phrases[-1]}."]
    assert recalls_untold(made(played, "bare")) == phrases
    assert len(list(decisions(made(played, "out")))) == made_of + 1, "the story so far has them all"


def test_an_ending_that_names_more_than_three_recalls_three_of_them(tmp_path: Path) -> None:
    played = made(started(small(tmp_path, LONG_WAY + ENDS)), *(f"way-{number}" for number in range(1, 16)), "list")
    assert told(played, "recalls") == [f"You went {number}." for number in (1, 4, 7)]


def test_a_recall_is_told_without_its_marks(tmp_path: Path) -> None:
    story = small(tmp_path, RECALLS.replace("rang your mother", "said *blue* a fourth time"))
    assert told(made(started(story), "ring", "out")) == ["You said blue a fourth time."]


@pytest.mark.parametrize(
    ("named", "code"),
    [("start/rung", "unknown-choice"), ("strt/ring", "unknown-scene"), ("ring", "unknown-choice"), ("start/out", "missing-key")],
)
def test_a_recall_of_nothing_is_told(named: str, code: str, tmp_path: Path) -> None:
    problems = load_small(tmp_path, RECALLS.replace("recalls: [start/ring,", f"recalls: [{named},")).problems
    assert [problem.code for problem in problems] == [code]
    assert problems[0].place.text[problems[0].place.column - 1 :][: problems[0].place.length] == named


# ---- skips ----

SKIPS = """\
start:
  text: |
    A hard [evening](term:quay).
  choices:
    - {label: Stay, if: coat, go: night, result: You stay., because: rule, recall: stayed}
    - {label: Walk, do: money -= 5, go: night, result: "You walk, [which costs](fact:fare)."}
    - {label: Run, go: night}
  skip: {says: "An evening passes; {money} crowns are left."}
night:
  choices:
    - {label: Sleep, if: coat}
    - {label: Lie awake, go: out}
out: {text: "You {recall}.", ending: Out}
"""


def test_skipping_takes_the_first_open_choice_and_tells_the_skips_words(tmp_path: Path) -> None:
    played = skip(started(small(tmp_path, SKIPS)))
    assert played.entries == (Entry("start", "walk", "", skipped=True),)
    assert told(played, "skipped", "result") == ["An evening passes; 15 crowns are left."]
    assert value(played, "money") == 15


def test_skipping_takes_the_choice_that_the_scene_names(tmp_path: Path) -> None:
    story = small(tmp_path, SKIPS.replace('crowns are left."}', 'crowns are left.", take: run}'))
    assert skip(started(story)).entries[-1].choice == "run"
    closed = small(tmp_path, SKIPS.replace('crowns are left."}', 'crowns are left.", take: stay}'))
    assert skip(started(closed)).entries[-1].choice == "walk"  # what it names is closed


def test_a_scene_without_words_for_it_can_be_skipped_too(tmp_path: Path) -> None:
    played = skip(skip(started(small(tmp_path, SKIPS))))
    assert told(played, "skipped") == ["You skip what happens here."]


def test_an_ending_cannot_be_skipped(tmp_path: Path) -> None:
    with pytest.raises(NotOpenError):
        skip(made(started(small(tmp_path, SKIPS)), "run", "lie-awake"))


def test_what_is_skipped_is_not_recalled(tmp_path: Path) -> None:
    story = small(tmp_path, SKIPS.replace("if: coat, go: night", "go: night"))
    assert told(made(skip(started(story)), "lie-awake")) == ["You kept your own counsel."]
    assert told(made(started(story), "stay", "lie-awake")) == ["You stayed."]


# ---- what is told besides ----


def test_why_is_the_fact_of_the_outcome_else_of_the_choice(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        """\
start:
  choices:
    - {label: Ask, because: rule, outcomes: [{id: a, because: delay}, {id: b}]}
    - {label: Wait}
""",
    )
    played = made(started(story), "ask/a", "ask/b", "wait")
    assert [because_of(played, turn) for turn in range(4)] == ["", "delay", "rule", ""]
    assert view(played, 1).because == "delay"
    assert list(facts_met(played)) == ["delay", "rule"]


def test_terms_are_met_where_they_are_shown(tmp_path: Path) -> None:
    story = small(tmp_path, "start: {text: Here., go: out}\nout: {text: 'The [quay](term:quay).', ending: Out}\n")
    assert terms_met(started(story)) == {}
    assert terms_met(made(started(story), "go")) == {"quay": 1}


def test_who_speaks_is_told_with_the_words(tmp_path: Path) -> None:
    story = small(
        tmp_path,
        """\
start:
  text:
    - The office.
    - mira: She looks up.
    - {mira: "Closed.", if: hour >= 18}
    - {mira: "Open.", if: hour < 18}
  ending: Out
""",
    )
    assert [(part.person, part.paragraphs[0][0].text) for part in view(started(story)).parts] == [
        ("", "The office."),
        ("mira", "She looks up."),
        ("mira", "Closed."),
    ]


def test_labels_and_reasons_show_variables(tmp_path: Path) -> None:
    story = small(
        tmp_path, 'start: {choices: [{label: "Pay {money}", id: pay, do: money -= 15, if: money > 15, locked: "Only {money} left."}]}\n'
    )
    played = started(story)
    assert [option.label for option in options_of(played.program, played.state)] == ["Pay 20"]
    played = made(played, "pay")
    assert [(option.label, option.reason) for option in options_of(played.program, played.state)] == [("Pay 5", "Only 5 left.")]


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Stay in the car!", "stay-in-the-car"),
        ("  Ring   your mother ", "ring-your-mother"),
        ("ÄRGER über Straße", "ärger-über-strasse"),
        ("Спросить у Сауле", "спросить-у-сауле"),
        ("Cafe\u0301", "café"),
        ("*Wait* for [it](fact:fare)", "wait-for-it"),
        ("12 o'clock", "12-o-clock"),
        ("snake_case", "snake-case"),
        ("a" * 70, "a" * 60),
        ("one two three four five six seven eight nine ten eleven twelve", "one-two-three-four-five-six-seven-eight-nine-ten-eleven"),
    ],
)
def test_the_id_of_a_choice_is_the_slug_of_its_label(label: str, id: str, tmp_path: Path) -> None:
    story = small(tmp_path, f'start:\n  choices:\n    - label: "{label}"\n')
    assert offered(started(story)) == [id]
    assert len(id) <= 60


def test_two_labels_alike_are_a_problem_and_so_is_one_without_letters(tmp_path: Path) -> None:
    scenes = 'start: {choices: [{label: Wait}, {label: "wait?"}, {label: "!"}, {label: "…", id: dots}]}\n'
    assert [problem.code for problem in load_small(tmp_path, scenes).problems] == ["duplicate-id", "needs-id"]


def test_the_panel_shows_what_the_story_shows(tmp_path: Path) -> None:
    story = (
        STORY.replace("  trust: {type: int, max: 9}", "  trust: {type: int, max: 9, show: trust}")
        .replace("  coat: {type: flag}", "  coat: {type: flag, show: a coat}")
        .replace("values: [internal, foreign], start: internal}", 'values: [internal, not_yet], show: "papers: {}"}')
    )
    scenes = "start: {choices: [{label: Coat, if: money > 5 and trust < 9, do: [coat = true, papers = not_yet]}]}\n"
    read = small(tmp_path, scenes, story=story)
    played = started(read)
    assert [meter.text for meter in meters(played.program, played.state)] == ["20 crowns", "trust: 0", "papers: internal"]
    played = made(played, "coat")
    assert [(meter.text, meter.kind) for meter in meters(played.program, played.state)] == [
        ("20 crowns", "number"),
        ("trust: 0", "number"),
        ("a coat", "have"),
        ("papers: not yet", "word"),
    ]


def test_the_panel_of_one_role_shows_nothing_that_only_another_counts(tmp_path: Path) -> None:
    story = STORY.replace("  trust: {type: int, max: 9}", "  trust: {type: int, max: 9, show: trust}").replace(
        "a ship., start: start,", "a ship., start: bridge,"
    )
    scenes = """\
start: {choices: [{label: Ask, do: trust += 1}, {label: Sit down, visit: bench}]}
bench: {text: "Somebody has carved {battery} into it.", choices: [{label: Get up, go: back}]}
bridge: {choices: [{label: Buy a rope, do: money -= 5}]}
"""
    read = small(tmp_path, scenes, story=story.replace("battery: {type: int, start: 8,", "battery: {type: int, show: phone, start: 8,"))
    shown = {role: [meter.text for meter in meters(played.program, played.state)] for role in read.roles if (played := started(read, role))}
    assert shown == {"visitor": ["phone: 8", "trust: 0"], "captain": ["50 crowns"]}
