"""What can be seen of scenes: whether one is ever come to, which of its choices are ever open, which of its texts ever shown."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from game.play.engine import open_choices
from game.play.evaluate import MEMORY, SCENE, State, Test
from game.play.program import CompiledScene, Program
from game.states.abstract import known_of, range_of
from game.states.carry_in import arrived_with
from game.states.explorer import Graph
from game.states.liveness import SceneLink, Scope
from game.states.packed import Label, Watch
from game.states.reads import NOTHING, Parts, Reads
from game.states.refinement import Doubt, Played, What
from game.story.model import Block

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

        def found(what: What, node: int, then: Label | None = None, to: int | None = None) -> Iterator[Doubt]:
            if what in wanted:
                wanted.discard(what)
                more = NOTHING
                match what:
                    case ("choice", int(number), int(choice)):
                        more = reads.guard(scenes[number], scenes[number].choices[choice])
                    case ("text", int(number), int(block), _):
                        more = reads.block(scenes[number], scenes[number].blocks[block])
                yield Doubt(what, node, then, more=more, to=to)

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
                        yield from found(("text", *shown), node, move.label, shown[0])

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

    def sees(self, _state: State, _unknown: Parts, _label: Label, arrived: State, _way: int | None) -> Hashable:
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
