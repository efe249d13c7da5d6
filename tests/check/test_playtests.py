"""Playthroughs that must keep working: what they hold, what is told where they don't, and recording and accepting them."""

import io
import json
import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

from game.check.playtests.playtest_file import read_playtest
from game.check.playtests.playtest_run import Ran, run
from game.check.playtests.playtest_writing import playtest_file, transcript, with_transcript
from game.cli.exit_codes import Exit
from game.cli.main import main
from game.library.find_stories import shipped_folder
from game.library.load import load
from game.play.program import compile_role
from game.problems import Problem
from game.problems.show import as_text
from game.prove.walk import random_games
from game.source.decoding import decode
from game.source.folder import RawFile, story_files
from game.source.schema.playtest_keys import END, PLAYTHROUGH, STEP
from game.source.schema.shapes import Report
from game.source.yaml_tree import read_tree
from game.story.model import Story
from tests.docs.pages import FOOTBRIDGE, TOP, fences
from tests.examples import codes_found_by, example_files, write_example
from tests.process.command import FERRY, Computer
from tests.small import made, small, started

SCENES = """\
quay:
  title: The quay
  place: harbour
  text: The ferry has left.
  choices:
    - {label: "Give the coat away, all of it", id: give, if: coat, locked: You have none., do: coat = false, go: bench}
    - {label: Take the coat, once: true, do: coat = true, result: It is warm., because: delay, recall: took a coat}
    - label: Ask a sailor
      outcomes:
        - {id: awake, result: "[Fourteen hours](fact:delay), he says.", do: hours += 1}
        - {id: asleep, result: He is asleep.}
        - {id: gone, if: coat, result: He is gone.}
    - {label: Walk on, go: bench}
bench:
  title: The bench
  text:
    - {if: coat, text: Your coat is warm.}
    - {if: bench == given, text: Somebody left you a place.}
    - {if: knows(fare), text: You know the price.}
  skip: {says: You wait., take: wait}
  choices:
    - {label: Wait, do: hours += 2, go: pier, recall: waited}
    - {label: Go back, go: quay}
pier: {text: It comes., ending: Aboard at last}
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Story:
    story = small(tmp_path_factory.mktemp("ferry"), SCENES.replace("quay:", "start:").replace("go: quay", "go: start"))
    assert set(story.scenes) == {"start", "bench", "pier"}
    return story


def read(text: str, story: Story) -> tuple[Ran | None, list[Problem]]:
    """The playthrough played, and every problem: those of reading it, or those of what is otherwise."""
    problems: list[Problem] = []
    test = read_playtest(RawFile("tests/one.yaml", "ferry/tests/one.yaml", text.encode()), story, problems)
    if test is None:
        return None, problems
    ran = run(test, story)
    return ran, [*problems, *(difference.problem for difference in ran.differences)]


def told(text: str, story: Story) -> tuple[str, str]:
    """The code of the only problem, and the words under its caret."""
    _, problems = read(text, story)
    (problem,) = problems
    place = problem.place
    assert place.text == text.splitlines()[place.line - 1]
    return problem.code, place.text[place.column - 1 : place.column - 1 + place.length]


# ---- the table of codes, and the table of keys ----


@pytest.mark.parametrize("code", codes_found_by("playtests"), ids=lambda code: code.name)
def test_each_code_is_told_of_its_wrong_example_alone(code, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for name, example, wanted in (("wrong", code.wrong, [code.name]), ("right", code.right, [])):
        (tmp_path / name).mkdir()
        write_example(example, tmp_path / name)
        loaded = load(tmp_path / name)
        assert loaded.story is not None, loaded.problems
        (raw,) = story_files(tmp_path / name, "ferry").tests
        _, problems = read(raw.raw.decode(), loaded.story)
        assert [problem.code for problem in problems] == wanted
        for problem in problems:
            assert problem.place.text == example_files(example)["tests/paid.yaml"].splitlines()[problem.place.line - 1]
    assert code.meaning.endswith(".")
    assert code.help.endswith(".")


@pytest.mark.parametrize("record", [PLAYTHROUGH, STEP, END], ids=lambda record: record.name)
def test_the_examples_of_the_keys_are_what_the_keys_take(record) -> None:  # type: ignore[no-untyped-def]
    for name, key in record.keys.items():
        problems: list[Problem] = []
        file, text, _ = decode(f"{name}: {key.example}\n".encode(), "example.yaml")
        tree = read_tree(file, text, problems)
        assert tree is not None
        key.shape.check(tree.values[name], Report(problems))
        assert problems == [], name
        assert key.says.endswith(".")


def test_the_playthrough_of_the_guide_holds_in_the_footbridge() -> None:
    (fence,) = [fence for fence in fences(TOP / "docs" / "format.md") if fence.file.startswith("tests/")]
    story = load(FOOTBRIDGE).story
    assert story is not None
    ran, problems = read(fence.text, story)
    assert problems == [], as_text(problems, colour=False)
    assert ran is not None
    assert ran.played.ended
    # It holds something: each thing that it expects can fail.
    for wanted, other in (("hours == 4", "hours == 5"), ("expect: not bread", "expect: bread"), ("meets: crack", "meets: mill")):
        assert wanted in fence.text
        assert [problem.code for problem in read(fence.text.replace(wanted, other), story)[1]] == ["expectation-fails"]


# ---- reading ----


@pytest.mark.parametrize(
    ("text", "code", "caret"),
    [
        ("role: visiter\nchoices: [walk-on]\n", "unknown-role", "visiter"),
        ("role: visitor\nchoises: [walk-on]\nchoices: []\n", "unknown-key", "choises"),
        ("role: visitor\n", "missing-key", "r"),
        ("role: visitor\nchoices: [walk-on]\nknows: fair\n", "unknown-fact", "fair"),
        ("role: visitor\nchoices: [walk-on]\nechoes: {bench: givn}\n", "unknown-value", "givn"),
        ("role: visitor\nchoices: [walk-on]\nechoes: {coat: given}\n", "unknown-echo", "coat"),
        ("role: visitor\nchoices: [walk-on]\nend: {expect: mony > 5}\n", "unknown-variable", "mony"),
        ("role: visitor\nchoices: [walk-on]\nend: {expect: money}\n", "wrong-types", "money"),
        ("role: visitor\nchoices: [walk-on]\nend: {scene: peer}\n", "unknown-scene", "peer"),
        ("role: visitor\nchoices: [walk-on]\nend: {ending: bench}\n", "unknown-ending", "bench"),
        ("role: visitor\nchoices: [{choose: walk-on, skiped: true}]\n", "unknown-key", "skiped"),
        ("role: visitor\nseed: seven\nchoices: [walk-on]\n", "wrong-type", "seven"),
        ("role: visitor\nchoices:\n  - *two\n", "yaml-alias", "*two"),
    ],
)
def test_a_slip_is_told_at_its_place(text: str, code: str, caret: str, ferry: Story) -> None:
    assert told(text, ferry) == (code, caret)


def test_all_slips_of_a_file_are_told_at_once(ferry: Story) -> None:
    ran, problems = read("role: visiter\nknows: [fair]\nchoices: [walk-on]\nend: {expect: mony > 5}\n", ferry)
    assert ran is None
    assert {problem.code for problem in problems} == {"unknown-role", "unknown-fact", "unknown-variable"}
    assert {problem.label for problem in problems} == {"did you mean `visitor`?", "did you mean `fare`?", "did you mean `money`?"}


def test_an_empty_file_says_what_it_needs(ferry: Story) -> None:
    assert read("", ferry)[0] is None
    assert read("", ferry)[1] != []


# ---- playing ----


@pytest.mark.parametrize(
    "choices",
    [
        "[take-the-coat, give, wait]",
        "[Take the coat, 'Give the coat away, all of it', Wait]",
        "[ask-a-sailor/asleep, walk-on, wait]",
        "[{choose: Ask a sailor, outcome: awake, expect: [hours == 1, knows(delay)], meets: delay}, walk-on, wait]",
        "[{choose: take-the-coat, expect: coat, scene: start}, {choose: walk-on, scene: bench, expect: not visited(pier)}, wait]",
    ],
)
def test_choices_are_named_by_id_or_label(choices: str, ferry: Story) -> None:
    _, problems = read(f"role: visitor\nchoices: {choices}\nend: {{ending: Aboard at last, scene: pier, recalls: waited}}\n", ferry)
    assert problems == []


@pytest.mark.parametrize(
    ("text", "code", "caret", "says"),
    [
        ("choices: [walk-off]", "choice-missing", "walk-off", "did you mean `walk-on`?"),
        ("choices: [stroll]", "choice-missing", "stroll", "where it has new words, give the choice `id: stroll`"),
        ("choices: [give]", "choice-closed", "give", "You have none."),
        ("choices: [take-the-coat, take-the-coat]", "choice-closed", "take-the-coat", "`walk-on`"),
        ("choices: [ask-a-sailor/asleap]", "outcome-missing", "ask-a-sailor/asleap", "did you mean `asleep`?"),
        ("choices: [ask-a-sailor/gone]", "choice-closed", "ask-a-sailor/gone", "the outcome has an `if`"),
        ("choices: [{choose: walk-on, outcome: asleep}]", "outcome-missing", "asleep", "leaves nothing to chance"),
        ("choices: [walk-on, wait, wait]", "choice-closed", "wait", "has ended in `pier`"),
        ("choices: [walk-on, {choose: wait, expect: hours > 2}]", "expectation-fails", "hours > 2", "hours is 2"),
        ("choices: [{choose: walk-on, scene: pier}]", "expectation-fails", "pier", "`bench`"),
        ("choices: [{choose: walk-on, meets: delay}]", "expectation-fails", "delay", "hasn't been met"),
        ("choices: [{choose: walk-on, expect: late or coat}]", "expectation-fails", "late or coat", "hours is 0, coat is no"),
        ("choices: [walk-on]\nend: {ending: pier}", "expectation-fails", "pier", "goes on in `bench`"),
        ("choices: [walk-on, wait]\nend: {recalls: [took a boat]}", "expectation-fails", "took a boat", "recalled are: waited"),
        ("choices: [walk-on, wait]\nend: {expect: knows(fare)}", "expectation-fails", "knows(fare)", "`fare` is not known"),
    ],
)
def test_what_is_otherwise_is_told_at_its_place(text: str, code: str, caret: str, says: str, ferry: Story) -> None:
    text = f"role: visitor\n{text}\n"
    assert told(text, ferry)[0] == code
    (problem,) = read(text, ferry)[1]
    assert problem.place.text[problem.place.column - 1 :].startswith(caret)
    assert says in f"{problem.message} {problem.label} {problem.help}"


def test_every_expectation_that_fails_is_told(ferry: Story) -> None:
    _, problems = read("role: visitor\nchoices: [{choose: walk-on, expect: [coat, not thermos]}, wait]\nend: {expect: hours == 9}\n", ferry)
    assert [problem.place.line for problem in problems] == [2, 2, 3]


def test_what_is_carried_in_is_there(ferry: Story) -> None:
    text = "role: captain\nknows: fare\nechoes: {bench: given}\nchoices: [walk-on, wait]\nend: {expect: [bench == given, knows(fare)]}\n"
    ran, problems = read(text, ferry)
    assert problems == []
    assert ran is not None
    assert "Somebody left you a place." in "".join(ran.reads)
    assert "You know the price." in "".join(ran.reads)


def test_the_seed_decides_what_the_playthrough_leaves_open(ferry: Story) -> None:
    fell = set()
    for seed in range(20):
        ran, problems = read(f"role: visitor\nseed: {seed}\nchoices: [ask-a-sailor, walk-on]\n", ferry)
        assert ran is not None
        assert problems == []
        fell.add(ran.played.entries[0].outcome)
    assert fell == {"awake", "asleep"}


def test_a_skipped_scene_is_skipped_and_not_recalled(ferry: Story) -> None:
    text = "role: visitor\nchoices: [walk-on, {choose: wait, skipped: true}]\nend: {recalls: waited}\n"
    ran, problems = read(text, ferry)
    assert [problem.code for problem in problems] == ["expectation-fails"]
    assert ran is not None
    assert "> Wait (skipped)\n\nYou wait." in ran.reads[-1]


# ---- recording ----


def test_what_is_recorded_plays_to_the_same_end(ferry: Story) -> None:
    for number, game in enumerate(random_games(program := compile_role(ferry, "captain"), "recorded", 60)):
        played = started(ferry, "captain", seed=number, carried=game.carried)
        played = made(played, *(f"{entry.choice}/{entry.outcome}".rstrip("/") for entry in game.entries(program)))
        ran, problems = read(playtest_file(played), ferry)
        assert problems == []
        assert ran is not None
        assert ran.played.entries == played.entries
        assert ran.played.state == played.state
        assert ran.reads == transcript(played)


def played_lines(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(["play", "--plain", *arguments])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of The Footbridge, and saves of its own."""
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    shutil.copytree(FOOTBRIDGE, tmp_path / "bridge")
    return tmp_path / "bridge"


