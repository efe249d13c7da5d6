"""Where the parts of a state stand in the one integer that it is packed into."""

from dataclasses import dataclass
from typing import NamedTuple

from game.play.evaluate import MEMORY, RETURN
from game.states.liveness import Liveness
from game.states.reads import Parts, single


class BitField(NamedTuple):
    """Bits of a packed state, from `offset` on: what stands at a slot, from its bit `shift` on, less `low`."""

    slot: int
    shift: int
    low: int
    offset: int
    mask: int


@dataclass(frozen=True, slots=True)
class PackedLayout:
    """Where the parts stand in a packed state. Below `free_at` is the way back, and then the parts; between `free_at` and
    the scene's number there are bits for the use of others.

    Parts that are live in no scene together may have the same place, as variables share the registers of a processor.
    """

    fields: dict[Parts, BitField]
    back: BitField
    free_at: int
    scene_at: int


def lay_out(live: Liveness, free: int = 0) -> PackedLayout:
    """A place for all that is live in any scene: the first that is free in each of its scenes, for what is live in most of them
    first (G. Chaitin, Register allocation and spilling via graph coloring, 1982)."""
    program, reads = live.reads.program, live.reads
    scenes: dict[Parts, list[int]] = {}
    for number, parts in enumerate(live.after):
        for part in single(parts):
            scenes.setdefault(part, []).append(number)
    for part in single(live.start):  # what only the first passage asks for has a place of its own
        scenes.setdefault(part, list(range(len(live.after))))
    names = {bit: name for name, bit in reads.variable.items()}
    back = BitField(RETURN, 0, -len(program.ids), 0, (1 << (2 * len(program.ids)).bit_length()) - 1)
    taken = [back.mask] * len(live.after)
    fields: dict[Parts, BitField] = {}
    for part in sorted(scenes, key=lambda part: (-len(scenes[part]), part)):
        variable = program.story.variables[names[part]] if part in names else None
        mask = (1 << (variable.high - variable.low).bit_length()) - 1 if variable is not None else 1
        used = 0
        for number in scenes[part]:
            used |= taken[number]
        offset = 0
        while used >> offset & mask:
            offset += (used >> offset & mask).bit_length()
        for number in scenes[part]:
            taken[number] |= mask << offset
        if variable is not None:
            fields[part] = BitField(program.places[variable.name], 0, variable.low, offset, mask)
        else:
            fields[part] = BitField(MEMORY, part.bit_length() - 1, 0, offset, mask)
    top = max(each.bit_length() for each in taken)
    return PackedLayout(fields, back, top, top + free)
