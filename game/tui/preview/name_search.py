"""Choosing from many names by typing a part of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from game.tui.safe_text import line, plain, together
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.layouts import SHRINKS
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.text_inputs import NameInput

MOST = 100  # rows at once; typing more finds the others


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to choose, by its name; `more` is told beside it, and both are looked through."""

    name: str
    more: str


class FindScreen(Overlay[str]):
    """Dismissed with the name that was chosen, else with None."""

    WRITES: ClassVar[bool] = True
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", id="finding.up", tooltip="Go to the row above", show=False),
        Binding("down", "move(1)", "Down", id="finding.down", tooltip="Go to the row below", show=False),
    ]

    def __init__(self, title: str, things: Sequence[Candidate], stand_on: str = "") -> None:
        super().__init__()
        self._title, self._things, self._stand_on = title, tuple(things), stand_on

    def content(self) -> ComposeResult:
        yield Static(line(self._title), classes="title")
        yield NameInput()
        yield Menu(numbered=False, classes=SHRINKS)
        yield Static(plain("Type a part of a name. Arrows go from row to row; Enter chooses one."), classes="foot")

    def on_mount(self) -> None:
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        row = self.query_one(Menu).row
        if row is not None:
            self.dismiss(row.name)

    def chosen(self, row: Row) -> None:
        self.dismiss(row.name)

    def action_move(self, by: int) -> None:
        menu = self.query_one(Menu)
        if by > 0:
            menu.action_cursor_down()
        else:
            menu.action_cursor_up()

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [thing for thing in self._things if all(word in f"{thing.name} {thing.more}".casefold() for word in words)]
        # What is called so comes before what only says so.
        found.sort(key=lambda thing: not all(word in thing.name for word in words))
        rows = [Row(thing.name, together(line(thing.name, "bold"), plain("  "), line(thing.more, "$muted"))) for thing in found[:MOST]]
        if not found:
            rows.append(Row("", line("Nothing is called so."), heading=True))
        elif len(found) > MOST:
            rows.append(Row("", plain(f"… and {len(found) - MOST:,} more", "$muted"), heading=True))
        self.query_one(Menu).show(rows, stand_on="" if words else self._stand_on)
