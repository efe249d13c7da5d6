"""What is asked of a role, each as a question of its own: it needs to keep little of a state apart, and so has an answer
where the whole has too many states (`game.states.refinement`)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from game.play.engine import open_choices, way_on
from game.play.evaluate import MEMORY, RETURN, SCENE, State, Value, Where, compile_effect, compile_value
from game.play.program import COME_BACK, STAY, Program
from game.states.explorer import Graph, can_end, in_order
from game.states.liveness import Scope
from game.states.packed import Label, Watch
from game.states.reads import NOTHING, Parts, Reads
from game.states.refinement import Doubt, Played, RoleStates, What
from game.story.language.tree import Constant, Effect
from game.story.link_targets import told_by
from game.story.model import Promise, Scene, Variable, result_blocks


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
        passed = {id(move): overflows.of(state, move.label, move.way) for state, move in packing.worked_out(overflows.may_be_of)}
        passed = {move: names for move, names in passed.items() if names}
        for node in range(graph.looked if passed else 0):
            for move in graph.moves(node):
                for name in passed.get(id(move), ()):
                    yield Doubt((graph.scene(node), *move.label, name), node, move.label, to=move.put >> packing.scene_at)

    def happens(self, _program: Program, _played: Played, _what: What) -> bool:
        return True  # the last step was one that the engine makes as well, and the amount is kept


_Compiled = tuple[tuple[Effect, Value], ...]


class _Overflows:
    """Finds the variables that a step would push beyond their bounds."""

    def __init__(self, program: Program, names: frozenset[str]) -> None:
        self.program, self.names = program, names
        self._known: dict[tuple[int, Label], _Compiled] = {}
        changing = (scene for scene in program.story.scenes.values() if any(effect.variable in names for effect in scene.enter))
        self._entries: dict[int, _Compiled | None] = {program.numbers[scene.id]: None for scene in changing}
        self._entry_changes = self._entries.keys() | ({COME_BACK} if self._entries else set())

    def may_be_of(self, scene: int, choice: int) -> bool:
        """Whether a choice changes any of the variables."""
        compiled = self.program.scene(scene).choices[choice]
        made = compiled.choice
        own = any(
            effect.variable in self.names for effects in (made.effects, *(each.effects for each in made.outcomes)) for effect in effects
        )
        goes = (go for outcome in compiled.outcomes for go in (outcome.go, *(go for _, go in outcome.branches)))
        return own or not self._entry_changes.isdisjoint((compiled.visit, *goes))

    def of(self, state: State, label: Label, way: int | None) -> list[str]:
        """Those that a step out of a state passes, where the state has all that the step reads."""
        program, found = self.program, set[str]()
        variables = program.story.variables
        values = list(state)
        for effect, value in (*self._effects(state[SCENE], label), *self._entry(self._entered(state, label, way))):
            if effect.variable in self.names:
                sign = {"=": 0, "+=": 1, "-=": -1}[effect.operator]
                place, amount = program.places[effect.variable], int(value(values))
                new = amount if not sign else values[place] + sign * (max(0, amount) if place == program.clock else amount)
                if not variables[effect.variable].low <= new <= variables[effect.variable].high:
                    found.add(effect.variable)
            compile_effect(effect, program.story, value, program.places)(values)
        return sorted(found)

    def _entered(self, state: State, label: Label, way: int | None) -> int:
        """The scene that a step enters; STAY where it enters none, as on coming back to a passage that goes on."""
        compiled = self.program.scene(state[SCENE]).choices[label[0]]
        go = way_on(self.program, state, *label, way) if compiled.visit == STAY else compiled.visit
        return go if go != COME_BACK else max(STAY, -state[RETURN] - 1)

    def _effects(self, number: int, label: Label) -> "_Compiled":
        found = self._known.get((number, label))
        if found is None:
            program = self.program
            scene = program.scene(number)
            compiled = scene.choices[label[0]]
            outcome = compiled.outcomes[label[1]].outcome
            effects = compiled.choice.effects + (outcome.effects if outcome is not None else ())
            found = self._known[number, label] = self._compiled(effects, scene.scene)
        return found

    def _entry(self, number: int) -> "_Compiled":
        """What entering a scene does, where it changes any of the variables."""
        if number not in self._entries:
            return ()
        found = self._entries[number]
        if found is None:
            scene = self.program.scene(number).scene
            found = self._entries[number] = self._compiled(scene.enter, scene)
        return found

    def _compiled(self, effects: Iterable[Effect], scene: Scene) -> "_Compiled":
        where = self.program.where(scene)
        return tuple((effect, value_of(self.program, effect.value, where)) for effect in effects)


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


# ---- outcomes ----


@dataclass(frozen=True, slots=True)
class NothingComes:
    """Whether a choice that would be open isn't there, since none of its outcomes can happen: (scene, choice)."""

    choices: Mapping[int, tuple[int, ...]]  # by scene, those all of whose outcomes have a condition
    asks: Parts

    def asked(self, kept: Parts) -> Scope:
        return Scope(kept)

    def watch(self, _reads: Reads, _kept: Parts) -> Watch | None:
        return None

    def doubts(self, graph: Graph) -> Iterator[Doubt]:
        packing, rest = graph.packing, {(scene, choice) for scene, choices in self.choices.items() for choice in choices}
        for node in range(len(graph.states)):
            number = graph.scene(node)
            for choice in self.choices.get(number, ()):
                if (number, choice) in rest and self._nothing_comes(packing.program, packing.unpack(graph.states[node]), choice):
                    rest.discard((number, choice))
                    yield Doubt((number, choice), node)

    def happens(self, program: Program, played: Played, what: What) -> bool:
        return self._nothing_comes(program, played.state, int(what[1]))

    def _nothing_comes(self, program: Program, state: State, choice: int) -> bool:
        compiled = program.scene(state[SCENE]).choices[choice]
        would_be = not state[MEMORY] & compiled.used and (compiled.open is None or compiled.open(state))
        return would_be and compiled.there is not None and not compiled.there(state)


