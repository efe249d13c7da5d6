"""What a proof says of the examples of its codes, of a limit, and of the shipped story. Planted faults: test_planted.py."""

import gc
import re
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.library.find_stories import shipped_folder
from game.library.load import load
from game.prove import side_by_side
from game.prove.proof import Proof, prove
from game.prove.routes.chances import Chances
from game.states.refinement import WrongProofError
from game.story.model import Story
from tests.examples import codes_found_by, write_example


def proved(text: str, folder: Path) -> tuple[Story, Proof]:
    write_example(text, folder)
    loaded = load(folder)
    assert loaded.story is not None, loaded.problems
    return loaded.story, prove(loaded.story, lesson=loaded.lesson)


@pytest.mark.parametrize("code", codes_found_by("proving"), ids=lambda code: code.name)
def test_each_code_is_found_in_its_wrong_example_and_not_in_its_right_one(code, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "wrong").mkdir()
    (tmp_path / "right").mkdir()
    _, wrong = proved(code.wrong, tmp_path / "wrong")
    assert code.name in {finding.code for finding in (*wrong.findings, *wrong.missed)}
    assert wrong.verdict == ("REFUTED" if code.severity == "error" else "PROVED")
    _, right = proved(code.right, tmp_path / "right")
    assert (right.findings, right.missed, right.verdict) == ([], [], "PROVED")


TILL = """\
start:
  text: A till.
  choices:
    - {label: Pay, if: money > 3, go: pier}
    - {label: Wait, do: money = 5, once: true}
    - {label: Leave, go: pier}
pier: {text: It comes., ending: Aboard}
"""


def test_a_limit_is_told_and_nothing_is_claimed(tmp_path: Path) -> None:
    write_example(TILL, tmp_path)
    story = load(tmp_path).story
    assert story is not None
    assert prove(story, limit=1).verdict == "BOUNDED"


OF_TWO = """\
# file: story.yaml
title: The ferry
roles:
  visitor: {title: The visitor, blurb: Somebody., start: start}
  captain: {title: The captain, blurb: Somebody., start: bridge}
variables:
  money: {type: int, max: 9}
"""
TWO_ROLES = (
    OF_TWO
    + """\
# file: scenes.yaml
start:
  text: A bench.
  choices:
    - {label: Sit down, go: pier, if: money > 3}
bridge:
  text: A wheel.
  choices:
    - {label: Cast off, go: pier}
pier: {text: It comes., ending: Aboard}
"""
)


def test_an_interrupt_keeps_what_is_known(tmp_path: Path) -> None:
    """Stopped in the second role, the proof still tells what is wrong in the first, and claims nothing else."""
    write_example(TWO_ROLES, tmp_path)
    story = load(tmp_path).story
    assert story is not None

    def interrupt(role: str, _: int) -> None:
        if role == "captain":
            raise KeyboardInterrupt

    stopped = prove(story, tick=interrupt)
    assert stopped.stopped
    assert [(finding.code, finding.name) for finding in stopped.findings] == [("dead-end", "start")]
    assert [role.complete for role in stopped.roles] == [True, False]
    write_example(TWO_ROLES.replace(", if: money > 3", ""), tmp_path)
    mended = load(tmp_path).story
    assert mended is not None
    assert prove(mended).verdict == "PROVED"
    assert prove(mended, tick=interrupt).verdict == "BOUNDED"


ONE_OF_TWO = (
    OF_TWO
    + """\
promises:
  - {reaches: engine}
# file: scenes.yaml
start:
  text: A bench.
  choices:
    - {label: Sit down, go: pier}
    - {label: Buy the ferry, if: money > 8, go: office}
    - {label: Climb the rail, if: money > 8, go: deck}
office: {text: A till., ending: Owner}
bridge:
  text: A wheel.
  choices:
    - {label: Cast off, go: pier}
    - {label: Go down, go: engine}
    - {label: Go out, if: money > 8, go: deck}
engine: {text: Oil., go: engine}
deck: {text: Wind., ending: Out}
pier: {text: It comes., ending: Aboard}
"""
)


def told_of(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, list[str]]:
    """The exit code of a proof, its last line and the codes of what it found."""
    write_example(ONE_OF_TWO, folder)
    code = main(["prove", str(folder), *arguments])
    printed = capsys.readouterr()
    return code, printed.out.splitlines()[-1], re.findall(r"error\[(.+?)\]", printed.err)


