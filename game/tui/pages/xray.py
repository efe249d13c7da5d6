"""X-ray: the passage again, each of its lines marked as sourced or imagined, and what is left to chance."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

from game.play.odds import Odds
from game.play.view import Passage
from game.story.model import Story
from game.story.phrases import kind_in_short
from game.story.prose import Paragraph, Span
from game.tui.key_names import reading
from game.tui.play.passage_parts import speaker
from game.tui.safe_text import Look, column, line, plain, together
from game.tui.widgets.base_screen import Overlay
from game.tui.widgets.layouts import SHRINKS, HangingIndent

MARGIN = 14  # columns at the left of the text
Origin = Literal["sourced", "imagined"]


class XRayScreen(Overlay[None]):
    """What of the present passage is reported and by whom, what is made up, and how likely it is what chance decides."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "close", "Close", id="xray.close", tooltip="Back to the passage", show=False),
        *reading("xray"),
    ]

    def __init__(self, story: Story, parts: Sequence[Passage], odds: Sequence[Odds] = ()) -> None:
        super().__init__()
        self._story = story
        self._parts = tuple(parts)
        self._odds = tuple(odds)

    def content(self) -> ComposeResult:
        yield Static(line("X-ray: what is reported here, and what is made up"), classes="title")
        with VerticalScroll(classes=f"aside-body {SHRINKS}"):
            for part in self._parts:
                if who := speaker(self._story, part):
                    yield Static(who.rstrip().pad_left(MARGIN), classes="traced")
                for paragraph in part.paragraphs:
                    yield from self._traced(paragraph, claim=bool(part.claim))
            for number, each in enumerate(self._odds):
                margin = column("chance", MARGIN, "bold $accent") if not number else plain(" " * MARGIN)
                told = together(line(each.label, "italic"), plain("\n"), line(each.says))
                yield Static(HangingIndent(margin, told), classes="traced")
        yield Static(plain("A sourced line says what a named source reports; that isn't proof that it is so."), classes="foot")

    def _traced(self, paragraph: Paragraph, *, claim: bool) -> Iterator[Static]:
        """The paragraph with its margin, and a note for each link in it."""
        notes: list[Content] = []
        runs = []
        for number, span in enumerate(paragraph):
            following = paragraph[number + 1].link if number + 1 < len(paragraph) else None
            runs.append(_run(span, claim=claim))
            if span.link is not None and span.link != following:  # one link in two styles has one note
                notes.append(self._note(span))
                runs.append(line(f"[{len(notes)}]", "bold"))
        yield Static(Traced(together(*runs)), classes="traced")
        for number, note in enumerate(notes, start=1):
            yield Static(HangingIndent(column(f"[{number}]", 4, "$muted").pad_left(MARGIN), note), classes="note")

    def _note(self, span: Span) -> Content:
        kind, name = span.link or ("imagined", "")
        if kind == "fact":
            fact = self._story.facts[name]
            return together(
                plain(f"{kind_in_short(fact)}. ", "$muted"),
                line(f"Vouched for by {fact.by}; paragraph {fact.at}.", "$muted"),
            )
        return line("A word in the glossary." if kind == "term" else "A figure made up for the story.", "$muted")


def _run(span: Span, *, claim: bool) -> Content:
    """`claim`: the words are the ledger's own, though they don't say yet who vouches for them."""
    kind = span.link[0] if span.link is not None else ""
    look: Look = "bold underline $fact" if kind == "fact" else "underline $term" if kind == "term" else ""
    content = plain(span.text, look)
    origin: Origin = "sourced" if kind == "fact" or claim else "imagined"
    return content.stylize(Style.from_meta({"origin": origin}))


class Traced(Visual):
    """A paragraph with a word for each of its lines in the margin."""

    def __init__(self, body: Content) -> None:
        self.body = body

    def _width(self, width: int) -> int:
        return max(1, width - MARGIN)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return MARGIN + self.body.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 (Visual's own signature)
        return len(self.body.wrap(self._width(width)))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        strips = []
        for shown in self.body.wrap(self._width(width))[:height]:
            margin = column(_margin(shown), MARGIN, "bold $fact" if "sourced" in _margin(shown) else "$muted")
            (strip,) = together(margin, shown).render_strips(width, 1, style, options)
            strips.append(strip)
        return strips


def _margin(shown: Content) -> str:
    """Whether a line is sourced, imagined, or some of each."""
    origins = {
        span.style.meta["origin"]
        for span in shown.spans
        if isinstance(span.style, Style)
        and "origin" in span.style.meta
        and any(sign.isalnum() for sign in shown.plain[span.start : span.end])
    }
    return "imagined" if origins == {"imagined"} else "sourced" if origins == {"sourced"} else "part sourced" if origins else ""
