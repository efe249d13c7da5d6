"""The table of codes: everything that a check can say about an author's files.

The docs and the help of every code are generated from it, and a test runs every example.
"""

from collections.abc import Mapping
from types import MappingProxyType

from game.problems.code import Code, Severity
from game.problems.linking import LINKING
from game.problems.proving import PROVING
from game.problems.reading import READING
from game.problems.telling import TELLING
from game.problems.testing import TESTING

__all__ = ["CODES", "Code", "Severity"]

CODES: Mapping[str, Code] = MappingProxyType({code.name: code for code in (*READING, *LINKING, *TELLING, *PROVING, *TESTING)})
