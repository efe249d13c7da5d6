"""What is read, and which facts are met, when a choice is made: its result, the news, and the passage that follows.

A passage and the choices under it are read when a scene is entered. Staying in a scene, or coming back to it, shows
them again, which nobody reads a second time; a fact that is told there is met all the same. What stands there once one
has stayed, and didn't before, is read: a sorting's next claim, say.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from game.play.engine import Standing, advance, decides, heard, results, standing, way_on
from game.play.evaluate import MEMORY, RETURN, State
from game.play.program import COME_BACK, STAY, CompiledChoice, CompiledOutcome, Program
from game.play.record import Carried
from game.states.carry_in import arrived_with
from game.states.liveness import Liveness, SceneLink
from game.states.packed import Label, Packed, Packing
from game.states.reads import NOTHING, Parts, Reads, single
from game.story.model import Block
from game.story.prose import Prose
from game.story.shown_texts import counted

MOST_CASES = 64
"""How many ways what isn't known can be are tried one by one."""


class Told(NamedTuple):
    """Words between `low` and `high`; facts, as bits, that are `sure` to be met, and those that `may` be.

    `enters` is whether a scene is entered, so that its choices are read too.
    """

    enters: bool
    low: int
    high: int
    sure: int
    may: int


class Teller:
    """Tells what is read in a role, where a slice keeps what is live in it. Facts are bits, in the story's order."""

    def __init__(self, program: Program, live: Liveness | None = None) -> None:
        self.program = program
        self._live = live

    @cached_property
    def facts(self) -> dict[str, int]:
        return {fact: 1 << number for number, fact in enumerate(self.program.story.facts)}

    def decides(self, scene: int, link: SceneLink) -> Parts:
        assert self._live is not None
        return self._live.telling(scene, link)

    def sees(self, state: State, unknown: Parts, label: Label, _arrived: State, way: int | None) -> "Told":
        """Between what is read, whatever the parts are that are `unknown`."""
        return self._between(state, unknown, *label, way) if unknown else self.step(state, *label, way)

    def step(self, state: State, choice: int, outcome: int, way: int | None = None) -> Told:
        """What is read once a choice was made in a state."""
        program = self.program
        scene = program.scene(state[0])
        compiled = scene.choices[choice]
        happens = compiled.outcomes[outcome]
        words, facts = 0, self._behind(compiled, happens)
        for told in results(program, state, choice, outcome):
            words += _words(told.text)
            facts |= self._bits(told.text)
        enters, stays = _arrives(program, state, choice, outcome, way)
        more, met = self._arrival(advance(program, state, choice, outcome, way)[0], state, enters=enters, stays=stays)
        return Told(enters, words + more, words + more, facts | met, facts | met)

    def start(self, carried: Carried) -> Told:
        """What is read before the first choice."""
        words, facts = self._arrival(arrived_with(self.program, carried)[0], None, enters=True, stays=False)
        return Told(True, words, words, facts, facts)

    def words_of_game(self, carried: Carried, states: Sequence[State], made: Iterable[Label]) -> int:
        """What is read in a game: its `states`, and the choice between each two of them."""
        words = self.start(carried).low + self.choices(states[0])
        for before, after, (choice, outcome) in zip(states, states[1:], made, strict=False):
            told = self.step(before, choice, outcome)
            words += told.low + (self.choices(after) if told.enters else 0)
        return words

    def _between(self, state: State, unknown: Parts, choice: int, outcome: int, way: int | None) -> Told:
        """Blocks of text that hang on the same of what is unknown are tried together, and the least and the most of each such part
        is taken, whether or not they go together."""
        assert self._live is not None
        reads = self._live.reads
        program = self.program
        scene = program.scene(state[0])
        compiled = scene.choices[choice]
        happens = compiled.outcomes[outcome]
        enters, stays = _arrives(program, state, choice, outcome, way)
        low, sure = 0, self._behind(compiled, happens)
        effects = compiled.choice.effects + (happens.outcome.effects if happens.outcome is not None else ())
        perhaps, told = list[Prose](), set(results(program, state, choice, outcome))
        for part in happens.results:
            if part.condition is not None and self._live.result(scene.number, effects, part.condition) & unknown:
                perhaps.append(part.text)
            elif part in told:
                low += _words(part.text)
                sure |= self._bits(part.text)
        high, may = low + sum(map(_words, perhaps)), sure
        for text in perhaps:
            may |= self._bits(text)
        arrived = advance(program, state, choice, outcome, way)[0]
        if unknown & reads.clock:
            high += sum(_words(item.text) for item in program.news)
            may |= self._facts(tuple(fact for item in program.news for fact in item.facts))
        else:
            words, facts = self._news(arrived, state)
            low, high, sure, may = low + words, high + words, sure | facts, may | facts
        target = program.scene(arrived[0])
        asked = []
        for block in target.scene.blocks:
            decides = self._live.block(scene.number, effects, target.number, block)
            if stays and block.condition is not None:  # what was shown before isn't new
                decides |= reads.expression(block.condition, target.scene.id)
            asked.append(decides & unknown)
        for parts, blocks in _together(reads, asked):
            found = [
                self._text(advance(program, case, choice, outcome, way)[0], case if stays else None, blocks, enters=enters)
                for case in cases_of(reads, state, parts)
            ]
            if found:
                low, high = low + min(words for words, _ in found), high + max(words for words, _ in found)
            else:  # one block alone that asks for too much
                found = [self._whole(target.scene.blocks[number], read=enters or stays) for number in blocks] + [(0, 0)]
                high += max(words for words, _ in found)
            surely = -1
            for _, facts in found:
                surely &= facts
                may |= facts
            sure |= surely
        return Told(enters, low, high, sure, may)

    def _behind(self, compiled: CompiledChoice, happens: CompiledOutcome) -> int:
        reasons = (part.because for part in (compiled.choice, happens.outcome) if part is not None)
        return self._facts(tuple(filter(None, reasons)))

    def choices(self, state: State) -> int:
        """The words of the choices that a scene offers, with the reasons of those that are closed."""
        scene = self.program.scene(state[0])
        if scene.scene.goes_on:
            return 0
        words = 0
        for number, compiled in enumerate(scene.choices):
            stands = standing(self.program, state, number)
            if stands is not Standing.HIDDEN:
                words += _words(compiled.choice.label)
            if stands is Standing.CLOSED:
                words += _words(compiled.choice.locked)
        return words

    def any_choices(self, number: int) -> "Offered":
        """As `choices`, whatever is open."""
        scene = self.program.scene(number).scene
        choices = scene.choices
        always = [choice for choice in choices if not choice.conditions and not choice.once]
        every = sum(_words(choice.label) + _words(choice.locked) for choice in choices)
        return Offered(sum(_words(choice.label) for choice in always), every, 0, int(scene.may_decide))

    def _arrival(self, arrived: State, before: State | None, *, enters: bool, stays: bool) -> tuple[int, int]:
        """Words and facts. `before` is the state in which the choice was made; None at the start."""
        words, facts = self._news(arrived, before)
        more, met = self._text(arrived, before if stays else None, range(len(self.program.scene(arrived[0]).blocks)), enters=enters)
        return words + more, facts | met

    def _news(self, arrived: State, before: State | None) -> tuple[int, int]:
        clock, words, facts = self.program.clock, 0, 0
        hour = -1 if before is None else before[clock]
        if clock and arrived[clock] != hour:
            for item in heard(self.program, self.program.scene(arrived[0]), hour, arrived[clock]):
                words += _words(item.text)
                facts |= self._facts(item.facts)
        return words, facts

    def _text(self, arrived: State, stood: State | None, blocks: Iterable[int], *, enters: bool) -> tuple[int, int]:
        """Words and facts of some blocks. `stood` is the state in which one has read this scene already and stays, if so."""
        scene, words, facts = self.program.scene(arrived[0]), 0, 0
        for number in blocks:
            block = scene.blocks[number]
            if block.test is not None and not block.test(arrived):
                continue
            again = arrived[MEMORY] & scene.again
            read = enters or (stood is not None and block.test is not None and not block.test(stood))
            for prose in (block.block.text, block.block.again if again else block.block.first):
                if prose is not None:
                    words += _words(prose) if read else 0
                    facts |= self._bits(prose)
        return words, facts

    def _whole(self, block: Block, *, read: bool) -> tuple[int, int]:
        """The most that a block can tell."""
        words = _words(block.text) + max(_words(block.first), _words(block.again))
        return words * read, self._bits(block.text) | self._bits(block.first) | self._bits(block.again)

    def _bits(self, prose: Prose | None) -> int:
        return self._facts(prose.facts) if prose is not None else 0

    def _facts(self, names: tuple[str, ...]) -> int:
        bits = 0
        for name in names:
            bits |= self.facts.get(name, 0)
        return bits


