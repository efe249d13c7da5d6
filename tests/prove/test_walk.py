"""Random walks: what they count is what the engine plays, whoever plays it, and nothing that can be is left out for long."""

import json
import signal
import sys
from pathlib import Path

import pytest

from game.cli.exit_codes import Exit
from game.cli.main import main
from game.library.find_stories import shipped_folder
from game.library.load import load
from game.play.pasted_line import parse_path, path_text, walk_path
from game.play.program import Program, compile_role
from game.prove import side_by_side
from game.prove import walk as module
from game.prove.proof import prove
from game.prove.walk import SMALLEST_BLOCK as BLOCK
from game.prove.walk import Tally, play_block, random_games, walk
from game.story.model import Story
from tests.docs.pages import FOOTBRIDGE
from tests.process.command import FERRY, Computer
from tests.small import small, write_small

TWO_WAYS = """\
start:
  text: A fork.
  choices:
    - {label: Left, go: left}
    - {label: Right, go: right}
    - {label: The locked gate, locked: It is rusted shut.}
    - {label: The rich gate, if: money > 90, go: right}
left:
  text: A wheel.
  choices:
    - label: Spin it
      do: money += 1
      outcomes:
        - {id: red, chance: 3, result: Red.}
        - {id: black, chance: 1, result: Black.}
        - {id: green, chance: 0, result: Green.}
    - {label: Leave, go: right}
right: {text: Home., ending: At home}
"""
ROUND = """\
start:
  text: A ring of benches.
  choices:
    - {label: Sit on, go: ring}
    - {label: Leave, once: true, go: home}
ring:
  text: Another bench.
  choices:
    - {label: Sit on, go: ring}
home: {text: Home., ending: At home}
"""
CARRIED = """\
start:
  text: A bench.
  choices:
    - {label: Sit, if: bench == given, go: sat}
    - {label: Pay, if: knows(fare), go: paid}
    - {label: Give your place away, do: bench = given, go: stood}
    - {label: Ask what it costs, because: fare, go: stood}
sat: {text: You sit., ending: Sitting}
paid: {text: You pay., ending: Paying}
stood: {text: You stand., ending: Standing}
"""


@pytest.fixture(scope="module")
def shipped() -> Story:
    story = load(shipped_folder() / "good_neighbours").story
    assert story is not None
    return story


def hits(story: Story, role: str, tally: Tally) -> dict[str, int]:
    shown = tally.shown()
    return {name: shown[number] for number, name in enumerate(compile_role(story, role).ids)}


# ---- what is counted ----


def test_the_counts_are_those_of_the_games_played_again_one_by_one(shipped: Story) -> None:
    program = compile_role(shipped, "graduate")
    counted = play_block(program, 5, 0, 60)
    scenes = dict.fromkeys(program.ids, 0)
    choices = outcomes = 0
    endings: dict[str, int] = {}
    money = []
    for game in random_games(program, "5/graduate/0", 60):
        line = path_text(game.carried, game.entries(program))
        played = walk_path(program, parse_path(line), seed=0)  # in the real engine, from what can be pasted
        assert played.state == game.state
        assert played.ended
        for turn in played.turns:
            scenes[program.ids[turn.state[0]]] += 1
        choices += len(played.entries)
        outcomes += sum(bool(entry.outcome) for entry in played.entries)
        endings[played.scene.id] = endings.get(played.scene.id, 0) + 1
        money.append(played.state[program.places["money"]])
    assert hits(shipped, "graduate", counted) == scenes
    assert (counted.games, counted.choices, counted.stuck.total()) == (60, choices, 0)
    assert counted.made().total() == choices
    chance = {
        (number, place)
        for number, name in enumerate(program.ids)
        for place, choice in enumerate(shipped.scenes[name].choices)
        if choice.outcomes
    }
    assert sum(count for (*choice, _), count in counted.taken.items() if tuple(choice) in chance) == outcomes
    assert {program.ids[number]: count for number, count in counted.ended.items()} == endings
    assert sorted(counted.meters["money"].elements()) == sorted(money)
    assert set(counted.meters) == {name for name, variable in shipped.variables.items() if variable.show}


