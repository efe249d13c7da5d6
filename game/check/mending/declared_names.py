"""Variables, facts, terms, people, places and sources that have another name where they are declared: what the old name, which
stands wherever they are used, has become."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from game.check.mending.mends import Change
from game.problems import Problem
from game.source.edits import Edit
from game.story.former_names import MOST_COMPARED, longer_form, paired, word_at
from game.story.model import Story
from game.text.names import IN_A_WORD

_WORD = re.compile(rf"[^\W\d_][{IN_A_WORD}]*")


def declared(story: Story) -> Mapping[str, tuple[str, ...]]:
    """What authors declare by a name, by the code of the problem where there is no such name."""
    return {
        "unknown-variable": (*(name for name, each in story.variables.items() if each.declared), *story.conditions),
        "unknown-fact": tuple(story.facts),
        "unknown-term": tuple(story.terms),
        "unknown-person": tuple(story.people),
        "unknown-place": tuple(story.places),
        "unknown-source": tuple(story.sources),
    }


def renamed(story: Story, problems: Iterable[Problem], texts: Iterable[str]) -> Iterator[Change]:
    """A change for each place of an old name that is certain enough. `texts` are the story's files: a name that stands in them only
    where it is declared is one that nothing uses yet."""
    written = Counter(word for text in texts for word in _WORD.findall(text))
    told = [(problem, word_at(problem)) for problem in problems]
    for code, names in declared(story).items():
        unknown = dict.fromkeys(word for problem, word in told if problem.code == code and word)
        unused = [name for name in names if written[name] == 1]
        if not unknown or len(unknown) * len(unused) > MOST_COMPARED:
            continue
        now = paired(unknown, unused, [name for name in names if written[name] > 1], longer_form)
        for problem, before in told:
            if problem.code == code and before in now:
                yield from _change(problem, before, now[before])


def _change(problem: Problem, before: str, now: str) -> Iterator[Change]:
    place = problem.place
    shown = place.text[place.column - 1 : place.column - 1 + place.length]
    found = list(re.finditer(rf"(?<![{IN_A_WORD}]){re.escape(before)}(?![{IN_A_WORD}])", shown))
    if len(found) == 1:  # in a line that is folded the place is a guess, and guesses aren't written
        edit = Edit(place.line, place.column + found[0].start(), len(before), now)
        yield Change(place.path, place.line, f"`{before}` is now `{now}`", edit)
