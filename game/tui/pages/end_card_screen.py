"""The end of a role as a card that fills the window, however small it is, and can be saved."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from game.play.looking_back.end_card import EndCard
from game.play.playthrough import Playthrough
from game.report.card_files import beside, page_in_words
from game.text.big_letters import big_lines
from game.tui.safe_text import NOTHING, column, joined, line, plain, together
from game.tui.widgets.base_screen import Notice, Overlay

BESIDE = 34  # columns for what stood in the way, where there is room beside what was done


class CardView(Widget):
    """The card. What doesn't fit is left out, the least important first: gaps, then the ends of claims, then claims, then what was
    done."""

    def __init__(self, card: EndCard) -> None:
        super().__init__()
        self._card = card

    def render(self) -> Content:
        width, height = self.size
        for fit in self._ways_to_fit():
            rows = list(self._rows(width, *fit))
            if len(rows) <= height:
                break
        return plain("\n").join(rows[:height])

    def _ways_to_fit(self) -> Iterator[tuple[int, int, int, bool]]:
        """How many claims, how many lines of each, how much of what was done, and whether there are gaps."""
        claims, done = len(self._card.printed), len(self._card.done)
        yield from ((claims, lines, done, gaps) for gaps in (True, False) for lines in (3, 2))
        yield from ((fewer, 1, done, False) for fewer in range(claims, 3, -1))
        yield from ((min(claims, 4), 1, less, False) for less in range(done, -1, -1))
        yield from ((fewer, 1, 0, False) for fewer in range(min(claims, 4), -1, -1))

    def _rows(self, width: int, claims: int, lines: int, done: int, gaps: bool) -> Iterator[Content]:
        card = self._card
        gap = [NOTHING] if gaps else []
        yield joined(" · ", [line(card.role, "bold $accent"), line(card.story, "$muted")])
        yield from gap
        drawn = big_lines(card.title, width)
        if drawn is not None:
            yield from (plain(row, "bold") for row in drawn)
        else:  # it is too long, or has letters that aren't among ours
            yield from line(card.title.upper(), "bold").wrap(width)
        yield from gap
        if card.says:
            yield from line(card.says, "italic", limit=1_000).wrap(width)
            yield from gap
        if card.way:
            yield from joined(" → ", [line(stay) for stay in card.way]).wrap(width)
        yield plain("─" * width, "$rule")
        for claim in card.printed[:claims]:
            by = f" ({claim.by})" if claim.by else ""
            yield from _at_most(line(claim.says + by, limit=1_000), width, lines)
        if page := page_in_words(card):
            yield plain(page, "$muted")
            yield plain("─" * width, "$rule")
        for each in card.done[:done]:
            yield from self._done(each.says, beside(each.in_the_way), width)
        yield plain("─" * width, "$rule")
        yield from line(card.decided, limit=1_000).wrap(width)
        doors = together(*(plain("■ " if opened else "□ ", "$accent") for opened in card.opened))
        yield from together(doors, line(card.found_in_words, "$muted")).wrap(width)

    @staticmethod
    def _done(says: str, in_the_way: str, width: int) -> Iterator[Content]:
        """What was done, and beside it, or below it where there is no room, what stood in the way."""
        left = width - BESIDE
        if in_the_way and left >= BESIDE and line(says).cell_length < left and line(in_the_way).cell_length <= BESIDE:
            yield together(column(says, left), line(in_the_way, "$accent"))
        else:
            yield from joined(" ", [line(says), line(in_the_way, "$accent")]).wrap(width)


def _at_most(text: Content, width: int, lines: int) -> list[Content]:
    """The text in so many lines; where there is more of it, the last of them says so."""
    wrapped = text.wrap(width)
    if len(wrapped) <= lines:
        return wrapped
    last = wrapped[lines - 1].rstrip()
    return [*wrapped[: lines - 1], together(last[: width - 1], plain("…"))]


class EndCardScreen(Overlay[None]):
    """Dismissed when the player goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go_on", "Go on", id="end_card.on", tooltip="On to what can be done at the end"),
        Binding("s", "save", "Save this card", id="end_card.save", tooltip="Save it as a picture and as a text"),
    ]

    def __init__(self, played: Playthrough, card: EndCard) -> None:
        super().__init__()
        self._played, self._card = played, card

    def content(self) -> ComposeResult:
        yield CardView(self._card)
        yield Notice()

    def useful(self, action: str) -> bool:
        return not action.startswith("read(")

    def action_go_on(self) -> None:
        self.dismiss(None)

    def action_save(self) -> None:
        from game.disk.named_files import NotWrittenError
        from game.report.keepsake import save_card

        try:
            self.tell(save_card(self._played, self._card))
        except NotWrittenError as error:
            self.tell(str(error))
