"""What a command imports: asked of a process that has just run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.command import FERRY, PATIENCE, ROOT, Computer

_TELL = """
import json, sys
from game.cli.main import main
try:
    main(sys.argv[2:])
except SystemExit:
    pass
with open(sys.argv[1], "w") as file:
    json.dump(sorted(sys.modules), file)
"""
APP = {"textual", "rich", "game.tui", "asyncio"}
HEAVY = {"pydantic", "click", "importlib.metadata", "email", "urllib.request", "http.client", "socket", "markdown_it", "platformdirs"}


def modules_after(computer: Computer, *arguments: str) -> set[str]:
    told = computer.folder / "modules.json"
    done = subprocess.run(
        [sys.executable, "-c", _TELL, str(told), *arguments],
        input=b"1\n1\n1\n",
        capture_output=True,
        cwd=computer.desk,
        env=computer.environment(),
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return set(json.loads(told.read_text("utf-8")))


@pytest.mark.parametrize(
    "arguments",
    [("check", FERRY), ("play", FERRY, "--role", "visitor", "--plain"), ("schema",), ("games",), ("--help",), ("play", "--help")],
    ids=lambda arguments: " ".join(Path(argument).name for argument in arguments),
)
def test_only_the_app_imports_the_app(computer: Computer, arguments: tuple[str, ...]) -> None:
    modules = modules_after(computer, *arguments)
    assert not modules & APP
    assert not modules & HEAVY


def test_a_report_doesnt_import_the_app(computer: Computer) -> None:
    modules_after(computer, "play", FERRY, "--role", "visitor", "--plain")
    modules = modules_after(computer, "report", "--story", FERRY, "--format", "html")
    assert "game.document.html" in modules
    assert not modules & APP


def test_help_and_schema_read_no_yaml(computer: Computer) -> None:
    for arguments in (("--help",), ("schema",), ("games",)):
        modules = modules_after(computer, *arguments)
        assert not modules & {"yaml", "game.library.load", "game.play.engine"}


def test_a_second_start_reads_no_yaml(computer: Computer) -> None:
    first, second = (modules_after(computer, "play", FERRY, "--role", "visitor", "--plain") for _ in range(2))
    reading = {"yaml", "game.library.load", "game.kinds", "game.source.schema.story_keys", "game.story.language.parse"}
    assert first >= reading
    assert not second & reading


def test_the_app_is_found_by_this_very_question(computer: Computer) -> None:
    """Holds the tests above to account: they would see textual."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys, game.tui.app; print(*sys.modules)"],
        capture_output=True,
        env=computer.environment(),
        cwd=ROOT,
        timeout=PATIENCE,
        check=True,
    )
    assert {"textual", "rich", "game.tui"} <= set(done.stdout.decode().split())
