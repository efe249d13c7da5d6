"""What the screen should show: the same game, played in this process by the same engine."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from game.library.load import load
from game.play.playthrough import Playthrough, begin, choose, undo
from game.play.program import compile_role
from game.play.view import Option, View, view, words_of
from tests.process.command import Terminal, flowing


@dataclass(slots=True)
class Model:
    """A game and the chance by which it is played. `choose_any` returns the key that makes the same choice in the app."""

    played: Playthrough
    chance: random.Random

    @classmethod
    def begin(cls, story: str, role: str, *, seed: int) -> "Model":
        loaded = load(Path(story)).story
        assert loaded is not None
        return cls(begin(compile_role(loaded, role), seed), random.Random(seed))

    @property
    def view(self) -> View:
        return view(self.played)

    @property
    def ended(self) -> bool:
        return self.played.ended

    @property
    def open(self) -> list[Option]:
        return [option for option in self.view.options if option.open]

    def choose_any(self) -> str:
        option = self.chance.choice(self.open)
        key = str(self.open.index(option) + 1)
        self.played = choose(self.played, option.id)
        return key

    def undo(self) -> None:
        self.played = undo(self.played)

    @property
    def words(self) -> list[str]:
        """Each run of words that must stand on the screen."""
        shown = self.view
        told = [words_of(paragraph) for part in shown.parts for paragraph in part.paragraphs]
        choices = [f"{number} {option.label}" for number, option in enumerate(self.open, start=1)]
        reasons = [part for option in shown.options if not option.open for part in (option.label, option.reason)]
        return [flowing(text) for text in (*told, *choices, *reasons, shown.scene.title, shown.ending) if text.strip()]

    def wait(self, terminal: Terminal) -> None:
        """Wait until all of it is shown. What a choice has brought may be a page of its own, as it is before a way."""
        results = [flowing(words_of(paragraph)) for part in self.view.parts if part.kind == "result" for paragraph in part.paragraphs]
        told = "\n".join(self.words)
        terminal.wait_until(lambda terminal: _stand(self.words, terminal) or _stand([*results, "more: Enter"], terminal), told)
        if not _stand(self.words, terminal):
            time.sleep(0.5)  # a key counts for what was on the screen when it was pressed, and nobody is quicker than that
            terminal.type("\r")
            terminal.wait_until(lambda terminal: _stand([word for word in self.words if word not in results], terminal), told)


def _stand(words: Sequence[str], terminal: Terminal) -> bool:
    screen = terminal.flowing
    return all(each in screen for each in words)
