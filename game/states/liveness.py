"""What a state still has to hold in each scene: what can't be read any more before it is set anew is forgotten.

Live variables (A. Aho, M. Lam, R. Sethi and J. Ullman, Compilers, 9.2.5), for a question about what can happen from there
on. Two states of a scene that agree in what is live go on alike: the same choices are open in both, and lead to states
that agree again. The less a question asks for, the fewer states there are to tell apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from game.states.reads import EVERYTHING, NOTHING, Parts, Reads
from game.story.language.tree import Effect, Expression
from game.story.link_targets import outcomes_of
from game.story.model import BACK, Block, Choice, Scene


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked of the states, besides which choices are open and where they lead.

    `kept`: the parts that aren't forgotten altogether; it has to be closed under influence. `always`: parts asked for in every
    scene, `at_endings`: in endings. `bounds`: variables for which it matters whether an effect passes their bounds.
    `texts`: (scene, block) by number, for which it matters whether they are shown. `told`: whether everything that is read,
    and each fact that is met, matters. `scenes`: those that are entered; a way that leads elsewhere isn't followed.
    """

    kept: Parts = EVERYTHING
    always: Parts = NOTHING
    at_endings: Parts = NOTHING
    bounds: Parts = NOTHING
    texts: frozenset[tuple[int, int]] = frozenset()
    told: bool = False
    news: bool = False  # whether it matters when news is heard
    scenes: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class SceneLink:
    """One thing that a choice can bring, by numbers. The target is entered, or else stayed in or come back to. `several` is whether
    the same may lead to other scenes as well, on coming back or by branches. `sets` are memory bits that it is sure to set before
    its results are told, `tells` has for each part of those what decides whether it is told, and the facts in it; and `asks` is what
    decides after that which of its branches is taken.
    """

    choice: int
    outcome: int
    target: int
    enters: bool
    comes_back: bool
    effects: tuple[Effect, ...]
    sets: Parts
    tells: tuple[tuple[Parts, Parts], ...] = ()
    asks: Parts = NOTHING
    several: bool = False


class Links:
    """Every link out of each scene that links lead to from the role's start; the others have none."""

    def __init__(self, reads: Reads) -> None:
        self.reads = reads
        self.scenes = tuple(reads.program.story.scenes.values())
        self._numbers = reads.program.numbers
        self._returns: dict[int, set[tuple[int, bool]]] = {}  # where a visit to a scene may return to, and whether that is an entry
        for number in reads.linked:
            for choice in self.scenes[number].choices:
                if choice.visit:
                    for _, _, go in _outcomes(choice):
                        back = (self._numbers[go], True) if go and go != BACK else (number, False)
                        self._returns.setdefault(self._numbers[choice.visit], set()).add(back)
        self.of = tuple(tuple(self._links(number, scene)) if number in reads.linked else () for number, scene in enumerate(self.scenes))

    def _links(self, number: int, scene: Scene) -> Iterator[SceneLink]:
        reads = self.reads
        for place, choice in enumerate(scene.choices):
            for outcome, effects, go in _outcomes(choice):
                parts = (choice, choice.outcomes[outcome]) if choice.outcomes else (choice,)
                sets = reads.program.bits.used.get((scene.id, choice.id), NOTHING)
                sets |= reads.facts(part.because for part in parts)
                tells = tuple((reads.block(scene, block), reads.told(*block.texts)) for part in parts for block in part.results)
                branches, _ = choice.forks(choice.outcomes[outcome] if choice.outcomes else None)
                asks = NOTHING
                for branch in branches:
                    asks |= reads.expression(branch.condition, scene.id)
                if choice.visit:
                    yield SceneLink(place, outcome, self._numbers[choice.visit], True, False, effects, sets, tells)
                elif go == BACK:
                    for target, enters in self._returns.get(number, ()):
                        yield SceneLink(place, outcome, target, enters, True, effects, sets, tells, asks, True)
                else:
                    target = self._numbers[go] if go else number
                    yield SceneLink(place, outcome, target, bool(go), False, effects, sets, tells, asks, bool(branches))

    @cached_property
    def sources(self) -> tuple[tuple[int, ...], ...]:
        """By scene, the scenes with a link to it."""
        found: list[set[int]] = [set() for _ in self.of]
        for number, links in enumerate(self.of):
            for link in links:
                found[link.target].add(number)
        return tuple(map(tuple, found))

    def leading_to(self, scenes: Iterable[int]) -> frozenset[int]:
        """These scenes and all from which links lead to them: no way to them goes through another."""
        found = set(scenes)
        waiting = list(found)
        while waiting:
            for source in self.sources[waiting.pop()]:
                if source not in found:
                    found.add(source)
                    waiting.append(source)
        return frozenset(found)


