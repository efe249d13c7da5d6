"""What many playthroughs tell together: where a class divided, what stood in the way, what it came to and what it met.

Nothing is told of what fewer than `FEWEST` players came to, so that no single player can be made out. Roles that fewer played
are told together, if that makes enough of them, and never beside a role that is told alone: what is left of two sums would be
theirs. A player counts once for each decision, with what was chosen at the first time, however often a game was played.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from game.play.looking_back.ledger import OBSTACLES, Decided, InTheWay, Obstacle
from game.report.account import Account
from game.story.model import Fact, Role, Story

FEWEST = 5  # players

Thing = TypeVar("Thing", bound=Hashable)

_ANCIENT = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SplitOption:
    """`players` chose it; `in_the_way` is what stood in the way of some of them there, each with the fact that says so."""

    label: str
    players: int
    in_the_way: tuple[tuple[Obstacle, Fact | None], ...]


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
    """What stood in the way of so many players: a fact, or None for bare chance."""

    obstacle: Obstacle
    fact: Fact | None
    players: int


@dataclass(frozen=True, slots=True)
class Door:
    """A choice that was seen closed, and the reason that was given."""

    label: str
    reason: str
    players: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """A decision of which nothing is told, since too few players came to it; those with the most players come first."""

    title: str
    place: str
    scene: str
    players: int


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """`players` played a role, or one of several that few played, and `finished` of them came to an end. What fewer than `FEWEST`
    players came to is in no list but `hidden`. `decided` counts decisions, and `forces` in the way of how many each stood."""

    story: Story
    roles: tuple[Role, ...]
    players: int
    finished: int
    decided: int = 0
    forces: tuple[tuple[Obstacle, int], ...] = ()
    splits: tuple[Split, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    doors: tuple[Door, ...] = ()
    endings: tuple[tuple[str, int], ...] = ()
    facts: tuple[tuple[Fact, int], ...] = ()


def player_of(account: Account) -> str:
    """Who played: a nickname is one player whatever the case of its letters, and a game without one is a player of its own."""
    return "@" + " ".join(account.kept.nickname.casefold().split()) if account.kept.nickname.strip() else account.kept.name


def by_group(accounts: Iterable[Account]) -> Iterator[GroupSummary]:
    """A summary for each role that was played, in the order of the stories' ids and of their roles; those that few played together,
    first."""
    groups: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        program = account.played.program
        groups.setdefault((program.story.id, program.role.id), []).append(account)
    for story in sorted({story for story, _ in groups}):
        roles = next(group for (name, _), group in groups.items() if name == story)[0].played.program.story.roles
        played = [groups[story, role] for role in roles if (story, role) in groups]
        small = [group for group in played if len(_players(group)) < FEWEST]
        together = [account for group in small for account in group]
        if len(small) > 1 and len(_players(together)) >= FEWEST:
            yield _summary(together)
        yield from (_summary(group) for group in played)


def _players(group: Iterable[Account]) -> set[str]:
    return {player_of(account) for account in group}


def _summary(group: list[Account]) -> GroupSummary:
    group = sorted(group, key=lambda account: account.kept.updated or _ANCIENT)
    story = group[0].played.program.story
    played = {account.played.program.role.id for account in group}
    roles = tuple(role for role in story.roles.values() if role.id in played)
    finished = _players(account for account in group if account.ending)
    summary = GroupSummary(story, roles, len(_players(group)), len(finished))
    if summary.players < FEWEST:
        return summary
    first = _first_decided(group)
    splits, hidden = _splits(story, first)
    endings = _by_players(group, lambda account: [account.ending_told] if account.ending else [], fewest=1)
    return replace(
        summary,
        decided=sum(map(len, first.values())),
        forces=tuple(_forces(first)),
        splits=splits,
        hidden=hidden,
        constraints=tuple(_constraints(group)),
        doors=tuple(Door(label, reason, players) for (label, reason), players in _by_players(group, _closed)),
        # Who came to which ending can't be told from five or more.
        endings=tuple(endings) if len(finished) >= FEWEST else (),
        facts=tuple((story.facts[name], players) for name, players in _by_players(group, lambda account: [f.id for f in account.facts])),
    )


def _first_decided(group: Iterable[Account]) -> dict[str, dict[str, Decided]]:
    """By scene and player."""
    first: dict[str, dict[str, Decided]] = {}
    for account in group:
        for decided in account.ledger.decided:
            scene = account.played.program.story.name_now(decided.decision.scene)
            first.setdefault(scene, {}).setdefault(player_of(account), decided)
    return first


def _forces(first: dict[str, dict[str, Decided]]) -> Iterator[tuple[Obstacle, int]]:
    """In the way of how many decisions each obstacle stood that enough players met; the most first."""
    found: dict[Obstacle, list[str]] = {}
    for made in first.values():
        for player, decided in made.items():
            for obstacle in decided.obstacles:
                found.setdefault(obstacle, []).append(player)
    met = ((obstacle, len(players)) for obstacle, players in found.items() if len(set(players)) >= FEWEST)
    yield from sorted(met, key=lambda each: (-each[1], OBSTACLES.index(each[0])))


def _by_players(group: Iterable[Account], things: Callable[[Account], Iterable[Thing]], fewest: int = FEWEST) -> list[tuple[Thing, int]]:
    """What at least `fewest` players have, with how many they are; the most first, else in the order in which it was met."""
    found: dict[Thing, set[str]] = {}
    for account in group:
        for thing in things(account):
            found.setdefault(thing, set()).add(player_of(account))
    counts = [(thing, len(players)) for thing, players in found.items() if len(players) >= fewest]
    return sorted(counts, key=lambda each: -each[1])


def _splits(story: Story, first: dict[str, dict[str, Decided]]) -> tuple[tuple[Split, ...], tuple[Hidden, ...]]:
    told = [_split(story, scene, made) for scene, made in first.items() if len(made) >= FEWEST]
    divided = sorted((split for split in told if len(split.options) > 1), key=lambda split: (-split.apart, -split.players))
    few = [(scene, len(made), next(iter(made.values())).decision) for scene, made in first.items() if len(made) < FEWEST]
    hidden = (Hidden(decision.title, decision.place, scene, players) for scene, players, decision in few)
    return tuple(divided), tuple(sorted(hidden, key=lambda each: -each.players))


def _split(story: Story, scene: str, made: dict[str, Decided]) -> Split:
    chosen: dict[str, list[Decided]] = {}
    for decided in made.values():
        chosen.setdefault(decided.decision.choice, []).append(decided)
    options = sorted(
        (SplitOption(each[0].decision.label, len(each), _obstacles(story, each)) for each in chosen.values()),
        key=lambda option: -option.players,
    )
    players = len(made)
    alike = sum(option.players * (option.players - 1) for option in options) / (players * (players - 1))
    decision = next(iter(made.values())).decision
    return Split(scene, decision.title, decision.place, players, tuple(options), 1 - alike)


def _obstacles(story: Story, chosen: Iterable[Decided]) -> tuple[tuple[Obstacle, Fact | None], ...]:
    found = dict.fromkeys((one.obstacle, story.facts.get(one.fact)) for each in chosen for one in _beside_doors(each))
    return tuple(sorted(found, key=lambda each: OBSTACLES.index(each[0])))


def _beside_doors(decided: Decided) -> Iterator[InTheWay]:
    """What stood in the way, but the choices that were closed: they are listed by themselves."""
    return (each for each in decided.in_the_way if each.obstacle != "closed")


def _constraints(group: list[Account]) -> Iterator[Constraint]:
    facts = group[0].played.program.story.facts
    found = _by_players(group, lambda account: [(one.obstacle, one.fact) for each in account.ledger.decided for one in _beside_doors(each)])
    for (obstacle, fact), players in sorted(found, key=lambda each: OBSTACLES.index(each[0][0])):
        yield Constraint(obstacle, facts.get(fact), players)


def _closed(account: Account) -> Iterator[tuple[str, str]]:
    """The choices that were seen closed, each with the reason that was given."""
    for step in account.steps:
        if step.read:
            yield from ((option.label, option.reason) for option in step.view.options if not option.open and option.reason)
