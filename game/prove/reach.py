"""What a role can come to: scenes, choices and texts.

Nearly all of it is seen by looking around in the real engine. The rest is asked scene by scene, in slices; what one of
the answers leads to is looked at in its turn. In the end nothing that can still be missing leads to another scene.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from game.play.evaluate import State
from game.play.program import Program
from game.prove.explore import explore
from game.prove.influence import Influence
from game.prove.left import Left
from game.prove.live import block_reads, guard_reads, live, visits_of
from game.prove.look import Missing, look, missing_in
from game.prove.questions import links_of, seen
from game.prove.settle import Answer, Budget, settle
from game.prove.slices import Reads, Slice

LOOKS = (2, 4, 8, 16, 32, 64, 128, 256, 512)
"""How many states of a scene are visited when looking around, besides those that have something new about them: more
while a look is quick, or has found a tenth of what was missing."""

QUICK = 10_000  # states

Hear = Callable[[int], None] | None


@dataclass(slots=True)
class Reached:
    """Scenes by number, and what is missing in them. `sure`: what isn't here can't be reached."""

    scenes: set[int] = field(default_factory=set)
    missing: dict[int, Missing] = field(default_factory=dict)
    sure: bool = True
    played: int = 0  # states visited in the engine

    def has_choice(self, scene: int, choice: int) -> bool:
        return scene in self.scenes and (scene not in self.missing or choice not in self.missing[scene].choices)

    def has_text(self, scene: int, block: int, part: str) -> bool:
        return scene in self.scenes and (scene not in self.missing or (block, part) not in self.missing[scene].texts)


def reach(program: Program, influence: Influence, left: Left, budget: Budget, hear: Hear = None) -> Reached:
    """What the role can come to, within the budget."""
    links = explore(program, Slice(Reads(), bounds=frozenset(), texts=frozenset()), left=left, limit=budget.left, tick=hear)
    budget.spend(links)
    rest = {number: missing_in(program.scene(number)) for number, keys in enumerate(links.reached) if keys}
    reached = Reached(sure=links.complete)
    sources, lives = links_of(program), live(program, Slice())

    def look_around(begin: Iterable[State] = ()) -> None:
        for most in LOOKS:
            before = _size(rest)
            found = look(program, left, rest, most, lives=lives, within=sources.before(rest), begin=begin, tick=hear)
            reached.scenes |= found.scenes
            reached.played += found.states
            if not rest or (found.states > QUICK and _size(rest) > before * 0.9):
                return

    look_around()
    entered_by_coming_back = {program.numbers[go] for ways in visits_of(program).values() for go, enters in ways if enters}
    while rest:
        begin: list[State] = []
        if asked := {number: rest.pop(number) for number in tuple(rest) if number in reached.scenes}:
            for missing in _one_by_one(program, asked):
                answer = settle(program, seen(program, missing, sources), influence, left, budget, hear)
                reached.sure = reached.sure and answer.complete
                begin += _strike(asked, answer)
            reached.missing |= {number: missing for number, missing in asked.items() if missing}
        elif doubtful := rest.keys() & entered_by_coming_back:
            number = min(doubtful)
            entered_by_coming_back.discard(number)
            answer = settle(program, seen(program, {number: Missing(set(), set())}, sources), influence, left, budget, hear)
            reached.sure = reached.sure and answer.complete
            begin += answer.states.values()
        else:
            break  # no choice that was ever open leads there
        if begin:
            look_around(begin)
    return reached


def _size(rest: dict[int, Missing]) -> int:
    return sum(1 + len(missing.choices) + len(missing.texts) for missing in rest.values())


def _strike(asked: dict[int, Missing], answer: Answer) -> Iterator[State]:
    """Take what happens from what is missing; the states in which a choice is open that wasn't before."""
    for what in answer.happens:
        match what:
            case ("choice", int(number), int(choice)):
                asked[number].choices.discard(choice)
                yield answer.states[what]
            case ("text", int(number), int(block), str(part)):
                asked[number].texts.discard((block, part))
            case _:
                pass


def _one_by_one(program: Program, asked: dict[int, Missing]) -> Iterator[dict[int, Missing]]:
    """By what decides them: what is asked for together in a scene is one question."""
    for number, missing in asked.items():
        compiled = program.scene(number)
        parted: dict[Reads, Missing] = {}
        for choice in sorted(missing.choices):
            reads = guard_reads(program, compiled.scene, compiled.choices[choice].choice)
            parted.setdefault(reads, Missing(set(), set())).choices.add(choice)
        for block, part in sorted(missing.texts):
            reads = block_reads(program, compiled.scene, compiled.blocks[block].block)
            parted.setdefault(reads, Missing(set(), set())).texts.add((block, part))
        for each in parted.values():
            yield {number: each}


def values_of(program: Program, reads: Reads) -> int:
    """How many combinations of values these variables and memory bits have."""
    many = 1 << reads.memory.bit_count()
    for name in reads.names:
        variable = program.story.variables[name]
        many *= variable.high - variable.low + 1
    return many
