"""The ledger of decisions: what the player decided, and what stood in the way.

Whoever had two open choices or more decided, whatever came of it. Beside a decision stands what closed, cost or changed
what was tried, each that applies:

- a choice that was seen closed;
- a draw;
- the force of each fact that the consequence names (`because` of the choice and of what chance brought), where a number
  that is shown got worse by it, or where it led nowhere;
- the force of the fact that names what chance brought, where more than one thing could come of the choice. The fact of
  the choice itself is there whatever chance brings, so it changed nothing by being drawn. Where something was looked
  for and found, the fact behind that stood in nobody's way.

A fact that only tells why stands in nobody's way, nor does a claim that is being sorted.

A skipped scene leaves nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from game.play.evaluate import SCENE
from game.play.playthrough import Playthrough, choice_of, told_with, was_drawn
from game.play.record import Entry
from game.play.transcript import Decision, decisions
from game.play.view import options_of
from game.story.model import Choice, Outcome

Obstacle = Literal["law", "price", "others", "chance", "closed"]
OBSTACLES: tuple[Obstacle, ...] = ("law", "price", "others", "chance", "closed")


class InTheWay(Struct, frozen=True):
    """What stood in the way of a decision. `fact` is the id of the fact that says so, `label` and `reason` are those of a choice
    that was seen closed; each is "" where there is none.
    """

    obstacle: Obstacle
    fact: str = ""
    label: str = ""
    reason: str = ""


class Decided(Struct, frozen=True):
    """A decision, and all that stood in its way, in the order of `OBSTACLES`."""

    decision: Decision
    in_the_way: tuple[InTheWay, ...]

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What kinds of things they were, each once."""
        return tuple(dict.fromkeys(each.obstacle for each in self.in_the_way))

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.fact for each in self.in_the_way if each.fact))


class Ledger(Struct, frozen=True):
    """`decided` has every decision once, oldest first."""

    decided: tuple[Decided, ...]

    @property
    def by_obstacle(self) -> Mapping[Obstacle, tuple[Decided, ...]]:
        """The decisions that each obstacle stood in the way of; every obstacle is there, in the order of `OBSTACLES`."""
        return MappingProxyType({each: tuple(one for one in self.decided if each in one.obstacles) for each in OBSTACLES})

    @property
    def free(self) -> tuple[Decided, ...]:
        """Those in whose way nothing stood."""
        return tuple(each for each in self.decided if not each.in_the_way)


def ledger(played: Playthrough) -> Ledger:
    return Ledger(tuple(_decided(played)))


def by_fact(behind: Iterable[Decided], obstacle: Obstacle) -> Mapping[str, tuple[Decided, ...]]:
    """The decisions by the fact that says so of the obstacle, "" for those with none; each in its order."""
    found: dict[str, list[Decided]] = {}
    for each in behind:
        for fact in dict.fromkeys(one.fact for one in each.in_the_way if one.obstacle == obstacle):
            found.setdefault(fact, []).append(each)
    return {fact: tuple(members) for fact, members in found.items()}


def _decided(played: Playthrough) -> Iterator[Decided]:
    for entry, decision in zip((*played.earlier, *played.entries), decisions(played), strict=True):
        if decision.decided and not decision.skipped:
            in_the_way = _in_the_way(played, entry, decision.made)
            yield Decided(decision, tuple(sorted(in_the_way, key=lambda each: OBSTACLES.index(each.obstacle))))


def _in_the_way(played: Playthrough, entry: Entry, made: int | None) -> Iterator[InTheWay]:
    """In no order. What was closed, and what it cost, isn't known of a choice that was made before the story changed."""
    found = choice_of(played, entry)
    if found is None:  # the story no longer has it, and an outcome's name is all that is left of it
        if entry.outcome:
            yield InTheWay("chance")
    else:
        choice, outcome = found
        drawn = was_drawn(played, made, choice)
        hindered = made is not None and (_cost(played, made) or _held_up(played, made, choice, outcome))
        reasons = [choice.because] if hindered else []
        if outcome is not None and (hindered or (drawn and not _found(choice, outcome))):
            reasons.append(outcome.because)
        forces = list(_forces(played, entry, reasons))
        if drawn and "chance" not in (each.obstacle for each in forces):
            yield InTheWay("chance")
        yield from forces
    if made is not None:
        for option in options_of(played.program, played.turns[made].state):
            if not option.open:
                yield InTheWay("closed", label=option.label, reason=option.reason)


def _forces(played: Playthrough, entry: Entry, reasons: Iterable[str]) -> Iterator[InTheWay]:
    """What the facts put in the way, each once. A claim that is being sorted puts nothing there."""
    story = played.program.story
    claims = {prose.claim for block in story.scenes[story.name_now(entry.scene)].blocks for prose in block.texts}
    for fact in dict.fromkeys(reasons):
        force = story.facts[fact].force if fact and fact not in claims else None
        if force is not None:
            yield InTheWay(force, fact)


def _cost(played: Playthrough, made: int) -> bool:
    """Whether a number that is shown beside the passage is worse for the choice: one of which the author says which way is `good`.
    What is only used up, as lines are on a page, costs nothing by that."""
    before, after = played.turns[made].state, told_with(played, made + 1)
    changes = [(after[played.program.places[each.name]] - before[played.program.places[each.name]], each) for each in played.program.meters]
    return any(each.good and (change > 0 if each.good == "less" else change < 0) for change, each in changes)


def _found(choice: Choice, outcome: Outcome) -> bool:
    """Whether something was looked for, and found."""
    return choice.search and outcome.id == choice.outcomes[0].id


def _held_up(played: Playthrough, made: int, choice: Choice, outcome: Outcome | None) -> bool:
    """Whether the choice led nowhere: what was looked for wasn't found, the player was sent off to come back, or time passed and they
    are where they were. Talk takes its time by itself."""
    if choice.search and outcome is not None:
        return not _found(choice, outcome)
    clock, before, after = played.program.clock, played.turns[made].state, played.turns[made + 1].state
    if choice.go or (outcome is not None and outcome.go) or played.program.scene(before[SCENE]).scene.person:
        return False
    return bool(choice.visit) or (clock > 0 and after[clock] != before[clock] and after[SCENE] == before[SCENE])
