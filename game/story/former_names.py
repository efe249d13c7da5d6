"""Scenes by the names that they had before: what an unknown name may have meant."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from msgspec.structs import replace

from game.problems import Problem
from game.story.language.tree import Expression, Visited, parts
from game.story.model import Scene, Story
from game.text.names import NAME, composed, looks

ALIKE, SLIP = 0.6, 0.85
"""How alike two names must be, as difflib's ratio, to be taken for one that was changed, or for one that was mistyped."""

MOST_COMPARED = 60_000
"""How many pairs of an unknown name and a scene are compared; where there are more, only `was` says what is meant."""

_NAME = re.compile(NAME)


def renamed(story: Story, unknown: Collection[str]) -> dict[str, str]:
    """For each unknown name of which it is certain enough, the scene that is meant.

    It is certain where a scene's `was` says so. It is certain enough where the name and a scene that nothing names are
    alike, neither is like another such name or scene, and the name isn't a slip of the fingers for a scene that is named.
    """
    found = {name: story.scene_was[name] for name in unknown if name in story.scene_was}
    left = [name for name in unknown if name not in found]
    if len(left) * len(story.scenes) > MOST_COMPARED:
        return found
    unnamed = unnamed_scenes(story)
    return found | paired(left, unnamed, story.scenes.keys() - set(unnamed))


def paired(
    unknown: Collection[str], unnamed: Collection[str], named: Collection[str], may_be: Callable[[str, str], bool] | None = None
) -> dict[str, str]:
    """For each unknown name of which it is certain enough, the name that nothing mentions which it has become.

    It is where one `may_be` the other (by default, where they are `alike`), neither is like another such name, and the unknown
    one is no slip of the fingers for one of those that are `named`.
    """
    pairs = [(name, other) for name in unknown for other in unnamed if (may_be or alike)(name, other)]
    names, others = Counter(name for name, _ in pairs), Counter(other for _, other in pairs)
    alone = {name: other for name, other in pairs if names[name] == others[other] == 1}
    return {name: other for name, other in alone.items() if not any(_ratio(name, each) >= SLIP for each in named)}


def unnamed_scenes(story: Story) -> list[str]:
    """The scenes that no other scene, no role or part, no promise and no condition names."""
    named = {role.start for role in story.roles.values()} | {promise.reaches for promise in story.promises}
    for part in story.parts:
        named |= {part.start, *part.ends}
    for condition in story.conditions.values():
        named |= _visited(condition)
    for scene in story.scenes.values():
        named |= {name for name in _named_by(scene) if name != scene.id}
    return [name for name in story.scenes if name not in named]


def alike(first: str, second: str) -> bool:
    """Whether one name may be the other, changed: much of it is the same, or a whole word of it."""
    words = {word for word in first.split("_") if len(word) > 2} & set(second.split("_"))
    return bool(words) or _ratio(first, second) >= ALIKE


def longer_form(first: str, second: str) -> bool:
    """Whether one name has every word of the other, or its beginning, or differs in a few letters: `boat_wait` and
    `waiting_for_the_boat`, but not `boat_wait` and `boat_price`, which stand for two things."""
    shorter, longer = sorted((first.split("_"), second.split("_")), key=len)
    within = all(any(each.startswith(word) or word.startswith(each) for each in longer if len(each) > 2) for word in shorter)
    return within or _ratio(first, second) >= SLIP


def _ratio(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second).ratio()


def _named_by(scene: Scene) -> Iterator[str]:
    yield from (name for name, _ in scene.recalls)
    for condition in scene.conditions:
        yield from _visited(condition)
    for choice in scene.choices:
        yield from (choice.visit, *choice.goes)


def _visited(condition: Expression) -> set[str]:
    return {part.scene for part in parts(condition) if isinstance(part, Visited)}


def by_earlier_name(story: Story, names: Mapping[str, str], word: str) -> str:
    """What a name has become, where it is that of a renamed scene or of something that the scene's kind keeps (a queue
    `line` counts `line_ahead`); "" where it is neither. `names` are earlier names of scenes and what they are now."""
    for before, now in (*names.items(), *story.scene_was.items()):
        if word == before:
            return now
        if word.startswith(f"{before}_") and (kept := now + word[len(before) :]) in story.variables and story.variables[kept].kind == now:
            return kept
    return ""


def word_at(problem: Problem) -> str:
    """The name that a problem is about: the first word under its carets."""
    place = problem.place
    match = _NAME.search(place.text[place.column - 1 : place.column - 1 + place.length])
    return composed(match.group()) if match is not None else ""


def unknown_scenes(problems: Iterable[Problem]) -> dict[str, None]:
    """The names of scenes that aren't there, each once, in the order of the problems."""
    return dict.fromkeys(word_at(problem) for problem in problems if problem.code == "unknown-scene")


def with_new_names(story: Story, problems: list[Problem]) -> list[Problem]:
    """The problems, of which those with a scene that may have another name now say so."""
    names = unknown_scenes(problems)
    certain = renamed(story, names)
    unnamed = unnamed_scenes(story)
    found = []
    for problem in problems:
        before = word_at(problem) if problem.code == "unknown-scene" else ""
        if before in certain:
            found.append(_with_name(problem, before, certain[before], is_noted=before in story.scene_was))
        elif before and len(names) == len(unnamed) == 1 and not _is_slip(story, before, unnamed) and looks(before) != looks(unnamed[0]):
            help = f"nothing leads to `{unnamed[0]}`; if that is `{before}` by a new name, write `was: {before}` there"
            help += ", and `neighbours check STORY --fix` mends the rest"
            found.append(replace(problem, label=f"did you mean `{unnamed[0]}`?", help=help))
        else:
            found.append(problem)
    return found


def _with_name(problem: Problem, before: str, now: str, *, is_noted: bool) -> Problem:
    if is_noted:
        help = "`neighbours check STORY --fix` mends every place that has the old name"
        return replace(problem, label=f"this scene is now called `{now}`", help=help)
    help = f"nothing leads to `{now}`; if that is `{before}` by a new name, `neighbours check STORY --fix` mends it"
    return replace(problem, label=f"did you mean `{now}`?", help=help)


def _is_slip(story: Story, name: str, unnamed: Collection[str]) -> bool:
    """Whether a name is a slip of the fingers for a scene that is named elsewhere."""
    return any(_ratio(name, other) >= SLIP for other in story.scenes.keys() - set(unnamed))
