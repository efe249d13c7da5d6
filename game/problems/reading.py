"""Codes for what goes wrong while a story's files are read.

In their examples a byte that isn't UTF-8 stands as a lone surrogate (`\\udce9` for 0xE9). Limits and whole folders have
no example: they would be too long to print.
"""

from game.problems.code import Code
from game.problems.files import FILES
from game.problems.grammar import GRAMMAR
from game.problems.slips import SLIPS

READING: tuple[Code, ...] = (*FILES, *GRAMMAR, *SLIPS)
