"""What may be chosen, and what comes of it; and a choice as its author wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.oracle.language import Effect, Look, condition, effect, worked_out
from tests.oracle.reading import Raw, listed, without_links

STAY, BACK = "", "back"


@dataclass
class Way:
    """What comes of a choice. `outcome` is "" where nothing is left to chance."""

    outcome: str = ""
    weight: int = 1
    effects: list[Effect] = field(default_factory=list)
    because: str = ""
    more_because: str = ""  # that of the choice, where the outcome has its own
    results: list[Any] = field(default_factory=list)  # texts, and parts with conditions
    go: Any = STAY  # the name of a scene, or a list of ways on
    visit: str = ""
    recall: str = ""


@dataclass
class Offer:
    """Something that is there to be chosen, open or closed. What isn't there is no offer."""

    id: str
    open: bool
    ways: list[Way]
    once: bool = False
    label: str = ""
    reason: str = ""  # why it is closed


def slug(words: str) -> str:
    """An id as it is made from words."""
    return re.sub(r"[\W_]+", "-", without_links(words).lower()).strip("-")[:60].strip("-")


def effects(*texts: Any) -> list[Effect]:
    return [effect(one) for text in texts for one in listed(text)]


def holds(text: str | None, look: Look) -> bool:
    return text is None or bool(worked_out(condition(text), look))


def id_of(raw: Raw, words: str = "label") -> str:
    return str(raw.get("id") or slug(raw[words]))


def is_door(choice: Raw) -> bool:
    return "locked" in choice and not {"if", "do", "go", "visit", "outcomes"} & choice.keys()


def plain(choice: Raw, look: Look) -> Offer | None:
    """A choice as its author wrote it; None where it isn't there."""
    held = holds(choice.get("if"), look)
    if not held and "locked" not in choice:
        return None
    shared = Way(
        effects=effects(choice.get("do")),
        because=choice.get("because", ""),
        results=listed(choice.get("result")),
        go=choice.get("go", STAY),
        visit=choice.get("visit", ""),
        recall=choice.get("recall", ""),
    )
    ways = [_outcome(shared, outcome, look) for outcome in choice.get("outcomes", [])] or [shared]
    if not any(way.weight for way in ways):
        return None
    shut = not held or is_door(choice)
    return Offer(id_of(choice), not shut, ways, choice.get("once") == "true", choice["label"], choice["locked"] if shut else "")


def brings_nothing(choice: Raw, look: Look) -> bool:
    """Whether a choice would be open, and none of its outcomes can happen."""
    outcomes = choice.get("outcomes", [])
    return bool(outcomes) and holds(choice.get("if"), look) and not any(_weight(outcome, look) for outcome in outcomes)


def _weight(outcome: Raw, look: Look) -> int:
    return int(outcome.get("chance", 1)) if holds(outcome.get("if"), look) else 0


def _outcome(shared: Way, raw: Raw, look: Look) -> Way:
    return Way(
        outcome=str(raw.get("id") or slug(raw["result"])),
        weight=_weight(raw, look),
        effects=[*shared.effects, *effects(raw.get("do"))],
        because=raw.get("because", ""),
        more_because=shared.because,
        results=[*shared.results, *listed(raw.get("result"))],
        go=raw.get("go", shared.go),
        visit=shared.visit,
        recall=raw.get("recall", shared.recall),
    )


def leads(go: Any, look: Look) -> str:
    """Where a `go` leads as things stand."""
    return go if isinstance(go, str) else next(str(way["to"]) for way in go if holds(way.get("if"), look))


def told(result: Any, look: Look) -> str:
    """What a part of a result says as things stand, "" for nothing."""
    return result if isinstance(result, str) else result["text"] if holds(result.get("if"), look) else ""


def leave(raw: Raw) -> Iterator[Offer]:
    if leave := raw.get("leave"):
        yield Offer(
            "leave",
            True,
            [
                Way(
                    effects=effects(leave.get("do")),
                    because=leave.get("because", ""),
                    results=listed(leave.get("result")),
                    go=leave["go"],
                    recall=leave.get("recall", ""),
                )
            ],
            label=leave["label"],
        )
