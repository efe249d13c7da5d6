"""What the first passage needs, and what it does without."""

import subprocess
import sys
from pathlib import Path

from tests.tui.driving import FERRY

LATER = ("game.tui.pages", "game.tui.preview", "game.tui.widgets.map_chart", "game.tui.play.ending_rows")
UNUSED = {"textual.widgets._markdown", "textual.widgets._data_table", "pydantic", "click", "markdown_it"}
PLAY = """
import asyncio, sys
from pathlib import Path
from game.saves import Saves
from game.library.load import load
from game.tui.app import NeighboursApp

async def play():
    folder = Path(sys.argv[2])
    story = load(Path(sys.argv[1])).story
    (folder / "settings.json").write_text('{"note_read_ferry": true}')
    app = NeighboursApp(saves=Saves(folder / "saves"), settings_file=folder / "settings.json", story=story, role="visitor")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "light far out" in " ".join(part.content.plain for part in app.screen.query_one("#reading").parts)
        print(*sys.modules)

asyncio.run(play())
"""


def test_the_first_passage_is_drawn_without_what_comes_later(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", PLAY, str(FERRY), str(tmp_path)], cwd=root, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "game.tui.play.play_screen" in loaded
    assert not [name for name in loaded if name.startswith(LATER)]
    assert (
        not {
            "game.play.looking_back.ledger",
            "game.play.looking_back.doors",
            "game.play.looking_back.summary",
            "game.report",
        }
        & loaded
    )
    assert not UNUSED & loaded
