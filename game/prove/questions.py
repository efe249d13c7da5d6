"""What is asked of a role, each as a question of its own: it needs to keep little of a state apart, and so has an answer
where the whole has too many states (`game.states.refinement`)."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from game.play.engine import open_choices
from game.play.evaluate import MEMORY, SCENE, State, Test, Value, Where, compile_effect, compile_value
from game.play.program import CompiledScene, Program
from game.states.abstract import known_of, range_of
from game.states.carry_in import arrived_with
from game.states.explorer import Graph, can_end, in_order
from game.states.liveness import SceneLink, Scope
from game.states.packed import Label, Watch
from game.states.reads import NOTHING, Parts, Reads
from game.states.refinement import Doubt, Played, RoleStates, What
from game.story.language.tree import Constant, Effect
from game.story.model import Block, Promise, Variable


@dataclass(frozen=True, slots=True)
class Ends:
    """Whether there is a state from which no ending can be reached: ("dead-end", scene) or ("trap", scene)."""

    asks: Parts = NOTHING

    def asked(self, kept: Parts) -> Scope:
        return Scope(kept, news=True)

    def watch(self, _reads: Reads, _kept: Parts) -> Watch | None:
        return None

    def doubts(self, graph: Graph) -> Iterator[Doubt]:
        stuck: dict[int, Doubt] = {}
        may_end = {id(moves): bool(moves) for moves in graph.packing.kinds.values() if not any(move.sure for move in moves)}
        for node in range(graph.looked if may_end else 0):
            moves = graph.moves(node)
            if id(moves) in may_end and not graph.ends(node):
                _first(graph, stuck, "dead-end", node, certain=not moves)
        yield from stuck.values()
        exact = all(move.sure for moves in graph.packing.kinds.values() for move in moves)
        if not graph.complete or (exact and not stuck and not in_order(graph)[1]):
            return  # without loops and dead ends every way comes to an ending
        surely = can_end(graph, surely=True)
        if all(surely):
            return
        maybe = surely if exact else can_end(graph, surely=False)
        trapped: dict[int, Doubt] = {}
        for node, good in enumerate(surely):
            if not good and graph.moves(node):
                _first(graph, trapped, "trap", node, certain=not maybe[node])
        yield from trapped.values()

    def happens(self, program: Program, played: Played, what: What) -> bool:
        going_on = bool(open_choices(program, played.state))
        return not program.scene(played.state[SCENE]).scene.ending and going_on == (what[0] == "trap")


def _first(graph: Graph, found: dict[int, Doubt], what: str, node: int, *, certain: bool) -> None:
    """Keep a doubt for each scene: the nearest that is certain, or else the nearest."""
    number = graph.scene(node)
    if number not in found or (certain and not found[number].settled):
        reads, scene = graph.packing.reads, graph.packing.live.links.scenes[number]
        guards = NOTHING
        for choice in scene.choices:
            guards |= reads.guard(scene, choice)
        found[number] = Doubt((what, number), node, None, certain, guards)


# ---- bounds ----


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whether an effect pushes one of these variables beyond its bounds: (scene, choice, outcome, variable)."""

    asks: Parts

    def asked(self, kept: Parts) -> Scope:
        return Scope(kept, bounds=self.asks)

    def watch(self, _reads: Reads, _kept: Parts) -> Watch | None:
        return None

    def doubts(self, graph: Graph) -> Iterator[Doubt]:
        packing = graph.packing
        overflows = _Overflows(packing.program, frozenset(packing.reads.names(self.asks)))
        passed = {id(move): overflows.of(state, move.label) for state, move in packing.worked_out(overflows.may_be_of)}
        passed = {move: names for move, names in passed.items() if names}
        for node in range(graph.looked if passed else 0):
            for move in graph.moves(node):
                for name in passed.get(id(move), ()):
                    yield Doubt((graph.scene(node), *move.label, name), node, move.label)

    def happens(self, _program: Program, _played: Played, _what: What) -> bool:
        return True  # the last step was one that the engine makes as well, and the amount is kept


