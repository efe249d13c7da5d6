"""What a state still has to hold in each scene, for a question about what can happen from there on.

Two states that agree in it go on alike: the same choices are open in both, and lead to states that agree again. The
less a question asks for, the fewer states there are to tell apart. Which choices are open and where they lead needs
less than a proof does (bounds and promises don't matter, nor what only a text asks for); what is read and which facts
are met on the way needs the conditions of the texts as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.play.program import Program
from game.prove.live import Visits, reads_of, visits_of
from game.prove.slices import NOTHING, Reads
from game.story.language.tree import Effect
from game.story.model import BACK, Block, Choice, Outcome, Scene
from game.story.prose import Prose


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that a choice can bring, by the number of its outcome. `target` is entered, or else stayed in or come
    back to; coming back may lead to several scenes, each of them a way.
    """

    target: str
    enters: bool
    effects: tuple[Effect, ...]
    sets: int  # memory bits that it is sure to set
    outcome: int = 0
    comes_back: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Matters:
    """`after[scene]` is what matters once a scene's passage was read. `texts`: whether it matters what is read."""

    program: Program
    texts: bool
    after: dict[str, Reads]

    @property
    def start(self) -> Reads:
        """What a role's first state has to hold before its first scene is entered."""
        start = self.program.role.start
        return self.before(start, Way(start, True, (), 0))

    def before(self, scene: str, way: Way) -> Reads:
        """What matters before a way is taken from a scene."""
        return _before(self.program, scene, way, self.after[way.target], self.texts)

    def telling(self, scene: str, way: Way) -> Reads:
        """What decides what is read on a way."""
        clock = self.program.story.clock
        hours = frozenset((clock.variable,)) if clock is not None and self.program.news else frozenset[str]()
        return _before(self.program, scene, way, Reads(hours), texts=True)

    def step(self, scene: str, way: Way) -> tuple[Reads, Reads]:
        """What a way reads and what it changes, of what matters after it."""
        after = self.after[way.target]
        changed = _changes(self.program, way)
        names = after.names & changed.names
        return _before(self.program, scene, way, Reads(names, after.memory & changed.memory), self.texts), changed


def what_decides(program: Program) -> Matters:
    """All that decides which choices are open from there on, and where they lead.

    Where news is told the clock is among it, since news is read at an hour.
    """
    return Matters(program, False, _matters(program, texts=False))


def what_is_read(program: Program) -> Matters:
    """The same, and all that decides what is read and which facts are met from there on."""
    return Matters(program, True, _matters(program, texts=True))


def without_what_is_carried(matters: Matters, most: int) -> Matters:
    """The same without facts met and other roles' echoes, which multiply the states by all that can be carried in.

    What is left may go where the whole can't. A choice may ask for so many cases of what is left out at most.
    """
    program, story = matters.program, matters.program.story
    echoes = frozenset(name for name, variable in story.variables.items() if variable.echo not in ("", program.role.id))
    out = Reads(echoes, _bits(program, program.bits.met))
    visits = visits_of(program)
    for scene in story.scenes.values():
        for choice in scene.choices:
            reads = asked_by(program, scene, choice)
            for way in ways_of(program, scene, visits, [choice]):
                reads |= matters.step(scene.id, way)[0]
            if cases_in(program, reads & out) > most:
                out = without(out, reads)
    return Matters(program, matters.texts, {name: without(reads, out) for name, reads in matters.after.items()})


def nothing(program: Program) -> Matters:
    """Where one is, and where one comes back to: every choice may be open."""
    return Matters(program, False, dict.fromkeys(program.story.scenes, NOTHING))


def cases_in(program: Program, reads: Reads) -> int:
    """How many values all these have together."""
    cases = 1 << reads.memory.bit_count()
    for name in reads.names:
        variable = program.story.variables[name]
        cases *= variable.high - variable.low + 1
    return cases


def without(reads: Reads, others: Reads) -> Reads:
    return Reads(reads.names - others.names, reads.memory & ~others.memory)


def asked_by(program: Program, scene: Scene, choice: Choice) -> Reads:
    """What decides whether a choice is open, closed or not there."""
    reads = Reads(memory=program.bits.used.get((scene.id, choice.id), 0))
    for condition in (choice.when, choice.condition):
        if condition is not None:
            reads |= reads_of(condition, program, scene.id)
    return reads


def _matters(program: Program, *, texts: bool) -> dict[str, Reads]:
    story = program.story
    own = {name: _own(program, scene) for name, scene in story.scenes.items()}
    visits = visits_of(program)
    ways = {name: list(ways_of(program, scene, visits, scene.choices)) for name, scene in story.scenes.items()}
    sources: dict[str, set[str]] = {name: set() for name in story.scenes}
    for name, onward in ways.items():
        for way in onward:
            sources[way.target].add(name)
    found = dict(own)
    waiting = set(story.scenes)
    while waiting:
        name = waiting.pop()
        reads = own[name]
        for way in ways[name]:
            reads |= _before(program, name, way, found[way.target], texts)
        if reads != found[name]:
            found[name] = reads
            waiting |= sources[name]
    return found


