"""How long a role takes, as far as a proof knows, and which roles fit into a lesson."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from game.prove.routes.report import TICKS, RoleRoutes


class Length(Struct, frozen=True):
    """Minutes of a role's shortest and longest route, each a range in which the true figure lies: `(low, high)`, with None
    for what isn't known. `endless` is a role that can be played for ever, which has no longest route."""

    shortest: tuple[float, float | None] | None
    longest: tuple[float, float | None] | None
    endless: bool = False

    @property
    def proved(self) -> bool:
        """Whether both figures are exact."""
        return all(each is not None and each[0] == each[1] for each in (self.shortest, self.longest))

    def fits(self, minutes: float) -> bool:
        """Whether it is certain that no route takes longer."""
        return self.longest is not None and self.longest[1] is not None and self.longest[1] <= minutes


def length_of(routes: RoleRoutes) -> Length:
    def minutes(side: Literal["least", "most"]) -> tuple[float, float | None] | None:
        figure = getattr(routes.minutes, side)
        return None if figure is None else (figure.low / TICKS, None if figure.high is None else figure.high / TICKS)

    return Length(minutes("least"), minutes("most"), routes.loop is not None)


def shortest_in_words(length: Length) -> str:
    if length.shortest is None or (length.shortest[1] is None and not length.shortest[0]):
        return "not known"
    low, high = length.shortest
    if low == high:
        return _minutes(low)
    return f"{_minutes(low)} or more (bounded)" if high is None else _between(low, high)


def longest_in_words(length: Length) -> str:
    if length.endless:
        return "no end: some choices lead round for ever"
    if length.longest is None:
        return "not known"
    low, high = length.longest
    if low == high:
        return _minutes(low)
    return f"{_minutes(low)} or more (bounded)" if high is None else _between(low, high)


def _between(low: float, high: float) -> str:
    return f"{_minutes(high)} or less (bounded)" if not low else f"between {low:,.1f} and {_minutes(high)} (bounded)"


def _minutes(minutes: float) -> str:
    return f"{minutes:,.1f} minutes"


def fitting(lengths: Mapping[str, Length], first: Iterable[str], minutes: float) -> tuple[str, ...]:
    """The roles of which each is certain to fit, those named `first` before the others."""
    order = dict.fromkeys((*first, *lengths))
    return tuple(role for role in order if role in lengths and lengths[role].fits(minutes))


def one_after_another(lengths: Mapping[str, Length], first: Iterable[str], minutes: float) -> tuple[str, ...]:
    """Roles that are certain to fit together, taken greedily in that order."""
    chosen: list[str] = []
    left = minutes
    for role in fitting(lengths, first, minutes):
        longest = lengths[role].longest
        if lengths[role].fits(left) and longest is not None and longest[1] is not None:
            chosen.append(role)
            left -= longest[1]
    return tuple(chosen)


def most(length: Length) -> float:
    """The minutes of its longest route, of a role of which they are certain."""
    assert length.longest is not None
    assert length.longest[1] is not None
    return length.longest[1]


def nearest_fit(lengths: Mapping[str, Length]) -> str:
    """The role that is certain to end soonest, "" where of none it is known when it ends at the latest."""
    known = [(each.longest[1], role) for role, each in lengths.items() if each.longest is not None and each.longest[1] is not None]
    return min(known)[1] if known else ""
