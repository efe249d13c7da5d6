"""What a variable or a memory bit depends on: what has to be kept with it, so that it moves as it does in the whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.play.program import Program
from game.prove.live import block_reads, reads_of, teaches
from game.prove.slices import Reads
from game.story.language.tree import Constant


@dataclass(frozen=True, slots=True)
class Influence:
    """By variable and by memory bit, what directly decides its next value. What isn't there depends on nothing."""

    names: dict[str, Reads]
    bits: dict[int, Reads]

    def closed(self, reads: Reads) -> Reads:
        """The smallest set that holds `reads` and everything that influences it."""
        names, memory = set[str](), 0
        waiting = [reads]
        while waiting:
            more = waiting.pop()
            waiting += [self.names[name] for name in more.names - names if name in self.names]
            fresh = more.memory & ~memory
            waiting += [found for bit in _bits(fresh) if (found := self.bits.get(bit)) is not None]
            names |= more.names
            memory |= more.memory
        return Reads(frozenset(names), memory)


def influence(program: Program) -> Influence:
    names: dict[str, Reads] = {}
    bits: dict[int, Reads] = {}
    for scene in program.story.scenes.values():
        for effect in scene.effects:
            if not isinstance(effect.value, Constant):
                asked = reads_of(effect.value, program, scene.id)
                names[effect.variable] = names.get(effect.variable, Reads()) | asked
        for block in scene.blocks:
            for bit in _bits(teaches(program, block)):
                bits[bit] = bits.get(bit, Reads()) | block_reads(program, scene, block)
    for name, bit in program.bits.again.items():
        bits[bit] = bits.get(bit, Reads()) | Reads(memory=program.bits.seen[name])
    if program.story.clock is not None:
        for item in program.news:
            for fact in item.facts:
                if bit := program.bits.met.get(fact, 0):
                    bits[bit] = bits.get(bit, Reads()) | Reads(frozenset({program.story.clock.variable}))
    return Influence(names, bits)


def _bits(memory: int) -> Iterator[int]:
    while memory:
        bit = memory & -memory
        yield bit
        memory ^= bit
