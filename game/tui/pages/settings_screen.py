"""Settings: colours, motion, the width of the text, a nickname."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from game.saves import Settings
from game.tui.preferences import NAMES, WIDTHS, Preferences
from game.tui.safe_text import joined, line, plain, together
from game.tui.widgets.base_screen import Notice, Overlay
from game.tui.widgets.layouts import SHRINKS
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.text_inputs import NameInput


class SettingsScreen(Overlay[None]):
    """Each change holds at once, and is remembered where that can be done."""

    WRITES: ClassVar[bool] = True
    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "close", "Close", id="settings.close", tooltip="Back to where you were", show=False),
    ]

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences

    def content(self) -> ComposeResult:
        yield Static(line("Settings"), classes="title")
        yield Menu(classes=SHRINKS)
        yield Static(line("Type a nickname and press Enter. Leave it empty for none."), id="asked")
        yield NameInput(id="nickname")
        yield Notice()

    def on_mount(self) -> None:
        self._ask(asking=False)
        self._show()

    def _show(self, stand_on: str = "") -> None:
        self.query_one(Menu).show(list(self._rows(self._preferences.settings)), stand_on=stand_on)

    def _rows(self, settings: Settings) -> Iterator[Row]:
        yield Row("", line("Colours", "bold $accent"), heading=True)
        if self._preferences.no_colour:
            yield Row("", line("NO_COLOR is set, so the game uses no colours.", "$muted"), heading=True)
        for name, title in NAMES.items():
            yield Row(f"theme {name}", _marked(title, chosen=name == self._preferences.theme))
        yield Row("", line("Reading", "bold $accent"), heading=True)
        yield Row("motion", _marked("Reduced motion: nothing glides or blinks", chosen=settings.reduced_motion))
        yield Row("width", line(f"Width of the text: {self._preferences.width} columns"))
        yield Row("", line("You", "bold $accent"), heading=True)
        nickname = self._preferences.nickname
        yield Row("nickname", together(plain("Nickname for new games: "), line(nickname, "bold") if nickname else line("none")))

    def chosen(self, row: Row) -> None:
        what, _, name = row.name.partition(" ")
        before = self._preferences
        if what == "theme":
            self._change(theme=name)
        elif what == "motion":
            self._change(reduced_motion=not before.settings.reduced_motion)
        elif what == "width":
            self._change(text_width=WIDTHS[(WIDTHS.index(before.width) + 1) % len(WIDTHS)])
        else:
            self.query_one(NameInput).value = before.nickname
            self._ask(asking=True)
            return
        self._show(row.name)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._change(nickname=self.query_one(NameInput).name_given)
        self._ask(asking=False)
        self._show("nickname")

    def action_close(self) -> None:
        if self.query_one(NameInput).display:
            self._ask(asking=False)
        else:
            self.dismiss(None)

    def _ask(self, *, asking: bool) -> None:
        name = self.query_one(NameInput)
        name.display = self.query_one("#asked").display = asking
        (name if asking else self.query_one(Menu)).focus()

    def _change(self, **changes: str | bool | int) -> None:
        self.tell(self._preferences.change(changes))


def _marked(title: str, *, chosen: bool) -> Content:
    return joined("  ", [line(title), line("✓ in use" if chosen else "", "bold $accent")])
