"""What a state is made of, what is read of it, and what decides how it goes on."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from game.play.program import Program
from game.story.language.tree import ClockRead, Constant, Expression, Knows, VariableRead, Visited, parts
from game.story.link_targets import linked, told_by
from game.story.model import Block, Choice, Scene, result_blocks
from game.story.prose import Prose

Parts = int
"""A set of parts of a state: memory bits where they stand in its memory, and above them a bit for each variable."""

EVERYTHING: Parts = -1
NOTHING: Parts = 0


class Reads:
    """What the conditions, effects and texts of a role's story read, as sets of parts."""

    def __init__(self, program: Program) -> None:
        self.program = program
        bits, story = program.bits, program.story
        self.linked = frozenset(program.numbers[scene.id] for scene in linked(story, [program.role.start]))
        self.scenes = tuple(scene for number, scene in enumerate(story.scenes.values()) if number in self.linked)
        tables = (bits.seen, bits.again, bits.met, bits.used)
        width = max((bit.bit_length() for table in tables for bit in table.values()), default=0)
        self.memory: Parts = (1 << width) - 1
        self.variable: dict[str, Parts] = {name: 1 << width + number for number, name in enumerate(story.variables)}
        self.clock: Parts = self.variable[story.clock.variable] if story.clock is not None else NOTHING
        self.carried: Parts = sum(bits.met.values())  # what earlier games may have left behind
        for name, variable in story.variables.items():
            if variable.echo not in ("", program.role.id):
                self.carried |= self.variable[name]
        self.news: Parts = self.facts(fact for item in program.news for fact in item.facts)
        self._known: dict[tuple[int, str], Parts] = {}

    def names(self, what: Parts) -> list[str]:
        """The variables among them, in the story's order."""
        return [name for name, bit in self.variable.items() if what & bit] if what & ~self.memory else []

    def values(self, what: Parts) -> int:
        """How many combinations of values they have."""
        many = 1 << (what & self.memory).bit_count()
        for name in self.names(what):
            variable = self.program.story.variables[name]
            many *= variable.high - variable.low + 1
        return many

    def facts(self, names: Iterable[str]) -> Parts:
        """The memory bits of facts; those that nothing asks for have none."""
        met, found = self.program.bits.met, NOTHING
        for name in names:
            found |= met.get(name, 0)
        return found

    def told(self, *texts: Prose | None) -> Parts:
        """The memory bits of the facts that texts tell."""
        return self.facts(fact for prose in texts if prose is not None for fact in prose.facts)

    def expression(self, expression: Expression, scene: str) -> Parts:
        """What a condition or a value reads where it is asked in `scene`."""
        if type(expression) is Constant:
            return NOTHING
        known = self._known.get((id(expression), scene))
        if known is not None:
            return known
        bits, found = self.program.bits, NOTHING
        for part in parts(expression):
            match part:
                case VariableRead(name):
                    found |= self.variable[name]
                case ClockRead():
                    found |= self.clock
                case Visited(asked):
                    found |= bits.again[asked] if asked == scene else bits.seen[asked]
                case Knows(fact):
                    found |= bits.met[fact]
                case _:
                    pass
        self._known[id(expression), scene] = found
        return found

    def guard(self, scene: Scene, choice: Choice) -> Parts:
        """What decides whether a choice is open, closed or not there, which of its outcomes can happen, and which way on is taken."""
        found = self.program.bits.used[scene.id, choice.id] if choice.once else NOTHING
        for condition in choice.conditions:
            found |= self.expression(condition, scene.id)
        for outcome in choice.outcomes:
            if outcome.condition is not None:
                found |= self.expression(outcome.condition, scene.id)
        for branch in choice.every_branch:
            found |= self.expression(branch.condition, scene.id)
        return found

    def block(self, scene: Scene, block: Block) -> Parts:
        """What decides whether a block of text is shown, and which of its texts."""
        found = NOTHING if block.condition is None else self.expression(block.condition, scene.id)
        return found | self.program.bits.again[scene.id] if block.first is not None or block.again is not None else found

    @cached_property
    def influences(self) -> dict[Parts, Parts]:
        """By a single part, what directly decides its next value besides itself. What isn't there depends on nothing else."""
        program, found = self.program, dict[Parts, Parts]()
        for scene in self.scenes:
            for effect in scene.effects:
                variable = self.variable[effect.variable]
                found[variable] = found.get(variable, NOTHING) | self.expression(effect.value, scene.id)
            results = [block for choice in scene.choices for block in result_blocks(*told_by(choice))]
            for block in (*scene.blocks, *results):
                for bit in single(self.told(*block.texts)):
                    found[bit] = found.get(bit, NOTHING) | self.block(scene, block)
        for name, bit in program.bits.again.items():
            found[bit] = found.get(bit, NOTHING) | program.bits.seen[name]
        for bit in single(self.news):
            found[bit] = found.get(bit, NOTHING) | self.clock
        return found

    def closed(self, what: Parts) -> Parts:
        """The smallest set that holds these and all that influences them (the cone of influence of the literature): a state
        without anything else moves exactly as it does in the whole."""
        found, waiting = NOTHING, what
        while waiting:
            found |= waiting
            more = NOTHING
            for bit in single(waiting):
                more |= self.influences.get(bit, NOTHING)
            waiting = more & ~found
        return found


def single(what: Parts) -> Iterator[Parts]:
    while what:
        bit = what & -what
        yield bit
        what ^= bit
