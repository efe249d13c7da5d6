"""`neighbours` in odd surroundings: closed streams, missing homes, folders that can't be written, narrow windows."""

import os
import shutil
import sys

import pytest

from tests.process.command import FERRY, Computer
from tests.process.test_pipes import decisions, is_calm

PLAY = 'play "$FERRY" --role visitor'
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


@POSIX
@pytest.mark.parametrize(
    ("command", "closed"),
    [
        *((PLAY, closed) for closed in ("<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-")),
        *((command, "<&- >&- 2>&-") for command in ("--plain", "check $FERRY", "games", "--help", "dance")),
    ],
)
def test_closed_streams(computer: Computer, command: str, closed: str) -> None:
    done = computer.shell(f"printf '1\\n1\\n' | neighbours {command} {closed}")
    assert done.code == (2 if command == "dance" else 0), done.said
    assert is_calm(done)
    for path in computer.saves.rglob("*.json"):
        assert path.read_text("utf-8").startswith("{"), "what was said stands in a saved game"


@POSIX
def test_a_game_without_output_is_saved_all_the_same(computer: Computer) -> None:
    computer.shell(f"printf '1\\n1\\n' | neighbours {PLAY} >&-")
    assert "2 decisions" in decisions(computer)[0]


def test_without_any_home(computer: Computer) -> None:
    for variables in ({"HOME": None, "NEIGHBOURS_HOME": None}, {"HOME": "", "NEIGHBOURS_HOME": ""}):
        # Where there is no home the system's own record of the user says where it is; nothing must be written there.
        done = computer.run("check", FERRY, **variables)
        assert done.code == 0
        assert is_calm(done)
    done = computer.run("play", FERRY, "--role", "visitor", typed="1\n", HOME=None)
    assert done.code == 0
    assert "1 decision" in decisions(computer)[0]


def test_a_home_that_is_a_file(computer: Computer) -> None:
    computer.home.write_text("not a folder", "utf-8")
    done = computer.run("play", FERRY, "--role", "visitor", typed="1\n1\n")
    assert (done.code, done.err) == (0, "")
    assert "can't be saved for now" in " ".join(done.out.split())
    assert "He drinks" in done.out
    assert "A door with a bell." in done.out
    assert "Your game is saved" not in done.out
    assert "could not be saved" in done.out
    listed = computer.run("games")
    assert is_calm(listed)
    assert listed.code in (0, 2)
    assert computer.home.read_text("utf-8") == "not a folder"


