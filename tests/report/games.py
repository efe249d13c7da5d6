"""Played games for reports: a small story with chance, a law, a price, a skip and an ending, and hostile words."""

from pathlib import Path

from game.play.playthrough import Playthrough, choose, skip
from game.saves import OpenSave, Saves
from game.session.game_session import GameSession, begin_game
from game.story.model import Story
from tests.small import STORY, small

SCENES = """\
start:
  title: The jetty
  place: harbour
  text: "The boat leaves when it is full. [Old tickets are no longer taken](fact:rule)."
  choices:
    - {label: Ask at the desk, because: rule, result: "The clerk shakes her head.", go: deck, recall: asked at the desk}
    - {label: Pay twice, because: fare, do: money -= 5, go: deck, recall: paid twice}
    - {label: Swim, locked: The water is cold.}
deck:
  title: On deck
  place: harbour
  text: "Somebody says that [the wait takes from three to fourteen hours](fact:delay)."
  skip: {says: The crossing passes., take: sleep}
  choices:
    - {label: Sleep, do: hours += 3, go: coin}
    - {label: Keep watch, do: hours += 3, go: coin}
coin:
  title: Heads or tails
  text: A sailor tosses a coin for the last blanket.
  choices:
    - {label: Heads, outcomes: [{id: won, result: It is yours., go: island}, {id: lost, result: It is his., go: island}]}
    - {label: Leave it to him, go: island}
island: {title: The island, text: "You {recall}.", ending: Ashore}
"""
IMAGINED = STORY + "imagined: Everybody aboard is invented.\n"


def ferry(folder: Path, scenes: str = SCENES) -> Story:
    return small(folder / "ferry", scenes, story=IMAGINED)


def game(
    story: Story, saves: Saves, *choices: str, nickname: str = "", seed: int = 1, role: str = "visitor", part: str = ""
) -> GameSession:
    """A game in which the choices were made, saved and closed. `skip` skips a scene, `choice/outcome` says what chance does."""
    played = story.roles[role].part(part) if part else None
    session = begin_game(story, role, saves, part=played, seed=seed, nickname=nickname)
    for choice in choices:
        session.played = step(session.played, choice)
    session.keep()
    session.close()
    return session


def step(played: Playthrough, choice: str) -> Playthrough:
    if choice == "skip":
        return skip(played)
    name, _, outcome = choice.partition("/")
    return choose(played, name, outcome)


def file_of(saves: Saves, session: GameSession) -> Path:
    assert isinstance(session.save, OpenSave)
    return saves.path(session.save.slot)
