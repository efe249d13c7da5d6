"""What you have: money, hours, things, as bars and words."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from game.play.view import Meter
from game.tui.text_door import NOTHING, joined, line, plain, together


def in_a_line(meters: Sequence[Meter]) -> Content:
    """All of it as words, for a narrow screen."""
    return joined("  ·  ", [line(meter.text) for meter in meters], "$muted")


class Meters(Widget):
    """A number with a bar below it; words and things one to a line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._meters: tuple[Meter, ...] = ()

    def show(self, meters: Sequence[Meter]) -> None:
        self._meters = tuple(meters)
        self.refresh(layout=True)

    def render(self) -> Content:
        width = max(1, self.content_size.width or self.size.width)
        if not self._meters:
            return NOTHING
        return together(plain("You have", "bold"), plain("\n\n"), plain("\n").join([self._drawn(meter, width) for meter in self._meters]))

    @staticmethod
    def _drawn(meter: Meter, width: int) -> Content:
        if meter.kind != "number" or meter.high <= meter.low:
            return together(plain("· ", "$muted") if meter.kind == "have" else plain(""), line(meter.text))
        filled = round(width * (meter.value - meter.low) / (meter.high - meter.low))
        if meter.value > meter.low:
            filled = max(1, filled)  # what isn't empty mustn't look so
        return together(line(meter.text), plain("\n"), plain("━" * filled, "$accent"), plain("─" * (width - filled), "$rule"))
