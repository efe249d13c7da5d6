"""Choices beside each other: two that do the same, one that is as good as another in everything, and consequences
without a reason."""

from collections.abc import Iterator
from itertools import combinations, permutations

from game.check.rules.name_rules import facts_of_choice
from game.check.rules.possible_values import Domains
from game.check.rules.violation import Violation
from game.source.schema.shapes import listed
from game.story.language.tree import TRUE, Constant, Effect, Logic
from game.story.model import Choice, Story


def ungrounded(story: Story, domains: Domains) -> Iterator[Violation]:
    """A choice that costs or gives what is counted on the screen, or that chance decides, without the fact behind it."""
    counts = {name for name, variable in story.variables.items() if variable.type == "int" and variable.show}
    for scene in story.scenes.values():
        for choice in scene.choices:
            if not _has_reason(choice, counts, domains):
                message = f"`{scene.id}/{choice.id}` changes what is counted, but names no fact"
                help = "name the fact that makes it so: `because: waiting_times`"
                yield Violation("no-because", message, choice.at, scene.id, help=help)


def _has_reason(choice: Choice, counts: set[str], domains: Domains) -> bool:
    if choice.because or not (choice.effects or choice.outcomes):
        return True
    drawn = any(
        domains.possible(Logic("and", one.condition or TRUE, other.condition or TRUE))
        for one, other in combinations([outcome for outcome in choice.outcomes if outcome.weight], 2)
    )
    if not choice.outcomes:
        return not any(effect.variable in counts for effect in choice.effects)
    return all(
        outcome.because or not (drawn or any(effect.variable in counts for effect in (*choice.effects, *outcome.effects)))
        for outcome in choice.outcomes
        if outcome.weight
    )


def alike(story: Story) -> Iterator[Violation]:
    """Two options that do the same and lead to the same place, and are neither remembered nor told apart."""
    for scene in story.scenes.values():
        seen: dict[object, Choice] = {}
        for choice in scene.choices:
            if choice.door or choice.results or choice.recall or not (choice.go or choice.visit or choice.outcomes):
                continue
            if any(outcome.results or outcome.recall for outcome in choice.outcomes):
                continue
            outcomes = tuple(
                (outcome.weight, outcome.effects, outcome.go, outcome.branches, outcome.condition) for outcome in choice.outcomes
            )
            does = (choice.effects, choice.go, choice.branches, choice.visit, outcomes, choice.condition, choice.when)
            if does in seen:
                message = f"`{seen[does].id}` and `{choice.id}` in `{scene.id}` do the same"
                help = "give one of them a result, a recall, an effect or another way on"
                yield Violation("same-options", message, choice.at, scene.id, help=help)
            seen.setdefault(does, choice)


def dominated(story: Story) -> Iterator[Violation]:
    """An option beside which another is at least as good in everything, and better in something.

    Two options are compared only where that is certain: the better one is there whenever the other is, both lead to the
    same place, nothing is left to chance, and what they change differs in nothing but numbers of which the author has
    said which way is good. What teaches a fact or is recalled that the other doesn't is worth something.
    """
    good = {name: variable.good for name, variable in story.variables.items() if variable.good}
    if not good:
        return
    for scene in story.scenes.values():
        open_ones = [choice for choice in scene.choices if not choice.door and not choice.outcomes]
        found: set[str] = set()
        for better, worse in permutations(open_ones, 2):
            if worse.id not in found and (meters := _better_in(better, worse, good)):
                found.add(worse.id)
                message = f"`{better.id}` is at least as good as `{worse.id}` in everything, and better in {listed(meters)}"
                help = "let the costlier one give something: a fact, a recall, another way on"
                yield Violation("dominated-option", message, worse.at, scene.id, help=help)


def _better_in(better: Choice, worse: Choice, good: dict[str, str]) -> list[str]:
    """The variables in which `better` is better; none where it isn't, or where the two can't be compared."""
    if (better.go, better.branches, better.visit, better.when) != (worse.go, worse.branches, worse.visit, worse.when):
        return []
    if better.condition not in (None, worse.condition) or (better.once and not worse.once):
        return []  # it may be gone while the other is there
    if worse.recall and worse.recall != better.recall:
        return []
    if set(facts_of_choice(worse)) - set(facts_of_choice(better)):
        return []
    ours, theirs = _changes(better, good), _changes(worse, good)
    if ours is None or theirs is None or ours[1] != theirs[1]:
        return []
    names = sorted(ours[0].keys() | theirs[0].keys())
    gains = {name: (ours[0].get(name, 0) - theirs[0].get(name, 0)) * (1 if good[name] == "more" else -1) for name in names}
    return [name for name, gain in gains.items() if gain > 0] if min(gains.values(), default=0) >= 0 else []


def _changes(choice: Choice, good: dict[str, str]) -> tuple[dict[str, int], tuple[Effect, ...]] | None:
    """What is added to each variable that has a good way, and all other effects; None where the amount can't be told."""
    added: dict[str, int] = {}
    others = []
    for effect in choice.effects:
        if effect.variable not in good:
            others.append(effect)
        elif effect.operator != "=" and isinstance(effect.value, Constant):
            sign = 1 if effect.operator == "+=" else -1
            added[effect.variable] = added.get(effect.variable, 0) + sign * effect.value.value
        else:
            return None
    return added, tuple(others)
