"""Numbers of things and rows of words, as a sentence of the app has them."""

from game.text.words import INTERFACE

counted = INTERFACE.counted
in_a_row = INTERFACE.in_a_row
