"""The bell of a lesson: when the play stops for the questions after it.

    bell = Bell(held.bell, clock)
    bell.news()       # "soon" once when it is near, "now" once when it rings, else ""

Whoever looks at it, and how often, is the frontend's business: nothing here waits.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from game.text.words import counted

Clock = Callable[[], datetime]
News = Literal["", "soon", "now"]

SOON = timedelta(minutes=5)


def computers_clock() -> datetime:
    """The time of day on this computer, with its zone."""
    return datetime.now().astimezone()


class Bell(Struct):
    """One that had rung before the game was started stays silent."""

    rings: datetime
    clock: Clock
    _told: News = ""

    def __post_init__(self) -> None:
        if self.minutes_left <= 0:
            self._told = "now"

    @property
    def minutes_left(self) -> int:
        """Begun minutes: one from a minute before it on, and none once it has rung."""
        return -int((self.clock() - self.rings) // timedelta(minutes=1))

    @property
    def is_near(self) -> bool:
        return self.clock() >= self.rings - SOON

    @property
    def hour(self) -> str:
        """When it rings, by the clock of this computer."""
        return f"{self.rings.astimezone(self.clock().tzinfo):%H:%M}"

    def news(self) -> News:
        """What is to be told now that wasn't told before."""
        now: News = "now" if self.minutes_left <= 0 else "soon" if self.is_near else ""
        if now == self._told or self._told == "now":
            return ""
        self._told = now
        return now

    def in_words(self) -> str:
        """`5 minutes left`, or that it has rung."""
        left = self.minutes_left
        return f"{counted(left, 'minute')} left" if left > 0 else "the bell has rung"
