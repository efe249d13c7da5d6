"""The line at the top: who you are, where, and when it is there."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from game.story.phrases import MONTHS, WEEKDAYS, moment_in_words
from game.tui.safe_text import NOTHING, joined, line, plain, together

if TYPE_CHECKING:
    from game.tui.terminal import TerminalApp

HOUR = timedelta(hours=1)
MOST_STEPS = 24  # of the clock as it runs
RUNS = 0.8  # seconds that it takes at most


class TopLine(Widget):
    """One line; where the room is short, the story's title goes first, then the date gets shorter."""

    title: reactive[str] = reactive("")
    who: reactive[str] = reactive("")
    place: reactive[str] = reactive("")
    moment: reactive[datetime | None] = reactive(None)

    def __init__(self) -> None:
        super().__init__()
        self._runs: Timer | None = None
        self._arrives: datetime | None = None  # where the clock runs to
        self._pressed = 0  # keys, when it began to run

    def show(self, moment: datetime | None, *, runs: bool = False) -> None:
        """Show this moment; let the clock run there from the one that is shown if that was hours before. Any key ends it."""
        self.arrive()
        start, self._arrives = self.moment, moment
        passed = (moment - start) // HOUR if start is not None and moment is not None else 0
        if not (runs and RUNS and passed > 0 and start is not None):
            self.moment = moment
            return
        steps = min(passed, MOST_STEPS)
        hours = iter([start + HOUR * (passed * step // steps) for step in range(1, steps)])
        self._pressed = self._presses
        self._runs = self.set_interval(RUNS / steps, lambda: self._step(next(hours, None)))

    @property
    def _presses(self) -> int:
        return cast("TerminalApp", self.app).input.taken

    def _step(self, hour: datetime | None) -> None:
        if hour is None or self._presses != self._pressed:
            self.arrive()
        else:
            self.moment = hour

    def arrive(self) -> None:
        """Show the hour that the clock runs to, if it runs."""
        if self._runs is not None:
            self._runs.stop()
            self._runs, self.moment = None, self._arrives

    def render(self) -> Content:
        width = self.size.width
        for left, right in self._ways():
            gap = width - left.cell_length - right.cell_length
            if gap >= 2:
                return together(left, plain(" " * gap), right)
        return together(left, plain("  "), right)

    def _ways(self) -> list[tuple[Content, Content]]:
        who, place = line(self.who, "bold $accent"), line(self.place)
        title = line(self.title, "$muted")
        here = joined("  ·  ", [who, place], "$muted")
        if self.moment is None:
            return [(joined("  ·  ", [title, here], "$muted"), NOTHING), (here, NOTHING), (who, NOTHING)]
        day = WEEKDAYS[self.moment.weekday()]
        long, hour = line(moment_in_words(self.moment)), line(f"{self.moment:%H:%M}")
        short = line(f"{day} {self.moment.day} {MONTHS[self.moment.month - 1]}, {self.moment:%H:%M}")
        shorter = line(f"{day[:3]} {self.moment.day} {MONTHS[self.moment.month - 1][:3]}, {self.moment:%H:%M}")
        return [
            (joined("  ·  ", [title, here], "$muted"), long),
            (here, long),
            (here, short),
            (here, shorter),
            (place, shorter),
            (place, hour),
        ]