def may_bring_nothing(reads: Reads) -> NothingComes | None:
    """The question for a role; None where each of its choices has an outcome without a condition, or none at all."""
    numbers, asks, found = reads.program.numbers, NOTHING, dict[int, tuple[int, ...]]()
    for scene in reads.scenes:
        choices = tuple(
            number
            for number, choice in enumerate(scene.choices)
            if choice.outcomes and all(outcome.condition is not None for outcome in choice.outcomes if outcome.weight)
        )
        if choices:
            found[numbers[scene.id]] = choices
        for number in choices:
            asks |= reads.guard(scene, scene.choices[number])
    return NothingComes(found, asks) if found else None


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
        where = replace(program.where(scene), scene="")  # the scene's local time, but `visited` means the same everywhere
        holds = bool(value_of(program, condition, where)(state))
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
    bit doesn't show what a route meets. The routes without it do, unless something on the way asks whether it is known, or for
    what is only ever left behind together with it.
    """
    reads, bit = states.reads, states.program.bits.met[fact]
    if not any(past & bit for past in states.pasts.among(reads, bit)):
        return False
    asked = NOTHING
    for scene in reads.scenes:
        for choice in scene.choices:
            asked |= reads.guard(scene, choice)
            for block in result_blocks(*told_by(choice)):
                if reads.told(*block.texts) & bit:
                    asked |= reads.block(scene, block)
        for effect in scene.effects:
            asked |= reads.expression(effect.value, scene.id)
        for block in scene.blocks:
            if reads.told(*block.texts) & bit:
                asked |= reads.block(scene, block)
    together = states.pasts.among(reads, reads.closed(asked) | bit)
    return bool(asked & bit) or any(past & bit and past & ~bit not in together for past in together)


def value_of(program: Program, expression: object, where: Where) -> Value:
    return compile_value(expression, where, program.places, program.clock, program.bits)  # type: ignore[arg-type]