def test_a_thousand_games_come_to_all_that_a_proof_says_can_be_come_to() -> None:
    story = load(Path(FERRY)).story
    assert story is not None
    role = next(role for role in prove(story).roles if role.role == "visitor")
    tally = walk(story, "visitor", 1_000, 1)
    program = compile_role(story, "visitor")
    assert {name for name, count in hits(story, "visitor", tally).items() if count} == role.scenes
    made = {(program.ids[scene], story.scenes[program.ids[scene]].choices[choice].id) for scene, choice in tally.made()}
    assert made == role.choices


def test_what_was_chosen_least_is_preferred_and_doors_stay_closed(tmp_path: Path) -> None:
    story = small(tmp_path, TWO_WAYS)
    tally = walk(story, "visitor", 400, 1)
    made, start, wheel = tally.made(), 0, 1
    left, right, door, rich = (made[start, choice] for choice in range(4))
    assert abs(left - right) < 60
    assert (door, rich) == (0, 0)
    red, black, green = (tally.taken[wheel, 0, outcome] for outcome in range(3))
    assert green == 0
    assert 2 < red / black < 4.5, "chance falls as the story says"
    assert made[wheel, 0] == red + black


def test_what_earlier_roles_may_leave_is_carried_in(tmp_path: Path) -> None:
    story = small(tmp_path, CARRIED)
    tally = walk(story, "captain", 100, 1)
    program = compile_role(story, "captain")
    assert {program.ids[number] for number in tally.ended} == {"sat", "paid", "stood"}
    carried = [game.carried for game in random_games(program, "any", 100)]
    assert sum(not each.facts and not each.echoes for each in carried) >= 50
    assert {fact for each in carried for fact in each.facts} == {"fare"}


def test_nothing_is_carried_in_that_no_game_leaves_behind(tmp_path: Path) -> None:
    """Whoever gives the place away asks what it costs at once: nobody has done the one without the other."""
    together = CARRIED.replace("do: bench = given, go", "do: bench = given, because: fare, go")
    story = small(tmp_path, together.replace("if: bench == given", "if: bench == given and not knows(fare)"))
    tally = walk(story, "captain", 200, 1)
    assert {compile_role(story, "captain").ids[number] for number in tally.ended} == {"paid", "stood"}


# ---- the same games ----


def test_the_same_seed_gives_the_same_games_and_another_seed_others(shipped: Story) -> None:
    one, same, other = (walk(shipped, "graduate", BLOCK + 30, seed) for seed in (7, 7, 8))
    assert one == same
    assert one.games == BLOCK + 30
    assert one != other


