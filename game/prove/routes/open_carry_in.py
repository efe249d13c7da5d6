"""What was carried in, left open until something asks for it.

Facts met earlier and what other roles left behind stay as they are while a role is played, and a role may read many of
them, each on a few routes only. All their combinations would be a multitude of starts. So a state has the number of the set
of combinations that are still possible; where a scene asks for one of these parts, there is a state for each of its values
from there on.
"""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from game.play.record import Carried
from game.states.carry_in import MOST_TOGETHER, Past, Pasts
from game.states.packed import Packed, Packing
from game.states.reads import Parts, single

ROOM = 24
"""Bits in a packed state for the number of a set."""

Decided = tuple[int, Past]
"""Which bits of a past are decided, and what they are."""

UNDECIDED: Decided = (0, 0)


class OpenCarryIn:
    """The pasts of a role, as far as anything in them is kept in a packing."""

    def __init__(self, packing: Packing, pasts: Pasts, start: Parts) -> None:
        self.packing, self.pasts = packing, pasts
        reads, at = packing.reads, packing.layout.fields
        self._at = packing.layout.free_at
        self.open_bits = (1 << packing.scene_at) - (1 << self._at)
        parts = start & reads.carried
        self.all = pasts.among(reads, parts)
        self.complete = len(self.all) <= MOST_TOGETHER
        self._items: list[tuple[Parts, int, int, int]] = []  # the bits of a past, those of a packed state, how far they are apart
        for bit in single(parts & reads.memory):
            if bit in at:
                self._items.append((bit, bit, 1 << at[bit].offset, at[bit].offset - bit.bit_length() + 1))
        for echo in pasts.echoes:
            if (variable := reads.variable[echo.name]) & parts and variable in at:
                place = at[variable]
                self._items.append((variable, echo.mask, place.mask << place.offset, place.offset - echo.offset))
        self._sets: list[tuple[int, frozenset[Past]]] = [(0, frozenset((0,)))]
        self._numbers = {self._sets[0]: 0}
        self._hangs_on = self.open_bits | -1 << packing.scene_at | reduce(or_, (place for _, _, place, _ in self._items), 0)
        self._parted: dict[Packed, list[tuple[int, Decided]]] = {}

    def _number(self, mask: int, pasts: Iterable[Past]) -> int:
        found = (mask, frozenset(past & mask for past in pasts))
        number = self._numbers.get(found)
        if number is None:
            number = self._numbers[found] = len(self._sets)
            self._sets.append(found)
        return number

    def _packed(self, past: Past) -> int:
        packed = 0
        for _, bits, _, apart in self._items:
            packed |= (past & bits) << apart if apart >= 0 else (past & bits) >> -apart
        return packed

    def parted(self, packed: Packed) -> list[tuple[Packed, Decided]]:
        """A state on arrival, parted by what its scene asks for of what is still open."""
        opened = packed & self.open_bits
        if not opened:
            return [(packed, UNDECIDED)]
        parts = self._parted.get(packed & self._hangs_on)
        if parts is None:
            parts = self._parted[packed & self._hangs_on] = list(self._part(opened >> self._at, *self._asked(packed)))
        rest = packed ^ opened
        return [(rest | bits, decided) for bits, decided in parts]

    def _asked(self, packed: Packed) -> tuple[Past, Past]:
        """What of a past may still be asked for, and what of it is asked for in a state's scene."""
        scene = packed >> self.packing.scene_at
        if self.packing.masks[scene] == -1:  # not worked out yet
            self.packing.tables_of(scene)
        live, asked = self.packing.live.after[scene], self.packing.masks[scene]
        stays = wanted = 0
        for part, bits, place, _ in self._items:
            if part & live and not packed & place:  # else nothing asks for it any more, or it was met on the way
                stays |= bits
                wanted |= bits if place & asked else 0
        return stays, wanted

    def _part(self, number: int, stays: int, wanted: int) -> Iterator[tuple[int, Decided]]:
        mask, pasts = self._sets[number]
        wanted &= mask
        by_value: dict[Past, list[Past]] = {}
        for past in sorted(pasts):
            by_value.setdefault(past & wanted, []).append(past)
        for value, those in by_value.items():
            yield self._packed(value) | self._number(mask & stays & ~wanted, those) << self._at, (wanted, value)

    def starts(self, at_once: Parts, most: int) -> tuple[list[tuple[Packed, Decided, Carried]], bool]:
        """The starts, before they are parted, and whether these are all. They differ in the items `at_once`."""
        now = sum(bits for part, bits, _, _ in self._items if part & at_once)
        by_value: dict[Past, list[Past]] = {}
        for past in sorted(self.all):
            by_value.setdefault(past & now, []).append(past)
        rest = sum(bits for _, bits, _, _ in self._items) & ~now
        found = []
        for value, those in list(by_value.items())[:most]:
            carried, state = self.pasts.begun(self.packing.program, value)
            packed = self.packing.pack(state)
            found.append((packed | self._number(rest, those) << self._at, (now, value), carried))
        return found, self.complete and len(by_value) <= most

    def carried(self, decided: Iterable[Decided]) -> Carried:
        """Something that can have been carried in, where so much of it is decided."""
        mask = bits = 0
        for part, value in decided:
            mask, bits = mask | part, bits | value
        past = min(past for past in self.all if past & mask == bits)
        return self.pasts.carried(self.packing.program, past)
