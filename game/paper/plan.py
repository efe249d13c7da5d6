"""What a role needs on paper: its scenes, what is the same in every game, what the record sheet has to keep, and its entries.

A scene has an entry for its passage. Where entering it changes the sheet there is another before that one, since coming
back from a visit is no entering. A choice has one where something comes of it, and so has each of its outcomes.
"""

from collections.abc import Iterable, Iterator, Mapping
from random import Random

from msgspec import Struct

from game.paper.conditions_on_paper import Fixed
from game.play.program import Program, compile_role
from game.story.language.tree import ClockRead, Constant, Expression, Knows, VariableRead, Visited, parts
from game.story.link_targets import linked, possible, told_by
from game.story.model import Choice, News, Outcome, Scene, Story


class Plan(Struct, frozen=True):
    """`kept` are the variables on the sheet. `facts` are those that something asks for. Of `been` and `twice`, scenes, the
    sheet keeps whether they were entered, and whether they were entered again. `cited` numbers the facts that are told. A `short`
    one, for a part, leaves out what nobody needs to play: numbers that are only shown, what would be recalled at an end that recalls
    nothing, and what the list of facts has anyhow."""

    program: Program
    scenes: tuple[Scene, ...]
    fixed: Fixed
    kept: frozenset[str]
    facts: frozenset[str]
    been: frozenset[str]
    twice: frozenset[str]
    news: tuple[News, ...]
    cited: Mapping[str, int]
    recalls: bool
    short: bool = False

    @property
    def story(self) -> Story:
        return self.program.story


def plan_of(story: Story, role: str, *, short: bool = False) -> Plan:
    program = compile_role(story, role)
    found = {scene.id for scene in linked(story, [story.roles[role].start])}
    scenes = tuple(scene for scene in story.scenes.values() if scene.id in found)
    changed = {effect.variable for scene in scenes for effect in scene.effects}
    starts = {**{name: variable.start for name, variable in story.variables.items()}, **dict(program.role.values)}
    fixed = Fixed({name: value for name, value in starts.items() if name not in changed}, frozenset(found))
    asked = [(scene, fixed.fold(each)) for scene in scenes for each in scene.conditions]
    texts = [text for scene in scenes for text in scene.texts] + [scene.skip.says for scene in scenes if scene.skip is not None]
    news = tuple(item for item in program.news if not item.places or any(scene.place in item.places for scene in scenes))
    texts += [item.text for item in news]
    meters = {variable.name for variable in program.meters} if not short else set()
    told = {name for text in texts for name in text.variables} | (meters & changed)
    clock = {story.clock.variable} if story.clock is not None else set()
    kept = _kept(story, [each for _, each in asked], told | (clock if news else set()), scenes, fixed) & (changed | clock)
    asked += [(scene, fixed.fold(effect.value)) for scene in scenes for effect in scene.effects if effect.variable in kept]
    known = [part for _, each in asked for part in parts(each)]
    again = {scene.id for scene in scenes if any(block.first or block.again for block in scene.blocks)}
    twice = again | {part.scene for scene, each in asked for part in parts(each) if isinstance(part, Visited) and part.scene == scene.id}
    been = twice | {part.scene for part in known if isinstance(part, Visited)}
    used = {fact for text in texts for fact in text.facts}
    used |= {fact for scene in scenes for fact in scene.facts} | {fact for item in news for fact in item.facts}
    recalls = any(part.recall for scene in scenes for choice in scene.choices for part in told_by(choice))
    recalled = any("recall" in text.variables for text in texts) or not short
    return Plan(
        program,
        scenes,
        fixed,
        frozenset(kept),
        frozenset(part.fact for part in known if isinstance(part, Knows)),
        frozenset(been),
        frozenset(twice),
        news,
        {fact: number for number, fact in enumerate((fact for fact in story.facts if fact in used), start=1)},
        recalls and recalled and any(scene.ending for scene in scenes),
        short,
    )


def _kept(story: Story, asked: Iterable[Expression], told: set[str], scenes: tuple[Scene, ...], fixed: Fixed) -> set[str]:
    """The variables that something depends on: conditions, texts, the hour, and what those are calculated from."""
    kept = set(told)
    for expression in asked:
        kept |= set(_variables(story, expression))
    before = -1
    while len(kept) != before:
        before = len(kept)
        for scene in scenes:
            for effect in scene.effects:
                if effect.variable in kept:
                    kept |= set(_variables(story, fixed.fold(effect.value)))
    return kept


