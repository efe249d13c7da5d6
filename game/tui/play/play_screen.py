"""Playing: one screen, whose content changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from game.pictures.drawing import lines_for
from game.play.engine import decides
from game.play.playthrough import NotOpenError, Playthrough
from game.play.stay import talk
from game.play.view import Option, View, meters_now, view
from game.session.game_session import GameSession
from game.tui.key_names import digits
from game.tui.play.page_column import PageColumn
from game.tui.play.panels import LeftPanels, RightPanels, meters_in_a_line
from game.tui.play.passage import MoreLine, Part, PassageView, Start
from game.tui.play.passage_parts import cards_of, parts_of
from game.tui.play.play_reading import PlayReading
from game.tui.safe_text import NOTHING, line, plain, together
from game.tui.styles import Sheets, sheets
from game.tui.widgets.base_screen import KeyLine, Notice
from game.tui.widgets.menu import ChoiceMenu, Menu, Row
from game.tui.widgets.picture_window import PictureWindow
from game.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from game.session.lesson_session import LessonSession

MARGINS = 5  # columns beside the passage
WIDE, WIDER = 100, 160  # columns from which there is a panel at the right, and one at the left as well
FLASH = 0.9  # seconds in which what has changed stands out
HIGH = 45  # rows from which the page keeps away from the top
ROOMY = 34  # rows from which nothing has to be told in fewer lines


class PlayScreen(PlayReading):
    """The game that somebody sits at."""

    CSS_PATH: ClassVar[Sheets] = sheets("play")
    AUTO_FOCUS = "#choices"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (WIDER, "-wider")]  # noqa: RUF012 (Textual's own declaration)
    BINDINGS: ClassVar[list[BindingType]] = [
        # On the line at the bottom the last give way where there is little room: what belongs to this passage stands first, then
        # ways out of it, then what is read beside it. What an end has is in its rows as well.
        Binding("w", "why", "Why?", id="play.why", tooltip="The fact behind what has just happened"),
        Binding("f", "card(0)", "Facts", id="play.facts", tooltip="The facts and words that this passage links to"),
        Binding("u", "undo", "Undo", id="play.undo", tooltip="Take back the last choice"),
        Binding("s", "skip", "Skip", id="play.skip", tooltip="Skip this scene; first it is said what that does"),
        Binding("o", "end_lesson", "Lesson over", id="play.end_lesson", tooltip="In a lesson: stop, and answer the questions after"),
        Binding("x", "xray", "X-ray", id="play.xray", tooltip="What here is sourced, imagined, or left to chance"),
        Binding("m", "map", "Map", id="play.map", tooltip="The map, and the way you came"),
        Binding("n", "notebook", "Notes", id="play.notebook", tooltip="The facts and words you have met"),
        Binding("j", "transcript", "So far", id="play.so_far", tooltip="The story so far; go back to any decision"),
        Binding("t", "week", "Week", id="play.week", tooltip="Your week, beside what was reported day by day"),
        Binding("b", "leave", "Shelf", id="play.shelf", tooltip="Leave this game for the shelf; it is saved"),
        Binding(
            "e",
            "look_back",
            "Look back",
            id="play.look_back",
            tooltip="At the end: what stood in your way, closed doors, what is reported",
        ),
        Binding(
            "a", "questions", "Questions", id="play.questions", tooltip="The lesson's questions: before at the start, after at the end"
        ),
        Binding("d", "debrief", "Debrief", id="play.debrief", tooltip="At the end: think it over, and write if you like"),
        Binding("l", "lens", "Word lens", id="play.lens", tooltip="At the end: other words for the same people"),
        *digits("pick", "Choose", "play.pick", "Choose the row with that number"),
    ]

    class Again(Message):
        """The player wants to play this role once more."""

    class Be(Message):
        """The player wants to be somebody else."""

        def __init__(self, role: str) -> None:
            super().__init__()
            self.role = role

    class Leave(Message):
        """The player wants to go to the shelf."""

    text_width: reactive[int] = reactive(72, init=False)  # the most columns that the passage may have

    def __init__(
        self,
        session: GameSession,
        *,
        text_width: int = 72,
        note: Content = NOTHING,
        lesson_session: "Callable[[], LessonSession | None]" = lambda: None,
    ) -> None:
        """`note` is read above the first passage. `lesson_session` gives what surrounds the game, when that is asked for; nothing does
        where somebody writes the story."""
        super().__init__(session, lesson_session)
        self.set_reactive(PlayScreen.text_width, text_width)
        self._note = note
        self._more = False  # whether all that can be done at the end is shown
        self._skip_told: Playthrough | None = None  # of which was just said what skipping would do

    # ---- drawing ----

    def compose(self) -> ComposeResult:
        with Vertical(id="head"):
            yield TopLine()
            yield Static(id="meter-line", markup=False)
            yield Static(id="bell-line", markup=False)
        with Horizontal(id="desk"):
            yield LeftPanels(id="left")
            with PageColumn(id="page"):
                yield PictureWindow()
                more = MoreLine()
                yield PassageView(more, id="reading")
                yield Notice()
                yield more
                yield ChoiceMenu(self._reads, id="choices")
            yield RightPanels(id="right")
            yield from self.beside()
        yield KeyLine()

    def beside(self) -> ComposeResult:
        """What else stands on the desk; nothing but where somebody writes the story."""
        return ()

    def on_mount(self) -> None:
        self.watch_text_width(self.text_width)
        self.show_moment()

    def watch_text_width(self, width: int) -> None:
        self.query_one("#page").styles.max_width = width + MARGINS

    def show_moment(self, *, start: Start = "first") -> None:
        played = self.session.played
        self._shown = shown = view(played)
        talked = talk(played)
        self._told = shown.parts if talked is None else talked.parts
        self._cards = cards_of(self._told)
        changes = start == "first" and self.app.animation_level != "none"  # what has changed can be seen to change
        self._show_place(self._leaves or shown, runs=changes)
        self._show_meters(flashing=changes)
        self._show_panels()
        self._show_passage(start)
        menu = self.query_one("#choices", ChoiceMenu)
        stays = menu.row is not None and start == "here" and len(menu.rows) > 1  # the card alone gives its place to what comes after
        menu.show(self._rows(), stand_on=menu.row.name if menu.row is not None and stays else "")
        if not stays and decides(played.program, played.state):
            menu.stand_on_none()
        self.tell("")
        self.refresh_bindings()
        if start != "here":
            self._appear()

    def _show_place(self, there: View, *, runs: bool = False) -> None:
        """Show where one is, and when; with `runs` the clock runs to the hour."""
        strip = self.query_one(TopLine)
        strip.title, strip.who, strip.place = self._story.title, there.role, there.place
        strip.show(there.moment, runs=runs)
        self.query_one(PictureWindow).show(there.scenery)
        self.query_one("#page").set_class(there.scenery is not None, "-pictured")

    def _rows(self) -> list[Row]:
        if not self._shown.ending:
            return [_row(option) for option in self._shown.options]
        from game.tui.play import ending_rows

        return ending_rows.rows(self.session, self._lesson_session, card_seen=self._card_of == self.session.played, more=self._more)

    def _show_passage(self, start: Start) -> None:
        """Draw what there is to read; what else there is to say is read before it, so that it takes no room from a page."""
        played = self.session.played
        self._roomy = self.app.size.height >= ROOMY
        parts = parts_of(played, self._shown, self._cards, roomy=self._roomy)
        if self._note and len(played.turns) == 1:
            parts.insert(0, Part("note", together(plain("Before you begin\n", "bold"), self._note)))
        if self.session.notice:
            new = next((number for number, part in enumerate(parts) if not part.read), 0)
            parts.insert(new, Part("note", plain(self.session.notice)))
        scenery = self._shown.scenery
        if scenery is not None and scenery.arrived and not lines_for(scenery.picture, self.app.size.height, arrived=True):
            first = next((number for number, part in enumerate(parts) if part.look in ("title", "text", "speech") and not part.read), 0)
            parts.insert(first, Part("seen", line(scenery.in_words(self._story.language), "italic $muted")))
        if self._leaves is not None:
            parts = [replace(part, turns=part.look == "result") for part in parts]
        self.reading.show(parts, start=start)

    def _show_meters(self, *, flashing: bool = False) -> None:
        """Draw what the player has; with what has changed standing out for a moment, where that is `flashing`."""
        shown = meters_now(self.session.played)
        meter_line = self.query_one("#meter-line", Static)
        flashes = bool(FLASH) and flashing and any(meter.change for meter in shown)
        meter_line.update(meters_in_a_line(shown, flashes=flashes))
        meter_line.set_class(not shown, "-empty")
        self.query_one(RightPanels).show_meters(shown, flashes=flashes)
        if flashes:
            self.set_timer(FLASH, self._show_meters)

    def _show_panels(self) -> None:
        """Draw what stands beside the page, where there is room for it."""
        width = self.app.size.width
        if width >= WIDE:
            self.query_one(RightPanels).show_facts(self._story, cards_of(self._seen))
        if width >= WIDER:
            self.query_one(LeftPanels).show(self.session.played)
            self.call_after_refresh(self._show_chart)  # the passage needn't wait for it

    def _show_chart(self) -> None:
        self.query_one(RightPanels).show_chart(self.session.played)

    def on_resize(self) -> None:
        self._show_panels()
        if self._roomy != (self.app.size.height >= ROOMY):
            self._show_passage("here")

    def on_passage_view_seen_further(self) -> None:
        """Tell of what has been shown."""
        if self.app.size.width >= WIDE:
            self.query_one(RightPanels).show_facts(self._story, cards_of(self._seen))
        self.refresh_bindings()

    def useful(self, action: str) -> bool:
        match action:
            case "undo":
                return len(self.session.played.turns) > 1
            case "skip":
                return not self._shown.ending
            case action if action.startswith("read("):
                return len(self.reading.pages) > 1 or self.query_one("#choices").max_scroll_y > 0
            case _:
                return super().useful(action)

    # ---- choosing ----

    async def chosen(self, row: Row) -> None:
        if not self._offers:
            return
        if self._shown.ending:
            await self.run_action(row.name)
        else:
            self._make(row.name)

    def on_menu_refused(self, event: Menu.Refused) -> None:
        reason = next((option.reason for option in self._shown.options if option.id == event.row.name), "")
        self.tell(f"That is closed to you: {reason}" if reason else "That is closed to you.")

    def action_undo(self) -> None:
        if len(self.session.played.turns) > 1:
            self._change(self.session.undo, start="last")
        else:
            self.tell("There is nothing to undo here.")

    def action_skip(self) -> None:
        """Say what it would do, and do it where that was just said."""
        from game.play.what_it_took import skip_in_words

        try:
            if self._skip_told is self.session.played:
                self._change(self.session.skip)
            else:
                self.tell(f"{skip_in_words(self.session.played)} Press s again to skip, Esc to stay.")
                self._skip_told = self.session.played
        except NotOpenError:
            self.tell("There is nothing to skip to here.")

    def tell(self, sentence: str) -> None:
        self._skip_told = None
        super().tell(sentence)

    def _change(self, change: Callable[[], object], *, start: Start = "first") -> None:
        self._leaves = None
        with self.app.batch_update():
            change()
            self.show_moment(start=start)

    def action_more(self) -> None:
        """Show all that can be done at the end, or no more than the most wanted."""
        self._more = not self._more
        self.show_moment(start="last")  # the rows leave less room for the page above them
        self.query_one("#choices", ChoiceMenu).show(self._rows(), stand_on="more")

    def action_be(self) -> None:
        """Be whoever is proposed; this role again where there is nobody else."""
        proposed = self.session.next_role()
        self._leave_with(self.Be(proposed.role) if proposed is not None else self.Again())

    def action_again(self) -> None:
        self._leave_with(self.Again())

    def action_leave(self) -> None:
        self._leave_with(self.Leave())


def _row(option: Option) -> Row:
    if option.open:
        return Row(option.id, line(option.label))
    reason = together(plain("closed", "bold $closed"), line(f": {option.reason}" if option.reason else "", "$closed"))
    return Row(option.id, line(option.label, "$closed"), reason, open=False)
