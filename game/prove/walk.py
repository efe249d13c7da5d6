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

from game.play.engine import open_choices, start, step
from game.play.evaluate import SCENE
from game.play.program import Program
from game.play.record import Carried, Entry
from game.prove.live import live
from game.prove.slices import Slice

BLOCK = 250  # games
LONGEST = 1_000
"""After so many choices a game is given up as one that doesn't end."""

ANY = 1 / 3  # how often any open choice is taken rather than the least used
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


def walk_block(program: Program, seed: int, block: int, games: int) -> Tally:
    """Play the games of one block and count what they come to."""
    tally = empty(program)
    slots = [(values, program.places[name]) for name, values in tally.meters.items()]
    for game in random_games(program, f"{seed}/{program.role.id}/{block}", games, tally):
        tally.games += 1
        tally.choices += len(game.steps)
        if not game.ended:
            tally.endless += 1
            if len(tally.unfinished) < KEPT:
                tally.unfinished.append(game)
            continue
        state = game.state
        tally.ended[state[SCENE]] += 1
        for values, slot in slots:
            values[state[slot]] += 1
        tally.lengths[sum(not program.scene(scene).scene.goes_on for scene, _, _ in game.steps)] += 1
    return tally


def random_games(program: Program, luck: str, games: int, tally: Tally | None = None) -> Iterator[Game]:
    """Games one after the other, each of which avoids what those before it chose; the same for the same `luck`.

    `tally`, where one is given, counts scenes, choices and outcomes as they come.
    """
    counted = tally if tally is not None else empty(program)
    random = Random(luck)
    echoes, facts = _asked_for(program)
    for number in range(games):
        chosen = {name: random.randrange(len(program.story.variables[name].values)) for name in echoes} if number % 2 else {}
        known = frozenset(fact for fact in facts if random.random() < 0.5) if number % 2 else frozenset()
        yield _play(program, chosen, known, counted, random)


@lru_cache(maxsize=2)
def _asked_for(program: Program) -> tuple[list[str], list[str]]:
    """The echoes and the facts that a role may be started with and that something asks for."""
    reads = live(program, Slice())[program.role.start]
    variables = program.story.variables
    echoes = [name for name in variables if name in reads.names and variables[name].echo not in ("", program.role.id)]
    return echoes, [fact for fact, bit in program.bits.met.items() if bit & reads.memory]


def _play(program: Program, echoes: dict[str, int], facts: frozenset[str], tally: Tally, random: Random) -> Game:
    state = start(program, echoes, facts)[1]
    steps: list[tuple[int, int, int]] = []
    scenes, chance = tally.scenes, random.random
    number = state[SCENE]
    scenes[number] += 1
    while len(steps) < LONGEST:
        ways = open_choices(program, state)
        if not ways:
            break
        made = tally.made[number]
        if len(ways) == 1:
            choice = ways[0]
        elif chance() < ANY:
            choice = ways[int(chance() * len(ways))]
        else:
            choice = min(ways, key=made.__getitem__)
        weights = program.scene(number).choices[choice].weights
        outcome = 0
        if len(weights) > 1:
            fall = int(chance() * sum(weights)) - weights[0]
            while fall >= 0:
                outcome += 1
                fall -= weights[outcome]
        steps.append((number, choice, outcome))
        made[choice] += 1
        tally.fell[number][choice][outcome] += 1
        state = step(program, state, choice, outcome)
        number = state[SCENE]
        scenes[number] += 1
    return Game(echoes, facts, steps, state, bool(program.scene(number).scene.ending))
