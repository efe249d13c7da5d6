"""`neighbours` in pipes: what a script, a screen reader or a terminal without a screen gets."""

import shutil
from pathlib import Path

import pytest

from tests.process.command import FERRY, Computer, Result


def decisions(computer: Computer) -> list[str]:
    """What `neighbours games` says of each saved game."""
    listed = computer.run("games")
    assert listed.code == 0
    return [line for line in listed.out.splitlines() if "decision" in line]


def last_line(result: Result) -> str:
    return result.out.splitlines()[-1].strip()


def is_calm(result: Result) -> bool:
    """Whether what was said is meant for people."""
    return "Traceback" not in result.said and "Error" not in result.said


def test_three_lines_make_three_choices(computer: Computer) -> None:
    done = computer.shell("printf '1\\n1\\n1\\n' | neighbours play $FERRY --role visitor --seed 7")
    assert (done.code, done.err) == (0, "")
    assert "He drinks, and moves half a metre to the left." in done.out
    assert "A door with a bell." in done.out
    assert "She looks at the clock" in done.out
    # Going on where there is nothing to choose is no decision.
    assert "2 decisions" in decisions(computer)[0]


def test_the_end_of_input_stops_with_the_game_saved(computer: Computer) -> None:
    done = computer.run("play", FERRY, "--role", "visitor")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("\nYour game is saved. This goes on from here:\n    neighbours play " + FERRY + "\n")
    assert "0 decisions" in decisions(computer)[0]


def test_quitting_leaves_what_is_typed_after_it_alone(computer: Computer) -> None:
    done = computer.run("play", FERRY, "--role", "visitor", typed="q\n1\n1\n")
    assert done.code == 0
    assert "0 decisions" in decisions(computer)[0]


def test_a_last_line_without_an_end_counts(computer: Computer) -> None:
    assert "He drinks" in computer.run("play", FERRY, "--role", "visitor", typed="1").out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_mark_that_some_editors_put_before_a_file_is_no_answer(computer: Computer, encoding: str) -> None:
    (computer.desk / "answers.txt").write_text("1\n2\n", encoding)
    marked = computer.shell('neighbours play --plain "$FERRY" --role visitor --seed 7 < answers.txt')
    plain = computer.shell("printf '1\\n2\\n' | neighbours play --plain \"$FERRY\" --role visitor --seed 7")
    assert (marked.code, marked.err) == (0, "")
    assert marked.out == plain.out
    assert "He drinks" in marked.out


def test_lines_of_another_system_count(computer: Computer) -> None:
    done = computer.run("play", FERRY, "--role", "visitor", typed="1\r\n1\r\n")
    assert "He drinks" in done.out
    assert "A door with a bell." in done.out


def test_play_goes_on_where_it_stopped(computer: Computer) -> None:
    computer.run("play", FERRY, "--role", "visitor", typed="1\n1\n")
    done = computer.run("play", FERRY)
    assert done.code == 0
    assert "A door with a bell." in done.out
    assert "The ferry is a light far out." not in done.out
    assert len(decisions(computer)) == 1


def test_play_alone_goes_on_with_a_story_that_it_finds(computer: Computer) -> None:
    shutil.copytree(FERRY, computer.desk / "scenes" / "ferry")
    computer.run("play", "ferry", "--role", "visitor", typed="1\n1\n")
    assert "A door with a bell." in computer.run("play").out


def test_play_alone_leaves_a_game_alone_whose_story_it_cannot_find(computer: Computer) -> None:
    """A folder of a teacher's own was played by its path: from elsewhere, `play` alone is the shipped story."""
    computer.run("play", FERRY, "--role", "visitor", typed="1\n")
    done = computer.run("play")
    assert done.code == 0
    assert done.out.startswith("Good Neighbours\n")
    assert "1 decision" in "".join(decisions(computer))


@pytest.mark.parametrize("name", ["ferry", FERRY])
def test_the_last_line_says_what_goes_on_from_here(computer: Computer, name: str) -> None:
    """What is told to be typed is typed, and leads to where the game stopped."""
    shutil.copytree(FERRY, computer.desk / "scenes" / "ferry")
    done = computer.run("play", name, "--role", "visitor", "--nickname", "Ada B", typed="1\n1\n")
    told = last_line(done)
    assert told.startswith("neighbours play")
    again = computer.shell(told)
    assert again.code == 0
    assert "A door with a bell." in again.out


def test_a_new_game_starts_where_a_role_or_a_seed_is_given(computer: Computer) -> None:
    computer.run("play", FERRY, "--role", "visitor", typed="1\n")
    again = computer.run("play", FERRY, "--role", "visitor")
    assert "The ferry is a light far out." in again.out
    assert len(decisions(computer)) == 2


def test_the_same_seed_brings_the_same_luck(computer: Computer) -> None:
    """The way through the line and the cabins, where much is left to chance."""
    typed = "4\n" + "1\n" * 12
    first, second = (computer.run("play", FERRY, "--role", "visitor", "--seed", "11", typed=typed).out for _ in range(2))
    assert first == second
    assert "The end: " in first


def test_a_nickname_keeps_games_apart(computer: Computer) -> None:
    computer.run("play", FERRY, "--role", "visitor", "--nickname", "Ada", typed="1\n1\n")
    computer.run("play", FERRY, "--role", "visitor", "--nickname", "Ben", typed="1\n")
    assert "A door with a bell." in computer.run("play", FERRY, "--nickname", "Ada").out