class _Overflows:
    """Finds the variables that a step would push beyond their bounds."""

    def __init__(self, program: Program, names: frozenset[str]) -> None:
        self.program, self.names = program, names
        self._known: dict[tuple[int, Label], tuple[tuple[Effect, Value], ...]] = {}

    def may_be_of(self, scene: int, choice: int) -> bool:
        """Whether a choice changes any of the variables."""
        made = self.program.scene(scene).choices[choice].choice
        return any(
            effect.variable in self.names for effects in (made.effects, *(each.effects for each in made.outcomes)) for effect in effects
        )

    def of(self, state: State, label: Label) -> list[str]:
        """Those that a step out of a state passes, where the state has all that the step reads."""
        program, found = self.program, set[str]()
        variables = program.story.variables
        values = list(state)
        for effect, value in self._effects(state[SCENE], label):
            if effect.variable in self.names:
                sign = {"=": 0, "+=": 1, "-=": -1}[effect.operator]
                place, amount = program.places[effect.variable], int(value(values))
                new = amount if not sign else values[place] + sign * (max(0, amount) if place == program.clock else amount)
                if not variables[effect.variable].low <= new <= variables[effect.variable].high:
                    found.add(effect.variable)
            compile_effect(effect, program.story, value, program.places)(values)
        return sorted(found)

    def _effects(self, number: int, label: Label) -> tuple[tuple[Effect, Value], ...]:
        found = self._known.get((number, label))
        if found is None:
            program = self.program
            scene = program.scene(number)
            compiled = scene.choices[label[0]]
            outcome = compiled.outcomes[label[1]].outcome
            effects = compiled.choice.effects + (outcome.effects if outcome is not None else ())
            where = program.where(scene.scene)
            found = self._known[number, label] = tuple((effect, value_of(program, effect.value, where)) for effect in effects)
        return found


def may_pass_bounds(reads: Reads) -> list[str]:
    """The variables that an effect might push beyond their bounds, in the story's order: none that clamps, or that a kind keeps."""
    story = reads.program.story
    moved = {
        effect.variable
        for scene in reads.scenes
        for effect in scene.effects
        if not (effect.operator == "=" and _fits(effect, story.variables[effect.variable]))
    }
    return [name for name, variable in story.variables.items() if name in moved and not variable.clamp and not variable.kind]


def _fits(effect: Effect, variable: Variable) -> bool:
    return isinstance(effect.value, Constant) and variable.low <= effect.value.value <= variable.high


# ---- promises ----


@dataclass(frozen=True, slots=True)
class PromiseBroken:
    """Whether a promise about states is broken: `always`, `never`, and `meets` at every ending."""

    promise: Promise
    asks: Parts

    def asked(self, kept: Parts) -> Scope:
        return Scope(kept, at_endings=self.asks) if self.promise.meets else Scope(kept, always=self.asks)

    def watch(self, _reads: Reads, _kept: Parts) -> Watch | None:
        return None

    def doubts(self, graph: Graph) -> Iterator[Doubt]:
        packing = graph.packing
        mask = packing.bits(self.asks) | -1 << packing.scene_at
        known: dict[int, bool] = {}
        for node, packed in enumerate(graph.states):
            breaks = known.get(packed & mask)
            if breaks is None:
                breaks = known[packed & mask] = self._breaks(packing.program, packing.unpack(packed))
            if breaks:
                yield Doubt(("promise",), node)
                return

    def happens(self, program: Program, played: Played, _what: What) -> bool:
        return self._breaks(program, played.state)

    def _breaks(self, program: Program, state: State) -> bool:
        scene, promise = program.scene(state[SCENE]).scene, self.promise
        condition = promise.always if promise.always is not None else promise.never
        if condition is None:
            return bool(scene.ending) and not state[MEMORY] & program.bits.met[promise.meets]
        where = program.where(scene)  # the scene's local time, but `visited` means the same everywhere
        holds = bool(value_of(program, condition, Where("", where.hour, where.day))(state))
        return holds == (promise.never is not None)