class Offered(NamedTuple):
    """Of the choices that are offered in a state: the fewest and the most words that they have, and whether one surely decides
    there, and may decide, as 0 or 1."""

    fewest: int
    most: int
    decides: int
    may_decide: int


class Offers:
    """What is offered in each state, as far as it is known what is open there."""

    def __init__(self, packing: Packing, teller: Teller) -> None:
        self._packing, self._teller = packing, teller
        self._asks: dict[int, tuple[int, Parts]] = {}  # by scene: what the choices ask for, and what of it isn't kept
        self._known: dict[Packed, Offered] = {}

    def of(self, packed: Packed) -> Offered:
        scene = packed >> self._packing.scene_at
        asks = self._asks.get(scene)
        if asks is None:
            asks = self._asks[scene] = self._asked(scene)
        asked = packed & asks[0]
        offered = self._known.get(asked)
        if offered is None:
            states = cases_of(self._packing.reads, self._packing.unpack(asked), asks[1])
            each = [(self._teller.choices(state), decides(self._teller.program, state)) for state in states]
            if each:
                words, decided = zip(*each, strict=True)
                offered = Offered(min(words), max(words), min(decided), max(decided))
            else:
                offered = self._teller.any_choices(scene)
            self._known[asked] = offered
        return offered

    def _asked(self, number: int) -> tuple[int, Parts]:
        live, asks = self._packing.live, NOTHING
        scene = live.links.scenes[number]
        for choice in scene.choices:
            asks |= live.reads.guard(scene, choice)
        kept = live.after[number]
        return self._packing.bits(asks & kept) | -1 << self._packing.scene_at, asks & ~kept


