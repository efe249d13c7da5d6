"""What is left to chance in the choices that can be made now, in words.

How likely each way is, is told; what it brings isn't. Where an author lets nothing be found, which is `chance: 0`, the
odds stay theirs: that there is nothing to find is for the story to say.
"""

from collections.abc import Iterable, Iterator
from math import gcd

from msgspec import Struct

from game.play.engine import open_choices, weights
from game.play.playthrough import Playthrough
from game.play.view import plain_text
from game.story.model import Choice
from game.text.words import in_a_row

HIDDEN = "The story doesn't tell the odds."
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Odds(Struct, frozen=True):
    """A choice's label, and a sentence on what may come of it."""

    label: str
    says: str


def odds(played: Playthrough) -> Iterator[Odds]:
    """The open choices that hang on chance, in their order."""
    program, scene = played.program, played.scene
    for number in open_choices(program, played.state):
        choice = scene.choices[number]
        says = _found(choice) if choice.search else _ways(weights(program, played.state, number))
        if says:
            yield Odds(plain_text(choice.label, program, played.state), says)


def _found(choice: Choice) -> str:
    """Of a choice whose first outcome is that something is found."""
    found, whole = choice.outcomes[0].weight, sum(outcome.weight for outcome in choice.outcomes)
    return HIDDEN if not found else "It is found for certain." if found == whole else f"It is found {_times(found, whole)}."


def _ways(weights: Iterable[int]) -> str:
    likely = sorted(filter(None, weights), reverse=True)
    if len(likely) < 2:
        return ""
    if len(set(likely)) == 1:
        return f"It can come out in {_number(len(likely))} ways, each as likely as the other{'s' if len(likely) > 2 else ''}."
    return f"It can come out in {_number(len(likely))} ways: {in_a_row([_times(weight, sum(likely)) for weight in likely])}."


def _times(part: int, whole: int) -> str:
    """`two times in three`."""
    common = gcd(part, whole)
    times = part // common
    return f"{_number(times)} time{'' if times == 1 else 's'} in {_number(whole // common)}"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
