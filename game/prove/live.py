"""Which variables and memory bits can still matter from a scene on.

What can't be read any more before it is set anew is forgotten when a scene is entered: states that differ only in that
are one. A variable is read by a condition, by the value of an effect, by a promise, and by an effect on it that might
pass a bound, unless it clamps there on purpose.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from game.play.program import Program
from game.prove.slices import NOTHING, Reads, Slice
from game.story.language.tree import Clock, Effect, Expression, Knows, Variable, Visited, parts
from game.story.link_targets import outcomes_of
from game.story.model import BACK, Block, Choice, Scene


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a scene to another: its effects in order, and whether the target is entered or come back to."""

    target: str
    effects: tuple[Effect, ...]
    enters: bool


def reads_of(expression: Expression, program: Program, scene: str) -> Reads:
    names: set[str] = set()
    memory = 0
    for part in parts(expression):
        match part:
            case Variable(name):
                names.add(name)
            case Clock() if program.story.clock is not None:
                names.add(program.story.clock.variable)
            case Visited(asked):
                memory |= program.bits.again[asked] if asked == scene else program.bits.seen[asked]
            case Knows(fact):
                memory |= program.bits.met[fact]
            case _:
                pass
    return Reads(frozenset(names), memory)


def live(program: Program, part: Slice) -> dict[str, Reads]:
    """What of a slice is live in each scene; nothing in one that isn't followed."""
    story = program.story
    scenes = {name: scene for name, scene in story.scenes.items() if part.scenes is None or program.numbers[name] in part.scenes}
    own = {name: _own_reads(program, scene, part) | part.always for name, scene in scenes.items()}
    watched = frozenset(name for name, variable in story.variables.items() if part.watches(variable) and part.has(Reads(frozenset({name}))))
    visits = visits_of(program)
    moves = {name: [move for move in moves_of(scene, visits) if move.target in scenes] for name, scene in scenes.items()}
    told = 0  # the facts that news may tell: whether it has come depends on the clock
    for item in program.news:
        for fact in item.facts:
            told |= program.bits.met.get(fact, 0)
    sources: dict[str, set[str]] = {name: set() for name in scenes}
    for name, ways in moves.items():
        for move in ways:
            sources[move.target].add(name)
    found = dict(own)
    waiting = set(scenes)
    while waiting:
        name = waiting.pop()
        reads = own[name]
        for move in moves[name]:
            reads = reads | _before(program, name, move, found[move.target], told, watched)
        if reads != found[name]:
            found[name] = reads
            waiting |= sources[name]
    return found if part.scenes is None else {name: found.get(name, NOTHING) for name in story.scenes}


def everything(program: Program) -> dict[str, Reads]:
    """Every variable and memory bit in every scene, as if all were live."""
    bits = program.bits
    memory = 0
    for table in (bits.seen, bits.again, bits.met, bits.used):
        for bit in table.values():
            memory |= bit
    return dict.fromkeys(program.story.scenes, Reads(frozenset(program.story.variables), memory))


def _own_reads(program: Program, scene: Scene, part: Slice) -> Reads:
    """What is asked in a scene: by the choices, by the texts that are looked at, and by what decides whether a fact is met."""
    reads = Reads()
    for number, block in enumerate(scene.blocks):
        if part.texts is None or (scene.id, number) in part.texts or teaches(program, block) & part.memory:
            reads |= block_reads(program, scene, block)
    for choice in scene.choices:
        reads |= guard_reads(program, scene, choice)
    return part.of(reads)


def teaches(program: Program, block: Block) -> int:
    """The memory bits of the facts that a block may teach."""
    bits = 0
    for prose in block.texts:
        for fact in prose.facts:
            bits |= program.bits.met.get(fact, 0)
    return bits


def block_reads(program: Program, scene: Scene, block: Block) -> Reads:
    """What decides whether a block of text is shown, and which of its texts."""
    reads = Reads() if block.condition is None else reads_of(block.condition, program, scene.id)
    if block.first is not None or block.again is not None:
        reads |= Reads(memory=program.bits.again[scene.id])
    return reads


def guard_reads(program: Program, scene: Scene, choice: Choice) -> Reads:
    """What decides whether a choice is open."""
    reads = Reads(memory=program.bits.used[scene.id, choice.id] if choice.once else 0)
    for condition in choice.conditions:
        reads |= reads_of(condition, program, scene.id)
    return reads


def _before(program: Program, scene: str, move: Move, after: Reads, told: int, watched: frozenset[str]) -> Reads:
    """What is live before a move, given what is live after it."""
    names, memory = set(after.names), after.memory
    target = program.story.scenes[move.target]
    entered = (*move.effects, *target.enter) if move.enters else move.effects
    if move.enters and (again := program.bits.again.get(move.target, 0)) and memory & again:
        memory |= program.bits.seen[move.target]
    if program.story.clock is not None and memory & told:
        names.add(program.story.clock.variable)
    for effect in reversed(entered):
        wanted = effect.variable in names or effect.variable in watched
        if effect.operator == "=":
            names.discard(effect.variable)
        elif wanted:
            names.add(effect.variable)
        if wanted:
            value = reads_of(effect.value, program, scene)
            names |= value.names
            memory |= value.memory
    return Reads(frozenset(names), memory)


Visits = dict[str, set[tuple[str, bool]]]


def visits_of(program: Program) -> Visits:
    """For each visited scene, where a visit may return to, and whether that is an entry."""
    visits: Visits = {}
    for scene in program.story.scenes.values():
        for choice in scene.choices:
            if choice.visit:
                for _, go in outcomes_of(choice):
                    visits.setdefault(choice.visit, set()).add((go, True) if go else (scene.id, False))
    return visits


def moves_of(scene: Scene, visits: Visits) -> Iterator[Move]:
    """Every way on from a scene by links alone; coming back leads to every scene that visits this one."""
    for choice in scene.choices:
        for outcome, go in outcomes_of(choice):
            effects = choice.effects + (outcome.effects if outcome is not None else ())
            if choice.visit:
                yield Move(choice.visit, effects, True)
            elif go == BACK:
                yield from (Move(target, effects, enters) for target, enters in visits.get(scene.id, ()))
            else:
                yield Move(go or scene.id, effects, bool(go))
