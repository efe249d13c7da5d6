"""The app in the terminal: where it starts, and what it leaves behind when it stops."""

from collections.abc import Sequence
from pathlib import Path

from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from game.keep import Saves, Slot
from game.sitting import Sitting, begin_game, go_on
from game.stories import Found
from game.story.model import Story
from game.tui.play import PlayScreen
from game.tui.themes import DEFAULT, themes


def run(
    *,
    saves: Saves,
    settings_file: Path,
    stories: Sequence[Found] = (),
    story: Story | None = None,
    role: str | None = None,
    slot: Slot | None = None,
    seed: int | None = None,
    nickname: str = "",
) -> int:
    """Play in the terminal until the player quits; the exit code for the command.

    With a `story` and a `slot` of it, that game goes on. With a `story` and the id of a `role`, a new game of it starts, with
    `seed` (else a random one) and `nickname` (else the one in the settings). With neither, the shelf: of `story` alone where
    one is given, else of `stories`, which are loaded once the shelf is on the screen. `role` must be one of the story's.

    Standard input and output must be a terminal. Nothing is raised: what goes wrong is told, in the app or, where that has
    stopped, on standard error. 0: the player quit. 1: the app broke. 130, 143, 129: stopped by SIGINT, SIGTERM or SIGHUP.
    In each case the terminal is left as it was found, and the game as it was saved after the last choice.
    """
    app = NeighboursApp(
        saves=saves, settings_file=settings_file, stories=stories, story=story, role=role, slot=slot, seed=seed, nickname=nickname
    )
    app.run()
    return app.return_code or 0


class NeighboursApp(App[None]):
    TITLE = "Good Neighbours"
    BINDINGS = [
        Binding("ctrl+q", "quit", "Quit", id="app.quit", tooltip="Leave the game; it is saved", priority=True),
    ]

    def __init__(
        self,
        *,
        saves: Saves,
        settings_file: Path,
        stories: Sequence[Found] = (),
        story: Story | None = None,
        role: str | None = None,
        slot: Slot | None = None,
        seed: int | None = None,
        nickname: str = "",
    ) -> None:
        # The first screen is there from the start, so its stylesheets are the app's: Textual reads a screen's own when it is pushed.
        super().__init__(css_path=["app.tcss", *PlayScreen.CSS_PATH])
        for theme in themes():
            self.register_theme(theme)
        self.theme = DEFAULT
        self.sitting: Sitting | None = None
        if story is not None and slot is not None:
            self.sitting = go_on(story, slot, saves)
        elif story is not None and role is not None:
            self.sitting = begin_game(story, role, saves, seed=seed, nickname=nickname)

    def get_default_screen(self) -> Screen[None]:
        assert self.sitting is not None
        return PlayScreen(self.sitting)
