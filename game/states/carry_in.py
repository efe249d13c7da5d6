"""What earlier games can have left behind when a role starts, as combinations: the facts met in games that came to an end,
and each echo from the latest of its role's games.

One finished game leaves its facts together with its echoes, so each taken alone would say too much. Where there are few
combinations, every role is explored from every one of them until nothing new is left behind. Where there are more, each
role's games are looked at in a slice that keeps only what can be left behind (or, where that is too much, anything that its
scenes tell or set), and any of them may follow on any other: that is wider than what can happen, never narrower.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.play.engine import start
from game.play.evaluate import MEMORY, State
from game.play.program import Program
from game.play.record import Carried
from game.states.explorer import Graph, explored
from game.states.liveness import Links, Liveness, Scope
from game.states.packed import Packing
from game.states.reads import EVERYTHING, Parts, Reads, single
from game.story.language.tree import Constant
from game.story.link_targets import linked

Past = int
"""The memory bits of the facts that were met, and above them the value of each echo."""

Game = tuple[int, Past]
"""What one game leaves: the bits of what was left before that stay, and those that it sets."""

MOST_PASTS = 256
"""So many combinations are followed one by one."""

MOST_TOGETHER = 1 << 16
"""The most combinations of what is left behind that are told apart."""

MOST_STARTS = 1 << 13
"""The most of them that a role is started with."""

MOST_FOLLOWED = 1 << 17
"""The most states that are looked at to follow them."""

MOST_STATES = 1 << 14
"""The most states of a role that are looked at to find out what it leaves behind."""

MOST_GAMES = 64
"""The most games of a role that are told apart by what they leave."""

Begun = list[tuple[Carried, State]]


@dataclass(frozen=True, slots=True)
class Echo:
    """Where an echo's value stands in a past."""

    name: str
    role: str
    offset: int
    mask: int  # shifted


@dataclass(eq=False)
class Pasts:
    """All that may have been left behind. `wide` is whether that is more than what can happen."""

    echoes: tuple[Echo, ...]
    known: set[Past] | None = None  # every combination, where there are few
    games: set[Game] = field(default_factory=set)  # or else what single games leave
    _found: dict[tuple[int, int], set[Past]] = field(default_factory=dict)

    @property
    def wide(self) -> bool:
        return self.known is None

    def starts(self, reads: Reads, parts: Parts) -> tuple[Begun, bool]:
        """The role's starts, one for each combination of these parts, with nothing carried in first; and whether these are
        all. Each carries in the least that games leave with such a combination, so that it can be played: what isn't among the
        parts may shut a choice on the way."""
        keep, least = self._mask(reads, parts), dict[Past, Past]()
        for past in sorted(self.among(reads, parts if self.wide else EVERYTHING), key=lambda past: (past.bit_count(), past)):
            least.setdefault(past & keep, past)
        return [self.begun(reads.program, least[past]) for past in sorted(least)[:MOST_STARTS]], len(least) <= MOST_STARTS

    def among(self, reads: Reads, parts: Parts) -> set[Past]:
        """The combinations of these parts; of very many, just more than are told apart."""
        keep = self._mask(reads, parts)
        if self.known is not None:
            return {past & keep for past in self.known}
        found = self._found.get((keep, len(self.games)))
        if found is None:
            found = self._found[keep, len(self.games)] = self._folded(keep)
        return found

    def _mask(self, reads: Reads, parts: Parts) -> int:
        """The bits of a past that hold these parts."""
        parts &= reads.carried
        return parts & reads.memory | sum(echo.mask for echo in self.echoes if parts & reads.variable[echo.name])

    def _folded(self, keep: int) -> set[Past]:
        """What any games one after the other leave: those that set the same echoes take each other's place, and what others leave
        stays, so that it makes no difference which of these come first."""
        alike: dict[int, set[int]] = {}
        for stays, sets in self.games:
            alike.setdefault(stays | ~keep, set()).add(sets & keep)
        found = {0}
        for stays, games in alike.items():
            waiting = list(found)
            while waiting and len(found) <= MOST_TOGETHER:
                before = waiting.pop() & stays
                for sets in games:
                    if (after := before | sets) not in found:
                        found.add(after)
                        waiting.append(after)
        return found

    def carried(self, program: Program, past: Past) -> Carried:
        variables = program.story.variables
        chosen = {echo.name: (past & echo.mask) >> echo.offset for echo in self.echoes if past & echo.mask}
        facts = frozenset(fact for fact, bit in program.bits.met.items() if past & bit)
        return Carried(facts, {name: variables[name].values[value] for name, value in chosen.items()})

    def arrived(self, program: Program, past: Past) -> tuple[State, State]:
        """A role's first moment after a past, on arrival and once the passage was read."""
        return arrived_with(program, self.carried(program, past))

    def begun(self, program: Program, past: Past) -> tuple[Carried, State]:
        carried = self.carried(program, past)
        return carried, arrived_with(program, carried)[1]


def arrived_with(program: Program, carried: Carried) -> tuple[State, State]:
    """A role's first moment with what is carried in, on arrival and once the passage was read."""
    variables = program.story.variables
    return start(program, {name: variables[name].values.index(word) for name, word in carried.echoes.items()}, carried.facts)


