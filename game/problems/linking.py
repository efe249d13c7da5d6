"""Codes for what goes wrong when a story is put together: its keys, its names, its conditions."""

from game.problems.code import Code

LINKING: tuple[Code, ...] = ()
