"""What a figure is known to be, and a playthrough that shows it."""

from dataclasses import dataclass

from game.play.record import Carried, Entry


@dataclass(frozen=True, slots=True)
class PlayedWay:
    """A playthrough from the start: what is carried in, and the choices."""

    carried: Carried
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that lies between `low` and `high` (None: nobody knows), and a playthrough that has one of the two."""

    low: int
    high: int | None
    way: PlayedWay | None = None

    @property
    def exact(self) -> bool:
        return self.low == self.high


def closer(one: Figure | None, other: Figure | None, *, most: bool) -> Figure | None:
    """What is known of the `most`, or the least, from either of two."""
    if one is None or other is None:
        return one or other
    highs = [figure.high for figure in (one, other) if figure.high is not None]
    if most:
        way = max((one, other), key=lambda figure: figure.low).way
    else:
        way = min((one, other), key=lambda figure: (figure.high is None, figure.high)).way
    return Figure(max(one.low, other.low), min(highs, default=None), way)
