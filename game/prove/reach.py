"""What a role can come to: scenes, choices and texts.

Where every state is known, so are the scenes and the choices. Nearly all else is seen by looking around: at some states of
each scene, in a random order, and at any that shows something new; what was seen needs no other proof. The rest is asked
scene by scene, in slices; what one of the answers leads to is looked at in its turn.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from game.play.engine import advance, open_choices, weights
from game.play.evaluate import SCENE, State
from game.prove.sights import CanBeSeen, Missing, is_shown, missing_in, seen
from game.states.explorer import Graph
from game.states.liveness import Liveness, Scope
from game.states.packed import Packed, Packing
from game.states.reads import Parts, single
from game.states.refinement import RoleStates, Settled

LOOKS = (2, 4, 8, 16, 32, 64, 128, 256, 512)
"""How many states of a scene are visited when looking around: more while a look is quick, or has found a tenth of what was
missing."""

QUICK = 10_000  # states
SLICE = 8_000  # states that could be looked at in the time that it takes to ask for one thing that is missing
MOST_STARTS = 64
FAR = 64
"""A number is new where it lies outside of what was seen before by more than such a share: a counter grows with each step."""


@dataclass(slots=True)
class Reached:
    """Scenes by number, and what is missing in them. What isn't here can't be reached, unless the question is in `open`."""

    scenes: set[int] = field(default_factory=set)
    missing: dict[int, Missing] = field(default_factory=dict)
    open: list[tuple[CanBeSeen, Settled]] = field(default_factory=list)

    def has_choice(self, scene: int, choice: int) -> bool:
        return scene in self.scenes and (scene not in self.missing or choice not in self.missing[scene].choices)

    def has_text(self, scene: int, block: int, part: str) -> bool:
        return scene in self.scenes and (scene not in self.missing or (block, part) not in self.missing[scene].texts)


def reach(states: RoleStates, whole: Graph | None) -> Reached:
    """What the role can come to. `whole` has every state, as far as it matters which choices are open, where these aren't too many."""
    return _ReachSearch(states).search(whole)


