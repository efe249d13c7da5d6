"""What the oldest Python that the game promises to run on gets wrong."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants, _parser
from typing import Any

import game

SINGLE = {_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(game.__path__, "game."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name}.{name}", value


def repeats_a_group_possessively(parsed: Any) -> bool:
    for operator, argument in parsed:
        if operator is _constants.POSSESSIVE_REPEAT and (len(argument[2]) > 1 or argument[2][0][0] not in SINGLE):
            return True
        parts = argument if isinstance(argument, (tuple, list)) else (argument,)
        inside = [part for part in parts if isinstance(part, _parser.SubPattern)]
        inside += [branch for part in parts if isinstance(part, list) for branch in part if isinstance(branch, _parser.SubPattern)]
        if any(map(repeats_a_group_possessively, inside)):
            return True
    return False


def test_no_pattern_repeats_a_group_in_the_way_that_python_before_3_11_5_gets_wrong() -> None:
    """There (?:a|b)*+ matches too little: no line has a name then, and without libyaml no story can be read."""
    assert repeats_a_group_possessively(_parser.parse("x(?:(?:ab|c)*+|d)"))
    assert not repeats_a_group_possessively(_parser.parse("(?>(?:ab|c)*)[^:]++"))
    found = dict(patterns())
    assert "game.source.lines._LINE" in found
    assert not [name for name, pattern in found.items() if repeats_a_group_possessively(_parser.parse(pattern.pattern, pattern.flags))]
