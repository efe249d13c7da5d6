"""Looking back at the end of a role, a section at a time."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from game.play.looking_back.summary import LookingBack
from game.tui.key_names import reading
from game.tui.pages.cards import CardScreen
from game.tui.pages.look_back_sections import ReviewSection, sections
from game.tui.pages.transcript_screen import going_back
from game.tui.play.passage_parts import Card
from game.tui.safe_text import joined, line, plain
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.menu import Menu, Row

WIDE, WIDER = 110, 160  # columns from which what is told stands beside the rows, and has more room


class SectionTitles(Widget):
    """The titles of the sections. A click goes to one. Where there isn't room for all titles, only that of the section that is read."""

    at: reactive[int] = reactive(0)  # the number of that section, from 0

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)

    def on_mount(self) -> None:
        self.auto_links = False  # titles that can be clicked, but no links

    def render(self) -> Content:
        shown = plain("  ").join([self._drawn(number) for number in range(len(self._titles))])
        if shown.cell_length <= self.size.width:
            return shown
        return joined("   ", [self._drawn(self.at), line(f"{self.at + 1} of {len(self._titles)}", "$muted")])

    def _drawn(self, number: int) -> Content:
        here = number == self.at
        drawn = line(f"{'▸' if here else ' '}{self._titles[number]}", "bold $accent" if here else "$muted")
        return drawn.stylize(Style.from_meta({"@click": ("screen.go", (number,))}))


class LookBackScreen(Overlay[int]):
    """Dismissed with how many choices are kept, when the player goes another way from one; else with None."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide"), (WIDER, "-wider")]  # noqa: RUF012 (Textual's own declaration)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012
    AUTO_FOCUS = "Menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "close", "Close", id="look_back.close", tooltip="Back to the passage", show=False),
        Binding("tab,right", "turn(1)", "Next section", id="look_back.next", tooltip="To the next section"),
        Binding("shift+tab,left", "turn(-1)", "Section before", id="look_back.before", tooltip="To the section before", show=False),
        *reading("look_back"),
    ]

    def __init__(self, told: LookingBack, *, kept: bool) -> None:
        """`kept`: whoever goes another way goes on in a new game, and this one stays as it is."""
        super().__init__()
        self._told, self._kept = told, kept
        self._sections = sections(told, kept=kept)
        self._at = 0

    @property
    def _section(self) -> ReviewSection:
        return self._sections[self._at]

    def content(self) -> ComposeResult:
        yield SectionTitles([section.title for section in self._sections])
        yield Static(id="says", markup=False)
        with Container(id="both"):
            yield Menu(numbered=False)
            with VerticalScroll(id="told", can_focus=False):
                yield Static(id="tells", markup=False)
        yield Static(classes="foot", markup=False)

    def on_mount(self) -> None:
        self._show()

    def useful(self, action: str) -> bool:
        if action == "turn(1)":
            return len(self._sections) > 1
        return super().useful(action)

    @property
    def scrolled(self) -> VerticalScroll | Menu:
        """What Space turns the pages of: what is told, and where only rows are shown those."""
        told = self.query_one("#told", VerticalScroll)
        return told if told.display else self.query_one(Menu)

    def _show(self) -> None:
        section = self._section
        self.query_one(SectionTitles).at = self._at
        self.query_one("#says", Static).update(section.says)
        self.query_one(".foot", Static).update(plain(section.foot))
        self.query_one("#both").set_class(section.alone, "-alone")
        self.query_one(Menu).show(section.rows)
        self._tell()

    def _tell(self) -> None:
        row = self.query_one(Menu).row
        self.query_one("#tells", Static).update(self._section.tell(row.name) if row is not None and row.name else plain(""))
        self.query_one("#told", VerticalScroll).scroll_home(animate=False)

    def on_menu_stood_on(self) -> None:
        self._tell()

    def chosen(self, row: Row) -> None:
        section, story = self._section, self._told.played.program.story
        facts, decision = section.facts(row.name), section.fork(row.name)
        if facts:
            self.open(CardScreen(story, [Card("fact", fact) for fact in facts]))
        elif decision is not None and decision.made is not None:
            made = decision.made

            def answered(answer: bool | None) -> None:
                if answer:
                    self.dismiss(made)

            self.open(going_back(decision.label, len(self._told.played.turns) - 1 - made, kept=self._kept), answered)
        else:
            self.app.bell()

    def action_turn(self, by: int) -> None:
        self.action_go((self._at + by) % len(self._sections))

    def action_go(self, number: int) -> None:
        self._at = number
        self._show()
