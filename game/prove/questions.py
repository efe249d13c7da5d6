"""What is asked of a role, each as a question of its own: it needs to keep little of a state apart, and so has an answer
where the whole has too many states.

A question has *doubts*: things that happen in a slice, and so may happen in the story. No doubt is left in a slice that
was explored completely: then nothing of the kind ever happens.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from game.play.engine import open_choices
from game.play.evaluate import MEMORY, SCENE, State, Where, compile_value
from game.play.program import Program
from game.prove.explore import Explored, traps
from game.prove.live import block_reads, guard_reads, moves_of, reads_of, visits_of
from game.prove.look import Missing
from game.prove.masks import Mask
from game.prove.slices import NOTHING, Reads, Slice
from game.story.language.tree import Constant, Effect
from game.story.model import Promise, Scene, Variable

What = tuple[str | int, ...]
"""A name for something among what a question asks for."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may happen: in a state of a slice, or with one more (choice, outcome) there.

    `what` names it among the doubts of its question. `settled` is false where it might not happen although the state is
    one of the story's: then `more` is to be kept apart.
    """

    what: What
    scene: int
    key: int
    cell: int
    then: tuple[int, int] | None = None
    settled: bool = True
    more: Reads = NOTHING


class Question(Protocol):
    """`asks` is what has to be kept at least."""

    @property
    def asks(self) -> Reads: ...

    def slice(self, kept: Reads | None) -> Slice: ...

    def doubts(self, found: Explored) -> Iterator[Doubt]: ...

    def happens(self, program: Program, state: State, what: What, /) -> bool:
        """Whether a doubt comes true in a state of the story."""
        ...


@dataclass(frozen=True, slots=True)
class Ends:
    """Whether there is a state from which no ending can be reached: ("dead-end", scene) or ("trap", scene)."""

    asks: Reads = NOTHING

    def slice(self, kept: Reads | None) -> Slice:
        return Slice(kept, bounds=frozenset(), texts=frozenset())

    def doubts(self, found: Explored) -> Iterator[Doubt]:
        stuck: dict[tuple[int, int], int] = {}
        for number, key, cells in found.stuck:
            stuck[number, key] = stuck.get((number, key), 0) | cells
        doubtful = {(number, key): (cells, cells & ~_any_open(found.guards[number], key)) for (number, key), cells in stuck.items()}
        yield from _firsts(found, "dead-end", doubtful)
        if not found.complete:
            return
        trapped = {(number, key): cells for number, key, cells in traps(found)}
        for_ever = {(number, key): cells for number, key, cells in traps(found, surely=True)} if trapped else {}
        going_on: dict[tuple[int, int], tuple[int, int]] = {}
        for (number, key), cells in trapped.items():
            open_somewhere = _any_open(found.guards[number], key)
            if cells & open_somewhere:
                going_on[number, key] = cells & open_somewhere, cells & open_somewhere & for_ever.get((number, key), 0)
        yield from _firsts(found, "trap", going_on)

    def happens(self, program: Program, state: State, what: What) -> bool:
        return not program.scene(state[SCENE]).scene.ending and bool(open_choices(program, state)) == (what[0] == "trap")


def _any_open(guards: list[Mask], key: int) -> int:
    cells = 0
    for guard in guards:
        cells |= guard(key)
    return cells


def _firsts(found: Explored, what: str, bad: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[Doubt]:
    """A doubt for each scene; `bad` has the cells, and those of them for which there is no question about it."""
    program = found.space.program
    told: dict[int, Doubt] = {}
    for (number, key), (cells, certain) in sorted(bad.items()):
        if number not in told or (certain and not told[number].settled):
            cell = _lowest(certain or cells)
            told[number] = Doubt((what, number), number, key, cell, None, bool(certain), _guards_of(program, number))
    yield from told.values()


def _guards_of(program: Program, number: int) -> Reads:
    scene = program.scene(number).scene
    reads = Reads()
    for choice in scene.choices:
        reads |= guard_reads(program, scene, choice)
    return reads


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whether an effect pushes one of these variables beyond its bounds: (scene, choice, outcome, variable)."""

    names: frozenset[str]

    @property
    def asks(self) -> Reads:
        return Reads(self.names)

    def slice(self, kept: Reads | None) -> Slice:
        return Slice(kept, bounds=self.names, texts=frozenset())

    def doubts(self, found: Explored) -> Iterator[Doubt]:
        for (number, choice, outcome, name), (scene, key, cell) in found.over.items():
            yield Doubt((number, choice, outcome, name), scene, key, cell, (choice, outcome))

    def happens(self, _program: Program, _state: State, _what: What) -> bool:
        return True  # the last step was one that the engine makes as well; the amount is kept apart


@dataclass(frozen=True, slots=True)
class Broken:
    """Whether a promise about states is broken: `always`, `never`, and `meets` at every ending."""

    promise: Promise
    asks: Reads

    def slice(self, kept: Reads | None) -> Slice:
        return Slice(kept, always=self.asks, bounds=frozenset(), texts=frozenset())

    def doubts(self, found: Explored) -> Iterator[Doubt]:
        program, masks, promise = found.space.program, found.moves.masks, self.promise
        for number, keys in enumerate(found.reached):
            scene = program.scene(number).scene if keys else None
            for key, cells in keys.items():
                assert scene is not None
                bad = 0
                if promise.always is not None:
                    bad = cells & ~masks.of(promise.always, _outside(program, scene))(key)
                elif promise.never is not None:
                    bad = cells & masks.of(promise.never, _outside(program, scene))(key)
                elif scene.ending and not key & program.bits.met[promise.meets]:
                    bad = cells
                if bad:
                    yield Doubt(("promise",), number, key, _lowest(bad))
                    return

    def happens(self, program: Program, state: State, _what: What) -> bool:
        scene, promise = program.scene(state[SCENE]).scene, self.promise
        condition = promise.always if promise.always is not None else promise.never
        if condition is None:
            return bool(scene.ending) and not state[MEMORY] & program.bits.met[promise.meets]
        value = compile_value(condition, _outside(program, scene), program.places, program.clock, program.bits)
        return bool(value(state)) == (promise.never is not None)


