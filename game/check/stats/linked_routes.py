"""The routes of a role by links alone: the shortest to an ending, the longest, and a loop where there is one.

Conditions are not asked, so a route may be one that nobody can take; a proof knows. What is read on a route is what
its scenes always tell on a first visit, their labels, and the results of its choices.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush

from game.story.link_targets import Moment, Way, moments_from
from game.story.model import Scene, Story, result_blocks
from game.story.shown_texts import counted


@dataclass(frozen=True, slots=True)
class Route:
    """To the ending `ending`, a scene's id."""

    decisions: int
    words: int
    ending: str


@dataclass(frozen=True, slots=True)
class Routes:
    """`loop`: scenes that lead round for ever; there is then no longest route."""

    shortest: Route | None
    longest: Route | None
    loop: tuple[str, ...]


def routes_of(story: Story, role: str) -> Routes:
    start = Moment(story.roles[role].start)
    moments = moments_from(story, [start.scene])
    words = {moment.scene: _always_read(story.scenes[moment.scene]) for moment in moments}
    order, loop = _order(moments)
    return Routes(_shortest(story, start, moments, words), None if loop else _longest(story, order, moments, words), loop)


def _always_read(scene: Scene) -> int:
    texts = [prose for block in scene.blocks if block.condition is None for prose in (block.text, block.first)]
    texts += [choice.label for choice in scene.choices if choice.condition is None and choice.when is None and not scene.goes_on]
    return sum(counted(prose) for prose in texts if prose is not None)


def _cost(story: Story, moment: Moment, way: Way, words: Mapping[str, int]) -> tuple[int, int]:
    """The decisions and words of a way, and of the scene that it leads to."""
    results = [block for block in result_blocks(way.choice, way.outcome) if block.condition is None]
    read = sum(counted(block.text) for block in results if block.text is not None)
    entered = 0 if way.kind == "stay" else words[way.target.scene]
    return int(story.scenes[moment.scene].may_decide), read + entered


def _shortest(story: Story, start: Moment, moments: Mapping[Moment, Iterable[Way]], words: Mapping[str, int]) -> Route | None:
    """The fewest decisions, and of such routes the one with the fewest words."""
    waiting = [(0, words[start.scene], 0, start)]
    done: set[Moment] = set()
    count = 0
    while waiting:
        decisions, read, _, moment = heappop(waiting)
        if moment in done:
            continue
        done.add(moment)
        if story.scenes[moment.scene].ending:
            return Route(decisions, read, moment.scene)
        for way in moments[moment]:
            more, words_more = _cost(story, moment, way, words)
            count += 1  # ties go to whoever came first; moments have no order
            heappush(waiting, (decisions + more, read + words_more, count, way.target))
    return None


def _longest(story: Story, order: Iterable[Moment], moments: Mapping[Moment, Iterable[Way]], words: Mapping[str, int]) -> Route | None:
    """The most decisions, and of such routes the one with the most words; `order` has each moment after its targets."""
    best: dict[Moment, Route] = {}
    start = None
    for moment in order:
        start = moment
        if story.scenes[moment.scene].ending:
            best[moment] = Route(0, 0, moment.scene)
            continue
        stays = [way for way in moments[moment] if way.kind == "stay"]
        # Each of the choices that stay can be made once on the way: an outcome each, the one that tells most.
        results: dict[str, int] = {}
        for way in stays:
            results[way.choice.id] = max(results.get(way.choice.id, 0), _cost(story, moment, way, words)[1])
        for way in moments[moment]:
            onward = best.get(way.target)
            if way.kind == "stay" or onward is None:
                continue
            others = {name: read for name, read in results.items() if name != way.choice.id}
            more, read = _cost(story, moment, way, words)
            found = Route(onward.decisions + more + len(others), onward.words + read + sum(others.values()), onward.ending)
            known = best.get(moment)
            if known is None or (found.decisions, found.words) > (known.decisions, known.words):
                best[moment] = found
    if start is None or start not in best:
        return None
    whole = best[start]
    return Route(whole.decisions, whole.words + words[start.scene], whole.ending)


def _order(moments: Mapping[Moment, Iterable[Way]]) -> tuple[tuple[Moment, ...], tuple[str, ...]]:
    """Every moment after those that it leads to; or else the scenes of a loop, the first of them once more at its end.

    A choice that stays and can be made once is no loop.
    """
    leads = {moment: [way.target for way in ways if not (way.kind == "stay" and way.choice.once)] for moment, ways in moments.items()}
    try:
        return tuple(TopologicalSorter(leads).static_order()), ()
    except CycleError as error:
        return (), tuple(moment.scene for moment in reversed(error.args[1]))
