"""A role of a story made ready to be stepped.

A state is a flat tuple of whole numbers: `(scene, return, memory, value, value, ...)`.

- scene: the number of the scene.
- return: where `go: back` leads. 0 is nowhere; n + 1 is scene n, whose passage goes on (no entry); -(n + 1) is scene n
  by entering it.
- memory: bits for what has happened and is asked for: scenes entered once and again, once-only choices used, facts
  met. What no condition and no text asks for has no bit, so that states differ only where the story can.
- the values of the variables, in the story's order.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from game.play.evaluate import Bits, Change, Test, Value, Where, compile_effect, compile_value, slots, where_in
from game.story.language.tree import Constant, Effect, Expression, Knows, VariableRead, Visited, parts
from game.story.link_targets import linked
from game.story.model import BACK, Block, Choice, News, Outcome, Role, RolePart, Scene, Story, Variable
from game.story.part_scenes import role_in_part, scenes_of_part
from game.story.prose import Prose

STAY, COME_BACK = -1, -2  # where a choice may lead besides a scene's number


class CompiledOutcome(Struct, frozen=True):
    """One of the things that a choice may bring; a choice without chance has just one, whose `outcome` is None."""

    outcome: Outcome | None
    test: Test | None  # whether it can happen, asked before the changes
    changes: tuple[Change, ...]
    branches: tuple[tuple[Test, int], ...]  # ways on, of which the first that holds is taken once the effects are done
    go: int  # where none of them holds
    learns: int  # memory bits of the facts that it meets, whatever its results tell
    results: "tuple[CompiledResult, ...]"


class CompiledResult(Struct, frozen=True):
    """A part of what is told after a choice."""

    text: Prose
    condition: Expression | None
    test: Test | None
    learns: int


class CompiledChoice(Struct, frozen=True):
    """`used` is the memory bit of a once-only choice, or 0; `visit` a scene's number, or STAY."""

    choice: Choice
    there: Test | None
    open: Test | None
    used: int
    visit: int
    outcomes: tuple[CompiledOutcome, ...]
    weights: tuple[int, ...]


class CompiledBlock(Struct, frozen=True):
    block: Block
    test: Test | None
    learns: int  # bits of the facts in `text`, and in `first` and `again`
    learns_first: int
    learns_again: int


class CompiledScene(Struct, frozen=True):
    scene: Scene
    number: int
    enter: tuple[Change, ...]
    seen: int
    again: int
    blocks: tuple[CompiledBlock, ...]
    choices: tuple[CompiledChoice, ...]
    teaches: bool  # whether showing it may set a bit


class Program(Struct, frozen=True, eq=False):
    """A story as one role plays it. Scenes are compiled when they are first entered (`scene`).

    Where a `part` of the role is played, `role` starts as that does, and some scenes are those of the part.
    """

    story: Story
    role: Role
    numbers: dict[str, int]  # a scene's number by its id
    ids: tuple[str, ...]
    places: dict[str, int]  # where a variable stands in a state
    clock: int  # where the hours stand in a state; 0 without a clock
    bits: Bits
    news: tuple[News, ...]  # what this role can hear
    meters: tuple[Variable, ...]  # what is shown of this role's variables
    _scenes: list[CompiledScene | None]
    part: RolePart | None = None
    _of_part: Mapping[str, Scene] = MappingProxyType({})  # the scenes that are otherwise in it

    def scene(self, number: int) -> CompiledScene:
        compiled = self._scenes[number]
        if compiled is None:
            id = self.ids[number]
            compiled = self._scenes[number] = _compile_scene(self, self._of_part.get(id) or self.story.scenes[id], number)
        return compiled

    def where(self, scene: Scene) -> Where:
        return where_in(self.story, scene)


def compile_role(
    story: Story, role: str, part: RolePart | None = None, *, asked: Iterable[Expression] = (), facts: Iterable[str] = ()
) -> Program:
    """A role, or a part of it. Raises KeyError where the story has no such role.

    `asked` are conditions that somebody outside the story asks in its states, and `facts` those that are to be
    remembered once they are met; play needs neither.
    """
    ids = tuple(story.scenes)
    places = slots(story)
    clock = places[story.clock.variable] if story.clock is not None else 0
    news = tuple(item for item in story.news if not item.roles or role in item.roles)
    numbers = {id: number for number, id in enumerate(ids)}
    bits, played, own = _bits(story, asked, facts), story.roles[role], _meters_of(story, story.roles[role])
    scenes: list[CompiledScene | None] = [None] * len(ids)
    if part is None:
        return Program(story, played, numbers, ids, places, clock, bits, news, own, scenes)
    begun, changed = role_in_part(played, part), scenes_of_part(story, part)
    return Program(story, begun, numbers, ids, places, clock, bits, news, own, scenes, part, changed)


