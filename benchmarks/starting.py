"""How long a player waits: for the first passage, and for the next one after a key.

Both are measured beside a minimal Textual app (`minimal.py`), turn by turn, in pseudo-terminals of 80 by 24.
"""

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generate import title, write_story
from in_terminal import Painting, painting

from game.library.find_stories import find_story
from game.library.load import load
from game.play.engine import open_choices
from game.play.playthrough import begin, choose
from game.play.program import compile_role
from game.play.view import view
from game.source.identity import SHIPPED
from game.story.model import Story

HERE = Path(__file__).parent
MINIMAL = (sys.executable, str(HERE / "minimal.py"))
SCENES = 1_000  # of the story in which keys are pressed
SEED = 7
MORE = "more: Enter"  # below a page of a passage that is longer than the screen


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds of the game and of the minimal app, turn by turn."""

    game: list[float]
    minimal: list[float]

    @property
    def ratio(self) -> float:
        return statistics.median(self.game) / statistics.median(self.minimal)


def first_paint(rounds: int, *, afresh: bool = False) -> Pair:
    """From the start of the process until the first page is on the screen: the passage with its choices, or with how to read on.

    The first start with a story keeps it, linked, for the next ones; `afresh` takes that away before each start.
    """
    role, words = _first_choice(_load(find_story(SHIPPED).folder))
    pair = Pair([], [])
    with _environment() as environment:
        settings = Path(environment["NEIGHBOURS_HOME"]) / "settings.json"
        settings.write_text(f'{{"note_read_{SHIPPED}": true}}', "utf-8")  # the note before a story is a page of its own
        for turn in range(rounds + 1):
            with painting(MINIMAL, environment) as app:
                minimal = app.seconds_until("Passage 0")
            if afresh:
                shutil.rmtree(Path(environment["NEIGHBOURS_HOME"]) / "cache", ignore_errors=True)
            with painting((*_game(), "play", SHIPPED, "--role", role, "--seed", str(SEED)), environment) as app:
                game = app.seconds_until(words, MORE)
            if turn:  # the first has the disk to wait for, and perhaps the byte-compiler
                pair.game.append(game)
                pair.minimal.append(minimal)
    return pair


def next_paint(presses: int) -> Pair:
    """From a key until what comes of it is on the screen: the next passage, or a result that is a page of its own before it.

    The choice has been saved by then. Where there are more pages, they are turned before the next key is timed. Motion is reduced, so that
    no movement that is meant to take a while is counted.
    """
    pair = Pair([], [])
    with _environment() as environment:
        (Path(environment["NEIGHBOURS_HOME"]) / "settings.json").write_text('{"reduced_motion": true}', "utf-8")
        folder = Path(environment["HOME"]) / "story"
        write_story(folder, SCENES)
        story = _load(folder)
        start = story.scenes[next(iter(story.roles.values())).start]
        command = (*_game(), "play", str(folder), "--role", next(iter(story.roles)), "--seed", str(SEED))
        with painting(MINIMAL, environment) as minimal, painting(command, environment) as game:
            minimal.seconds_until("Passage 0")
            game.seconds_until(start.title)
            for press, words in enumerate(_titles_on_the_way(story, presses + 1)):
                for app, shown, seconds in ((minimal, f"Passage {press + 1}", pair.minimal), (game, words, pair.game)):
                    app.settle()
                    app.press("1")
                    seconds.append(app.seconds_until(shown, MORE))
                    _read_on(app, shown)
    return Pair(pair.game[1:], pair.minimal[1:])


def _read_on(app: Painting, words: str) -> None:
    """To the last page of a passage, where its choices are. `words` stand on one of its pages; a way on the map may come first."""
    found = False
    while True:
        app.settle()
        found = found or app.shows(words)
        if app.shows(MORE):
            app.press("\r")
        elif found:
            return
        else:
            app.seconds_until(words, MORE)


def _titles_on_the_way(story: Story, steps: int) -> Iterator[str]:
    """The titles of the scenes that follow when the first choice is made again and again."""
    played = begin(compile_role(story, next(iter(story.roles))), SEED)
    for _ in range(steps):
        played = choose(played, played.scene.choices[open_choices(played.program, played.state)[0]].id)
        assert played.scene.title == title(int(played.scene.id.rpartition("_")[2]))
        yield played.scene.title


def _first_choice(story: Story) -> tuple[str, str]:
    """The story's first role, and the first words of the first choice that it is offered."""
    role = next(iter(story.roles))
    option = next(option for option in view(begin(compile_role(story, role), SEED)).options if option.open)
    return role, " ".join(option.label.split()[:3])


def _load(folder: Path) -> Story:
    story = load(folder).story
    if story is None:
        raise SystemExit(f"the story in {folder} has problems: see `neighbours check`")
    return story


def _game() -> tuple[str, ...]:
    return (sys.executable, "-m", "game")


@contextmanager
def _environment() -> Iterator[dict[str, str]]:
    """What the apps are started with: a home of their own, and true colour."""
    with tempfile.TemporaryDirectory() as home:
        yield {
            "PATH": os.environ.get("PATH", ""),
            "HOME": home,
            "NEIGHBOURS_HOME": home,
            "PYTHONPATH": str(HERE.parent),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
