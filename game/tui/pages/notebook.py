"""The notebook: the facts and words met, to read again, and what that which one has is good for."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from game.play.playthrough import Playthrough, facts_met, terms_met
from game.play.view import meters_now
from game.story.model import Fact
from game.story.phrases import KIND_WORDS, kind_in_short
from game.story.prose import paragraphs
from game.text.words import capital
from game.tui.key_names import reading
from game.tui.pages.cards import CardScreen
from game.tui.play.passage_parts import Card
from game.tui.safe_text import line, plain, prose
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.layouts import SHRINKS
from game.tui.widgets.menu import Menu, Row, parted

Order = Literal["kind", "voucher", "words", "have"]
ORDERS: tuple[Order, ...] = ("kind", "voucher", "words", "have")
_TITLES = {"kind": "facts by kind", "voucher": "facts by who vouches for them", "words": "words", "have": "what you have"}


class NotebookScreen(Overlay[None]):
    """What has been met so far, in three orders, and what one has."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "close", "Close", id="notebook.close", tooltip="Back to the passage", show=False),
        Binding(
            "tab,right",
            "turn(1)",
            "Another order",
            id="notebook.next",
            tooltip="The next order: by kind, by voucher, the words; then what you have",
        ),
        Binding("shift+tab,left", "turn(-1)", "Back", id="notebook.before", tooltip="The order before", show=False),
        *reading("notebook"),
    ]

    def __init__(self, played: Playthrough) -> None:
        super().__init__()
        self._story = played.program.story
        here = facts_met(played)
        self._here = [name for name in here if name in self._story.facts]
        self._earlier = [name for name in sorted(played.carried.facts) if name in self._story.facts and name not in here]
        self._words = [name for name in terms_met(played) if name in self._story.terms]
        self._have = meters_now(played)
        self._order: Order = "kind"

    def content(self) -> ComposeResult:
        yield Static(classes="title", markup=False)
        yield Menu(numbered=False, classes=SHRINKS)
        yield Static(classes="foot", markup=False)

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        rows = parted(self._groups())
        self.query_one(".title", Static).update(line(f"Notebook: {_TITLES[self._order]}"))
        self.query_one(Menu).show(rows or [Row("", line("Nothing yet. What you meet is written down here."), heading=True)])
        self.query_one(".foot", Static).update(plain(self._count()))

    def _count(self) -> str:
        if self._order == "have":
            return "What is shown beside the passage, and what it is good for."
        if self._order == "words":
            return f"{len(self._words)} of the story's {len(self._story.terms)} words met here."
        earlier = f" {len(self._earlier)} more you met as somebody else." if self._earlier else ""
        return f"{len(self._here)} of the story's {len(self._story.facts)} facts met here.{earlier}"

    def _groups(self) -> Iterator[list[Row]]:
        """What belongs together: a word, a fact, or a heading and the first fact below it; what one has leads to nothing."""
        if self._order == "have":
            for meter in self._have:
                yield [Row("", line(capital(meter.text), "bold"), line(meter.about, limit=300), heading=True)]
            return
        if self._order == "words":
            for name in self._words:
                term = self._story.terms[name]
                yield [Row(f"term {name}", line(term.term, "bold"), prose(paragraphs(term.says.text)))]
            return
        groups: dict[str, list[Fact]] = {}
        facts = [self._story.facts[name] for name in (*self._here, *self._earlier)]
        if self._order == "kind":
            groups = {title: [fact for fact in facts if fact.kind == kind] for kind, title in KIND_WORDS.items()}
        else:
            for fact in facts:
                groups.setdefault(fact.by, []).append(fact)
        for title, members in groups.items():
            heading = [Row("", line(title, "bold $accent"), heading=True)]
            for fact in members:
                yield [*heading, Row(f"fact {fact.id}", prose(paragraphs(fact.says.text)), line(self._beside(fact), "$muted"))]
                heading = []

    def _beside(self, fact: Fact) -> str:
        shown = fact.by if self._order == "kind" else kind_in_short(fact)
        return f"{shown} (met as somebody else)" if fact.id in self._earlier else shown

    def chosen(self, row: Row) -> None:
        kind, _, name = row.name.partition(" ")
        self.open(CardScreen(self._story, [Card("fact" if kind == "fact" else "term", name)]))

    def action_turn(self, by: int) -> None:
        self._order = ORDERS[(ORDERS.index(self._order) + by) % len(ORDERS)]
        self._show()
