"""Random playthroughs that prefer what has been chosen least, so that a few thousand see every corner of a role."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from game.play.engine import open_choices
from game.play.playthrough import Playthrough, back_to, begin, choose, facts_of_turn
from game.play.program import Program, compile_role
from game.play.record import Carried
from game.play.view import moment_of, recalls
from game.story.model import Story

LONGEST = 120


@dataclass
class Walks:
    """What many walks through one role have seen."""

    scenes: Counter[str] = field(default_factory=Counter)
    choices: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    too_early: set[tuple[str, str]] = field(default_factory=set)
    fewest_recalls: dict[str, int] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)
    unended: list[Playthrough] = field(default_factory=list)


def walk(story: Story, role: str, games: int, seed: int = 1, carried: Carried | None = None) -> Walks:
    random, walks = Random(seed), Walks()
    program = compile_role(story, role)
    for number in range(games):
        played = begin(program, seed * games + number, carried)
        _look(walks, program, played)
        while not played.ended and len(played.turns) < LONGEST:
            played = _step(walks, program, played, random)
            _look(walks, program, played)
        if not played.ended:
            walks.unended.append(played)
            continue
        ending = played.scene.id
        walks.endings[ending] += 1
        told = len(recalls(played, played.scene.recalls))
        walks.fewest_recalls[ending] = min(told, walks.fewest_recalls.get(ending, told))
        walks.lengths.append(played.decisions)
    return walks


def _step(walks: Walks, program: Program, played: Playthrough, random: Random) -> Playthrough:
    """A choice and an outcome that were taken least; every third time any, so that the walks don't all go alike."""
    scene = played.scene
    ways = [
        (scene.id, scene.choices[number].id, outcome.id if outcome is not None else "")
        for number in open_choices(program, played.state)
        for outcome in [outcome for outcome in scene.choices[number].outcomes if outcome.weight] or [None]
    ]
    assert ways, f"nothing can be chosen in {scene.id} after {[entry.choice for entry in played.entries]}"
    random.shuffle(ways)
    way = ways[0] if random.random() < 0.33 else min(ways, key=lambda way: walks.choices[way])
    walks.choices[way] += 1
    return choose(played, way[1], way[2])


def _look(walks: Walks, program: Program, played: Playthrough) -> None:
    scene = played.scene
    walks.scenes[scene.id] += 1
    moment = moment_of(program, scene, played.state)
    for fact in facts_of_turn(played, len(played.turns) - 1):
        walks.facts[fact] += 1
        known = program.story.facts[fact].day
        if moment is not None and known is not None and moment.date() < known:
            walks.too_early.add((scene.id, fact))


__all__ = ["Walks", "back_to", "walk"]
