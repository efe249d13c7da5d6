"""Every saved game: to go on with, to start over, to delete. Enter and the mouse do the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from game.saves import SaveError, Saves, Slot
from game.source.identity import Identity, name_in
from game.story.model import Story
from game.story.phrases import MONTHS
from game.text.slug import words_of_slug
from game.text.words import counted
from game.tui.pages.small_pages import Confirm
from game.tui.safe_text import joined, line, plain, together
from game.tui.widgets.base_screen import Notice, Overlay
from game.tui.widgets.layouts import SHRINKS
from game.tui.widgets.menu import Menu, Row, parted

ALL = "all"


class PickedGame(Struct, frozen=True):
    """A game to go on with, or to start over."""

    slot: Slot
    over: bool = False


class LongMenu(Menu):
    """A menu that may be longer than the window."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor_down", "Choose", id="long_menu.next", tooltip="Go to the row above or below", key_display="↑↓"),
        Binding("home", "first", "First", id="long_menu.first", tooltip="Go to the first row", show=False),
        Binding("end", "last", "Last", id="long_menu.last", tooltip="Go to the last row", show=False),
        Binding("space,pagedown", "page_down", "Page down", id="long_menu.down", tooltip="Go a page down", show=False),
        Binding("pageup", "page_up", "Page up", id="long_menu.up", tooltip="Go a page up", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 (as Textual declares it)
        return self.numbered or action != "pick"

    def redraw(self, rows: Sequence[Row]) -> None:
        """Draw these rows. Where they are those that are there, with other looks, they stay the same rows: one that is just being
        chosen is chosen."""
        before = self.rows
        if [row.name for row in rows] != [row.name for row in before]:
            self.show(rows, stand_on=self.row.name if self.row is not None else "")
            return
        self.rows = tuple(rows)
        for number, drawn in enumerate(self._drawn()):
            self.replace_option_prompt_at_index(number, drawn)
        self.rows = before


class SavedGamesScreen(Overlay[PickedGame]):
    """The list of games, then what can be done with one of them. Dismissed with the game to play, else with None."""

    AUTO_FOCUS = "Menu"

    def __init__(self, saves: Saves, stories: Mapping[Identity, Story]) -> None:
        """`stories` are those that have been loaded, for the names of roles."""
        super().__init__()
        self._saves, self._stories = saves, stories
        self._slots: tuple[Slot, ...] = ()
        self._slot: Slot | None = None  # the game that stands alone on the page

    def content(self) -> ComposeResult:
        yield Static(classes="title", markup=False)
        yield Notice()
        yield LongMenu(classes=SHRINKS)

    def on_mount(self) -> None:
        self._list()

    def _list(self, stand_on: int = 0) -> None:
        """Show all games; where there is none left there is nothing to show."""
        self._slot = None
        try:
            self._slots = self._saves.slots()
        except SaveError as error:
            self.tell(error.sentence)
        if not self._slots:
            self.dismiss(None)
            return
        self._show("Saved games", parted([list(self._games()), [Row(ALL, line("Delete all games", "$closed"))]]), numbered=False)
        self.query_one(Menu).highlighted = min(stand_on, len(self._slots) - 1)

    def _show(self, title: str, rows: list[Row], *, numbered: bool) -> None:
        self.query_one(".title", Static).update(line(title))
        menu = self.query_one(Menu)
        menu.numbered = numbered
        menu.show(rows)

    def _games(self) -> Iterator[Row]:
        for number, slot in enumerate(self._slots):
            yield Row(str(number), *game_in_words(slot, story_of(slot, self._saves, self._stories)))

    def chosen(self, row: Row) -> None:
        slot = self._slot
        if slot is None and row.name == ALL:
            self._ask_to_delete_all()
        elif slot is None:
            self._slot = self._slots[int(row.name)]
            self._show_one(self._slot)
        elif row.name == "go on":
            self.dismiss(PickedGame(slot))
        elif row.name == "over":
            self._ask_to_start_over(slot)
        elif row.name == "delete":
            self._ask_to_delete(slot)
        else:
            self.action_close()

    def _show_one(self, slot: Slot) -> None:
        self.tell("")
        rows = [
            Row("go on", line(_goes_on(slot))),
            *([Row("over", line("Start it over"))] if slot.readable else []),
            Row("delete", line("Delete it")),
            Row("back", line("Back to the saved games")),
        ]
        self._show(slot.where or "A game that can’t be read", rows, numbered=True)

    def action_close(self) -> None:
        if self._slot is None:
            self.dismiss(None)
        else:
            self._list(self._slots.index(self._slot))

    # ---- what can't be taken back ----

    def _ask_to_start_over(self, slot: Slot) -> None:
        decisions = "the one decision made in it is" if slot.decisions == 1 else f"the {slot.decisions} decisions made in it are"
        question = Confirm(
            "Start this game over?",
            f"You begin again as the same person, and {decisions} given up. Endings you have found stay found.",
            yes="Yes, start over",
            no="No, keep the game as it is",
        )
        if slot.finished:
            says = "A new game begins as the same person, with the same luck. This one stays as it is, with its ending."
            question = Confirm("Start over?", says, yes="Yes, start over", no="No, stay here")

        def answered(answer: bool | None) -> None:
            if answer:
                self.dismiss(PickedGame(slot, over=True))

        self.open(question, answered)

    def _ask_to_delete(self, slot: Slot) -> None:
        where = slot.where or "A game that can’t be read"
        says = f"“{where}”\n\nIt can't be brought back. Endings you have found stay found."
        at = self._slots.index(slot)
        question = Confirm("Delete this game?", says, yes="Yes, delete it", no="No, keep it")
        self.open(question, lambda answer: self._delete(lambda: self._saves.delete(slot), at) if answer else None)

    def _ask_to_delete_all(self) -> None:
        count = len(self._slots)
        games = "The one saved game" if count == 1 else f"All {count} saved games"
        says = f"{games} and the record of the endings found, of everybody who plays on this computer. They can't be brought back."
        question = Confirm("Delete all games?", says, yes="Yes, delete all of them", no="No, keep them")
        self.open(question, lambda answer: self._delete(self._saves.delete_all, 0) if answer else None)

    def _delete(self, delete: Callable[[], None], at: int) -> None:
        """Delete, and stand on the game that comes into its place."""
        sentence = ""
        try:
            delete()
        except SaveError as error:
            sentence = error.sentence
        self._list(at)
        self.tell(sentence)


def _goes_on(slot: Slot) -> str:
    if not slot.finished:
        return "Go on with this game"
    return "Read its end again, or go on from it" if slot.part else "Read its end again"


def story_of(slot: Slot, saves: Saves, stories: Mapping[Identity, Story]) -> Story | None:
    """The story of a game, where it has been loaded."""
    return next((story for identity, story in stories.items() if saves.is_of(slot, identity)), None)


def game_in_words(slot: Slot, story: Story | None) -> tuple[Content, Content]:
    """Who and in what story; and where and when. `story` is None where it isn't there."""
    title = story.title if story is not None else words_of_slug(name_in(slot.story))
    if not slot.readable:
        return line("A game that can't be read", "bold"), line(f"{title}. It is left as it is.", "$muted")
    role = story.roles[slot.role].title if story is not None and slot.role in story.roles else words_of_slug(slot.role)
    who = joined("  ·  ", [line(role, "bold $accent"), line(title, "$muted"), line(slot.nickname, "bold")], "$muted")
    ended = plain("Ended: " if slot.finished else "", "$muted")
    return who, joined(
        "  ·  ", [together(ended, line(slot.where)), line(counted(slot.decisions, "decision"), "$muted"), when(slot)], "$muted"
    )


def when(slot: Slot) -> Content:
    """When a game was played last."""
    if slot.updated is None:
        return line("")
    then, now = slot.updated.astimezone(), datetime.now().astimezone()
    days = (now.date() - then.date()).days
    if days in (0, 1):
        return line(f"{'today' if days == 0 else 'yesterday'} at {then:%H:%M}", "$muted")
    return line(f"{then.day} {MONTHS[then.month - 1]} {then.year}", "$muted")
