"""How long a role takes, as far as a proof knows, and which roles fit into a lesson."""

from collections.abc import Iterable, Mapping
from math import inf

from msgspec import Struct

from game.prove.routes.figures import Figure
from game.prove.routes.report import RoleRoutes

Minutes = tuple[float, float | None]
"""The range in which the true figure lies; None where it is without an upper bound."""


class Length(Struct, frozen=True):
    """A role's shortest and longest route, None where nothing is known. A role that is `endless` can be played for ever,
    and has no longest route. Nine of ten random games end within the `typical` minutes, None where they don't."""

    shortest: Minutes | None
    longest: Minutes | None
    endless: bool = False
    typical: float | None = None

    @property
    def proved(self) -> bool:
        """Whether both figures are exact."""
        return all(each is not None and each[0] == each[1] for each in (self.shortest, self.longest))

    @property
    def most(self) -> float:
        """The minutes that no route exceeds, infinite where none are proved."""
        return inf if self.longest is None or self.longest[1] is None else self.longest[1]


def length_of(routes: RoleRoutes) -> Length:
    a_minute, typical = routes.a_minute, routes.typical.ticks

    def minutes(figure: Figure | None) -> Minutes | None:
        return None if figure is None else (figure.low / a_minute, None if figure.high is None else figure.high / a_minute)

    shortest, longest = minutes(routes.minutes.least), minutes(routes.minutes.most)
    return Length(shortest, longest, routes.loop is not None, None if typical is None else typical / a_minute)


def shortest_in_words(length: Length) -> str:
    return "not known" if length.shortest in (None, (0, None)) else _in_words(length.shortest)


def longest_in_words(length: Length) -> str:
    return "no end: some choices lead round for ever" if length.endless else _in_words(length.longest)


def typical_in_words(length: Length) -> str:
    return "not known" if length.typical is None else f"{length.typical:,.1f} minutes"


def _in_words(minutes: Minutes | None) -> str:
    if minutes is None:
        return "not known"
    low, high = minutes
    if low == high:
        return f"{low:,.1f} minutes"
    if high is None:
        return f"{low:,.1f} minutes or more (bounded)"
    return f"between {low:,.1f} and {high:,.1f} minutes (bounded)" if low else f"{high:,.1f} minutes or less (bounded)"


def fitting(lengths: Mapping[str, Length], first: Iterable[str], minutes: float) -> tuple[str, ...]:
    """The roles of which each is certain to fit, those named `first` before the others."""
    order = dict.fromkeys((*first, *lengths))
    return tuple(role for role in order if role in lengths and lengths[role].most <= minutes)


def one_after_another(lengths: Mapping[str, Length], first: Iterable[str], minutes: float) -> tuple[str, ...]:
    """Roles that are certain to fit together, taken greedily in that order."""
    chosen: list[str] = []
    for role in fitting(lengths, first, minutes):
        if lengths[role].most <= minutes:
            chosen.append(role)
            minutes -= lengths[role].most
    return tuple(chosen)


def nearest_fit(lengths: Mapping[str, Length]) -> str:
    """The role that is certain to end soonest, "" where of none it is known when it ends at the latest."""
    most, role = min(((length.most, role) for role, length in lengths.items()), default=(inf, ""))
    return role if most < inf else ""
