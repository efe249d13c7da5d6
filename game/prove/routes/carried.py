"""What is carried in, left open until something asks for it.

Facts met earlier and what other roles left behind stay as they are while a role is played, and a role may read many of
them, each on a few routes only. All their combinations would be a multitude of starts. So a state says which of them
are open still; where a scene asks for one, there is a state for each of its values from there on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from game.play.engine import start
from game.play.program import Program
from game.play.record import Carried
from game.prove.left import Left
from game.prove.routes.matters import Matters, Way
from game.prove.routes.packed import Packed, Packing
from game.prove.slices import Reads


@dataclass(frozen=True, slots=True)
class Item:
    """A fact, or an echo: its bits in a packed state, the bits of each value, and the bit that says that it is open."""

    fact: str
    echo: str
    mask: int
    values: tuple[int, ...]
    open: int
    words: tuple[str, ...] = ()  # of an echo's values


Chosen = tuple[tuple[Item, int], ...]
"""Items with their values' bits."""


@dataclass(eq=False)
class Carrying:
    """All that can be carried into a role and matters there."""

    packing: Packing
    items: tuple[Item, ...]
    _asked: dict[int, tuple[Item, ...]] = field(default_factory=dict)
    _stays: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.all_open = sum(item.open for item in self.items)

    def stays_open(self, scene: int) -> int:
        """The bits of the items that still matter in a scene."""
        stays = self._stays.get(scene)
        if stays is None:
            kept = self.packing.kept[scene]
            stays = self._stays[scene] = sum(item.open for item in self.items if item.mask & kept)
        return stays

    def parted(self, packed: Packed) -> list[tuple[Packed, Chosen]]:
        """A state on arrival, parted by the values of what its scene asks for."""
        opened = packed & self.all_open
        if not opened:
            return [(packed, ())]
        scene = self.packing.scene(packed)
        asked = self._asked.get(scene)
        if asked is None:
            reads = 0
            for table in self.packing.tables_of(scene):
                reads |= table.reads
            asked = self._asked[scene] = tuple(item for item in self.items if item.mask & reads)
        wanted = []
        for item in asked:
            if item.open & opened:
                packed &= ~item.open
                if not packed & item.mask:  # or else it was met, or set, on the way
                    wanted.append(item)
        return [(packed | sum(bits for _, bits in chosen), chosen) for chosen in combinations(wanted)]

    def starts(self, at_once: int, most: int) -> tuple[list[tuple[Packed, Chosen, Carried]], bool]:
        """The starts, before they are parted, and whether these are all.

        They differ in what the first scene asks for on arrival, and in items with bits in `at_once`.
        """
        program = self.packing.program
        first = self.packing.bits(_asked_on_arrival(program, self.packing.matters))
        now = [item for item in self.items if item.mask & (at_once | first)]
        rest = self.all_open & ~sum(item.open for item in now)
        found: list[tuple[Packed, Chosen, Carried]] = []
        for chosen in combinations(now):
            if len(found) == most:
                return found, False
            carried = carried_of(chosen)
            variables = program.story.variables
            echoes = {name: variables[name].values.index(word) for name, word in carried.echoes.items()}
            state = start(program, echoes, carried.facts)[1]
            packed = self.packing.pack(state)
            found.append((packed | rest & self.stays_open(state[0]), chosen, carried))
        return found, True


def combinations(items: Sequence[Item]) -> Iterator[Chosen]:
    """Each item with each of its values, the one with none of them carried in first."""
    for made in product(*(item.values for item in items)):
        yield tuple(zip(items, made, strict=True))


def carried_of(chosen: Iterable[tuple[Item, int]]) -> Carried:
    facts = frozenset(item.fact for item, bits in chosen if item.fact and bits)
    echoes = {item.echo: item.words[item.values.index(bits)] for item, bits in chosen if item.echo and bits}
    return Carried(facts, echoes)


def carrying(packing: Packing, left: Left | None) -> Carrying:
    """`left` is what earlier games can have left behind; anything where it is None."""
    program = packing.program
    kept = 0
    for each in packing.kept:
        kept |= each
    kept |= packing.bits(packing.matters.start)
    items: list[Item] = []
    at = packing.layout.open_at
    for fact, bit in program.bits.met.items():
        if bit & kept and (left is None or fact in left.facts):
            items.append(Item(fact, "", bit, (0, bit), 1 << at + len(items)))
    for name, variable in program.story.variables.items():
        mask = packing.bits(Reads(frozenset({name})))
        if variable.echo not in ("", program.role.id) and mask & kept:
            unit = mask & -mask
            places = range(len(variable.values)) if left is None else sorted(left.echoes[name])
            values = tuple((place - variable.low) * unit for place in places)
            items.append(Item("", name, mask, values, 1 << at + len(items), tuple(variable.values[place] for place in places)))
    return Carrying(packing, tuple(items))


def _asked_on_arrival(program: Program, matters: Matters) -> Reads:
    start = program.role.start
    way = Way(start, True, (), 0)
    return matters.telling(start, way) | matters.step(start, way)[0]
