"""Every state of a role that differs in what can be chosen from there on, one by one, with the steps between them.

A proof keeps sets of states; what is asked here (how long, how likely) is asked of each state by itself. So this graph
has only what decides which choices are open: for the shipped story a tenth of the states that a proof sees. The states
are the engine's own, and so are the steps.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from game.play.engine import start
from game.play.evaluate import State
from game.play.program import Program
from game.play.record import Carried, Entry
from game.prove.left import Left
from game.prove.routes.packed import Label, Packed, Packing
from game.prove.routes.told import Told
from game.prove.slices import Reads

MOST_STARTS = 1 << 12
"""How many combinations of what can be carried in are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Nodes are numbers. `states` has the state of each; `targets`, `labels` and `told` have its steps, in the same
    order.

    `starts` are nodes with what is carried in, the one with nothing first. A graph that isn't `complete` has all steps
    out of its first nodes (`len(targets)` of them), and none out of the rest.
    """

    packing: Packing
    states: list[Packed]
    numbers: dict[Packed, int]
    targets: list[list[int]]
    labels: list[tuple[Label, ...]]
    told: list[tuple[Told, ...]]
    starts: dict[int, Carried]
    decides: tuple[int, ...]  # by scene: 1 where its choices are decisions, 0 where they only go on
    endings: frozenset[int]  # scenes
    complete: bool

    def scene(self, node: int) -> int:
        return self.states[node] >> self.packing.scene_at

    def weight(self, node: int) -> int:
        """1 where a step out of the node is a decision, 0 where it only goes on."""
        return self.decides[self.scene(node)]

    def ends(self, node: int) -> bool:
        return self.scene(node) in self.endings

    def entries(self, steps: Iterable[tuple[int, Label]]) -> Iterator[Entry]:
        """Steps out of nodes, by their ids."""
        program = self.packing.program
        for node, (choice, outcome) in steps:
            compiled = program.scene(self.scene(node))
            happened = compiled.choices[choice].outcomes[outcome].outcome
            yield Entry(compiled.scene.id, compiled.choices[choice].choice.id, happened.id if happened is not None else "")


def build(packing: Packing, begun: Iterable[tuple[Carried, State]], most: int, tick: Callable[[int], None] | None = None) -> Graph:
    """Every node that can be come to from these starts, up to so many, nearest first. `tick` hears how many there are now
    and then.
    """
    program = packing.program
    numbers: dict[Packed, int] = {}
    states: list[Packed] = []
    starts: dict[int, Carried] = {}
    for carried, state in begun:
        packed = packing.pack(state)
        if packed not in numbers:
            numbers[packed] = len(states)
            starts[len(states)] = carried
            states.append(packed)
    complete = True
    targets: list[list[int]] = []
    labels: list[tuple[Label, ...]] = []
    told: list[tuple[Told, ...]] = []
    alike: dict[tuple[Label, ...], tuple[Label, ...]] = {}
    told_alike: dict[tuple[Told, ...], tuple[Told, ...]] = {}
    scene_at, tables_of, work_out = packing.scene_at, packing.tables_of, packing.work_out
    for packed in states:  # which grows
        if len(states) > most:
            complete = False
            break
        if tick is not None and len(targets) % 4_096 == 0:
            tick(len(states))
        scene = packed >> scene_at
        onward: list[int] = []
        made: list[Label] = []
        reads: list[Told] = []
        for table in tables_of(scene):
            read = packed & table.reads
            turns = table.turns.get(read)
            if turns is None:
                turns = work_out(scene, table, read)
            for label, keep, put, read_then in turns:
                after = packed & keep | put
                node = numbers.get(after)
                if node is None:
                    node = numbers[after] = len(states)
                    states.append(after)
                onward.append(node)
                made.append(label)
                reads.append(read_then)
        targets.append(onward)
        key = tuple(made)
        labels.append(alike.setdefault(key, key))
        told_key = tuple(reads)
        told.append(told_alike.setdefault(told_key, told_key))
    scenes = [program.story.scenes[name] for name in program.ids]
    decides = tuple(int(not scene.goes_on) for scene in scenes)
    endings = frozenset(number for number, scene in enumerate(scenes) if scene.ending)
    return Graph(packing, states, numbers, targets, labels, told, starts, decides, endings, complete)


def starts_of(program: Program, reads: Reads, left: Left | None) -> tuple[list[tuple[Carried, State]], bool]:
    """Every start that differs in what is read, the one with nothing carried in first; and whether these are all."""
    variables = program.story.variables
    echoes = [name for name in variables if name in reads.names and variables[name].echo not in ("", program.role.id)]
    values = [range(len(variables[name].values)) if left is None else sorted(left.echoes[name]) for name in echoes]
    facts = [fact for fact, bit in program.bits.met.items() if bit & reads.memory and (left is None or fact in left.facts)]
    found: list[tuple[Carried, State]] = []
    for made in product(*values, *((False, True) for _ in facts)):
        if len(found) == MOST_STARTS:
            return found, False
        chosen = dict(zip(echoes, made, strict=False))
        known = frozenset(fact for fact, knows in zip(facts, made[len(echoes) :], strict=True) if knows)
        words = {name: variables[name].values[value] for name, value in chosen.items() if value}
        found.append((Carried(known, words), start(program, chosen, known)[1]))
    return found, True