def _variables(story: Story, expression: Expression) -> Iterator[str]:
    for part in parts(expression):
        if isinstance(part, VariableRead):
            yield part.name
        elif isinstance(part, ClockRead) and story.clock is not None:
            yield story.clock.variable


def asked_for(plan: Plan, name: str) -> int:
    """In how many places of the book something is asked for: a variable, a fact, or whether a scene was entered."""
    changes = [effect.value for scene in plan.scenes for effect in scene.effects if effect.variable in plan.kept - {name}]
    asked = [plan.fixed.fold(each) for each in (*(each for scene in plan.scenes for each in scene.conditions), *changes)]
    known = [{*_variables(plan.story, each), *_memories(each)} for each in asked]
    again = sum(name == scene.id and any(block.first or block.again for block in scene.blocks) for scene in plan.scenes)
    told = sum(name in text.variables for scene in plan.scenes for text in scene.texts)
    hours = len(plan.news) if plan.story.clock is not None and name == plan.story.clock.variable else 0
    return sum(name in each for each in known) + told + again + hours


def _memories(expression: Expression) -> Iterator[str]:
    for part in parts(expression):
        if isinstance(part, Knows):
            yield part.fact
        elif isinstance(part, Visited):
            yield part.scene


def condition_of(plan: Plan, *conditions: Expression | None) -> tuple[Expression, ...] | None:
    """The conditions that can hold or not, folded; None where one of them never holds."""
    folded = [plan.fixed.fold(condition) for condition in conditions if condition is not None]
    if any(isinstance(each, Constant) and not each.value for each in folded):
        return None
    return tuple(each for each in folded if not isinstance(each, Constant))


def can_happen(plan: Plan, outcome: Outcome | None) -> tuple[Expression, ...] | None:
    """What must hold for an outcome to happen, as `condition_of` has it; nothing for what is without chance."""
    return condition_of(plan, outcome.condition if outcome is not None else None)


# ---- the numbers of the entries ----

Key = tuple[str, ...]  # ("enter", scene), ("scene", scene), ("choice", scene, choice), ("outcome", scene, choice, outcome)


class Numbers(Struct, frozen=True):
    """Scenes are named by their ids. The role begins with number 1."""

    of: Mapping[Key, int]

    def passage(self, scene: str) -> int:
        return self.of["scene", scene]

    def enters(self, scene: str) -> bool:
        """Whether entering the scene has an entry of its own."""
        return ("enter", scene) in self.of

    def entering(self, scene: str) -> int:
        return self.of["enter", scene]

    def way_in(self, scene: str) -> int:
        return self.entering(scene) if self.enters(scene) else self.passage(scene)

    def results(self, scene: Scene, choice: Choice) -> list[tuple[Outcome | None, int]]:
        """What may come of a choice, with its number; nothing where it only leads on."""
        found = ((outcome, self.of.get(_result(scene, choice, outcome))) for outcome in possible(choice))
        return [(outcome, number) for outcome, number in found if number is not None]


def numbered(plan: Plan) -> Numbers:
    """A number for each entry, in an order that tells nothing and is the same each time."""
    keys = [key for scene in plan.scenes for key in _keys(plan, scene)]
    start = plan.story.scenes[plan.program.role.start]
    first = ("enter" if _enters(plan, start) else "scene", start.id)
    keys.remove(first)
    Random(f"{plan.story.id} {plan.program.role.id}").shuffle(keys)
    return Numbers({key: number for number, key in enumerate([first, *keys], start=1)})


def _keys(plan: Plan, scene: Scene) -> Iterator[Key]:
    if _enters(plan, scene):
        yield ("enter", scene.id)
    yield ("scene", scene.id)
    for choice in scene.choices:
        if condition_of(plan, *choice.conditions) is not None and (choice.outcomes or _brings(plan, choice)):
            able = (outcome for outcome in possible(choice) if can_happen(plan, outcome) is not None)
            yield from (_result(scene, choice, outcome) for outcome in able)


def _result(scene: Scene, choice: Choice, outcome: Outcome | None) -> Key:
    return ("choice", scene.id, choice.id) if outcome is None else ("outcome", scene.id, choice.id, outcome.id)


def _enters(plan: Plan, scene: Scene) -> bool:
    return scene.id in plan.been or any(effect.variable in plan.kept for effect in scene.enter)


def _brings(plan: Plan, choice: Choice) -> bool:
    """Whether something comes of a choice besides where it leads."""
    changes = any(effect.variable in plan.kept for effect in choice.effects)
    return bool(choice.results or choice.visit or choice.recall or choice.because or changes)
