"""Small stories for tests: a few scenes beside a story.yaml, facts, a glossary and news."""

from pathlib import Path

from game.library.load import Loaded, load
from game.play.playthrough import Playthrough, begin, choose
from game.play.program import compile_role
from game.play.record import Carried
from game.play.view import view, words_of
from game.story.model import Story

STORY = """\
title: The ferry
clock: {start: 2022-09-21 18:00, variable: hours, utc: 3}
roles:
  visitor: {title: The visitor, blurb: Somebody with a bag., start: start}
  captain: {title: The captain, blurb: Somebody with a ship., start: start, set: {money: 50}}
variables:
  hours: {type: int, max: 400}
  money: {type: int, start: 20, max: 100, good: more, show: "{} crowns"}
  debt: {type: int, min: -5, max: 5, start: 0}
  battery: {type: int, start: 8, max: 8, clamp: true}
  trust: {type: int, max: 9}
  coat: {type: flag}
  thermos: {type: flag, start: true}
  papers: {type: enum, values: [internal, foreign], start: internal}
conditions:
  late: hours > 24
echoes:
  bench: {values: [kept, given], from: visitor}
places:
  harbour: {name: The harbour, lat: 51.2, lon: 51.3, utc: 3}
  island: {name: The island, lat: 50.1, lon: 49.9, utc: 5}
people:
  mira: {name: Mira, she: true, host: true, work: harbour clerk, wants: to close on time}
"""
FACTS = """\
sources:
  gazette: {title: A week at the harbour, publisher: The Gazette, date: 2022-09-28}
facts:
  fare: {says: The fare has doubled., kind: figure, by: the ferry company, source: gazette, at: 2, force: price}
  delay: {says: The wait takes from three to fourteen hours., kind: figure, by: people who counted, source: gazette, at: 3, force: others}
  rule: {says: Old tickets are no longer taken., kind: policy, by: the harbour office, source: gazette, at: 4, force: law}
  storm: {says: A storm closed the harbour., kind: event, by: the Gazette, source: gazette, at: 5}
"""
GLOSSARY = """\
terms:
  quay: {term: quay, says: A stone edge where ships lie., general: true}
"""


def write_small(
    folder: Path, scenes: str, *, story: str = STORY, facts: str = FACTS, glossary: str = GLOSSARY, news: str = "", lesson: str = ""
) -> Path:
    """Write the files of a small story; what is empty isn't written."""
    files = {"story.yaml": story, "facts.yaml": facts, "glossary.yaml": glossary, "news.yaml": news, "scenes.yaml": scenes}
    files["lesson.yaml"] = lesson
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).unlink(missing_ok=True)
        if text:
            (folder / name).write_text(text, "utf-8")
    return folder


def load_small(folder: Path, scenes: str, *, story: str = STORY, facts: str = FACTS, glossary: str = GLOSSARY, news: str = "") -> Loaded:
    return load(write_small(folder, scenes, story=story, facts=facts, glossary=glossary, news=news), shown="ferry")


def small(folder: Path, scenes: str, *, story: str = STORY, facts: str = FACTS, glossary: str = GLOSSARY, news: str = "") -> Story:
    """A small story that has no problems."""
    loaded = load_small(folder, scenes, story=story, facts=facts, glossary=glossary, news=news)
    assert loaded.problems == ()
    assert loaded.story is not None
    return loaded.story


def started(story: Story, role: str = "visitor", seed: int = 1, carried: Carried | None = None) -> Playthrough:
    return begin(compile_role(story, role), seed, carried)


def made(played: Playthrough, *choices: str) -> Playthrough:
    """The choices made one after the other; `choice/outcome` says what chance does."""
    for step in choices:
        choice, _, outcome = step.partition("/")
        played = choose(played, choice, outcome)
    return played


def value(played: Playthrough, name: str) -> int | str:
    """What a variable holds: a number, or an enum's word."""
    program = played.program
    held = played.state[program.places[name]]
    values = program.story.variables[name].values
    return values[held] if values else held


def told(played: Playthrough, *kinds: str) -> list[str]:
    """The paragraphs that are shown, as plain text; those of some kinds alone (result, news, text, skipped, recalls)."""
    return [words_of(paragraph) for part in view(played).parts if not kinds or part.kind in kinds for paragraph in part.paragraphs]


def offered(played: Playthrough) -> list[str]:
    """The ids of the choices that can be made."""
    return [option.id for option in view(played).options if option.open]


def closed(played: Playthrough) -> dict[str, str]:
    """The choices that are shown closed, each with its reason."""
    return {option.id: option.reason for option in view(played).options if not option.open}
