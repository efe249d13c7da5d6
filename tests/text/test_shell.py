"""A line that is printed can be pasted: a shell reads the words that were meant, and runs nothing that is in them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from game.cli.commands import parser
from game.text.shell import command_line, quoted

ROOT = Path(__file__).parents[2]
NASTY = (
    "ferry",
    "docs/footbridge",
    "O'Brien",
    "$(touch canary)",
    "`touch canary`",
    "a  b",
    "x; touch canary",
    "x & touch canary",
    "x && touch canary || touch canary",
    "x | touch canary > canary",
    "'; touch canary; '",
    '"; touch canary; "',
    'say "hi there"',
    "-rf",
    "--help",
    "-x y",
    "*",
    "~",
    "~root/x",
    "#ferry",
    "!ferry!!",
    "$HOME",
    "%PATH%",
    "{a,b}",
    "[a-z]*",
    "a\\b",
    "a b\\",
    "\\",
    "=ls",
    "@ferry",
    "Выпускница",
    "渡し船 の 話",
    "O’Brien",
    "“ferry” „boat‟",
    "–x",
    "7",
    "007",
    "1e3",
    "привет $(touch canary)",
)
SHELLS = [shell for shell in ("sh", "dash", "bash", "zsh", "ksh") if shutil.which(shell)]


@pytest.mark.skipif(not SHELLS, reason="there is no shell of Unix")
@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_reads_the_word_that_was_meant(shell: str, tmp_path: Path) -> None:
    for word in NASTY:
        line = f"printf '%s\\0' {quoted(word, powershell=False)} end"
        read = subprocess.run([shell, "-c", line], cwd=tmp_path, capture_output=True, timeout=30, check=True).stdout.decode()
        assert read == f"{word}\0end\0"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("word", NASTY)
def test_powershell_reads_the_word_that_was_meant(word: str) -> None:
    assert read_by_a_program(handed_on_by_powershell(quoted(word, powershell=True))) == [word]


@pytest.mark.skipif(shutil.which("pwsh") is None, reason="PowerShell isn't installed")
@pytest.mark.parametrize("word", [word for word in NASTY if '"' not in word and not word.endswith("\\")])
def test_powershell_itself_reads_the_word_that_was_meant(word: str, tmp_path: Path) -> None:
    line = f"python3 -c 'import sys; print(sys.argv[1:])' {quoted(word, powershell=True)}"
    read = subprocess.run(["pwsh", "-NoProfile", "-Command", line], cwd=tmp_path, capture_output=True, timeout=60, check=True).stdout
    assert read.decode().strip() == str([word])


@pytest.mark.parametrize("word", NASTY)
def test_the_older_shell_of_windows_runs_nothing_either(word: str) -> None:
    """cmd.exe knows double quotes alone: what is outside of them may have no sign that it acts on."""
    outside = "".join(quoted(word, powershell=True).split('"')[::2])
    assert not set(outside) & set("&|<>()^;,=")


def handed_on_by_powershell(argument: str) -> str:
    """How PowerShell 5 reads one argument, and what it writes into the command line of the program that it starts.

    about_Quoting_Rules, about_Parsing: between double quotes a backtick makes the next sign itself, `$` begins a variable or
    a command, and two double quotes, of any shape, are one. What has a space is put in double quotes, and nothing else is done.
    """
    assert "\n" not in argument
    if not argument.startswith('"'):
        assert re.fullmatch(
            r"[^\s'\"`$&|;(){}<>@#,\u201c\u201d\u201e\u2018-\u201b\u2013-\u2015-][^\s'\"`$&|;(){}<>,\u2018-\u201e]*", argument
        )
        return argument
    word, rest = "", argument[1:]
    while not re.match('["\u201c\u201d\u201e](?!["\u201c\u201d\u201e])', rest):
        assert rest, "the quote isn't closed"
        assert rest[0] != "$", "a variable or a command would be put in"
        taken = 2 if rest[0] in '`"\u201c\u201d\u201e' else 1
        word, rest = word + rest[taken - 1], rest[taken:]
    assert rest == '"', "something stands behind the closing quote"
    return f'"{word}"' if re.search(r"\s", word) else word


def read_by_a_program(line: str) -> list[str]:
    """The arguments that a Windows program makes of its command line, by the rules of Microsoft's C runtime."""
    arguments, word, inside, place = list[str](), "", False, 0
    begun = False
    while place < len(line):
        slashes = len(re.match(r"\\*", line[place:])[0])  # type: ignore[index]
        after = line[place + slashes : place + slashes + 1]
        if after == '"':
            word += "\\" * (slashes // 2)
            place += slashes + 1
            begun = True
            if slashes % 2:
                word += '"'
            else:
                inside = not inside
        elif slashes:
            word, place, begun = word + "\\" * slashes, place + slashes, True
        elif after == " " and not inside:
            arguments += [word] if begun else []
            word, begun, place = "", False, place + 1
        else:
            word, place, begun = word + after, place + 1, True
    return [*arguments, word] if begun else arguments


# ---- whole lines ----


@pytest.mark.parametrize("word", NASTY)
def test_the_command_reads_what_was_meant(word: str, tmp_path: Path) -> None:
    line = command_line("play", word, role=word, nickname=word, seed=7, plain=True)
    read = subprocess.run(
        ["sh", "-c", f'neighbours() {{ printf "%s\\0" "$@"; }}\n{line}'], cwd=tmp_path, capture_output=True, timeout=30, check=True
    ).stdout.decode()
    options = parser("play").parse_args(read.split("\0")[:-1])
    assert (options.name, options.role, options.nickname, options.seed, options.plain) == (word, word, word, 7, True)
    assert list(tmp_path.iterdir()) == []


def test_what_isnt_said_is_left_out() -> None:
    assert command_line("play", nickname="", role=None, plain=False) == "neighbours play"
    assert command_line() == "neighbours"


@pytest.mark.parametrize("word", ["a\nb", "a\tb", "a\x1b[2J", "a\u202eb", "a\udcffb", "a\x00b"])
def test_no_sign_acts_on_the_terminal(word: str) -> None:
    for powershell in (False, True):
        assert all(sign.isprintable() for sign in quoted(word, powershell=powershell))


def test_every_command_that_is_printed_with_a_name_goes_through_here() -> None:
    """No message puts a value behind `neighbours VERB` by itself."""
    by_hand = re.compile(r"neighbours [a-z]+[^`\"'\n]*(?<!\{)\{(?!command)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "game").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if by_hand.search(line)
    ]
    assert found == []
