"""What can be said of a role before it is played: how long it takes, and when it ends."""

from statistics import median

from msgspec import Struct

from game.play.playthrough import Playthrough, begin, choose
from game.play.program import compile_role
from game.play.view import view, words_of
from game.story.model import Role, Story
from game.story.reading_time import minutes_of

WALKS = 9
LONGEST_WALK = 120  # choices; a walk that goes round in circles says nothing of how long the role takes


class RoleEstimate(Struct, frozen=True):
    """`minutes` is None where no walk came to an end, and `last_hour`, the latest of the story's clock, also where there is no clock."""

    minutes: int | None
    last_hour: int | None


def estimate(story: Story, role: Role) -> RoleEstimate:
    """Walk through the role a few times at random, and measure."""
    program = compile_role(story, role.id)
    walks = [walked for seed in range(WALKS) if (walked := _walk(begin(program, seed), seed)) is not None]
    if not walks:
        return RoleEstimate(None, None)
    last = max(hour for _, hour in walks) if story.clock is not None else None
    return RoleEstimate(max(1, round(median(minutes for minutes, _ in walks))), last)


def _walk(played: Playthrough, seed: int) -> tuple[float, int] | None:
    """How many minutes one way through takes, with the choices cast by `seed`, and the hour at its end."""
    words = 0
    for step in range(LONGEST_WALK):
        moment = view(played)
        words += sum(len(words_of(paragraph).split()) for part in moment.parts for paragraph in part.paragraphs)
        if moment.ending:
            return minutes_of(played.program.story.pace, words, played.decisions), played.state[played.program.clock]
        options = [option for option in moment.options if option.open]
        if not options:
            return None
        played = choose(played, options[(seed * 7 + step * 5 + step * step) % len(options)].id)
    return None
