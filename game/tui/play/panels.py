"""What stands beside the page where there is room: what you have, what this passage rests on, and the way you came."""

from collections import deque
from collections.abc import Sequence
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from game.play.playthrough import Playthrough
from game.play.transcript import Decision, decisions
from game.play.view import Meter
from game.story.model import Story
from game.story.phrases import WEEKDAYS, kind_in_short
from game.tui.play.passage_parts import Card
from game.tui.safe_text import NOTHING, Look, joined, line, plain, together
from game.tui.widgets.layouts import HangingIndent, Stack

NEWEST = 40  # choices; more than any screen has rows for


class Panel(Static):
    """A heading and what stands below it; not there where there is nothing to say."""

    def __init__(self, heading: Literal["In this passage", "So far"], *, id: str) -> None:
        super().__init__(id=id, classes="panel", markup=False)
        self._heading = plain(heading, "bold")
        self.auto_links = False
        self.display = False

    def show(self, body: Sequence[Content | HangingIndent]) -> None:
        self.display = bool(body)
        self.update(Stack([self._heading, plain(" "), *body]))


def meters_in_a_line(meters: Sequence[Meter], *, flashes: bool = False) -> Content:
    """What the player has as words, for a narrow screen."""
    return joined("  ·  ", [_text(meter, flashes) for meter in meters], "$muted")


def _text(meter: Meter, flashes: bool) -> Content:
    """What the player has, and by how much the last choice has changed it, which stands out where it `flashes`."""
    look: Look = "bold reverse $accent" if flashes else "bold $accent"
    return joined(" ", [line(meter.text), line(f"{meter.change:+,}" if meter.change else "", look)])


class Meters(Widget):
    """A number with a bar below it; words and things one to a line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._meters: tuple[Meter, ...] = ()
        self._flashes = False  # whether what has changed stands out now

    def show(self, meters: Sequence[Meter], *, flashes: bool) -> None:
        self._meters, self._flashes = tuple(meters), flashes
        self.refresh(layout=True)

    def render(self) -> Content:
        width = max(1, self.content_size.width or self.size.width)
        if not self._meters:
            return NOTHING
        drawn = [self._drawn(meter, width, self._flashes) for meter in self._meters]
        return together(plain("You have", "bold"), plain("\n\n"), plain("\n").join(drawn))

    @staticmethod
    def _drawn(meter: Meter, width: int, flashes: bool) -> Content:
        if meter.kind != "number" or meter.high <= meter.low:
            return together(plain("· ", "$muted") if meter.kind == "have" else plain(""), line(meter.text))
        filled = round(width * (meter.value - meter.low) / (meter.high - meter.low))
        if meter.value > meter.low:
            filled = max(1, filled)  # what isn't empty mustn't look so
        return together(_text(meter, flashes), plain("\n"), plain("━" * filled, "$accent"), plain("─" * (width - filled), "$rule"))


class LeftPanels(VerticalScroll, can_focus=False):
    """The way that was come."""

    def compose(self) -> ComposeResult:
        yield Panel("So far", id="way")

    def show(self, played: Playthrough) -> None:
        self.query_one(Panel).show(way(played))
        self.call_after_refresh(self.scroll_end, animate=False)


class RightPanels(VerticalScroll, can_focus=False):
    """What the player has, what this passage rests on, and where that is."""

    def compose(self) -> ComposeResult:
        yield Meters(id="meters")
        yield Panel("In this passage", id="facts")
        yield Vertical(id="chart-here")

    def show_meters(self, meters: Sequence[Meter], *, flashes: bool) -> None:
        self.query_one(Meters).show(meters, flashes=flashes)

    def show_facts(self, story: Story, cards: Sequence[Card]) -> None:
        self.query_one(Panel).show(facts_here(story, cards))

    def show_chart(self, played: Playthrough) -> None:
        from game.play.looking_back.journey import charted, spots_of
        from game.tui.widgets.map_chart import Chart

        here = self.query_one("#chart-here", Vertical)
        chart = next(iter(here.query_children(Chart)), None)
        if chart is None:
            chart = Chart(named=False)
            here.mount(Static(plain("Map", "bold")), chart)
        here.display = bool(played.program.story.places)
        chart.show(charted(played), spots_of(played.program.story))


def facts_here(story: Story, cards: Sequence[Card]) -> list[Content | HangingIndent]:
    """The facts and words of a passage in a line or two each. A click opens the card."""
    opens = [Style.from_meta({"@click": ("screen.card", (number,))}) for number in range(len(cards))]
    return [_card(story, card).stylize(click) for card, click in zip(cards, opens, strict=True)]


def _card(story: Story, card: Card) -> Content:
    if card.kind == "term":
        return together(plain("A word: ", "$muted"), line(story.terms[card.name].term, "underline $term"))
    fact = story.facts[card.name]
    kind = kind_in_short(fact)
    return together(line(kind, "bold underline $fact"), plain("\n"), line(fact.by, "$muted"))


def way(played: Playthrough) -> list[Content | HangingIndent]:
    """The newest choices, oldest of them first, under the place and the hour they were made in."""
    told: list[Content | HangingIndent] = []
    where = ""
    for decision in deque(decisions(played), maxlen=NEWEST):
        if decision.goes_on:
            continue
        here = _where(decision)
        if here != where:
            told.append(line(here, "$muted"))
            where = here
        told.append(HangingIndent(plain("› ", "$muted"), plain("skipped", "italic $muted") if decision.skipped else line(decision.label)))
    return told


def _where(decision: Decision) -> str:
    moment = f"{WEEKDAYS[decision.moment.weekday()][:3]} {decision.moment:%H:%M}" if decision.moment is not None else ""
    return " ".join(filter(None, [moment, decision.place]))
