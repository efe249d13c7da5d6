"""The passage: parts that are read top to bottom, a page at a time where the room is short."""

from collections.abc import Sequence
from math import inf
from typing import Literal, NamedTuple

from msgspec import Struct
from textual._time import get_time
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from game.tui.play.pagination import Page, PassageLine, number_of, pages_of
from game.tui.safe_text import NOTHING, Link, Look, link_of, marked, plain, stood_on
from game.tui.widgets.layouts import HangingIndent, Stack

PartLook = Literal["title", "result", "news", "later", "seen", "text", "speech", "note", "ending", "recalls", "ledger", "page"]
BARS: dict[PartLook, Look] = {"result": "$rule", "news": "$news", "note": "$rule", "page": "$accent"}  # the colour of the bar beside a part
KEEPS: tuple[PartLook, ...] = ("title", "later")  # stand above what follows
BAR = "▌ "
Start = Literal["first", "here", "last"]  # the page to show: the first, the one that the player has come to, or the last
LAST = 1 << 60  # letters; more than any text has
NEW = -1  # in the place of letters: up to what is new


class Part(Struct, frozen=True):
    """A part of what is read; `look` sets it apart from the others. What was `read` before stands above what is new. Each of its
    lines hangs by so many columns, and stays on one where it is `cut`. After one that `turns` another page begins."""

    look: PartLook
    content: Content
    read: bool = False
    cut: bool = False
    hangs: int = 0
    turns: bool = False

    def drawn(self, width: int) -> Visual:
        """What is drawn in so many columns."""
        bar = BARS.get(self.look)
        body: Visual = self.content
        if self.cut or self.hangs:
            lines = self.content.split("\n")
            if self.cut:
                room = max(1, width - (len(BAR) if bar is not None else 0))
                lines = [each.truncate(room, ellipsis=True) for each in lines]
            body = Stack([HangingIndent(each[: self.hangs], each[self.hangs :]) for each in lines])
        return HangingIndent(plain(BAR, bar), body, repeats=True) if bar is not None else body


class _Lines(NamedTuple):
    """A text's lines in one width, drawn and counted, and the numbers of those with which what is new begins and with which a page has
    to begin; 0 for none."""

    strips: list[Strip]
    lines: list[PassageLine]
    new: int
    turn: int


class MoreLine(Widget):
    """The line below a page: whether there is more to read. A click reads on."""

    below: reactive[bool] = reactive(False)
    above: reactive[bool] = reactive(False)

    def render(self) -> Content:
        if self.below:
            return plain("▼ more: Enter").stylize(Style.from_meta({"@click": "screen.read(1)"}))
        if self.above:
            return plain("▲ above: PageUp").stylize(Style.from_meta({"@click": "screen.read(-1)"}))
        return NOTHING

    def on_mount(self) -> None:
        self.auto_links = False  # it can be clicked, but is no link


SOON = 0.3  # seconds


