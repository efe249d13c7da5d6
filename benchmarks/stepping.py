"""How many choices a second the engine makes in random play: bare, and with all that a frontend shows of each."""

import random
import time
from dataclasses import dataclass

from game.play.engine import open_choices, start, step
from game.play.evaluate import SCENE
from game.play.playthrough import begin, choose
from game.play.program import Program, compile_role
from game.play.view import view
from game.story.model import Story


@dataclass(frozen=True, slots=True)
class Steps:
    """Choices in a second of the processor."""

    bare: float
    shown: float


def steps_a_second(story: Story, seconds: float, seed: int = 1) -> Steps:
    """Each kind of play for so many seconds, once every scene has been compiled."""
    program = compile_role(story, next(iter(story.roles)))
    for number in range(len(program.ids)):
        program.scene(number)
    return Steps(_bare(program, seconds, random.Random(seed)), _shown(program, seconds, random.Random(seed)))


def _bare(program: Program, seconds: float, chance: random.Random) -> float:
    """Only what `step` needs: which choices are open, which is made, what falls."""
    choice, choices = chance.choice, chance.choices
    made = 0
    _, state = beginning = start(program)
    started = time.process_time()
    while True:
        for _ in range(1_000):
            scene = program.scene(state[SCENE])
            if scene.scene.ending:
                _, state = beginning
                continue
            number = choice(open_choices(program, state))
            weights = scene.choices[number].weights
            state = step(program, state, number, choices(range(len(weights)), weights)[0] if len(weights) > 1 else 0)
            made += 1
        passed = time.process_time() - started
        if passed > seconds:
            return made / passed


def _shown(program: Program, seconds: float, chance: random.Random) -> float:
    """With the transcript that a frontend keeps, and the view that it draws."""
    made = 0
    started = time.process_time()
    while True:
        played = begin(program, chance.randrange(1_000_000))
        shown = view(played)
        while not played.ended:
            played = choose(played, chance.choice([option.id for option in shown.options if option.open]))
            shown = view(played)
            made += 1
        passed = time.process_time() - started
        if passed > seconds:
            return made / passed