def _outside(program: Program, scene: Scene) -> Where:
    """As a promise asks: at the scene's local time, but `visited` means the same everywhere."""
    where = program.where(scene)
    return Where("", where.hour, where.day)


def broken(program: Program, promise: Promise) -> Broken | None:
    """The question for a promise about states; None for another kind of promise."""
    conditions = [condition for condition in (promise.always, promise.never) if condition is not None]
    if not conditions and not promise.meets:
        return None
    reads = Reads(memory=program.bits.met[promise.meets] if promise.meets else 0)
    for condition in conditions:
        reads |= reads_of(condition, program, "")
    return Broken(promise, reads)


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether a scene, some of its choices or some of its texts are ever seen: ("scene", n), ("choice", n, c), ("text", n, block, part)."""

    program: Program
    missing: Mapping[int, Missing]
    asks: Reads
    scenes: frozenset[int]  # from which there are links to any of them

    def slice(self, kept: Reads | None) -> Slice:
        texts = frozenset((self.program.ids[number], block) for number, missing in self.missing.items() for block, _ in missing.texts)
        return Slice(kept, bounds=frozenset(), texts=texts, scenes=self.scenes)

    def doubts(self, found: Explored) -> Iterator[Doubt]:
        program, masks = self.program, found.moves.masks
        for number, missing in self.missing.items():
            compiled = program.scene(number)
            if not found.reached[number] or len(found.guards[number]) < len(compiled.choices):
                continue  # it wasn't come to, or the limit came first
            where = program.where(compiled.scene)
            key, cells = next(iter(found.reached[number].items()))
            yield Doubt(("scene", number), number, key, _lowest(cells))
            for choice in missing.choices:
                for key, cells in found.reached[number].items():
                    if open_in := cells & found.guards[number][choice](key):
                        more = guard_reads(program, compiled.scene, compiled.choices[choice].choice)
                        yield Doubt(("choice", number, choice), number, key, _lowest(open_in), more=more)
                        break
            for block, part in missing.texts:
                condition = compiled.blocks[block].block.condition
                for key, cells in found.reached[number].items():
                    shown = cells if condition is None else cells & masks.may(condition, where)(key)
                    if shown and part in ("text", "again" if key & compiled.again else "first"):
                        more = block_reads(program, compiled.scene, compiled.blocks[block].block)
                        yield Doubt(("text", number, block, part), number, key, _lowest(shown), more=more)
                        break

    def happens(self, program: Program, state: State, what: What) -> bool:
        match what:
            case ("choice", _, int(choice)):
                return choice in open_choices(program, state)
            case ("text", int(number), int(block), part):
                pass
            case _:
                return True  # the way there was made in the engine
        compiled = program.scene(number)
        test = compiled.blocks[block].test
        return (test is None or test(state)) and part in ("text", "again" if state[MEMORY] & compiled.again else "first")


def seen(program: Program, missing: Mapping[int, Missing], links: "Links") -> Seen:
    reads = Reads()
    for number, each in missing.items():
        compiled = program.scene(number)
        for choice in each.choices:
            reads |= guard_reads(program, compiled.scene, compiled.choices[choice].choice)
        for block, _ in each.texts:
            reads |= block_reads(program, compiled.scene, compiled.blocks[block].block)
    return Seen(program, missing, reads, links.before(missing))


@dataclass(frozen=True, slots=True)
class Links:
    """By scene, the scenes with a link to it."""

    sources: list[set[int]]

    def before(self, scenes: Mapping[int, object]) -> frozenset[int]:
        """These scenes and all from which one can come to them."""
        found = set(scenes)
        waiting = list(found)
        while waiting:
            for source in self.sources[waiting.pop()]:
                if source not in found:
                    found.add(source)
                    waiting.append(source)
        return frozenset(found)


def links_of(program: Program) -> Links:
    visits = visits_of(program)
    sources: list[set[int]] = [set() for _ in program.ids]
    for number, name in enumerate(program.ids):
        for move in moves_of(program.story.scenes[name], visits):
            sources[program.numbers[move.target]].add(number)
    return Links(sources)


def moved_by_steps(program: Program) -> list[str]:
    """The variables that an effect might push beyond their bounds, in the story's order."""
    variables = program.story.variables
    moved = {
        effect.variable
        for scene in program.story.scenes.values()
        for effect in scene.effects
        if not (effect.operator == "=" and _fits(effect, variables[effect.variable]))
    }
    return [name for name, each in variables.items() if name in moved and Slice().watches(each)]


def _fits(effect: Effect, variable: Variable) -> bool:
    return isinstance(effect.value, Constant) and variable.low <= effect.value.value <= variable.high


def _lowest(cells: int) -> int:
    return (cells & -cells).bit_length() - 1