def pasts_of(programs: Mapping[str, Program]) -> Pasts:
    """What can have been left behind, for roles that were compiled with the same bits."""
    pasts = _nothing_yet(programs)
    each = [_Role(pasts, program) for program in programs.values()]
    if not any(role.items for role in each):
        pasts.known = {0}
        return pasts
    pasts.known = _followed(each)
    while pasts.known is None:
        before = len(pasts.games)
        for role in each:
            found = role.leaves(pasts)
            pasts.games |= role.anything() if found is None else {(role.stays, past) for past in found}
        if len(pasts.games) == before:
            break
    return pasts


def _followed(each: "list[_Role]") -> set[Past] | None:
    """Every combination, by following every role from each; None where that is too much."""
    found, waiting, looked = {0}, [0], 0
    while waiting:
        past = waiting.pop()
        for role in each:
            graph = role.games_after(past)
            looked += len(graph.states)
            if not graph.complete or looked > MOST_FOLLOWED:
                return None
            for left in role.left_in(graph):
                after = past & role.stays | left
                if after not in found:
                    found.add(after)
                    waiting.append(after)
        if len(found) > MOST_PASTS:
            return None
    return found


def anything_of(programs: Mapping[str, Program]) -> Pasts:
    """Every fact and every value of an echo, in any combination."""
    pasts = _nothing_yet(programs)
    some = next(iter(programs.values()))
    pasts.games = {(-1, bit) for bit in some.bits.met.values()}
    for echo in pasts.echoes:
        pasts.games |= {(~echo.mask, value << echo.offset) for value in range(len(some.story.variables[echo.name].values))}
    return pasts


def _nothing_yet(programs: Mapping[str, Program]) -> Pasts:
    some = next(iter(programs.values()))
    offset = max((bit.bit_length() for bit in some.bits.met.values()), default=0)
    echoes = []
    for name, variable in some.story.variables.items():
        if variable.echo:
            width = variable.high.bit_length()
            echoes.append(Echo(name, variable.echo, offset, (1 << width) - 1 << offset))
            offset += width
    return Pasts(tuple(echoes))


class _Role:
    """The games of one role, as far as they leave something behind."""

    def __init__(self, pasts: Pasts, program: Program) -> None:
        self.pasts, self.program, self.reads = pasts, program, Reads(program)
        self.links = Links(self.reads)
        self.own = [echo for echo in pasts.echoes if echo.role == program.role.id]
        self.facts = sum(program.bits.met.values())
        self.items: Parts = self.facts | sum(self.reads.variable[echo.name] for echo in self.own)
        self.stays = ~sum(echo.mask for echo in self.own)
        self._whole: Packing | None = None
        self._too_large = False

    def games_after(self, past: Past) -> Graph:
        """All that can be played after a past."""
        self._whole = self._whole or Packing(Liveness(self.links, Scope(at_endings=self.items)))
        return explored(self._whole, [self.pasts.begun(self.program, past)], MOST_STATES + self._whole.made)

    def leaves(self, pasts: Pasts) -> set[Past] | None:
        """What its games leave behind in a slice that keeps only that, or None where there are too many states."""
        if self._too_large:
            return None
        kept = self.reads.closed(self.items)
        packing = Packing(Liveness(self.links, Scope(kept=kept, at_endings=self.items)))
        # Facts that nothing asks for on the way are brought along to the end, whichever they are.
        begun, complete = pasts.starts(self.reads, Liveness(self.links, Scope(kept=kept, at_endings=self.items & ~self.facts)).start)
        graph = explored(packing, begun, MOST_STATES) if complete else None
        games = self.left_in(graph) if graph is not None and graph.complete else None
        self._too_large = games is None or len(games) > MOST_GAMES
        return None if self._too_large else games

    def left_in(self, graph: Graph) -> set[Past]:
        """The facts that are met at the endings, and the role's own echoes."""
        states = {graph.packing.unpack(graph.states[node]) for node in graph.endings()}
        places = [(self.program.places[echo.name], echo.offset) for echo in self.own]
        return {state[MEMORY] & self.facts | sum(state[place] << offset for place, offset in places) for state in states}

    def anything(self) -> set[Game]:
        """Each fact that its scenes tell, and each value that they set, as if a game could leave it alone."""
        story, met = self.program.story, self.reads.news
        values = {echo.name: {0} for echo in self.own}
        for scene in linked(story, [self.program.role.start]):
            met |= self.reads.told(*scene.texts)
            for choice in scene.choices:
                met |= self.reads.facts((choice.because, *(outcome.because for outcome in choice.outcomes)))
            for effect in scene.effects:
                if effect.variable in values:
                    every = range(len(story.variables[effect.variable].values))
                    values[effect.variable] |= {effect.value.value} if isinstance(effect.value, Constant) else set(every)
        facts = {(-1, bit) for bit in single(met)}
        return facts | {(~echo.mask, value << echo.offset) for echo in self.own for value in values[echo.name]}