def broken(reads: Reads, promise: Promise) -> PromiseBroken | None:
    """The question for a promise about states; None for another kind of promise."""
    conditions = [condition for condition in (promise.always, promise.never) if condition is not None]
    if not conditions and not promise.meets:
        return None
    asks = reads.facts([promise.meets])
    for condition in conditions:
        asks |= reads.expression(condition, "")
    return PromiseBroken(promise, asks)


def may_turn_on(states: RoleStates, fact: str) -> bool:
    """Whether it may depend on having met a fact in an earlier game if a route meets it once more.

    The memory bit of a fact says that it was met in this game or before. So where an earlier game can leave it behind, the
    bit doesn't show what a route meets; the routes without it do, unless something on the way asks whether it is known.
    """
    reads, bit = states.reads, states.program.bits.met[fact]
    if not any(past & bit for past in states.pasts.among(reads, bit)):
        return False
    asked = NOTHING
    for scene in reads.scenes:
        for choice in scene.choices:
            asked |= reads.guard(scene, choice)
        for effect in scene.effects:
            asked |= reads.expression(effect.value, scene.id)
        for block in scene.blocks:
            if reads.told(*block.texts) & bit:
                asked |= reads.block(scene, block)
    return bool(asked & bit)


# ---- what can be seen ----

Shown = tuple[int, int, str]
"""A block of text, by the numbers of its scene and of the block, and which of its texts: "text", "first" or "again"."""


@dataclass(slots=True)
class Missing:
    """What of a scene was not seen yet: choices by their numbers, and texts (block, part)."""

    choices: set[int]
    texts: set[tuple[int, str]]

    def __bool__(self) -> bool:
        return bool(self.choices or self.texts)

    def __len__(self) -> int:
        return len(self.choices) + len(self.texts)


def missing_in(compiled: CompiledScene) -> Missing:
    """Everything that there is to see in a scene."""
    choices = {number for number, choice in enumerate(compiled.choices) if not choice.choice.door and any(choice.weights)}
    return Missing(choices, {(number, part) for number, each in enumerate(compiled.blocks) for part, _ in texts_in(each.block)})


def texts_in(block: Block) -> Iterator[tuple[str, str]]:
    """The parts of a block, with what they are for a message."""
    if block.text is not None:
        yield "text", f"the text “{block.text.text[:30].strip()}…”"
    if block.first is not None:
        yield "first", "a `first` text"
    if block.again is not None:
        yield "again", "an `again` text"


