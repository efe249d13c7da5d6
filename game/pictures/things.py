"""What the letters of a picture stand for: small letters and signs are things, capital letters are colours."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

RGB = tuple[int, int, int]
Shine = Literal["", "dark", "always"]
"""When something shines: never, where the light is poor (at dusk, at night and at dawn), or always."""

SKY, STAR, SUN = " ", ".", "o"


class Thing(Struct, frozen=True):
    """`tone` is how much ink it gets where there are no colours, from 0 (none) to 4; `haze` how far away it looks, in parts of
    the sky's own colour. What shines has the colour `lit` then, and lights what is within `reach` of it."""

    says: str
    colour: RGB
    tone: int
    haze: float = 0.0
    shine: Shine = ""
    lit: RGB = (255, 205, 120)
    lit_tone: int = 0
    reach: int = 0


THINGS: Mapping[str, Thing] = {
    SKY: Thing("sky", (0, 0, 0), 0),
    STAR: Thing("star", (232, 232, 240), 0),
    SUN: Thing("sun", (255, 240, 170), 4),
    "c": Thing("cloud", (236, 238, 240), 1, 0.25),
    "f": Thing("far", (96, 108, 124), 1, 0.55),
    "m": Thing("hill", (98, 104, 88), 2, 0.25),
    "#": Thing("near", (36, 38, 44), 4),
    "h": Thing("wall", (202, 190, 166), 2),
    "b": Thing("brick", (158, 92, 70), 3),
    "r": Thing("roof", (112, 62, 54), 4),
    "d": Thing("door", (92, 64, 44), 4),
    "|": Thing("wood", (128, 90, 56), 4),
    "w": Thing("window", (122, 146, 164), 4, shine="dark", lit=(255, 208, 124)),
    "g": Thing("glass", (132, 158, 172), 1),
    "l": Thing("lamp", (226, 222, 200), 3, shine="dark", lit=(255, 238, 190), reach=4, lit_tone=4),
    "s": Thing("screen", (214, 230, 240), 4, shine="always", lit=(214, 230, 240), reach=3, lit_tone=4),
    "~": Thing("water", (84, 128, 152), 2, 0.15),
    ",": Thing("steppe", (188, 164, 98), 1),
    '"': Thing("grass", (98, 128, 66), 2),
    "=": Thing("earth", (132, 108, 80), 2),
    "-": Thing("road", (98, 98, 102), 1),
    "t": Thing("tree", (62, 100, 54), 3),
    "x": Thing("metal", (136, 142, 150), 4),
    "i": Thing("room", (206, 194, 172), 0),
    "j": Thing("shade", (172, 158, 136), 1),
    "u": Thing("dark", (24, 24, 30), 0),
    "n": Thing("floor", (142, 110, 80), 2),
    "k": Thing("furniture", (94, 66, 48), 3),
    "y": Thing("cloth", (168, 84, 74), 3),
    "z": Thing("blanket", (92, 112, 148), 3),
    "p": Thing("person", (44, 42, 52), 4),
    "e": Thing("face", (222, 176, 142), 1),
    "a": Thing("paper", (240, 236, 224), 0),
    "R": Thing("red", (190, 52, 46), 3),
    "O": Thing("orange", (222, 130, 50), 3),
    "Y": Thing("yellow", (232, 196, 78), 2),
    "G": Thing("green", (66, 136, 82), 2),
    "B": Thing("blue", (54, 96, 168), 3),
    "V": Thing("violet", (124, 82, 150), 3),
    "P": Thing("pink", (222, 142, 160), 2),
    "N": Thing("brown", (112, 78, 52), 3),
    "W": Thing("white", (244, 242, 236), 1),
    "A": Thing("grey", (134, 134, 138), 2),
    "K": Thing("black", (20, 20, 24), 4),
}

NAMED: Mapping[str, str] = {thing.says: letter for letter, thing in THINGS.items()}
LIGHT = " light"


def thing_called(name: str) -> Thing | None:
    """The thing of that name; `red light` and the like shine at any hour in their colour."""
    if name.endswith(LIGHT) and (letter := NAMED.get(name.removesuffix(LIGHT))) is not None and letter.isupper():
        colour = THINGS[letter].colour
        r, g, b = ((channel + 510) // 3 if channel > 100 else channel for channel in colour)
        return Thing(name, colour, 4, shine="always", lit=(r, g, b), lit_tone=4, reach=3)
    return THINGS[NAMED[name]] if name in NAMED else None