def test_the_roles_are_offered_where_none_is_named(computer: Computer) -> None:
    done = computer.run("play", FERRY, typed="3\nnobody\n2\n")
    assert done.out.count("Type a number from 1 to 2") == 2
    assert "The harbour is a row of lamps." in done.out


def test_an_empty_line_takes_the_role_that_is_proposed(computer: Computer) -> None:
    note = "Somebody waits. Any scene can be skipped."
    first = computer.run("play", FERRY, typed="\n")
    assert "Enter alone begins as The visitor." in first.out
    assert "The ferry is a light far out." in first.out
    assert first.out.count("The last ferry") == 1, "the title is told once"
    assert note in first.out


def test_nothing_is_started_where_no_role_is_chosen(computer: Computer) -> None:
    done = computer.run("play", FERRY)
    assert (done.code, done.err) == (0, "")
    assert "Who will you be?" in done.out
    assert computer.run("games").out.startswith("No game is saved")


def test_a_reader_that_stops_reading_stops_the_game_quietly(computer: Computer) -> None:
    done = computer.shell("yes 1 | head -200 | neighbours play $FERRY --role visitor | head -1")
    assert (done.code, done.out, done.err) == (0, "The last ferry\n", "")
    assert "decision" in decisions(computer)[0]


def test_a_check_whose_reader_stops_is_quiet(computer: Computer) -> None:
    done = computer.shell("neighbours schema | head -1")
    assert (done.code, done.out, done.err) == (0, "{\n", "")


def test_a_role_that_was_finished_is_remembered_by_the_next(computer: Computer) -> None:
    computer.run("play", FERRY, "--role", "visitor", "--seed", "11", typed="1\n3\n" + "1\n" * 12)
    done = computer.run("play", FERRY, "--role", "captain")
    assert "a visitor who gave up a bench" in done.out


def test_the_module_is_the_command(computer: Computer) -> None:
    assert computer.run("--version").out.startswith("neighbours ")


def test_a_story_is_found_by_a_path_with_a_space(computer: Computer) -> None:
    folder = computer.desk / "my stories" / "ferry boat"
    shutil.copytree(FERRY, folder)
    done = computer.run("play", "my stories/ferry boat", "--role", "visitor", typed="1\n1\n")
    told = last_line(done)
    assert "A door with a bell." in computer.shell(told).out


def test_an_ended_game_is_listed_by_the_title_of_its_end(computer: Computer) -> None:
    done = computer.run("play", FERRY, "--role", "captain", typed="1\n" * 12)
    assert "The end: At sea" in done.out
    assert "This is the end of the role. e looks back;" in done.out
    assert " · ended: At sea · " in decisions(computer)[0]


def test_deleting_games(computer: Computer) -> None:
    for _ in range(2):
        computer.run("play", FERRY, "--role", "visitor")
    first = decisions(computer)[0].split()[0]
    assert computer.run("games", "--delete", first).out == f"Deleted the game {first}.\n"
    assert len(decisions(computer)) == 1
    assert computer.run("games", "--delete", "all").out == "Deleted 1 game.\n"
    assert not [path for path in computer.saves.rglob("*") if path.suffix == ".json"]


def test_what_is_checked_needs_no_game(computer: Computer) -> None:
    done = computer.run("check", FERRY)
    assert done.code == 0
    assert "no problems" in done.said
    assert not computer.home.exists()


def test_problems_are_told_and_counted(computer: Computer) -> None:
    story = computer.desk / "scenes" / "ferry"
    shutil.copytree(FERRY, story)
    scenes = story / "scenes.yaml"
    scenes.write_text(scenes.read_text("utf-8").replace("go: office_door", "go: office_dor"), "utf-8")
    told = computer.run("check", "ferry")
    assert told.code == 1
    assert "office_dor" in told.err
    assert str(Path("scenes/ferry/scenes.yaml")) in told.err
    played = computer.run("play", "ferry", "--role", "visitor")
    assert played.code == 1
    assert "office_dor" in played.err
    assert is_calm(told)
    assert is_calm(played)
    assert not computer.saves.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("dance",), "dance"),
        (("play", "nowhere_at_all"), "nowhere_at_all"),
        (("play", "./nowhere"), "./nowhere"),
        (("play", FERRY, "--role", "captin"), "captain"),
        (("play", FERRY, "--seed", "-1"), "--seed"),
        (("play", FERRY, "--seed", "1000000"), "999999"),
        (("play", FERRY, "--seed", "12x"), "999999"),
        (("play", "--no-such-thing"), "--no-such-thing"),
        (("check", "ferri\x1b[31m"), "ferri"),
        (("check", FERRY, "--format", "xml"), "xml"),
        (("schema", "poem"), "poem"),
        (("games", "--delete", "zzzzz"), "zzzzz"),
    ],
)
def test_wrong_use_exits_2_with_a_sentence(computer: Computer, arguments: tuple[str, ...], words: str) -> None:
    done = computer.run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert "\x1b" not in done.err
    assert is_calm(done)


def test_a_file_that_is_no_story_is_told_calmly(computer: Computer) -> None:
    (computer.desk / "poem.txt").write_text("roses", "utf-8")
    empty = computer.desk / "empty"
    empty.mkdir()
    for name, code in (("./poem.txt", 2), ("./empty", 1)):
        for verb in ("check", "play"):
            done = computer.run(verb, name)
            assert done.code == code, done.said
            assert done.err
            assert is_calm(done)
