"""Random games of the shipped story, each played once more in the engine to see what is told on the way."""

from collections import Counter
from dataclasses import dataclass, field

from game.play.playthrough import Playthrough, begin, choose, facts_of_turn, recalls
from game.play.program import Program, compile_role
from game.play.view import moment_of
from game.prove.walk import random_games
from game.story.model import Story


@dataclass
class Walks:
    """What many games of one role have seen."""

    scenes: Counter[str] = field(default_factory=Counter)
    choices: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    too_early: set[tuple[str, str]] = field(default_factory=set)
    fewest_recalls: dict[str, int] = field(default_factory=dict)
    unended: list[Playthrough] = field(default_factory=list)


def walk(story: Story, role: str, games: int) -> Walks:
    walks, program = Walks(), compile_role(story, role)
    for game in random_games(program, "shipped", games):
        played = begin(program, 0, game.carried)
        _look(walks, program, played)
        for entry in game.entries(program):
            played = choose(played, entry.choice, entry.outcome)
            walks.choices[entry.scene, entry.choice, entry.outcome] += 1
            _look(walks, program, played)
        if not played.ended:
            walks.unended.append(played)
            continue
        ending = played.scene.id
        walks.endings[ending] += 1
        told = len(recalls(played, played.scene.recalls))
        walks.fewest_recalls[ending] = min(told, walks.fewest_recalls.get(ending, told))
    return walks


def _look(walks: Walks, program: Program, played: Playthrough) -> None:
    scene = played.scene
    walks.scenes[scene.id] += 1
    moment = moment_of(program, scene, played.state)
    for fact in facts_of_turn(played, len(played.turns) - 1):
        walks.facts[fact] += 1
        known = program.story.facts[fact].day
        if moment is not None and known is not None and moment.date() < known:
            walks.too_early.add((scene.id, fact))