def test_a_role_alone_is_told_of_what_nobody_else_can_come_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The office is the visitor's alone. The deck, the engine and the promise of it are the captain's too."""
    code, last, found = told_of(tmp_path, capsys, "--role", "visitor")
    assert sorted(found) == ["never-open", "never-open", "unreachable-scene"]
    assert (code, last) == (1, "REFUTED for visitor alone: 3 found. Nothing is said of the other roles.")


def test_what_is_wrong_with_a_role_is_found_without_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, last, found = told_of(tmp_path, capsys, "--role", "captain")
    assert sorted(found) == ["never-open", "trap"]
    assert "captain alone" in last


def test_roles_that_are_all_there_are_make_the_whole_proof(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = told_of(tmp_path, capsys)
    assert whole[2].count("unreachable-scene") == 2
    assert told_of(tmp_path, capsys, "--role", "captain", "--role", "visitor") == whole


def test_a_role_that_is_proved_says_what_isnt(tmp_path: Path) -> None:
    write_example(
        ONE_OF_TWO.replace("money > 8, go: office", "money < 8, go: office").replace(
            "    - {label: Climb the rail, if: money > 8, go: deck}\n", ""
        ),
        tmp_path,
    )
    story = load(tmp_path).story
    assert story is not None
    proof = prove(story, ["visitor"])
    assert (proof.verdict, proof.only, [role.role for role in proof.roles]) == ("PROVED", ("visitor",), ["visitor"])


def test_a_role_that_isnt_there_is_told_like_everywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_example(ONE_OF_TWO, tmp_path)
    assert main(["prove", str(tmp_path), "--role", "visitr"]) == 2
    assert capsys.readouterr().err == "neighbours: The ferry has no role `visitr`: did you mean `visitor`?\n"


@pytest.mark.parametrize("scenes", [TWO_ROLES, TWO_ROLES.replace(", if: money > 3", "")])
def test_other_processes_prove_the_same(scenes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "processors", lambda: 2)
    write_example(scenes, tmp_path)
    story = load(tmp_path).story
    assert story is not None
    assert prove(story, share=True) == prove(story)


def test_the_shipped_story_is_proved() -> None:
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None
    proof = prove(story)
    assert [(finding.code, finding.message) for finding in proof.findings] == []
    assert proof.verdict == "PROVED"


def test_a_proof_leaves_no_garbage_that_grows_with_the_states(tmp_path: Path) -> None:
    """The collector is off meanwhile, so cycles would stay until the end and take more memory than the states."""
    (tmp_path / "story.yaml").write_text(
        "title: X\nroles: {a: {title: A, blurb: B, start: one}}\n"
        "variables:\n  far: {type: int, max: 20000}\n  step: {type: int, max: 3, start: 1}\n",
        "utf-8",
    )
    (tmp_path / "scenes.yaml").write_text(
        "one:\n  text: Here.\n  choices:\n"
        "    - {label: On, if: far < 19000 and step < 3, do: [far += step, step = 1]}\n    - {label: Out, go: two}\n"
        "two: {text: There., ending: Done}\n",
        "utf-8",
    )
    story = load(tmp_path).story
    assert story is not None
    left = []
    for limit in (100, 400):
        gc.collect()
        gc.disable()
        try:
            assert prove(story, limit=limit).verdict == "BOUNDED"
            left.append(gc.collect())
        finally:
            gc.enable()
    assert left[1] < left[0] + 300


def test_an_answer_that_contradicts_itself_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everybody comes to an ending, and yet half of the games come to none: then the program is wrong, and says so."""
    write_example(TILL, tmp_path)
    monkeypatch.setattr("game.prove.routes.report.chances_of", lambda *_: Chances("exact", {"pier": 0.5}, 0.5))
    assert main(["prove", str(tmp_path)]) == Exit.MISTAKE
    printed = capsys.readouterr()
    assert "PROVED" not in printed.out
    assert "A mistake in this program, not in the story" in printed.err
    assert "Please report it" in printed.err


def test_a_way_that_the_engine_does_not_follow_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_example(
        TILL.replace("    - {label: Leave, go: pier}\n", "").replace("Wait, do: money = 5, once", "Wait, do: money = 2, once"), tmp_path
    )
    story = load(tmp_path).story
    assert story is not None
    assert prove(story).verdict == "REFUTED"
    monkeypatch.setattr("game.states.refinement.open_choices", lambda *_: [])
    with pytest.raises(WrongProofError, match="doesn't happen in play"):
        prove(story)


def test_bounded_has_an_exit_code_and_names_its_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_example(TILL, tmp_path)
    assert main(["prove", str(tmp_path), "--limit", "1"]) == Exit.BOUNDED
    printed = capsys.readouterr().out
    assert "open: whether everybody can come to an ending" in printed
    assert printed.splitlines()[-1] == "BOUNDED: nothing wrong was found, but not everything could be looked at."


A_FAR_COUNTER = """\
one:
  text: Hello.
  choices:
    - {label: Go on, do: far += 1, go: two}
    - {label: Jump, do: far += 7, go: two}
    - {label: Go out, if: far > 999999990, go: out}
two:
  text: Here.
  choices:
    - {label: Go back, go: one}
    - {label: Stop, if: far > 5, go: stop}
out: {text: Out., ending: Out}
stop: {text: Stop., ending: Stop}
"""


def test_a_counter_that_never_comes_to_its_end_has_an_answer_within_the_limit(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(
        "title: X\nroles: {a: {title: A, blurb: B, start: one}}\nvariables:\n  far: {type: int, max: 999999999, clamp: true}\n", "utf-8"
    )
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "a.yaml").write_text(A_FAR_COUNTER, "utf-8")
    story = load(tmp_path).story
    assert story is not None
    proof = prove(story, limit=2_000)
    assert proof.verdict == "BOUNDED"
    assert {name for role in proof.roles for question in role.open for name in question.costs} == {"far"}