class _ReachSearch:
    def __init__(self, states: RoleStates) -> None:
        self.states, self.program, self.links = states, states.program, states.links
        self.reached = Reached()
        self.rest: dict[int, Missing] = {}
        self.far = False  # whether to look around for longer than to ask would take

    def search(self, whole: Graph | None) -> Reached:
        self.rest = {number: missing_in(self.program.scene(number)) for number in sorted(self.states.reads.linked)}
        if whole is not None:
            self._take_from(whole)
        self._look_around()
        reached, settled = self.reached, set[int]()
        while self.rest:
            begin: list[State] = []
            if asked := {number: self.rest.pop(number) for number in tuple(self.rest) if number in reached.scenes}:
                begin += self._ask(asked)
            elif doubtful := self._may_be_come_back_to() - settled:
                number = min(doubtful)
                settled.add(number)
                begin += self._settle({number: Missing(set(), set())}).states.values()
            else:
                break  # no choice that was ever open leads there
            if begin:
                self._look_around(begin)
        return reached

    def _take_from(self, whole: Graph) -> None:
        """The scenes, and all of their choices, that there are."""
        self.reached.scenes = {packed >> whole.packing.scene_at for packed in whole.states}
        made = {(key >> whole.packing.scene_at, move.label[0]) for key, moves in whole.packing.kinds.items() for move in moves}
        for number in tuple(self.rest):
            missing = self.rest.pop(number)
            if number not in self.reached.scenes:
                continue
            never = {choice for choice in missing.choices if (number, choice) not in made}
            if never:
                self.reached.missing[number] = Missing(never, set())
            if missing.texts:
                self.rest[number] = Missing(set(), missing.texts)

    def _may_be_come_back_to(self) -> set[int]:
        return {link.target for links in self.links.of for link in links if link.comes_back and link.enters} & self.rest.keys()

    def _ask(self, asked: dict[int, Missing]) -> Iterator[State]:
        """What is missing in some scenes, in slices; the states in which a choice is open that wasn't before. Where a slice is too
        large for the limits, more is looked at first."""
        for part in self._one_by_one(asked):
            answer = self._settle(part)
            yield from _strike(asked, answer)
            if not answer.complete and not self.far:
                self.far = True
                self.reached.open.pop()
                self.rest |= {number: missing for number, missing in asked.items() if missing}
                self._look_around()
                return
        for number, missing in asked.items():
            never = self.reached.missing.setdefault(number, Missing(set(), set()))
            never.choices |= missing.choices
            never.texts |= missing.texts

    def _settle(self, missing: dict[int, Missing]) -> Settled:
        question = seen(self.states.reads, missing, self.links.leading_to(missing))
        answer = self.states.settle(question)
        if not answer.complete:
            self.reached.open.append((question, answer))
        return answer

    def _one_by_one(self, asked: dict[int, Missing]) -> Iterator[dict[int, Missing]]:
        """By what decides them: what is asked for together in a scene is one question."""
        for number, missing in asked.items():
            scene, parted = self.links.scenes[number], dict[Parts, Missing]()
            for choice in sorted(missing.choices):
                reads = self.states.reads.guard(scene, scene.choices[choice])
                parted.setdefault(reads, Missing(set(), set())).choices.add(choice)
            for block, part in sorted(missing.texts):
                reads = self.states.reads.block(scene, scene.blocks[block])
                parted.setdefault(reads, Missing(set(), set())).texts.add((block, part))
            for each in parted.values():
                yield {number: each}

    # ---- looking around ----

    def _look_around(self, begin: Iterable[State] = ()) -> None:
        if not self.rest:
            return
        texts = frozenset((number, block) for number, missing in self.rest.items() for block, _ in missing.texts)
        packing = Packing(Liveness(self.links, Scope(texts=texts)))
        within = self.links.leading_to(self.rest)
        given = [(state, state) for state in begin] or list(self._starts(packing.live.start))
        for most in LOOKS:
            before, looked = self._size(), self._look(packing, most, within, given)
            self.states.budget.spend(looked)
            if not self.rest or not self.states.budget.left:
                return
            asking = looked if self.far else self._size() * SLICE
            if looked > QUICK and (asking < looked or self._size() > before * 0.9):
                return

    def _size(self) -> int:
        return sum(1 + len(missing) for missing in self.rest.values())

    def _starts(self, parts: Parts) -> Iterator[tuple[State, State]]:
        """Some of the states that the role may start in: with nothing carried in, with the most, and any."""
        pasts = sorted(self.states.pasts.among(self.states.reads, parts))
        for past in dict.fromkeys([0, pasts[-1], *Random(0).sample(pasts, min(len(pasts), MOST_STARTS))]):
            yield self.states.pasts.arrived(self.program, past)

    def _look(self, packing: Packing, most: int, within: frozenset[int], given: Iterable[tuple[State, State]]) -> int:
        """Look in the engine at so many states of each scene, or more where they show something new; how many in all.

        Where a limit comes first, what leads out of a state that has shown something new is looked at all the same: a scene to
        which a choice leads that was seen open is not asked for by anybody else.
        """
        program, hear, chance = self.program, self.states.hear, Random(most)
        kept: dict[int, int] = {}
        ranges: dict[int, _Range] = {}
        known: set[Packed] = set()
        waiting: list[tuple[State, bool]] = []

        def visit(arrived: State, state: State, *, anyway: bool = False) -> None:
            number = state[SCENE]
            new = self._sees(arrived, state) or anyway
            if not new and number not in within:
                return
            packed = packing.pack(state)
            if packed in known and not new:
                return
            known.add(packed)
            seen = ranges.get(number) or ranges.setdefault(number, _Range(packing, number))
            if seen.widen(packed) or new or kept.get(number, 0) < most:
                kept[number] = kept.get(number, 0) + 1
                waiting.append((state, new))

        for arrived, state in given:
            visit(arrived, state, anyway=True)
        looked, enough = 0, min(self.states.budget.most, self.states.budget.left)
        while waiting and self.rest:
            place = chance.randrange(len(waiting))
            waiting[place], waiting[-1] = waiting[-1], waiting[place]
            state, new = waiting.pop()
            if looked >= enough and not new:
                continue
            looked += 1
            if hear is not None and not looked & 255:
                hear(looked)
            for choice in open_choices(program, state):
                for outcome, weight in enumerate(weights(program, state, choice)):
                    if weight:
                        visit(*advance(program, state, choice, outcome))
        return looked

    def _sees(self, arrived: State, state: State) -> bool:
        """Take what a state shows from the rest; whether there was anything."""
        number = state[SCENE]
        new = number not in self.reached.scenes
        self.reached.scenes.add(number)
        missing = self.rest.get(number)
        if missing is None:
            return new
        before, compiled = len(missing), self.program.scene(number)
        missing.texts -= {(block, part) for block, part in missing.texts if is_shown(compiled, arrived, block, part)}
        if missing.choices:
            missing.choices.difference_update(open_choices(self.program, state))
        if not missing:
            del self.rest[number]
        return new or len(missing) < before


class _Range:
    """What the states of a scene have shown so far: the bits that all had and that some had, and the least and the most of each
    number. Conditions mostly ask whether something is so or not, or compare with a threshold."""

    def __init__(self, packing: Packing, scene: int) -> None:
        places = [packing.layout.fields[part] for part in single(packing.live.after[scene])]
        self._numbers = [place for place in places if place.mask > 1]
        self._flags = sum(1 << place.offset for place in places if place.mask == 1)
        self._all, self._some = self._flags, 0
        self._least = [place.mask for place in self._numbers]
        self._most = [0 for _ in self._numbers]

    def widen(self, packed: Packed) -> bool:
        """Take a state in; whether there was something new about it."""
        flags = packed & self._flags
        new = bool(self._all & ~flags or flags & ~self._some)
        self._all &= flags
        self._some |= flags
        for number, (_, _, _, offset, mask) in enumerate(self._numbers):
            value, far = packed >> offset & mask, (self._most[number] - self._least[number]) // FAR
            if value < self._least[number] - max(0, far):
                self._least[number] = value
                new = True
            if value > self._most[number] + max(0, far):
                self._most[number] = value
                new = True
        return new


def _strike(asked: dict[int, Missing], answer: Settled) -> Iterator[State]:
    """Take what happens from what is missing; the states in which a choice is open that wasn't before."""
    for what in answer.happens:
        match what:
            case ("choice", int(number), int(choice)):
                asked[number].choices.discard(choice)
                yield answer.states[what]
            case ("text", int(number), int(block), str(part)):
                asked[number].texts.discard((block, part))
            case _:
                pass