def _bits(story: Story, asked: Iterable[Expression], facts: Iterable[str]) -> Bits:
    """A bit for everything that a condition or a text asks for, in any role or part."""
    seen: dict[str, int] = {}
    again: dict[str, int] = {}
    met: dict[str, int] = {}
    used: dict[tuple[str, str], int] = {}
    done: set[Expression] = set()  # what needs no second look
    next_bit = 1

    def claim(table: dict[str, int], key: str) -> None:
        nonlocal next_bit
        if key not in table:
            table[key] = next_bit
            next_bit <<= 1

    def claim_parts(expression: Expression, scene: str = "") -> bool:
        """Claim what it asks for; whether it asks for a visit, which means something else in each scene."""
        visits = False
        for part in parts(expression):
            if isinstance(part, Knows):
                claim(met, part.fact)
            elif isinstance(part, Visited):
                visits = True
                claim(seen, part.scene)
                if part.scene == scene:
                    claim(again, scene)
        return visits

    for fact in facts:
        claim(met, fact)
    for expression in asked:
        claim_parts(expression)
    of_parts = [scene for part in story.parts for scene in scenes_of_part(story, part).values()]
    for scene in (*story.scenes.values(), *of_parts):
        if any(block.first or block.again for block in scene.blocks):
            claim(seen, scene.id)
            claim(again, scene.id)
        for expression in scene.expressions:
            if type(expression) is not Constant and expression not in done and not claim_parts(expression, scene.id):
                done.add(expression)
        for choice in scene.choices:
            if choice.once and (scene.id, choice.id) not in used:
                used[scene.id, choice.id] = next_bit
                next_bit <<= 1
    return Bits(seen, again, met, used)


def _meters_of(story: Story, role: Role) -> tuple[Variable, ...]:
    """The variables with `show` that the role starts with a value of its own for, or that a scene which links lead to
    changes, asks for or tells; in the story's order. In a story of one role, all with `show`."""
    shown = tuple(variable for variable in story.variables.values() if variable.show)
    if not shown or len(story.roles) == 1:
        return shown
    names = {name for name, _ in role.values}
    for scene in linked(story, [role.start]):
        names |= {effect.variable for effect in scene.effects}
        names |= {part.name for expression in scene.expressions for part in parts(expression) if isinstance(part, VariableRead)}
        names |= {name for prose in scene.texts for name in prose.variables}
    return tuple(variable for variable in shown if variable.name in names)


def _compile_scene(program: Program, scene: Scene, number: int) -> CompiledScene:
    where, bits, places = program.where(scene), program.bits, program.places

    def compiled(expression: Expression) -> Value:
        return compile_value(expression, where, places, program.clock, bits)

    def test(condition: Expression | None) -> Test | None:
        return None if condition is None else compiled(condition)  # type: ignore[return-value]

    def changes(effects: tuple[Effect, ...]) -> tuple[Change, ...]:
        return tuple(compile_effect(effect, program.story, compiled(effect.value), places) for effect in effects)

    def learns(*facts: str) -> int:
        mask = 0
        for fact in facts:
            mask |= bits.met.get(fact, 0)
        return mask

    def target(go: str) -> int:
        return STAY if not go else COME_BACK if go == BACK else program.numbers[go]

    def ways(choice: Choice, outcome: Outcome | None) -> tuple[tuple[tuple[Test, int], ...], int]:
        branches, go = choice.forks(outcome)
        return tuple((compiled(branch.condition), target(branch.go)) for branch in branches), target(go)  # type: ignore[misc]

    def results(*told: Choice | Outcome) -> tuple[CompiledResult, ...]:
        blocks = [block for part in told for block in part.results]
        return tuple(
            CompiledResult(block.text, block.condition, test(block.condition), learns(*block.text.facts))
            for block in blocks
            if block.text is not None
        )

    def outcomes(choice: Choice) -> tuple[CompiledOutcome, ...]:
        shared, always = changes(choice.effects), learns(choice.because)
        if not choice.outcomes:
            return (CompiledOutcome(None, None, shared, *ways(choice, None), always, results(choice)),)
        return tuple(
            CompiledOutcome(
                outcome,
                test(outcome.condition),
                shared + changes(outcome.effects),
                *ways(choice, outcome),
                always | learns(outcome.because),
                results(choice, outcome),
            )
            for outcome in choice.outcomes
        )

    blocks = tuple(
        CompiledBlock(block, test(block.condition), learns(*_facts(block.text)), learns(*_facts(block.first)), learns(*_facts(block.again)))
        for block in scene.blocks
    )
    choices = tuple(
        CompiledChoice(
            choice,
            test(choice.when),
            test(choice.condition),
            bits.used.get((scene.id, choice.id), 0),
            program.numbers[choice.visit] if choice.visit else STAY,
            outcomes(choice),
            tuple(outcome.weight for outcome in choice.outcomes) or (1,),
        )
        for choice in scene.choices
    )
    return CompiledScene(
        scene,
        number,
        changes(scene.enter),
        bits.seen.get(scene.id, 0),
        bits.again.get(scene.id, 0),
        blocks,
        choices,
        any(block.learns or block.learns_first or block.learns_again for block in blocks),
    )


def _facts(prose: Prose | None) -> tuple[str, ...]:
    return prose.facts if prose is not None else ()
