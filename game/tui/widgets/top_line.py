"""The line at the top: who you are, where, and when it is there."""

from datetime import datetime

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from game.story.phrases import MONTHS, WEEKDAYS, moment_in_words
from game.tui.safe_text import NOTHING, joined, line, plain, together


class TopLine(Widget):
    """One line; where the room is short, the story's title goes first, then the date gets shorter."""

    title: reactive[str] = reactive("")
    who: reactive[str] = reactive("")
    place: reactive[str] = reactive("")
    moment: reactive[datetime | None] = reactive(None)

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
