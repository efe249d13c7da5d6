"""What is read, and which facts are met, when a choice is made: its result, the news, and the passage that follows.

A passage and the choices under it are read when a scene is entered. Staying in a scene, or coming back to it, shows
them again, which nobody reads a second time; a fact that is told there is met all the same. What stands there once one
has stayed, and didn't before, is read: a sorting's next claim, say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

from game.play.engine import Standing, advance, heard, standing, start
from game.play.evaluate import MEMORY, RETURN, State
from game.play.program import COME_BACK, STAY, CompiledScene, Program
from game.play.record import Carried
from game.prove.routes.matters import cases_in
from game.prove.slices import Reads
from game.prove.words import counted
from game.story.prose import Prose

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


@dataclass(eq=False)
class Teller:
    """Tells what is read in a role. Facts are bits, in the story's order."""

    program: Program

    @cached_property
    def facts(self) -> dict[str, int]:
        return {fact: 1 << number for number, fact in enumerate(self.program.story.facts)}

    def step(self, state: State, choice: int, outcome: int) -> Told:
        """What is read once a choice was made in a state."""
        program = self.program
        scene = program.scene(state[0])
        compiled = scene.choices[choice]
        happens = compiled.outcomes[outcome]
        words = facts = 0
        for part in (compiled.choice, happens.outcome):
            if part is not None:
                words += _words(part.result)
                facts |= self._bits(part.result) | self.facts.get(part.because, 0)
        enters = compiled.visit != STAY or (state[RETURN] < 0 if happens.go == COME_BACK else happens.go != STAY)
        stays = compiled.visit == STAY and happens.go == STAY
        arrived = advance(program, state, choice, outcome)[0]
        before = state[program.clock] if program.clock else 0
        more, met = self._arrival(arrived, before, state if stays else None, enters=enters)
        return Told(enters, words + more, words + more, facts | met, facts | met)

    def start(self, carried: Carried) -> Told:
        """What is read before the first choice."""
        variables = self.program.story.variables
        echoes = {name: variables[name].values.index(word) for name, word in carried.echoes.items()}
        words, facts = self._arrival(start(self.program, echoes, carried.facts)[0], -1, None, enters=True)
        return Told(True, words, words, facts, facts)

    def roughly(self, state: State, unknown: Reads, choice: int, outcome: int) -> Told:
        """The same, where what is `unknown` may be anything, whatever the state says of it."""
        found: Told | None = None
        for case in cases_of(self.program, state, unknown):
            told = self.step(case, choice, outcome)
            found = told if found is None else either(found, told)
        return found if found is not None else self._hardly(state, choice, outcome)

    def _hardly(self, state: State, choice: int, outcome: int) -> Told:
        """The same where next to nothing is known: what hangs on a condition may be told or not."""
        told = self.step(state, choice, outcome)
        compiled = self.program.scene(state[0]).choices[choice]
        happens = compiled.outcomes[outcome]
        low = sure = 0
        for part in (compiled.choice, happens.outcome):
            if part is not None:
                low += _words(part.result)
                sure |= self._bits(part.result) | self.facts.get(part.because, 0)
        high, may = low, sure
        for item in self.program.news:
            high += _words(item.text)
            may |= self._facts(item.facts)
        arrived = advance(self.program, state, choice, outcome)[0]
        stays = compiled.visit == STAY and happens.go == STAY
        for block in self.program.scene(arrived[0]).blocks:
            always, first, again = block.block.text, block.block.first, block.block.again
            if block.block.condition is None:
                low += (_words(always) + min(_words(first), _words(again))) * told.enters
                sure |= self._bits(always)
            high += (_words(always) + max(_words(first), _words(again))) * (told.enters or (stays and block.test is not None))
            may |= self._bits(always) | self._bits(first) | self._bits(again)
        return Told(told.enters, low, high, sure, may)

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

    def any_choices(self, scene: int) -> tuple[int, int]:
        """The fewest and the most words that the choices of a scene can have."""
        choices = self.program.scene(scene).scene.choices
        always = [choice for choice in choices if choice.condition is None and choice.when is None and not choice.once]
        every = sum(_words(choice.label) + _words(choice.locked) for choice in choices)
        return sum(_words(choice.label) for choice in always), every

    def _arrival(self, arrived: State, before: int, stood: State | None, *, enters: bool) -> tuple[int, int]:
        """Words and facts. `stood` is the state in which one has read this scene already and stays, if so."""
        program = self.program
        scene = program.scene(arrived[0])
        words = facts = 0
        if program.clock and arrived[program.clock] != before:
            for item in heard(program, scene, before, arrived[program.clock]):
                words += _words(item.text)
                facts |= self._facts(item.facts)
        read = [] if stood is None else _passage(scene, stood)
        for prose in _passage(scene, arrived):
            if enters or (stood is not None and not any(prose is known for known in read)):
                words += _words(prose)
            facts |= self._bits(prose)
        return words, facts

    def _bits(self, prose: Prose | None) -> int:
        return self._facts(prose.facts) if prose is not None else 0

    def _facts(self, names: tuple[str, ...]) -> int:
        bits = 0
        for name in names:
            bits |= self.facts.get(name, 0)
        return bits


def cases_of(program: Program, state: State, unknown: Reads) -> Iterator[State]:
    """The state with each of the values that all that is unknown can have; none where there are too many."""
    cases = cases_in(program, unknown)
    if cases == 1:
        yield state
    if not 1 < cases <= MOST_CASES:
        return
    variables = [program.story.variables[name] for name in sorted(unknown.names)]
    bits = [1 << place for place in range(unknown.memory.bit_length()) if unknown.memory >> place & 1]
    values = list(state)
    for made in product(*(range(each.low, each.high + 1) for each in variables), *((0, bit) for bit in bits)):
        for variable, value in zip(variables, made, strict=False):
            values[program.places[variable.name]] = value
        values[MEMORY] = state[MEMORY] & ~unknown.memory | sum(made[len(variables) :])
        yield tuple(values)


def _passage(scene: CompiledScene, arrived: State) -> list[Prose]:
    again = arrived[MEMORY] & scene.again
    shown: list[Prose] = []
    for block in scene.blocks:
        if block.test is None or block.test(arrived):
            shown += (prose for prose in (block.block.text, block.block.again if again else block.block.first) if prose is not None)
    return shown


def either(one: Told, other: Told) -> Told:
    return Told(one.enters, min(one.low, other.low), max(one.high, other.high), one.sure & other.sure, one.may | other.may)


def _words(prose: Prose | None) -> int:
    return counted(prose) if prose is not None and prose.text else 0
