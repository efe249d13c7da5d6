"""The lesson beside a story: what a check says of it, and that it is read when it is asked for and not before."""

import subprocess
import sys
from pathlib import Path

import pytest

from game.library.find_stories import shipped_folder
from game.library.lesson_file import lesson_of
from game.library.load import load
from tests.small import write_small

SCENES = 'start: {text: "[The fare](fact:fare) is chalked up.", ending: On the quay}\n'
FACTS = """\
sources:
  gazette: {title: The ferry, publisher: Gazette, date: 2022-09-28}
facts:
  fare: {says: The fare has doubled., kind: figure, by: the ferry company, source: gazette, at: 2}
"""
LESSON = """\
question: Who pays for a ferry?
ask: before_and_after
questions:
  fare:
    fact: fare
    for: [visitor]
    before: Say what became of the fare.
    after: You cross again. Say what it costs.
    options: {up: It rose, down: It fell}
    right: up
debrief:
  next: {ask: Ask the captain one thing.}
  feelings: {word: One word for now.}
lens: {paragraph: 'Here stand {word}.', words: [people, {word: customers, says: They pay.}]}
"""


def problems(folder: Path, lesson: str) -> list[tuple[str, int, str]]:
    write_small(folder, SCENES, facts=FACTS, lesson=lesson)
    return [(problem.code, problem.place.line, problem.message) for problem in load(folder, shown="ferry").problems]


def test_a_lesson_is_read_in_the_order_of_a_debrief_and_not_of_the_file(tmp_path: Path) -> None:
    assert problems(tmp_path, LESSON) == []
    lesson = load(tmp_path).lesson
    assert lesson is not None
    assert lesson.asks
    assert list(lesson.debrief) == ["feelings", "next"]
    (question,) = lesson.questions
    assert (question.fact, question.right, dict(question.options)) == ("fare", "up", {"up": "It rose", "down": "It fell"})
    assert (question.before.text, question.after.text) == ("Say what became of the fare.", "You cross again. Say what it costs.")
    assert lesson.questions_for("visitor") == (question,)
    assert lesson.questions_for("captain") == (), "it is asked of the visitor alone"
    assert lesson.lens is not None
    assert lesson.lens.with_word("customers") == "Here stand **customers**."
    assert (lesson.run.before, lesson.run.debrief) == (5, 15), "what isn't said is usual"


@pytest.mark.parametrize(
    ("wrong", "right", "line", "code", "words"),
    [
        ("fact: fair", "fact: fare", 5, "unknown-fact", "there is no fact `fair`"),
        ("right: upp", "right: up", 10, "unknown-option", "there is no option `upp`"),
        ("    right: up\n", "", 5, "missing-key", "this question needs `right`"),
        ("    before: Say what became of the fare.\n", "", 5, "missing-key", "this question needs `ask`, or `before`"),
        ("for: [sailor]", "for: [visitor]", 6, "unknown-role", "there is no role `sailor`"),
        ("for: [visitor/deck]", "for: [visitor]", 6, "unknown-role", "there is no role `visitor/deck`"),
        ("about: voucher", "fact: fare", 5, "missing-key", "a question about a fact or its voucher needs `fact`"),
        ("{up: It rose}", "{up: It rose, down: It fell}", 9, "wrong-type", "this has 1 name; it needs at least 2"),
        ("Here stand they.", "Here stand {word}.", 14, "missing-key", "this paragraph needs `{word}`"),
        ("Here stand {money}.", "Here stand {word}.", 14, "unknown-variable", "there is no variable `money` to show"),
        ("{a: A., b: B., c: C., d: D.}", "{word: One word for now.}", 13, "too-long", "there are 4 prompts here; at most 3 fit"),
        ("ask: always", "ask: before_and_after", 2, "wrong-type", "`before_and_after`, `on_request`"),
        ("vocabulary: [fery]", "ask: before_and_after", 2, "unknown-term", "there is no term `fery`"),
        ("run: {roles: [capitan]}", "ask: before_and_after", 2, "unknown-role", "there is no role `capitan`"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_where_it_stands(tmp_path: Path, wrong: str, right: str, line: int, code: str, words: str) -> None:
    text = LESSON.replace(right, wrong, 1) if right else LESSON.replace(wrong, "", 1)
    assert text != LESSON
    told = problems(tmp_path, text)
    assert [(name, at) for name, at, _ in told][:1] == [(code, line)]
    assert words in told[0][2]


def test_half_a_ledger_makes_no_mistakes_of_a_lesson_s_facts(tmp_path: Path) -> None:
    write_small(tmp_path, 'start: {text: "A quay.", ending: On the quay}\n', facts="facts:\n\tfare: {}\n", lesson=LESSON)
    assert {problem.code for problem in load(tmp_path).problems} == {"tab"}


def test_a_lesson_that_somebody_breaks_while_it_is_taught_is_no_lesson_and_no_harm(tmp_path: Path) -> None:
    write_small(tmp_path, SCENES, facts=FACTS, lesson=LESSON)
    story = load(tmp_path).story
    assert story is not None
    assert lesson_of(story, tmp_path, "ferry") == load(tmp_path, shown="ferry").lesson
    for broken in ("question: [", "question: Who?\nquestions: {fare: {fact: fair}}\n", ""):
        (tmp_path / "lesson.yaml").write_text(broken, "utf-8")
        assert lesson_of(story, tmp_path, "ferry") is None
    (tmp_path / "lesson.yaml").unlink()
    assert lesson_of(story, tmp_path, "ferry") is None


def test_each_role_of_the_shipped_lesson_has_five_questions_and_the_debrief_is_whole() -> None:
    loaded = load(shipped_folder() / "good_neighbours")
    story, lesson = loaded.story, loaded.lesson
    assert story is not None
    assert lesson is not None
    for role in story.roles:
        questions = lesson.questions_for(role)
        assert sorted(question.about for question in questions) == ["fact", "fact", "fact", "voucher", "weighing"], role
        assert all(question.fact in story.facts for question in questions if question.about != "weighing")
    assert [len(prompts) for prompts in lesson.debrief.values()] == [2, 3, 3, 3, 3, 3]
    assert lesson.asks


def test_nothing_of_a_lesson_is_read_on_the_way_to_the_first_passage(tmp_path: Path) -> None:
    """The story is kept linked after the first start; from then on no reader of YAML and no lesson is loaded."""
    program = (
        "import sys\nfrom game.cli.main import main\n"
        "main(['play', '--plain', '--role', 'graduate', '--seed', '1'])\n"
        "late = {'game.library.lesson_file', 'game.story.lesson_model', 'game.saves.answers', 'game.library.load', 'yaml'}\n"
        "print(sorted(set(sys.modules) & late))"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program], input="", capture_output=True, text=True, check=True, timeout=120,
            env={"NEIGHBOURS_HOME": str(tmp_path), "PATH": "", "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