@dataclass(frozen=True, slots=True)
class CanBeSeen:
    """Whether a scene, some of its choices or some of its texts are ever seen: ("scene", n), ("choice", n, c), ("text", n, block,
    part)."""

    missing: Mapping[int, Missing]
    asks: Parts
    scenes: frozenset[int]  # from which there are links to any of them

    def asked(self, kept: Parts) -> Scope:
        texts = frozenset((number, block) for number, missing in self.missing.items() for block, _ in missing.texts)
        return Scope(kept, texts=texts, scenes=self.scenes)

    def watch(self, reads: Reads, kept: Parts) -> Watch | None:
        return TextsShown(reads, ((number, *text) for number, missing in self.missing.items() for text in missing.texts), ~kept)

    def doubts(self, graph: Graph) -> Iterator[Doubt]:
        reads, scenes = graph.packing.reads, graph.packing.live.links.scenes
        wanted: set[What] = {("scene", number) for number in self.missing}
        for number, missing in self.missing.items():
            wanted |= {("choice", number, choice) for choice in missing.choices}
            wanted |= {("text", number, *text) for text in missing.texts}
        watch = graph.packing.watch
        assert isinstance(watch, TextsShown)

        def found(what: What, node: int, then: Label | None = None) -> Iterator[Doubt]:
            if what in wanted:
                wanted.discard(what)
                more = NOTHING
                match what:
                    case ("choice", int(number), int(choice)):
                        more = reads.guard(scenes[number], scenes[number].choices[choice])
                    case ("text", int(number), int(block), _):
                        more = reads.block(scenes[number], scenes[number].blocks[block])
                yield Doubt(what, node, then, more=more)

        for node, carried in graph.starts.items():
            for shown in watch.shown(arrived_with(reads.program, carried)[0]):
                yield from found(("text", *shown), node)
        for node in range(len(graph.states)):
            if not wanted:
                return
            number = graph.scene(node)
            if number in self.missing:
                yield from found(("scene", number), node)
            for move in graph.moves(node) if node < graph.looked else ():
                if number in self.missing:
                    yield from found(("choice", number, move.label[0]), node)
                if move.seen:
                    assert isinstance(move.seen, tuple)
                    for shown in move.seen:
                        yield from found(("text", *shown), node, move.label)

    def happens(self, program: Program, played: Played, what: What) -> bool:
        match what:
            case ("choice", _, int(choice)):
                return choice in open_choices(program, played.state)
            case ("text", int(number), int(block), str(part)):
                return is_shown(program.scene(number), played.arrived, block, part)
            case _:
                return True  # the way there was made in the engine


def seen(reads: Reads, missing: Mapping[int, Missing], scenes: frozenset[int]) -> CanBeSeen:
    asks, story = NOTHING, tuple(reads.program.story.scenes.values())
    for number, each in missing.items():
        for choice in each.choices:
            asks |= reads.guard(story[number], story[number].choices[choice])
        for block, _ in each.texts:
            asks |= reads.block(story[number], story[number].blocks[block])
    return CanBeSeen(missing, asks, scenes)


class TextsShown:
    """Sees which of some texts may be shown on arrival, whatever the parts are that are `unknown`."""

    def __init__(self, reads: Reads, texts: Iterable[Shown], unknown: Parts = NOTHING) -> None:
        self.reads, self.unknown = reads, unknown
        self.texts: dict[int, list[tuple[int, str]]] = {}
        for number, block, part in texts:
            self.texts.setdefault(number, []).append((block, part))

    def decides(self, _scene: int, _link: SceneLink) -> Parts:
        return NOTHING  # they are asked for, and so live

    def sees(self, _state: State, _unknown: Parts, _label: Label, arrived: State) -> Hashable:
        return tuple(self.shown(arrived))

    def shown(self, arrived: State) -> Iterator[Shown]:
        number = arrived[SCENE]
        compiled = self.reads.program.scene(number)
        for block, part in self.texts.get(number, ()):
            if self._may_be_shown(compiled, arrived, block, part):
                yield number, block, part

    def _may_be_shown(self, compiled: CompiledScene, arrived: State, block: int, part: str) -> bool:
        if not self.reads.block(compiled.scene, compiled.blocks[block].block) & self.unknown:
            return is_shown(compiled, arrived, block, part)
        if part != "text" and not compiled.again & self.unknown and part != _visit(compiled, arrived):
            return False
        condition = compiled.blocks[block].block.condition
        if condition is None:
            return True
        of = known_of(self.reads, arrived, self.unknown, self.reads.program.where(compiled.scene))
        return range_of(condition, of)[1] != 0


def is_shown(compiled: CompiledScene, arrived: State, block: int, part: str) -> bool:
    test: Test | None = compiled.blocks[block].test
    return part in ("text", _visit(compiled, arrived)) and (test is None or test(arrived))


def _visit(compiled: CompiledScene, arrived: State) -> str:
    return "again" if arrived[MEMORY] & compiled.again else "first"


def value_of(program: Program, expression: object, where: Where) -> Value:
    return compile_value(expression, where, program.places, program.clock, program.bits)  # type: ignore[arg-type]
