"""Cards: what a fact says and who vouches for it, and what a word means."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.story.model import Fact, Story, Term
from game.story.phrases import KIND_WORDS, OBSTACLE_WORDS, date_in_words, source_in_words
from game.story.prose import paragraphs
from game.tui.key_names import digits, reading
from game.tui.play.passage_parts import Card
from game.tui.safe_text import column, joined, line, plain, prose
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.layouts import SHRINKS, HangingIndent

LABEL = 15  # columns for the names of a card's lines


class CardScreen(Overlay[None]):
    """The cards of a passage, one at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "turn(-1)", "Before", id="card.before", tooltip="The card before this one"),
        Binding("right,down", "turn(1)", "Next", id="card.next", tooltip="The next card"),
        Binding("shift+tab", "turn(-1)", "Before", id="card.before", tooltip="The card before this one", show=False),
        Binding("tab", "turn(1)", "Next", id="card.next", tooltip="The next card", show=False),
        Binding("f,w,enter", "close", "Close", id="card.close", tooltip="Back to the passage", show=False),
        *reading("card", shown=""),
        *digits("go", "Card", "card.go", "Go to the card with that number"),
    ]

    def __init__(self, story: Story, cards: Sequence[Card], at: int = 0, *, heading: str = "") -> None:
        """`heading` stands above the card, such as the question that it answers."""
        super().__init__()
        self._story = story
        self._cards = tuple(cards)
        self._at = at
        self._heading = heading

    def content(self) -> ComposeResult:
        yield Static(classes="title", markup=False)
        with VerticalScroll(classes=f"aside-body {SHRINKS}", can_focus=False):
            yield Static(id="says", markup=False)
            for number in range(5):
                yield Static(id=f"line-{number}", classes="line", markup=False)

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        card = self._cards[self._at]
        if card.kind == "fact":
            name, says, rows = _fact(self._story, self._story.facts[card.name])
        else:
            name, says, rows = _term(self._story.terms[card.name])
        count = line(f"{self._at + 1} of {len(self._cards)}", "$muted") if len(self._cards) > 1 else plain("")
        self.query_one(".title", Static).update(joined("   ", [line(self._heading, "bold $accent"), name, count]))
        self.query_one("#says", Static).update(says)
        for number, shown in enumerate(self.query(".line").results(Static)):
            shown.display = number < len(rows)
            if number < len(rows):
                label, what = rows[number]
                shown.update(HangingIndent(column(label, LABEL, "$muted"), what))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()

    def useful(self, action: str) -> bool:
        return len(self._cards) > 1 if action.startswith("turn") else super().useful(action)

    def action_turn(self, by: int) -> None:
        self._at = (self._at + by) % len(self._cards)
        self._show()

    def action_go(self, number: int) -> None:
        if number <= len(self._cards):
            self._at = number - 1
            self._show()


Line = tuple[str, Content]


def _fact(story: Story, fact: Fact) -> tuple[Content, Content, list[Line]]:
    rows = [("Vouched for by", line(fact.by)), ("Source", line(source_in_words(story, fact), limit=400))]
    if fact.day is not None:
        rows.append(("Known from", line(date_in_words(fact.day))))
    if fact.force is not None:
        rows.append(("In your way", line(f"{OBSTACLE_WORDS[fact.force]}")))
    return line(KIND_WORDS[fact.kind], "bold $fact"), prose(paragraphs(fact.says.text)), rows


def _term(term: Term) -> tuple[Content, Content, list[Line]]:
    origin = "general knowledge, not from the source" if term.general else "the story's glossary"
    return line(term.term, "bold $term"), prose(paragraphs(term.says.text)), [("A word", line(origin))]
