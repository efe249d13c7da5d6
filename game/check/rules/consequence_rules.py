"""What choices leave behind that nothing reads: a change, the difference between two values, and all of it in an ending.

All three are certain by links and names alone; what conditions allow may lose more.
"""

from collections.abc import Iterator

from game.check.rules.name_rules import asked_in, effects_of, shown_in
from game.check.rules.violation import Violation, in_scene, in_section
from game.check.stats.lost_changes import lost_changes
from game.story.language.tree import Compare, Constant, Effect, VariableRead, parts
from game.story.link_targets import leads_of
from game.story.model import Scene, Story
from game.text.words import in_a_row


def lost(story: Story) -> Iterator[Violation]:
    for change in lost_changes(story):
        name = change.effect.variable
        message = f"`{change.place}` changes `{name}`, and nothing that can come after it asks for it or shows it"
        help = f"let a later scene or an ending read `{name}`, or take the change out"
        words = (f"{name} {change.effect.operator}", name)
        yield Violation("lost-change", message, change.at, change.scene, words, help)


def alike_values(story: Story) -> Iterator[Violation]:
    for name, values in same_values(story).items():
        message = f"choices make `{name}` {in_a_row([f'`{value}`' for value in values], 'or')}, and nothing tells them apart"
        section = "echoes" if story.variables[name].echo else "variables"
        yield in_section("same-values", message, name, section, "let a scene or an ending ask for one of them, or make them one value")


def fixed_endings(story: Story) -> Iterator[Violation]:
    for scene in endings_that_read_nothing(story):
        message = f"the ending `{scene.id}` reads the same whatever was chosen on the way to it"
        yield in_scene("fixed-ending", message, scene, "let a block of it ask for something that a choice changed, or show `{recall}`")


def same_values(story: Story) -> dict[str, tuple[str, ...]]:
    """By enum, the values that choices give it and nothing tells apart. One that nothing ever asks for is another matter."""
    enums = {name: variable for name, variable in story.variables.items() if variable.values and not (variable.kind or variable.show)}
    effects: list[Effect] = [effect for effect in effects_of(story) if effect.variable in enums]
    told = set(shown_in(story)[0])  # whose every value is told apart
    told.update(part.name for effect in effects_of(story) for part in parts(effect.value) if isinstance(part, VariableRead))
    asked: dict[str, set[int]] = {}
    for condition in {id(condition): condition for condition in asked_in(story)}.values():
        reads = [part.name for part in parts(condition) if isinstance(part, VariableRead)]
        for part in parts(condition):
            match part:
                case Compare("==" | "!=", VariableRead(name), Constant(value)) | Compare("==" | "!=", Constant(value), VariableRead(name)):
                    asked.setdefault(name, set()).add(value)
                    reads.remove(name)
        told.update(reads)  # compared with something else than one value
    given: dict[str, set[int]] = {name: set() for name in enums if name in asked and name not in told}
    for effect in effects:
        if effect.variable in given and isinstance(effect.value, Constant):
            given[effect.variable].add(effect.value.value)
    same = {name: sorted(values - asked[name]) for name, values in given.items()}
    return {name: tuple(_named(story, name, value) for value in values) for name, values in same.items() if len(values) > 1}


def _named(story: Story, name: str, value: int) -> str:
    return story.variables[name].values[value]


def endings_that_read_nothing(story: Story) -> Iterator[Scene]:
    """Those that no condition, no `{recall}` and no variable makes different, and to which one can come from a scene by two choices."""
    leading: dict[str, list[tuple[str, str]]] = {}
    for scene in story.scenes.values():
        for choice in scene.choices:
            for target in leads_of(choice):
                leading.setdefault(target, []).append((scene.id, choice.id))
    for scene in story.scenes.values():
        if scene.ending and not _reads(scene) and _is_chosen_differently(scene.id, leading):
            yield scene


def _reads(ending: Scene) -> bool:
    return bool(ending.recalls) or any(
        block.condition is not None or any(prose.variables for prose in block.texts) for block in ending.blocks
    )


def _is_chosen_differently(ending: str, leading: dict[str, list[tuple[str, str]]]) -> bool:
    """Whether two choices of one scene lead there, by whatever way."""
    there, waiting = {ending}, [ending]
    ways: dict[str, str] = {}
    while waiting:
        for scene, choice in leading.get(waiting.pop(), ()):
            if ways.setdefault(scene, choice) != choice:
                return True
            if scene not in there:
                there.add(scene)
                waiting.append(scene)
    return False
