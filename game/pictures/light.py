"""The light of an hour: the sky's colours, and what becomes of the colours of things."""

from collections.abc import Mapping
from typing import Literal

from game.pictures.things import RGB

Light = Literal["dawn", "day", "dusk", "night"]
LIGHTS: tuple[Light, ...] = ("dawn", "day", "dusk", "night")
Tint = tuple[float, float, float]

# From the top of the picture to its bottom.
SKIES: Mapping[Light, tuple[RGB, RGB]] = {
    "dawn": ((92, 116, 160), (246, 190, 160)),
    "day": ((92, 152, 206), (206, 226, 234)),
    "dusk": ((54, 48, 96), (236, 130, 84)),
    "night": ((8, 11, 28), (32, 40, 70)),
}
SUNS: Mapping[Light, RGB] = {"dawn": (255, 214, 150), "day": (255, 244, 190), "dusk": (255, 150, 84), "night": (226, 230, 222)}
OUTSIDE: Mapping[Light, Tint] = {
    "dawn": (0.86, 0.74, 0.76),
    "day": (1.0, 1.0, 1.0),
    "dusk": (0.66, 0.50, 0.54),
    "night": (0.38, 0.41, 0.58),
}
INSIDE: Mapping[Light, Tint] = {
    "dawn": (0.80, 0.74, 0.74),
    "day": (1.0, 1.0, 1.0),
    "dusk": (0.88, 0.74, 0.56),
    "night": (0.70, 0.56, 0.40),
}


def light_at(hour: int) -> Light:
    """The light of an hour of the day, from 0 to 23, as it is in spring and in autumn."""
    if 5 <= hour < 8:
        return "dawn"
    if 8 <= hour < 18:
        return "day"
    return "dusk" if 18 <= hour < 20 else "night"
