"""What must hold between the parts of a story: ids, ways on, visits and returns, amounts."""

from pathlib import Path

import pytest

from tests.small import load_small, small

PIER = "pier: {text: It comes., ending: Aboard}\n"


def problems(folder: Path, scenes: str) -> list[tuple[int, str, str]]:
    """(line, code, words under the caret)"""
    found = load_small(folder, scenes).problems
    return [(p.place.line, p.code, p.place.text[p.place.column - 1 :][: p.place.length]) for p in found]


# ---- ids ----


def test_the_id_of_an_outcome_is_the_slug_of_its_result(tmp_path: Path) -> None:
    outcomes = '[{result: "[Three days](fact:delay), he says."}, {result: He is asleep., id: asleep}, {id: nothing}]'
    story = small(tmp_path, f"start: {{choices: [{{label: Ask, go: pier, outcomes: {outcomes}}}]}}\n{PIER}")
    assert [outcome.id for outcome in story.scenes["start"].choices[0].outcomes] == ["three-days-he-says", "asleep", "nothing"]


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ("[{chance: 2}]", (4, "needs-id", "{")),
        ('[{result: "You have {money}."}]', (4, "needs-id", '"You have {money}."')),
        ("[{result: No.}, {result: no!}]", (4, "duplicate-id", "no!")),
        ("[{id: a}, {id: a}]", (4, "duplicate-id", "a")),
        ("[{id: a, was: b}, {id: b}]", (4, "duplicate-id", "b")),
        ("[{id: A b}]", (4, "bad-id", "A b")),
        ("[{id: a, chance: 0}, {id: b, chance: 0}]", (4, "no-chance", "[")),
        ("[{id: a, chance: two}]", (4, "wrong-type", "two")),
        ("[{id: a, chance: 1001}]", (4, "wrong-type", "1001")),
        ("[]", (4, "wrong-type", "[")),
    ],
)
def test_an_outcome_is_known_by_its_own_id(outcomes: str, expected: tuple[int, str, str], tmp_path: Path) -> None:
    scenes = f"start:\n  choices:\n    - label: Ask\n      outcomes: {outcomes}\n      go: pier\n{PIER}"
    assert problems(tmp_path, scenes) == [expected]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ("[{label: A, id: x, go: pier}, {label: B, id: x}]", "x"),
        ("[{label: A, was: b, go: pier}, {label: B}]", "b"),
        ("[{label: A, was: c, go: pier}, {label: B, was: [d, c]}]", "["),
    ],
)
def test_a_choice_is_known_by_its_own_id_now_and_earlier(choices: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, f"start:\n  choices: {choices}\n{PIER}") == [(2, "duplicate-id", expected)]


def test_two_scenes_cannot_have_been_called_the_same(tmp_path: Path) -> None:
    scenes = f"start: {{was: quay, go: yard}}\nyard: {{was: [old, quay], go: pier}}\n{PIER}"
    assert problems(tmp_path, scenes) == [(2, "duplicate-id", "[")]


def test_a_choice_whose_words_are_marks_alone_needs_an_id(tmp_path: Path) -> None:
    assert problems(tmp_path, f"start:\n  choices:\n    - {{label: '...', go: pier}}\n{PIER}") == [(3, "needs-id", "'...'")]


# ---- ways on ----


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        ("go: pier, ending: Out", "go"),
        ("choices: [{label: A}], ending: Out", "choices"),
        ("choices: [{label: A}], go: pier", "go"),
        ("text: [{mira: Yes., text: No.}], ending: Out", "mira"),
    ],
)
def test_two_things_that_exclude_each_other(scene: str, expected: str, tmp_path: Path) -> None:
    assert problems(tmp_path, f"start: {{{scene}}}\n{PIER}") == [(1, "two-ways-on", expected)]


VISIT = "start: {choices: [{label: Tea, visit: tea}, {label: On, go: pier}]}\n" + PIER


@pytest.mark.parametrize(
    ("scenes", "expected"),
    [
        ("tea: {go: back}\n", []),
        ("tea: {choices: [{label: Out, go: pier}]}\n", []),  # who doesn't come back needn't
        ("tea: {choices: [{label: A, go: back}, {label: B, go: pier}]}\n", []),
        ("tea: {choices: [{label: A, outcomes: [{id: a, go: back}, {id: b}]}]}\n", []),
        ("tea: {go: yard}\nyard: {go: back}\n", [(4, "back-without-visit", "back")]),
        ("tea: {go: back}\nyard: {go: tea}\n", [(3, "back-without-visit", "back")]),
        (
            "tea: {go: back}\nyard: {choices: [{label: A, outcomes: [{id: a, go: tea}]}, {label: B, go: pier}]}\n",
            [(3, "back-without-visit", "back")],
        ),
        ("tea: {choices: [{label: A, visit: milk}, {label: B, go: back}]}\nmilk: {go: back}\n", [(3, "visit-in-visit", "milk")]),
        ("tea: {go: back}\nyard: {choices: [{label: A, visit: tea, go: back}]}\n", [(4, "back-without-visit", "back")]),
    ],
)
def test_who_goes_back_came_by_a_visit_and_visits_do_not_nest(scenes: str, expected: list[tuple[int, str, str]], tmp_path: Path) -> None:
    assert problems(tmp_path, VISIT + scenes) == expected