@pytest.mark.skipif(not side_by_side.FORKS, reason="processes that have what we have are made on Linux only")
def test_two_processes_play_the_same_games_as_one(shipped: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = walk(shipped, "graduate", 4 * BLOCK + 30, 3)
    processes: list[int] = []
    real = module.side_by_side

    def watched(pieces, work, tick):  # type: ignore[no-untyped-def]
        processes.append(len(pieces))
        return real(pieces, work, tick)

    monkeypatch.setattr(module, "side_by_side", watched)
    monkeypatch.setattr(module, "WORTH_SHARING", 0)
    monkeypatch.setattr(side_by_side, "processors", lambda: 2)
    heard: list[int] = []
    assert walk(shipped, "graduate", 4 * BLOCK + 30, 3, share=True, tick=lambda _, played: heard.append(played)) == alone
    assert processes == [2]
    assert heard == sorted(heard)
    assert heard[-1] == 4 * BLOCK + 30


def test_only_a_long_walk_is_shared(shipped: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTH_SHARING", 1_000)

    def never(*_: object) -> None:
        raise AssertionError("no other process is worth it")

    monkeypatch.setattr(side_by_side, "ProcessPoolExecutor", never)
    assert walk(shipped, "graduate", 2 * BLOCK, 3, share=True).games == 2 * BLOCK


# ---- games that don't end ----


def test_a_game_without_end_is_told_with_a_way_that_can_be_pasted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_small(tmp_path / "ring", ROUND)
    assert main(["walk", str(tmp_path / "ring"), "--games", "8"]) == Exit.PROBLEMS
    out = capsys.readouterr().out
    assert "games came to no ending. One of them stopped in `ring`:" in out
    way = out.partition('--path "')[2].partition('"')[0]
    story = load(tmp_path / "ring").story
    assert story is not None
    played = walk_path(compile_role(story, "visitor"), parse_path(way), seed=0)
    assert (played.scene.id, played.ended) == ("ring", False)


def test_a_game_that_gets_stuck_is_one_without_end(tmp_path: Path) -> None:
    story = small(
        tmp_path, "start:\n  text: A wall.\n  choices:\n    - {label: Pay, if: money > 50, go: home}\n" + ROUND[ROUND.index("home:") :]
    )
    tally = walk(story, "visitor", 10, 1)
    assert (tally.games, tally.stuck.total(), tally.ended.total()) == (10, 10, 0)
    assert tally.unfinished[0].steps == []


# ---- the command ----


def test_the_counts_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only = "roles:\n  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}\n"
    text = "title: Ways\n" + only + 'variables:\n  money: {type: int, max: 100, show: "{} crowns"}\n  coat: {type: flag, show: a coat}\n'
    write_small(tmp_path / "ways", TWO_WAYS, story=text)
    assert main(["walk", str(tmp_path / "ways"), "--games", "300"]) == Exit.FINE
    shown = capsys.readouterr()
    assert shown.err == "", "no progress where there is no terminal"
    assert "visitor: 300 games" in shown.out
    assert "300  100.0%  right: At home" in shown.out
    rows = {words[1]: words for line in shown.out.splitlines() if len(words := line.split()) > 1}
    assert rows["the-rich-gate"] == ["0", "the-rich-gate", "<-", "never"]
    assert rows["the-locked-gate"] == ["0", "the-locked-gate"], "a door is there to be seen closed"
    assert rows["green"] == ["0", "green"]
    assert "coat: no 100.0%" in shown.out
    money = next(line.split() for line in shown.out.splitlines() if line.split()[:1] == ["money"])
    assert money[1] == "0"
    assert 0 < int(money[3]) < 20


def test_programs_read_the_same_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walk", str(FOOTBRIDGE), "--games", "200", "--seed", "4", "--format", "json"]) == Exit.FINE
    data = json.loads(capsys.readouterr().out)
    assert (data["seed"], data["stopped"]) == (4, False)
    errand = data["roles"][0]
    assert errand["games"] == sum(ending["games"] for ending in errand["endings"]) == 200
    river = next(scene for scene in errand["scenes"] if scene["scene"] == "river")
    assert river["hits"] >= sum(choice["hits"] for choice in river["choices"]) > 0
    wade = next(choice for choice in river["choices"] if choice["choice"] == "wade")
    assert sum(wade["outcomes"].values()) == wade["hits"]
    money = next(meter for meter in errand["meters"] if meter["variable"] == "money")
    assert 0 <= money["min"] <= money["median"] <= money["max"] <= 40


def test_an_interrupt_keeps_what_was_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(program: Program, seed: int, block: int, games: int) -> Tally:
        if block == 1:
            raise KeyboardInterrupt
        return play_block(program, seed, block, games)

    monkeypatch.setattr(module, "play_block", interrupted)
    monkeypatch.setattr(module, "WORTH_SHARING", 1_000)
    assert main(["walk", str(FOOTBRIDGE), "--games", "2000"]) == Exit.INTERRUPTED
    shown = capsys.readouterr()
    assert f"errand: {BLOCK} games" in shown.out
    assert f"Stopped after {BLOCK} games." in shown.err


@pytest.mark.parametrize("wrong", ["0", "-1", "many", "99999999"])
def test_a_number_of_games_is_a_whole_number(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["walk", str(FOOTBRIDGE), "--games", wrong])
    assert stopped.value.code == Exit.WRONG_USE
    assert "games" in capsys.readouterr().err


# ---- in a terminal ----


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
def test_a_long_walk_shows_how_far_it_is_and_stops_when_it_is_told_to(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    computer.desk.mkdir()
    with computer.terminal("walk", FERRY, "--games", "9000000", columns=160, rows=500) as terminal:
        terminal.wait_for("of 9,000,000 games")
        terminal.signal(signal.SIGINT)
        assert terminal.wait() == Exit.INTERRUPTED
        terminal.read_all()
        assert "Traceback" not in terminal.text
        assert "Stopped after" in terminal.text
        assert "visitor: " in terminal.text, "what was counted is shown"
