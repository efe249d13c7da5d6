"""Random games of a role, on bare states: what they come to, counted.

Of the open choices the one that was made least is preferred, and every third time any is taken, so that a few hundred
games see every corner. Chance falls as the story says. Every other game starts with nothing carried in, the others with
anything that earlier roles may leave behind and this one asks for.

Games are played in blocks, each with its own counts and its own luck, so that it makes no difference how many processes
share the blocks.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from game.play.engine import start
from game.play.evaluate import SCENE, State
from game.play.program import Program
from game.play.record import Carried, Entry
from game.prove.generated import Generated, Played
from game.prove.live import live
from game.prove.slices import Slice

SMALLEST_BLOCK = 250  # games
LONGEST = 1_000
"""After so many choices a game is given up as one that doesn't end."""

KEPT = 5  # how many unfinished games a block keeps


@dataclass(frozen=True, slots=True)
class Game:
    """One game: what it began with, and (scene, choice, outcome) by their numbers. `ended` is whether in an ending."""

    echoes: dict[str, int]
    facts: frozenset[str]
    steps: list[tuple[int, int, int]]
    state: tuple[int, ...]
    ended: bool

    def carried(self, program: Program) -> Carried:
        return Carried(self.facts, {name: program.story.variables[name].values[value] for name, value in self.echoes.items()})

    def entries(self, program: Program) -> Iterator[Entry]:
        for scene, choice, outcome in self.steps:
            compiled = program.scene(scene).choices[choice]
            happened = compiled.outcomes[outcome].outcome
            yield Entry(program.ids[scene], compiled.choice.id, happened.id if happened is not None else "")


@dataclass(slots=True)
class Tally:
    """What many games came to. Scenes, choices and outcomes are counted by their numbers, a scene each time it is shown.

    `ended` counts endings by their scenes' numbers; `meters` the values of each shown variable at the endings;
    `lengths` the decisions of the games that ended. Of the `unfinished` only the first few are kept.
    """

    scenes: list[int]
    made: list[list[int]]
    fell: list[list[list[int]]]
    games: int = 0
    choices: int = 0
    ended: Counter[int] = field(default_factory=Counter)
    meters: dict[str, Counter[int]] = field(default_factory=dict)
    lengths: Counter[int] = field(default_factory=Counter)
    unfinished: list[Game] = field(default_factory=list)
    endless: int = 0  # how many games didn't end

    def add(self, other: "Tally") -> None:
        self.scenes = [one + more for one, more in zip(self.scenes, other.scenes, strict=True)]
        for scene, choices in enumerate(other.fell):
            if not other.scenes[scene]:
                continue
            for choice, outcomes in enumerate(choices):
                self.made[scene][choice] += other.made[scene][choice]
                for outcome, count in enumerate(outcomes):
                    self.fell[scene][choice][outcome] += count
        self.games += other.games
        self.choices += other.choices
        self.ended += other.ended
        for name, values in other.meters.items():
            self.meters[name] += values
        self.lengths += other.lengths
        self.unfinished += other.unfinished
        self.endless += other.endless


def empty(program: Program) -> Tally:
    scenes = [program.story.scenes[name] for name in program.ids]
    return Tally(
        [0] * len(scenes),
        [[0] * len(scene.choices) for scene in scenes],
        [[[0] * max(1, len(choice.outcomes)) for choice in scene.choices] for scene in scenes],
        meters={name: Counter() for name, variable in program.story.variables.items() if variable.show},
    )


class Walker:
    """A role that is walked through, block after block: the functions that are generated for it are made once."""

    def __init__(self, program: Program) -> None:
        self.program = program
        counts = empty(program)
        self._generated = Generated(program, counts.made, counts.fell)
        self._echoes, self._facts = _asked_for(program)

    def block(self, seed: int, block: int, games: int) -> Tally:
        """Play the games of one block and count what they come to."""
        program, generated = self.program, self._generated
        tally = empty(program)
        ends = [bool(program.story.scenes[name].ending) for name in program.ids]
        slots = [(values, program.places[name]) for name, values in tally.meters.items()]
        for echoes, facts, (state, numbers, went_on) in self._play(f"{seed}/{program.role.id}/{block}", games):
            tally.games += 1
            tally.choices += len(numbers)
            number = state[SCENE]
            tally.scenes[number] += 1
            if not ends[number]:
                tally.endless += 1
                if len(tally.unfinished) < KEPT:
                    tally.unfinished.append(self._game(echoes, facts, state, numbers))
                continue
            tally.ended[number] += 1
            for values, slot in slots:
                values[state[slot]] += 1
            tally.lengths[len(numbers) - went_on] += 1
        for number in generated.come_to:
            made = tally.made[number] = generated.made[number][:]
            tally.scenes[number] += sum(made)
            tally.fell[number] = [fell[:] if len(fell) > 1 else [count] for fell, count in zip(generated.fell[number], made, strict=True)]
        return tally

    def games(self, luck: str, games: int) -> Iterator[Game]:
        """Games one after the other, each of which avoids what those before it chose; the same for the same `luck`."""
        for echoes, facts, (state, numbers, _) in self._play(luck, games):
            yield self._game(echoes, facts, state, numbers)

    def _game(self, echoes: dict[str, int], facts: frozenset[str], state: State, numbers: list[int]) -> Game:
        steps = [self._generated.taken[number] for number in numbers]
        return Game(echoes, facts, steps, state, bool(self.program.scene(state[SCENE]).scene.ending))

    def _play(self, luck: str, games: int) -> Iterator[tuple[dict[str, int], frozenset[str], Played]]:
        """What each game was started with, and how it went. Counting starts anew."""
        self._generated.forget()
        random = Random(luck)
        chance, variables = random.random, self.program.story.variables
        fresh = start(self.program)[1]
        for number in range(games):
            if number % 2 and (self._echoes or self._facts):
                echoes = {name: random.randrange(len(variables[name].values)) for name in self._echoes}
                facts = frozenset(fact for fact in self._facts if chance() < 0.5)
                begun = start(self.program, echoes, facts)[1]
            else:
                echoes, facts, begun = {}, frozenset(), fresh
            yield echoes, facts, self._generated.play(begun, chance, LONGEST)


def random_games(program: Program, luck: str, games: int) -> Iterator[Game]:
    """Games one after the other, each of which avoids what those before it chose; the same for the same `luck`."""
    return Walker(program).games(luck, games)


def block_size(program: Program) -> int:
    """How many games a block has: where there is more to be seen, more of them know of each other."""
    return max(SMALLEST_BLOCK, len(program.ids))


@lru_cache(maxsize=2)
def _asked_for(program: Program) -> tuple[list[str], list[str]]:
    """The echoes and the facts that a role may be started with and that something asks for."""
    variables = program.story.variables
    if not program.bits.met and all(variable.echo in ("", program.role.id) for variable in variables.values()):
        return [], []
    reads = live(program, Slice())[program.role.start]
    echoes = [name for name in variables if name in reads.names and variables[name].echo not in ("", program.role.id)]
    return echoes, [fact for fact, bit in program.bits.met.items() if bit & reads.memory]
