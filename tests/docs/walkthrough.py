"""A page that is followed from top to bottom: its commands are run, its edits made, and what it shows is compared.

sh                     commands of `neighbours`, run one after the other; `typing:1/2/q` is what a player types
text                   what the commands before it have said; a line `...` stands for any lines, `...` in one for any words
yaml FILE              the first lines stand in the file already, the others come right below them (or at its end)
yaml FILE instead      the first line stands in the file, the others take the place of those below it
yaml FILE shown        what stands in the file by now
"""

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from game.cli.commands import parser
from game.cli.main import main

from .pages import Fence, fences


def follow(page: Path, story: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Follow the page in the current folder; how many commands were run."""
    ran, said = 0, ""
    for fence in fences(page):
        where = str(fence)
        if fence.language == "sh":
            commands = [shlex.split(line) for line in fence.text.splitlines() if line.startswith("neighbours ")]
            ran += len(commands)
            said = "".join(run(arguments[1:], fence, monkeypatch) for arguments in commands) if commands else said
        elif fence.language == "text":
            assert shows(fence.text, said), f"{where} shows\n{fence.text}\nbut there is\n{said}"
        elif fence.language == "yaml":
            file = story / fence.file
            old, lines = file.read_text("utf-8"), fence.text
            if "shown" in fence.info:
                assert lines in old, f"{where}: {old}"
            else:
                file.write_text(replaced(old, lines) if "instead" in fence.info else added(old, lines), "utf-8")
    return ran


def run(arguments: list[str], fence: Fence, monkeypatch: pytest.MonkeyPatch) -> str:
    if arguments[0] == "preview":
        parser().parse_args(arguments)  # it needs a terminal; it has tests of its own
        return ""
    typed = next((word.removeprefix("typing:").split("/") for word in fence.info if word.startswith("typing:")), [])
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        main(arguments)
    return out.getvalue()


def shows(shown: str, said: str) -> bool:
    """Whether `said` is what is shown, with anything where `...` stands."""
    pattern = ""
    for line in shown.splitlines():
        pattern += r"(?:.*\n)*?" if line == "..." else r".*".join(map(re.escape, line.split("..."))) + r"\n"
    return re.fullmatch(pattern + r"\s*", said) is not None


def added(text: str, block: str) -> str:
    lines = block.splitlines(keepends=True)
    for known in range(len(lines) - 1, 0, -1):
        head = "".join(lines[:known])
        if head.strip() and text.count(head) == 1:
            return text.replace(head, block)
    return text.rstrip("\n") + "\n" + block


def replaced(text: str, block: str) -> str:
    head, *new = block.splitlines(keepends=True)
    assert text.count(head) == 1, head
    before, after = text.split(head)
    return before + head + "".join(new) + "".join(after.splitlines(keepends=True)[len(new) :])
