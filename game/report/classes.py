"""What many playthroughs of one role tell together: where a class divided, what decided, what it came to and what it met.

Nothing is told of what fewer than `FEWEST` players came to, so that no single player can be made out. A player counts
once for each decision, with what was chosen at the first time, however often a game was played.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from game.play.looking_back.ledger import FORCES, Decided
from game.report.account import Account
from game.story.model import Fact, Force, Role, Story

FEWEST = 5  # players

_ANCIENT = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SplitOption:
    """`players` chose it; `reasons` are the facts that stood behind what came of it for them, and the forces."""

    label: str
    players: int
    reasons: tuple[tuple[Force, Fact | None], ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A decision that players took differently. `apart` is how likely two of them, taken at random, chose differently."""

    scene: str
    title: str
    place: str
    players: int
    options: tuple[SplitOption, ...]
    apart: float


@dataclass(frozen=True, slots=True)
class Constraint:
    """What wasn't the players' to decide: a fact, or None for bare chance, with the players for whom it decided."""

    force: Force
    fact: Fact | None
    players: int


@dataclass(frozen=True, slots=True)
class Door:
    """A choice that was seen closed, and the reason that was given."""

    label: str
    reason: str
    players: int


@dataclass(frozen=True, slots=True)
class RoleSummary:
    """`players` played it, in `games`, and `finished` of them came to an end. What fewer than `FEWEST` players came to is
    in no list; `hidden` is how many decisions that kept out."""

    story: Story
    role: Role
    games: int
    players: int
    finished: int
    splits: tuple[Split, ...] = ()
    hidden: int = 0
    constraints: tuple[Constraint, ...] = ()
    doors: tuple[Door, ...] = ()
    endings: tuple[tuple[str, int], ...] = ()
    facts: tuple[tuple[Fact, int], ...] = ()


def player_of(account: Account) -> str:
    """Who played: a nickname is one player whatever the case of its letters, and a game without one is a player of its own."""
    return "@" + " ".join(account.kept.nickname.casefold().split()) if account.kept.nickname.strip() else account.kept.name


def by_role(accounts: Iterable[Account]) -> Iterator[RoleSummary]:
    """A summary for each role that was played, in the order of the stories' ids and of their roles."""
    groups: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        program = account.played.program
        groups.setdefault((program.story.id, program.role.id), []).append(account)
    for story in sorted({story for story, _ in groups}):
        roles = next(group for (name, _), group in groups.items() if name == story)[0].played.program.story.roles
        yield from (_summary(groups[story, role]) for role in roles if (story, role) in groups)


def _summary(group: list[Account]) -> RoleSummary:
    group = sorted(group, key=lambda account: account.kept.updated or _ANCIENT)
    program = group[0].played.program
    players = {player_of(account) for account in group}
    finished = {player_of(account) for account in group if account.ending}
    summary = RoleSummary(program.story, program.role, len(group), len(players), len(finished))
    if len(players) < FEWEST:
        return summary
    splits, hidden = _splits(group)
    return RoleSummary(
        program.story,
        program.role,
        len(group),
        len(players),
        len(finished),
        splits,
        hidden,
        tuple(_constraints(group)),
        tuple(_doors(group)),
        tuple(_endings(group)) if len(finished) >= FEWEST else (),
        tuple(_facts(group)),
    )


def _splits(group: list[Account]) -> tuple[tuple[Split, ...], int]:
    first: dict[str, dict[str, Decided]] = {}  # by scene and player
    for account in group:
        for decided in account.decided:
            scene = account.played.program.story.scene_was.get(decided.decision.scene, decided.decision.scene)
            first.setdefault(scene, {}).setdefault(player_of(account), decided)
    told = [_split(group[0].played.program.story, scene, made) for scene, made in first.items() if len(made) >= FEWEST]
    divided = sorted((split for split in told if len(split.options) > 1), key=lambda split: (-split.apart, -split.players))
    return tuple(divided), sum(len(made) < FEWEST for made in first.values())


def _split(story: Story, scene: str, made: dict[str, Decided]) -> Split:
    chosen: dict[str, list[Decided]] = {}
    for decided in made.values():
        chosen.setdefault(decided.decision.choice, []).append(decided)
    options = sorted(
        (SplitOption(each[0].decision.label, len(each), tuple(dict.fromkeys(_reasons(story, each)))) for each in chosen.values()),
        key=lambda option: -option.players,
    )
    players = len(made)
    alike = sum(option.players * (option.players - 1) for option in options) / (players * (players - 1))
    decision = next(iter(made.values())).decision
    return Split(scene, decision.title, decision.place, players, tuple(options), 1 - alike)


def _reasons(story: Story, chosen: Iterable[Decided]) -> Iterator[tuple[Force, Fact | None]]:
    yield from ((each.force, story.facts.get(each.fact)) for each in chosen if each.force != "you")


def _constraints(group: list[Account]) -> Iterator[Constraint]:
    story = group[0].played.program.story
    found: dict[tuple[Force, str], set[str]] = {}
    for account in group:
        for decided in account.decided:
            if decided.force != "you":
                found.setdefault((decided.force, decided.fact), set()).add(player_of(account))
    ordered = sorted(found.items(), key=lambda each: (FORCES.index(each[0][0]), -len(each[1])))
    yield from (Constraint(force, story.facts.get(fact), len(who)) for (force, fact), who in ordered if len(who) >= FEWEST)


def _doors(group: list[Account]) -> Iterator[Door]:
    found: dict[tuple[str, str], set[str]] = {}
    for account in group:
        for step in account.steps:
            for option in step.view.options if step.told else ():
                if not option.open and option.reason:
                    found.setdefault((option.label, option.reason), set()).add(player_of(account))
    ordered = sorted(found.items(), key=lambda each: -len(each[1]))
    yield from (Door(label, reason, len(who)) for (label, reason), who in ordered if len(who) >= FEWEST)


def _endings(group: list[Account]) -> Iterator[tuple[str, int]]:
    """Each ending that was come to, with the players who did. Who came to which can't be told from five or more."""
    found: dict[str, set[str]] = {}
    for account in group:
        if account.ending:
            found.setdefault(account.ending, set()).add(player_of(account))
    yield from sorted(((ending, len(who)) for ending, who in found.items()), key=lambda each: -each[1])


def _facts(group: list[Account]) -> Iterator[tuple[Fact, int]]:
    found: dict[str, set[str]] = {}
    for account in group:
        for fact in account.facts:
            found.setdefault(fact.id, set()).add(player_of(account))
    story = group[0].played.program.story
    ordered = sorted(found.items(), key=lambda each: -len(each[1]))
    yield from ((story.facts[name], len(who)) for name, who in ordered if len(who) >= FEWEST)