def test_a_role_cannot_start_in_a_scene_that_goes_back(tmp_path: Path) -> None:
    scenes = "start: {go: back}\nyard: {choices: [{label: A, visit: start}, {label: B, go: pier}]}\n" + PIER
    assert problems(tmp_path, scenes) == [(1, "back-without-visit", "back")]


# ---- amounts ----


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("money = 100", []),
        ("money = 101", [(2, "out-of-bounds", '"money = 101"')]),
        ("debt = -6", [(2, "out-of-bounds", '"debt = -6"')]),
        ("battery = 99", []),  # stops at its bound and says so
        ("money += 500", []),  # whether that can happen is for the proof to say
        ("hours += -1", [(2, "clock-set", '"hours += -1"')]),
        ("hours -= 1", [(2, "clock-set", "-=")]),
        ("bench = kept", []),
        ("day = 3", [(2, "clock-set", "day")]),
        ("late = true", [(2, "unknown-variable", "late")]),
    ],
)
@pytest.mark.parametrize("inside", ["do: {}", "outcomes: [{{id: a, do: {}}}]"])
def test_an_amount_that_is_written_down_lies_within_its_bounds(
    effect: str, expected: list[tuple[int, str, str]], inside: str, tmp_path: Path
) -> None:
    quoted = f'"{effect}"'
    assert problems(tmp_path, f"start:\n  choices: [{{label: A, go: pier, {inside.format(quoted)}}}]\n{PIER}") == expected


# ---- skips and encounters with nobody ----


@pytest.mark.parametrize(
    ("skip", "expected"),
    [
        ("{says: On., take: stay}", []),
        ("{says: On.}", []),
        ("{says: On., take: sty}", [(3, "unknown-choice", "sty")]),
        ("{take: stay}", [(3, "missing-key", "{")]),
        ("On.", [(3, "wrong-type", "On.")]),
    ],
)
def test_a_skip_names_a_choice_of_its_scene(skip: str, expected: list[tuple[int, str, str]], tmp_path: Path) -> None:
    assert problems(tmp_path, f"start:\n  choices: [{{label: Stay, go: pier}}]\n  skip: {skip}\n{PIER}") == expected


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("label: A, go: pier, if: coat, locked: No.", []),
        ("label: A, locked: No.", []),
        ("label: A, locked: No., because: rule, result: Never., once: true", []),
        ("label: A, locked: No., go: pier", [(1, "missing-key", "locked")]),
        ("label: A, locked: No., do: coat = true", [(1, "missing-key", "locked")]),
    ],
)
def test_a_reason_for_being_closed_is_given_where_something_closes(
    choice: str, expected: list[tuple[int, str, str]], tmp_path: Path
) -> None:
    assert problems(tmp_path, f"start: {{choices: [{{{choice}}}, {{label: On, go: pier}}]}}\n{PIER}") == expected


def test_a_block_may_stand_without_a_dash(tmp_path: Path) -> None:
    story = small(tmp_path, "start:\n  text:\n    first: New.\n    again: Old.\n  go: pier\n" + PIER)
    (block,) = story.scenes["start"].blocks
    assert block.first is not None
    assert (block.first.text, block.text) == ("New.", None)


def test_a_story_knows_where_its_scenes_and_choices_stand(tmp_path: Path) -> None:
    story = small(tmp_path, "# a comment\nstart:\n  choices:\n    - label: A\n      go: pier\n" + PIER)
    assert (story.scenes["start"].at.path, story.scenes["start"].at.line) == ("ferry/scenes.yaml", 2)
    assert story.scenes["start"].choices[0].at.line == 4
    assert story.id == tmp_path.name


def test_news_are_kept_by_the_hour(tmp_path: Path) -> None:
    news = "news:\n  - {at: 30, text: C.}\n  - {at: Friday 9:30, text: D.}\n"
    news += "  - {at: 2022-09-21 18:30, text: B.}\n  - {at: 2022-09-20 10:00, text: A.}\n"
    assert [(item.hours, item.text.text) for item in small(tmp_path, "start: {go: pier}\n" + PIER, news=news).news] == [
        (0, "A."),
        (1, "B."),
        (30, "C."),
        (40, "D."),
    ]
