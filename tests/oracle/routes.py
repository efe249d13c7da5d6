"""How long a role's routes are and where they end, by repetition until nothing changes.

A route is a playthrough that comes to an ending, from anything that earlier games can have left.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.answers import Role, Step, can_end
from tests.oracle.reading import Promise, Story
from tests.oracle.world import Moment, State, begin

MOST_PAIRS = 20_000
LARGEST_SYSTEM = 150
EXACTLY = 25  # equations that are solved in fractions


@dataclass(frozen=True)
class Measure:
    """What a step costs, and what is read before the first choice."""

    step: Callable[[State, Step], Fraction | int]
    start: Callable[[Moment], Fraction | int]


def decisions(role: Role) -> Measure:
    """Where only one choice is open there is nothing to decide."""
    return Measure(lambda state, _: int(len({step.choice for step in role.graph[state]}) > 1), lambda _: 0)


def words(_role: Role) -> Measure:
    return Measure(lambda _, step: step.words, lambda moment: moment.words)


def minutes(story: Story, role: Role) -> Measure:
    """A word takes one part of as many as the story's pace has, and a decision half a minute."""
    decided, word = decisions(role).step, Fraction(1, story.pace)
    return Measure(lambda state, step: step.words * word + Fraction(decided(state, step), 2), lambda moment: moment.words * word)


def shortest(story: Story, role: Role, cost: Measure) -> Fraction | int | None:
    """The least that a route costs, None where no route is."""
    best: dict[State, Fraction | int] = {state: 0 for state in role.graph if role.ends(story, state)}
    changed = True
    while changed:
        changed = False
        for state, found in role.graph.items():
            for step in found:
                if step.after in best and best[step.after] + cost.step(state, step) < best.get(state, 1 << 60):
                    best[state] = best[step.after] + cost.step(state, step)
                    changed = True
    return min((best[state] + cost.start(moment) for state, moment in role.starts.values() if state in best), default=None)


def goes_round(role: Role, among: Iterable[State]) -> bool:
    """Whether one can go round for ever among some states: take away what leads to none of the rest until nothing more does."""
    left = set(among)
    while True:
        gone = {state for state in left if not any(step.after in left for step in role.graph[state])}
        if not gone:
            return bool(left)
        left -= gone


def longest(story: Story, role: Role, cost: Measure) -> Fraction | int | None:
    """The most that a route costs, where none can go on for ever; None where no route is."""
    best: dict[State, Fraction | int] = {}
    changed = True
    while changed:
        changed = False
        for state, found in role.graph.items():
            told = [0] if role.ends(story, state) else []
            told += [best[step.after] + cost.step(state, step) for step in found if step.after in best]
            if told and max(told) > best.get(state, -1):
                best[state] = max(told)
                changed = True
    return max((best[state] + cost.start(moment) for state, moment in role.starts.values() if state in best), default=None)


def fewest_facts(story: Story, role: Role) -> int | None:
    """The fewest facts that a route meets; -1 where there are too many combinations."""
    waiting = [(state, frozenset(moment.learned)) for state, moment in role.starts.values()]
    seen = set(waiting)
    fewest: int | None = None
    while waiting:
        state, met = waiting.pop()
        if role.ends(story, state):
            fewest = len(met) if fewest is None else min(fewest, len(met))
        for step in role.graph[state]:
            pair = (step.after, met | step.learned)
            if pair not in seen:
                seen.add(pair)
                waiting.append(pair)
                if len(seen) > MOST_PAIRS:
                    return -1
    return fewest


def lengths_break(story: Story, promise: Promise, roles: list[Role]) -> bool | None:
    """Whether some role breaks a promise about its routes; None where nothing is sure."""
    broken = [_breaks(story, promise, role) for role in roles]
    return True if True in broken else None if None in broken else False


def _breaks(story: Story, promise: Promise, role: Role) -> bool | None:
    good = can_end(story, role)
    if promise.kind == "meets_at_least":
        fewest = fewest_facts(story, role)
        return None if fewest == -1 else fewest is not None and fewest < int(promise.value)
    measure = minutes(story, role) if promise.kind == "minutes" else decisions(role)
    if promise.kind == "minutes":
        quickest = shortest(story, role, measure)
        if quickest is not None and quickest < int(promise.value[0]):
            return True
    if goes_round(role, good):
        return True
    if goes_round(role, role.graph):
        return None  # one can go on for ever, and yet on no route: that is a trap, which is told
    most = longest(story, role, measure)
    return most is not None and most > int(promise.value[1] if promise.kind == "minutes" else promise.value)


def chances(story: Story, role: Role) -> dict[str, Fraction | float] | None:
    """How likely each ending is for a player who takes any open choice, all alike, and carries nothing in; None where there
    are too many states. The system of equations is solved by Gauss's elimination."""
    first = begin(story, role.name).state()
    there = role.from_(first)
    good = can_end(story, role) & there
    unknown = [state for state in there if state in good and not role.ends(story, state)]
    if len(unknown) > LARGEST_SYSTEM:
        return None
    place = {state: number for number, state in enumerate(unknown)}
    names = sorted({state.scene for state in there if role.ends(story, state)})
    if role.ends(story, first):
        return {first.scene: Fraction(1)}
    if first not in place:
        return {}
    exact: Callable[[int], Fraction | float] = Fraction if len(unknown) <= EXACTLY else float
    rows = []
    for state in unknown:
        row: list[Fraction | float] = [exact(0)] * len(unknown)
        row[place[state]] += 1
        right: list[Fraction | float] = [exact(0)] * len(names)
        choices = {step.choice for step in role.graph[state]}
        for step in role.graph[state]:
            weights = sum(other.weight for other in role.graph[state] if other.choice == step.choice)
            share = exact(step.weight) / (weights * len(choices))
            if step.after in place:
                row[place[step.after]] -= share
            elif role.ends(story, step.after):
                right[names.index(step.after.scene)] += share
        rows.append(row + right)
    size = len(unknown)
    for column in range(size):
        pivot = max(range(column, size), key=lambda number: abs(float(rows[number][column])))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for number in range(size):
            if number != column and rows[number][column]:
                factor = rows[number][column]
                rows[number] = [value - factor * other for value, other in zip(rows[number], rows[column], strict=True)]
    told = dict(zip(names, rows[place[first]][size:], strict=True))
    return {name: share for name, share in told.items() if share}