def _own(program: Program, scene: Scene) -> Reads:
    """What the choices of a scene ask for."""
    reads = Reads()
    for choice in scene.choices:
        reads |= asked_by(program, scene, choice)
    if program.news and program.story.clock is not None and not scene.ending:
        reads |= Reads(frozenset((program.story.clock.variable,)))
    return reads


def ways_of(program: Program, scene: Scene, visits: Visits, choices: Iterable[Choice]) -> Iterator[Way]:
    """Every way on from a scene by some of its choices, by links alone; coming back leads to all that visit the scene."""
    for choice in choices:
        for number, outcome in enumerate(() if choice.door else choice.outcomes or (None,)):
            if outcome is not None and not outcome.weight:
                continue
            effects = choice.effects + (outcome.effects if outcome is not None else ())
            sets = _sure(program, scene, choice, outcome)
            go = (outcome.go if outcome is not None else "") or choice.go
            if choice.visit:
                yield Way(choice.visit, True, effects, sets, number)
            elif go == BACK:
                for target, enters in visits.get(scene.id, ()):
                    yield Way(target, enters, effects, sets, number, comes_back=True)
            else:
                yield Way(go or scene.id, bool(go), effects, sets, number)


def _sure(program: Program, scene: Scene, choice: Choice, outcome: Outcome | None) -> int:
    sets = program.bits.used.get((scene.id, choice.id), 0)
    for part in (choice, outcome):
        if part is not None:
            sets |= _bits(program, [part.because, *_facts(part.result)])
    return sets


def _before(program: Program, scene: str, way: Way, after: Reads, texts: bool) -> Reads:
    """What matters before a way is taken, given what does once it was: the order of a step, backwards."""
    story, bits = program.story, program.bits
    target = story.scenes[way.target]
    sure = _bits(program, (fact for block in target.blocks if block.condition is None for fact in _facts(block.text)))
    reads = Reads(after.names, after.memory & ~sure)
    left = reads.memory
    stays = not way.enters and not way.comes_back
    for block in target.blocks:
        told = _bits(program, (*_facts(block.text), *_facts(block.first), *_facts(block.again)))
        facts = any(prose.facts for prose in (block.text, block.first, block.again) if prose is not None)
        if told & left or (texts and (way.enters or stays or facts)):
            if block.condition is not None:
                reads |= reads_of(block.condition, program, target.id)
            if block.first is not None or block.again is not None:
                reads |= Reads(memory=bits.again[target.id])
    if story.clock is not None and reads.memory & _bits(program, (fact for item in program.news for fact in item.facts)):
        reads |= Reads(frozenset((story.clock.variable,)))
    if way.enters:
        reads = _before_effects(program, target.id, target.enter, reads)
        seen = bits.seen.get(target.id, 0)
        comes_again = reads.memory & bits.again.get(target.id, 0)
        reads = Reads(reads.names, reads.memory & ~seen | (seen if comes_again else 0))
    reads = _before_effects(program, scene, way.effects, Reads(reads.names, reads.memory & ~way.sets))
    if texts and stays:  # what is new to read is what wasn't shown before
        for block in target.blocks:
            if block.condition is not None:
                reads |= reads_of(block.condition, program, target.id)
    return reads


def block_asks(program: Program, scene: Scene, effects: tuple[Effect, ...], target: Scene, block: Block) -> Reads:
    """What, before a choice with these effects is made in `scene`, may decide whether and how a block of `target` is shown."""
    bits = program.bits
    reads = NOTHING if block.condition is None else reads_of(block.condition, program, target.id)
    if block.first is not None or block.again is not None or reads.memory & bits.again.get(target.id, 0):
        reads |= Reads(memory=bits.seen.get(target.id, 0) | bits.again.get(target.id, 0))
    return reads | _before_effects(program, scene.id, effects, _before_effects(program, target.id, target.enter, reads))


def _before_effects(program: Program, scene: str, effects: tuple[Effect, ...], after: Reads) -> Reads:
    names, memory = set(after.names), after.memory
    clock = program.story.clock
    for effect in reversed(effects):
        if effect.variable in names:
            if effect.operator == "=" and (clock is None or effect.variable != clock.variable):
                names.discard(effect.variable)
            value = reads_of(effect.value, program, scene)
            names |= value.names
            memory |= value.memory
    return Reads(frozenset(names), memory)


def _changes(program: Program, way: Way) -> Reads:
    """What a way may change: the variables of its effects, and memory bits."""
    target = program.story.scenes[way.target]
    effects = (*way.effects, *(target.enter if way.enters else ()))
    memory = way.sets | _bits(program, (fact for item in program.news for fact in item.facts))
    for block in target.blocks:
        memory |= _bits(program, (*_facts(block.text), *_facts(block.first), *_facts(block.again)))
    if way.enters:
        memory |= program.bits.seen.get(target.id, 0) | program.bits.again.get(target.id, 0)
    return Reads(frozenset(effect.variable for effect in effects), memory)


def _bits(program: Program, facts: Iterable[str]) -> int:
    memory = 0
    for fact in facts:
        memory |= program.bits.met.get(fact, 0)
    return memory


def _facts(prose: Prose | None) -> tuple[str, ...]:
    return prose.facts if prose is not None else ()
