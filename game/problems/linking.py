"""Codes for what goes wrong when a story is put together: its keys, its names, its conditions, its ways on.

Their examples are whole, beside the small story of `examples`.
"""

from game.problems.code import Code
from game.problems.keys import KEYS
from game.problems.language import LANGUAGE
from game.problems.lesson import LESSON_ERRORS
from game.problems.names import NAMES
from game.problems.playing import PLAYING

LINKING: tuple[Code, ...] = (*KEYS, *NAMES, *LANGUAGE, *PLAYING, *LESSON_ERRORS)
