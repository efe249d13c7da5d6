"""Each of the planted faults is told word for word, none of its faultless twin, and each way shown leads there."""

import io
from difflib import ndiff
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.library.load import load
from game.play.engine import open_choices
from game.play.evaluate import compile_value
from game.play.pasted_line import parse_path, walk_path
from game.play.playthrough import Playthrough, facts_met
from game.play.program import compile_role
from game.play.view import options_of
from game.story.model import Story, Variable
from tests.examples import write_example

from .naive import ending_states, every_state
from .planted import FAULTS, PLANTED, kept_report, pasted, report, said, told_codes

STYLE = {"fixed-ending", "same-values"}
"""So small a story may well end in the same words."""

PASTED = [(name, tuple(arguments)) for name in FAULTS for arguments in pasted(kept_report(name))]


def test_all_of_them_are_all_there() -> None:
    assert sorted(FAULTS) == sorted(folder.name for folder in PLANTED.iterdir())


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_told_word_for_word(name: str) -> None:
    assert report(name) == kept_report(name), "if it reads better now: python -m tests.prove.planted"
    assert Exit.PROBLEMS in (said("check", f"{name}/faulty")[0], said("prove", f"{name}/faulty")[0])


@pytest.mark.parametrize("name", FAULTS)
def test_nothing_is_told_of_the_faultless_twin(name: str) -> None:
    code, text = said("check", f"{name}/faultless")
    assert (code, set(told_codes(text)) - STYLE) == (Exit.FINE, set())
    code, text = said("prove", f"{name}/faultless")
    assert (code, text.partition(":")[0], "\n" in text) == (Exit.FINE, "PROVED", False)


@pytest.mark.parametrize("name", FAULTS)
def test_one_line_makes_the_difference(name: str) -> None:
    changed = []
    for file in sorted((PLANTED / name / "faulty").iterdir()):
        twin = PLANTED / name / "faultless" / file.name
        lines = ndiff(file.read_text("utf-8").splitlines(), twin.read_text("utf-8").splitlines())
        changed += [line for line in lines if line.startswith(("- ", "+ "))]
    assert sum(line.startswith("+ ") for line in changed) == 1, changed
    assert sum(line.startswith("- ") for line in changed) <= 1, changed


# ---- the ways that are shown ----


def test_what_a_way_can_show_has_one() -> None:
    shown = {"dead-end", "trap", "leaves-bounds", "no-outcome", "promise-broken"}
    for name in FAULTS:
        wanted = sum(code in shown for code in told_codes(kept_report(name)))
        assert len(pasted(kept_report(name))) == wanted, name


@pytest.mark.parametrize(("name", "arguments"), PASTED, ids=[f"{name}-{number}" for number, (name, _) in enumerate(PASTED)])
def test_the_printed_line_can_be_pasted(
    name: str, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pasted as it is printed; where there is no terminal, that plays line by line, and here nobody answers."""
    monkeypatch.chdir(PLANTED)
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(arguments) == Exit.FINE
    shown = " ".join(capsys.readouterr().out.split())
    played = walked(f"{name}/faulty", arguments)
    assert ("Nothing can be chosen here" in shown) == (not played.ended and not open_choices(played.program, played.state))
    for option, _ in enumerate(open_choices(played.program, played.state), start=1):
        assert f" {option} " in shown
    text = played.scene.blocks[0].text
    assert text is not None
    assert text.text.partition("{")[0].strip() in shown


def test_a_long_way_is_printed_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """More than a hundred choices, whose ids are as long as ids may be."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEIGHBOURS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    label = "Walk once more round the whole of the harbour wall and back here"
    write_example(
        f"start:\n  text: A wall.\n  choices:\n    - {{label: {label}, if: hours < 40, do: hours += 1}}\n"
        f"    - {{label: Rest, if: money < 100, do: money += 1}}\n"
        "    - {label: Go in, if: hours == 40 and money == 100, go: trap}\n    - {label: Leave, go: pier}\n"
        "trap: {text: A door shuts., choices: [{label: Pay, if: money < 100, go: pier}]}\npier: {text: It comes., ending: Aboard}\n",
        tmp_path,
    )
    assert main(["prove", "."]) == Exit.PROBLEMS
    (arguments,) = {tuple(way) for way in pasted(capsys.readouterr().err) if way[-1].endswith(" go-in")}
    assert len(arguments[-1]) > 2_000
    assert main(arguments) == Exit.FINE
    assert "A door shuts." in capsys.readouterr().out


@pytest.mark.parametrize(("name", "arguments"), PASTED, ids=[f"{name}-{number}" for number, (name, _) in enumerate(PASTED)])
def test_the_way_leads_to_what_is_claimed(name: str, arguments: tuple[str, ...]) -> None:
    played = walked(f"{name}/faulty", arguments)
    codes = set(told_codes(kept_report(name)))
    (claimed,) = codes
    match claimed:
        case "dead-end":
            assert not played.ended
            assert open_choices(played.program, played.state) == []
        case "trap":
            graph = every_state(played.program, start=[played.state])
            assert ending_states(played.program, graph) == set()
            assert all(graph.values()), "one can always go on"
        case "no-outcome":
            # The twin offers the choice: it differs in what an outcome asks for alone.
            offered = {option.id for option in options_of(played.program, played.state)}
            twin = walked(f"{name}/faultless", arguments)
            assert offered < {option.id for option in options_of(twin.program, twin.state)}
        case "leaves-bounds":
            # The twin differs in its bounds alone.
            wider = walked(f"{name}/faultless", arguments)
            assert any(wider.state[played.program.places[variable.name]] > variable.high for variable in numbers(played))
        case "promise-broken":
            (promise,) = played.program.story.promises
            if promise.meets:
                assert played.ended
                assert promise.meets not in facts_met(played)
                return
            assert promise.always is not None
            where = played.program.where(played.scene)
            holds = compile_value(promise.always, where, played.program.places, played.program.clock, played.program.bits)
            assert not holds(played.state)
        case _:
            pytest.fail(f"{claimed} has a way, and nothing here follows it")


def walked(folder: str, arguments: tuple[str, ...]) -> Playthrough:
    """The playthrough that a printed command leads to, in the real engine."""
    command, story, role_option, role, path_option, way = arguments
    assert (command, Path(story).name, role_option, path_option) == ("play", "faulty", "--role", "--path")
    return walk_path(compile_role(story_in(folder), role), parse_path(way), seed=0)


def story_in(folder: str) -> Story:
    story = load(PLANTED / folder).story
    assert story is not None
    return story


def numbers(played: Playthrough) -> list[Variable]:
    return [variable for variable in played.program.story.variables.values() if variable.type == "int"]
