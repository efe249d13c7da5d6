"""The debrief: six phases, at most three prompts on a page, and room to write, which stays on this computer; the word lens."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Static, TextArea

from game.session.lesson_session import Debrief
from game.story.lesson_model import PHASES, Lens, Phase
from game.story.prose import paragraphs
from game.tui.safe_text import NOTHING, joined, line, plain, prose
from game.tui.widgets.base_screen import Notice, Overlay
from game.tui.widgets.layouts import SHRINKS
from game.tui.widgets.menu import Menu, Row
from game.tui.widgets.text_inputs import Tick, WritingArea

PAUSE = 1.0  # seconds without a key after which what was written is kept
READ_OUT = "It may be read out to the class, without my name"
HOW = "Write as much as you like, or nothing, or talk instead. It stays on this computer. Tab goes on."


class DebriefScreen(Overlay[None]):
    """One phase at a time. What is written is kept whenever the writer pauses, turns the page or leaves."""

    WRITES: ClassVar[bool] = True
    AUTO_FOCUS = "WritingArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Leave", id="debrief.leave", tooltip="Leave the debrief; what you wrote is kept"),
        Binding("pagedown", "turn(1)", "Next", id="debrief.next", tooltip="The next of the six steps", priority=True),
        Binding("pageup", "turn(-1)", "Back", id="debrief.back", tooltip="The step before", priority=True),
    ]

    def __init__(self, debrief: Debrief) -> None:
        super().__init__()
        self._debrief = debrief
        self._at = 0
        self._timer: Timer | None = None
        self._typed: dict[tuple[Phase, str], str] = {}  # what isn't kept yet, also when its place on the page has gone

    @property
    def _phase(self) -> Phase:
        return self._debrief.phases[self._at]

    def content(self) -> ComposeResult:
        yield Static(classes="title", markup=False)
        with VerticalScroll(classes=f"aside-body {SHRINKS}", can_focus=False):
            yield Vertical(id="prompts")
        yield Notice()
        yield Menu()
        yield Static(plain(HOW), classes="foot")

    async def on_mount(self) -> None:
        await self._show()

    async def _show(self) -> None:
        phase, phases = self._phase, self._debrief.phases
        title = [line(PHASES[phase], "bold"), line(f"{self._at + 1} of {len(phases)}", "$muted")]
        self.query_one(".title", Static).update(joined("   ", title))
        prompts = self.query_one("#prompts", Vertical)
        await prompts.remove_children()
        await prompts.mount(*self._prompts(phase))
        self.query_one(Menu).show(list(self._rows()))
        self.tell(self._debrief.kept.notice)
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()
        self.query(WritingArea).first().focus()

    def _prompts(self, phase: Phase) -> Iterator[Vertical]:
        for name, prompt in self._debrief.lesson.debrief[phase].items():
            there = self._debrief.written(phase, name)
            asked = Static(prose(paragraphs(prompt.text)), classes="prompt")
            tick = Tick(READ_OUT, ticked=there.read_out, name=name)
            yield Vertical(asked, WritingArea(there.wrote, name=name), tick, classes="asked")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show what is asked above the lines to write in, where both fit: focus alone scrolls to the lines."""
        if isinstance(event.widget, WritingArea) and isinstance(asked := event.widget.parent, Vertical):
            self.call_after_refresh(self._show_whole, asked)

    def _show_whole(self, asked: Vertical) -> None:
        body = self.query_one(VerticalScroll)
        if asked.is_attached and asked.size.height <= body.size.height:
            asked.scroll_visible(animate=False, immediate=True)

    def _rows(self) -> Iterator[Row]:
        phases = self._debrief.phases
        if self._at + 1 < len(phases):
            yield Row("next", joined(" ", [plain("Go on:"), line(PHASES[phases[self._at + 1]])]))
        else:
            if self._debrief.lesson.lens is not None:
                yield Row("lens", line("The word lens: other words for the same people"))
            yield Row("close", line(f"That is all: {self._debrief.kept.back.lower()}"))

    # ---- turning and keeping ----

    async def chosen(self, row: Row) -> None:
        match row.name:
            case "next":
                await self.action_turn(1)
            case "lens":
                self._open_lens()
            case _:
                self.action_close()

    def _open_lens(self) -> None:
        if (lens := self._debrief.lesson.lens) is not None:
            self.open(LensScreen(lens))

    async def action_turn(self, by: int) -> None:
        self._keep()
        if 0 <= self._at + by < len(self._debrief.phases):
            self._at += by
            await self._show()

    def action_close(self) -> None:
        self._keep()
        self.dismiss(None)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if not event.text_area.is_attached:
            return  # the page has been turned, and kept
        self._typed[self._phase, event.text_area.name or ""] = event.text_area.text
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._keep)

    def on_tick_changed(self) -> None:
        self._keep()

    def on_unmount(self) -> None:
        self._keep()

    def _keep(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._typed |= {(self._phase, area.name or ""): area.text for area in self.query(WritingArea)}
        ticks = {(self._phase, tick.name or ""): tick.ticked for tick in self.query(Tick)}
        for (phase, prompt), text in self._typed.items():
            ticked = ticks.get((phase, prompt), self._debrief.written(phase, prompt).read_out)
            self._debrief.write(phase, prompt, text, read_out=ticked)
        self._typed.clear()
        if self.is_attached:
            self.tell(self._debrief.kept.notice)

    def useful(self, action: str) -> bool:
        match action:
            case "turn(1)":
                return self._at + 1 < len(self._debrief.phases)
            case "turn(-1)":
                return self._at > 0
            case _:
                return True


class LensScreen(Overlay[None]):
    """The paragraph changes with the word that is stood on."""

    AUTO_FOCUS = "Menu"

    def __init__(self, lens: Lens) -> None:
        super().__init__()
        self._lens = lens

    def content(self) -> ComposeResult:
        yield Static(line("The word lens"), classes="title")
        yield Static(id="paragraph", markup=False)
        yield Static(id="says", markup=False)
        yield Menu([Row(str(number), line(each.word)) for number, each in enumerate(self._lens.words)], numbered=False, classes=SHRINKS)
        yield Static(plain("\n".join(self._lens.prompts)), classes="foot")

    def on_menu_stood_on(self, event: Menu.StoodOn) -> None:
        word = self._lens.words[int(event.row.name)]
        self.query_one("#paragraph", Static).update(prose(paragraphs(self._lens.with_word(word.word))))
        self.query_one("#says", Static).update(prose(paragraphs(word.says.text)).stylize_before("$muted") if word.says else NOTHING)

    def chosen(self, row: Row) -> None:  # noqa: ARG002 (whichever it is)
        self.query_one(Menu).action_cursor_down()
