"""The ledger of constraint: who or what decided each decision of a playthrough.

Each decision counts once: for the force of the fact in its outcome's `because`, else in its choice's, else for chance
where it was drawn, else for the player. Going on where there is nothing to choose is no decision, and a skipped scene
leaves nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from game.play.playthrough import Playthrough, choice_of
from game.play.record import Entry
from game.play.transcript import Decision, decisions
from game.story.model import Choice, Force

FORCES: tuple[Force, ...] = ("you", "law", "price", "chance", "others")


class Decided(Struct, frozen=True):
    """A decision and what decided it. `fact` is the id of the fact that says so, "" where none does."""

    force: Force
    decision: Decision
    fact: str


Ledger = Mapping[Force, tuple[Decided, ...]]
"""The decisions behind each force, oldest first; every force is there, in the order of `FORCES`."""


def ledger(played: Playthrough) -> Ledger:
    told = list(decided(played))
    return MappingProxyType({force: tuple(each for each in told if each.force == force) for force in FORCES})


def weighed(ledger: Ledger) -> int:
    """How many decisions the ledger counts."""
    return sum(len(decided) for decided in ledger.values())


def by_fact(behind: Iterable[Decided]) -> Mapping[str, tuple[Decided, ...]]:
    """The decisions by the fact that stands behind them, "" for those with none; each in its order."""
    told: dict[str, list[Decided]] = {}
    for each in behind:
        told.setdefault(each.fact, []).append(each)
    return {fact: tuple(members) for fact, members in told.items()}


def decided(played: Playthrough) -> Iterator[Decided]:
    """Every decision with what decided it, oldest first."""
    for entry, decision in zip((*played.earlier, *played.entries), decisions(played), strict=True):
        if not decision.goes_on and not decision.skipped:
            force, fact = _force(played, entry)
            yield Decided(force, decision, fact)


def _force(played: Playthrough, entry: Entry) -> tuple[Force, str]:
    found = choice_of(played, entry)
    if found is None:  # the story no longer has it, and an outcome's name is all that is left of it
        return "chance" if entry.outcome else "you", ""
    choice, outcome = found
    for because in (outcome.because if outcome is not None else "", choice.because):
        force = played.program.story.facts[because].force if because else None
        if force is not None:
            return force, because
    return "chance" if _drawn(choice) else "you", ""


def _drawn(choice: Choice) -> bool:
    """Whether chance had a say: where only one outcome can come, nothing is drawn."""
    return sum(outcome.weight > 0 for outcome in choice.outcomes) > 1
