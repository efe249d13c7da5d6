"""What is counted beside the text, and what it is good for."""

from collections.abc import Sequence

from textual.content import Content

from game.play.view import Meter
from game.text.words import capital
from game.tui.safe_text import line, plain, together


def explanation(meter: Meter) -> Content:
    """What the player has, and what it is good for."""
    return together(line(capital(meter.text), "bold"), plain(" – "), line(meter.about, "$muted", limit=300))


def explanations(meters: Sequence[Meter]) -> Content | None:
    """That of all that have one, for who rests the mouse on them."""
    return plain("\n").join([explanation(meter) for meter in meters if meter.about]) or None
