"""The examples of the codes as the folders of stories that they stand for."""

import re
from pathlib import Path

from game.problems.codes import CODES, Code, FoundBy, names_found_by

_FILE = re.compile(r"^# file: (?P<name>[a-z/_]+\.(?:yaml|txt))\n", re.MULTILINE)
_FIRST = re.compile(r"^(?P<name>[a-z][a-z0-9_]*):", re.MULTILINE)

_STORY = """\
title: The ferry
clock: {start: 2022-09-21 18:00, variable: hours}
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: START}
variables:
  hours: {type: int, max: 48}
  money: {type: int, max: 100}
  coat: {type: flag}
  papers: {type: enum, values: [internal, foreign]}
places:
  harbour: {name: The harbour, lat: 51.2, lon: 51.3}
people:
  mira: {name: Mira, she: true, host: true, work: harbour clerk, wants: to close on time}
"""
_BESIDE = {
    "facts.yaml": """\
sources:
  gazette: {title: A week at the harbour, publisher: The Gazette, date: 2022-09-28}
facts:
  fare: {says: The fare has doubled., kind: figure, by: the ferry company, source: gazette, at: 2, force: price}
""",
    "glossary.yaml": """\
terms:
  quay: {term: quay, says: A stone edge where ships lie., general: true}
""",
}


def codes_found_by(what: FoundBy) -> tuple[Code, ...]:
    return tuple(CODES[name] for name in names_found_by(what))


def example_files(example: str) -> dict[str, str]:
    """The text of every file of the example's story, by its name.

    An example is the text of scenes.yaml, or of several files, each after a line `# file: NAME`; where it has no
    story.yaml of its own it stands beside a small story, whose role begins in the example's first scene.
    """
    given = dict(_parts(example))
    first = _FIRST.search(given.get("scenes.yaml", ""))
    story = _STORY.replace("START", first["name"] if first is not None else "start")
    return {"story.yaml": story, **_BESIDE, **given}


def write_example(example: str, folder: Path) -> None:
    """Write the example's story into a folder. A byte that isn't UTF-8 stands in an example as a lone surrogate."""
    for name, text in example_files(example).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _parts(example: str) -> list[tuple[str, str]]:
    heads = list(_FILE.finditer(example))
    if not heads:
        return [("scenes.yaml", example)]
    ends = [*(head.start() for head in heads[1:]), len(example)]
    return [(head["name"], example[head.end() : end]) for head, end in zip(heads, ends, strict=True)]
