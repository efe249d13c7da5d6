"""What a figure is known to be, and a playthrough that shows it."""

from dataclasses import dataclass

from game.play.record import Carried, Entry


@dataclass(frozen=True, slots=True)
class Played:
    """A playthrough from the start: what is carried in, and the choices."""

    carried: Carried
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that lies between `low` and `high` (None: nobody knows), and a playthrough that has one of the two."""

    low: int
    high: int | None
    way: Played | None = None

    @property
    def exact(self) -> bool:
        return self.low == self.high
