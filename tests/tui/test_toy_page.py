"""A further page of the app, added to a copy of the game by the recipe alone: its key, its line of keys, help and commands.

The recipe is that of docs/architecture.md: a module with an `Overlay`, a binding, and the action that opens it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.process.command import PATIENCE, ROOT
from tests.tui.driving import FERRY

PAGE = '''\
"""How many choices have been made."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from game.play.playthrough import Playthrough
from game.tui.key_names import reading
from game.tui.safe_text import line, plain
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.layouts import SHRINKS


class CountScreen(Overlay[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "close", "Close", id="count.close", tooltip="Back to the passage", show=False),
        *reading("count"),
    ]

    def __init__(self, played: Playthrough) -> None:
        super().__init__()
        self._played = played

    def content(self) -> ComposeResult:
        yield Static(line("Counted"), classes="title")
        with VerticalScroll(classes=f"aside-body {SHRINKS}"):
            yield Static(plain("\\n".join(f"Choice {number}" for number in range(self._played.decisions * 60))))
'''
BINDING = '        Binding("c", "count", "Count", id="play.count", tooltip="How often you have chosen"),\n'
ACTION = """
    def action_count(self) -> None:
        from game.tui.pages.count_screen import CountScreen

        self.open(CountScreen(self.session.played))
"""
PLAYED = """
import asyncio, sys
from pathlib import Path
from game.library.load import load
from game.saves import Saves
from game.tui.app import NeighboursApp

def seen(app):
    return "\\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())

async def play():
    folder = Path(sys.argv[2])
    story = load(Path(sys.argv[1])).story
    app = NeighboursApp(saves=Saves(folder / "saves"), settings_file=folder / "settings.json", story=story, role="visitor")
    async with app.run_test(size=(120, 24)) as pilot:
        for keys in (["1"], ["c"], ["space"], ["f1"], ["escape", "c"], ["f1"]):
            await pilot.press(*keys)
            while app.input.busy:
                await asyncio.sleep(0.01)
            await pilot.pause(0.1)
            print(seen(app), "\\n====")
        await pilot.press("escape")
        print([command.title for command in app.get_system_commands(app.screen)])

asyncio.run(play())
"""


def test_a_page_is_added_by_its_recipe_alone(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "game", copy / "game", ignore=shutil.ignore_patterns("__pycache__"))
    tui = copy / "game" / "tui"
    (tui / "pages" / "count_screen.py").write_text(PAGE, "utf-8")
    insert(tui / "play" / "play_screen.py", '        Binding("n", "notebook",', BINDING)
    insert(tui / "play" / "open_pages.py", "\n    def action_notebook(", ACTION)
    done = subprocess.run(
        [sys.executable, "-c", PLAYED, str(FERRY), str(tmp_path)],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr.decode()
    play, page, further, its_help, back, help_of_play, commands = done.stdout.decode().split("====\n")
    assert "c Count" in play.splitlines()[-1]
    assert "Counted" in page
    assert "Choice 0" in page
    assert "Space Read on" in page
    assert "Choice 0" not in further
    assert "Scroll down" in its_help
    assert "Counted" not in back
    assert "How often you have chosen" in help_of_play
    assert "'Count'" in commands


def insert(file: Path, before: str, what: str) -> None:
    """Put something into a file before a line that stands there once."""
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, f"{what}{before}"), "utf-8")
