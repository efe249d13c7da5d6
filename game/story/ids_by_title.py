"""What has an id, by what players read of it: what was meant where a title or a name stands in the place of an id."""

import re
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from game.problems import Problem, closest
from game.story.model import Story

_SORT = re.compile(r"must be the name of a (\w+)")

MOST_MENDED = 200
"""How many problems are looked up: whoever has more mends the first of them first."""


def with_ids(story: Story, problems: Iterable[Problem]) -> list[Problem]:
    """The problems, of which those with words where an id belongs say which id was meant, or nothing where none is like it."""
    found, left, known = [], MOST_MENDED, _known(story)
    for problem in problems:
        looked_up = problem.code == "bad-id" and left > 0
        left -= looked_up
        found.append(_with_id(problem, known) if looked_up else problem)
    return found


def _known(story: Story) -> Mapping[str, Mapping[str, str]]:
    """Ids by what players read, for each sort of thing as problems call it; an id is there by itself too."""
    return {
        "scene": _by_words((scene.id, scene.title or scene.ending) for scene in story.scenes.values()),
        "place": _by_words((place.id, place.name) for place in story.places.values()),
        "person": _by_words((person.id, person.name) for person in story.people.values()),
        "role": _by_words((role.id, role.title) for role in story.roles.values()),
        "source": _by_words((source.id, source.title) for source in story.sources.values()),
        "fact": _by_words((fact.id, fact.says.text) for fact in story.facts.values()),
    }


def _by_words(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for id, words in pairs:
        found[id] = id
        if words:
            found.setdefault(_plain(words), id)
    return found


def _plain(words: str) -> str:
    return " ".join(words.lower().split()).rstrip(".")


def _with_id(problem: Problem, known: Mapping[str, Mapping[str, str]]) -> Problem:
    sort, place = _SORT.search(problem.message), problem.place
    ids = known.get(sort[1]) if sort is not None else None
    if ids is None or (problem.label and not problem.label.startswith("did you mean")):  # that a letter only looks like another
        return problem
    typed = place.text[place.column - 1 :][: place.length].strip("\"'")
    words = _plain(typed.removeprefix("->").strip())
    id = ids.get(words) or ids.get(words.replace(" ", "_")) or ids.get(words.rpartition(":")[2]) or ids.get(words.rpartition(" ")[2], "")
    if id:
        help = "an id is the word before the colon where something is written; titles and names are for players"
        return replace(problem, label=f"did you mean `{id}`?", help=help if words != id else problem.help)
    near = closest(words, ids)
    return replace(problem, label=f"did you mean `{ids[near]}`?") if near else problem
