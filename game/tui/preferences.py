"""A player's wishes: what is remembered, and what that makes of the app."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from game.saves import SaveError, Settings, change_settings, load_settings
from game.saves.settings import Value
from game.tui.themes import DEFAULT, NAMES, TERMINAL

__all__ = ["NAMES", "WIDTHS", "Preferences"]

WIDTHS = (72, 60, 48)  # columns of text


class Preferences:
    """The settings as they are in the file, or, where that can't be written, as they would be.

    `no_colour` says that there are to be none, `few_colours` that the terminal has but a few; then the theme is the terminal's
    own, in the second case unless another was chosen. `notice` says what was wrong with the file when it was read, else it is
    empty. `changed` is called after every change. `player` is the nickname that the game was started with: it isn't remembered,
    and holds until another one is set. `role` is the number of the one that is played, which has an accent of its own.
    """

    def __init__(self, file: Path, *, no_colour: bool) -> None:
        self.file = file
        self.no_colour = no_colour
        self.few_colours = False
        self.player = ""
        self.role = 0
        self.settings, self.notice = load_settings(file)
        self.changed: Callable[[], None] = lambda: None

    @property
    def theme(self) -> str:
        """The name of the theme to use."""
        if self.no_colour:
            return TERMINAL
        if self.settings.theme in NAMES:
            return self.settings.theme
        return TERMINAL if self.few_colours else DEFAULT

    @property
    def animation_level(self) -> Literal["none", "full"]:
        return "none" if self.settings.reduced_motion else "full"

    @property
    def width(self) -> int:
        """How many columns the text may have: the nearest of `WIDTHS` that is no wider than what is set."""
        return next((width for width in WIDTHS if width <= self.settings.text_width), WIDTHS[-1])

    @property
    def nickname(self) -> str:
        """Whose the next new game is, or empty."""
        return self.player or self.settings.nickname

    def change(self, changes: Mapping[str, Value]) -> str:
        """Change some settings by their names; what to tell the player, mostly nothing."""
        sentence = ""
        if "nickname" in changes:
            self.player = ""
        try:
            self.settings = change_settings(self.file, changes)
        except SaveError as error:
            sentence = f"{error.sentence} They hold until you quit."
            self.settings = _with(self.settings, changes)
        self.changed()
        return sentence


def _with(settings: Settings, changes: Mapping[str, Value]) -> Settings:
    known = {name: changes.get(name, getattr(settings, name)) for name in ("theme", "reduced_motion", "text_width", "nickname")}
    others = {**settings.others, **{name: value for name, value in changes.items() if name not in known}}
    return Settings(**known, others=others)