class Liveness:
    """`after[scene]` is what is live once a scene's passage was read."""

    def __init__(self, links: Links, asked: Scope) -> None:
        self.links, self.asked, self.reads = links, asked, links.reads
        scenes = sorted(self.reads.linked if asked.scenes is None else self.reads.linked & asked.scenes)
        self.after: list[Parts] = [NOTHING] * len(links.scenes)
        own = {number: self._asked_in(links.scenes[number]) & asked.kept for number in scenes}
        for number, parts in own.items():
            self.after[number] = parts
        waiting = dict.fromkeys(scenes)
        while waiting:
            number, _ = waiting.popitem()  # the last first, since most links lead onwards
            found = own[number]
            for link in links.of[number]:
                if link.target in own:
                    found |= self.before(number, link)
            if found != self.after[number]:
                self.after[number] = found
                waiting.update((source, None) for source in links.sources[number] if source in own)

    @property
    def start(self) -> Parts:
        """What a role's first state has to hold before its first scene is entered."""
        first = self.reads.program.numbers[self.reads.program.role.start]
        return self.before(first, _entering(first))

    def _asked_in(self, scene: Scene) -> Parts:
        found = self.asked.always | (self.asked.at_endings if scene.ending else NOTHING)
        for choice in scene.choices:
            found |= self.reads.guard(scene, choice)
        return found if scene.ending else found | self._heard

    def before(self, scene: int, link: SceneLink) -> Parts:
        """What is live before a link is followed from a scene."""
        return self._before(scene, link, self.after[link.target] | self._heard, self.asked.bounds, told=self.asked.told)

    def step(self, scene: int, link: SceneLink) -> tuple[Parts, Parts]:
        """What decides how a link changes what is live after it, and all that it may change."""
        changed = self._changes(link)
        after = (self.after[link.target] | self._heard) & changed
        return self._before(scene, link, after, self.asked.bounds, told=self.asked.told), changed

    @cached_property
    def _heard(self) -> Parts:
        """The clock, where it matters when news is heard: in an ending it isn't live any more, and on the way there news is told."""
        return self.reads.clock & self.asked.kept if self.asked.news and self.reads.program.news else NOTHING

    def telling(self, scene: int, link: SceneLink) -> Parts:
        """What decides what is read on the way, whether it is kept or not."""
        return self._before(scene, link, self.reads.clock if self.reads.program.news else NOTHING, NOTHING, told=True, kept=EVERYTHING)

    def deciding_at_start(self) -> Parts:
        """What decides what is read at the start, and what entering the first scene changes."""
        first = self.reads.program.numbers[self.reads.program.role.start]
        return self.telling(first, _entering(first)) | self.step(first, _entering(first))[0]

    def _before(self, scene: int, link: SceneLink, after: Parts, bounds: Parts, *, told: bool, kept: Parts | None = None) -> Parts:
        """What is live before a link, given what is after it: the order of a step, backwards (see `game.play.engine`)."""
        reads, bits = self.reads, self.reads.program.bits
        kept = self.asked.kept if kept is None else kept
        target = self.links.scenes[link.target]
        stays = not link.enters and not link.comes_back
        found = after
        for block in target.blocks:
            if block.condition is None:
                found &= ~reads.told(block.text)
        wanted = found
        for number, block in enumerate(target.blocks):
            shown = told and (link.enters or stays or any(prose.facts for prose in block.texts))
            if shown or reads.told(*block.texts) & wanted or (link.target, number) in self.asked.texts:
                found |= reads.block(target, block) & kept
        if found & reads.news:
            found |= reads.clock & kept
        if link.enters:
            found = self._before_effects(target.id, target.enter, found, bounds) & kept
            seen, again = bits.seen.get(target.id, NOTHING), bits.again.get(target.id, NOTHING)
            found = found & ~seen | (seen & kept if found & again else NOTHING)
        found |= link.asks
        for asks, facts in link.tells:
            if not asks:
                found &= ~facts
        for asks, facts in link.tells:
            if told or facts & found:
                found |= asks
        found &= ~link.sets
        found = self._before_effects(self.links.scenes[scene].id, link.effects, found, bounds) & kept
        if told and stays:  # what is new to read is what wasn't shown before
            for block in target.blocks:
                if block.condition is not None:
                    found |= reads.expression(block.condition, target.id) & kept
        return found

    def _before_effects(self, scene: str, effects: tuple[Effect, ...], after: Parts, bounds: Parts = NOTHING) -> Parts:
        reads, found = self.reads, after
        for effect in reversed(effects):
            variable = reads.variable[effect.variable]
            if not (found | bounds) & variable:
                continue
            if effect.operator == "=" and variable != reads.clock:  # the clock never goes back, so what it was matters
                found &= ~variable
            else:
                found |= variable
            found |= reads.expression(effect.value, scene)
        return found

    def block(self, scene: int, effects: tuple[Effect, ...], target: int, block: Block) -> Parts:
        """What, before a choice with these effects is made in `scene`, may decide whether and how a block of `target` is shown."""
        reads, bits, there = self.reads, self.reads.program.bits, self.links.scenes[target]
        found = reads.block(there, block)
        if found & bits.again.get(there.id, NOTHING):
            found |= bits.seen[there.id]
        found = self._before_effects(there.id, there.enter, found)
        return self._before_effects(self.links.scenes[scene].id, effects, found)

    def result(self, scene: int, effects: tuple[Effect, ...], condition: Expression) -> Parts:
        """What, before a choice with these effects is made in `scene`, may decide whether a part of its result is told."""
        name = self.links.scenes[scene].id
        return self._before_effects(name, effects, self.reads.expression(condition, name))

    def _changes(self, link: SceneLink) -> Parts:
        reads, target = self.reads, self.links.scenes[link.target]
        found = link.sets | reads.news
        for _, facts in link.tells:
            found |= facts
        for effect in (*link.effects, *(target.enter if link.enters else ())):
            found |= reads.variable[effect.variable]
        for block in target.blocks:
            found |= reads.told(*block.texts)
        if link.enters:
            bits = reads.program.bits
            found |= bits.seen.get(target.id, NOTHING) | bits.again.get(target.id, NOTHING)
        return found


def _entering(scene: int) -> SceneLink:
    return SceneLink(0, 0, scene, True, False, (), NOTHING)


def _outcomes(choice: Choice) -> Iterator[tuple[int, tuple[Effect, ...], str]]:
    """What can happen: the outcome's number, all effects in order, and where it may go."""
    numbers = {id(outcome): number for number, outcome in enumerate(choice.outcomes)}
    for outcome, go in outcomes_of(choice):
        yield (0, choice.effects, go) if outcome is None else (numbers[id(outcome)], choice.effects + outcome.effects, go)
