"""How long roles and their parts take, as far as a proof knows, and what of them fits into a lesson.

What can be played is called by the role's name, and a part of it `role/part`.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from msgspec import Struct

from game.prove.routes.figures import Figure
from game.prove.routes.report import RoleRoutes
from game.story.model import Story
from game.story.prose import words_alone
from game.text.words import in_a_row

Minutes = tuple[float, float | None]
"""The range in which the true figure lies; None where it is without an upper bound."""

MOST_OF_LOOP = 3  # choices that are named of those that lead round


class Length(Struct, frozen=True):
    """The shortest and longest route of a role, or of a part of one; None where nothing is known. Nine of ten random games end
    within the `typical` minutes, None where they don't.

    Where a `loop` can be gone round for ever, which it tells in words, there is no longest route. `missed` are the facts that a lesson
    asks for and a route may not meet.
    """

    shortest: Minutes | None
    longest: Minutes | None
    loop: str = ""
    typical: float | None = None
    missed: frozenset[str] = frozenset()

    @property
    def proved(self) -> bool:
        """Whether both figures are exact."""
        return all(each is not None and each[0] == each[1] for each in (self.shortest, self.longest))

    @property
    def most(self) -> float:
        """The minutes that no route exceeds, infinite where none are proved."""
        return inf if self.longest is None or self.longest[1] is None else self.longest[1]


def length_of(story: Story, routes: RoleRoutes) -> Length:
    a_minute, typical = routes.a_minute, routes.typical.ticks

    def minutes(figure: Figure | None) -> Minutes | None:
        return None if figure is None else (figure.low / a_minute, None if figure.high is None else figure.high / a_minute)

    shortest, longest = minutes(routes.minutes.least), minutes(routes.minutes.most)
    missed = frozenset(fact for fact, met in routes.asked.items() if met is None or met.low < 1)
    return Length(shortest, longest, _loop(story, routes), None if typical is None else typical / a_minute, missed)


def _loop(story: Story, routes: RoleRoutes) -> str:
    """The choices that lead round, by what they are called."""
    labels = []
    for entry in routes.loop.again if routes.loop is not None else ():
        choices = {choice.id: choice for choice in story.scenes[entry.scene].choices}
        if not story.scenes[entry.scene].goes_on:
            labels.append(f"“{words_alone(choices[entry.choice].label.text)}”")
    return in_a_row(list(dict.fromkeys(labels))[:MOST_OF_LOOP]) or ("going on" if routes.loop is not None else "")


UNKNOWN = Length(None, None)


def title_of(story: Story, played: str) -> str:
    """What a role, or a part of it as `role/part`, is called."""
    role, _, part = played.partition("/")
    found = story.roles[role].part(part) if part else None
    return story.roles[role].title if found is None else f"{story.roles[role].title}: {found.title}"


def shortest_in_words(length: Length) -> str:
    return "not known" if length.shortest in (None, (0, None)) else _in_words(length.shortest)


def longest_in_words(length: Length) -> str:
    return f"no end: one can go round by {length.loop}" if length.loop else _in_words(length.longest)


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


def asked_first(lengths: Mapping[str, Length], asked: Sequence[str], minutes: float) -> tuple[str, ...]:
    """What was asked for, in its order; a part gives way to its whole role, where that was asked for too and is certain to fit."""
    whole = {played for played in fitting(lengths, asked, minutes) if played in asked and role_in(played) == played}
    return tuple(dict.fromkeys(role_in(played) if role_in(played) in whole else played for played in asked))


def fitting(lengths: Mapping[str, Length], first: Iterable[str], minutes: float) -> tuple[str, ...]:
    """What is certain to fit, each by itself, those named `first` before the others."""
    return tuple(played for played in dict.fromkeys((*first, *lengths)) if lengths.get(played, UNKNOWN).most <= minutes)


def mostly_fitting(lengths: Mapping[str, Length], first: Iterable[str], minutes: float) -> tuple[str, ...]:
    """What isn't certain to fit, and of which nine of ten random games do, in the same order."""
    order = {played: lengths.get(played, UNKNOWN) for played in dict.fromkeys((*first, *lengths))}
    return tuple(played for played, length in order.items() if length.typical is not None and length.typical <= minutes < length.most)


def one_after_another(lengths: Mapping[str, Length], first: Iterable[str], minutes: float) -> tuple[str, ...]:
    """What is certain to fit together, taken greedily in that order; of a role the whole or one part."""
    chosen: list[str] = []
    for played in fitting(lengths, first, minutes):
        if lengths[played].most <= minutes and not any(role_in(played) == role_in(other) for other in chosen):
            chosen.append(played)
            minutes -= lengths[played].most
    return tuple(chosen)


def role_in(played: str) -> str:
    return played.partition("/")[0]


def nearest_fit(lengths: Mapping[str, Length]) -> str:
    """What is certain to end soonest, "" where of nothing it is known when it ends at the latest."""
    most, played = min(((length.most, played) for played, length in lengths.items()), default=(inf, ""))
    return played if most < inf else ""