def cases_of(reads: Reads, state: State, unknown: Parts) -> Iterator[State]:
    """The state with each of the values that all that is unknown can have; none where there are too many."""
    if not 1 <= reads.values(unknown) <= MOST_CASES:
        return
    program = reads.program
    variables = [program.story.variables[name] for name in reads.names(unknown)]
    bits = list(single(unknown & reads.memory))
    values = list(state)
    for made in product(*(range(each.low, each.high + 1) for each in variables), *((0, bit) for bit in bits)):
        for variable, value in zip(variables, made, strict=False):
            values[program.places[variable.name]] = value
        values[MEMORY] = state[MEMORY] & ~unknown | sum(made[len(variables) :])
        yield tuple(values)


def _arrives(program: Program, state: State, choice: int, outcome: int, way: int | None) -> tuple[bool, bool]:
    """Whether a scene is entered, and whether one stays."""
    visits = program.scene(state[0]).choices[choice].visit != STAY
    go = way_on(program, state, choice, outcome, way)
    return visits or (state[RETURN] < 0 if go == COME_BACK else go != STAY), not visits and go == STAY


def _together(reads: Reads, asked: Sequence[Parts]) -> list[tuple[Parts, list[int]]]:
    """The numbers of what asks for the same things, or for some of the same, as long as those have few values together."""
    found: list[tuple[Parts, list[int]]] = []
    for number, parts in enumerate(asked):
        for place, (others, numbers) in enumerate(found):
            if (parts & others or parts == others) and reads.values(parts | others) <= MOST_CASES:
                found[place] = (parts | others, [*numbers, number])
                break
        else:
            found.append((parts, [number]))
    return found


def _words(prose: Prose | None) -> int:
    return counted(prose) if prose is not None and prose.text else 0
