"""A list to choose from: with arrows and Enter, with digits, or with the mouse."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from game.tui.key_names import digits
from game.tui.safe_text import NOTHING, plain, together
from game.tui.widgets.layouts import HangingIndent


class Row(Struct, frozen=True):
    """Something to choose. `name` is what `Menu.Chosen` says of it, and `more` stands below the label.

    A row that isn't `open` can be read and stood on, but choosing it says so and does nothing else; a `heading` can't
    even be stood on. Open rows are numbered from 1 where the menu is.
    """

    name: str
    label: Content
    more: Content = NOTHING
    open: bool = True
    heading: bool = False


GAP = Row("", plain(" "), heading=True)  # a blank line


def parted(groups: Iterable[Sequence[Row]]) -> list[Row]:
    """The rows of all groups, with a blank line between two groups."""
    rows: list[Row] = []
    for group in groups:
        rows += [GAP, *group] if rows else group
    return rows


class _MenuOption(Option):
    """A row as Textual's list has it."""

    def __init__(self, row: Row, drawn: HangingIndent) -> None:
        super().__init__(drawn, disabled=row.heading)
        self.row = row


class Menu(OptionList, inherit_bindings=False):
    """Rows, one of which is stood on. Posts `Chosen` with the name of an open row, `Refused` with that of a closed one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Up", id="menu.up", tooltip="Go to the row above", show=False),
        Binding("down", "cursor_down", "Down", id="menu.down", tooltip="Go to the row below", show=False),
        Binding("enter", "enter", "Choose", id="menu.choose", tooltip="Choose the row you are on", show=False),
        *digits("pick", "Choose", "menu.pick", "Choose the row with that number"),
    ]

    class Chosen(Message):
        """An open row was chosen; `GameScreen.chosen` is told."""

        def __init__(self, menu: "Menu", row: Row) -> None:
            super().__init__()
            self.menu = menu
            self.row = row

        @property
        def control(self) -> "Menu":
            return self.menu

    class Refused(Chosen):
        """A closed row was chosen, which does nothing."""

    class StoodOn(Chosen):
        """The player has come to a row."""

    def __init__(self, rows: Sequence[Row] = (), *, numbered: bool = True, id: str | None = None, classes: str | None = None) -> None:
        self.numbered = numbered
        self.rows: tuple[Row, ...] = ()
        self._changing = False  # while `show` is at it
        super().__init__(id=id, classes=classes, markup=False)
        if rows:
            self.show(rows)

    def show(self, rows: Sequence[Row], *, stand_on: str = "") -> None:
        """Show these rows instead, standing on the one called `stand_on`, else on the first open one."""
        self._changing = True
        self.rows = tuple(rows)
        self.clear_options()
        self.add_options([_MenuOption(row, drawn) for row, drawn in zip(self.rows, self._drawn(), strict=True)])
        places = [number for number, row in enumerate(self.rows) if row.name == stand_on and not row.heading]
        places += [number for number, row in enumerate(self.rows) if row.open and not row.heading]
        self.highlighted = places[0] if places else None
        self._changing = False

    def validate_show_vertical_scrollbar(self, shows: bool) -> bool:
        """While rows come and go the list has the height of those before: whether it needs a scrollbar is known after the layout."""
        return self.show_vertical_scrollbar if self._changing else shows

    def scroll_to_highlight(self, top: bool = False) -> None:
        """What is above the first row that can be stood on, such as a heading, is shown with it: nothing else would come to it."""
        first = next((place for place, row in enumerate(self.rows) if not row.heading), None)
        if first and self.highlighted == first and self.is_mounted:
            self.scroll_to(y=0, animate=False, immediate=True)
        else:
            super().scroll_to_highlight(top=top)

    def _drawn(self) -> list[HangingIndent]:
        drawn: list[HangingIndent] = []
        number = 0
        for row in self.rows:
            if row.heading or not self.numbered:
                lead = NOTHING if row.heading else plain("  ")
            elif row.open:
                number += 1
                lead = together(plain(" "), plain(str(number) if number < 10 else " ", "bold $accent"), plain("  "))
            else:
                lead = plain(" –  ", "$closed")
            drawn.append(HangingIndent(lead, together(row.label, plain("\n"), row.more) if row.more else row.label))
        return drawn

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """In the terminal's own colours the row that is stood on is reversed, which Textual leaves out of a component's style."""
        style = super().get_visual_style(*component_classes, partial=partial)
        stood_on = "option-list--option-highlighted" in component_classes
        return style + Style(reverse=True) if stood_on and self.has_focus and self.app.native_ansi_color else style

    @property
    def row(self) -> Row | None:
        """The row that is stood on."""
        return None if self.highlighted is None else self.rows[self.highlighted]

    def action_pick(self, number: int) -> None:
        """Choose the open row with this number."""
        numbered = [place for place, row in enumerate(self.rows) if row.open and not row.heading]
        if self.numbered and number <= len(numbered):
            self.pick(numbered[number - 1])

    def pick(self, place: int) -> None:
        """Choose the row at this place."""
        self.highlighted = place
        self.action_select()

    def action_enter(self) -> None:
        """Choose the row that is stood on."""
        self.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if isinstance(event.option, _MenuOption):
            row = event.option.row
            self.post_message(Menu.Chosen(self, row) if row.open else Menu.Refused(self, row))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if isinstance(event.option, _MenuOption):
            self.post_message(Menu.StoodOn(self, event.option.row))


class ChoiceMenu(Menu):
    """What can be chosen below a passage, once that has been read: until then its keys turn the pages.

    `reads(by)` turns the page where one can be turned, and is whether the key was one to read with.
    """

    def __init__(self, reads: Callable[[int], bool], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._reads = reads

    @property
    def offered(self) -> bool:
        """Whether it is on the screen."""
        return self in self.screen._compositor.visible_widgets

    def stand_on_none(self) -> None:
        """Until an arrow, or Enter, which only comes to the first row then: so no key that reads on decides by the way."""
        self.highlighted = None

    def action_enter(self) -> None:
        """Read on; then stand on the first row that is open; then choose the row that is stood on."""
        if self._reads(1):
            return
        if self.highlighted is None:
            self.highlighted = next(place for place, row in enumerate(self.rows) if row.open and not row.heading)
        else:
            self.action_select()

    def action_cursor_down(self) -> None:
        if not self._reads(1):
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        first = next((place for place, row in enumerate(self.rows) if not row.heading), None)
        if (self.offered and self.highlighted not in (None, first)) or not self._reads(-1):
            super().action_cursor_up()

    def pick(self, place: int) -> None:
        """Where there is no room for all, a row that was out of sight is only stood on."""
        top, height = self._index_to_line[place], self._heights[place]
        seen = self.scroll_offset.y <= top and top + height <= self.scroll_offset.y + self.size.height
        self.highlighted = place
        if seen or not self.offered or not self.max_scroll_y:
            self.action_select()

    def read_rows(self, by: int) -> bool:
        """Show the rows further down, or with -1 further up, where there is no room for all; whether there were any."""
        shown = self.scroll_offset.y
        if not self.offered or not 0 <= shown + by <= self.max_scroll_y:
            return False
        self.scroll_to(y=shown + by * max(1, self.size.height - 1), animate=False)
        return True

    def action_pick(self, number: int) -> None:
        if not self._reads(1):
            super().action_pick(number)

    def on_click(self, event: events.Click) -> None:
        """The second half of a double click isn't meant for what the first has brought here."""
        if event.chain > 1:
            event.prevent_default()
