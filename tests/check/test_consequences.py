"""What choices leave behind that nothing reads: what is hinted at is certain, and what may be read is left alone."""

from pathlib import Path

from game.check.lint import lint
from tests.small import STORY, load_small

HILL = "hill: {text: [A hill., {if: coat, text: Warm.}], choices: [{label: CHOOSE, id: on, DO go: pier}, {label: Rest, go: pier}]}\n"
START = "start: {text: A., choices: [{label: Set out, id: set, do: coat = true, go: hill}, {label: Wait, go: pier}]}\n"
PIER = "pier: {text: 'It comes. {recall}', ending: Aboard}\n"


def hinted(folder: Path, code: str, scenes: str, story: str = STORY) -> list[str]:
    loaded = load_small(folder, scenes, story=story)
    assert loaded.story is not None, loaded.problems
    return [problem.message for problem in lint(loaded).problems if problem.code == code]


def test_a_change_after_the_last_scene_that_reads_it_is_lost(tmp_path: Path) -> None:
    takes = HILL.replace("DO", "do: coat = false,")
    lost = "`hill/on` changes `coat`, and nothing that can come after it asks for it or shows it"
    assert hinted(tmp_path / "lost", "lost-change", START + takes + PIER) == [lost]
    asks = PIER.replace("'It comes. {recall}'", "[It comes., {if: coat, text: You sweat.}]")
    assert hinted(tmp_path / "read", "lost-change", START + takes + asks) == []


def test_its_place_is_the_effect(tmp_path: Path) -> None:
    (problem,) = [
        each
        for each in lint(load_small(tmp_path, START + HILL.replace("DO", "do: coat = false,") + PIER)).problems
        if each.code == "lost-change"
    ]
    line = (START + HILL.replace("DO", "do: coat = false,")).splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith("coat = false")


def test_a_change_is_lost_that_is_set_anew_before_it_is_read(tmp_path: Path) -> None:
    sets = (
        HILL.replace("{if: coat, text: Warm.}", "Wind.")
        .replace("DO", "do: coat = false,")
        .replace("{label: Rest,", "{label: Rest, do: coat = false,")
    )
    asks = PIER.replace("'It comes. {recall}'", "[It comes., {if: coat, text: You sweat.}]")
    only = START.replace("{label: Wait, go: pier}", "{label: Wait, go: hill}")
    assert hinted(tmp_path / "anew", "lost-change", only + sets + asks) == [
        "`start/set` changes `coat`, and nothing that can come after it asks for it or shows it"
    ]
    assert hinted(tmp_path / "perhaps", "lost-change", START + HILL.replace("DO", "do: coat = false,") + asks) == []


def test_a_result_a_visit_and_a_sum_read_a_change(tmp_path: Path) -> None:
    asks = "pier: {text: [It comes., {if: debt > 2, text: You owe.}], ending: Aboard}\n"
    result = "start: {text: A., choices: [{label: Count, do: trust += 1, result: 'You count {trust}.', go: pier}, {label: Go, go: pier}]}\n"
    assert hinted(tmp_path / "result", "lost-change", result + PIER) == []
    visit = "start: {text: [A., {if: trust > 0, text: B.}], choices: [{label: Look, once: true, visit: desk}, {label: Go, go: pier}]}\n"
    desk = "desk: {text: D., choices: [{label: Nod, do: trust += 1, go: back}, {label: Smile, go: back}]}\n"
    assert hinted(tmp_path / "visit", "lost-change", visit + desk + PIER) == []
    add = "start: {text: A., choices: [{label: Lend, do: [trust += 1, debt = trust], go: pier}, {label: Go, go: pier}]}\n"
    assert hinted(tmp_path / "sum", "lost-change", add + asks) == []
    assert len(hinted(tmp_path / "order", "lost-change", add.replace("trust += 1, debt = trust", "debt = trust, trust += 1") + asks)) == 1


def test_what_is_on_the_screen_or_for_another_role_is_not_lost(tmp_path: Path) -> None:
    scenes = (
        "start: {text: A., choices: [{label: Pay, do: [money -= 5, bench = given], go: pier}, {label: Wait, do: hours += 1, go: pier}]}\n"
    )
    assert hinted(tmp_path, "lost-change", scenes + PIER) == []


# ---- values and endings ----

SEATS = """\
start:
  text: A.
  choices:
    - {label: Give, do: papers = given, go: pier}
    - {label: Keep, do: papers = kept, go: pier}
    - {label: Sell, do: papers = sold, go: pier}
"""
VALUES = STORY.replace("values: [internal, foreign], start: internal", "values: [none, given, kept, sold]")


def test_values_that_nothing_tells_apart(tmp_path: Path) -> None:
    one = SEATS + "pier: {text: [It comes., {if: papers == given, text: A nod.}], ending: Aboard}\n"
    assert hinted(tmp_path / "one", "same-values", one, VALUES) == ["choices make `papers` `kept` or `sold`, and nothing tells them apart"]
    two = one.replace("ending:", "choices: [{label: Go, if: papers != sold, go: end}, {label: On, go: end}]}\nend: {text: C., ending:")
    assert hinted(tmp_path / "two", "same-values", two, VALUES) == []
    shown = one.replace("A nod.", "'A nod for {papers}.'")
    assert hinted(tmp_path / "shown", "same-values", shown, VALUES) == []


def test_an_ending_that_two_choices_come_to_reads_one(tmp_path: Path) -> None:
    fork = "start: {text: A., choices: [{label: Left, do: coat = true, go: hill}, {label: Right, go: pier}]}\n"
    hill = "hill: {text: [B., {if: coat, text: C.}], choices: [{label: On, go: END}, {label: Sing, result: You sing., once: true}]}\n"
    far = "far: {text: D., ending: Far}\n"
    plain = "pier: {text: It comes., ending: Aboard}\n"
    fixed = "the ending `pier` reads the same whatever was chosen on the way to it"
    assert hinted(tmp_path / "both", "fixed-ending", fork + hill.replace("END", "pier") + plain) == [fixed]
    assert hinted(tmp_path / "each", "fixed-ending", fork + hill.replace("END", "far") + far + plain) == []
    for name, text in (("recall", "'It comes. {recall}'"), ("shows", "'{money} crowns.'"), ("asks", "[It., {if: coat, text: Warm.}]")):
        assert hinted(tmp_path / name, "fixed-ending", fork + hill.replace("END", "pier") + plain.replace("It comes.", text)) == []
