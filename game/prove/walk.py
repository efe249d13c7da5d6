"""Random games of a role, on bare states, and what they come to, counted.

Of the open choices the one that was made least is preferred, and every third time any is taken, so that a few hundred
games see every corner. Chance falls as the story says. Every other game starts with nothing carried in, the others with
what earlier games have left behind, which were played at random too: so no game starts from a past that can't be.

Games are played in blocks, each with its own counts and its own luck, so that it makes no difference how many processes
share the blocks.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import add
from random import Random

from game.play.engine import open_choices, step, weights
from game.play.evaluate import MEMORY, SCENE, State
from game.play.program import Program, compile_role
from game.play.record import Carried, Entry
from game.prove.side_by_side import PROCESSES, one_by_one, side_by_side
from game.states.carry_in import arrived_with
from game.story.model import Story

ANY = 1 / 3
"""How often any open choice is taken rather than the least used."""

SMALLEST_BLOCK = 250  # games
LONGEST = 1_000
"""After so many choices a game is given up as one that doesn't end."""

KEPT = 5  # how many of the games without an end are kept, the shortest first
EARLIER_GAMES = 200  # played to have something to carry in
WORTH_SHARING = 0.5  # seconds of work that is left

Taken = tuple[int, int, int]
"""A scene, its choice and what came of it, by their numbers."""


@dataclass(frozen=True, slots=True)
class Game:
    """One game: what was carried in, what was chosen, and where it stopped. `decisions` are the choices of two or more, `ended` is
    whether in an ending."""

    carried: Carried
    steps: list[Taken]
    decisions: int
    state: State
    ended: bool

    def entries(self, program: Program) -> Iterator[Entry]:
        for scene, choice, outcome in self.steps:
            compiled = program.scene(scene).choices[choice]
            happened = compiled.outcomes[outcome].outcome
            yield Entry(program.ids[scene], compiled.choice.id, happened.id if happened is not None else "")


@dataclass(frozen=True, slots=True)
class Tally:
    """What many games came to.

    `taken` counts what was chosen and what came of it; `ended` the games by the numbers of the scenes in which they ended,
    and `stuck` those that stopped elsewhere; `meters` the values of each shown variable at the endings; `lengths` the
    decisions of the games that ended.
    """

    games: int = 0
    taken: Counter[Taken] = field(default_factory=Counter)
    ended: Counter[int] = field(default_factory=Counter)
    stuck: Counter[int] = field(default_factory=Counter)
    meters: dict[str, Counter[int]] = field(default_factory=dict)
    lengths: Counter[int] = field(default_factory=Counter)
    unfinished: tuple[Game, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.games + other.games,
            self.taken + other.taken,
            self.ended + other.ended,
            self.stuck + other.stuck,
            {name: self.meters.get(name, Counter()) + values for name, values in other.meters.items()},
            self.lengths + other.lengths,
            _shortest((*self.unfinished, *other.unfinished)),
        )

    @property
    def choices(self) -> int:
        return self.taken.total()

    def shown(self) -> Counter[int]:
        """How often each scene was shown."""
        shown = self.ended + self.stuck
        for (scene, _, _), count in self.taken.items():
            shown[scene] += count
        return shown

    def made(self) -> Counter[tuple[int, int]]:
        """How often each choice of each scene was made."""
        made: Counter[tuple[int, int]] = Counter()
        for (scene, choice, _), count in self.taken.items():
            made[scene, choice] += count
        return made


@dataclass(slots=True)
class _Share:
    """The numbers of some blocks, each with its games, and what those that are played came to."""

    blocks: list[tuple[int, int]]
    tally: Tally = field(default_factory=Tally)
    games: int = 0  # as far as we have heard


