"""A look around in the real engine, for what can be reached: what was seen needs no other proof.

States are visited in a random order, at most so many of each scene, and any that shows something not yet seen there. So
it is quick however many states there are, and it may miss what is rare.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from game.play.engine import advance, start
from game.play.evaluate import MEMORY, RETURN, SCENE, State
from game.play.program import CompiledScene, Program
from game.prove.left import Left
from game.prove.slices import Reads
from game.story.model import Block

Told = tuple[int, str]
"""A block's number and which of its texts: "text", "first" or "again"."""

MOST_STARTS = 64


@dataclass(slots=True)
class Missing:
    """What of a scene was not seen yet: choices by their numbers, and texts."""

    choices: set[int]
    texts: set[Told]

    def __bool__(self) -> bool:
        return bool(self.choices or self.texts)


@dataclass(slots=True)
class Look:
    """The scenes that were seen, by number, and how many states were visited."""

    scenes: set[int] = field(default_factory=set)
    states: int = 0


def missing_in(compiled: CompiledScene) -> Missing:
    """Everything that there is to see in a scene."""
    choices = {number for number, choice in enumerate(compiled.choices) if not choice.choice.door and any(choice.weights)}
    return Missing(choices, {(number, part) for number, each in enumerate(compiled.blocks) for part in parts_of(each.block)})


def parts_of(block: Block) -> Iterator[str]:
    for part, text in (("text", block.text), ("first", block.first), ("again", block.again)):
        if text is not None:
            yield part


def look(
    program: Program,
    left: Left,
    wanted: dict[int, Missing],
    most: int,
    *,
    lives: Mapping[str, Reads],
    within: frozenset[int],
    begin: Iterable[State] = (),
    tick: Callable[[int], None] | None = None,
) -> Look:
    """Look for what is `wanted` by scene, which is used up, until all of it was seen or there is nothing left to visit.

    From the role's starts on, or from the states in `begin` where there are any, through the scenes that are `within`,
    at most `most` states of each. `lives` says what tells two states of a scene apart. What shows something not yet seen is
    visited in any case: so each choice that was ever seen open was made, with each of its outcomes.
    """
    chance = Random(most)
    alike = [_telling(program, lives[name]) for name in program.ids]
    found = Look()
    kept: dict[int, int] = {}
    ranges: dict[int, _Range] = {}
    known: set[tuple[int, ...]] = set()
    waiting: list[State] = []

    def visit(arrived: State, state: State, anyway: bool = False) -> None:
        number = state[SCENE]
        found.scenes.add(number)
        missing = wanted.get(number)
        telling = missing is not None and _see(program, missing, arrived, state)
        if missing is not None and not missing:
            del wanted[number]
        if number not in within and not telling and not anyway:
            return
        mask, places = alike[number]
        memory = state[MEMORY] & mask
        new = _widen(ranges.setdefault(number, _Range(memory, memory, [], [])), memory, places, state)
        if kept.get(number, 0) >= most and not new and not telling and not anyway:
            return
        same = (number, state[RETURN], memory, *[state[place] for place in places])
        if same not in known:
            known.add(same)
            kept[number] = kept.get(number, 0) + 1
            waiting.append(state)

    for state in (given := list(begin)):
        visit(state, state, anyway=True)
    for arrived, state in _starts(program, left, chance) if not given else ():
        visit(arrived, state)
    while waiting and wanted:
        found.states += 1
        if tick is not None and not found.states & 255:
            tick(found.states)
        position = chance.randrange(len(waiting))
        waiting[position], waiting[-1] = waiting[-1], waiting[position]
        state = waiting.pop()
        memory = state[MEMORY]
        for choice, compiled in enumerate(program.scene(state[SCENE]).choices):
            if (
                not memory & compiled.used
                and not compiled.choice.door
                and (compiled.there is None or compiled.there(state))
                and (compiled.open is None or compiled.open(state))
            ):
                for outcome, weight in enumerate(compiled.weights):
                    if weight:
                        visit(*advance(program, state, choice, outcome))
    return found


@dataclass(slots=True)
class _Range:
    """Of the states of a scene: the memory bits that all had and that some had, and the least and the most of each variable."""

    all: int
    some: int
    least: list[int]
    most: list[int]


def _widen(seen: _Range, memory: int, places: Sequence[int], state: State) -> bool:
    """Take a state in; whether there was something new about it: conditions mostly ask whether something is so or not, or
    compare with a threshold.
    """
    if not seen.least:
        seen.least = [state[place] for place in places]
        seen.most = list(seen.least)
        return True
    new = bool(seen.all & ~memory or memory & ~seen.some)
    seen.all &= memory
    seen.some |= memory
    for number, place in enumerate(places):
        value = state[place]
        if value < seen.least[number]:
            seen.least[number] = value
            new = True
        elif value > seen.most[number]:
            seen.most[number] = value
            new = True
    return new


def _see(program: Program, missing: Missing, arrived: State, state: State) -> bool:
    """Take what a state shows from what is missing; whether there was anything."""
    compiled = program.scene(state[SCENE])
    seen = False
    for choice in tuple(missing.choices):
        each = compiled.choices[choice]
        if not state[MEMORY] & each.used and (each.there is None or each.there(state)) and (each.open is None or each.open(state)):
            missing.choices.discard(choice)
            seen = True
    visited = "again" if arrived[MEMORY] & compiled.again else "first"
    for block, part in tuple(missing.texts):
        test = compiled.blocks[block].test
        if part in ("text", visited) and (test is None or test(arrived)):
            missing.texts.discard((block, part))
            seen = True
    return seen


def _telling(program: Program, reads: Reads) -> tuple[int, tuple[int, ...]]:
    """What tells states of a scene apart: a mask of the memory, and places in the state."""
    return reads.memory, tuple(sorted(program.places[name] for name in reads.names))


def _starts(program: Program, left: Left, chance: Random) -> Iterator[tuple[State, State]]:
    """Some of the states that the role may start in: nothing carried in, everything met, and any mixture."""
    story, role = program.story, program.role
    echoes = {name: sorted(left.echoes[name]) for name, each in story.variables.items() if each.echo and each.echo != role.id}
    facts = tuple(fact for fact in program.bits.met if fact in left.facts)
    yield start(program)
    yield start(program, {name: values[-1] for name, values in echoes.items()}, frozenset(facts))
    for _ in range(MOST_STARTS if echoes or facts else 0):
        chosen = {name: chance.choice(values) for name, values in echoes.items()}
        yield start(program, chosen, frozenset(fact for fact in facts if chance.random() < 0.5))
