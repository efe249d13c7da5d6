"""Games of a player who takes any open choice, all alike, and carries nothing in; and how long nine of ten of them take.

The same games each time: they hang on the role's name alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from random import Random

from game.play.engine import decides, open_choices, start, step, weights
from game.play.evaluate import SCENE, State
from game.play.program import Program
from game.play.record import Carried
from game.prove.routes.bounds import MINUTES, measures
from game.prove.routes.told import Teller
from game.states.packed import Label

LONGEST_GAME = 2_000
"""After so many choices a game is given up as one that doesn't end."""

TYPICAL_GAMES = 300
MOST_TYPICAL = 30_000
"""Choices in all the games of which the length is told; fewer games are played where they are long."""

NINE_OF_TEN = 0.9


@dataclass(frozen=True, slots=True)
class ChanceGame:
    """The choices that were made, the states before and after each of them, and whether it came to an ending."""

    states: list[State]
    made: list[Label]
    ended: bool


@dataclass(frozen=True, slots=True)
class Typical:
    """Nine of ten random games end within so many `ticks`, None where more than one in ten was given up as too long. So many
    `games` were played."""

    ticks: int | None
    games: int


def chance_games(program: Program, games: int, most: int) -> Iterator[ChanceGame]:
    """After `most` choices in all, no further game is begun."""
    random = Random(f"chances/{program.role.id}")
    while games > 0 and most > 0:
        games -= 1
        states, made = [start(program)[1]], list[Label]()
        while len(made) < LONGEST_GAME and (ways := open_choices(program, states[-1])):
            choice = random.choice(ways)
            likely = weights(program, states[-1], choice)
            outcome = random.choices(range(len(likely)), likely)[0] if len(likely) > 1 else 0
            made.append((choice, outcome))
            states.append(step(program, states[-1], choice, outcome))
        most -= len(made) + 1
        yield ChanceGame(states, made, bool(program.scene(states[-1][SCENE]).scene.ending))


def typical_of(program: Program, teller: Teller, most: int = MOST_TYPICAL) -> Typical:
    word, decision = measures(program.story.pace)[MINUTES]
    lengths = list[int]()
    games = 0
    for game in chance_games(program, TYPICAL_GAMES, most):
        games += 1
        if game.ended:
            decisions = sum(decides(program, state) for state in game.states)
            lengths.append(word * teller.words_of_game(Carried(), game.states, game.made) + decision * decisions)
    within = ceil(NINE_OF_TEN * games)
    return Typical(sorted(lengths)[within - 1] if 0 < within <= len(lengths) else None, games)
