"""How a role is written on the whole: one hint for a role where a measure is above what the story allows itself.

What it may be at most stands in story.yaml, under `at_most`, or else here.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from game.check.rules.violation import Violation, in_section
from game.check.stats.style_figures import StyleFigures, styles_of
from game.story.model import Story

AT_MOST: Mapping[str, int] = MappingProxyType({"closing-lines": 33, "pronoun-openings": 15, "impersonal-one": 1})
"""Of a hundred results, of a hundred results, of a thousand words."""

FEWEST_RESULTS, FEWEST_USES = 20, 3
"""Of fewer results there are no shares to speak of; a word that stands there once or twice is no habit."""

FIRST = 3  # places that are named


def style(story: Story) -> Iterator[Violation]:
    most = {**AT_MOST, **story.at_most}
    for role, figures in styles_of(story).items():
        english = figures.english
        if english is None:
            continue
        if figures.results >= FEWEST_RESULTS:
            yield from _closings(role, figures, most["closing-lines"])
            yield from _openings(role, figures, english.open_on_pronoun, most["pronoun-openings"])
        yield from _ones(role, figures, english.impersonal_one, most["impersonal-one"])


def _closings(role: str, figures: StyleFigures, most: int) -> Iterator[Violation]:
    if len(figures.close_short) * 100 > figures.results * most:
        share = f"{len(figures.close_short)} of {figures.results} results of `{role}`"
        message = f"{share} close on a sentence of nine words or fewer; at most {most} in a hundred should"
        help = f"let some end on an action, or in the middle of a talk; {_first(figures.close_short)}"
        yield in_section("closing-lines", message, role, "roles", help)


def _openings(role: str, figures: StyleFigures, places: Sequence[str], most: int) -> Iterator[Violation]:
    if len(places) * 100 > figures.results * most:
        message = f"{len(places)} of {figures.results} results of `{role}` open on a pronoun; at most {most} in a hundred should"
        yield in_section("pronoun-openings", message, role, "roles", f"name the person or the thing first; {_first(places)}")


def _ones(role: str, figures: StyleFigures, places: Sequence[str], most: int) -> Iterator[Violation]:
    if len(places) >= FEWEST_USES and len(places) * 1_000 > figures.words * most:
        message = f"`{role}` says “one” for anybody {len(places)} times in {figures.words:,} words; at most {most} in a thousand should be"
        yield in_section("impersonal-one", message, role, "roles", f"say who it is: you, she, a driver; {_first(places)}")


def _first(places: Sequence[str]) -> str:
    some = list(dict.fromkeys(places))[:FIRST]
    return f"the first are {', '.join(f'`{place}`' for place in some)}" if len(some) > 1 else f"it is in `{some[0]}`"