def test_a_home_that_may_not_be_written(computer: Computer) -> None:
    computer.run("play", FERRY, "--role", "visitor", typed="1\n")
    before = {path: path.read_bytes() for path in computer.saves.rglob("*.json")}
    folders = [path for path in (computer.home, *computer.home.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o500)
    try:
        weak = _without_privileges()
        if weak is None:
            pytest.skip("this user may write anywhere, and setpriv isn't there to give that up")
        done = computer.shell(f"printf '1\\n1\\n' | {weak} {sys.executable} -m game play $FERRY")
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert (done.code, done.err) == (0, "")
    assert "may not be written to" in " ".join(done.out.split())
    assert "A door with a bell." in done.out
    assert "Your game is saved" not in done.out
    assert {path: path.read_bytes() for path in computer.saves.rglob("*.json")} == before


def _without_privileges() -> str | None:
    """What to put before a command so that folders' permissions hold for it; None where that can't be done."""
    if os.name == "posix" and os.geteuid() != 0:
        return ""
    return "setpriv --bounding-set=-all --inh-caps=-all" if shutil.which("setpriv") else None


@POSIX
def test_a_disk_that_takes_no_more(computer: Computer) -> None:
    """A limit on how large a file may grow stands for a full disk: the choice is told and the save before it is kept."""
    computer.run("play", FERRY, "--role", "visitor", typed="1\n")
    before = {path: path.read_bytes() for path in computer.saves.rglob("*.json")}
    done = computer.shell("trap '' XFSZ; ulimit -f 0; printf '1\\n1\\n' | neighbours play $FERRY | cat")
    assert "A door with a bell." in done.out
    assert "Your last choice could not be saved" in " ".join(done.out.split())
    assert "Your game is saved" not in done.out
    assert is_calm(done)
    assert {path: path.read_bytes() for path in computer.saves.rglob("*.json")} == before
    assert "A door with a bell." in computer.run("play", FERRY, typed="1\n").out


@pytest.mark.parametrize(
    "variables",
    [
        {"LANG": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "latin-1"},
        {"LANG": "tlh_KX.nonsense"},
    ],
)
def test_any_locale(computer: Computer, variables: dict[str, str]) -> None:
    """Letters that can't be shown become question marks, and letters that can't be read are no answer."""
    done = computer.run("play", FERRY, "--role", "visitor", typed="\u00e9\n2\n1\n1\n", **variables)
    assert (done.code, done.err) == (0, "")
    assert "Mira:" in done.out
    assert "2 decisions" in decisions(computer)[0]


def test_bytes_that_are_no_text_are_no_answer(computer: Computer) -> None:
    done = computer.shell("printf '\\377\\376\\n1\\000\\n\\033[2J\\n1\\n' | neighbours play $FERRY --role visitor")
    assert (done.code, done.err) == (0, "")
    assert "\x1b" not in done.out
    assert "He drinks" in done.out


@pytest.mark.parametrize("columns", ["1", "0", "-3", "7", "nonsense", "100000"])
def test_any_width(computer: Computer, columns: str) -> None:
    done = computer.run("play", FERRY, "--role", "visitor", typed="1\nx\nn\nj\n?\n", COLUMNS=columns)
    assert (done.code, done.err) == (0, "")
    command = done.out.splitlines()[-1]
    assert max(len(line) for line in done.out.splitlines() if line != command) <= 72


def test_an_endless_line_is_no_answer(computer: Computer) -> None:
    done = computer.run("play", FERRY, "--role", "visitor", typed="9" * 100_000 + "\n1\n" + "j " + "8" * 5000 + "\n")
    assert (done.code, done.err) == (0, "")
    assert "He drinks" in done.out
    assert len(done.out) < 20_000


def test_where_python_warns_of_everything(computer: Computer) -> None:
    for arguments in (("play", FERRY, "--role", "visitor"), ("check", FERRY), ("games",), ("schema",)):
        done = computer.run(*arguments, typed="1\n1\n1\n", PYTHONWARNINGS="error", PYTHONDEVMODE="1")
        assert (done.code, done.err) == (0, ""), done.err


def test_a_folder_that_has_gone(computer: Computer) -> None:
    gone = computer.desk / "gone"
    gone.mkdir()
    done = computer.shell(f"cd {gone}; rmdir {gone}; printf '1\\n' | neighbours play $FERRY --role visitor; neighbours play nowhere")
    assert "He drinks" in done.out
    assert done.code == 2
    assert is_calm(done)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "{}"),
        ("play", "{}"),
        ("graph", FERRY, "-o", "{}"),
        ("graph", FERRY, "-o", "{}", "--force"),
        ("report", "{}"),
        ("play", FERRY, "--record", "{}.yaml"),
        ("play", FERRY, "--role", "visitor", "--path", "{}"),
        ("new", "{}"),
    ],
    ids=lambda arguments: " ".join(arguments[:1]),
)
def test_a_name_that_no_file_can_have(computer: Computer, arguments: tuple[str, ...]) -> None:
    done = computer.run(*(argument.format("a" * 5_000) for argument in arguments))
    assert done.code == 2
    assert is_calm(done)
    assert done.err.startswith("neighbours: ")


@POSIX
def test_a_folder_that_may_not_be_looked_into(computer: Computer) -> None:
    closed = computer.folder / "closed"
    shutil.copytree(FERRY, closed / "ferry")
    (computer.desk / "scenes").mkdir()
    folders = (closed, computer.desk / "scenes")
    for folder in folders:
        folder.chmod(0)
    try:
        weak = _without_privileges()
        if weak is None:
            pytest.skip("this user may look anywhere, and setpriv isn't there to give that up")
        done = [
            computer.shell(f"{weak} {sys.executable} -m game {command}")
            for command in (f"check {closed}/ferry", "check ferry", f"graph $FERRY -o {closed}/map", f"report {closed}/game.json")
        ]
    finally:
        for folder in folders:
            folder.chmod(0o700)
    for each in done:
        assert each.code == 2, each.said
        assert is_calm(each)


@POSIX
def test_what_is_no_file_is_never_written_over(computer: Computer) -> None:
    pipe, folder, link, page = (computer.desk / name for name in ("pipe", "folder", "link", "page.html"))
    os.mkfifo(pipe)
    folder.mkdir()
    page.write_text("old", "utf-8")
    link.symlink_to(page)
    refused = {"pipe": "isn't a file", "link": "is a link", "folder": "is a folder", ".": "is a folder", "": "is a folder"}
    for name, says in refused.items():
        done = computer.run("graph", FERRY, "--format", "dot", "-o", name, "--force")
        assert done.code == 2
        assert says in done.err
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert page.read_text("utf-8") == "old"


@POSIX
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no disk that is always full")  # noqa: PTH110
def test_output_that_goes_to_a_full_disk(computer: Computer) -> None:
    computer.run("play", FERRY, "--role", "visitor", typed="1\n")
    for command in ("graph $FERRY", "check --explain trap", "games", "play $FERRY"):
        done = computer.shell(f"neighbours {command} > /dev/full")
        assert (done.code, done.err) == (1, "neighbours: The system said: No space left on device.\n")
    assert "1 decision" in decisions(computer)[0]
