"""A story that differs made as small as it gets while it still differs in the same way (Zeller and Hildebrandt's delta
debugging, on the tree of its files): scenes, choices, effects, keys and parts of conditions are taken out one by one."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from tests.oracle.files import Files

Path = tuple[str | int, ...]
Differs = Callable[[Files], bool]
_CONDITIONS = ("if", "always", "never")
_GOES = ("go", "to", "visit", "reached", "empty", "granted", "sorted", "start")


def shrink(files: Files, differs: Differs, most: int = 2_500) -> Files:
    """The smallest that was found by asking `differs` no more than `most` times."""
    asked, shrunk = 0, True
    while shrunk:
        shrunk, place = False, 0
        candidates = list(_smaller(files))
        while place < len(candidates) and asked < most:
            asked += 1
            if _differs(candidates[place], differs):
                files, shrunk = candidates[place], True
                candidates = list(_smaller(files))  # what stood at this place is gone, and the next stands there
            else:
                place += 1
    return files


def _differs(files: Files, differs: Differs) -> bool:
    try:
        return differs(files)
    except (AssertionError, KeyError, ValueError, IndexError, StopIteration, TypeError, AttributeError):
        return False  # what was taken out was needed: no story any more


def _smaller(files: Files) -> Iterator[Files]:
    """Each story with one thing less, the largest things first."""
    scenes = files["scenes.yaml"]
    endings = [name for name in scenes if "ending" in scenes[name]]
    for name in scenes:
        for instead in [*(other for other in endings if other != name), None]:
            made = deepcopy(files)
            gone = made["scenes.yaml"].pop(name)
            if instead is None or "back" in str(gone):
                _without(made, name)
            else:
                _redirect(made["scenes.yaml"], name, instead)
                _redirect(made["story.yaml"]["roles"], name, instead)
            yield made
    roles = files["story.yaml"]["roles"]
    for name in roles if len(roles) > 1 else ():
        made = deepcopy(files)
        del made["story.yaml"]["roles"][name]
        yield made
    for path in sorted(_paths(files), key=len):
        made = deepcopy(files)
        into: Any = _at(made, path[:-1])
        del into[path[-1]]
        if not into and len(path) > 1:
            del _at(made, path[:-2])[path[-2]]
        yield made
    for path in _paths(files):
        value = _at(files, path)
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        if isinstance(value, str) and (key in _CONDITIONS or "conditions" in path):
            for simpler in _simpler(value):
                yield _with(files, path, simpler)
        elif isinstance(value, str) and key in ("do", "enter"):
            target, operator, amount = value.split(" ", 2)
            for simpler in _simpler(amount):
                yield _with(files, path, f"{target} {operator} {simpler}")
        elif isinstance(value, list) and len(value) == 1 and key in ("do", "enter", "text"):
            yield _with(files, path, value[0])
        elif isinstance(value, str) and key in ("text", "result", "first", "again", "locked") and " " in value:
            yield _with(files, path, value.split()[0].rstrip(".") + ".")
            if " with " in value:
                yield _with(files, path, value[: value.index(" with ")] + ".")


def _with(files: Files, path: Path, value: Any) -> Files:
    made = deepcopy(files)
    _at(made, path[:-1])[path[-1]] = value
    return made


def _simpler(text: str) -> Iterator[str]:
    """Parts of a condition or an amount, which may be none."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        for word in (" and ", " or ", " + ", " - ", " * ", " == ", " != "):
            if depth == 0 and text.startswith(word, at):
                yield text[:at]
                yield text[at + len(word) :]
    if text.startswith("not "):
        yield text[4:]
    if text.startswith("(") and text.endswith(")"):
        yield text[1:-1]
    if text.startswith(("min(", "max(")):
        yield from text[4:-1].split(", ")
    if text not in ("true", "false", "0", "1"):
        yield "true"
        yield "1"


def _at(files: Any, path: Path) -> Any:
    for step in path:
        files = files[step]
    return files


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where everything stands that isn't a whole file."""
    if len(path) > 1:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield from _paths(each, (*path, step))


def _redirect(value: Any, name: str, instead: str) -> None:
    if isinstance(value, dict):
        for key, each in value.items():
            if key in _GOES and each == name:
                value[key] = instead
            _redirect(each, name, instead)
    elif isinstance(value, list):
        for each in value:
            _redirect(each, name, instead)


def _without(files: Files, name: str) -> None:
    """Without the choices that lead to a scene."""
    for scene in files["scenes.yaml"].values():
        for key, listed in scene.items():
            if isinstance(listed, list):
                scene[key] = [each for each in listed if not (isinstance(each, dict) and name in (each.get("go"), each.get("visit")))]