def walk(story: Story, role: str, games: int, seed: int, *, share: bool = False, tick: Callable[[str, int], None] | None = None) -> Tally:
    """Play a role at random. The same `seed` gives the same games, however many processes play them.

    `share` lets other processes play some, where that is worth it. `tick` hears of (role, games played) now and then. An
    interrupt ends the walk with what was played until then: the tally then has fewer games than were asked for.
    """
    program = compile_role(story, role)
    size = max(SMALLEST_BLOCK, len(program.ids))  # where there is more to be seen, more games know of each other
    blocks = [(block, min(size, games - block * size)) for block in range(-(-games // size))]
    shares = [_Share(blocks[:1])]

    def work(share: _Share, hear: Callable[[int], None]) -> None:
        for block, count in share.blocks:
            share.tally += play_block(program, seed, block, count)
            hear(share.tally.games)

    def told(share: _Share, played: int) -> None:
        share.games = played
        if tick is not None:
            tick(role, sum(each.games for each in shares))

    try:
        began = time.perf_counter()
        _, whole = one_by_one(shares, work, told)
        left = blocks[1:]
        if whole and left:
            pays = share and (time.perf_counter() - began) * len(left) > WORTH_SHARING
            shares += [_Share(left[number::PROCESSES]) for number in range(PROCESSES)] if pays else [_Share(left)]
            shares[1:] = side_by_side(shares[1:], work, told)[0]
    except KeyboardInterrupt:
        pass  # what was played until then is the answer
    return reduce(add, (each.tally for each in shares))


def play_block(program: Program, seed: int, block: int, games: int) -> Tally:
    """Play the games of one block and count what they come to."""
    meters = {name: program.places[name] for name, variable in program.story.variables.items() if variable.show}
    taken: Counter[Taken] = Counter()
    ended: list[Game] = []
    stuck: list[Game] = []
    for game in random_games(program, f"{seed}/{program.role.id}/{block}", games):
        taken.update(game.steps)
        (ended if game.ended else stuck).append(game)
    return Tally(
        games,
        taken,
        Counter(game.state[SCENE] for game in ended),
        Counter(game.state[SCENE] for game in stuck),
        {name: Counter(game.state[place] for game in ended) for name, place in meters.items()},
        Counter(game.decisions for game in ended),
        _shortest(stuck),
    )


def random_games(program: Program, luck: str, games: int) -> Iterator[Game]:
    """Games one after the other, each of which avoids what those before it chose; the same for the same `luck`."""
    random = Random(luck)
    begun = _left_behind(program)
    made = _never_made(program)
    for number in range(games):
        yield _play(program, begun[random.randrange(len(begun))] if number % 2 else begun[0], made, random.random)


def _never_made(program: Program) -> list[list[int]]:
    """How often each choice of each scene was made."""
    return [[0] * len(program.story.scenes[name].choices) for name in program.ids]


def _play(program: Program, carried: Carried, made: list[list[int]], chance: Callable[[], float]) -> Game:
    """One game; `made` is what was chosen in those before it, and counts on."""
    state = arrived_with(program, carried)[1]
    steps: list[Taken] = []
    decisions = 0
    while len(steps) < LONGEST and (ways := open_choices(program, state)):
        scene = state[SCENE]
        decisions += len(ways) > 1
        if len(ways) == 1:
            choice = ways[0]
        elif (luck := chance()) < ANY:
            choice = ways[int(luck * (len(ways) / ANY))]
        else:
            choice = min(ways, key=made[scene].__getitem__)
        likely, outcome = weights(program, state, choice), 0
        if len(likely) > 1:
            fall = int(chance() * sum(likely))
            while fall >= likely[outcome]:
                fall -= likely[outcome]
                outcome += 1
        made[scene][choice] += 1
        steps.append((scene, choice, outcome))
        state = step(program, state, choice, outcome)
    return Game(carried, steps, decisions, state, bool(program.scene(state[SCENE]).scene.ending))


def _shortest(games: Sequence[Game]) -> tuple[Game, ...]:
    return tuple(sorted(games, key=lambda game: (len(game.steps), game.steps))[:KEPT])


@lru_cache(maxsize=2)
def _left_behind(program: Program) -> list[Carried]:
    """What a game may start with: nothing, and what chains of random games of any roles have left behind."""
    story = program.story
    found = [Carried()]
    programs = [compile_role(story, role) for role in story.roles]
    echoes = {name: variable for name, variable in story.variables.items() if variable.echo}
    if not programs[0].bits.met and not echoes:
        return found
    random = Random("earlier games")
    made = [_never_made(program) for program in programs]
    for number in range(EARLIER_GAMES):
        which = number % len(programs)
        program = programs[which]
        before = found[random.randrange(len(found))]
        game = _play(program, before, made[which], random.random)
        if game.ended:
            own = {name: echo for name, echo in echoes.items() if echo.echo == program.role.id}
            left = {name: echo.values[game.state[program.places[name]]] for name, echo in own.items()}
            facts = frozenset(fact for fact, bit in program.bits.met.items() if game.state[MEMORY] & bit)
            if (carried := Carried(facts, {**before.echoes, **left})) not in found:
                found.append(carried)
    return found