class PassageView(Widget, can_focus=True):
    """One page of the parts. How much room it has, its column says; whether there is more is said by the `MoreLine` below it."""

    class SeenFurther(Message):
        """More of the text has been on the screen than before."""

    FOCUS_ON_CLICK = False  # the arrows stay with the choices; Tab comes here, from link to link

    def __init__(self, more: MoreLine, *, id: str | None = None) -> None:
        """`more` is told at once what can be seen of the passage, so that both are drawn in one frame."""
        super().__init__(id=id)
        self._more = more
        self.parts: tuple[Part, ...] = ()
        self.pages: tuple[Page, ...] = (Page(0, 0),)
        self.number = 0  # of the page that is shown
        self.painted = inf  # when it came to be on the screen, by the clock of Textual's events
        self.link: Link | None = None  # that the player stands on
        self._came = 0.0  # when another page was to be laid out
        self._placed = False  # whether the page has been laid out that is to be shown
        self._letters = NEW  # before the page that was turned to
        self._seen = 0  # letters up to the end of the furthest page that was shown
        self._drawn: dict[int, _Lines] = {}  # by width
        self._page: list[Strip] = []  # the lines of the page that is shown
        self._width = 1
        self.auto_links = False  # facts, terms and reasons have looks of their own

    def show(self, parts: Sequence[Part], *, start: Start = "first") -> None:
        """Show these parts instead."""
        self.parts = tuple(parts)
        self.link = None
        if start != "here":
            self._letters, self._seen = LAST if start == "last" else NEW, 0
            self._comes()
        elif self.read and self.number:
            self._letters = LAST  # also where a few letters have been added
        self._forget()

    @property
    def grows(self) -> bool:
        """Whether above what is new stands what was read before."""
        return any(part.read for part in self.parts)

    # ---- pages ----

    @property
    def page(self) -> Page:
        return self.pages[self.number]

    @property
    def read(self) -> bool:
        """Whether the text's last line is on this page."""
        return self.number == len(self.pages) - 1

    @property
    def turned(self) -> bool:
        """Whether the page that was turned to comes after a part that turns the page."""
        lines = self._lines(self._width)
        return bool(lines.turn) and self._letters >= lines.lines[lines.turn].letters

    @property
    def seen(self) -> str:
        """The letters of the text, without spaces, up to the end of the furthest page that was shown."""
        strips = self._drawn[self._width].strips if self._width in self._drawn else []
        return "".join("".join(_said(strip)) for strip in strips)[: self._seen]

    def turn(self, by: int) -> bool:
        """Go so many pages on, or back; whether there were any."""
        number = min(max(self.number + by, 0), len(self.pages) - 1)
        if number == self.number:
            return False
        self._letters = self._drawn[self._width].lines[self.pages[number].top].letters
        self.link = None
        self._comes()
        self.refresh(layout=True)
        return True

    def _comes(self) -> None:
        """Another page is to be laid out, and hasn't been on the screen."""
        self._placed, self.painted, self._came = False, inf, get_time()

    @property
    def heeds_from(self) -> float:
        """From when on a key is meant for this page: since it was painted, or soon after it was to come, whatever kept it."""
        return min(self.painted, self._came + SOON)

    def come_anew(self) -> None:
        """The page has been covered until now: it hasn't been seen yet."""
        self._comes()
        self.refresh(layout=True)

    def paginate(self, width: int, first: int, room: int, room_at_last: int) -> None:
        """Have pages of these sizes, see `pages_of`, and show the one on which the text goes on that the player has come to."""
        strips, lines, new, turn = self._lines(width)
        pages = pages_of(lines, first, room, room_at_last, new, turn)
        number = number_of(pages, lines, lines[new].letters if self._letters == NEW and lines else self._letters)
        turned = (number, len(pages)) != (self.number, len(self.pages))
        self._width, self.pages, self.number = width, pages, number
        if (page := strips[self.page.top : self.page.bottom]) != self._page:
            if turned:
                self.painted, self._came = inf, get_time()
            self._page = page
            self.refresh()
        elif not self._placed:  # it may have been drawn before it was laid out, and would never be known to be on the screen
            self.refresh()
        self._placed = True
        if (seen := LAST if self.read else lines[self.page.bottom].letters) > self._seen:
            self._seen = seen
            self.post_message(self.SeenFurther())
        self._more.below, self._more.above = not self.read, number > 0

    # ---- drawing ----

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (as Textual declares it)
        return len(self._lines(width).strips)

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._placed:
            self.painted = min(self.painted, get_time())
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        style = self.visual_style.rich_style
        drawn = self._page[y] if y < len(self._page) else Strip([])
        if self.link is not None:
            drawn = stood_on(drawn, self.link)
        if (selection := self.text_selection) is not None and (span := selection.get_span(y)) is not None:
            end = drawn.cell_length if span[1] < 0 else span[1]
            drawn = marked(drawn, span[0], end, self.screen.get_component_rich_style("screen--selection"))
        return drawn.apply_offsets(0, y).extend_cell_length(self.size.width, style)

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """The words that were marked with the mouse."""
        return selection.extract("\n".join(strip.text.rstrip() for strip in self._page)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 (as Textual declares it)
        self.refresh()

    def notify_style_update(self) -> None:
        """In other colours all lines are drawn anew."""
        super().notify_style_update()
        self._forget()

    def _forget(self) -> None:
        self._drawn.clear()
        self.refresh(layout=True)

    def _lines(self, width: int) -> _Lines:
        if width not in self._drawn:
            self._drawn = {width: self._laid_out(width)}
        return self._drawn[width]

    def _laid_out(self, width: int) -> _Lines:
        strips: list[Strip] = []
        lines: list[PassageLine] = []
        letters = new = turn = 0
        for number, part in enumerate(self.parts):
            if number:
                strips.append(Strip([]))
                lines.append(PassageLine(letters, blank=True))
            if number and self.parts[number - 1].read and not part.read:
                new = len(lines)
            if number and self.parts[number - 1].turns:
                turn = len(lines)
            keeps = part.look in KEEPS
            begins = keeps and number > 0 and self.parts[number - 1].look not in (*KEEPS, "note")
            for strip in Visual.to_strips(self, part.drawn(width), max(1, width), None, self.visual_style, apply_selection=False):
                said = _said(strip)
                strips.append(strip)
                lines.append(PassageLine(letters, blank=not said, keeps=keeps, begins=begins))
                begins = False
                letters += sum(map(len, said))
        return _Lines(strips, lines, new, turn)

    # ---- links ----

    def links(self) -> list[Link]:
        """What can be opened from this page, as it comes."""
        found = (link_of(segment) for strip in self._page for segment in strip)
        return list(dict.fromkeys(link for link in found if link is not None))

    def stand_on(self, link: Link | None) -> None:
        self.link = link
        self.refresh()


def _said(strip: Strip) -> list[str]:
    """The words of a line."""
    return strip.text.removeprefix("▌").split()
