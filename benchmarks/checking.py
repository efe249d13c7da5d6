"""How long the rules of a check take, beside the bare YAML events of the same files."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

import yaml

from game.check.rules import prose_rules, structural_rules
from game.check.rules.reading_ease import hard_passages
from game.check.rules.wording_rules import emoji
from game.library.load import Loaded, load

T = TypeVar("T")


@dataclass(slots=True)
class Checking:
    """Seconds of the processor: the best round of each, since what else the machine does only ever adds."""

    seconds: dict[str, float] = field(default_factory=dict)

    def measure(self, what: str, run: Callable[[], T]) -> T:
        started = time.process_time()
        done = run()
        self.seconds[what] = min(self.seconds.get(what, float("inf")), time.process_time() - started)
        return done


def checking(folder: Path, rounds: int) -> Checking:
    """`events`, `load`, the rules of `structure`, and those of `prose` with the rough reading grades."""
    measured = Checking()
    gc.disable()
    for _ in range(rounds):
        texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))]
        measured.measure("events", partial(_events, texts))
        loaded = measured.measure("load", partial(load, folder))
        measured.measure("structure", partial(_structure, loaded))
        measured.measure("prose", partial(_prose, loaded))
        del loaded
        gc.collect()
    gc.enable()
    return measured


def _structure(loaded: Loaded) -> int:
    assert loaded.story is not None, "the generated story has problems"
    return len([*structural_rules(loaded.story), *emoji(loaded.story, loaded.files)])


def _prose(loaded: Loaded) -> int:
    assert loaded.story is not None
    return len([*prose_rules(loaded.story), *hard_passages(loaded.story).violations])


def _events(texts: list[str]) -> None:
    for text in texts:
        for _event in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
