"""Takes the pictures of the game from the game itself.

python -m docs.make_pictures            write docs/pictures/*.svg
"""

import asyncio
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

from game.library.find_stories import Found, shipped_folder
from game.library.load import load
from game.play.view import view
from game.prove.ways_to import way_to
from game.saves import Saves
from game.session.content_note import AS_READ
from game.session.draft import open_draft
from game.session.game_session import begin_game
from game.story.model import Story
from game.tui.app import NeighboursApp
from game.tui.preferences import Preferences
from game.tui.preview.preview_app import PreviewApp
from game.tui.terminal import TerminalApp

PICTURES = Path(__file__).resolve().parent / "pictures"
FOOTBRIDGE = Path(__file__).resolve().parent / "footbridge"
STORY = "good_neighbours"
ROLE = "graduate"
SEED = 7  # the luck that the pictures show
LIVED = (("cinema", 1), ("gallery", 2), ("driver", 1), ("graduate", 1))  # roles, each with luck and choices by a number
THEME = "dark"
SIZE = (104, 24)  # columns and rows; wide enough for the side panel

# The template of the screenshots asks a server for its font; whatever fixed-width font is there will do.
_REMOTE_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_FONTS = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    for name, take in PICTURED.items():
        (PICTURES / f"{name}.svg").write_text(take(), "utf-8", newline="\n")
        print(f"{(PICTURES / name).relative_to(PICTURES.parent.parent)}.svg written")
    return 0


def play() -> str:
    """The first passage."""
    return taken([], story=the_story())


def shelf() -> str:
    """The week, once four have been lived."""
    story = the_story()

    def app(home: Path) -> TerminalApp:
        Preferences(home / "settings.json", no_colour=False).change({AS_READ.format(story.id): True})
        saves = Saves(home / "saves")
        for role, seed in LIVED:
            session = begin_game(story, role, saves, seed=seed)
            while not session.played.ended:
                options = [option for option in view(session.played).options if option.open]
                session.choose(options[seed % len(options)].id)
            session.close()
        return NeighboursApp(saves=saves, settings_file=home / "settings.json", stories=[Found(shipped_folder() / STORY, STORY)])

    return shot(app, [], size=SIZE, until=r"(?s)(┄{8}.*){3}")


def xray() -> str:
    """The same passage, and what of it is sourced."""
    return taken(["x"], story=the_story())


def preview() -> str:
    """The guide's own story as its author sees it."""

    def app(home: Path) -> TerminalApp:
        draft = open_draft(Found(FOOTBRIDGE, "docs/footbridge"))
        return PreviewApp(draft, settings_file=home / "settings.json", find_way=way_to, warn=lambda _: ())

    return shot(app, ["1", "2"], size=(120, 40))


PICTURED: dict[str, Callable[[], str]] = {"play": play, "shelf": shelf, "xray": xray, "preview": preview}


def the_story() -> Story:
    loaded = load(shipped_folder() / STORY)
    assert loaded.story is not None, loaded.problems
    return loaded.story


def taken(keys: Sequence[str], *, story: Story) -> str:
    """The game after some keys."""

    def app(home: Path) -> TerminalApp:
        Preferences(home / "settings.json", no_colour=False).change({AS_READ.format(story.id): True})  # the content note
        return NeighboursApp(saves=Saves(home / "saves"), settings_file=home / "settings.json", story=story, role=ROLE, seed=SEED)

    return shot(app, keys, size=SIZE)


def shot(make: Callable[[Path], TerminalApp], keys: Sequence[str], *, size: tuple[int, int], until: str = "") -> str:
    """The screen after some keys and once a pattern is on it, as an SVG that stands alone. Nobody's saved games are touched."""

    async def take(home: Path) -> str:
        Preferences(home / "settings.json", no_colour=False).change({"theme": THEME, "reduced_motion": True})
        app = make(home)
        async with app.run_test(size=size) as pilot:
            for key in keys:
                await pilot.press(key)
            await pilot.pause(0.5)
            while not re.search(until, picture := app.export_screenshot(title="Good Neighbours", simplify=True)):
                await pilot.pause(0.1)
            return picture

    with tempfile.TemporaryDirectory() as home, patch.dict(os.environ, {"COLORTERM": "truecolor"}):
        os.environ.pop("NO_COLOR", None)
        return standing_alone(asyncio.run(take(Path(home))))


def standing_alone(svg: str) -> str:
    """The picture without anything that it would fetch, and with its spaces where the reader of pictures is strict."""
    svg = _COMMENT.sub("", _REMOTE_FONT.sub("", svg))
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return re.sub(r"font-family: [^;]+;", f"font-family: {_FONTS};", svg)


if __name__ == "__main__":
    raise SystemExit(main())