def test_a_played_game_is_recorded_and_passes(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "tests" / "mine.yaml"
    code = played_lines(monkeypatch, "1\n2\n3\ns\nu\nq\n", str(folder), "--role", "errand", "--seed", "5", "--record", str(file))
    assert code == Exit.FINE
    assert "Recorded in" in capsys.readouterr().out
    text = file.read_text("utf-8")
    assert "role: errand\nseed: 5\n" in text
    assert main(["test", str(folder)]) == Exit.FINE
    assert "ok          mine" in capsys.readouterr().out
    # It holds the game: with another first choice it is another.
    file.write_text(text.replace("  - bread\n", "  - loaf\n"), "utf-8")
    assert main(["test", str(folder)]) == Exit.PROBLEMS
    assert "choice-missing" in capsys.readouterr().err


def test_a_recorded_game_names_the_schema_that_lies_beside_the_story(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kept in (folder / "schema.json", folder.parent / "schema.json"):
        kept.write_text("{}", "utf-8")
        file = folder / "tests" / "mine.yaml"
        assert played_lines(monkeypatch, "1\n", str(folder), "--role", "errand", "--record", str(file)) == Exit.FINE
        first = file.read_text("utf-8").partition("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=../")
        assert (file.parent / first.partition("=")[2]).resolve() == kept.resolve()
        kept.unlink()
        file.unlink()


def test_going_on_with_a_game_records_it_from_its_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert played_lines(monkeypatch, "1\n", str(folder), "--role", "errand", "--seed", "5") == Exit.FINE
    file = folder / "whole.yaml"
    assert played_lines(monkeypatch, "2\n", str(folder), "--record", str(file)) == Exit.FINE
    assert file.read_text("utf-8").count("\n  - ") == 2


def test_a_file_that_is_there_is_never_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = (folder / "story.yaml").read_text("utf-8")
    assert played_lines(monkeypatch, "1\n", str(folder), "--role", "errand", "--record", str(folder / "story.yaml")) == Exit.WRONG_USE
    assert (folder / "story.yaml").read_text("utf-8") == story
    assert played_lines(monkeypatch, "1\n", str(folder), "--role", "errand", "--record", str(folder / "mine.txt")) == Exit.WRONG_USE
    assert (
        played_lines(monkeypatch, "1\n", str(folder), "--role", "errand", "--record", str(folder / "a" / "b" / "c.yaml")) == Exit.WRONG_USE
    )
    told = capsys.readouterr()
    assert told.out == "", "nobody plays for nothing"
    assert told.err.count("neighbours: ") == 3


# ---- transcripts ----


def test_any_transcript_comes_back_from_its_file_as_it_was() -> None:
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None
    program = compile_role(story, "graduate")
    for game in random_games(program, "transcripts", 12):
        begun = started(story, "graduate", carried=game.carried)
        played = made(begun, *(f"{entry.choice}/{entry.outcome}".rstrip("/") for entry in game.entries(program)))
        reads = transcript(played)
        lines = playtest_file(played).splitlines()
        ran, problems = read(with_transcript(lines, len(lines) + 1, reads), story)
        assert problems == []
        assert ran is not None
        assert ran.test.transcript == reads


def test_a_new_transcript_leaves_the_rest_of_the_file_alone() -> None:
    lines = ["# mine", "role: visitor", "transcript:", "  - |", "    Old.", "", "    Older.", "", "# why", "choices: [wait]"]
    assert with_transcript(lines, 3, ("New.\n\nNewer.", "Last.")) == (
        "# mine\nrole: visitor\ntranscript:\n  - |\n    New.\n\n    Newer.\n  - |\n    Last.\n\n# why\nchoices: [wait]\n"
    )
    assert with_transcript(["transcript: [", "  old", "]", "role: visitor"], 1, ("New.",)) == (
        "transcript:\n  - |\n    New.\nrole: visitor\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_a_changed_transcript_is_shown_and_accepted(newline: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tests").mkdir()
    file = folder / "tests" / "way.yml"
    head = newline.join(["# kept", "role: errand", "choices: [bread, go-down-to-the-river]", "transcript: []", ""])
    file.write_bytes(head.encode())
    assert main(["test", str(folder)]) == Exit.PROBLEMS
    assert main(["test", str(folder), "--accept"]) == Exit.FINE
    assert file.read_bytes().startswith(head.removesuffix(f" []{newline}").encode())
    assert file.read_bytes().count(b"\r\n") == (file.read_bytes().count(b"\n") if newline == "\r\n" else 0)
    assert main(["test", str(folder)]) == Exit.FINE
    capsys.readouterr()

    scenes = folder / "errand.yaml"
    scenes.write_text(scenes.read_text("utf-8").replace("It is still warm.", "It is still hot."), "utf-8")
    assert main(["test", str(folder)]) == Exit.PROBLEMS
    shown = capsys.readouterr()
    marked = [line for line in shown.out.splitlines() if "-->" in line]
    assert len(marked) == 1
    assert re.search(r"--> - It is still warm\.", marked[0])
    assert "+ It is still hot." in shown.out
    assert "error[transcript-differs]: after 1 choice this reads otherwise" in shown.err
    assert shown.err.endswith(f"Where what is read now is meant: neighbours test {folder} --accept\n")
    before = file.read_bytes()
    assert main(["test", str(folder), "--accept"]) == Exit.FINE
    shown = capsys.readouterr()
    assert "-It is still warm." in shown.out
    assert "+It is still hot." in shown.out
    assert before.replace(b"still warm", b"still hot") == file.read_bytes()


def test_a_transcript_that_is_protected_against_writing_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tests").mkdir()
    file = folder / "tests" / "way.yaml"
    file.write_text("role: errand\nchoices: []\ntranscript: []\n", encoding="utf-8")
    file.chmod(0o444)
    assert main(["test", str(folder), "--accept"]) == Exit.WRONG_USE
    assert "way.yaml is protected against writing" in capsys.readouterr().err
    assert file.read_text("utf-8").endswith("transcript: []\n")


def test_only_words_are_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tests").mkdir()
    file = folder / "tests" / "way.yaml"
    text = "role: errand\nchoices: [bread]\nend: {expect: not bread}\ntranscript: []\n"
    file.write_text(text, "utf-8")
    assert main(["test", str(folder), "--accept"]) == Exit.PROBLEMS
    assert "expectation-fails" in capsys.readouterr().err
    assert file.read_text("utf-8") == text


# ---- the command ----


def test_what_differs_is_shown_in_its_transcript(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tests").mkdir()
    (folder / "tests" / "way.yaml").write_text("says: Poor\nrole: errand\nchoices: [bread, {choose: pig, expect: money < 20}]\n", "utf-8")
    assert main(["test", str(folder)]) == Exit.PROBLEMS
    shown = capsys.readouterr()
    assert "otherwise   way: Poor" in shown.out
    assert "> Turn your money pig upside down" in shown.out
    assert "--> wanted: money < 20\n        there is: money is 32" in shown.out
    assert '--path "bread pig"' in shown.err


def test_programs_read_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tests").mkdir()
    (folder / "tests" / "a.yaml").write_text("role: errand\nchoices: [bread]\n", "utf-8")
    (folder / "tests" / "b.yaml").write_text("role: errand\nchoices: [bred]\n", "utf-8")
    (folder / "tests" / "c.yaml").write_text("role: errand\nchoises: [bread]\nchoices: []\n", "utf-8")
    assert main(["test", str(folder), "--format", "json"]) == Exit.PROBLEMS
    shown = capsys.readouterr()
    data = json.loads(shown.out)
    first, second = data["playthroughs"]
    assert shown.err == ""
    assert (first["test"], first["ok"], first["scene"], first["way"]) == ("a", True, "kitchen", "bread")
    assert (second["ok"], second["differences"][0]["code"], second["differences"][0]["line"]) == (False, "choice-missing", 2)
    assert [(problem["code"], problem["line"]) for problem in data["problems"]] == [("choice-missing", 2), ("unknown-key", 2)]


def test_a_story_without_playthroughs_says_how_to_get_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(folder)]) == Exit.FINE
    assert "--record" in capsys.readouterr().out


def test_the_shipped_playthroughs_come_to_every_ending() -> None:
    folder = shipped_folder() / "good_neighbours"
    story = load(folder).story
    assert story is not None
    endings = set()
    for raw in story_files(folder, "scenes/good_neighbours").tests:
        ran, problems = read(raw.raw.decode(), story)
        assert problems == [], as_text(problems, colour=False)
        assert ran is not None
        assert ran.played.ended
        endings.add(ran.played.scene.id)
    assert endings == {scene.id for scene in story.scenes.values() if scene.ending}


# ---- in a terminal ----


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
@pytest.mark.parametrize("stopped", ["quit", "killed"])
def test_a_game_in_the_app_is_recorded_however_it_stops(stopped: str, tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    computer.desk.mkdir()
    with computer.terminal("play", FERRY, "--role", "visitor", "--seed", "11", "--record", "mine.yaml") as terminal:
        terminal.wait_for("4 Join the line for the night boat")
        terminal.type("1")
        terminal.wait_for("3 Join the line for the night boat")
        terminal.type("1")
        terminal.wait_for("A door with a bell.")
        if stopped == "quit":
            terminal.type("\x11")
            assert terminal.wait() == Exit.FINE
            assert "Recorded in mine.yaml." in terminal.last_words
        else:
            terminal.signal(signal.SIGTERM)
            assert terminal.wait() == 128 + signal.SIGTERM
    text = (computer.desk / "mine.yaml").read_text("utf-8")
    story = load(Path(FERRY)).story
    assert story is not None
    ran, problems = read(text, story)
    assert problems == []
    assert ran is not None
    assert (len(ran.played.entries), ran.played.scene.id) == (2, "office_door")
