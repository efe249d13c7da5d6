"""Rules that a story that loads should keep: its names are used, its consequences have reasons, its words have measure.

Each rule yields what breaks it; the table of codes (`problems.telling`) says why it matters. A scene can be left in
peace by name, with a reason (`quiet:`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from game.prove.words import counted, texts_of
from game.story.language.tree import Expression, Variable, parts
from game.story.model import At, Choice, Story
from game.story.prose import LINK

MOST_IN_PASSAGE, MOST_IN_LABEL, MOST_IN_RESULT, MOST_CHOICES = 130, 20, 100, 6
# Plain counts in a scene ("two suitcases") need no source; digits and words for large numbers do.
_FIGURE = re.compile(r"\d[\d,.]*|\b(?:hundred|thousand|million|billion|dozen)s?\b", re.IGNORECASE)
_LOADED = re.compile(
    r"\b(flood(?:ed|ing|s)?|influx(?:es)?|hordes?|swarm(?:ed|ing|s)?|illegals|fugitives?|draft dodgers?|exotic|primitive)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule broken in one place. `word` is what to look for from the line `at` on, to put the caret under."""

    code: str
    message: str
    at: At | None
    scene: str = ""
    word: str = ""
    help: str = ""


def broken_rules(story: Story) -> Iterator[Broken]:
    for rule in (_unused, _ungrounded, _alike, _too_long):
        yield from rule(story)
    if story.language == "en":
        yield from _figures(story)
        yield from _loaded(story)


def _conditions(story: Story) -> Iterator[Expression]:
    """Every condition and value that the story asks for."""
    yield from story.conditions.values()
    for promise in story.promises:
        yield from (condition for condition in (promise.always, promise.never) if condition is not None)
    for scene in story.scenes.values():
        yield from (block.condition for block in scene.blocks if block.condition is not None)
        for choice in scene.choices:
            yield from (condition for condition in (choice.when, choice.condition) if condition is not None)
            yield from (effect.value for effect in choice.effects)
            yield from (effect.value for outcome in choice.outcomes for effect in outcome.effects)


def _unused(story: Story) -> Iterator[Broken]:
    """A variable that nothing asks for and nothing shows, or that nothing ever sets."""
    read = {part.name for condition in _conditions(story) for part in parts(condition) if isinstance(part, Variable)}
    shown = {name for told in texts_of(story) for name in told.prose.variables}
    written = {effect.variable for scene in story.scenes.values() for choice in scene.choices for effect in choice.effects}
    written |= {
        effect.variable
        for scene in story.scenes.values()
        for choice in scene.choices
        for outcome in choice.outcomes
        for effect in outcome.effects
    }
    written |= {name for role in story.roles.values() for name, _ in role.values}
    clock = story.clock.variable if story.clock is not None else ""
    for name, variable in story.variables.items():
        if variable.kind or name == clock:
            continue
        if name not in read and name not in shown and not variable.show and not variable.echo:
            yield Broken(
                "never-read",
                f"nothing asks for `{name}` and nothing shows it",
                None,
                word=name,
                help="take it out, or let a condition or a text use it",
            )
        elif name not in written and not variable.echo:
            yield Broken("never-set", f"nothing ever changes `{name}`", None, word=name, help="take it out, or let a choice set it")


def _ungrounded(story: Story) -> Iterator[Broken]:
    """A choice that costs or gives what is counted on the screen, or that chance decides, without the fact behind it."""
    counts = {name for name, variable in story.variables.items() if variable.type == "int" and variable.show}
    for scene in story.scenes.values():
        for choice in scene.choices:
            if not _has_reason(choice, counts):
                yield Broken(
                    "no-because",
                    f"`{scene.id}/{choice.id}` changes what is counted, but names no fact",
                    choice.at,
                    scene.id,
                    help="name the fact that makes it so: `because: waiting_times`",
                )


def _has_reason(choice: Choice, counts: set[str]) -> bool:
    if choice.because:
        return True
    drawn = sum(outcome.weight > 0 for outcome in choice.outcomes) > 1
    if not choice.outcomes:
        return not any(effect.variable in counts for effect in choice.effects)
    return all(
        outcome.because or not (drawn or any(effect.variable in counts for effect in (*choice.effects, *outcome.effects)))
        for outcome in choice.outcomes
        if outcome.weight
    )


def _alike(story: Story) -> Iterator[Broken]:
    """Two options that do the same and lead to the same place, and are neither remembered nor told apart."""
    for scene in story.scenes.values():
        seen: dict[object, Choice] = {}
        for choice in scene.choices:
            if choice.outcomes or choice.door or choice.result is not None or choice.recall or choice.visit or not choice.go:
                continue
            does = (choice.effects, choice.go, choice.condition, choice.when)
            if does in seen:
                yield Broken(
                    "same-options",
                    f"`{seen[does].id}` and `{choice.id}` in `{scene.id}` do the same",
                    choice.at,
                    scene.id,
                    help="give one of them a result, a recall, an effect or another way on",
                )
            seen.setdefault(does, choice)


def _too_long(story: Story) -> Iterator[Broken]:
    for scene in story.scenes.values():
        always = sum(counted(block.text) for block in scene.blocks if block.text is not None and block.condition is None)
        if always > MOST_IN_PASSAGE:
            yield Broken(
                "too-wordy",
                f"the passage of `{scene.id}` has {always} words; more than {MOST_IN_PASSAGE} don't fit the screen",
                scene.at,
                scene.id,
                scene.id,
            )
        offered = [choice for choice in scene.choices if not choice.door and choice.when is None]
        if len(offered) > MOST_CHOICES and all(choice.condition is None for choice in offered):
            yield Broken(
                "too-many-choices",
                f"`{scene.id}` offers {len(offered)} choices; more than {MOST_CHOICES} are too many to weigh",
                scene.at,
                scene.id,
                scene.id,
            )
    for told in texts_of(story):
        most = (
            MOST_IN_LABEL
            if told.what.startswith("the label")
            else MOST_IN_RESULT
            if told.what.startswith("the result")
            else MOST_IN_PASSAGE
        )
        if counted(told.prose) > most and not told.what.startswith("the passage"):
            yield Broken("too-wordy", f"{told.what} has {counted(told.prose)} words; at most {most} are read", told.at, told.scene)


def _figures(story: Story) -> Iterator[Broken]:
    for told in texts_of(story):
        if told.prose.claim:
            continue  # the ledger's own words; who vouches for them is told after the choice
        text = LINK.sub("", told.prose.text)
        if match := _FIGURE.search(text):
            yield Broken(
                "loose-figure",
                f"the figure “{match.group()}” in {told.what} has no source",
                told.at,
                told.scene,
                match.group(),
                "link it to its fact, or mark it as made up: `[9,000 roubles](imagined)`",
            )


def _loaded(story: Story) -> Iterator[Broken]:
    for told in texts_of(story):
        if match := _LOADED.search(told.prose.text):
            yield Broken(
                "loaded-word",
                f"“{match.group()}” in {told.what} judges people before the reader can",
                told.at,
                told.scene,
                match.group(),
                "write who they are and what they do: newcomers, people who arrived",
            )
