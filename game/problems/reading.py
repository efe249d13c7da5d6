"""Codes for what goes wrong while a file is read: its bytes, its characters, its YAML."""

from game.problems.code import Code

READING: tuple[Code, ...] = ()
